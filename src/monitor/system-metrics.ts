import { freemem, totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'
import { CpuMeter, type CpuMetrics } from './cpu-meter.js'
import { EventLoopMeter, type EventLoopMetrics } from './event-loop-meter.js'
import { type GcMetrics, GcWatch } from './gc-watch.js'

/** Memory, in bytes. */
export interface MemoryMetrics {
  /** All that the process holds of the host's memory. */
  rss: number
  heapUsed: number
  heapTotal: number
  /** Where V8 gives up. */
  heapLimit: number
  /** The least `heapUsed` of the last 60 intervals: what remains after garbage collection. */
  heapFloor: number
  /** Memory outside of the heap that objects in it hold, buffers among it. */
  external: number
  /** The part of `external` that is buffers. */
  arrayBuffers: number
  hostTotal: number
  hostFree: number
}

/** What the process and its host are doing. Intervals are those of the monitor. */
export interface SystemMetrics {
  pid: number
  /** For example `v20.20.2`. */
  node: string
  cpu: CpuMetrics
  memory: MemoryMetrics
  eventLoop: EventLoopMetrics
  gc: GcMetrics
  /** What keeps the process alive: sockets, servers, timers, requests. */
  resources: { total: number; byKind: Record<string, number> }
}

/** Intervals over which the floor of the heap is taken. */
const FLOOR_INTERVALS = 60

/** Measures process and host. It runs nothing by itself but what Node measures for it while it is started. */
export class SystemProbe {
  readonly #cpu = new CpuMeter()
  readonly #eventLoop = new EventLoopMeter()
  readonly #gc = new GcWatch()
  readonly #heapUsed: number[] = []

  start(): void {
    this.#eventLoop.start()
    this.#gc.start()
  }

  stop(): void {
    this.#eventLoop.stop()
    this.#gc.stop()
  }

  /** Ends an interval and begins the next. */
  tick(): void {
    this.#cpu.tick()
    this.#eventLoop.tick()
    this.#heapUsed.push(process.memoryUsage().heapUsed)
    if (this.#heapUsed.length > FLOOR_INTERVALS) this.#heapUsed.shift()
  }

  metrics(): SystemMetrics {
    return {
      pid: process.pid,
      node: process.version,
      cpu: this.#cpu.metrics(),
      memory: this.#memory(),
      eventLoop: this.#eventLoop.metrics(),
      gc: this.#gc.metrics(),
      resources: activeResources(),
    }
  }

  #memory(): MemoryMetrics {
    const { rss, heapUsed, heapTotal, external, arrayBuffers } = process.memoryUsage()
    return {
      rss,
      heapUsed,
      heapTotal,
      heapLimit: getHeapStatistics().heap_size_limit,
      heapFloor: Math.min(heapUsed, ...this.#heapUsed),
      external,
      arrayBuffers,
      hostTotal: totalmem(),
      hostFree: freemem(),
    }
  }
}

/** What keeps the process alive, by kind. */
export function activeResources(): SystemMetrics['resources'] {
  const byKind: Record<string, number> = {}
  const kinds = process.getActiveResourcesInfo()
  for (const kind of kinds) byKind[kind] = (byKind[kind] ?? 0) + 1
  return { total: kinds.length, byKind }
}
