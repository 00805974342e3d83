import { isCertain } from '../client/lifecycle.js'
import { counted, RocketMQError } from '../errors.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import { exponentialBackoff, jitter } from '../waiting/backoff.js'
import { pause } from '../waiting/pause.js'
import type { PublishingTopic } from './publishing-topic.js'

/** Waits between attempts to get a route. */
const BACKOFF = exponentialBackoff(Number.POSITIVE_INFINITY, 100, 1_000, 2)

/** The longest wait a Node timer can hold. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The start gives up so long before the sends that wait for it, so that they can say why. */
const TELLING_MS = 50

/** A send that cannot go on before its topic is ready. */
export interface WaitingSend {
  readonly topic: string
  readonly bodyBytes: number
  /** When it is given up, on the clock of `performance.now()`. */
  readonly deadline: number
  readonly signal: AbortSignal | undefined
  /** Goes on; must not throw. */
  proceed(topic: PublishingTopic): void
  fail(error: RocketMQError): void
}

/** How sends wait. */
export interface WaitingSendsOptions {
  /** Starts the client, within so many milliseconds. Like the next step it is tried again if it may help. */
  start(timeoutMs: number): Promise<void>
  /** Gets a topic ready. */
  prepare(topic: string): Promise<PublishingTopic>
  /** Bounds of what may wait, `undefined` where the rest should wait, too. */
  limits: { sends: number; bytes: number } | undefined
}

/** The sends to one topic that wait. */
interface Line {
  readonly sends: Set<WaitingSend>
  done: Promise<void>
  /** Fires when the time of the first one is over. */
  timer: NodeJS.Timeout | undefined
  /** Why the latest attempt failed. */
  failure: RocketMQError | undefined
}

/**
 * Sends that wait for the client to start or for the route of their topic. Those of one topic go on in the order
 * they came, before any that comes later.
 */
export class WaitingSends {
  readonly #options: WaitingSendsOptions
  readonly #topics = new Map<string, Line>()
  readonly #watches = new Map<WaitingSend, () => void>()
  readonly #closed = new AbortController()
  #bytes = 0
  #count = 0

  constructor(options: WaitingSendsOptions) {
    this.#options = options
  }

  /** How many wait. */
  get count(): number {
    return this.#count
  }

  /** Whether sends to this topic wait, so that later ones have to line up behind them. */
  has(topic: string): boolean {
    return this.#topics.size > 0 && this.#topics.has(topic)
  }

  add(send: WaitingSend): void {
    if (this.#isFull(send.bodyBytes)) {
      send.fail(
        new RocketMQError(
          'FULL',
          `send: ${counted(this.#count, 'message')} on the way to a route already: the buffer is full`,
          {
            retryable: true,
          },
        ),
      )
      return
    }
    const line = this.#topics.get(send.topic)
    if (line === undefined) this.#open(send)
    else {
      line.sends.add(send)
      if (line.sends.size === 1) this.#awaitDeadline(line)
    }
    this.#count += 1
    this.#bytes += send.bodyBytes
    this.#watch(send)
  }

  /** Settles when those that wait now have gone on or failed. */
  async idle(): Promise<void> {
    await Promise.all([...this.#topics.values()].map(({ done }) => done))
  }

  /** Gives up those that still wait at the deadline, and says how many that were. */
  async close(deadline: number): Promise<number> {
    const enough = new AbortController()
    await Promise.race([this.idle(), pause(Math.max(1, deadline - performance.now()), enough.signal)])
    enough.abort()
    this.#closed.abort()
    const left = [...this.#topics.values()].flatMap(({ sends }) => [...sends])
    for (const send of left) {
      this.#take(send)?.fail(
        new RocketMQError('CLOSED', 'the producer was closed before the message could leave'),
      )
    }
    return left.length
  }

  #isFull(bytes: number): boolean {
    const { limits } = this.#options
    return (
      limits !== undefined &&
      this.#count > 0 &&
      (this.#count >= limits.sends || this.#bytes + bytes > limits.bytes)
    )
  }

  #open(send: WaitingSend): void {
    const line: Line = {
      sends: new Set([send]),
      done: Promise.resolve(),
      timer: undefined,
      failure: undefined,
    }
    this.#topics.set(send.topic, line)
    this.#awaitDeadline(line)
    line.done = this.#serve(send.topic, line)
  }

  async #serve(name: string, line: Line): Promise<void> {
    const { sends } = line
    try {
      const topic = await this.#prepare(name, line)
      for (const send of sends) if (topic !== undefined) this.#take(send)?.proceed(topic)
    } catch (error) {
      for (const send of sends) this.#take(send)?.fail(RocketMQError.from(error))
    } finally {
      clearTimeout(line.timer)
      this.#topics.delete(name)
    }
  }

  /** Tries until the topic is ready, or nobody waits for it any more. */
  async #prepare(name: string, line: Line): Promise<PublishingTopic | undefined> {
    const { sends } = line
    for (let attempt = 1; sends.size > 0; attempt++) {
      try {
        await this.#options.start(Math.max(1, longestWait(sends) - TELLING_MS))
        return await this.#options.prepare(name)
      } catch (error) {
        line.failure = RocketMQError.from(error)
        if (isCertain(line.failure) || this.#closed.signal.aborted) throw line.failure
      }
      await pause(jitter(BACKOFF.delayMs(attempt)), this.#closed.signal)
    }
    return undefined
  }

  /** Those of a line came in the order of their deadlines. */
  #awaitDeadline(line: Line): void {
    const [first] = line.sends
    if (first === undefined) return
    const left = Math.max(0, first.deadline - performance.now())
    line.timer = setTimeout(() => this.#expire(line), Math.min(Math.ceil(left), LONGEST_TIMER_MS))
  }

  #expire(line: Line): void {
    const { sends, failure } = line
    const now = performance.now()
    for (const send of sends) {
      if (send.deadline > now) break
      const reason = failure === undefined ? 'no answer came' : failure.message
      this.#take(send)?.fail(
        new RocketMQError('TIMEOUT', `send to ${send.topic}: no route came in time: ${reason}`, {
          retryable: true,
          cause: failure,
        }),
      )
    }
    this.#awaitDeadline(line)
  }

  /** Lets an abort take the send out of line. */
  #watch(send: WaitingSend): void {
    const { signal } = send
    if (signal === undefined) return
    const onAbort = () => {
      const error = new RocketMQError('ABORTED', 'send: the signal was aborted', { cause: signal.reason })
      this.#take(send)?.fail(error)
    }
    this.#watches.set(send, onAbort)
    listenForAbort(signal, onAbort)
  }

  /** Takes a send out of line, if it still stands there. */
  #take(send: WaitingSend): WaitingSend | undefined {
    const line = this.#topics.get(send.topic)
    if (!line?.sends.delete(send)) return undefined
    if (line.sends.size === 0) clearTimeout(line.timer)
    this.#count -= 1
    this.#bytes -= send.bodyBytes
    const onAbort = this.#watches.get(send)
    if (onAbort !== undefined) {
      this.#watches.delete(send)
      stopListening(send.signal as AbortSignal, onAbort)
    }
    return send
  }
}

function longestWait(sends: ReadonlySet<WaitingSend>): number {
  let latest = 0
  for (const { deadline } of sends) latest = Math.max(latest, deadline)
  return Math.max(0, latest - performance.now())
}
