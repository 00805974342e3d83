import type { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { addCounts, BucketTally, Histogram, RateMeter, TopicTallies } from '../stats/meters.js'
import type { ConsumerStats, ConsumerTopicStats } from '../stats/stats.js'

/** What a consumer holds at a moment. */
interface Held {
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
    tally.counts.received += 1
    if (message.corrupted !== undefined) tally.counts.corrupted += 1
    if (message.deliveryAttempt > 1) {
      tally.counts.redelivered += 1
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
    tally.counts.consumed += 1
    tally.handler.record(handlerMs)
    this.#handler.record(handlerMs)
  }

  noteFailed(topic: string, handlerMs: number): void {
    const tally = this.#topics.of(topic)
    tally.counts.failed += 1
    tally.handler.record(handlerMs)
    this.#handler.record(handlerMs)
  }

  noteAcked(topic: string): void {
    this.#topics.of(topic).counts.acked += 1
  }

  noteDeadLettered(topic: string): void {
    this.#topics.of(topic).counts.deadLettered += 1
  }

  noteError(topic: string, error: RocketMQError): void {
    const { errors } = this.#topics.of(topic)
    errors[error.code] = (errors[error.code] ?? 0) + 1
  }

  stats(held: Held): ConsumerStats {
    const total = new TopicTally()
    for (const tally of this.#topics.values()) total.add(tally)
    return {
      ...total.counts,
      ...held,
      rates: this.#rate.rates(),
      handlerMs: this.#handler.summary(),
      deliveryMs: this.#delivery.summary(),
      awaitMs: this.#await.summary(),
      errors: total.errors,
      byTopic: this.#topics.summaries(tally => tally.stats()),
    }
  }
}

class TopicTally {
  readonly counts = {
    received: 0,
    consumed: 0,
    failed: 0,
    redelivered: 0,
    corrupted: 0,
    acked: 0,
    deadLettered: 0,
  }
  readonly errors: Record<string, number> = {}
  readonly handler = new BucketTally()
  readonly delivery = new BucketTally()
  readonly await = new BucketTally()

  /** Adds the counts of another; times have histograms of their own. */
  add(other: TopicTally): void {
    addCounts(this.counts, other.counts)
    addCounts(this.errors, other.errors)
  }

  stats(): ConsumerTopicStats {
    return {
      ...this.counts,
      errors: { ...this.errors },
      handlerMs: this.handler.summary(),
      deliveryMs: this.delivery.summary(),
      awaitMs: this.await.summary(),
    }
  }
}
