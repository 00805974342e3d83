import { pause } from '../client/pause.js'
import type { MessageView } from '../message/message-view.js'
import type { CachedMessage, ConsumeService, ConsumeTools } from './consume-service.js'
import type { ProcessQueue } from './process-queue.js'
import { TaskGate } from './task-gate.js'

/** The messages of one group, in order; only the first is ever being handled. */
interface Line {
  readonly key: string
  readonly messages: CachedMessage[]
}

/**
 * Handles messages in order per message group, groups side by side, up to `concurrency` at once. A failed
 * message is tried again here, after the backoff of the group, before its successors; when its attempts are
 * used up it goes to the dead letter queue and the next one's turn comes.
 */
export class FifoConsumeService implements ConsumeService {
  readonly #tools: ConsumeTools
  readonly #gate: TaskGate<Line>
  readonly #lines = new Map<string, Line>()
  readonly #lineOf: (message: MessageView) => string
  #stopped = false

  /** @param lineOf what messages must share to be in one order */
  constructor(tools: ConsumeTools, lineOf: (message: MessageView) => string) {
    this.#tools = tools
    this.#lineOf = lineOf
    this.#gate = new TaskGate(tools.concurrency, line => this.#consumeLine(line))
  }

  get inFlight(): number {
    return this.#gate.running
  }

  submit(messages: readonly MessageView[], queue: ProcessQueue): void {
    for (const message of messages) {
      const key = `${message.topic} ${this.#lineOf(message)}`
      const line = this.#lines.get(key)
      if (line !== undefined) line.messages.push({ message, queue })
      else {
        const begun = { key, messages: [{ message, queue }] }
        this.#lines.set(key, begun)
        this.#gate.add(begun)
      }
    }
  }

  async stop(): Promise<void> {
    this.#stopped = true
    const lines = this.#gate.stop()
    await Promise.all(lines.flatMap(line => line.messages.map(cached => this.#handBack(cached))))
  }

  idle(): Promise<void> {
    return this.#gate.idle()
  }

  async #consumeLine(line: Line): Promise<void> {
    for (let cached = line.messages[0]; cached !== undefined; cached = line.messages[0]) {
      if (this.#stopped || cached.queue.dropped) await this.#handBack(cached)
      else await this.#consume(cached)
      line.messages.shift()
    }
    this.#lines.delete(line.key)
  }

  async #consume(cached: CachedMessage): Promise<void> {
    const { message, queue } = cached
    const { settlement, runner, signal } = this.#tools
    if (message.corrupted !== undefined) {
      runner.reportFailure(message, message.deliveryAttempt, message.corrupted)
      await this.#deadLetter(cached, message.deliveryAttempt)
      return
    }
    for (let attempt = message.deliveryAttempt; ; ) {
      const verdict = await runner.run(message, { signal, attempt })
      if (verdict === 'SUCCESS') {
        await settlement.acknowledge(message)
        return queue.evict(message)
      }
      const policy = this.#tools.retryPolicy()
      if (verdict === 'FAILURE' && attempt >= policy.maxAttempts) return this.#deadLetter(cached, attempt)
      await pause(verdict === 'FAILURE' ? policy.delayMs(attempt) : verdict.suspendMs, this.#tools.stopping)
      if (this.#stopped || queue.dropped) return this.#handBack(cached)
      if (verdict === 'FAILURE') attempt += 1
    }
  }

  async #deadLetter({ message, queue }: CachedMessage, attempt: number): Promise<void> {
    await this.#tools.settlement.deadLetter(message, attempt, this.#tools.retryPolicy().maxAttempts)
    queue.evict(message)
  }

  async #handBack({ message, queue }: CachedMessage): Promise<void> {
    await this.#tools.settlement.handBack(message)
    queue.evict(message)
  }
}
