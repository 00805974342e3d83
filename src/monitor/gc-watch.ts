import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks'

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
export class GcWatch {
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
    const { minor, major, incremental, weakCallbacks } = this.#kinds
    const all = [minor, major, incremental, weakCallbacks]
    return {
      count: all.reduce((sum, kind) => sum + kind.count, 0),
      pauseMs: all.reduce((sum, kind) => sum + kind.pauseMs, 0),
      minor: { ...minor },
      major: { ...major },
      incremental: { ...incremental },
      weakCallbacks: { ...weakCallbacks },
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
