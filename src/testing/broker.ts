import type { Clock } from './clock.js'
import { type Consumption, LiteConsumption, OrderedConsumption, UnorderedConsumption } from './consumption.js'
import { refusal } from './protocol.js'
import type { GroupConfig, TopicConfig } from './resources.js'
import type { ServerVersion } from './server-settings.js'
import { type NewMessage, QueueLog, type StoredMessage } from './stored-message.js'

/** One broker: its queues, and how far each group has consumed them. */
export class Broker {
  readonly name: string
  readonly delays: DelayStore
  /** Whether it is there; name server and proxies forget what only brokers hold that are not. */
  isUp = true
  /** What it is, which in CLUSTER mode may differ from its proxies. */
  version: ServerVersion
  readonly #index: number
  readonly #clock: Clock
  /** Every message, in the order they came. */
  readonly #log: StoredMessage[] = []
  readonly #queues = new Map<string, QueueLog[]>()
  readonly #liteQueues = new Map<string, Map<string, QueueLog>>()
  readonly #consumptions = new Map<string, Consumption>()
  readonly #listeners = new Map<string, Set<() => void>>()
  readonly #waking = new Set<string>()
  #serial = 0
  #rotation = 0

  /** @param index its place among the brokers, by which it is named */
  constructor(index: number, clock: Clock, version: ServerVersion) {
    const name = `broker-${index}`
    this.name = name
    this.version = version
    this.#index = index
    this.#clock = clock
    this.delays = new DelayStore(clock, name)
  }

  queues(topic: TopicConfig): readonly QueueLog[] {
    const queues = entryOf(this.#queues, topic.name, () => [])
    const count = typeof topic.queues === 'number' ? topic.queues : (topic.queues[this.#index] ?? 0)
    while (queues.length < count) queues.push(new QueueLog(this.name, queues.length))
    return queues.slice(0, count)
  }

  /** The queues in the order a pop visits them: from a new one each time, or by priority. */
  queuesToPop(topic: TopicConfig): readonly QueueLog[] {
    const queues = this.queues(topic)
    if (topic.type === 'PRIORITY') return [...queues].reverse()
    const start = this.#rotation++ % Math.max(1, queues.length)
    return [...queues.slice(start), ...queues.slice(0, start)]
  }

  liteQueue(topic: string, liteTopic: string): QueueLog {
    const queues = entryOf(this.#liteQueues, topic, () => new Map<string, QueueLog>())
    return entryOf(queues, liteTopic, () => new QueueLog(this.name, 0, liteTopic))
  }

  /** Makes a message visible. */
  append(topic: TopicConfig, queueId: number, message: NewMessage): StoredMessage {
    const queue = this.queues(topic)[queueId] as QueueLog
    const logOffset = this.#log.length
    const stored = queue.append(message, this.#clock.now(), logOffset)
    this.#log.push(stored)
    if (message.liteTopic !== undefined) {
      this.liteQueue(topic.name, message.liteTopic).append(message, this.#clock.now(), logOffset)
    }
    this.wake(topic.name)
    return stored
  }

  /** The message at a place of the log. */
  messageAt(logOffset: number): StoredMessage | undefined {
    return this.#log[logOffset]
  }

  /** What a group has consumed of a topic. */
  consumption(group: GroupConfig, topic: string): Consumption {
    const Plain = group.fifo ? OrderedConsumption : UnorderedConsumption
    const Kind = group.liteTopic === undefined ? Plain : LiteConsumption
    return entryOf(this.#consumptions, `${group.name}\n${topic}`, () => {
      return new Kind(this.#clock, () => this.#serial++)
    })
  }

  /** Loses a topic with its messages, and what groups made of them. */
  forget(topic: string): void {
    this.#queues.delete(topic)
    this.#liteQueues.delete(topic)
    for (const key of this.#consumptions.keys()) {
      if (key.endsWith(`\n${topic}`)) this.#consumptions.delete(key)
    }
  }

  /** Gives back what was kept hidden for a client. */
  release(clientId: string): void {
    for (const consumption of this.#consumptions.values()) consumption.release(clientId)
    for (const topic of this.#listeners.keys()) this.wake(topic)
  }

  /** Calls `listener` whenever a topic may have something new to take. Returns how to stop it. */
  onArrival(topic: string, listener: () => void): () => void {
    const listeners = entryOf(this.#listeners, topic, () => new Set())
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  /** Says that a topic may have something new to take; told once for all that happens in one turn. */
  wake(topic: string): void {
    if (this.#waking.has(topic)) return
    this.#waking.add(topic)
    queueMicrotask(() => {
      this.#waking.delete(topic)
      for (const listener of [...(this.#listeners.get(topic) ?? [])]) listener()
    })
  }

  close(): void {
    this.delays.close()
    this.#listeners.clear()
  }
}

/** The entry of `key`, made if it is not there. */
function entryOf<V>(map: Map<string, V>, key: string, make: () => V): V {
  const present = map.get(key)
  if (present !== undefined) return present
  const made = make()
  map.set(key, made)
  return made
}

/** Messages that wait for their time. */
class DelayStore {
  readonly #clock: Clock
  readonly #broker: string
  readonly #waiting = new Map<string, () => void>()
  #scheduled = 0

  constructor(clock: Clock, broker: string) {
    this.#clock = clock
    this.#broker = broker
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
