import type { BucketSummary } from '../../stats/stats.js'
import type { MonitorSnapshot } from '../snapshot.js'
import { FamilyBuilder, type Labels, type MetricFamily, type MetricType } from './metric-family.js'
import type { MetricLabels, Subject } from './metric-labels.js'

/** How the values of several processes become one, as in prom-client's cluster mode; the names are prom-client's. */
export type Aggregator = 'sum' | 'average' | 'max' | 'first'

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
    return this.#define(name, help, 'counter', (subject, labels, family) =>
      family.add(labels, value(subject)),
    )
  }

  /** Several that only grow, told apart by one label with few values. */
  counters(name: string, help: string, label: string, values: (subject: T) => Record<string, number>): this {
    return this.#define(name, help, 'counter', (subject, labels, family) =>
      addEach(family, labels, label, values(subject)),
    )
  }

  /** A figure that rises and falls. That of several processes is their sum, unless it is told otherwise. */
  gauge(name: string, help: string, value: (subject: T) => number, aggregator: Aggregator = 'sum'): this {
    return this.#define(
      name,
      help,
      'gauge',
      (subject, labels, family) => family.add(labels, value(subject)),
      aggregator,
    )
  }

  /** Several that rise and fall, told apart by one label with few values. */
  gauges(
    name: string,
    help: string,
    label: string,
    values: (subject: T) => Record<string, number>,
    aggregator: Aggregator = 'sum',
  ): this {
    return this.#define(
      name,
      help,
      'gauge',
      (subject, labels, family) => addEach(family, labels, label, values(subject)),
      aggregator,
    )
  }

  /** A fact that is told by labels alone. */
  info(name: string, help: string, labelsOf: (subject: T) => Labels): this {
    return this.#define(
      name,
      help,
      'gauge',
      (subject, labels, family) => family.add({ ...labels, ...labelsOf(subject) }, 1),
      'first',
    )
  }

  /** A distribution of milliseconds, told in seconds; `name` ends in `_seconds`. */
  durations(name: string, help: string, value: (subject: T) => BucketSummary): this {
    return this.#define(name, help, 'histogram', (subject, labels, family, full) =>
      family.addHistogram(full, labels, value(subject), MS_IN_SECONDS),
    )
  }

  /** A distribution of counts or bytes. */
  sizes(name: string, help: string, value: (subject: T) => BucketSummary): this {
    return this.#define(name, help, 'histogram', (subject, labels, family, full) =>
      family.addHistogram(full, labels, value(subject), 1),
    )
  }

  #define(
    short: string,
    help: string,
    type: MetricType,
    add: (subject: T, labels: Labels, family: FamilyBuilder, name: string) => void,
    aggregator: Aggregator = 'sum',
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
