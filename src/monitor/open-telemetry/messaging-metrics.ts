import type { Attributes, Counter, Histogram, Meter } from '@opentelemetry/api'
import type { ClientEvents, ProcessEnd, ReceiveEnd, SendEnd, SettleEnd } from './instruments.js'
import { errorTypeOf, serverAttributes } from './span-attributes.js'

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
      description: 'Messages whose send ended, well or not.',
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

  sent({ topic, endpoint, durationMs, error }: SendEnd): void {
    const attributes = attributesOf('send', 'send', topic, undefined, endpoint, error)
    this.#sent.add(1, attributes)
    this.#operation.record(durationMs / 1000, attributes)
  }

  received({ topic, consumerGroup, endpoint, messages, durationMs }: ReceiveEnd): void {
    const attributes = attributesOf('receive', 'receive', topic, consumerGroup, endpoint, undefined)
    this.#consumed.add(messages, attributes)
    this.#operation.record(durationMs / 1000, attributes)
  }

  processed({ topic, consumerGroup, endpoint, durationMs, error }: ProcessEnd): void {
    const attributes = attributesOf('process', 'process', topic, consumerGroup, endpoint, error)
    this.#process.record(durationMs / 1000, attributes)
  }

  settled({ operation, topic, consumerGroup, endpoint, durationMs, error }: SettleEnd): void {
    const attributes = attributesOf(operation, 'settle', topic, consumerGroup, endpoint, error)
    this.#operation.record(durationMs / 1000, attributes)
  }
}

function durations(meter: Meter, name: string, description: string): Histogram {
  return meter.createHistogram(name, {
    description,
    unit: 's',
    advice: { explicitBucketBoundaries: DURATIONS },
  })
}

function attributesOf(
  name: string,
  type: string,
  topic: string,
  consumerGroup: string | undefined,
  endpoint: string | undefined,
  error: unknown,
): Attributes {
  const attributes: Attributes = {
    'messaging.system': 'rocketmq',
    'messaging.operation.name': name,
    'messaging.operation.type': type,
    'messaging.destination.name': topic,
    ...serverAttributes(endpoint),
  }
  if (consumerGroup !== undefined) attributes['messaging.consumer.group.name'] = consumerGroup
  if (error !== undefined) attributes['error.type'] = errorTypeOf(error)
  return attributes
}
