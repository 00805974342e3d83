import type { RocketMQError } from '../errors.js'
import { channels } from '../stats/channels.js'
import { Histogram } from '../stats/histogram.js'
import { RateMeter } from '../stats/rate-meter.js'
import type { ProducerStats } from '../stats/stats.js'
import type { Envelope } from './envelope.js'

/** Counts what a producer sends. */
export class ProducerCounter {
  readonly #clientId: string
  readonly #latency = new Histogram(1000)
  readonly #rate = new RateMeter()
  readonly #errors: Record<string, number> = {}
  #sent = 0
  #succeeded = 0
  #failed = 0
  #retries = 0
  #bytes = 0

  constructor(clientId: string) {
    this.#clientId = clientId
  }

  noteSend(): void {
    this.#sent += 1
  }

  noteRetry(): void {
    this.#retries += 1
  }

  noteSuccess(envelope: Envelope): void {
    const { storedAt } = envelope
    this.#succeeded += 1
    this.#bytes += envelope.bodyBytes
    this.#latency.record(storedAt - envelope.sentAt)
    if (channels.sendEnd.hasSubscribers) this.#publish(envelope, storedAt, undefined)
  }

  /** Marks the rate once for a whole batch: its clock costs more than a counter. */
  noteRate(messages: number): void {
    this.#rate.mark(messages)
  }

  noteFailure(envelope: Envelope, error: RocketMQError): void {
    this.#failed += 1
    this.#errors[error.code] = (this.#errors[error.code] ?? 0) + 1
    if (channels.sendEnd.hasSubscribers) this.#publish(envelope, performance.now(), error)
  }

  /**
   * @param inFlight messages on the wire
   * @param buffered messages that wait to leave
   */
  stats(inFlight: number, buffered: number): ProducerStats {
    return {
      sent: this.#sent,
      succeeded: this.#succeeded,
      failed: this.#failed,
      retries: this.#retries,
      bytes: this.#bytes,
      inFlight,
      buffered,
      rates: this.#rate.rates(),
      latencyMs: this.#latency.summary(),
      errors: { ...this.#errors },
    }
  }

  #publish(envelope: Envelope, now: number, error: unknown): void {
    const { topic, messageId } = envelope
    channels.sendEnd.publish({
      clientId: this.#clientId,
      topic,
      messageId,
      durationMs: now - envelope.sentAt,
      error,
    })
  }
}
