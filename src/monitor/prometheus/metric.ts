import type { MonitorSnapshot } from '../snapshot.js'
import type { HistogramSummary } from '../stats.js'
import type { ClientSlots } from './client-slots.js'
import { FamilyBuilder, type Labels, type MetricFamily, type MetricType } from './metric-family.js'

/** A thing that is measured, and how it is told from others of its kind. */
export interface Subject<T> {
  of: T
  labels: Labels
}

/** One metric: what it is called, and where in a snapshot its values are. */
export interface Metric {
  readonly name: string
  readonly help: string
  readonly type: MetricType
  read(snapshot: MonitorSnapshot, slots: ClientSlots): MetricFamily
}

const PREFIX = 'rocketmq_jet_'
const MS_IN_SECONDS = 0.001

/** Describes the metrics of one kind of subject. */
export class MetricSection<T> {
  readonly metrics: Metric[] = []
  readonly #subjects: (snapshot: MonitorSnapshot, slots: ClientSlots) => Subject<T>[]

  constructor(subjects: (snapshot: MonitorSnapshot, slots: ClientSlots) => Subject<T>[]) {
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

  gauge(name: string, help: string, value: (subject: T) => number): this {
    return this.#define(name, help, 'gauge', (subject, labels, family) => family.add(labels, value(subject)))
  }

  gauges(name: string, help: string, label: string, values: (subject: T) => Record<string, number>): this {
    return this.#define(name, help, 'gauge', (subject, labels, family) =>
      addEach(family, labels, label, values(subject)),
    )
  }

  /** A fact that is told by labels alone. */
  info(name: string, help: string, labelsOf: (subject: T) => Labels): this {
    return this.#define(name, help, 'gauge', (subject, labels, family) =>
      family.add({ ...labels, ...labelsOf(subject) }, 1),
    )
  }

  /** A distribution of milliseconds, told in seconds; `name` ends in `_seconds`. */
  durations(name: string, help: string, value: (subject: T) => HistogramSummary): this {
    return this.#define(name, help, 'histogram', (subject, labels, family, full) =>
      family.addHistogram(full, labels, value(subject), MS_IN_SECONDS),
    )
  }

  /** A distribution of counts or bytes. */
  sizes(name: string, help: string, value: (subject: T) => HistogramSummary): this {
    return this.#define(name, help, 'histogram', (subject, labels, family, full) =>
      family.addHistogram(full, labels, value(subject), 1),
    )
  }

  #define(
    short: string,
    help: string,
    type: MetricType,
    add: (subject: T, labels: Labels, family: FamilyBuilder, name: string) => void,
  ): this {
    const name = PREFIX + short
    const read = (snapshot: MonitorSnapshot, slots: ClientSlots) => {
      const family = new FamilyBuilder()
      for (const { of, labels } of this.#subjects(snapshot, slots)) add(of, labels, family, name)
      return { name, help, type, values: family.values() }
    }
    this.metrics.push({ name, help, type, read })
    return this
  }
}

function addEach(family: FamilyBuilder, labels: Labels, label: string, values: Record<string, number>): void {
  for (const [name, value] of Object.entries(values)) family.add({ ...labels, [label]: name }, value)
}
