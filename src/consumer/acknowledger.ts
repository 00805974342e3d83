import { BatchProcessor } from '../batch/batch-processor.js'
import { ItemFailure } from '../batch/item-failure.js'
import type { Client } from '../client/client.js'
import { pause, sharedController } from '../client/pause.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { BatchStats } from '../monitor/stats.js'
import { apache } from '../remoting/generated/protocol.js'
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
 * Acknowledges messages: coalesced into calls of many entries, each with a result of its own. What fails for a
 * reason that may pass is tried again, in later calls, until the message's handle expires.
 */
export class Acknowledger {
  readonly #client: Client
  readonly #group: string
  readonly #counter: ConsumerCounter
  readonly #processor: BatchProcessor<Acknowledgement, void>
  readonly #stopping = sharedController()
  #pending = 0
  #settled: (() => void) | undefined

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
      keyOf: ({ message, delivery }) => `${delivery.endpoints.key} ${message.topic}`,
      handler: entries => this.#acknowledge(entries),
    })
  }

  /** Acknowledgements asked for and not yet settled. */
  get pending(): number {
    return this.#pending
  }

  /**
   * Settles when the server confirmed.
   *
   * @throws RocketMQError INVALID_RECEIPT_HANDLE if the handle expired: the message is delivered again
   */
  ack(message: MessageView): Promise<void> {
    const acknowledgement = { message, delivery: deliveryOf(message) }
    this.#pending += 1
    // Most succeed at the first attempt: they are spared the promises of a loop.
    return this.#processor
      .add(acknowledgement)
      .then(this.#onAcked, error => this.#retry(acknowledgement, error))
  }

  /** Takes no more, and finishes what it has, as far as the time allows. */
  async stop(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs
    if (this.#pending > 0) {
      const settled = new AbortController()
      this.#settled = () => settled.abort()
      await pause(timeoutMs, settled.signal)
    }
    this.#stopping.abort()
    await this.#processor.stop({ timeoutMs: Math.max(0, deadline - performance.now()) })
  }

  stats(): BatchStats {
    return this.#processor.stats()
  }

  readonly #onAcked = (): void => {
    this.#counter.noteAcked()
    this.#leave()
  }

  async #retry(acknowledgement: Acknowledgement, error: unknown): Promise<void> {
    const { signal } = this.#stopping
    let failure = RocketMQError.from(error)
    for (let attempt = 1; ; attempt++) {
      const expired = performance.now() >= acknowledgement.delivery.invisibleUntil
      if (!failure.retryable || expired || signal.aborted) {
        this.#counter.noteError(failure)
        this.#leave()
        throw failure
      }
      await pause(jitter(BACKOFF.delayMs(attempt)), signal)
      try {
        await this.#processor.add(acknowledgement)
        return this.#onAcked()
      } catch (again) {
        failure = RocketMQError.from(again)
      }
    }
  }

  #leave(): void {
    this.#pending -= 1
    if (this.#pending === 0) this.#settled?.()
  }

  /** One call; a failed one fails each of its entries, with whatever the server or the network said. */
  async #acknowledge(entries: readonly Acknowledgement[]): Promise<(undefined | ItemFailure)[]> {
    const { message, delivery } = entries[0] as Acknowledgement
    const reply = await this.#client.rpc.call(delivery.endpoints, rpcs.ackMessage, {
      group: this.#client.resource(this.#group),
      topic: this.#client.resource(message.topic),
      entries: entries.map(entryOf),
    })
    const statuses = statusByHandle(reply)
    const endpoint = delivery.endpoints.key
    return entries.map(each => {
      const status = statuses.get(each.delivery.receiptHandle) ?? statusOfAll(reply.status)
      if (isOk(status)) return undefined
      return new ItemFailure(statusError(status, `acknowledge in ${message.topic}`, { endpoint }))
    })
  }
}

/** By handle and not by place: a server that groups the entries by broker answers in another order. */
function statusByHandle(
  reply: apache.rocketmq.v2.IAckMessageResponse,
): Map<string, ReplyStatus | null | undefined> {
  return new Map((reply.entries ?? []).map(entry => [entry.receiptHandle ?? '', entry.status]))
}

/** What the reply's own status says of entries it does not name: nothing, if the results are mixed. */
function statusOfAll(status: ReplyStatus | null | undefined): ReplyStatus | null | undefined {
  return status?.code === apache.rocketmq.v2.Code.MULTIPLE_RESULTS ? undefined : status
}

function entryOf({ message, delivery }: Acknowledgement) {
  return {
    messageId: message.messageId,
    receiptHandle: delivery.receiptHandle,
    ...(message.liteTopic === undefined ? {} : { liteTopic: message.liteTopic }),
  }
}
