import { DURATION_BOUNDS_MS } from './histogram.js'
import type { BucketSummary } from './stats.js'

/**
 * A distribution of milliseconds as coarse as Prometheus is told of it: one number a bound, where a `Histogram` takes
 * tens of kilobytes. For what there may be many of, such as topics.
 */
export class BucketTally {
  /** Values up to each bound and above the one before, and those above the last. */
  readonly #counts = new Float64Array(DURATION_BOUNDS_MS.length + 1)
  #count = 0
  #sum = 0

  /** Adds one value; negative ones (a clock that jumped) and NaN count as 0. */
  record(milliseconds: number): void {
    const value = Math.max(0, milliseconds) || 0
    const bucket = bucketOf(value)
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1
    this.#count += 1
    this.#sum += value
  }

  summary(): BucketSummary {
    let seen = 0
    const counts = DURATION_BOUNDS_MS.map((_, bucket) => {
      seen += this.#counts[bucket] ?? 0
      return seen
    })
    return { count: this.#count, sum: this.#sum, buckets: { bounds: DURATION_BOUNDS_MS, counts } }
  }
}

/** The first bound that is not below the value, by halving. */
function bucketOf(value: number): number {
  let low = 0
  let high: number = DURATION_BOUNDS_MS.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (value <= (DURATION_BOUNDS_MS[middle] as number)) high = middle
    else low = middle + 1
  }
  return low
}
