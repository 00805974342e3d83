import type { Rates } from './stats.js'

/** Seconds kept: the longest window, and the second that is slipping out of it. */
const SLOTS = 61

/**
 * Counts events by the second, without a timer: seconds that the clock has passed are cleared on the next
 * `mark()` or `rates()`. A mark costs a reading of the clock, so mark once for a whole batch.
 */
export class RateMeter {
  readonly #counts = new Float64Array(SLOTS)
  readonly #now: () => number
  readonly #startedAt: number
  #second: number

  /** @param now milliseconds of a clock that only goes forward */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#startedAt = now()
    this.#second = Math.floor(this.#startedAt / 1000)
  }

  /**
   * Counts `events` that happened now.
   *
   * @param at the clock's reading, where the caller has it already
   */
  mark(events = 1, at: number = this.#now()): void {
    this.#advance(at)
    const slot = this.#second % SLOTS
    this.#counts[slot] = (this.#counts[slot] ?? 0) + events
  }

  /**
   * Events a second over the last second, ten and sixty, or over the time since the start if that is shorter
   * (but at least a second, so that a burst is not blown up).
   */
  rates(): Rates {
    const now = this.#now()
    this.#advance(now)
    return {
      perSecond1s: this.#rate(1, now),
      perSecond10s: this.#rate(10, now),
      perSecond1m: this.#rate(60, now),
    }
  }

  /** A window that slides: of its oldest second only the part that still lies within it counts. */
  #rate(seconds: number, now: number): number {
    let sum = 0
    for (let back = 0; back < seconds; back++) sum += this.#countOf(this.#second - back)
    const fraction = now / 1000 - this.#second
    sum += this.#countOf(this.#second - seconds) * Math.max(0, 1 - fraction)
    const age = (now - this.#startedAt) / 1000
    return sum / Math.min(seconds, Math.max(1, age))
  }

  #countOf(second: number): number {
    return this.#counts[(second + SLOTS) % SLOTS] ?? 0
  }

  #advance(now: number): void {
    const second = Math.floor(now / 1000)
    const passed = Math.min(second - this.#second, SLOTS)
    for (let step = 1; step <= passed; step++) this.#counts[(this.#second + step) % SLOTS] = 0
    if (second > this.#second) this.#second = second
  }
}
