import type { Client } from '../client/client.js'
import type { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/message-queue.js'
import { channels } from '../stats/channels.js'
import { BucketTally, Histogram, RateMeter, TopicTallies } from '../stats/meters.js'
import type { ConsumerStats, ConsumerTopicStats } from '../stats/stats.js'
import type {
  ProcessTrace,
  SettleOperation,
  TracedClient,
  TracedSettlement,
  Tracing,
} from '../stats/tracing.js'

/** What a consumer holds at a moment. */
export interface Held {
  inFlight: number
  /** Times of the handlers that run; absent where there are none. */
  oldestHandlerMs?: number
  stalledMs?: number
  receiveFailingMs: number
  ackFailingMs: number
  cachedMessages: number
  cachedBytes: number
}

/** Counts what a consumer does, topic by topic. */
export class ConsumerCounter {
  readonly #topics = new TopicTallies(() => new TopicTally())
  readonly #rate = new RateMeter()
  readonly #handler = new Histogram(1000)
  readonly #delivery = new Histogram(1000)
  readonly #await = new Histogram(1000)

  noteReceived(message: MessageView): void {
    const tally = this.#topics.of(message.topic)
    tally.received += 1
    if (message.corrupted !== undefined) tally.corrupted += 1
    if (message.deliveryAttempt > 1) {
      tally.redelivered += 1
      return
    }
    const since = message.deliveryTimestamp ?? message.bornTimestamp
    const milliseconds = Date.now() - since.getTime()
    tally.delivery.record(milliseconds)
    this.#delivery.record(milliseconds)
  }

  /** Marks the rate once for a whole receive. */
  noteRate(messages: number): void {
    if (messages > 0) this.#rate.mark(messages)
  }

  noteAwait(topic: string, milliseconds: number): void {
    this.#topics.of(topic).await.record(milliseconds)
    this.#await.record(milliseconds)
  }

  noteConsumed(topic: string, handlerMs: number): void {
    const tally = this.#topics.of(topic)
    tally.consumed += 1
    tally.handler.record(handlerMs)
    this.#handler.record(handlerMs)
  }

  noteFailed(topic: string, handlerMs: number): void {
    const tally = this.#topics.of(topic)
    tally.failed += 1
    tally.handler.record(handlerMs)
    this.#handler.record(handlerMs)
  }

  noteAcked(topic: string): void {
    this.#topics.of(topic).acked += 1
  }

  noteDeadLettered(topic: string): void {
    this.#topics.of(topic).deadLettered += 1
  }

  noteError(topic: string, error: RocketMQError): void {
    const { errors } = this.#topics.of(topic)
    errors[error.code] = (errors[error.code] ?? 0) + 1
  }

  stats(held: Held): ConsumerStats {
    const total = new TopicTally()
    for (const tally of this.#topics.values()) total.add(tally)
    return {
      ...total.counters(),
      ...held,
      rates: this.#rate.rates(),
      handlerMs: this.#handler.summary(),
      deliveryMs: this.#delivery.summary(),
      awaitMs: this.#await.summary(),
      byTopic: this.#topics.summaries(tally => tally.stats()),
    }
  }
}

class TopicTally {
  received = 0
  consumed = 0
  failed = 0
  redelivered = 0
  corrupted = 0
  acked = 0
  deadLettered = 0
  readonly errors: Record<string, number> = {}
  readonly handler = new BucketTally()
  readonly delivery = new BucketTally()
  readonly await = new BucketTally()

  /** Adds the counters of another; times have histograms of their own. */
  add(other: TopicTally): void {
    this.received += other.received
    this.consumed += other.consumed
    this.failed += other.failed
    this.redelivered += other.redelivered
    this.corrupted += other.corrupted
    this.acked += other.acked
    this.deadLettered += other.deadLettered
    for (const [code, times] of Object.entries(other.errors))
      this.errors[code] = (this.errors[code] ?? 0) + times
  }

  counters() {
    const { received, consumed, failed, redelivered, corrupted, acked, deadLettered, errors } = this
    return {
      received,
      consumed,
      failed,
      redelivered,
      corrupted,
      acked,
      deadLettered,
      errors: { ...errors },
    }
  }

  stats(): ConsumerTopicStats {
    return {
      ...this.counters(),
      handlerMs: this.handler.summary(),
      deliveryMs: this.delivery.summary(),
      awaitMs: this.await.summary(),
    }
  }
}

/** A consumer's side of tracing. Without a tracer there is none of these, and nothing is called. */
export class ConsumerTracing {
  readonly #tracing: Tracing
  readonly #client: TracedClient

  constructor(tracing: Tracing, client: TracedClient) {
    this.#tracing = tracing
    this.#client = client
  }

  /** The tracing of a consumer of `group`, if its application traces. */
  static of(
    { id: clientId, kind, configuration }: Client,
    consumerGroup: string,
  ): ConsumerTracing | undefined {
    const { tracing, namespace } = configuration
    return tracing && new ConsumerTracing(tracing, { kind, clientId, namespace, consumerGroup })
  }

  /** @param startedAt when the poll began, on the clock of `performance.now()` */
  received({ topic, endpoints }: MessageQueue, startedAt: number, messages: readonly MessageView[]): void {
    this.#tracing.received?.(this.#client, { topic, endpoint: endpoints.key, startedAt, messages })
  }

  settled(settlement: TracedSettlement): void {
    this.#tracing.settled?.(this.#client, settlement)
  }

  /** @param batch whether the handler takes batches */
  startProcess(messages: readonly MessageView[], batch: boolean): ProcessTrace {
    return this.#tracing.startProcess(this.#client, { topic: messages[0]?.topic ?? '', batch, messages })
  }
}

/** A call that tells a server what became of messages of one topic. */
export interface SettleCall {
  readonly operation: SettleOperation
  readonly endpoints: Endpoints
  /** Asked only where somebody listens. */
  messages(): readonly MessageView[]
}

/** Tells the tracer and the channel of the calls that settle messages; nothing is made for it while nobody listens. */
export class SettleWatch {
  readonly #clientId: string
  readonly #group: string
  readonly #tracing: ConsumerTracing | undefined

  constructor(clientId: string, group: string, tracing: ConsumerTracing | undefined) {
    this.#clientId = clientId
    this.#group = group
    this.#tracing = tracing
  }

  /** @param failureOf what was in the way of all messages, where the call itself did not fail */
  async watch<T>(call: SettleCall, run: () => Promise<T>, failureOf?: (result: T) => unknown): Promise<T> {
    if (this.#tracing === undefined && !channels.settleEnd.hasSubscribers) return run()
    const startedAt = performance.now()
    try {
      const result = await run()
      this.#tell(call, startedAt, failureOf?.(result))
      return result
    } catch (error) {
      this.#tell(call, startedAt, error)
      throw error
    }
  }

  #tell({ operation, endpoints, ...call }: SettleCall, startedAt: number, error: unknown): void {
    const messages = call.messages()
    const topic = messages[0]?.topic ?? ''
    const endpoint = endpoints.key
    this.#tracing?.settled({ operation, topic, endpoint, startedAt, messages, error })
    if (!channels.settleEnd.hasSubscribers) return
    channels.settleEnd.publish({
      clientId: this.#clientId,
      consumerGroup: this.#group,
      topic,
      endpoint,
      operation,
      messages: messages.length,
      durationMs: performance.now() - startedAt,
      error,
    })
  }
}
