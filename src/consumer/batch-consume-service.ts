import { BatchProcessor } from '../batch/batch-processor.js'
import type { MessageView } from '../message/message-view.js'
import type { BatchStats } from '../stats/stats.js'
import {
  type CachedMessage,
  type ConsumeService,
  type ConsumeTools,
  handBack,
  type MessageHolder,
} from './consume-service.js'
import type { BatchListener } from './push-consumer-options.js'
import { placesOf } from './task-gate.js'

/** A message that waits for its batch, or is in one. */
interface BatchedMessage extends CachedMessage {
  /** Its batch has begun, and will settle it. Never rejects. */
  running: Promise<undefined[]> | undefined
}

/** Handles messages in batches of one topic, up to `concurrency` batches at once. */
export class BatchConsumeService implements ConsumeService {
  readonly #tools: ConsumeTools
  readonly #processor: BatchProcessor<BatchedMessage, void>
  readonly #settling = new Set<Promise<void>>()
  /** Those of them that only wait for messages to be handed back. */
  readonly #returning = new Set<Promise<void>>()
  #running = 0
  #stopped = false

  constructor(tools: ConsumeTools, { batchSize, flushIntervalMs }: Omit<Required<BatchListener>, 'handle'>) {
    this.#tools = tools
    this.#processor = new BatchProcessor<BatchedMessage, void>({
      name: 'batch listener',
      batchSize,
      flushIntervalMs,
      // The cache bounds what comes here.
      bufferSize: 10_000_000,
      onFull: 'wait',
      maxInFlight: placesOf(tools.concurrency, tools.severalTopics()),
      maxInFlightTotal: tools.concurrency,
      maxRetries: 0,
      keyOf: ({ message }) => message.topic,
      handler: batch => this.#begin(batch),
    })
  }

  get inFlight(): number {
    return this.#running
  }

  get unsettled(): number {
    return this.#settling.size
  }

  submit(messages: readonly MessageView[], queue: MessageHolder): void {
    for (const message of messages) this.#add({ message, queue, running: undefined })
  }

  verify(cached: CachedMessage): void {
    this.#add({ ...cached, running: undefined })
  }

  /** Those that wait left their batches when their queue was gone. */
  async release(): Promise<void> {
    await Promise.all(this.#returning)
  }

  /** Batches begun go to their end; what they do not reach goes back to the server. */
  async stop(): Promise<void> {
    this.#stopped = true
    void this.#processor.stop({ timeoutMs: Number.POSITIVE_INFINITY })
    await this.release()
  }

  async idle(): Promise<void> {
    while (this.#settling.size > 0) await Promise.all(this.#settling)
  }

  batchStats(): BatchStats {
    return this.#processor.stats()
  }

  #begin(batch: readonly BatchedMessage[]): Promise<undefined[]> {
    const running = this.#consume(batch)
    for (const cached of batch) cached.running = running
    return running
  }

  /** Settles when the handler is done, so that the next batch may begin; its messages are settled meanwhile. */
  async #consume(batch: readonly CachedMessage[]): Promise<undefined[]> {
    const ours = await this.#secure(batch)
    const usable = new Set<MessageView>()
    for (const { message, queue } of ours) {
      if (!this.#stopped && !queue.dropped && message.corrupted === undefined) usable.add(message)
    }
    const failed = usable.size === 0 ? usable : await this.#run([...usable])
    for (const cached of ours) this.#hold(this.#settle(cached, usable.has(cached.message), failed))
    return batch.map(() => undefined)
  }

  /** Those of a batch that are still ours; the others are on their way to somebody else. */
  async #secure(batch: readonly CachedMessage[]): Promise<readonly CachedMessage[]> {
    const secured = await Promise.all(batch.map(({ message }) => this.#tools.leases.secure(message)))
    for (const [index, { message, queue }] of batch.entries()) if (!secured[index]) queue.evict(message)
    return batch.filter((_cached, index) => secured[index])
  }

  async #run(messages: readonly MessageView[]): Promise<ReadonlySet<MessageView>> {
    const attempt = messages.reduce((most, each) => Math.max(most, each.deliveryAttempt), 1)
    this.#running += 1
    try {
      return await this.#tools.runner.runBatch(messages, { signal: this.#tools.signal, attempt })
    } finally {
      this.#running -= 1
    }
  }

  async #settle(cached: CachedMessage, handled: boolean, failed: ReadonlySet<MessageView>): Promise<void> {
    const { message, queue, onVerdict } = cached
    if (handled && onVerdict !== undefined) return onVerdict(failed.has(message) ? 'FAILURE' : 'SUCCESS')
    const { settlement, runner } = this.#tools
    const { corrupted } = message
    if (corrupted !== undefined) runner.reportFailure(message, message.deliveryAttempt, corrupted)
    if (!handled && corrupted === undefined) return this.#handBack(cached)
    if (handled && !failed.has(message))
      await new Promise<void>(resolve => settlement.acknowledge(message, resolve))
    else await settlement.postpone(message, this.#tools.retryPolicy())
    queue.evict(message)
  }

  #hold(promise: Promise<void>): void {
    const settling: Promise<void> = promise.finally(() => this.#settling.delete(settling))
    this.#settling.add(settling)
  }

  #add(cached: BatchedMessage): void {
    const added = this.#processor.add(cached, { signal: cached.queue.gone })
    this.#hold(added.catch(() => this.#returnUnlessBegun(cached)))
  }

  async #returnUnlessBegun(cached: BatchedMessage): Promise<void> {
    if (cached.running !== undefined) {
      await cached.running
      return
    }
    const returning = this.#handBack(cached)
    this.#returning.add(returning)
    await returning
    this.#returning.delete(returning)
  }

  #handBack(cached: CachedMessage): Promise<void> {
    return handBack(cached, this.#tools.settlement)
  }
}
