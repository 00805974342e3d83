import type { BucketSummary } from '../../stats/stats.js'
import type { MonitorSnapshot } from '../snapshot.js'
import type { Labels, MetricLabels, Subject } from './metric-labels.js'

/** How the values of several processes become one, as in prom-client's cluster mode; the names are prom-client's. */
type Aggregator = 'sum' | 'average' | 'max' | 'first'

/** One metric: what it is called, and where in a snapshot its values are. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly type: MetricType
  readonly aggregator: Aggregator
  read(snapshot: MonitorSnapshot, known: MetricLabels): MetricFamily
}

const PREFIX = 'rocketmq_jet_'
const MS_IN_SECONDS = 0.001

/** Describes the metrics of one kind of subject. */
export class MetricSection<T> {
  readonly metrics: Metric[] = []
  readonly #subjects: (snapshot: MonitorSnapshot, known: MetricLabels) => Subject<T>[]

  constructor(subjects: (snapshot: MonitorSnapshot, known: MetricLabels) => Subject<T>[]) {
    this.#subjects = subjects
  }

  /** A figure that only grows; `name` ends in `_total`. */
  counter(name: string, help: string, value: (subject: T) => number): this {
    return this.#define(name, help, 'counter', 'sum', (subject, labels, family) =>
      family.add(labels, value(subject)),
    )
  }

  /** Several that only grow, distinguished by one label with few values. */
  counters(name: string, help: string, label: string, values: (subject: T) => Record<string, number>): this {
    return this.#define(name, help, 'counter', 'sum', (subject, labels, family) =>
      addEach(family, labels, label, values(subject)),
    )
  }

  /** A figure that rises and falls. That of several processes is their sum, unless `aggregator` says otherwise. */
  gauge(name: string, help: string, value: (subject: T) => number, aggregator: Aggregator = 'sum'): this {
    return this.#define(name, help, 'gauge', aggregator, (subject, labels, family) =>
      family.add(labels, value(subject)),
    )
  }

  /** Several that rise and fall, distinguished by one label with few values. */
  gauges(
    name: string,
    help: string,
    label: string,
    values: (subject: T) => Record<string, number>,
    aggregator: Aggregator = 'sum',
  ): this {
    return this.#define(name, help, 'gauge', aggregator, (subject, labels, family) =>
      addEach(family, labels, label, values(subject)),
    )
  }

  /** A fact that is in the labels alone; the value is 1. */
  info(name: string, help: string, labelsOf: (subject: T) => Labels): this {
    return this.#define(name, help, 'gauge', 'first', (subject, labels, family) =>
      family.add({ ...labels, ...labelsOf(subject) }, 1),
    )
  }

  /** A distribution of milliseconds, published in seconds; `name` ends in `_seconds`. */
  durations(name: string, help: string, value: (subject: T) => BucketSummary): this {
    return this.#define(name, help, 'histogram', 'sum', (subject, labels, family, full) =>
      family.addHistogram(full, labels, value(subject), MS_IN_SECONDS),
    )
  }

  /** A distribution of counts or bytes. */
  sizes(name: string, help: string, value: (subject: T) => BucketSummary): this {
    return this.#define(name, help, 'histogram', 'sum', (subject, labels, family, full) =>
      family.addHistogram(full, labels, value(subject), 1),
    )
  }

  #define(
    short: string,
    help: string,
    type: MetricType,
    aggregator: Aggregator,
    add: (subject: T, labels: Labels, family: FamilyBuilder, name: string) => void,
  ): this {
    const name = PREFIX + short
    const read = (snapshot: MonitorSnapshot, known: MetricLabels) => {
      const family = new FamilyBuilder()
      for (const { of, labels } of this.#subjects(snapshot, known)) add(of, labels, family, name)
      return { name, help, type, values: family.values() }
    }
    this.metrics.push({ name, help, type, aggregator, read })
    return this
  }
}

function addEach(family: FamilyBuilder, labels: Labels, label: string, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) family.add({ ...labels, [label]: name }, value)
}

/** What Prometheus knows metrics as. */
type MetricType = 'counter' | 'gauge' | 'histogram'

/** One line of a metric; prom-client's own shape. */
interface MetricValue {
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
class FamilyBuilder {
  readonly #values = new Map<string, MetricValue>()

  add(labels: Labels, value: number, metricName?: string): void {
    const key = `${metricName ?? ''} ${JSON.stringify(labels)}`
    const present = this.#values.get(key)
    if (present !== undefined) present.value += value
    else this.#values.set(key, metricName === undefined ? { labels, value } : { metricName, labels, value })
  }

  /** @param unit the values' unit in the metric's, for example 0.001 for milliseconds published in seconds */
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

/** The media type of {@link renderText}. */
export const TEXT_CONTENT_TYPE = 'text/plain; version=0.0.4; charset=utf-8'

/** Metrics in Prometheus' text format; those without a line are left out. */
export function renderText(families: readonly MetricFamily[]): string {
  return families
    .filter(({ values }) => values.length > 0)
    .map(renderFamily)
    .join('')
}

function renderFamily({ name, help, type, values }: MetricFamily): string {
  let text = `# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`
  for (const { metricName = name, labels, value } of values) {
    text += `${metricName}${renderLabels(labels)} ${renderValue(value)}\n`
  }
  return text
}

function renderLabels(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabelValue(value)}"`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}

function renderValue(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
}

function escapeHelp(help: string): string {
  return help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')
}

function escapeLabelValue(value: string): string {
  return escapeHelp(value).replaceAll('"', '\\"')
}
