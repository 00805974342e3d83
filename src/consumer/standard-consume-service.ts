import type { MessageView } from '../message/message-view.js'
import { type CachedMessage, GatedConsumeService, handBack } from './consume-service.js'
import type { Verdict } from './handler-runner.js'

/** Handles messages one by one, in no order, up to `concurrency` at once. */
export class StandardConsumeService extends GatedConsumeService<CachedMessage> {
  override submit(messages: readonly MessageView[], queue: CachedMessage['queue']): void {
    for (const message of messages) {
      const cached = { message, queue }
      if (this.stopped) this.gate.holdFor(this.handBack(cached))
      else this.gate.add(cached)
    }
  }

  protected override taskOf(cached: CachedMessage): CachedMessage {
    return cached
  }

  protected override firstOf(cached: CachedMessage): CachedMessage {
    return cached
  }

  protected override handBack(cached: CachedMessage): Promise<void> {
    return handBack(cached, this.tools.settlement)
  }

  protected override consume(cached: CachedMessage): Promise<void> | undefined {
    const { message, queue } = cached
    if (queue.dropped) return this.handBack(cached)
    const secured = this.tools.renewal.secure(message)
    if (secured === true) return this.#handle(cached)
    // What is not ours any more is on its way to somebody else, and must not be handled twice.
    return secured.then(ours => (ours ? this.consume(cached) : queue.evict(message)))
  }

  #handle(cached: CachedMessage): Promise<void> | undefined {
    const { message } = cached
    const { runner, signal } = this.tools
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

  #settle(cached: CachedMessage, verdict: Verdict): void {
    const { message, onVerdict } = cached
    if (onVerdict !== undefined) {
      onVerdict(verdict)
      return
    }
    if (verdict === 'SUCCESS') {
      this.acknowledge(cached)
      return
    }
    const { settlement, retryPolicy } = this.tools
    const onSettled = this.holdFor(cached)
    if (verdict === 'FAILURE') void settlement.postpone(message, retryPolicy()).then(onSettled)
    else void settlement.suspend(message, verdict.suspendMs).then(onSettled)
  }
}
