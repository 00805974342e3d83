import { ItemFailure } from '../batch/batch-handler.js'
import { BatchProcessor } from '../batch/batch-processor.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { AckEntry, GroupCalls } from '../remoting/group-calls.js'
import type { Endpoints } from '../route/endpoints.js'
import { FailureSpells } from '../stats/meters.js'
import type { BatchStats } from '../stats/stats.js'
import { CALL_BACKOFF, jitter } from '../waiting/backoff.js'
import { pause, sharedController } from '../waiting/pause.js'
import type { ConsumerCounter, SettleWatch } from './consumer-counter.js'
import { type Delivery, deliveryOf } from './delivery.js'

/** Most acknowledgements in one call; the server works through them one by one. */
const BATCH_SIZE = 256

/** Acknowledging calls at once, per broker and topic. */
const MAX_IN_FLIGHT = 2

/** Told what became of an acknowledgement. */
export type AckListener = (failure: RocketMQError | undefined) => void

interface Acknowledgement {
  readonly message: MessageView
  readonly delivery: Delivery
  readonly listener: AckListener
  attempt: number
}

/**
 * Acknowledges messages: coalesced into calls of many entries, each with a result of its own. What fails for a
 * reason that may pass is tried again, in later calls, until the message's handle expires.
 */
export class Acknowledger {
  readonly #calls: Pick<GroupCalls, 'acknowledge'>
  readonly #counter: ConsumerCounter
  readonly #settling: SettleWatch
  readonly #processor: BatchProcessor<Acknowledgement, void>
  readonly #stopping = sharedController()
  readonly #failing = new FailureSpells()
  #lane: { endpoints: Endpoints; topic: string; key: string } | undefined
  #pending = 0
  #settled: (() => void) | undefined

