import { BatchProcessor } from '../batch/batch-processor.js'
import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { BatchStats } from '../monitor/stats.js'
import type { CachedMessage, ConsumeService, ConsumeTools } from './consume-service.js'
import { deliveryOf } from './delivery.js'
import type { ProcessQueue } from './process-queue.js'
import type { BatchConsumeResult, BatchListener } from './push-consumer-options.js'

/** Handles messages in batches of one topic, up to `concurrency` batches at once. */
export class BatchConsumeService implements ConsumeService {
  readonly #tools: ConsumeTools
  readonly #listener: Required<BatchListener>
  readonly #processor: BatchProcessor<CachedMessage, void>
  readonly #settling = new Set<Promise<void>>()
  #stopped = false

  constructor(tools: ConsumeTools, listener: Required<BatchListener>) {
    this.#tools = tools
    this.#listener = listener
    this.#processor = new BatchProcessor<CachedMessage, void>({
      name: 'batch listener',
      batchSize: listener.batchSize,
      flushIntervalMs: listener.flushIntervalMs,
      bufferSize: 10_000_000,
      onFull: 'wait',
      maxInFlight: tools.concurrency,
      maxInFlightTotal: tools.concurrency,
      maxRetries: 0,
      retryDelayMs: 0,
      keyOf: ({ message }) => message.topic,
      handler: batch => this.#consume(batch),
    })
  }

  get inFlight(): number {
    return this.#processor.stats().inFlight
  }

  submit(messages: readonly MessageView[], queue: ProcessQueue): void {
    for (const message of messages) {
      const settling: Promise<void> = this.#processor
        .add({ message, queue })
        .catch(() => this.#handBack({ message, queue }))
        .finally(() => this.#settling.delete(settling))
      this.#settling.add(settling)
    }
  }

  /** Batches begun go to their end; what they do not reach goes back to the server. */
  async stop(): Promise<void> {
    this.#stopped = true
    await this.#processor.flush()
  }

  async idle(): Promise<void> {
    await Promise.all(this.#settling)
  }

  stats(): BatchStats {
    return this.#processor.stats()
  }

  async #consume(batch: readonly CachedMessage[]): Promise<undefined[]> {
    const usable = batch.filter(
      ({ message, queue }) => !this.#stopped && !queue.dropped && message.corrupted === undefined,
    )
    const failed = usable.length === 0 ? new Set<MessageView>() : await this.#run(usable)
    await Promise.all(batch.map(cached => this.#settle(cached, usable.includes(cached), failed)))
    return batch.map(() => undefined)
  }

  async #settle(cached: CachedMessage, handled: boolean, failed: ReadonlySet<MessageView>): Promise<void> {
    const { message, queue } = cached
    const { settlement, runner, counter } = this.#tools
    if (!handled && message.corrupted === undefined) return this.#handBack(cached)
    if (message.corrupted !== undefined)
      runner.reportFailure(message, message.deliveryAttempt, message.corrupted)
    if (handled && !failed.has(message)) {
      counter.noteConsumed(0)
      await settlement.acknowledge(message)
    } else {
      counter.noteFailed(0)
      await settlement.postpone(message, this.#tools.retryPolicy())
    }
    queue.evict(message)
  }

  /** Runs the handler; the messages that failed. */
  async #run(batch: readonly CachedMessage[]): Promise<ReadonlySet<MessageView>> {
    const messages = batch.map(({ message }) => message)
    const startedAt = performance.now()
    for (const message of messages) this.#tools.counter.noteAwait(startedAt - deliveryOf(message).receivedAt)
    const attempt = Math.max(...messages.map(message => message.deliveryAttempt))
    try {
      return failedOf(
        await this.#listener.handle(messages, { signal: this.#tools.signal, attempt }),
        messages,
      )
    } catch (error) {
      const failure = RocketMQError.from(error, 'HANDLER')
      for (const message of messages) this.#tools.runner.reportFailure(message, attempt, failure)
      return new Set(messages)
    }
  }

  async #handBack({ message, queue }: CachedMessage): Promise<void> {
    await this.#tools.settlement.handBack(message)
    queue.evict(message)
  }
}

function failedOf(result: BatchConsumeResult, messages: readonly MessageView[]): ReadonlySet<MessageView> {
  if (result === undefined || result === 'SUCCESS') return new Set()
  if (result === 'FAILURE') return new Set(messages)
  if (Array.isArray(result.failed)) return new Set(result.failed)
  throw new RocketMQError(
    'HANDLER',
    "a batch handler must return nothing, 'SUCCESS', 'FAILURE' or {failed: messages}",
  )
}
