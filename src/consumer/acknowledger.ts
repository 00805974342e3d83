import type { BatchContext } from '../batch/batch-handler.js'
import { BatchProcessor } from '../batch/batch-processor.js'
import { ItemFailure } from '../batch/item-failure.js'
import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { BatchStats } from '../monitor/stats.js'
import { exponentialBackoff, jitter } from '../remoting/retry-policy.js'
import { rpcs } from '../remoting/rpc-table.js'
import { isOk, type ReplyStatus, statusError } from '../remoting/status-table.js'
import type { ConsumerCounter } from './consumer-counter.js'
import { type Delivery, deliveryOf } from './delivery.js'

/** Most acknowledgements in one call; the server works through them one by one. */
const BATCH_SIZE = 256

/** Acknowledging calls at once, per broker and topic. */
const MAX_IN_FLIGHT = 2

const BACKOFF = exponentialBackoff(Number.POSITIVE_INFINITY, 100, 1_000, 2)

interface Acknowledgement {
  message: MessageView
  delivery: Delivery
}

/**
 * Acknowledges messages: coalesced into calls of many entries, each with a result of its own. A call that
 * fails, or an entry that fails for a reason that may pass, is tried again until the message's handle expires.
 */
export class Acknowledger {
  readonly #client: Client
  readonly #group: string
  readonly #counter: ConsumerCounter
  readonly #processor: BatchProcessor<Acknowledgement, void>

  constructor(client: Client, group: string, counter: ConsumerCounter) {
    this.#client = client
    this.#group = group
    this.#counter = counter
    this.#processor = new BatchProcessor<Acknowledgement, void>({
      name: 'acknowledgements',
      batchSize: BATCH_SIZE,
      flushIntervalMs: 0,
      bufferSize: 1_000_000,
      onFull: 'wait',
      maxInFlight: MAX_IN_FLIGHT,
      maxRetries: 0,
      retryDelayMs: 0,
      keyOf: ({ message, delivery }) => `${delivery.endpoints.key} ${message.topic}`,
      handler: (entries, context) => this.#acknowledge(entries, context),
    })
  }

  /**
   * Settles when the server confirmed.
   *
   * @throws RocketMQError INVALID_RECEIPT_HANDLE if the handle expired: the message is delivered again
   */
  ack(message: MessageView): Promise<void> {
    return this.#processor.add({ message, delivery: deliveryOf(message) })
  }

  /** Settles when every acknowledgement asked for before has settled. */
  flush(): Promise<void> {
    return this.#processor.flush()
  }

  /** Takes no more, and finishes what it has. */
  stop(timeoutMs: number): Promise<void> {
    return this.#processor.stop({ timeoutMs })
  }

  stats(): BatchStats {
    return this.#processor.stats()
  }

  async #acknowledge(
    entries: readonly Acknowledgement[],
    { signal }: BatchContext,
  ): Promise<(undefined | ItemFailure)[]> {
    const outcomes = new Array<undefined | ItemFailure>(entries.length).fill(undefined)
    let pending = entries.map((_, index) => index)
    for (let attempt = 1; pending.length > 0; attempt++) {
      const failures = await this.#attempt(entries, pending)
      const now = performance.now()
      const again: number[] = []
      for (const [index, error] of failures) {
        const { delivery } = entries[index] as Acknowledgement
        if (error.retryable && now < delivery.invisibleUntil && !signal.aborted) again.push(index)
        else {
          this.#counter.noteError(error)
          outcomes[index] = new ItemFailure(error)
        }
      }
      pending = again
      if (pending.length > 0)
        await new Promise(resolve => setTimeout(resolve, jitter(BACKOFF.delayMs(attempt))))
    }
    return outcomes
  }

  /** One call for the entries at `pending`; the errors of those that failed. */
  async #attempt(
    entries: readonly Acknowledgement[],
    pending: readonly number[],
  ): Promise<Map<number, RocketMQError>> {
    const { message, delivery } = entries[pending[0] as number] as Acknowledgement
    const what = `acknowledge in ${message.topic}`
    const failures = new Map<number, RocketMQError>()
    try {
      const reply = await this.#client.rpc.call(delivery.endpoints, rpcs.ackMessage, {
        group: this.#client.resource(this.#group),
        topic: this.#client.resource(message.topic),
        entries: pending.map(index => entryOf(entries[index] as Acknowledgement)),
      })
      const results = reply.entries ?? []
      pending.forEach((index, place) => {
        const status: ReplyStatus | null | undefined = results[place]?.status ?? reply.status
        if (isOk(status)) this.#counter.noteAcked()
        else failures.set(index, statusError(status, what, { endpoint: delivery.endpoints.key }))
      })
    } catch (error) {
      for (const index of pending) failures.set(index, RocketMQError.from(error))
    }
    return failures
  }
}

function entryOf({ message, delivery }: Acknowledgement) {
  return {
    messageId: message.messageId,
    receiptHandle: delivery.receiptHandle,
    ...(message.liteTopic === undefined ? {} : { liteTopic: message.liteTopic }),
  }
}
