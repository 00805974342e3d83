import type { MessageView } from '../message/message-view.js'
import { pause } from '../waiting/pause.js'
import { type Delivery, deliveryOf } from './delivery.js'

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
