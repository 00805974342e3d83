interface Baseline {
  at: number
  part: number
  whole: number
}

/** How far back shares look, in milliseconds. */
const WINDOW_MS = 10_000

/** Of fewer events than this no share is made: one failure of two is no error rate. */
const LEAST_EVENTS = 20

/**
 * What share of the latest events were of one sort (failures of sends, hits of takings), made from counters that
 * only rise. Keys that are no longer read are forgotten.
 */
export class RecentShares {
  readonly #baselines = new Map<string, Baseline[]>()
  readonly #readings = new Map<string, { part: number; whole: number }>()

  /** Begins a reading of everything; keys it does not touch are gone at the next tick. */
  begin(): void {
    this.#readings.clear()
  }

  /**
   * The share since some ten seconds ago, 0 to 1; `null` if too little happened to say.
   *
   * @param key what is counted
   * @param part the counter of the sort
   * @param whole the counter of all
   */
  share(key: string, part: number, whole: number): number | null {
    this.#readings.set(key, { part, whole })
    const [oldest] = this.#baselines.get(key) ?? []
    const events = whole - (oldest?.whole ?? 0)
    if (events < LEAST_EVENTS) return null
    return Math.min(1, Math.max(0, (part - (oldest?.part ?? 0)) / events))
  }

  /** Remembers the counters as they were read last, as the baseline of later shares. */
  tick(now: number): void {
    for (const [key, reading] of this.#readings) {
      const list = this.#baselines.get(key) ?? []
      list.push({ at: now, ...reading })
      while (list.length > 1 && (list[0]?.at ?? 0) < now - WINDOW_MS) list.shift()
      this.#baselines.set(key, list)
    }
    for (const key of this.#baselines.keys()) if (!this.#readings.has(key)) this.#baselines.delete(key)
  }
}
