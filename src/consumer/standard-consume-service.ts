import type { MessageView } from '../message/message-view.js'
import type { CachedMessage, ConsumeService, ConsumeTools } from './consume-service.js'
import type { ProcessQueue } from './process-queue.js'
import { TaskGate } from './task-gate.js'

/** Handles messages one by one, in no order, up to `concurrency` at once. */
export class StandardConsumeService implements ConsumeService {
  readonly #tools: ConsumeTools
  readonly #gate: TaskGate<CachedMessage>

  constructor(tools: ConsumeTools) {
    this.#tools = tools
    this.#gate = new TaskGate(tools.concurrency, cached => this.#consume(cached))
  }

  get inFlight(): number {
    return this.#gate.running
  }

  submit(messages: readonly MessageView[], queue: ProcessQueue): void {
    for (const message of messages) this.#gate.add({ message, queue })
  }

  async stop(): Promise<void> {
    await Promise.all(this.#gate.stop().map(cached => this.#handBack(cached)))
  }

  idle(): Promise<void> {
    return this.#gate.idle()
  }

  async #consume(cached: CachedMessage): Promise<void> {
    const { message, queue } = cached
    if (queue.dropped) return this.#handBack(cached)
    const { runner, signal } = this.#tools
    // A corrupted body is no use to the handler: it goes the way of a failure, to the dead letter queue in the end.
    if (message.corrupted !== undefined) {
      runner.reportFailure(message, message.deliveryAttempt, message.corrupted)
      this.#settle(cached, this.#tools.settlement.postpone(message, this.#tools.retryPolicy()))
      return
    }
    const verdict = await runner.run(message, { signal, attempt: message.deliveryAttempt })
    const { settlement } = this.#tools
    if (verdict === 'SUCCESS') this.#settle(cached, settlement.acknowledge(message))
    else if (verdict === 'FAILURE')
      this.#settle(cached, settlement.postpone(message, this.#tools.retryPolicy()))
    else this.#settle(cached, settlement.suspend(message, verdict.suspendMs))
  }

  /** The handler's place is free at once; the message is held until the server knows. */
  #settle({ message, queue }: CachedMessage, told: Promise<void>): void {
    this.#gate.hold(told.then(() => queue.evict(message)))
  }

  async #handBack({ message, queue }: CachedMessage): Promise<void> {
    await this.#tools.settlement.handBack(message)
    queue.evict(message)
  }
}
