import type { MessageView } from '../message/message-view.js'
import { sharedController } from '../waiting/pause.js'
import { hasLeaseLeft } from './poll-race.js'
import { SERVER_BATCH } from './receiver.js'

/** How much work is fetched ahead, in milliseconds: enough to hide the way to the server and back. */
const AHEAD_MS = 500

/** What an iteration needs of its consumer. */
export interface IterationOwner {
  /** How long fetched messages are hidden from others, in milliseconds. */
  readonly leaseMs: number
  /** Waits for messages; none if none came, the signal fired or the consumer closes. Rejects for good reasons only. */
  fetch(maxMessages: number, signal: AbortSignal): Promise<MessageView[]>
  /** The loop works on this message now: it stays hidden from others. */
  hold(message: MessageView): void
  /** The loop goes on: the message is hidden for the rest of its time only. */
  release(message: MessageView): void
  /** Lets others have messages; their attempt is not counted. */
  handBack(messages: MessageView[]): void
  /** It is over. */
  onOver(iteration: Iteration): void
}

/**
 * Messages one after the other. It fetches what the loop gets through within a moment, so that none waits long
 * behind others. What the loop does not reach, because it slows down or is left, goes back to the server.
 */
export class Iteration implements AsyncGenerator<MessageView, void, void> {
  readonly #owner: IterationOwner
  readonly #leaving = sharedController()
  #fetched: MessageView[] = []
  #batchSize = 1
  #fetchedAt = 0
  /** Given of what was fetched last. */
  #given = 0
  #fetching: Promise<IteratorResult<MessageView, void>> | undefined
  #inHand: MessageView | undefined
  #watch: NodeJS.Timeout | undefined

  constructor(owner: IterationOwner) {
    this.#owner = owner
  }

  /** The next message, once the loop is done with the one before it; the end, once this is left or closed. */
  next(): Promise<IteratorResult<MessageView, void>> {
    if (this.#fetching !== undefined) {
      const afterwards = () => this.next()
      return this.#fetching.then(afterwards, afterwards)
    }
    this.letGo()
    const message = this.#give()
    if (message !== undefined) return Promise.resolve({ done: false, value: message })
    this.#fetching = this.#fetch().finally(() => {
      this.#fetching = undefined
    })
    return this.#fetching
  }

  /** Leaves at once, also while `next()` waits. */
  return(): Promise<IteratorResult<MessageView, void>> {
    this.letGo()
    this.stop()
    return Promise.resolve({ done: true, value: undefined })
  }

  /** As `return()`; rejects with `error`. */
  throw(error: unknown): Promise<IteratorResult<MessageView, void>> {
    this.letGo()
    this.stop()
    return Promise.reject(error)
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return()
  }

  /** Gives nothing more. The message that the loop works on stays hidden until it is let go. */
  stop(): void {
    if (this.#over) return
    this.#leaving.abort()
    this.handBack()
    this.#owner.onOver(this)
  }

  /** The message that the loop works on is not kept hidden any more. */
  letGo(): void {
    if (this.#inHand !== undefined) this.#owner.release(this.#inHand)
    this.#inHand = undefined
  }

  /** What was fetched and not reached goes back. */
  handBack(): void {
    clearTimeout(this.#watch)
    if (this.#fetched.length === 0) return
    this.#owner.handBack(this.#fetched)
    this.#fetched = []
  }

  get #over(): boolean {
    return this.#leaving.signal.aborted
  }

  async #fetch(): Promise<IteratorResult<MessageView, void>> {
    this.#adapt()
    try {
      while (!this.#over) {
        this.#fetched = await this.#owner.fetch(this.#batchSize, this.#leaving.signal)
        if (this.#over) break
        this.#fetchedAt = performance.now()
        this.#given = 0
        const message = this.#give()
        if (message === undefined) continue
        if (this.#fetched.length > 0) this.#watchPace(this.#given)
        return { done: false, value: message }
      }
    } catch (error) {
      this.stop()
      throw error
    }
    this.handBack()
    return { done: true, value: undefined }
  }

  /**
   * As many as the loop gets through within the time it fetches ahead, at the pace of the last batch. Only by halves
   * and doubles, because polls that wait are taken over by the next fetch only if they ask for no more than that.
   */
  #adapt(): void {
    if (this.#given === 0) return
    const reachable = (AHEAD_MS * this.#given) / (performance.now() - this.#fetchedAt)
    if (reachable >= this.#batchSize * 2 && this.#batchSize < SERVER_BATCH) this.#batchSize *= 2
    while (reachable < this.#batchSize && this.#batchSize > 1) this.#batchSize /= 2
  }

  #give(): MessageView | undefined {
    const message = this.#fetched.shift()
    if (message === undefined) return undefined
    if (!hasLeaseLeft(message, this.#owner.leaseMs)) {
      this.#fetched.unshift(message)
      this.handBack()
      return undefined
    }
    this.#given += 1
    this.#inHand = message
    this.#owner.hold(message)
    return message
  }

  /** While the loop stays with one message for long, the others are handed back. */
  #watchPace(given: number): void {
    clearTimeout(this.#watch)
    this.#watch = setTimeout(() => {
      if (this.#given === given) this.handBack()
      else if (this.#fetched.length > 0) this.#watchPace(this.#given)
    }, AHEAD_MS)
  }
}
