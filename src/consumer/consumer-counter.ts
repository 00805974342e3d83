import type { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { Histogram } from '../stats/histogram.js'
import { RateMeter } from '../stats/rate-meter.js'
import type { ConsumerStats } from '../stats/stats.js'

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

/** Counts what a consumer does. */
export class ConsumerCounter {
  readonly #rate = new RateMeter()
  readonly #handler = new Histogram(1000)
  readonly #delivery = new Histogram(1000)
  readonly #await = new Histogram(1000)
  readonly #errors: Record<string, number> = {}
  #received = 0
  #consumed = 0
  #failed = 0
  #redelivered = 0
  #corrupted = 0
  #acked = 0
  #deadLettered = 0

  noteReceived(message: MessageView): void {
    this.#received += 1
    if (message.corrupted !== undefined) this.#corrupted += 1
    if (message.deliveryAttempt > 1) {
      this.#redelivered += 1
      return
    }
    const since = message.deliveryTimestamp ?? message.bornTimestamp
    this.#delivery.record(Date.now() - since.getTime())
  }

  /** Marks the rate once for a whole receive. */
  noteRate(messages: number): void {
    if (messages > 0) this.#rate.mark(messages)
  }

  noteAwait(milliseconds: number): void {
    this.#await.record(milliseconds)
  }

  noteConsumed(handlerMs: number): void {
    this.#consumed += 1
    this.#handler.record(handlerMs)
  }

  noteFailed(handlerMs: number): void {
    this.#failed += 1
    this.#handler.record(handlerMs)
  }

  noteAcked(): void {
    this.#acked += 1
  }

  noteDeadLettered(): void {
    this.#deadLettered += 1
  }

  noteError(error: RocketMQError): void {
    this.#errors[error.code] = (this.#errors[error.code] ?? 0) + 1
  }

  stats(held: Held): ConsumerStats {
    return {
      received: this.#received,
      consumed: this.#consumed,
      failed: this.#failed,
      redelivered: this.#redelivered,
      corrupted: this.#corrupted,
      acked: this.#acked,
      deadLettered: this.#deadLettered,
      ...held,
      rates: this.#rate.rates(),
      handlerMs: this.#handler.summary(),
      deliveryMs: this.#delivery.summary(),
      awaitMs: this.#await.summary(),
      errors: { ...this.#errors },
    }
  }
}
