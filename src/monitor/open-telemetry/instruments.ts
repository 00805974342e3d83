import type {
  Attributes,
  BatchObservableResult,
  Counter,
  Histogram,
  Meter,
  ObservableGauge,
} from '@opentelemetry/api'
import type { ChannelPayloads } from '../../stats/channels.js'
import type { ClientStats } from '../../stats/stats.js'
import { errorTypeOf, operationAttributes, serverAttributes } from './span-attributes.js'

/** The scope that RocketMQ's own clients use, so that one view catches them all. */
export const SCOPE = 'org.apache.rocketmq.message'

const SEND_AND_DELIVERY = [1, 5, 10, 20, 50, 200, 500]
const AWAIT = [1, 5, 20, 100, 1_000, 5_000, 10_000]
const PROCESS = [1, 5, 10, 100, 1_000, 10_000, 60_000]

/** What happened at clients, as the diagnostics channels tell it. */
type SendEnd = ChannelPayloads['rocketmq-jet:send:end']
type ReceiveEnd = ChannelPayloads['rocketmq-jet:receive:end']
type ProcessEnd = ChannelPayloads['rocketmq-jet:process:end']
type SettleEnd = ChannelPayloads['rocketmq-jet:settle:end']

/** Who records what happens at clients. */
export interface ClientEvents {
  sent(event: SendEnd): void
  received(event: ReceiveEnd): void
  processed(event: ProcessEnd): void
  settled(event: SettleEnd): void
}

/**
 * RocketMQ's own client metrics on one meter: its names, labels and buckets. Values are milliseconds; no unit is
 * declared, because collectors append it to the name, and dashboards for other clients would not find it.
 */
export class Instruments implements ClientEvents {
  readonly #meter: Meter
  readonly #sendCost: Histogram
  readonly #deliveryLatency: Histogram
  readonly #awaitTime: Histogram
  readonly #processTime: Histogram
  readonly #cachedMessages: ObservableGauge
  readonly #cachedBytes: ObservableGauge
  readonly #oldestHandler: ObservableGauge
  readonly #observe: (result: BatchObservableResult) => void

  /** @param clients those whose caches are observed, asked at each collection */
  constructor(meter: Meter, clients: () => Iterable<ClientStats>) {
    this.#meter = meter
    this.#sendCost = histogram(
      meter,
      'rocketmq_send_cost_time',
      'From send() until it settled',
      SEND_AND_DELIVERY,
    )
    this.#deliveryLatency = histogram(
      meter,
      'rocketmq_delivery_latency',
      'From when the server handed messages over until they arrived',
      SEND_AND_DELIVERY,
    )
    this.#awaitTime = histogram(meter, 'rocketmq_await_time', 'From receipt until the handler began', AWAIT)
    this.#processTime = histogram(meter, 'rocketmq_process_time', 'Time in the handler', PROCESS)
    this.#cachedMessages = meter.createObservableGauge('rocketmq_consumer_cached_messages', {
      description: 'Messages held and not yet settled',
    })
    this.#cachedBytes = meter.createObservableGauge('rocketmq_consumer_cached_bytes', {
      description: 'Bytes of their bodies',
    })
    this.#oldestHandler = meter.createObservableGauge('rocketmq_consumer_oldest_handler_time', {
      description: 'For how long the handler that began first of those running has been running',
    })
    this.#observe = result => this.#observeConsumers(result, clients())
    meter.addBatchObservableCallback(this.#observe, this.#gauges)
  }

  sent({ topic, clientId, durationMs, error }: SendEnd): void {
    this.#sendCost.record(durationMs, { topic, client_id: clientId, invocation_status: statusOf(error) })
  }

  received({ topic, clientId, consumerGroup, deliveryLatencyMs }: ReceiveEnd): void {
    if (deliveryLatencyMs === undefined) return
    this.#deliveryLatency.record(deliveryLatencyMs, labels(topic, clientId, consumerGroup))
  }

  processed({ topic, clientId, consumerGroup, durationMs, awaitMs, error }: ProcessEnd): void {
    const common = labels(topic, clientId, consumerGroup)
    this.#awaitTime.record(awaitMs, common)
    this.#processTime.record(durationMs, { ...common, invocation_status: statusOf(error) })
  }

  /** RocketMQ's own clients measure no settlement. */
  settled(): void {}

  /** Ends the observation of gauges; histograms need no end. */
  close(): void {
    this.#meter.removeBatchObservableCallback(this.#observe, this.#gauges)
  }

  get #gauges(): ObservableGauge[] {
    return [this.#cachedMessages, this.#cachedBytes, this.#oldestHandler]
  }

  #observeConsumers(result: BatchObservableResult, clients: Iterable<ClientStats>): void {
    for (const { clientId, consumerGroup = '', consumer } of clients) {
      if (consumer?.oldestHandlerMs !== undefined)
        result.observe(this.#oldestHandler, consumer.oldestHandlerMs, {
          client_id: clientId,
          consumer_group: consumerGroup,
        })
      for (const [topic, { messages, bytes }] of Object.entries(consumer?.cachedByTopic ?? {})) {
        const common = labels(topic, clientId, consumerGroup)
        result.observe(this.#cachedMessages, messages, common)
        result.observe(this.#cachedBytes, bytes, common)
      }
    }
  }
}

