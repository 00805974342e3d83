import { PeriodicTask } from '../client/periodic-task.js'
import { RocketMQError, show } from '../errors.js'
import { MessageView, type MessageViewFields } from '../message/message-view.js'
import type { ReceivedHandle } from '../remoting/group-calls.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/topic-route.js'
import { ConcurrencyGate } from '../waiting/concurrency-gate.js'
import type { GroupMember } from './group-member.js'

/** How often leases are looked at, in parts of a lease. */
const LOOKS_PER_LEASE = 12

/** What is left of a lease when it is renewed, in parts of one: time for some more looks if that fails. */
const RENEWED_AT = 1 / 3

/** What must be left of a lease for its message to be given to a handler. The looks leave more, unless they fail. */
const SECURE = 1 / 6

/** How long a message is renewed: what takes longer has hung. */
const LONGEST_HELD_MS = 12 * 60 * 60 * 1000

/** Calls at once at one broker. */
const MAX_CALLS = 32

/** How a message came here, and by what it is acknowledged. */
export class Delivery {
  /** Names this one delivery; changing the invisible duration gives a new one. */
  receiptHandle: string
  /** The broker that holds it: no other knows of it, though one in LOCAL mode answers as if it did. */
  readonly brokerName: string
  /** Where its broker is told of it: the endpoint it came from, or another by {@link located}. */
  endpoints: Endpoints
  /** Until when the handle is good, on the clock of `performance.now()`. */
  invisibleUntil: number
  /** When it arrived, on the same clock. */
  readonly receivedAt: number
  /** The group it was delivered to, in whose name alone it can be acknowledged. */
  readonly group: string
  /** Whether the server confirmed that it is done with; there is nothing more to say of it. */
  done = false
  #busy = false
  #waiting: (() => void)[] | undefined

  constructor(
    receiptHandle: string,
    { brokerName, endpoints }: Pick<MessageQueue, 'brokerName' | 'endpoints'>,
    invisibleUntil: number,
    receivedAt: number,
    group: string,
  ) {
    this.receiptHandle = receiptHandle
    this.brokerName = brokerName
    this.endpoints = endpoints
    this.invisibleUntil = invisibleUntil
    this.receivedAt = receivedAt
    this.group = group
  }

  /** Whether it is neither done with nor visible to others yet. */
  get held(): boolean {
    return !this.done && this.invisibleUntil > performance.now()
  }

