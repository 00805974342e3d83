import type { NewMessage, StoredMessage } from './stored-message.js'

/** The messages of one queue, oldest first. */
export class QueueLog {
  readonly broker: string
  readonly id: number
  /** What distinguishes the queue within its topic and broker: its number, or the lite topic it stands for. */
  readonly key: string
  readonly #messages: StoredMessage[] = []

  constructor(broker: string, id: number, key = String(id)) {
    this.broker = broker
    this.id = id
    this.key = key
  }

  /** The offset the next message will have. */
  get end(): number {
    return this.#messages.length
  }

  /** Every message, oldest first. */
  get messages(): readonly StoredMessage[] {
    return this.#messages
  }

  append(message: NewMessage, now: number, logOffset: number): StoredMessage {
    const stored: StoredMessage = {
      ...message,
      broker: this.broker,
      queueId: this.id,
      offset: this.#messages.length,
      logOffset,
      storeTimestamp: now,
    }
    this.#messages.push(stored)
    return stored
  }

  /** The message at `offset`, or `undefined` past the end. */
  at(offset: number): StoredMessage | undefined {
    return this.#messages[offset]
  }
}
