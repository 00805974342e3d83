import type { BucketSummary, HistogramSummary, Rates, RecentSummary, RpcStats } from './stats.js'

/** Values count as recent for at least this long, and for at most twice as long. */
const WINDOW_MS = 10_000

/** Upper bounds of the buckets of exported durations, in milliseconds. */
export const DURATION_BOUNDS_MS = [
  0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000,
] as const

/** The same for counts and bytes: powers of four up to the 4 MiB that a request may have. */
const SIZE_BOUNDS = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304] as const

const SHARES = [0.5, 0.9, 0.99, 0.999]

/**
 * A distribution with bounded memory and a relative error of at most 0.2 %, as in HdrHistogram. Values are kept as
 * whole numbers, so they are scaled: with `scale` 1000, milliseconds are kept to the microsecond.
 *
 * Only `record()` is called for each message; it takes some 10 ns. The windows behind `recent` rotate when a summary
 * is asked for, so recording needs no timer and no clock.
 */
export class Histogram {
  readonly #scale: number
  readonly #bounds: readonly number[]
  readonly #scaledBounds: readonly number[]
  readonly #now: () => number
  /** Values older than both windows. */
  readonly #past = new HistogramWindow()
  #previous = new HistogramWindow()
  #current = new HistogramWindow()
  #currentSince: number

  /**
   * @param scale units of resolution per unit of value; 1 for counts and bytes, 1000 for milliseconds. `buckets` has
   *   the bounds for sizes if it is 1, and those for durations otherwise.
   * @param now milliseconds of a monotonic clock
   */
  constructor(scale = 1, now: () => number = () => performance.now()) {
    this.#scale = scale
    this.#bounds = scale === 1 ? SIZE_BOUNDS : DURATION_BOUNDS_MS
    this.#scaledBounds = this.#bounds.map(bound => Math.round(bound * scale))
    this.#now = now
    this.#currentSince = now()
  }

  /** Adds one value; negative ones (a clock that jumped) and NaN count as 0. */
  record(value: number): void {
    this.#current.record(value > 0 ? Math.round(Math.min(value * this.#scale, Number.MAX_SAFE_INTEGER)) : 0)
  }

