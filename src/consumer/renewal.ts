import type { Client } from '../client/client.js'
import { PeriodicTask } from '../client/periodic-task.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { GroupCalls } from '../remoting/group-calls.js'
import type { ConsumerCounter, SettleWatch } from './consumer-counter.js'
import { type Delivery, deliveryOf, handleOf } from './delivery.js'
import { TaskGate } from './task-gate.js'

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

/**
 * Keeps messages hidden from others while they are held here, waiting or in handlers. The server could do that by
 * itself (`auto_renew`), but it would also hide what never arrived, and what it renewed by itself cannot be
 * acknowledged in LOCAL mode. One timer looks at all that is held; it costs a message nothing else.
 */
export class Renewal {
  readonly #client: Pick<Client, 'report'>
  readonly #invisibility: Pick<Invisibility, 'change'>
  readonly #counter: Pick<ConsumerCounter, 'noteError'>
  /** How long one lease is. */
  readonly #leaseMs: number
  readonly #held = new Set<MessageView>()
  readonly #renewing = new Map<MessageView, Promise<void>>()
  /** By broker, so that one that is down does not keep the others' messages from being renewed. */
  readonly #gates = new Map<string, TaskGate<() => Promise<void>>>()
  #looks: PeriodicTask | undefined

  constructor(
    client: Pick<Client, 'report'>,
    invisibility: Pick<Invisibility, 'change'>,
    counter: Pick<ConsumerCounter, 'noteError'>,
    leaseMs: number,
  ) {
    this.#client = client
    this.#invisibility = invisibility
    this.#counter = counter
    this.#leaseMs = leaseMs
  }

  /** Begins to look at what is held. */
  start(): void {
    const intervalMs = this.#leaseMs / LOOKS_PER_LEASE
    this.#looks = new PeriodicTask({
      delayMs: intervalMs,
      intervalMs,
      run: () => this.#look(),
      onError: () => {},
    })
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
      renewing = new Promise(resolve => {
        this.#gateOf(message).add(() => this.#renew(message).then(resolve))
      })
      this.#renewing.set(message, renewing)
    }
    return renewing
  }

  async #renew(message: MessageView): Promise<void> {
    try {
      if (this.#held.has(message)) await this.#invisibility.change(message, this.#leaseMs)
    } catch (error) {
      this.#onFailure(message, RocketMQError.from(error))
    } finally {
      this.#renewing.delete(message)
    }
  }

  /** A failure that may pass is left to the next look, as long as the lease lasts. */
  #onFailure(message: MessageView, failure: RocketMQError): void {
    if (!this.#held.has(message)) return
    this.#counter.noteError(message.topic, failure)
    const delivery = deliveryOf(message)
    if (failure.retryable && performance.now() < delivery.invisibleUntil) return
    this.#held.delete(message)
    if (failure.code === 'INVALID_RECEIPT_HANDLE') delivery.invisibleUntil = 0
    const { messageId, topic } = message
    this.#client.report(
      'settlement',
      failure,
      `could not keep message ${messageId} of ${topic} hidden, it will be delivered again: ${failure.message}`,
      { topic, messageId },
    )
  }

  #gateOf(message: MessageView): TaskGate<() => Promise<void>> {
    const { key } = deliveryOf(message).endpoints
    let gate = this.#gates.get(key)
    if (gate === undefined) {
      gate = new TaskGate(MAX_CALLS, call => call())
      this.#gates.set(key, gate)
    }
    return gate
  }
}

/** Changes when messages come back. */
export class Invisibility {
  readonly #calls: Pick<GroupCalls, 'changeInvisible'>

  readonly #settling: SettleWatch

  constructor(calls: Pick<GroupCalls, 'changeInvisible'>, settling: SettleWatch) {
    this.#calls = calls
    this.#settling = settling
  }

  /**
   * Gives a message back, to be delivered again in `milliseconds` from now. It is told as a settlement, other than
   * what prolongs a lease. Throws as {@link Invisibility.change} does.
   */
  async giveBack(message: MessageView, milliseconds: number, suspend = false): Promise<void> {
    const { endpoints } = deliveryOf(message)
    const call = { operation: 'nack', endpoints, messages: () => [message] } as const
    await this.#settling.watch(call, () => this.change(message, milliseconds, suspend))
  }

  /**
   * Makes a message visible again in `milliseconds` from now. The server answers with a new handle, which
   * takes the place of the old one. A call of the message that is out comes first.
   *
   * @param suspend whether this delivery is not counted as an attempt
   * @throws RocketMQError ILLEGAL_INVISIBLE_TIME for more than the server takes; INVALID_RECEIPT_HANDLE for a message that is acknowledged or whose time is over
   */
  async change(message: MessageView, milliseconds: number, suspend = false): Promise<void> {
    if (!(milliseconds >= 0 && Number.isFinite(milliseconds))) {
      throw new RocketMQError(
        'ILLEGAL_INVISIBLE_TIME',
        `an invisible duration must be milliseconds from 0 up, not ${milliseconds}`,
      )
    }
    const delivery = deliveryOf(message)
    await delivery.turn()
    try {
      await this.#call(message, delivery, milliseconds, suspend)
    } finally {
      delivery.release()
    }
  }

  async #call(
    message: MessageView,
    delivery: Delivery,
    milliseconds: number,
    suspend: boolean,
  ): Promise<void> {
    // The server would take it back into circulation.
    if (delivery.done) {
      throw new RocketMQError(
        'INVALID_RECEIPT_HANDLE',
        `message ${message.messageId} is acknowledged: its invisible duration can no longer be changed`,
      )
    }
    const askedAt = performance.now()
    delivery.receiptHandle = await this.#calls.changeInvisible(handleOf(message), milliseconds, suspend)
    delivery.invisibleUntil = askedAt + milliseconds
  }
}
