import { readFileSync } from 'node:fs'
import { type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'

const SCAVENGE = 1

/** Linux counts the time of processes in hundredths of a second. */
const TICK_MICROS = 10_000

/** What a process used up since the last `restart()`. */
export interface ProcessUse {
  cpuMicros: number
  /** What the server used up meanwhile; only where its processes are known, and on Linux. */
  serverCpuMicros: number | undefined
  scavenges: number
  majorCollections: number
  gcPauseMs: number
  rssMb: number
}

/** Measures this process: CPU, garbage collections, memory; and the server's CPU beside it. */
export class ProcessMeter {
  readonly #observer = new PerformanceObserver(list => this.#count(list.getEntries()))
  readonly #serverPids: readonly number[]
  #cpu = process.cpuUsage()
  #serverCpu: number | undefined
  #scavenges = 0
  #majorCollections = 0
  #pauseMs = 0

  constructor(serverPids: readonly number[] = []) {
    this.#serverPids = serverPids
    this.#observer.observe({ entryTypes: ['gc'] })
  }

  restart(): void {
    this.#observer.takeRecords()
    this.#scavenges = 0
    this.#majorCollections = 0
    this.#pauseMs = 0
    this.#cpu = process.cpuUsage()
    this.#serverCpu = cpuOf(this.#serverPids)
  }

  read(): ProcessUse {
    const { user, system } = process.cpuUsage(this.#cpu)
    this.#count(this.#observer.takeRecords())
    const serverCpu = cpuOf(this.#serverPids)
    return {
      cpuMicros: user + system,
      serverCpuMicros:
        serverCpu === undefined || this.#serverCpu === undefined ? undefined : serverCpu - this.#serverCpu,
      scavenges: this.#scavenges,
      majorCollections: this.#majorCollections,
      gcPauseMs: this.#pauseMs,
      rssMb: process.memoryUsage.rss() / 2 ** 20,
    }
  }

  #count(entries: readonly PerformanceEntry[]): void {
    for (const entry of entries) {
      const { kind } = (entry as unknown as { detail: { kind: number } }).detail
      if (kind === SCAVENGE) this.#scavenges += 1
      else this.#majorCollections += 1
      this.#pauseMs += entry.duration
    }
  }
}

/** Microseconds of CPU that processes have used up; `undefined` where that cannot be told. */
function cpuOf(pids: readonly number[]): number | undefined {
  if (pids.length === 0) return undefined
  try {
    return pids.map(ticksOf).reduce((sum, ticks) => sum + ticks, 0) * TICK_MICROS
  } catch {
    return undefined
  }
}

/** The name of a process, in brackets, may hold spaces; user and system time are the 12th and 13th field behind it. */
function ticksOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return Number(fields[11]) + Number(fields[12])
}
