import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { GroupCalls } from '../remoting/group-calls.js'
import { jitter, type RetryPolicy } from '../waiting/backoff.js'
import { pause } from '../waiting/pause.js'
import type { Acknowledger } from './acknowledger.js'
import type { ConsumerCounter, SettleWatch } from './consumer-counter.js'
import { deliveryOf, handleOf } from './delivery.js'
import type { Invisibility, Renewal } from './renewal.js'
import { TaskGate } from './task-gate.js'

/** Wait between attempts to tell the server what became of a message, in milliseconds. */
const RETRY_MS = 1_000

/** Calls at once; a closing consumer may have thousands of messages to hand back. */
const MAX_CALLS = 32

/** The longest invisible duration of a server that nobody configured otherwise: a group's ladder may go beyond. */
const MAX_BACKOFF_MS = 12 * 60 * 60 * 1000

/**
 * Tells the server what became of a message. Everything is tried again until it is done, the message's handle
 * has expired, or the consumer is closed; nothing here rejects, because the message comes again.
 */
export class Settlement {
  readonly #client: Pick<Client, 'report'>
  readonly #calls: Pick<GroupCalls, 'deadLetter'>
  readonly #acknowledger: Acknowledger
  readonly #invisibility: Invisibility
  readonly #renewal: Renewal
  readonly #counter: ConsumerCounter
  readonly #settling: SettleWatch
  /** Fires when the consumer's close deadline passed. */
  readonly #signal: AbortSignal
  readonly #gate = new TaskGate<() => Promise<void>>(MAX_CALLS, call => call())

  constructor(
    client: Pick<Client, 'report'>,
    calls: Pick<GroupCalls, 'deadLetter'>,
    acknowledger: Acknowledger,
    invisibility: Invisibility,
    renewal: Renewal,
    counter: ConsumerCounter,
    settling: SettleWatch,
    signal: AbortSignal,
  ) {
    this.#client = client
    this.#calls = calls
    this.#acknowledger = acknowledger
    this.#invisibility = invisibility
    this.#renewal = renewal
    this.#counter = counter
    this.#settling = settling
    this.#signal = signal
  }

  /** The message was handled: it is not delivered again. `onSettled` is told when nothing more can be done. */
  acknowledge(message: MessageView, onSettled: () => void): void {
    this.#renewal.release(message)
    this.#acknowledger.acknowledge(message, failure => {
      if (failure !== undefined) this.#report('acknowledge', message, failure)
      onSettled()
    })
  }

  /** The message failed: it comes again after the backoff of the group. */
  postpone(message: MessageView, policy: RetryPolicy): Promise<void> {
    const delayMs = Math.min(policy.delayMs(message.deliveryAttempt), MAX_BACKOFF_MS)
    return this.#persist('postpone', message, () => this.#invisibility.giveBack(message, delayMs))
  }

  /** The message comes again after a time of the handler's choice, and this attempt is not counted. */
  suspend(message: MessageView, milliseconds: number): Promise<void> {
    return this.#persist('suspend', message, () => this.#invisibility.giveBack(message, milliseconds, true))
  }

  /** The message was not handled: others may have it at once, and this attempt is not counted. */
  async handBack(message: MessageView): Promise<void> {
    this.#renewal.release(message)
    try {
      await this.#call(() => this.#invisibility.giveBack(message, 0, true))
    } catch (error) {
      this.#report('hand back', message, error)
    }
  }

  /** The message failed for good. */
  deadLetter(message: MessageView, attempt: number, maxAttempts: number): Promise<void> {
    return this.#persist('forward to the dead letter queue', message, () =>
      this.#forward(message, attempt, maxAttempts),
    )
  }

  async #forward(message: MessageView, attempt: number, maxAttempts: number): Promise<void> {
    const delivery = deliveryOf(message)
    await delivery.turn()
    try {
      const call = {
        operation: 'dead_letter',
        endpoints: delivery.endpoints,
        messages: () => [message],
      } as const
      await this.#settling.watch(call, () => this.#calls.deadLetter(handleOf(message), attempt, maxAttempts))
      delivery.done = true
    } finally {
      delivery.release()
    }
    this.#counter.noteDeadLettered(message.topic)
  }

  async #persist(action: string, message: MessageView, step: () => Promise<void>): Promise<void> {
    this.#renewal.release(message)
    for (;;) {
      try {
        return await this.#call(step)
      } catch (error) {
        const failure = RocketMQError.from(error)
        const expired = performance.now() >= deliveryOf(message).invisibleUntil
        if (!failure.retryable || expired || this.#signal.aborted)
          return this.#report(action, message, failure)
        await pause(jitter(RETRY_MS), this.#signal)
      }
    }
  }

  /** Calls in turn; no more once the consumer's time is over, when its connections are being closed. */
  #call(step: () => Promise<void>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#gate.add(() => (this.#signal.aborted ? Promise.reject(closed()) : step()).then(resolve, reject))
    })
  }

  #report(action: string, message: MessageView, error: unknown): void {
    const failure = RocketMQError.from(error)
    const { messageId, topic } = message
    this.#counter.noteError(topic, failure)
    this.#client.report(
      'settlement',
      failure,
      `could not ${action} message ${messageId} of ${topic}, it will be delivered again: ${failure.message}`,
      { topic, messageId },
    )
  }
}

function closed(): RocketMQError {
  return new RocketMQError('CLOSED', 'the consumer was closed')
}
