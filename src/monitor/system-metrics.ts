import { cpus, freemem, totalmem } from 'node:os'
import {
  constants,
  type EventLoopUtilization,
  type PerformanceEntry,
  PerformanceObserver,
  performance,
} from 'node:perf_hooks'
import { getHeapStatistics } from 'node:v8'
import { HistogramWindow } from '../stats/meters.js'

/** Memory, in bytes. */
export interface MemoryMetrics {
  /** All that the process holds of the host's memory. */
  rss: number
  heapUsed: number
  heapTotal: number
  /** V8's limit for the heap: beyond it the process ends. */
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

/** Measures process and host; event loop and garbage collection only while it is started. */
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
    const used = process.memoryUsage()
    return {
      ...used,
      heapLimit: getHeapStatistics().heap_size_limit,
      heapFloor: Math.min(used.heapUsed, ...this.#heapUsed),
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

/** How busy the processors were over the last interval. */
export interface CpuMetrics {
  /** This process, in per cent of one core; with worker threads it can pass 100. */
  processPercent: number
  /** The whole host, in per cent of all its cores. */
  hostPercent: number
  /** Cores of the host. */
  cores: number
  /** Processor time that this process has used since it began, in seconds. */
  processSeconds: number
}

interface Reading {
  at: number
  processMs: number
  hostBusyMs: number
  hostMs: number
}

function readCpu(): Reading {
  const { user, system } = process.cpuUsage()
  let hostMs = 0
  let idleMs = 0
  for (const { times } of cpus()) {
    hostMs += times.user + times.nice + times.sys + times.idle + times.irq
    idleMs += times.idle
  }
  return { at: performance.now(), processMs: (user + system) / 1000, hostBusyMs: hostMs - idleMs, hostMs }
}

/** Measures processor use between two calls of `tick()`. */
class CpuMeter {
  #last = readCpu()
  #metrics: CpuMetrics = this.#between(this.#last, this.#last)

  /** Ends an interval and begins the next. */
  tick(): void {
    const now = readCpu()
    this.#metrics = this.#between(this.#last, now)
    this.#last = now
  }

  /** Of the last whole interval. */
  metrics(): CpuMetrics {
    return { ...this.#metrics }
  }

  #between(from: Reading, to: Reading): CpuMetrics {
    const share = (part: number, whole: number) => (whole <= 0 ? 0 : Math.max(0, (100 * part) / whole))
    return {
      processPercent: share(to.processMs - from.processMs, to.at - from.at),
      hostPercent: Math.min(100, share(to.hostBusyMs - from.hostBusyMs, to.hostMs - from.hostMs)),
      cores: cpus().length,
      processSeconds: to.processMs / 1000,
    }
  }
}

/** How freely the event loop ran over the last interval. */
export interface EventLoopMetrics {
  /** Milliseconds by which a timer came late. */
  delayMs: { mean: number; p50: number; p90: number; p99: number; max: number }
  /** Share of the time it was busy, 0 to 1. */
  utilization: number
}

/** How often the delay is measured, in milliseconds. */
const RESOLUTION_MS = 20

/** Delays are kept to the microsecond. */
const SCALE = 1000

const SHARES = [0.5, 0.9, 0.99]

/**
 * Measures the event loop between two calls of `tick()`, while it is started.
 *
 * A timer of its own, because Node's `monitorEventLoopDelay` forgets on `reset()` when it last looked: what blocked
 * the loop across the end of an interval would be seen in neither.
 */
class EventLoopMeter {
  readonly #delays = new HistogramWindow()
  #timer: NodeJS.Timeout | undefined
  #lookedAt = 0
  #utilization: EventLoopUtilization = performance.eventLoopUtilization()
  #metrics: EventLoopMetrics = { delayMs: { mean: 0, p50: 0, p90: 0, p99: 0, max: 0 }, utilization: 0 }

  start(): void {
    if (this.#timer !== undefined) return
    this.#delays.reset()
    this.#lookedAt = performance.now()
    this.#timer = setInterval(() => this.#look(), RESOLUTION_MS)
    this.#timer.unref()
    this.#utilization = performance.eventLoopUtilization()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  /** Ends an interval and begins the next. */
  tick(): void {
    const now = performance.eventLoopUtilization()
    const { utilization } = performance.eventLoopUtilization(now, this.#utilization)
    this.#utilization = now
    // A delay that brought this tick along belongs to the interval that ends.
    if (this.#timer !== undefined && performance.now() - this.#lookedAt > RESOLUTION_MS) this.#look()
    const { delayMs } = this.#metrics
    this.#metrics = { delayMs: this.#delays.count === 0 ? delayMs : this.#summary(), utilization }
    this.#delays.reset()
  }

  /** Of the last whole interval. */
  metrics(): EventLoopMetrics {
    return { delayMs: { ...this.#metrics.delayMs }, utilization: this.#metrics.utilization }
  }

  #look(): void {
    const now = performance.now()
    const lateMs = Math.max(0, now - this.#lookedAt - RESOLUTION_MS)
    this.#lookedAt = now
    this.#delays.record(Math.round(lateMs * SCALE))
  }

  #summary(): EventLoopMetrics['delayMs'] {
    const { count, sum, max } = this.#delays
    const [p50 = 0, p90 = 0, p99 = 0] = this.#delays.percentiles(SHARES)
    return {
      mean: sum / count / SCALE,
      p50: p50 / SCALE,
      p90: p90 / SCALE,
      p99: p99 / SCALE,
      max: max / SCALE,
    }
  }
}

/** Garbage collections of one kind. */
export interface GcKindMetrics {
  count: number
  /** Milliseconds that the program was paused by them. */
  pauseMs: number
}

/** Garbage collections since the monitor was started. */
export interface GcMetrics extends GcKindMetrics {
  /** Scavenges of the young generation. */
  minor: GcKindMetrics
  /** Mark and sweep of everything. */
  major: GcKindMetrics
  /** Steps of a major one, done bit by bit. */
  incremental: GcKindMetrics
  /** Callbacks of weak references. */
  weakCallbacks: GcKindMetrics
}

type Kind = 'minor' | 'major' | 'incremental' | 'weakCallbacks'

function kindOf(entry: PerformanceEntry): Kind {
  const kind = (entry as PerformanceEntry & { detail?: { kind?: number } }).detail?.kind
  if (kind === constants.NODE_PERFORMANCE_GC_MAJOR) return 'major'
  if (kind === constants.NODE_PERFORMANCE_GC_INCREMENTAL) return 'incremental'
  if (kind === constants.NODE_PERFORMANCE_GC_WEAKCB) return 'weakCallbacks'
  return 'minor'
}

/** Counts garbage collections while it is started. */
class GcWatch {
  #observer: PerformanceObserver | undefined
  readonly #kinds: Record<Kind, GcKindMetrics> = {
    minor: { count: 0, pauseMs: 0 },
    major: { count: 0, pauseMs: 0 },
    incremental: { count: 0, pauseMs: 0 },
    weakCallbacks: { count: 0, pauseMs: 0 },
  }

  start(): void {
    if (this.#observer !== undefined) return
    this.#observer = new PerformanceObserver(list => this.#note(list.getEntries()))
    this.#observer.observe({ entryTypes: ['gc'] })
  }

  stop(): void {
    this.#observer?.disconnect()
    this.#observer = undefined
  }

  metrics(): GcMetrics {
    // Entries arrive some time after the collection; what waits already is counted in.
    this.#note(this.#observer?.takeRecords() ?? [])
    const all = Object.values(this.#kinds)
    return {
      count: all.reduce((sum, kind) => sum + kind.count, 0),
      pauseMs: all.reduce((sum, kind) => sum + kind.pauseMs, 0),
      ...structuredClone(this.#kinds),
    }
  }

  #note(entries: readonly PerformanceEntry[]): void {
    for (const entry of entries) {
      const kind = this.#kinds[kindOf(entry)]
      kind.count += 1
      kind.pauseMs += entry.duration
    }
  }
}
