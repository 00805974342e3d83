import { DURATION_BOUNDS_MS, SIZE_BOUNDS } from './bucket-bounds.js'
import { HistogramWindow } from './histogram-window.js'
import type { HistogramSummary, RecentSummary } from './stats.js'

/** How long values count as recent, at least; they may for twice as long. */
const WINDOW_MS = 10_000

const SHARES = [0.5, 0.9, 0.99, 0.999]

/**
 * A distribution with bounded memory and a relative error of at most 0.2 %, in the manner of HdrHistogram. Values
 * are kept as whole numbers, so they are scaled: with `scale` 1000, milliseconds are kept to the microsecond.
 *
 * Recording is all that happens on the hot path, and costs some 10 ns. The windows behind `recent` turn when a
 * summary is asked for, so they need no timer and no clock while recording.
 */
export class Histogram {
  readonly #scale: number
  readonly #bounds: readonly number[]
  readonly #scaledBounds: readonly number[]
  readonly #now: () => number
  /** What is older than both windows. */
  readonly #past = new HistogramWindow()
  #previous = new HistogramWindow()
  #current = new HistogramWindow()
  #currentSince: number

  /**
   * @param scale units of resolution per unit of value; 1 for counts and bytes, 1000 for milliseconds. It also
   *   decides on the bounds of `buckets`.
   * @param now milliseconds of a clock that only goes forward
   */
  constructor(scale = 1, now: () => number = () => performance.now()) {
    this.#scale = scale
    this.#bounds = scale === 1 ? SIZE_BOUNDS : DURATION_BOUNDS_MS
    this.#scaledBounds = this.#bounds.map(bound => Math.round(bound * scale))
    this.#now = now
    this.#currentSince = now()
  }

  /** Sum of everything recorded, in the unit of the values. */
  get sum(): number {
    return (this.#past.sum + this.#previous.sum + this.#current.sum) / this.#scale
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
    this.#turn()
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

  reset(): void {
    for (const window of [this.#past, this.#previous, this.#current]) window.reset()
    this.#currentSince = this.#now()
  }

  #recent(values: HistogramWindow): RecentSummary {
    const { count, max, sum } = values
    if (count === 0) return { count, max: 0, mean: 0, p50: 0, p90: 0, p99: 0 }
    const [p50 = 0, p90 = 0, p99 = 0] = values.percentiles(SHARES).map(each => each / this.#scale)
    return { count, max: max / this.#scale, mean: sum / count / this.#scale, p50, p90, p99 }
  }

  #turn(): void {
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
