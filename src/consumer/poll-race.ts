import { abortedError, RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import { pause, sharedController } from '../waiting/pause.js'
import { deliveryOf } from './delivery.js'
import type { ReceiveRequest, Receiver } from './receiver.js'
import type { FilterExpression } from './subscriptions.js'

/** Messages that waited here must be hidden for this long yet, in milliseconds, so that there is time to work on them. */
const LEAST_LEASE_MS = 5_000

/** How long a poll that lost its race waits for the next one, in milliseconds, before it is given up. */
const IDLE_MS = 200

/** How long messages are kept for a next receive, in milliseconds, before others may have them. */
const KEEP_MS = 500

/** One poll that is out. */
interface Poll {
  readonly request: ReceiveRequest
  readonly giveUp: AbortController
  /** When the server ends it at the latest, on the clock of `performance.now()`. */
  readonly endsBy: number
  /** Who waits for it; nobody after its race is over. */
  racer: Racer | undefined
  idle: NodeJS.Timeout | undefined
  /** Whether its filter was changed: it comes to its end, and what it brings goes back. */
  retired: boolean
}

/** A race that is under way: told what becomes of its polls. */
interface Racer {
  onMessages(poll: Poll, messages: MessageView[]): void
  onFailure(poll: Poll, failure: RocketMQError): void
  /** There are messages that nobody waited for. */
  onSurplus(): void
  /** Ends it. */
  stop(): void
}

/** A message that nobody waited for, what it was asked with, and since when it is kept. */
interface Surplus {
  readonly message: MessageView
  readonly request: ReceiveRequest
  readonly since: number
}

/** What a race is for: one receive of the application's. */
interface Demand {
  readonly requests: readonly ReceiveRequest[]
  readonly maxMessages: number
}

/**
 * Runs polls side by side and takes the first that brings messages. The others go on for a moment: the next
 * race takes them over, and what they bring before it comes is kept for it. So no message is lost by a race, and
 * races in a row do not begin and cancel the polls of empty topics over and over. What no race comes for within a
 * moment is handed back, because it is hidden from others until then.
 */
export class PollRace {
  readonly #receiver: Pick<Receiver, 'receive'>
  readonly #handBack: (messages: MessageView[]) => void
  readonly #polls = new Map<Poll, Promise<void>>()
  readonly #racers = new Set<Racer>()
  /** Polls that were given up, and that the server may go on with: a broker does not hear of it. */
  #orphans: Pick<Poll, 'request' | 'endsBy'>[] = []
  readonly #closing = sharedController()
  #surplus: Surplus[] = []
  #keeping: NodeJS.Timeout | undefined

  /** @param handBack lets others have messages that nobody here came for; their attempt does not count */
  constructor(receiver: Pick<Receiver, 'receive'>, handBack: (messages: MessageView[]) => void) {
    this.#receiver = receiver
    this.#handBack = handBack
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
    if (signal?.aborted) throw abortedError('receive()', signal)
    if (this.#closed) throw closed()
    const demand = { requests, maxMessages }
    const kept = this.#takeSurplus(demand)
    this.#keepForAMoment()
    if (kept.length > 0) return kept
    const mine = new Set<Poll>()
    try {
      return await this.#race(demand, mine, signal)
    } finally {
      for (const poll of mine) this.#leave(poll)
    }
  }

  get #closed(): boolean {
    return this.#closing.signal.aborted
  }

  /** Polls out now. */
  get polls(): number {
    return this.#polls.size
  }

  /** Messages kept for the next receive. */
  held(): { cachedMessages: number; cachedBytes: number } {
    return {
      cachedMessages: this.#surplus.length,
      cachedBytes: this.#surplus.reduce((bytes, { message }) => bytes + message.body.length, 0),
    }
  }

  /** Hands back what is kept of a topic. */
  remove(topic: string): void {
    this.#sift(({ message }) => message.topic !== topic)
  }

  /**
   * Settles when no poll of another filter is left at the server: what such a poll refuses is passed over for the
   * whole group, and it cannot be taken back. What it brought, and what is kept, goes back to be filtered anew.
   */
  async changeFilter(topic: string, filter: FilterExpression): Promise<void> {
    const isStale = ({ request }: { request: ReceiveRequest }) =>
      request.queue.topic === topic && !request.filter.equals(filter)
    this.#sift(surplus => !isStale(surplus))
    const stale = [...this.#polls].filter(([poll]) => isStale(poll))
    for (const [poll] of stale) {
      poll.retired = true
      clearTimeout(poll.idle)
    }
    await Promise.all(stale.map(([, running]) => running))
    const orphanedUntil = Math.max(0, ...this.#orphans.filter(isStale).map(({ endsBy }) => endsBy))
    await pause(orphanedUntil - performance.now(), this.#closing.signal)
  }

  /** Ends every poll and race, and hands back what is left over. */
  async close(): Promise<void> {
    this.#closing.abort()
    for (const racer of this.#racers) racer.stop()
    for (const { giveUp } of this.#polls.keys()) giveUp.abort()
    await Promise.all(this.#polls.values())
    clearTimeout(this.#keeping)
    this.#sift(() => false)
  }

  #race(demand: Demand, mine: Set<Poll>, signal: AbortSignal | undefined): Promise<MessageView[]> {
    const { requests } = demand
    const { promise, resolve, reject } = deferred<MessageView[]>()
    const startedAt = performance.now()
    const failures: RocketMQError[] = []
    let over = false
    const win = (messages: MessageView[]) => {
      over = messages.length > 0
      if (over) resolve(messages)
    }
    const racer: Racer = {
      onMessages: (poll, messages) => {
        mine.delete(poll)
        if (over) return this.#keep(messages, poll.request)
        win(messages)
        if (over) return
        // One that was taken over late in its life is begun anew, or the race would end before its time.
        if (!poll.retired && performance.now() - startedAt < poll.request.awaitDurationMs / 2)
          mine.add(this.#join(poll.request, racer))
        else conclude()
      },
      onFailure: (poll, failure) => {
        mine.delete(poll)
        failures.push(failure)
        conclude()
      },
      onSurplus: () => {
        if (!over) win(this.#takeSurplus(demand))
      },
      stop: () => {
        over = true
        reject(signal?.aborted ? abortedError('receive()', signal) : closed())
      },
    }
    const conclude = () => {
      if (over || mine.size > 0) return
      const failure = reasonIn(failures, requests.length)
      if (failure === undefined) resolve([])
      else reject(failure)
    }
    for (const request of requests) mine.add(this.#join(request, racer))
    this.#racers.add(racer)
    if (signal !== undefined) listenForAbort(signal, racer.stop)
    return promise.finally(() => {
      this.#racers.delete(racer)
      if (signal !== undefined) stopListening(signal, racer.stop)
    })
  }

  /** Takes over a poll that nobody waits for, or begins one. */
  #join(request: ReceiveRequest, racer: Racer): Poll {
    for (const poll of this.#polls.keys()) {
      const isFree = poll.racer === undefined && !poll.retired && !poll.giveUp.signal.aborted
      if (!isFree || !serves(poll.request, request)) continue
      clearTimeout(poll.idle)
      poll.racer = racer
      return poll
    }
    const endsBy = performance.now() + request.awaitDurationMs
    const giveUp = new AbortController()
    const poll: Poll = { request, giveUp, endsBy, racer, idle: undefined, retired: false }
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
    if (failure !== undefined) this.#noteOrphan(poll)
    if (poll.retired && messages.length > 0) {
      this.#handBack(messages)
      messages = []
    }
    const { racer } = poll
    if (racer === undefined) this.#keep(messages, poll.request)
    else if (failure === undefined) racer.onMessages(poll, messages)
    else racer.onFailure(poll, failure)
  }

  #noteOrphan(poll: Poll): void {
    const now = performance.now()
    this.#orphans = this.#orphans.filter(({ endsBy }) => endsBy > now)
    this.#orphans.push(poll)
  }

  /** Its race is over: the poll waits a moment for the next one. */
  #leave(poll: Poll): void {
    poll.racer = undefined
    if (this.#closed || poll.retired) return
    poll.idle = setTimeout(() => poll.giveUp.abort(), IDLE_MS)
  }

  /** Nobody waited for these: they are for a race that is on, or for the next one. */
  #keep(messages: readonly MessageView[], request: ReceiveRequest): void {
    if (messages.length === 0) return
    const since = performance.now()
    for (const message of messages) this.#surplus.push({ message, request, since })
    for (const racer of this.#racers) racer.onSurplus()
    this.#keepForAMoment()
  }

  /** Counts the time of keeping from now on. */
  #keepForAMoment(): void {
    clearTimeout(this.#keeping)
    if (this.#surplus.length === 0 || this.#closed) return
    this.#keeping = setTimeout(() => this.#sift(() => false), KEEP_MS)
  }

  /** What is kept and fits; what has too little time left to work on it, or never fits, goes back. */
  #takeSurplus({ requests, maxMessages }: Demand): MessageView[] {
    if (this.#surplus.length === 0) return []
    const now = performance.now()
    const fits = ({ request }: Surplus) => requests.some(each => alike(each, request))
    this.#sift(surplus => {
      const { message, request, since } = surplus
      return hasLeaseLeft(message, request.invisibleDurationMs) && (now - since < KEEP_MS || fits(surplus))
    })
    const taken: MessageView[] = []
    this.#surplus = this.#surplus.filter(surplus => {
      const isTaken = taken.length < maxMessages && fits(surplus)
      if (isTaken) taken.push(surplus.message)
      return !isTaken
    })
    return taken
  }

  /** Hands back what is kept and not to be kept any more. */
  #sift(isKept: (surplus: Surplus) => boolean): void {
    const removed: MessageView[] = []
    this.#surplus = this.#surplus.filter(surplus => {
      const kept = isKept(surplus)
      if (!kept) removed.push(surplus.message)
      return kept
    })
    if (removed.length > 0) this.#handBack(removed)
  }
}

/** Whether what one poll brings is as good for another request. */
function serves(one: ReceiveRequest, other: ReceiveRequest): boolean {
  return (
    alike(one, other) &&
    one.queue.brokerName === other.queue.brokerName &&
    one.queue.endpoints === other.queue.endpoints &&
    one.maxMessages <= other.maxMessages
  )
}

/** Whether they ask for the same messages, wherever and however many. */
function alike(one: ReceiveRequest, other: ReceiveRequest): boolean {
  return (
    one.queue.topic === other.queue.topic &&
    one.filter.equals(other.filter) &&
    one.invisibleDurationMs === other.invisibleDurationMs
  )
}

/** Why a race failed: every poll did, or one for good. */
function reasonIn(failures: readonly RocketMQError[], polls: number): RocketMQError | undefined {
  return failures.length === polls ? failures[0] : failures.find(({ retryable }) => !retryable)
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

function closed(): RocketMQError {
  return new RocketMQError('CLOSED', 'receive: the consumer was closed')
}

/** Whether a message is hidden long enough yet to begin with it: 5 s, or a quarter of a shorter lease. */
export function hasLeaseLeft(message: MessageView, leaseMs: number): boolean {
  return deliveryOf(message).invisibleUntil - performance.now() > Math.min(LEAST_LEASE_MS, leaseMs / 4)
}
