import { BatchProcessor } from '../batch/batch-processor.js'
import type { BatchBudget } from '../batch/lane-scheduler.js'
import { isCertain } from '../client/lifecycle.js'
import { RocketMQError } from '../errors.js'
import { CALL_BACKOFF, jitter } from '../waiting/backoff.js'
import { LONGEST_TIMER_MS, pause, settles } from '../waiting/pause.js'
import { SendEncoder } from '../wire/send-codec.js'
import type { SendReceipt } from './dispatcher.js'
import type { Envelope } from './envelope.js'
import type { BatchOptions } from './producer-options.js'
import type { PublishingTopic } from './publishing-topic.js'

/** The start ends this long before the deadline of the last send that waits, so that the sends can tell why it failed. */
const TELLING_MS = 50

/** What becomes of messages that wait. */
export interface WaitingSendsOptions {
  /** Starts the client, within so many milliseconds. Like the next step it is tried again if it may help. */
  start(timeoutMs: number): Promise<void>
  /** Gets a topic ready. */
  prepare(topic: string): Promise<PublishingTopic>
  /** Puts a message on its way. */
  proceed(topic: PublishingTopic, envelope: Envelope): Promise<SendReceipt>
  /** Ends one that was given up. */
  fail(envelope: Envelope, error: RocketMQError): void
}

/** A topic that is being made ready. */
interface Opening {
  /** When the last of those who came is given up. */
  latest: number
  done: Promise<void>
  /** Fires when the time of the first one is over. */
  timer: NodeJS.Timeout | undefined
  /** Why the latest attempt failed. */
  failure: RocketMQError | undefined
}

/**
 * Messages that wait for the client to start or for the route of their topic. They are held in a batch processor that
 * never starts, so room, order and signals are what they are for all others. Those of one topic go on in the order
 * they came, before any that comes later.
 */
export class WaitingSends {
  /** Topics whose messages wait, so that later ones have to wait behind them. */
  readonly openings = new Map<string, Opening>()
  readonly #options: WaitingSendsOptions
  readonly #queue: BatchProcessor<Envelope, SendReceipt>
  readonly #closed = new AbortController()

  /** @param budget that of all messages that wait */
  constructor(
    options: WaitingSendsOptions,
    bounds: Pick<BatchOptions, 'bufferSize' | 'bufferBytes' | 'onFull'>,
    budget: BatchBudget,
  ) {
    this.#options = options
    this.#queue = new BatchProcessor<Envelope, SendReceipt>(
      {
        name: 'send waiting for a route',
        autoStart: false,
        handler: async () => [],
        keyOf: envelope => envelope.topic,
        sizeOf: SendEncoder.sizeBound,
        bufferSize: bounds.bufferSize,
        bufferBytes: bounds.bufferBytes,
        onFull: bounds.onFull,
        onDone: (envelope, error) => this.#onGone(envelope, error as RocketMQError),
      },
      budget,
    )
  }

  /** How many wait. */
  get count(): number {
    const { buffered, waiting } = this.#queue.stats()
    return buffered + waiting
  }

  add(envelope: Envelope): Promise<SendReceipt> {
    const { topic, deadline } = envelope
    const sent = this.#queue.add(envelope, envelope)
    let opening = this.openings.get(topic)
    if (opening === undefined) {
      // The message was refused, so there is nothing to open the topic for.
      if (this.#queue.first(topic) === undefined) return sent
      opening = { latest: deadline, done: Promise.resolve(), timer: undefined, failure: undefined }
      this.openings.set(topic, opening)
      opening.done = this.#open(topic, opening)
    }
    opening.latest = Math.max(opening.latest, deadline)
    if (opening.timer === undefined) this.#awaitDeadline(topic, opening)
    return sent
  }

  /** Settles when those that wait now have gone on or failed. */
  async idle(): Promise<void> {
    await Promise.all([...this.openings.values()].map(({ done }) => done))
  }

  /** Gives up those that still wait at the deadline, and says how many that were. */
  async close(deadline: number): Promise<number> {
    await settles(this.idle(), deadline - performance.now())
    this.#closed.abort()
    const error = new RocketMQError('CLOSED', 'the producer was closed before the message could leave')
    let left = 0
    for (const [topic, opening] of this.openings) {
      while (this.#giveUpFirst(topic, error)) left += 1
      this.#awaitDeadline(topic, opening)
    }
    return left
  }

  async #open(name: string, opening: Opening): Promise<void> {
    try {
      const topic = await this.#prepare(name, opening)
      if (topic === undefined) return
      while (this.#queue.handOver(name, envelope => this.#options.proceed(topic, envelope)));
    } catch (error) {
      while (this.#giveUpFirst(name, RocketMQError.from(error)));
    } finally {
      clearTimeout(opening.timer)
      this.openings.delete(name)
    }
  }

  /** Tries until the topic is ready, or nobody waits for it any more. */
  async #prepare(name: string, opening: Opening): Promise<PublishingTopic | undefined> {
    for (let attempt = 1; this.#queue.first(name) !== undefined; attempt++) {
      try {
        await this.#options.start(Math.max(1, opening.latest - performance.now() - TELLING_MS))
        return await this.#options.prepare(name)
      } catch (error) {
        opening.failure = RocketMQError.from(error)
        if (isCertain(opening.failure) || this.#closed.signal.aborted) throw opening.failure
      }
      await pause(jitter(CALL_BACKOFF.delayMs(attempt)), this.#closed.signal)
    }
    return undefined
  }

  /** The messages of a topic wait in the order of their deadlines, so one timer is enough. */
  #awaitDeadline(topic: string, opening: Opening): void {
    clearTimeout(opening.timer)
    opening.timer = undefined
    const first = this.#queue.first(topic)
    if (first === undefined) return
    const left = Math.max(0, Math.ceil(first.deadline - performance.now()))
    opening.timer = setTimeout(() => this.#expire(topic, opening), Math.min(left, LONGEST_TIMER_MS))
  }

  #expire(topic: string, opening: Opening): void {
    const now = performance.now()
    const error = lateError(topic, opening.failure)
    for (let first = this.#queue.first(topic); first !== undefined; first = this.#queue.first(topic)) {
      if (first.deadline > now) break
      this.#giveUpFirst(topic, error)
    }
    this.#awaitDeadline(topic, opening)
  }

  #giveUpFirst(topic: string, error: RocketMQError): boolean {
    return this.#queue.handOver(topic, envelope => {
      this.#options.fail(envelope, error)
      return Promise.reject(error)
    })
  }

  /** A message was refused, or its signal took it back. */
  #onGone(envelope: Envelope, error: RocketMQError): void {
    const { topic } = envelope
    this.#options.fail(envelope, error)
    const opening = this.openings.get(topic)
    if (opening !== undefined && this.#queue.first(topic) === undefined) this.#awaitDeadline(topic, opening)
  }
}

function lateError(topic: string, failure: RocketMQError | undefined): RocketMQError {
  const reason = failure === undefined ? 'no answer came' : failure.message
  return new RocketMQError('TIMEOUT', `send to ${topic}: no route came in time: ${reason}`, {
    retryable: true,
    cause: failure,
  })
}
