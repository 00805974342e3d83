import type { MessageView } from '../message/message-view.js'
import {
  type CachedMessage,
  type ConsumeService,
  type ConsumeTools,
  handBack,
  holdUntilSettled,
} from './consume-service.js'
import type { Verdict } from './handler-runner.js'
import { TaskGate } from './task-gate.js'

/** Handles messages one by one, in no order, up to `concurrency` at once. */
export class StandardConsumeService implements ConsumeService {
  readonly #tools: ConsumeTools
  readonly #gate: TaskGate<CachedMessage>
  #stopped = false

  constructor(tools: ConsumeTools) {
    this.#tools = tools
    this.#gate = new TaskGate(tools.concurrency, cached => this.#consume(cached), {
      topicOf: cached => cached.message.topic,
      shared: () => tools.severalTopics(),
    })
  }

  get inFlight(): number {
    return this.#gate.running
  }

  get unsettled(): number {
    return this.#gate.held
  }

  submit(messages: readonly MessageView[], queue: CachedMessage['queue']): void {
    for (const message of messages) {
      const cached = { message, queue }
      if (this.#stopped) this.#gate.holdFor(this.#handBack(cached))
      else this.#gate.add(cached)
    }
  }

  verify(cached: CachedMessage): void {
    if (this.#stopped) void this.#handBack(cached)
    else this.#gate.add(cached)
  }

  async release(queue: CachedMessage['queue']): Promise<void> {
    const waiting = this.#gate.remove(cached => cached.queue === queue)
    await Promise.all(waiting.map(cached => this.#handBack(cached)))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.#gate.stop().map(cached => this.#handBack(cached)))
  }

  idle(): Promise<void> {
    return this.#gate.idle()
  }

  #consume(cached: CachedMessage): Promise<void> | undefined {
    const { message, queue } = cached
    if (queue.dropped) return this.#handBack(cached)
    const secured = this.#tools.renewal.secure(message)
    if (secured === true) return this.#handle(cached)
    // What is not ours any more is on its way to somebody else, and must not be handled twice.
    return secured.then(ours => (ours ? this.#consume(cached) : queue.evict(message)))
  }

  #handle(cached: CachedMessage): Promise<void> | undefined {
    const { message } = cached
    const { runner, signal } = this.#tools
    // A corrupted body is no use to the handler: it goes the way of a failure, to the dead letter queue in the end.
    if (message.corrupted !== undefined) {
      runner.reportFailure(message, message.deliveryAttempt, message.corrupted)
      this.#settle(cached, 'FAILURE')
      return undefined
    }
    const verdict = runner.run(message, { signal, attempt: message.deliveryAttempt })
    if (verdict instanceof Promise) return verdict.then(later => this.#settle(cached, later))
    this.#settle(cached, verdict)
    return undefined
  }

  /** The handler's place is free at once; the message is held until the server knows. */
  #settle(cached: CachedMessage, verdict: Verdict): void {
    const { message, onVerdict } = cached
    if (onVerdict !== undefined) {
      onVerdict(verdict)
      return
    }
    const { settlement, retryPolicy } = this.#tools
    const onSettled = holdUntilSettled(cached, this.#gate)
    if (verdict === 'SUCCESS') settlement.acknowledge(message, onSettled)
    else if (verdict === 'FAILURE') void settlement.postpone(message, retryPolicy()).then(onSettled)
    else void settlement.suspend(message, verdict.suspendMs).then(onSettled)
  }

  #handBack(cached: CachedMessage): Promise<void> {
    return handBack(cached, this.#tools.settlement)
  }
}