  constructor(calls: Pick<GroupCalls, 'acknowledge'>, counter: ConsumerCounter, settling: SettleWatch) {
    this.#calls = calls
    this.#counter = counter
    this.#settling = settling
    this.#processor = new BatchProcessor<Acknowledgement, void>({
      name: 'acknowledgements',
      batchSize: BATCH_SIZE,
      flushIntervalMs: 0,
      bufferSize: 1_000_000,
      onFull: 'wait',
      maxInFlight: MAX_IN_FLIGHT,
      maxRetries: 0,
      keyOf: ({ message, delivery }) => this.#laneOf(delivery.endpoints, message.topic),
      handler: entries => this.#watchedCall(entries),
      onDone: (acknowledgement, error) =>
        error === undefined ? this.#onAcked(acknowledgement) : this.#onRefused(acknowledgement, error),
    })
  }

  /** How long every call of some topic at some broker has failed, in milliseconds; 0 if there is none such. */
  get failingMs(): number {
    return this.#failing.ms
  }

  /** Acknowledgements asked for and not yet settled. */
  get pending(): number {
    return this.#pending
  }

  /**
   * Tells `listener` when the server confirmed, or what was in the way: INVALID_RECEIPT_HANDLE if the handle
   * expired, and the message is delivered again. Without a promise, because there is one of these per message.
   * A call of the message that is out comes first, since it may change the handle.
   *
   * @throws RocketMQError INVALID_ARGUMENT for a message that no consumer received
   */
  acknowledge(message: MessageView, listener: AckListener): void {
    const delivery = deliveryOf(message)
    const acknowledgement = { message, delivery, listener, attempt: 1 }
    this.#pending += 1
    const turn = delivery.turn()
    if (turn === undefined) this.#begin(acknowledgement)
    else void turn.then(() => this.#begin(acknowledgement))
  }

  /** {@link Acknowledger.acknowledge} as a promise. */
  ack(message: MessageView): Promise<void> {
    return new Promise((resolve, reject) => {
      this.acknowledge(message, failure => (failure === undefined ? resolve() : reject(failure)))
    })
  }

  /** Takes no more, and finishes what it has, as far as the time allows, or until `lost` fires. */
  async stop(timeoutMs: number, lost: AbortSignal): Promise<void> {
    const deadline = performance.now() + timeoutMs
    if (this.#pending > 0) {
      const settled = new AbortController()
      this.#settled = () => settled.abort()
      await pause(timeoutMs, settled.signal, lost)
    }
    this.#stopping.abort()
    const leftMs = lost.aborted ? 0 : Math.max(0, deadline - performance.now())
    await this.#processor.stop({ timeoutMs: leftMs })
  }

  stats(): BatchStats {
    return this.#processor.stats()
  }

  /** Built once for a run of messages from one place: there is one look for each of them. */
  #laneOf(endpoints: Endpoints, topic: string): string {
    if (this.#lane?.topic !== topic || this.#lane.endpoints !== endpoints)
      this.#lane = { endpoints, topic, key: `${endpoints.key} ${topic}` }
    return this.#lane.key
  }

  #begin(acknowledgement: Acknowledgement): void {
    if (acknowledgement.delivery.done) this.#end(acknowledgement, undefined)
    else if (this.#stopping.signal.aborted) this.#end(acknowledgement, closed())
    else this.#processor.post(acknowledgement)
  }

  #onAcked(acknowledgement: Acknowledgement): void {
    this.#counter.noteAcked(acknowledgement.message.topic)
    acknowledgement.delivery.done = true
    this.#end(acknowledgement, undefined)
  }

  #onRefused(acknowledgement: Acknowledgement, failure: RocketMQError): void {
    const expired = performance.now() >= acknowledgement.delivery.invisibleUntil
    if (failure.retryable && !expired && !this.#stopping.signal.aborted) {
      void this.#again(acknowledgement)
      return
    }
    this.#counter.noteError(acknowledgement.message.topic, failure)
    this.#end(acknowledgement, failure.code === 'CLOSED' ? closed() : failure)
  }

  async #again(acknowledgement: Acknowledgement): Promise<void> {
    await pause(jitter(CALL_BACKOFF.delayMs(acknowledgement.attempt)), this.#stopping.signal)
    acknowledgement.attempt += 1
    this.#processor.post(acknowledgement)
  }

  #end({ delivery, listener }: Acknowledgement, failure: RocketMQError | undefined): void {
    this.#pending -= 1
    delivery.release()
    if (this.#pending === 0) this.#settled?.()
    listener(failure)
  }

  /** A call that acknowledged nothing is a failure, whatever the reason. */
  async #watchedCall(entries: readonly Acknowledgement[]): Promise<(undefined | ItemFailure)[] | undefined> {
    const { message, delivery } = entries[0] as Acknowledgement
    const lane = this.#laneOf(delivery.endpoints, message.topic)
    try {
      const results = await this.#call(entries)
      if (results?.includes(undefined) ?? true) this.#failing.succeeded(lane)
      else this.#failing.failed(lane)
      return results
    } catch (error) {
      this.#failing.failed(lane)
      throw error
    }
  }

  /** One call; a failed one fails each of its entries, with whatever the server or the network said. */
  async #call(entries: readonly Acknowledgement[]): Promise<(undefined | ItemFailure)[] | undefined> {
    const { message, delivery } = entries[0] as Acknowledgement
    const failures = await this.#settling.watch(
      { operation: 'ack', endpoints: delivery.endpoints, messages: () => entries.map(each => each.message) },
      () => this.#calls.acknowledge(delivery.endpoints, message.topic, entries.map(entryOf)),
      each => (each?.includes(undefined) ? undefined : each?.[0]),
    )
    return failures?.map(failure => failure && new ItemFailure(failure))
  }
}

function closed(): RocketMQError {
  return new RocketMQError('CLOSED', 'acknowledge: the consumer was closed; the message is delivered again')
}

function entryOf({ message, delivery }: Acknowledgement): AckEntry {
  const { messageId, liteTopic = null } = message
  return { messageId, receiptHandle: delivery.receiptHandle, liteTopic }
}
