import type { Clock } from './clock.js'
import { refusal } from './refusal.js'
import type { NewMessage } from './stored-message.js'

/** Messages that wait for their time. */
export class DelayStore {
  readonly #clock: Clock
  readonly #broker: string
  readonly #waiting = new Map<string, () => void>()
  #scheduled = 0

  constructor(clock: Clock, broker: string) {
    this.#clock = clock
    this.#broker = broker
  }

  /** How many wait. */
  get size(): number {
    return this.#waiting.size
  }

  /** Calls `deliver` when the message's time has come. Returns its recall handle and its place in line. */
  schedule(message: NewMessage, deliver: () => void): { recallHandle: string; offset: number } {
    const at = message.deliveryTimestamp ?? 0
    const words = ['v1', message.topic, this.#broker, at, message.messageId]
    const recallHandle = Buffer.from(words.join(' ')).toString('base64url')
    const cancel = this.#clock.after(at - this.#clock.now(), () => {
      this.#waiting.delete(recallHandle)
      deliver()
    })
    this.#waiting.set(recallHandle, cancel)
    return { recallHandle, offset: this.#scheduled++ }
  }

  /**
   * Takes a message back and returns its id. Like the broker it does not tell whether there was such a message;
   * it refuses only a handle that is malformed, another broker's, or of a time that has passed.
   */
  recall(recallHandle: string): string {
    const words = Buffer.from(recallHandle, 'base64url').toString().split(' ')
    const [version, , broker, at, messageId] = words
    if (version !== 'v1' || words.length !== 5 || messageId === undefined) {
      throw refusal('INTERNAL_SERVER_ERROR', 'recall failed, the handle is invalid')
    }
    if (broker !== this.#broker)
      throw refusal('INTERNAL_SERVER_ERROR', 'recall failed, broker service not available')
    if (Number(at) <= this.#clock.now()) {
      throw refusal('INTERNAL_SERVER_ERROR', 'recall failed, timestamp invalid')
    }
    this.#waiting.get(recallHandle)?.()
    this.#waiting.delete(recallHandle)
    return messageId
  }

  /** Forgets everything. */
  close(): void {
    for (const cancel of this.#waiting.values()) cancel()
    this.#waiting.clear()
  }
}
