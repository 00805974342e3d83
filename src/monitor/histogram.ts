import { createHistogram, type RecordableHistogram } from 'node:perf_hooks'
import type { HistogramSummary } from './stats.js'

const EMPTY: HistogramSummary = { count: 0, min: 0, max: 0, mean: 0, p50: 0, p90: 0, p99: 0, p999: 0 }

/**
 * A distribution with bounded memory and a relative error below 0.1 %, over HdrHistogram as Node ships it.
 * That one takes integers from 1 up, so values are scaled: with `scale` 1000, milliseconds are kept to
 * the microsecond. Recording costs some 20 ns.
 */
export class Histogram {
  readonly #values: RecordableHistogram = createHistogram()
  readonly #scale: number
  #sum = 0

  /** @param scale units of resolution per unit of value; 1 for counts and bytes, 1000 for milliseconds */
  constructor(scale = 1) {
    this.#scale = scale
  }

  /** Sum of everything recorded, in the unit of the values. */
  get sum(): number {
    return this.#sum
  }

  /** Adds one value; negative ones (a clock that jumped) count as 0. */
  record(value: number): void {
    const positive = value > 0 ? value : 0
    this.#sum += positive
    const scaled = Math.round(positive * this.#scale)
    this.#values.record(Math.max(scaled, 1))
  }

  summary(): HistogramSummary {
    const values = this.#values
    if (values.count === 0) return { ...EMPTY }
    const unscale = (value: number) => value / this.#scale
    return {
      count: values.count,
      min: unscale(values.min),
      max: unscale(values.max),
      mean: unscale(values.mean),
      p50: unscale(values.percentile(50)),
      p90: unscale(values.percentile(90)),
      p99: unscale(values.percentile(99)),
      p999: unscale(values.percentile(99.9)),
    }
  }

  reset(): void {
    this.#values.reset()
    this.#sum = 0
  }
}
