import { OptionCheck } from '../options/option-check.js'
import { type Metric, type MetricFamily, renderText, TEXT_CONTENT_TYPE } from './prometheus/metric.js'
import { checkMaxTopics, MetricLabels } from './prometheus/metric-labels.js'
import { METRICS } from './prometheus/metric-table.js'
import type { MonitorSnapshot } from './snapshot.js'

/** Where the metrics come from. A `Monitor` is one. */
export interface SnapshotSource {
  /** What is known at this moment. */
  snapshot(): MonitorSnapshot
}

/** As much of prom-client's `Registry` as is used. prom-client itself is never loaded from here. */
export interface PrometheusRegistry {
  /** Adds a metric. */
  registerMetric(metric: never): void
  /** Takes a metric out. */
  removeSingleMetric(name: string): void
}

/** Options of {@link PrometheusExporter}. */
export interface PrometheusExporterOptions {
  /**
   * Most topics with a label of their own, from 0 to 1,000. They are the first that are seen; the others share the
   * label `topic="other"`, so that the number of series has a bound whatever topics are used: a topic makes about 30
   * for each of its producers, and 75 for each of its consumers. 0: no metric has the label `topic`. Default 50.
   */
  maxTopics?: number | undefined
}

/**
 * Exports what a monitor knows to Prometheus: as text, or as metrics in a registry of prom-client.
 *
 * Names begin with `rocketmq_jet_`, durations are in seconds, distributions are histograms. It reads the monitor
 * when it is scraped and runs nothing in between; the monitor need not be started, but without it the figures of processor,
 * event loop and garbage collection stand still.
 *
 * @example
 * ```ts
 * const exporter = new PrometheusExporter(monitor)
 * createServer((request, response) => {
 *   response.setHeader('content-type', exporter.contentType)
 *   response.end(exporter.text())
 * }).listen(9464)
 * ```
 */
export class PrometheusExporter {
  /** The media type of `text()`. */
  readonly contentType = TEXT_CONTENT_TYPE
  readonly #source: SnapshotSource
  readonly #labels: MetricLabels
  #scrape: MonitorSnapshot | undefined

  /**
   * @param source the monitor to export
   * @throws RocketMQError CONFIGURATION if an option is wrong
   */
  constructor(source: SnapshotSource, options: PrometheusExporterOptions = {}) {
    const check = new OptionCheck('PrometheusExporter')
    check.options('', options, ['maxTopics'])
    const maxTopics = checkMaxTopics(check, options.maxTopics)
    check.done()
    this.#source = source
    this.#labels = new MetricLabels(maxTopics)
  }

  /** Everything as it is now, in Prometheus' text format 0.0.4. */
  text(): string {
    this.#scrape = undefined
    return renderText(METRICS.map(metric => this.#read(metric)))
  }

  /**
   * Adds every metric to a registry of prom-client, beside the application's own.
   *
   * @param registry prom-client's `register`, or a `Registry` of its own
   * @returns a function that removes them again
   * @throws Error prom-client's own, if a name is taken; nothing is left in the registry then
   */
  register(registry: PrometheusRegistry): () => void {
    const registered: string[] = []
    const unregister = () => {
      for (const name of registered.splice(0)) registry.removeSingleMetric(name)
    }
    try {
      for (const metric of METRICS) {
        registry.registerMetric(this.#promClientMetric(metric) as never)
        registered.push(metric.name)
      }
    } catch (error) {
      unregister()
      throw error
    }
    return unregister
  }

  /** The shape that prom-client's registry asks of its metrics. It renames counters for OpenMetrics. */
  #promClientMetric(metric: Metric): object {
    const { name, help, type, aggregator } = metric
    const shape = { name, help, type, aggregator, reset: () => {}, get: async () => read() }
    const read = () => ({ ...this.#read(metric), name: shape.name, aggregator })
    return shape
  }

  #read(metric: Metric): MetricFamily {
    return metric.read(this.#snapshot(), this.#labels)
  }

  /** One snapshot serves all metrics of a scrape, which are read one after the other without a pause. */
  #snapshot(): MonitorSnapshot {
    if (this.#scrape === undefined) {
      this.#scrape = this.#source.snapshot()
      this.#labels.update(this.#scrape)
      queueMicrotask(() => {
        this.#scrape = undefined
      })
    }
    return this.#scrape
  }
}
