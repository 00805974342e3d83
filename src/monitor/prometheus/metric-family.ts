import type { BucketSummary } from '../../stats/stats.js'

/** What Prometheus knows metrics as. */
export type MetricType = 'counter' | 'gauge' | 'histogram'

/** Values of labels, by name. */
export type Labels = Readonly<Record<string, string>>

/** One line of a metric; prom-client's own shape. */
export interface MetricValue {
  /** Differs from the family's name in the parts of a histogram alone. */
  metricName?: string
  labels: Labels
  value: number
}

/** All lines of one metric. */
export interface MetricFamily {
  readonly name: string
  readonly help: string
  readonly type: MetricType
  readonly values: MetricValue[]
}

/** Gathers the lines of one metric; lines that have the same labels, as things of the same name have, add up. */
export class FamilyBuilder {
  readonly #values = new Map<string, MetricValue>()

  add(labels: Labels, value: number, metricName?: string): void {
    const key = `${metricName ?? ''} ${JSON.stringify(labels)}`
    const present = this.#values.get(key)
    if (present !== undefined) present.value += value
    else this.#values.set(key, metricName === undefined ? { labels, value } : { metricName, labels, value })
  }

  /** @param unit the values' unit in the metric's, for example 0.001 for milliseconds told in seconds */
  addHistogram(name: string, labels: Labels, summary: BucketSummary, unit: number): void {
    const { buckets, count, sum } = summary
    buckets.bounds.forEach((bound, index) => {
      this.add({ ...labels, le: decimal(bound * unit) }, buckets.counts[index] ?? 0, `${name}_bucket`)
    })
    this.add({ ...labels, le: '+Inf' }, count, `${name}_bucket`)
    this.add(labels, sum * unit, `${name}_sum`)
    this.add(labels, count, `${name}_count`)
  }

  values(): MetricValue[] {
    return [...this.#values.values()]
  }
}

/** Without the digits that binary fractions leave behind. */
function decimal(value: number): string {
  return String(Number(value.toPrecision(12)))
}
