import type { RocketMQError } from '../errors.js'
import { channels } from '../stats/channels.js'
import { addCounts, BucketTally, Histogram, RateMeter, TopicTallies } from '../stats/meters.js'
import type { ProducerStats, ProducerTopicStats } from '../stats/stats.js'
import type { Envelope } from './envelope.js'

/** Counts what a producer sends, topic by topic. */
export class ProducerCounter {
  readonly #clientId: string
  readonly #topics = new TopicTallies(() => new TopicTally())
  readonly #latency = new Histogram(1000)
  readonly #rate = new RateMeter()

  constructor(clientId: string) {
    this.#clientId = clientId
  }

  noteSend(topic: string): void {
    this.#topics.of(topic).counts.sent += 1
  }

  noteRetry(topic: string): void {
    this.#topics.of(topic).counts.retries += 1
  }

  noteSuccess(envelope: Envelope): void {
    const { storedAt } = envelope
    const latencyMs = storedAt - envelope.sentAt
    const tally = this.#topics.of(envelope.topic)
    tally.counts.succeeded += 1
    tally.counts.bytes += envelope.bodyBytes
    tally.latency.record(latencyMs)
    this.#latency.record(latencyMs)
    if (channels.sendEnd.hasSubscribers) this.#publish(envelope, storedAt, undefined)
  }

  /** Marks the rate once for a whole batch: its clock costs more than a counter. */
  noteRate(messages: number): void {
    this.#rate.mark(messages)
  }

  noteFailure(envelope: Envelope, error: RocketMQError): void {
    const tally = this.#topics.of(envelope.topic)
    tally.counts.failed += 1
    tally.errors[error.code] = (tally.errors[error.code] ?? 0) + 1
    if (channels.sendEnd.hasSubscribers) this.#publish(envelope, performance.now(), error)
  }

  /**
   * @param inFlight messages on the wire
   * @param buffered messages that wait to leave
   */
  stats(inFlight: number, buffered: number): ProducerStats {
    const total = new TopicTally()
    for (const tally of this.#topics.values()) total.add(tally)
    return {
      ...total.counts,
      inFlight,
      buffered,
      rates: this.#rate.rates(),
      latencyMs: this.#latency.summary(),
      errors: total.errors,
      byTopic: this.#topics.summaries(tally => tally.stats()),
    }
  }

  #publish(envelope: Envelope, now: number, error: unknown): void {
    const { topic, messageId, endpoint } = envelope
    channels.sendEnd.publish({
      clientId: this.#clientId,
      topic,
      messageId,
      endpoint,
      durationMs: now - envelope.sentAt,
      error,
    })
  }
}

class TopicTally {
  readonly counts = { sent: 0, succeeded: 0, failed: 0, retries: 0, bytes: 0 }
  readonly errors: Record<string, number> = {}
  readonly latency = new BucketTally()

  /** Adds the counts of another; latencies have a histogram of their own. */
  add(other: TopicTally): void {
    addCounts(this.counts, other.counts)
    addCounts(this.errors, other.errors)
  }

  stats(): ProducerTopicStats {
    return { ...this.counts, latencyMs: this.latency.summary(), errors: { ...this.errors } }
  }
}
