/** Values below this have a bucket each; above, every octave has half as many buckets. */
const EXACT = 512
const EXACT_BITS = 9
const PER_OCTAVE = EXACT / 2
/** Values from here up are brought down by this factor, since bit operations work on 32 bits only. */
const WIDE = 2 ** 31
const WIDE_BITS = 22

/** The bucket of a whole number from 0 to 2^53. */
function bucketOf(value: number): number {
  if (value < EXACT) return value
  if (value >= WIDE) return bucketOf(Math.floor(value / 2 ** WIDE_BITS)) + WIDE_BITS * PER_OCTAVE
  const shift = 32 - Math.clz32(value) - EXACT_BITS
  return shift * PER_OCTAVE + (value >>> shift)
}

/** The middle of a bucket. */
export function middleOf(bucket: number): number {
  if (bucket < EXACT) return bucket
  const shift = Math.floor((bucket - EXACT) / PER_OCTAVE) + 1
  const low = (bucket - shift * PER_OCTAVE) * 2 ** shift
  return low + (2 ** shift - 1) / 2
}

/** Counts whole numbers in buckets of at most 0.4 % of the value; the memory grows with the largest value. */
export class HistogramWindow {
  counts = new Float64Array(EXACT)
  count = 0
  sum = 0
  min = Number.POSITIVE_INFINITY
  max = 0

  record(value: number): void {
    const bucket = bucketOf(value)
    if (bucket >= this.counts.length) this.#grow(bucket + 1)
    this.counts[bucket] = (this.counts[bucket] ?? 0) + 1
    this.count += 1
    this.sum += value
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
  }

  /** Adds all that `other` counted. */
  add(other: HistogramWindow): void {
    if (other.count === 0) return
    if (other.counts.length > this.counts.length) this.#grow(other.counts.length)
    const { counts } = this
    for (let bucket = bucketOf(other.min); bucket <= bucketOf(other.max); bucket++) {
      counts[bucket] = (counts[bucket] ?? 0) + (other.counts[bucket] ?? 0)
    }
    this.count += other.count
    this.sum += other.sum
    this.min = Math.min(this.min, other.min)
    this.max = Math.max(this.max, other.max)
  }

  reset(): void {
    this.counts.fill(0)
    this.count = 0
    this.sum = 0
    this.min = Number.POSITIVE_INFINITY
    this.max = 0
  }

  /** The values below which these shares of all lie; `shares` must rise. */
  percentiles(shares: readonly number[]): number[] {
    const found: number[] = []
    let seen = 0
    let bucket = this.count === 0 ? 0 : bucketOf(this.min) - 1
    for (const share of shares) {
      const rank = Math.max(1, Math.ceil(share * this.count))
      while (seen < rank && bucket < this.counts.length - 1) {
        bucket += 1
        seen += this.counts[bucket] ?? 0
      }
      found.push(Math.min(Math.max(middleOf(bucket), this.min), this.max))
    }
    return found
  }

  /** How many values lie at or below each of these; `bounds` must rise. */
  countsUpTo(bounds: readonly number[]): number[] {
    let seen = 0
    let bucket = 0
    return bounds.map(bound => {
      const end = Math.min(bucketOf(bound), this.counts.length - 1)
      for (; bucket <= end; bucket++) seen += this.counts[bucket] ?? 0
      return seen
    })
  }

  /** By whole octaves, so that it happens seldom. */
  #grow(buckets: number): void {
    const counts = new Float64Array(Math.ceil(buckets / PER_OCTAVE) * PER_OCTAVE)
    counts.set(this.counts)
    this.counts = counts
  }
}
