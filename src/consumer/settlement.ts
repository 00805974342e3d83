import { ItemFailure } from '../batch/batch-options.js'
import { BatchProcessor } from '../batch/batch-processor.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { AckEntry } from '../remoting/group-calls.js'
import type { Endpoints } from '../route/endpoints.js'
import { channels } from '../stats/channels.js'
import { FailureStreaks } from '../stats/meters.js'
import type { BatchStats } from '../stats/stats.js'
import type { SettleOperation } from '../stats/tracing.js'
import { CALL_BACKOFF, jitter, type RetryPolicy } from '../waiting/backoff.js'
import { ConcurrencyGate } from '../waiting/concurrency-gate.js'
import { Occurrence, pause, sharedController } from '../waiting/pause.js'
import { type Delivery, deliveryOf, handleOf, type Leases, located } from './delivery.js'
import type { GroupMember } from './group-member.js'

/** Most acknowledgements in one call; the server works through them one by one. */
const BATCH_SIZE = 256

/** Acknowledging calls at once, per broker and topic. */
const MAX_IN_FLIGHT = 2

/** Other calls at once; a closing consumer may have thousands of messages to hand back. */
const MAX_CALLS = 32

/** Wait between attempts to tell the server what became of a message, in milliseconds. */
const RETRY_MS = 1_000

/** The longest invisible duration of a server that nobody configured otherwise: the retry times of a group may be longer. */
const MAX_BACKOFF_MS = 12 * 60 * 60 * 1000

/** An acknowledgement that the server has not confirmed yet. */
interface Acknowledgement {
  readonly message: MessageView
  readonly delivery: Delivery
  readonly onSettled: (failure: RocketMQError | undefined) => void
  /** Whether `onSettled` tells of a failure; otherwise it is reported. */
  readonly tells: boolean
  attempt: number
}

/**
 * Tells the server what became of messages. Acknowledgements are coalesced into calls of many entries, each with a
 * result of its own. Everything that fails for a reason that may pass is tried again until it is done, the message's
 * handle has expired, or the consumer is closed; the message comes again then. Each attempt goes where the message's
 * broker is reached by then.
 */
export class Settlement {
  readonly #member: GroupMember
  readonly #leases: Leases
  readonly #gate = new ConcurrencyGate(MAX_CALLS)
  readonly #acknowledgements: BatchProcessor<Acknowledgement, void>
  readonly #failing = new FailureStreaks()
  readonly #stopping = sharedController()
  #lane: { endpoints: Endpoints; topic: string; key: string } | undefined
  #pending = 0
  /** No acknowledgement is pending any more; only while this stops. */
  #nonePending: Occurrence | undefined

