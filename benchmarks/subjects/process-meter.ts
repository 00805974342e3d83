import { type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'

const SCAVENGE = 1

/** What a process used up since the last `restart()`. */
export interface ProcessUse {
  cpuMicros: number
  scavenges: number
  majorCollections: number
  gcPauseMs: number
  rssMb: number
}

/** Measures this process: CPU, garbage collections, memory. */
export class ProcessMeter {
  readonly #observer = new PerformanceObserver(list => this.#count(list.getEntries()))
  #cpu = process.cpuUsage()
  #scavenges = 0
  #majorCollections = 0
  #pauseMs = 0

  constructor() {
    this.#observer.observe({ entryTypes: ['gc'] })
  }

  restart(): void {
    this.#observer.takeRecords()
    this.#scavenges = 0
    this.#majorCollections = 0
    this.#pauseMs = 0
    this.#cpu = process.cpuUsage()
  }

  read(): ProcessUse {
    const { user, system } = process.cpuUsage(this.#cpu)
    this.#count(this.#observer.takeRecords())
    return {
      cpuMicros: user + system,
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
