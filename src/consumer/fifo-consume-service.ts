import type { MessageView } from '../message/message-view.js'
import { pause } from '../waiting/pause.js'
import {
  type CachedMessage,
  type ConsumeTools,
  GatedConsumeService,
  handBack,
  inTurns,
  type MessageHolder,
} from './consume-service.js'

/** What messages share that are to be handled in order. */
interface OrderRule {
  /** Messages with the same key are one sequence. */
  keyOf(message: MessageView): string
  /**
   * Whether a suspended message takes the rest of its sequence along back to the server. Otherwise the sequence waits
   * here, since the server would not give out what follows it anyway.
   */
  readonly suspendsFollowers: boolean
}

/** Messages of one group are one order; those without a group are one order in each queue of each broker. */
export const MESSAGE_GROUPS: OrderRule = {
  keyOf: ({ messageGroup, queueId, storeHost }) =>
    messageGroup === undefined ? `queue ${queueId} ${storeHost}` : `group ${messageGroup}`,
  suspendsFollowers: false,
}

/** Messages of one lite topic are one order. One that is suspended takes those behind it along. */
export const LITE_TOPICS: OrderRule = {
  keyOf: ({ liteTopic, messageId }) => liteTopic ?? `id ${messageId}`,
  suspendsFollowers: true,
}

/** The messages of one key, in order; only the first is ever being handled. */
interface Sequence {
  readonly key: string
  readonly messages: CachedMessage[]
  /** Number of the next attempt at the first message, if it was tried here already. */
  attempt: number | undefined
}

/** What comes of the first message of a sequence: it is handled again in so many milliseconds, it is settled, or the server delivers it again. */
type Outcome = number | 'settled' | 'comes again'

/**
 * Handles messages in order per sequence, sequences side by side, up to `concurrency` at once. A failed message is
 * tried again here, after the backoff of the group, before its successors; when its attempts are used up it
 * goes to the dead letter queue and the next one's turn comes. A sequence that waits takes no place.
 */
export class FifoConsumeService extends GatedConsumeService<Sequence> {
  readonly #sequences = new Map<string, Sequence>()
  readonly #rule: OrderRule
  #verified = 0

  constructor(tools: ConsumeTools, rule: OrderRule) {
    super(tools)
    this.#rule = rule
  }

  override submit(messages: readonly MessageView[], queue: MessageHolder): void {
    for (const message of messages) {
      const cached = { message, queue }
      const key = `${message.topic} ${this.#rule.keyOf(message)}`
      const sequence = this.#sequences.get(key)
      if (this.stopped) this.gate.holdFor(handBack(cached, this.tools.settlement))
      else if (sequence !== undefined) sequence.messages.push(cached)
      else {
        const begun = { key, messages: [cached], attempt: undefined }
        this.#sequences.set(key, begun)
        this.gate.add(begun)
      }
    }
  }

  protected override taskOf(cached: CachedMessage): Sequence {
    return { key: `verify ${++this.#verified}`, messages: [cached], attempt: undefined }
  }

  protected override firstOf({ messages }: Sequence): CachedMessage | undefined {
    return messages[0]
  }

  protected override async consume(sequence: Sequence): Promise<void> {
    for (let cached = sequence.messages[0]; cached !== undefined; cached = sequence.messages[0]) {
      // Once one message goes back, those behind it must not be handled before it comes again.
      const secured = this.tools.leases.secure(cached.message)
      const ours = secured === true || (await secured)
      if (!ours || this.stopped || cached.queue.dropped) return this.handBack(sequence)
      const outcome = await this.#consume(sequence, cached)
      if (typeof outcome === 'number') return this.gate.holdFor(this.#wait(sequence, cached, outcome))
      sequence.messages.shift()
      sequence.attempt = undefined
      if (outcome === 'comes again') return this.handBack(sequence)
    }
    this.#sequences.delete(sequence.key)
  }

  /** Handles the first message of a sequence once. */
  async #consume(sequence: Sequence, cached: CachedMessage): Promise<Outcome> {
    const { message } = cached
    const { runner, signal } = this.tools
    const attempt = sequence.attempt ?? message.deliveryAttempt
    if (message.corrupted !== undefined) {
      runner.reportFailure(message, attempt, message.corrupted)
      return this.#deadLetter(cached, attempt)
    }
    const verdict = await runner.run(message, { signal, attempt })
    if (cached.onVerdict !== undefined) {
      cached.onVerdict(verdict)
      return 'settled'
    }
    if (verdict === 'SUCCESS') {
      this.acknowledge(cached)
      return 'settled'
    }
    if (verdict !== 'FAILURE') return this.#suspend(sequence, attempt, verdict.suspendMs)
    const policy = this.tools.retryPolicy()
    if (attempt >= policy.maxAttempts) return this.#deadLetter(cached, attempt)
    sequence.attempt = attempt + 1
    return policy.delayMs(attempt)
  }

  /** The sequence goes on in its turn, unless its queue is gone by then. */
  async #wait(sequence: Sequence, { queue }: CachedMessage, milliseconds: number): Promise<void> {
    await pause(milliseconds, queue.gone)
    if (this.stopped || queue.dropped) await this.handBack(sequence)
    else this.gate.add(sequence)
  }

  async #suspend(sequence: Sequence, attempt: number, milliseconds: number): Promise<Outcome> {
    if (!this.#rule.suspendsFollowers) {
      sequence.attempt = attempt
      return milliseconds
    }
    const [, ...rest] = sequence.messages
    sequence.messages.length = 1
    const { settlement } = this.tools
    // The last goes first, so that the server never sees the first one back before those that follow it.
    for (const cached of rest.reverse()) {
      await settlement.suspend(cached.message, milliseconds)
      cached.queue.evict(cached.message)
    }
    const [first] = sequence.messages
    if (first === undefined) return 'settled'
    await settlement.suspend(first.message, milliseconds)
    first.queue.evict(first.message)
    return 'settled'
  }

  async #deadLetter({ message, queue }: CachedMessage, attempt: number): Promise<Outcome> {
    const { maxAttempts } = this.tools.retryPolicy()
    const isGone = await this.tools.settlement.deadLetter(message, attempt, maxAttempts)
    queue.evict(message)
    return isGone ? 'settled' : 'comes again'
  }

  protected override async handBack(sequence: Sequence): Promise<void> {
    this.#sequences.delete(sequence.key)
    await inTurns(sequence.messages.splice(0), cached => handBack(cached, this.tools.settlement))
  }
}
