import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import { deliveryOf } from './delivery.js'
import type { ReceiveRequest } from './receive-request.js'
import type { Receiver } from './receiver.js'

/** Messages kept for the next receive must have this long left, so that there is time to work on them. */
const LEAST_LEASE_MS = 5_000

/** How long a poll that lost its race waits for the next one, in milliseconds, before it is given up. */
const IDLE_MS = 200

/** One poll that is out. */
interface Poll {
  readonly request: ReceiveRequest
  readonly giveUp: AbortController
  /** Who waits for it; nobody after its race is over. */
  racer: Racer | undefined
  idle: NodeJS.Timeout | undefined
}

/** Hears what becomes of a poll. */
interface Racer {
  onMessages(poll: Poll, messages: MessageView[]): void
  onFailure(poll: Poll, failure: RocketMQError): void
}

/**
 * Runs polls side by side and takes the first that brings messages. The others go on for a moment: the next
 * race takes them over, and what they bring before it comes is kept for it. So no message is lost by a race, and
 * races in a row do not begin and cancel the polls of empty topics over and over.
 */
export class PollRace {
  readonly #receiver: Pick<Receiver, 'receive'>
  readonly #polls = new Map<Poll, Promise<void>>()
  /** Ends the races that are on. */
  readonly #stops = new Set<() => void>()
  #closed = false
  #surplus: MessageView[] = []

  constructor(receiver: Pick<Receiver, 'receive'>) {
    this.#receiver = receiver
  }

  /**
   * @returns the messages of the first poll that brought some; none when all came back empty
   * @throws RocketMQError ABORTED, CLOSED, or the reason why every poll, or one for good, failed
   */
  async run(
    requests: readonly ReceiveRequest[],
    maxMessages: number,
    signal: AbortSignal | undefined,
  ): Promise<MessageView[]> {
    const kept = this.#takeSurplus(maxMessages, leastLeaseMs(requests[0]?.invisibleDurationMs))
    if (kept.length > 0) return kept
    if (signal?.aborted) throw abortedBy(signal)
    if (this.#closed) throw closed()
    const mine = new Set<Poll>()
    try {
      return await this.#race(requests, mine, signal)
    } finally {
      for (const poll of mine) this.#leave(poll)
    }
  }

  /** Polls out now. */
  get polls(): number {
    return this.#polls.size
  }

  /** Messages kept for the next receive. */
  held(): { cachedMessages: number; cachedBytes: number } {
    return {
      cachedMessages: this.#surplus.length,
      cachedBytes: this.#surplus.reduce((bytes, message) => bytes + message.body.length, 0),
    }
  }

  /** Takes out what is kept of a topic. */
  remove(topic: string): MessageView[] {
    const removed = this.#surplus.filter(message => message.topic === topic)
    this.#surplus = this.#surplus.filter(message => message.topic !== topic)
    return removed
  }

  /** Ends every poll and gives back what is left over. */
  async close(): Promise<MessageView[]> {
    this.#closed = true
    for (const stop of this.#stops) stop()
    for (const { giveUp } of this.#polls.keys()) giveUp.abort()
    await Promise.all(this.#polls.values())
    const left = this.#surplus
    this.#surplus = []
    return left
  }

  #race(
    requests: readonly ReceiveRequest[],
    mine: Set<Poll>,
    signal: AbortSignal | undefined,
  ): Promise<MessageView[]> {
    const { promise, resolve, reject } = deferred<MessageView[]>()
    const startedAt = performance.now()
    const failures: RocketMQError[] = []
    let over = false
    const racer: Racer = {
      onMessages: (poll, messages) => {
        mine.delete(poll)
        if (over) return void this.#surplus.push(...messages)
        over = messages.length > 0
        if (over) return resolve(messages)
        // One that was taken over late in its life is begun anew, or the race would end before its time.
        if (performance.now() - startedAt < poll.request.awaitDurationMs / 2)
          mine.add(this.#join(poll.request, racer))
        else conclude()
      },
      onFailure: (poll, failure) => {
        mine.delete(poll)
        failures.push(failure)
        conclude()
      },
    }
    const conclude = () => {
      if (over || mine.size > 0) return
      const failure =
        failures.length === requests.length ? failures[0] : failures.find(each => !each.retryable)
      if (failure === undefined) resolve([])
      else reject(failure)
    }
    for (const request of requests) mine.add(this.#join(request, racer))
    const stop = () => {
      over = true
      reject(signal?.aborted ? abortedBy(signal) : closed())
    }
    this.#stops.add(stop)
    if (signal !== undefined) listenForAbort(signal, stop)
    return promise.finally(() => {
      this.#stops.delete(stop)
      if (signal !== undefined) stopListening(signal, stop)
    })
  }

  /** Takes over a poll that nobody waits for, or begins one. */
  #join(request: ReceiveRequest, racer: Racer): Poll {
    for (const poll of this.#polls.keys()) {
      if (poll.racer !== undefined || poll.giveUp.signal.aborted || !same(poll.request, request)) continue
      clearTimeout(poll.idle)
      poll.racer = racer
      return poll
    }
    const poll: Poll = { request, giveUp: new AbortController(), racer, idle: undefined }
    this.#polls.set(poll, this.#poll(poll))
    return poll
  }

  async #poll(poll: Poll): Promise<void> {
    let messages: MessageView[] = []
    let failure: RocketMQError | undefined
    try {
      messages = await this.#receiver.receive({ ...poll.request, signal: poll.giveUp.signal })
    } catch (error) {
      failure = RocketMQError.from(error)
    }
    clearTimeout(poll.idle)
    this.#polls.delete(poll)
    const { racer } = poll
    if (racer === undefined) this.#surplus.push(...messages)
    else if (failure === undefined) racer.onMessages(poll, messages)
    else racer.onFailure(poll, failure)
  }

  /** Its race is over: the poll waits a moment for the next one. */
  #leave(poll: Poll): void {
    poll.racer = undefined
    if (this.#closed) return
    poll.idle = setTimeout(() => poll.giveUp.abort(), IDLE_MS)
  }

  #takeSurplus(maxMessages: number, leastMs: number): MessageView[] {
    if (this.#surplus.length === 0) return []
    const good = this.#surplus.filter(message => hasLeaseLeft(message, leastMs))
    this.#surplus = good.slice(maxMessages)
    return good.slice(0, maxMessages)
  }
}

function same(one: ReceiveRequest, other: ReceiveRequest): boolean {
  return (
    one.queue.topic === other.queue.topic &&
    one.queue.brokerName === other.queue.brokerName &&
    one.queue.endpoints === other.queue.endpoints &&
    one.filter === other.filter &&
    one.maxMessages === other.maxMessages &&
    one.invisibleDurationMs === other.invisibleDurationMs
  )
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}

function abortedBy(signal: AbortSignal): RocketMQError {
  return new RocketMQError('ABORTED', "receive was aborted by the caller's signal", { cause: signal.reason })
}

function closed(): RocketMQError {
  return new RocketMQError('CLOSED', 'receive: the consumer was closed')
}

/** How long a message must still be hidden from others to begin with it: 5 s, or half of a shorter time. */
export function leastLeaseMs(invisibleDurationMs = Number.POSITIVE_INFINITY): number {
  return Math.min(LEAST_LEASE_MS, invisibleDurationMs / 2)
}

/** Whether a message is still hidden from others for longer than that. */
export function hasLeaseLeft(message: MessageView, leastMs: number): boolean {
  return deliveryOf(message).invisibleUntil - performance.now() > leastMs
}
