import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { deliveryOf } from './delivery.js'
import type { ReceiveRequest, Receiver } from './receiver.js'

/** Messages kept for the next receive must have this long left, so that there is time to work on them. */
const LEAST_LEASE_MS = 5_000

/**
 * Runs polls side by side and takes the first that brings messages. The others are given up; what they were
 * bringing at that moment is kept for the next call, so that no message is lost by the race.
 */
export class PollRace {
  readonly #receiver: Receiver
  readonly #polls = new Set<Promise<void>>()
  readonly #closing = new AbortController()
  #surplus: MessageView[] = []

  constructor(receiver: Receiver) {
    this.#receiver = receiver
  }

  /**
   * @returns the messages of the first poll that brought some; none when all came back empty
   * @throws RocketMQError ABORTED, or the reason why every poll, or one for good, failed
   */
  async run(
    requests: readonly ReceiveRequest[],
    maxMessages: number,
    signal: AbortSignal | undefined,
  ): Promise<MessageView[]> {
    const kept = this.#takeSurplus(maxMessages)
    if (kept.length > 0) return kept
    if (signal?.aborted) throw abortedBy(signal)
    const stop = new AbortController()
    const signals =
      signal === undefined ? [stop.signal, this.#closing.signal] : [stop.signal, this.#closing.signal, signal]
    const polls = requests.map(request =>
      this.#receiver.receive({ ...request, signal: AbortSignal.any(signals) }),
    )
    return new Promise((resolve, reject) => {
      let open = polls.length
      let settled = false
      const failures: RocketMQError[] = []
      const finish = () => {
        if (settled) return
        settled = true
        if (signal?.aborted) return reject(abortedBy(signal))
        if (this.#closing.signal.aborted)
          return reject(new RocketMQError('CLOSED', 'receive: the consumer was closed'))
        const failure =
          failures.length === requests.length ? failures[0] : failures.find(each => !each.retryable)
        if (failure === undefined) resolve([])
        else reject(failure)
      }
      for (const poll of polls) {
        const watched = poll
          .then(
            messages => {
              open -= 1
              if (messages.length > 0) {
                if (settled) this.#surplus.push(...messages)
                else {
                  settled = true
                  resolve(messages)
                  stop.abort()
                }
              }
            },
            (error: unknown) => {
              open -= 1
              failures.push(RocketMQError.from(error))
            },
          )
          .then(() => {
            this.#polls.delete(watched)
            if (open === 0) finish()
          })
        this.#polls.add(watched)
      }
    })
  }

  /** Messages kept for the next receive. */
  held(): { cachedMessages: number; cachedBytes: number } {
    return {
      cachedMessages: this.#surplus.length,
      cachedBytes: this.#surplus.reduce((bytes, message) => bytes + message.body.length, 0),
    }
  }

  /** Ends every poll and gives back what is left over. */
  async close(): Promise<MessageView[]> {
    this.#closing.abort()
    await Promise.all(this.#polls)
    const left = this.#surplus
    this.#surplus = []
    return left
  }

  #takeSurplus(maxMessages: number): MessageView[] {
    if (this.#surplus.length === 0) return []
    const now = performance.now()
    const good = this.#surplus.filter(message => deliveryOf(message).invisibleUntil - now > LEAST_LEASE_MS)
    this.#surplus = good.slice(maxMessages)
    return good.slice(0, maxMessages)
  }
}

function abortedBy(signal: AbortSignal): RocketMQError {
  return new RocketMQError('ABORTED', "receive was aborted by the caller's signal", { cause: signal.reason })
}
