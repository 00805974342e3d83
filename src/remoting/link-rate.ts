/**
 * The slowest link that is reckoned with before anything was measured, in bytes a millisecond: 512 kbit/s. A deadline that
 * is too short would send a request again whose bytes are still on their way, and double its messages.
 */
const FIRST_RATE = 64

/** Bounds of what is measured: 64 kbit/s and 2 MiB/s; above it, deadlines do not get shorter. */
const SLOWEST_RATE = 8
const FASTEST_RATE = 2_048

/** What is measured does not count headers and changes all the time. */
const ALLOWANCE = 2

/** Fewer bytes than this under way need no time worth mentioning. */
const WORTH_TIME_BYTES = 16 * 1024

/** Fewer bytes than this say more of the server than of the link. */
const WORTH_MEASURING_BYTES = 64 * 1024

/** How much one request changes the rate. */
const WEIGHT = 0.25

/** What came of a request: an answer, none within its time, or something that says nothing of the link. */
export type LinkOutcome = 'answered' | 'late' | 'unknown'

/** Measures how fast requests get to an endpoint, so that deadlines leave time for the way. */
export class LinkRate {
  #bytesPerMs = FIRST_RATE
  #underWay = 0
  #measured = false

  /** Bytes of requests that were not answered yet. */
  get underWay(): number {
    return this.#underWay
  }

  /** A request leaves. Returns the bytes under way from now on, its own included. */
  leave(bytes: number): number {
    this.#underWay += bytes
    return this.#underWay
  }

  /** How long so many bytes may need to get there, in milliseconds. */
  transferMs(underWay: number): number {
    return underWay < WORTH_TIME_BYTES ? 0 : Math.ceil((underWay * ALLOWANCE) / this.#bytesPerMs)
  }

  /**
   * A request has ended.
   *
   * @param underWay what {@link LinkRate.leave} returned for it
   * @param since when it left, in milliseconds of `performance.now()`
   */
  arrive(bytes: number, underWay: number, since: number, outcome: LinkOutcome): void {
    this.#underWay -= bytes
    if (underWay < WORTH_MEASURING_BYTES) return
    if (outcome === 'answered') this.#measure(underWay / (performance.now() - since))
    else if (outcome === 'late') this.#bytesPerMs = Math.max(this.#bytesPerMs / 2, SLOWEST_RATE)
  }

  #measure(rate: number): void {
    const sample = Math.min(Math.max(rate, SLOWEST_RATE), FASTEST_RATE)
    this.#bytesPerMs = this.#measured ? this.#bytesPerMs + (sample - this.#bytesPerMs) * WEIGHT : sample
    this.#measured = true
  }
}