  /**
   * Waits for the turn of a call about it, which ends with {@link Delivery.release}: one call at a time, because each
   * may give it another handle. `undefined` if there is nothing to wait for.
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

/** Whether it can be told to a server as a time: what is more would be another time there, or none. */
export function isDuration(milliseconds: unknown): milliseconds is number {
  return typeof milliseconds === 'number' && milliseconds >= 0 && milliseconds <= Number.MAX_SAFE_INTEGER
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

/**
 * {@link deliveryOf} with the endpoint where its broker can be told of it now. When no session stands with the one it
 * came from, the route may name another for the same broker: a second proxy, or the broker's new address.
 */
export function located({ client }: GroupMember, message: MessageView): Delivery {
  const delivery = deliveryOf(message)
  if (client.isReached(delivery.endpoints)) return delivery
  const brokers = client.routes.peek(message.topic)?.readableBrokers
  const broker = brokers?.find(({ brokerName }) => brokerName === delivery.brokerName)
  if (broker !== undefined) delivery.endpoints = broker.endpoints
  return delivery
}

/** By what a message is known to its server. */
export function handleOf(member: GroupMember, message: MessageView): ReceivedHandle {
  const { endpoints, receiptHandle } = located(member, message)
  const { topic, messageId, liteTopic } = message
  return { endpoints, topic, messageId, liteTopic, receiptHandle }
}

/**
 * Keeps messages hidden from others while they are held here, waiting or in handlers. The server could do that by
 * itself (`auto_renew`), but it would also hide what never arrived, and what it renewed by itself cannot be
 * acknowledged in LOCAL mode. One timer looks at all that is held; it costs a message nothing else.
 */
export class Leases {
  readonly #member: GroupMember
  /** How long one lease is. */
  readonly #leaseMs: number
  readonly #held = new Set<MessageView>()
  readonly #renewing = new Map<MessageView, Promise<void>>()
  /** By broker, so that one that is down does not keep the others' messages from being renewed. */
  readonly #gates = new Map<string, ConcurrencyGate>()
  #looks: PeriodicTask | undefined

  constructor(member: GroupMember, leaseMs: number) {
    this.#member = member
    this.#leaseMs = leaseMs
  }

  /** Begins to look at what is held. */
  start(): void {
    this.#looks = new PeriodicTask(this.#leaseMs / LOOKS_PER_LEASE, () => this.#look())
    this.#looks.start()
  }

  /** Renews nothing more: what is still held comes back to others when its lease is over. */
  async stop(): Promise<void> {
    this.#held.clear()
    await this.#looks?.stop()
  }

  /** A message arrived. */
  hold(message: MessageView): void {
    this.#held.add(message)
  }

  /** What becomes of a message is known: its lease is not renewed any more. */
  release(message: MessageView): void {
    this.#held.delete(message)
  }

  /**
   * Whether a message is still ours, to be asked before its handler begins. Where too little of its lease is left,
   * because this process stood still, it is renewed first. One that is not ours any more is held no longer.
   */
  secure(message: MessageView): true | Promise<boolean> {
    const left = deliveryOf(message).invisibleUntil - performance.now()
    return left > this.#leaseMs * SECURE || this.#secured(message)
  }

  /**
   * Makes a message visible again in `milliseconds` from now. The server answers with a new handle, which
   * takes the place of the old one. A call of the message that is out comes first.
   *
   * @param suspend whether this delivery is not counted as an attempt
   * @throws RocketMQError ILLEGAL_INVISIBLE_TIME for more than the server takes; INVALID_RECEIPT_HANDLE for a message that is acknowledged or whose time is over
   */
  async change(message: MessageView, milliseconds: number, suspend = false): Promise<void> {
    if (!isDuration(milliseconds)) {
      throw new RocketMQError(
        'ILLEGAL_INVISIBLE_TIME',
        `an invisible duration must be milliseconds from 0 to ${Number.MAX_SAFE_INTEGER}, not ${show(milliseconds)}`,
      )
    }
    const delivery = deliveryOf(message)
    await delivery.turn()
    try {
      // The server would take it back into circulation.
      if (delivery.done) {
        throw new RocketMQError(
          'INVALID_RECEIPT_HANDLE',
          `message ${message.messageId} is acknowledged: its invisible duration can no longer be changed`,
        )
      }
      const askedAt = performance.now()
      const handle = handleOf(this.#member, message)
      delivery.receiptHandle = await this.#member.calls.changeInvisible(handle, milliseconds, suspend)
      delivery.invisibleUntil = askedAt + milliseconds
    } finally {
      delivery.release()
    }
  }

  async #secured(message: MessageView): Promise<boolean> {
    await this.#renewed(message)
    if (this.#held.has(message) && deliveryOf(message).invisibleUntil > performance.now()) return true
    this.#held.delete(message)
    return false
  }

  #look(): void {
    const now = performance.now()
    for (const message of this.#held) {
      const { invisibleUntil, receivedAt } = deliveryOf(message)
      if (invisibleUntil - now > this.#leaseMs * RENEWED_AT) continue
      if (now - receivedAt < LONGEST_HELD_MS) void this.#renewed(message)
    }
  }

  /** Settles when the lease was renewed, or could not be; joins a renewal that is under way. */
  #renewed(message: MessageView): Promise<void> {
    let renewing = this.#renewing.get(message)
    if (renewing === undefined) {
      const renewed = this.#gateOf(message).run(() => this.#renew(message))
      renewing = renewed.then(() => void this.#renewing.delete(message))
      this.#renewing.set(message, renewing)
    }
    return renewing
  }

  async #renew(message: MessageView): Promise<void> {
    try {
      if (this.#held.has(message)) await this.change(message, this.#leaseMs)
    } catch (error) {
      this.#onFailure(message, RocketMQError.from(error))
    }
  }

  /** A failure that may pass is left to the next look, as long as the lease lasts. */
  #onFailure(message: MessageView, failure: RocketMQError): void {
    if (!this.#held.has(message)) return
    this.#member.counter.noteError(message.topic, failure)
    const delivery = deliveryOf(message)
    if (failure.retryable && performance.now() < delivery.invisibleUntil) return
    this.#held.delete(message)
    if (failure.code === 'INVALID_RECEIPT_HANDLE') delivery.invisibleUntil = 0
    const { messageId, topic } = message
    this.#member.client.report(
      'settlement',
      failure,
      `could not keep message ${messageId} of ${topic} hidden, it will be delivered again: ${failure.message}`,
      { topic, messageId },
    )
  }

  #gateOf(message: MessageView): ConcurrencyGate {
    const { key } = located(this.#member, message).endpoints
    let gate = this.#gates.get(key)
    if (gate === undefined) {
      gate = new ConcurrencyGate(MAX_CALLS)
      this.#gates.set(key, gate)
    }
    return gate
  }
}
