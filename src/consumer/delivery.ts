import { RocketMQError } from '../errors.js'
import { MessageView, type MessageViewFields } from '../message/message-view.js'
import type { ReceivedHandle } from '../remoting/group-calls.js'
import type { Endpoints } from '../route/endpoints.js'
import { pause } from '../waiting/pause.js'

/** How a message came here, and by what it is acknowledged. */
export class Delivery {
  /** Names this one delivery; changing the invisible duration gives a new one. */
  receiptHandle: string
  /** The endpoint it came from, where it must be acknowledged. */
  readonly endpoints: Endpoints
  /** Until when the handle is good, on the clock of `performance.now()`. */
  invisibleUntil: number
  /** When it arrived, on the same clock. */
  readonly receivedAt: number
  /** Whether the server confirmed that it is done with; there is nothing more to say of it. */
  done = false
  #busy = false
  #waiting: (() => void)[] | undefined

  constructor(receiptHandle: string, endpoints: Endpoints, invisibleUntil: number, receivedAt: number) {
    this.receiptHandle = receiptHandle
    this.endpoints = endpoints
    this.invisibleUntil = invisibleUntil
    this.receivedAt = receivedAt
  }

  /** Whether a call that says something of it is out. */
  get busy(): boolean {
    return this.#busy
  }

  /** Whether it is neither done with nor visible to others yet. */
  get held(): boolean {
    return !this.done && this.invisibleUntil > performance.now()
  }

  /**
   * A turn to say something of it, ended by {@link Delivery.release}: one call at a time, because each may give it
   * another handle. `undefined` where there is nothing to wait for.
   */
  turn(): Promise<void> | undefined {
    if (this.#busy) {
      this.#waiting ??= []
      const waiting = this.#waiting
      return new Promise(resolve => waiting.push(resolve))
    }
    this.#busy = true
    return undefined
  }

  /** Ends a turn: it is the next one's. */
  release(): void {
    const next = this.#waiting?.shift()
    if (next === undefined) this.#busy = false
    else next()
  }
}

/** A message that a consumer received. Its delivery is private, so that applications see no handle they could misuse. */
export class DeliveredMessage extends MessageView {
  readonly #delivery: Delivery

  constructor(fields: MessageViewFields, delivery: Delivery) {
    super(fields)
    this.#delivery = delivery
  }

  static delivery(message: MessageView): Delivery | undefined {
    return typeof message === 'object' && message !== null && #delivery in message
      ? message.#delivery
      : undefined
  }
}

/** @throws RocketMQError INVALID_ARGUMENT for a message that no consumer received */
export function deliveryOf(message: MessageView): Delivery {
  const delivery = DeliveredMessage.delivery(message)
  if (delivery === undefined) {
    throw new RocketMQError('INVALID_ARGUMENT', 'this message was not received by a consumer of this process')
  }
  return delivery
}

/** By what a message is known to the server it came from. */
export function handleOf(message: MessageView): ReceivedHandle {
  const { endpoints, receiptHandle } = deliveryOf(message)
  const { topic, messageId, liteTopic } = message
  return { endpoints, topic, messageId, liteTopic, receiptHandle }
}

/** What an application was given and has not settled yet: neither acknowledged, nor visible to others again. */
export class HandedOut {
  readonly #deliveries = new Set<Delivery>()
  /** What was forgotten is looked for when there are twice as many as after the last look. */
  #sweepAt = 1_024
  #onSettled: (() => void) | undefined

  add(message: MessageView): void {
    this.#deliveries.add(deliveryOf(message))
    if (this.#deliveries.size < this.#sweepAt) return
    this.#sweep()
    this.#sweepAt = Math.max(1_024, this.#deliveries.size * 2)
  }

  /** Something became of a message. */
  look(message: MessageView): void {
    const delivery = deliveryOf(message)
    if (!delivery.held) this.#deliveries.delete(delivery)
    this.#onSettled?.()
  }

  /** Waits until all are settled; how many were not when `signal` fired or the deadline had come. */
  async settled(deadline: number, signal: AbortSignal): Promise<number> {
    for (;;) {
      this.#sweep()
      const now = performance.now()
      if (this.#deliveries.size === 0 || now >= deadline || signal.aborted) return this.#deliveries.size
      let until = deadline
      for (const { invisibleUntil } of this.#deliveries) until = Math.min(until, invisibleUntil)
      await this.#change(until - now, signal)
    }
  }

  #sweep(): void {
    for (const delivery of this.#deliveries) if (!delivery.held) this.#deliveries.delete(delivery)
  }

  /** Waits until something became of a message, for so long at most. */
  async #change(milliseconds: number, signal: AbortSignal): Promise<void> {
    const waiting = new AbortController()
    const end = () => waiting.abort()
    this.#onSettled = end
    signal.addEventListener('abort', end)
    await pause(Math.max(1, milliseconds), waiting.signal)
    signal.removeEventListener('abort', end)
    this.#onSettled = undefined
  }
}
