import type { MessageView } from '../message/message-view.js'
import { pause } from '../waiting/pause.js'
import {
  type CachedMessage,
  type ConsumeService,
  type ConsumeTools,
  handBack,
  holdUntilSettled,
} from './consume-service.js'
import { TaskGate } from './task-gate.js'

/** What messages share that are to be handled in order. */
export interface LineRule {
  /** Messages with the same key are one line. */
  keyOf(message: MessageView): string
  /**
   * Whether a suspended message takes the rest of its line along back to the server. Otherwise the line waits
   * here, since the server would not give out what follows it anyway.
   */
  readonly suspendsLine: boolean
}

/** Messages of one group are one order; those without a group are one order in each queue of each broker. */
export const MESSAGE_GROUPS: LineRule = {
  keyOf: ({ messageGroup, queueId, storeHost }) =>
    messageGroup === undefined ? `queue ${queueId} ${storeHost}` : `group ${messageGroup}`,
  suspendsLine: false,
}

/** Messages of one lite topic are one order. One that is suspended takes those behind it along. */
export const LITE_TOPICS: LineRule = {
  keyOf: ({ liteTopic, messageId }) => liteTopic ?? `id ${messageId}`,
  suspendsLine: true,
}

/** The messages of one key, in order; only the first is ever being handled. */
interface Line {
  readonly key: string
  readonly topic: string
  readonly messages: CachedMessage[]
  /** Number of the next attempt at the first message, if it was tried here already. */
  attempt: number | undefined
}

/**
 * Handles messages in order per line, lines side by side, up to `concurrency` at once. A failed message is
 * tried again here, after the backoff of the group, before its successors; when its attempts are used up it
 * goes to the dead letter queue and the next one's turn comes. A line that waits takes no place.
 */
export class FifoConsumeService implements ConsumeService {
  readonly #tools: ConsumeTools
  readonly #gate: TaskGate<Line>
  readonly #lines = new Map<string, Line>()
  readonly #rule: LineRule
  #stopped = false
  #verified = 0

  constructor(tools: ConsumeTools, rule: LineRule) {
    this.#tools = tools
    this.#rule = rule
    this.#gate = new TaskGate(tools.concurrency, line => this.#consumeLine(line), {
      topicOf: line => line.topic,
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
      const key = `${message.topic} ${this.#rule.keyOf(message)}`
      const line = this.#lines.get(key)
      if (this.#stopped) this.#gate.holdFor(this.#handBack(cached))
      else if (line !== undefined) line.messages.push(cached)
      else {
        const begun = { key, topic: message.topic, messages: [cached], attempt: undefined }
        this.#lines.set(key, begun)
        this.#gate.add(begun)
      }
    }
  }

  /** A line of its own: what is handled once more has no place in the order. */
  verify(cached: CachedMessage): void {
    const { topic } = cached.message
    const line = { key: `${topic} verify ${++this.#verified}`, topic, messages: [cached], attempt: undefined }
    if (this.#stopped) void this.#handBackLine(line)
    else this.#gate.add(line)
  }

  async release(queue: CachedMessage['queue']): Promise<void> {
    const waiting = this.#gate.remove(line => line.messages[0]?.queue === queue)
    await Promise.all(waiting.map(line => this.#handBackLine(line)))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.#gate.stop().map(line => this.#handBackLine(line)))
  }

  idle(): Promise<void> {
    return this.#gate.idle()
  }

  async #consumeLine(line: Line): Promise<void> {
    for (let cached = line.messages[0]; cached !== undefined; cached = line.messages[0]) {
      // Once one message goes back, those behind it must not be handled before it comes again.
      const secured = this.#tools.renewal.secure(cached.message)
      const ours = secured === true || (await secured)
      if (!ours || this.#stopped || cached.queue.dropped) return this.#handBackLine(line)
      const waitMs = await this.#consume(line, cached)
      if (waitMs !== undefined) return this.#gate.holdFor(this.#wait(line, cached, waitMs))
      line.messages.shift()
      line.attempt = undefined
    }
    this.#lines.delete(line.key)
  }

  /** Handles the first message of a line once; how long to wait before it is handled again, if it is. */
  async #consume(line: Line, cached: CachedMessage): Promise<number | undefined> {
    const { message } = cached
    const { runner, signal } = this.#tools
    const attempt = line.attempt ?? message.deliveryAttempt
    if (message.corrupted !== undefined) {
      runner.reportFailure(message, attempt, message.corrupted)
      return this.#deadLetter(cached, attempt)
    }
    const verdict = await runner.run(message, { signal, attempt })
    if (cached.onVerdict !== undefined) {
      cached.onVerdict(verdict)
      return undefined
    }
    if (verdict === 'SUCCESS') {
      this.#acknowledge(cached)
      return undefined
    }
    if (verdict !== 'FAILURE') return this.#suspend(line, attempt, verdict.suspendMs)
    const policy = this.#tools.retryPolicy()
    if (attempt >= policy.maxAttempts) return this.#deadLetter(cached, attempt)
    line.attempt = attempt + 1
    return policy.delayMs(attempt)
  }

  /** The line goes on in its turn, unless its queue is gone by then. */
  async #wait(line: Line, { queue }: CachedMessage, milliseconds: number): Promise<void> {
    await pause(milliseconds, queue.gone)
    if (this.#stopped || queue.dropped) await this.#handBackLine(line)
    else this.#gate.add(line)
  }

  async #suspend(line: Line, attempt: number, milliseconds: number): Promise<number | undefined> {
    if (!this.#rule.suspendsLine) {
      line.attempt = attempt
      return milliseconds
    }
    const [, ...rest] = line.messages
    line.messages.length = 1
    const { settlement } = this.#tools
    // The last goes first, so that the server never sees the first one back before those that follow it.
    for (const cached of rest.reverse()) {
      await settlement.suspend(cached.message, milliseconds)
      cached.queue.evict(cached.message)
    }
    const [first] = line.messages
    if (first === undefined) return undefined
    await settlement.suspend(first.message, milliseconds)
    first.queue.evict(first.message)
    return undefined
  }

  async #deadLetter({ message, queue }: CachedMessage, attempt: number): Promise<undefined> {
    await this.#tools.settlement.deadLetter(message, attempt, this.#tools.retryPolicy().maxAttempts)
    queue.evict(message)
  }

  /** The next message may begin at once; this one is held until the server knows. */
  #acknowledge(cached: CachedMessage): void {
    this.#tools.settlement.acknowledge(cached.message, holdUntilSettled(cached, this.#gate))
  }

  async #handBackLine(line: Line): Promise<void> {
    this.#lines.delete(line.key)
    await Promise.all(line.messages.splice(0).map(cached => this.#handBack(cached)))
  }

  #handBack(cached: CachedMessage): Promise<void> {
    return handBack(cached, this.#tools.settlement)
  }
}