  summary(): HistogramSummary {
    const values = new HistogramWindow()
    values.add(this.#previous)
    values.add(this.#current)
    const recent = this.#recent(values)
    values.add(this.#past)
    this.#rotate()
    const { count } = values
    const scaled = (value: number | undefined) => (count === 0 ? 0 : (value ?? 0) / this.#scale)
    const [p50, p90, p99, p999] = values.percentiles(SHARES)
    return {
      count,
      sum: scaled(values.sum),
      min: scaled(values.min),
      max: scaled(values.max),
      mean: scaled(values.sum / count),
      p50: scaled(p50),
      p90: scaled(p90),
      p99: scaled(p99),
      p999: scaled(p999),
      recent,
      buckets: { bounds: this.#bounds, counts: values.countsUpTo(this.#scaledBounds) },
    }
  }

  #recent(values: HistogramWindow): RecentSummary {
    const { count, max, sum } = values
    if (count === 0) return { count, max: 0, mean: 0, p50: 0, p90: 0, p99: 0 }
    const [p50 = 0, p90 = 0, p99 = 0] = values.percentiles(SHARES).map(each => each / this.#scale)
    return { count, max: max / this.#scale, mean: sum / count / this.#scale, p50, p90, p99 }
  }

  #rotate(): void {
    const now = this.#now()
    if (now - this.#currentSince < WINDOW_MS) return
    this.#past.add(this.#previous)
    const emptied = this.#previous
    emptied.reset()
    this.#previous = this.#current
    this.#current = emptied
    this.#currentSince = now
  }
}

/** Values below this have a bucket each; above, every octave has half as many buckets. */
const EXACT = 512
const EXACT_BITS = 9
const PER_OCTAVE = EXACT / 2
/** Values from here up are divided by `2 ** WIDE_BITS` first, since bit operations work on 32 bits only. */
const WIDE = 2 ** 31
const WIDE_BITS = 22

/** The bucket of a whole number from 0 to 2^53. */
function bucketOf(value: number): number {
  if (value < EXACT) return value
  if (value >= WIDE) return bucketOf(Math.floor(value / 2 ** WIDE_BITS)) + WIDE_BITS * PER_OCTAVE
  const shift = 32 - Math.clz32(value) - EXACT_BITS
  return shift * PER_OCTAVE + (value >>> shift)
}

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

  /** The percentiles for these shares (0.99 for p99), which must be in rising order. */
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

  /** How many values are at or below each bound; `bounds` must be in rising order. */
  countsUpTo(bounds: readonly number[]): number[] {
    let seen = 0
    let bucket = 0
    return bounds.map(bound => {
      const end = Math.min(bucketOf(bound), this.counts.length - 1)
      for (; bucket <= end; bucket++) seen += this.counts[bucket] ?? 0
      return seen
    })
  }

  /** By whole octaves, so that it is seldom needed. */
  #grow(buckets: number): void {
    const counts = new Float64Array(Math.ceil(buckets / PER_OCTAVE) * PER_OCTAVE)
    counts.set(this.counts)
    this.counts = counts
  }
}

/**
 * A distribution of milliseconds in the buckets that are exported. It takes a few hundred bytes, where a `Histogram`
 * takes tens of kilobytes: for things that there may be many of, such as topics.
 */
export class BucketTally {
  /** Values between a bound and the one before it; the last count is of values above all bounds. */
  readonly #counts = new Float64Array(DURATION_BOUNDS_MS.length + 1)
  #count = 0
  #sum = 0

  /** Adds one value; negative ones (a clock that jumped) and NaN count as 0. */
  record(milliseconds: number): void {
    const value = Math.max(0, milliseconds) || 0
    let bucket = 0
    while (bucket < DURATION_BOUNDS_MS.length && value > (DURATION_BOUNDS_MS[bucket] as number)) bucket += 1
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

/** Seconds kept: those of the longest window, and the one of which only a part is still in it. */
const SLOTS = 61

/**
 * Counts events by the second, without a timer: seconds that have passed are cleared at the next `mark()` or
 * `rates()`. `mark()` reads the clock, so call it once for a whole batch.
 */
export class RateMeter {
  readonly #counts = new Float64Array(SLOTS)
  readonly #now: () => number
  readonly #startedAt: number
  #second: number

  /** @param now milliseconds of a monotonic clock */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#startedAt = now()
    this.#second = Math.floor(this.#startedAt / 1000)
  }

  /** Counts `events` that happened now. */
  mark(events = 1): void {
    this.#advance(this.#now())
    const slot = this.#second % SLOTS
    this.#counts[slot] = (this.#counts[slot] ?? 0) + events
  }

  /**
   * Events a second over the last second, ten and sixty, or over the time since the start if that is shorter
   * (but at least a second, so that a short burst does not give a high rate).
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

  /** Over a sliding window: of its oldest second only the part that is still in the window counts. */
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

/** Counts the calls of one method. */
export class RpcCounter {
  readonly #method: string
  readonly #latency = new Histogram(1000)
  readonly #codes: Record<string, number> = {}
  #started = 0
  #succeeded = 0
  #failed = 0

  constructor(method: string) {
    this.#method = method
  }

  start(): void {
    this.#started += 1
  }

  /** @param code `OK`, or the code of the error or of the reply's status */
  end(code: string, durationMs: number): void {
    if (code === 'OK') this.#succeeded += 1
    else this.#failed += 1
    this.#codes[code] = (this.#codes[code] ?? 0) + 1
    this.#latency.record(durationMs)
  }

  stats(): RpcStats {
    return {
      method: this.#method,
      started: this.#started,
      succeeded: this.#succeeded,
      failed: this.#failed,
      inFlight: this.#started - this.#succeeded - this.#failed,
      codes: { ...this.#codes },
      latencyMs: this.#latency.summary(),
    }
  }
}

/** Fewer failures in a row may be due to a single message or a short disturbance. */
const LEAST_FAILURES = 3

/**
 * After so many milliseconds without a try, nothing counts as failing any more, because nobody uses it. Longer than a
 * poll that runs into its deadline.
 */
const FORGOTTEN_MS = 60_000

/** For how long something has failed every time it was tried. */
export class FailureStreak {
  #since = 0
  #last = 0
  #failures = 0

  failed(): void {
    this.#last = performance.now()
    if (this.#failures === 0) this.#since = this.#last
    this.#failures += 1
  }

  succeeded(): void {
    this.#failures = 0
  }

  /** Milliseconds since its first failure; 0 if there were fewer than three, or none in the last minute. */
  get ms(): number {
    const now = performance.now()
    if (this.#failures < LEAST_FAILURES || now - this.#last > FORGOTTEN_MS) return 0
    return now - this.#since
  }
}

/** The streaks of several things of one kind, by key. */
export class FailureStreaks {
  readonly #streaks = new Map<string, FailureStreak>()

  failed(key: string): void {
    const streak = this.#streaks.get(key) ?? new FailureStreak()
    this.#streaks.set(key, streak)
    streak.failed()
  }

  succeeded(key: string): void {
    this.#streaks.delete(key)
  }

  /** The longest of them, in milliseconds. */
  get ms(): number {
    return Math.max(0, ...[...this.#streaks.values()].map(streak => streak.ms))
  }
}

/** How many topics are counted separately; more names than this are most often a mistake. */
const MOST_TOPICS = 1_000

/** The name under which all further topics are counted together. */
export const OTHER_TOPICS = 'other'

/** Adds counts to those of the same names. */
export function addCounts(total: Record<string, number>, more: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(more)) total[name] = (total[name] ?? 0) + count
}

/** One tally for each topic. The tally used last is found by one comparison. */
export class TopicTallies<T> {
  readonly #make: () => T
  readonly #tallies = new Map<string, T>()
  #topic: string | undefined
  #tally: T | undefined

  /** @param make an empty tally */
  constructor(make: () => T) {
    this.#make = make
  }

  /** The tally of a topic; after a thousand topics, all further ones share one. */
  of(topic: string): T {
    if (topic === this.#topic) return this.#tally as T
    this.#tally = this.#find(topic)
    this.#topic = topic
    return this.#tally
  }

  values(): Iterable<T> {
    return this.#tallies.values()
  }

  /** What `summarize` makes of each tally, by topic. */
  summaries<S>(summarize: (tally: T) => S): Record<string, S> {
    return Object.fromEntries([...this.#tallies].map(([topic, tally]) => [topic, summarize(tally)]))
  }

  #find(topic: string): T {
    const known = this.#tallies.get(topic)
    if (known !== undefined) return known
    if (this.#tallies.size >= MOST_TOPICS && topic !== OTHER_TOPICS) return this.#find(OTHER_TOPICS)
    const tally = this.#make()
    this.#tallies.set(topic, tally)
    return tally
  }
}