  constructor(member: GroupMember, leases: Leases) {
    this.#member = member
    this.#leases = leases
    this.#acknowledgements = new BatchProcessor<Acknowledgement, void>({
      name: 'acknowledgements',
      batchSize: BATCH_SIZE,
      flushIntervalMs: 0,
      bufferSize: 1_000_000,
      onFull: 'wait',
      maxInFlight: MAX_IN_FLIGHT,
      maxRetries: 0,
      keyOf: ({ message, delivery }) => this.#laneOf(delivery.endpoints, message.topic),
      handler: entries => this.#callForAll(entries),
      onDone: (acknowledgement, error) =>
        error === undefined ? this.#onAcked(acknowledgement) : this.#onRefused(acknowledgement, error),
    })
  }

  /** How long every acknowledgement of some topic at some broker has failed, in milliseconds; 0 if there is none such. */
  get ackFailingMs(): number {
    return this.#failing.ms
  }

  /** Acknowledgements asked for and not yet settled. */
  get pendingAcks(): number {
    return this.#pending
  }

  ackStats(): BatchStats {
    return this.#acknowledgements.stats()
  }

  /**
   * The message was handled: it is not delivered again. `onSettled` is told when nothing more can be done. Without a
   * promise, because there is one of these per message.
   */
  acknowledge(message: MessageView, onSettled: () => void): void {
    this.#acknowledge(message, onSettled, false)
  }

  /**
   * {@link Settlement.acknowledge} for somebody who wants to know: rejects with what was in the way, which is
   * INVALID_RECEIPT_HANDLE if the handle expired, and the message is delivered again.
   *
   * @throws RocketMQError (as a rejection) INVALID_ARGUMENT for a message that no consumer received
   */
  ack(message: MessageView): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#acknowledge(message, failure => (failure === undefined ? resolve() : reject(failure)), true)
    })
  }

  /** The message failed: it comes again after the backoff of the group. */
  postpone(message: MessageView, policy: RetryPolicy): Promise<unknown> {
    const delayMs = Math.min(policy.delayMs(message.deliveryAttempt), MAX_BACKOFF_MS)
    return this.#persist('postpone', message, () => this.giveBack(message, delayMs))
  }

  /** The message comes again after a time of the handler's choice, and this attempt is not counted. */
  suspend(message: MessageView, milliseconds: number): Promise<unknown> {
    return this.#persist('suspend', message, () => this.giveBack(message, milliseconds, true))
  }

  /** The message failed for good. Resolves to whether it is in the dead letter queue; otherwise it comes again. */
  deadLetter(message: MessageView, attempt: number, maxAttempts: number): Promise<boolean> {
    return this.#persist('forward to the dead letter queue', message, () =>
      this.#forward(message, attempt, maxAttempts),
    )
  }

  /** The message was not handled: others may have it at once, and this attempt is not counted. */
  async handBack(message: MessageView): Promise<void> {
    this.#leases.release(message)
    try {
      await this.#call(() => this.giveBack(message, 0, true))
    } catch (error) {
      this.#report('hand back', message, RocketMQError.from(error))
    }
  }

  /** Gives a message back once, to be delivered again in `milliseconds` from now. Throws as {@link Leases.change} does. */
  async giveBack(message: MessageView, milliseconds: number, suspend = false): Promise<void> {
    const { endpoints } = located(this.#member, message)
    const call = { operation: 'nack', endpoints, messages: () => [message] } as const
    await this.#watch(call, () => this.#leases.change(message, milliseconds, suspend))
  }

  /** Takes no more, and finishes the acknowledgements it has, as far as the time allows, or until `lost` fires. */
  async stop(timeoutMs: number, lost: AbortSignal): Promise<void> {
    const deadline = performance.now() + timeoutMs
    if (this.#pending > 0) {
      this.#nonePending = new Occurrence()
      await pause(timeoutMs, this.#nonePending.next, lost)
    }
    this.#stopping.abort()
    const leftMs = lost.aborted ? 0 : Math.max(0, deadline - performance.now())
    await this.#acknowledgements.stop({ timeoutMs: leftMs })
  }

  /** A call of the message that is out comes first, since it may change the handle. */
  #acknowledge(message: MessageView, onSettled: Acknowledgement['onSettled'], tells: boolean): void {
    const delivery = deliveryOf(message)
    this.#leases.release(message)
    const acknowledgement = { message, delivery, onSettled, tells, attempt: 1 }
    this.#pending += 1
    const turn = delivery.turn()
    if (turn === undefined) this.#begin(acknowledgement)
    else void turn.then(() => this.#begin(acknowledgement))
  }

  #begin(acknowledgement: Acknowledgement): void {
    if (acknowledgement.delivery.done) this.#end(acknowledgement, undefined)
    else if (this.#stopping.signal.aborted) this.#end(acknowledgement, closed('acknowledge: '))
    else this.#acknowledgements.post(acknowledgement)
  }

  #onAcked(acknowledgement: Acknowledgement): void {
    this.#member.counter.noteAcked(acknowledgement.message.topic)
    acknowledgement.delivery.done = true
    this.#end(acknowledgement, undefined)
  }

  #onRefused(acknowledgement: Acknowledgement, failure: RocketMQError): void {
    const expired = performance.now() >= acknowledgement.delivery.invisibleUntil
    if (failure.retryable && !expired && !this.#stopping.signal.aborted) void this.#again(acknowledgement)
    else this.#end(acknowledgement, failure.code === 'CLOSED' ? closed('acknowledge: ') : failure)
  }

  async #again(acknowledgement: Acknowledgement): Promise<void> {
    await pause(jitter(CALL_BACKOFF.delayMs(acknowledgement.attempt)), this.#stopping.signal)
    acknowledgement.attempt += 1
    located(this.#member, acknowledgement.message)
    this.#acknowledgements.post(acknowledgement)
  }

  #end({ message, delivery, onSettled, tells }: Acknowledgement, failure: RocketMQError | undefined): void {
    this.#pending -= 1
    delivery.release()
    if (this.#pending === 0) this.#nonePending?.happen()
    if (failure !== undefined && tells) this.#member.counter.noteError(message.topic, failure)
    else if (failure !== undefined) this.#report('acknowledge', message, failure)
    onSettled(failure)
  }

  /** Asked for once per message; most often the one before came from the same place, and its key is used again. */
  #laneOf(endpoints: Endpoints, topic: string): string {
    if (this.#lane?.topic !== topic || this.#lane.endpoints !== endpoints)
      this.#lane = { endpoints, topic, key: `${endpoints.key} ${topic}` }
    return this.#lane.key
  }

  /**
   * One call; a failed one fails each of its entries, with whatever the server or the network said. One that
   * acknowledged nothing is a failure, whatever the reason.
   */
  async #callForAll(entries: readonly Acknowledgement[]): Promise<(undefined | ItemFailure)[] | undefined> {
    const { message, delivery } = entries[0] as Acknowledgement
    const { endpoints } = delivery
    const { topic } = message
    const lane = this.#laneOf(endpoints, topic)
    try {
      const failures = await this.#watch(
        { operation: 'ack', endpoints, messages: () => entries.map(each => each.message) },
        () => this.#member.calls.acknowledge(endpoints, topic, entries.map(entryOf)),
        each => (each?.includes(undefined) ? undefined : each?.[0]),
      )
      if (failures?.includes(undefined) ?? true) this.#failing.succeeded(lane)
      else this.#failing.failed(lane)
      return failures?.map(failure => failure && new ItemFailure(failure))
    } catch (error) {
      this.#failing.failed(lane)
      throw error
    }
  }

  async #forward(message: MessageView, attempt: number, maxAttempts: number): Promise<void> {
    const delivery = deliveryOf(message)
    await delivery.turn()
    try {
      const handle = handleOf(this.#member, message)
      const { endpoints } = handle
      const call = { operation: 'dead_letter', endpoints, messages: () => [message] } as const
      await this.#watch(call, () => this.#member.calls.deadLetter(handle, attempt, maxAttempts))
      delivery.done = true
    } finally {
      delivery.release()
    }
    this.#member.counter.noteDeadLettered(message.topic)
  }

  /** Resolves to whether it is done. Never rejects, because the message comes again. */
  async #persist(action: string, message: MessageView, step: () => Promise<void>): Promise<boolean> {
    this.#leases.release(message)
    for (;;) {
      try {
        await this.#call(step)
        return true
      } catch (error) {
        const failure = RocketMQError.from(error)
        const expired = performance.now() >= deliveryOf(message).invisibleUntil
        if (!failure.retryable || expired || this.#stopping.signal.aborted) {
          this.#report(action, message, failure)
          return false
        }
        await pause(jitter(RETRY_MS), this.#stopping.signal)
      }
    }
  }

  /** Calls in turn; no more once the consumer's time is over, when its connections are being closed. */
  #call(step: () => Promise<void>): Promise<void> {
    return this.#gate.run(() => (this.#stopping.signal.aborted ? Promise.reject(closed('')) : step()))
  }

  #report(action: string, message: MessageView, failure: RocketMQError): void {
    const { messageId, topic } = message
    this.#member.counter.noteError(topic, failure)
    this.#member.client.report(
      'settlement',
      failure,
      `could not ${action} message ${messageId} of ${topic}, it will be delivered again: ${failure.message}`,
      { topic, messageId },
    )
  }

  /**
   * Tells the tracer and the channel of a call; nothing is made for it while nobody listens.
   *
   * @param failureOf what was in the way of all messages, where the call itself did not fail
   */
  async #watch<T>(call: SettleCall, run: () => Promise<T>, failureOf?: (result: T) => unknown): Promise<T> {
    if (this.#member.tracing === undefined && !channels.settleEnd.hasSubscribers) return run()
    const startedAt = performance.now()
    try {
      const result = await run()
      this.#tell(call, startedAt, failureOf?.(result))
      return result
    } catch (error) {
      this.#tell(call, startedAt, error)
      throw error
    }
  }

  #tell({ operation, endpoints, ...call }: SettleCall, startedAt: number, error: unknown): void {
    const { client, group, tracing } = this.#member
    const messages = call.messages()
    const topic = messages[0]?.topic ?? ''
    const endpoint = endpoints.key
    tracing?.settled({ operation, topic, endpoint, startedAt, messages, error })
    if (!channels.settleEnd.hasSubscribers) return
    channels.settleEnd.publish({
      clientId: client.id,
      consumerGroup: group,
      topic,
      endpoint,
      operation,
      messages: messages.length,
      durationMs: performance.now() - startedAt,
      error,
    })
  }
}

/** A call that tells a server what became of messages of one topic. */
interface SettleCall {
  readonly operation: SettleOperation
  readonly endpoints: Endpoints
  /** Asked only where somebody listens. */
  messages(): readonly MessageView[]
}

function closed(what: string): RocketMQError {
  return new RocketMQError('CLOSED', `${what}the consumer was closed; the message is delivered again`)
}

function entryOf({ message, delivery }: Acknowledgement): AckEntry {
  const { messageId, liteTopic = null } = message
  return { messageId, receiptHandle: delivery.receiptHandle, liteTopic }
}
