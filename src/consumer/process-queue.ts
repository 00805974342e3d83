import { randomUUID } from 'node:crypto'
import { counted, RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { KeptLease } from '../remoting/endpoint-connections.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/topic-route.js'
import { LONGEST_TIMER_MS, pause, sharedController } from '../waiting/pause.js'
import type { ConsumeServices } from './consume-service.js'
import type { CacheShare, MessageCache, PollSpace } from './message-cache.js'
import type { Receiver } from './receiver.js'
import type { FilterExpression } from './subscriptions.js'

/** Polls of one queue side by side while there is a backlog; more gain nothing on one broker. */
const MAX_POLLERS = 8

/** Bytes in one poll that show a backlog of large messages, which never come in full batches. */
const BACKLOG_BYTES = 64 * 1024

/** Wait after a poll that failed, in milliseconds, and after one that the server throttled. */
const RETRY_MS = 1_000
const THROTTLED_PAUSE_MS = 20

/** How a consumer polls, by its options and the server's settings. */
export interface PollTerms {
  /** Most messages in one poll. */
  readonly batchSize: number
  /** How long the server may wait for a message, in milliseconds. */
  readonly awaitDurationMs: number
  /** How long messages stay hidden from others without being renewed, in milliseconds. */
  readonly invisibleDurationMs: number
  /** Whether polls are FIFO attempts, which have names. */
  readonly ordered: boolean
}

/** What a process queue needs of its consumer. */
export interface ProcessQueueOwner {
  readonly receiver: Pick<Receiver, 'receive'>
  /** Bounds what all queues hold together. */
  readonly cache: MessageCache
  /** Take the messages, and give each to {@link ProcessQueue.evict} in the end. */
  readonly services: Pick<ConsumeServices, 'submit'>
  /** As they are at this moment. */
  readonly terms: PollTerms
  /** Whether the server at an endpoint has the consumer's settings; when that changes, its queues are told. */
  isKnown(endpoints: Endpoints): boolean
  /** A poll failed; `repeated` if the one before it did with the same code. */
  onPollError(error: RocketMQError, queue: ProcessQueue, repeated: boolean): void
}

/** One of the loops that poll: what its polls have in common. */
interface Poller {
  readonly signal: AbortSignal
  readonly lease: KeptLease
  attemptId: string | undefined
  /** The last poll failed: the server may hold messages for its attempt, which no other poll gets. */
  unanswered: boolean
}

/**
 * The messages of one assignment: one broker's queues of one topic. Polls fill it, the consume service empties
 * it. One poll waits at the server while there is nothing, or as many as the assignment has queues; each poll
 * that shows a backlog adds another beside it, up to eight, and an empty one takes them back.
 */
export class ProcessQueue {
  readonly queue: MessageQueue
  readonly filter: FilterExpression
  readonly #owner: ProcessQueueOwner
  readonly #share: CacheShare
  readonly #lifetime = sharedController()
  #polling = sharedController()
  #pollers = 0
  #wanted = 1
  /** Ids of FIFO polls that brought nothing: the server may hold messages that only a poll with the same id gets. */
  readonly #unfinished: string[] = []
  /** How many polls wait at the server while there are no messages. */
  #least: number
  #paused = false
  #retiring = false
  #orphanedUntil = 0
  #pollsOver: Promise<unknown> | undefined
  #failing: string | undefined
  /** Whether the server has the consumer's settings: without them it answers a poll with an internal error. */
  #known: boolean
  /** Fires when that changes. */
  #change = sharedController()
  readonly #running = new Set<Promise<void>>()

  constructor(queue: MessageQueue, filter: FilterExpression, owner: ProcessQueueOwner, waitingPolls = 1) {
    this.queue = queue
    this.#least = waitingPolls
    this.filter = filter
    this.#owner = owner
    this.#share = owner.cache.open()
    this.#known = owner.isKnown(queue.endpoints)
  }

  get cachedMessages(): number {
    return this.#share.messages
  }

  get cachedBytes(): number {
    return this.#share.bytes
  }

  /** Whether messages may still be handled: not after its assignment or subscription is gone. */
  get dropped(): boolean {
    return this.#lifetime.signal.aborted
  }

  /** Fires when the assignment or subscription is gone. */
  get gone(): AbortSignal {
    return this.#lifetime.signal
  }

  /**
   * Until when the server may go on with polls that were given up, on the clock of `performance.now()`: a broker
   * does not hear of it. What arrives there until then and does not match their filter is passed over for the group.
   */
  get orphanedUntil(): number {
    return this.#orphanedUntil
  }

  set waitingPolls(polls: number) {
    this.#least = polls
  }

  /** Polls from now on. */
  start(): void {
    this.#balance()
  }

  /** Polls no more until {@link ProcessQueue.resume}; running polls are given up. */
  pause(): void {
    this.#paused = true
    this.#polling.abort()
    this.#owner.cache.wake(this.#share)
  }

  resume(): void {
    if (!this.#paused || this.dropped) return
    this.#paused = false
    this.#polling = sharedController()
    this.#balance()
  }

  /** The server has the consumer's settings now, and is polled at once, or has lost them, and is not until it has them. */
  onKnown(known: boolean): void {
    if (known === this.#known) return
    this.#known = known
    this.#wake()
  }

  /** Polls no more, and lets the polls that are out come to their end: none of them is given up. */
  async retire(): Promise<void> {
    this.#retiring = true
    this.#wake()
    this.#owner.cache.close(this.#share)
    await Promise.all(this.#running)
  }

  /** Polls never again; settles when no poll is out any more. */
  async drop(): Promise<void> {
    this.#lifetime.abort()
    this.pause()
    this.#owner.cache.close(this.#share)
    this.#pollsOver = Promise.all(this.#running)
    await this.#pollsOver
  }

  /** Once it is dropped: settles when no poll is out. What goes back to the server before that could be taken by one. */
  get pollsOver(): Promise<unknown> | undefined {
    return this.#pollsOver
  }

  /** A message is done with. */
  evict(message: MessageView): void {
    this.#owner.cache.evict(this.#share, message.body.length)
  }

  /** What it is doing, in one line. */
  describe(): string {
    const { topic, brokerName, endpoints } = this.queue
    const state = this.#paused ? 'paused' : `${counted(this.#pollers, 'poll')} out`
    return `${topic} at ${brokerName} (${endpoints.key}): ${state}, ${counted(this.cachedMessages, 'message')}, ${counted(this.cachedBytes, 'byte')}`
  }

  /** Ends the waits of pollers for the server. */
  #wake(): void {
    const change = this.#change
    this.#change = sharedController()
    change.abort()
  }

  #balance(): void {
    while (!this.#paused && !this.#retiring && this.#pollers < this.#wanted) {
      this.#pollers += 1
      const running: Promise<void> = this.#poll().finally(() => {
        this.#running.delete(running)
        // After a quick pause and resume the polls that were given up are replaced as they end.
        this.#balance()
      })
      this.#running.add(running)
    }
  }

  async #poll(): Promise<void> {
    const { signal } = this.#polling
    const poller: Poller = { signal, lease: new KeptLease(), attemptId: undefined, unanswered: false }
    try {
      while (this.#goesOn(poller)) {
        if (!this.#known) {
          poller.lease.release()
          await pause(LONGEST_TIMER_MS, signal, this.#change.signal)
          continue
        }
        const { batchSize, ordered } = this.#owner.terms
        let space = this.#owner.cache.reserve(this.#share, batchSize)
        if (space === undefined) {
          // Room is made by acknowledgements, which may need this stream.
          poller.lease.release()
          space = await this.#owner.cache.turn(this.#share, batchSize)
          if (space === undefined) continue
          if (!this.#known) {
            space.end(0, 0)
            continue
          }
        }
        if (ordered) poller.attemptId ??= this.#unfinished.shift() ?? randomUUID()
        const received = await this.#receive(space, poller)
        // A FIFO attempt that brought nothing is repeated under its name, so that it cannot lock itself out.
        if (received > 0) poller.attemptId = undefined
      }
    } finally {
      poller.lease.release()
      if (poller.attemptId !== undefined && !this.#paused) this.#unfinished.push(poller.attemptId)
      this.#pollers -= 1
    }
  }

  /** A FIFO attempt whose answer was lost is repeated, or the server would keep its messages from everybody. */
  #goesOn({ signal, attemptId, unanswered }: Poller): boolean {
    if (signal.aborted || this.#retiring) return false
    return this.#pollers <= this.#wanted || (unanswered && attemptId !== undefined)
  }

  /** One poll; how many messages it brought. */
  async #receive(space: PollSpace, poller: Poller): Promise<number> {
    const { signal, lease, attemptId } = poller
    const { terms, receiver, services } = this.#owner
    const { awaitDurationMs, invisibleDurationMs } = terms
    const endsBy = performance.now() + awaitDurationMs
    const change = this.#change.signal
    let messages: MessageView[] = []
    let failure: RocketMQError | undefined
    try {
      messages = await receiver.receive({
        queue: this.queue,
        filter: this.filter,
        maxMessages: space.messages,
        space,
        invisibleDurationMs,
        awaitDurationMs,
        attemptId,
        signal,
        lease,
      })
    } catch (error) {
      failure = RocketMQError.from(error)
      // A poll that the server refused for good is over there, too.
      const isPolledFor = failure.retryable || failure.serverCode === undefined
      if (isPolledFor) this.#orphanedUntil = Math.max(this.#orphanedUntil, endsBy)
    }
    let bytes = 0
    for (const message of messages) bytes += message.body.length
    space.end(messages.length, bytes)
    poller.unanswered = failure !== undefined
    if (failure !== undefined) {
      poller.lease.release()
      await this.#onFailure(failure, signal, change)
    } else this.#adapt(messages.length, bytes, space.messages)
    if (messages.length > 0) services.submit(messages, this, this.#owner.terms.ordered)
    return messages.length
  }

  #adapt(received: number, bytes: number, room: number): void {
    this.#failing = undefined
    this.#owner.cache.setBusy(this.#share, received > 0)
    const backlog = received >= room || bytes >= BACKLOG_BYTES
    if (received === 0) this.#wanted = this.#least
    else if (backlog && this.#wanted < MAX_POLLERS) this.#wanted += 1
    this.#wanted = Math.max(this.#wanted, this.#least)
    this.#balance()
  }

  /** @param change fires, or has fired, if the server was lost or is back since the poll began */
  async #onFailure(failure: RocketMQError, signal: AbortSignal, change: AbortSignal): Promise<void> {
    if (signal.aborted) return
    // As few polls as possible, but each FIFO poll that failed is repeated: the server may hold messages for it.
    this.#wanted = Math.min(this.#wanted, this.#least)
    this.#owner.onPollError(failure, this, this.#failing === failure.code)
    this.#failing = failure.code
    if (failure.code === 'TOO_MANY_REQUESTS') await pause(THROTTLED_PAUSE_MS, signal)
    else await pause(RETRY_MS, signal, change)
  }
}