function histogram(meter: Meter, name: string, description: string, bounds: number[]): Histogram {
  return meter.createHistogram(name, { description, advice: { explicitBucketBoundaries: bounds } })
}

function labels(topic: string, clientId: string, consumerGroup: string): Attributes {
  return { topic, client_id: clientId, consumer_group: consumerGroup }
}

function statusOf(error: unknown): string {
  return error === undefined ? 'success' : 'failure'
}

/** In seconds, as the semantic conventions advise. */
const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10]

/**
 * The metrics that OpenTelemetry's semantic conventions have for messaging: the same for every broker, so that
 * dashboards and alerts made by the conventions show this client too. Durations are seconds.
 */
export class MessagingMetrics implements ClientEvents {
  readonly #sent: Counter
  readonly #consumed: Counter
  readonly #operation: Histogram
  readonly #process: Histogram

  constructor(meter: Meter) {
    this.#sent = meter.createCounter('messaging.client.sent.messages', {
      description: 'Messages whose send ended, successfully or not.',
      unit: '{message}',
    })
    this.#consumed = meter.createCounter('messaging.client.consumed.messages', {
      description: 'Messages that arrived.',
      unit: '{message}',
    })
    this.#operation = durations(
      meter,
      'messaging.client.operation.duration',
      'From send() until it settled; of a receive that brought messages; of a call that settles messages.',
    )
    this.#process = durations(meter, 'messaging.process.duration', 'Time in the handler.')
  }

  sent(event: SendEnd): void {
    const attributes = attributesOf('send', 'send', event)
    this.#sent.add(1, attributes)
    this.#operation.record(event.durationMs / 1000, attributes)
  }

  received(event: ReceiveEnd): void {
    const attributes = attributesOf('receive', 'receive', event)
    this.#consumed.add(event.messages, attributes)
    this.#operation.record(event.durationMs / 1000, attributes)
  }

  processed(event: ProcessEnd): void {
    this.#process.record(event.durationMs / 1000, attributesOf('process', 'process', event))
  }

  settled(event: SettleEnd): void {
    this.#operation.record(event.durationMs / 1000, attributesOf(event.operation, 'settle', event))
  }
}

function durations(meter: Meter, name: string, description: string): Histogram {
  return meter.createHistogram(name, {
    description,
    unit: 's',
    advice: { explicitBucketBoundaries: DURATIONS },
  })
}

/** What the events have in common. */
interface Event {
  topic: string
  consumerGroup?: string | undefined
  endpoint?: string | undefined
  error?: unknown
}

function attributesOf(name: string, type: string, event: Event): Attributes {
  const { topic, consumerGroup, endpoint, error } = event
  const attributes = operationAttributes(name, type, topic, consumerGroup)
  if (error !== undefined) attributes['error.type'] = errorTypeOf(error)
  return Object.assign(attributes, serverAttributes(endpoint))
}
