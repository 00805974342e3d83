import { randomUUID } from 'node:crypto'
import { CLIENT_OPTION_NAMES, type ClientOptions } from '../client/configuration.js'
import type { CloseOptions, StartOptions } from '../client/lifecycle.js'
import { LitePushConsumer } from '../consumer/lite-push-consumer.js'
import { PushConsumer } from '../consumer/push-consumer.js'
import { abortedError, combinedError, counted, failuresOf, RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import type { MessageView } from '../message/message-view.js'
import { checkCallOptions } from '../options/call-options.js'
import { type OptionCheck, readOptions } from '../options/option-check.js'
import { Producer } from '../producer/producer.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import { Deadline } from '../waiting/deadline.js'
import { LONGEST_TIMER_MS, settles } from '../waiting/pause.js'
import { asRequest, correlationOf, type ReplyAddress, refusalOf } from './request-properties.js'

/** Options of a {@link Requester}; those of every client are for the consumer of the replies. */
export interface RequesterOptions extends ClientOptions {
  /** The topic that replies come by. It must exist. */
  replyTopic: string
  /**
   * - `'NORMAL'`: every requester process needs a consumer group of its own, and gets its own replies by a tag.
   * - `'LITE'`: all share one group, bound to the topic; each has a lite topic of its own. Servers from 5.5.0 on, in
   *   CLUSTER mode.
   *
   * Default `'NORMAL'`.
   */
  replyTopicType?: 'NORMAL' | 'LITE' | undefined
  /** The group that the replies are consumed by; see `replyTopicType` for who may share it. */
  consumerGroup: string
  /** How long a request waits for its reply, in milliseconds. Default 5,000. */
  timeoutMs?: number | undefined
  /** Sends the requests; it stays open when the requester is closed. Default: one of its own, with the same options. */
  producer?: Producer | undefined
}

/** Options of one request. */
export interface RequestOptions {
  /** How long to wait for the reply, in milliseconds. Default: that of the requester. */
  timeoutMs?: number | undefined
  /** Ends the wait. The request may be handled all the same. */
  signal?: AbortSignal | undefined
}

const OPTION_NAMES = [
  ...CLIENT_OPTION_NAMES,
  ...'replyTopic replyTopicType consumerGroup timeoutMs producer'.split(' '),
]
const REQUEST_OPTION_NAMES = ['timeoutMs', 'signal']
const DEFAULT_TIMEOUT_MS = 5_000
const DEFAULT_CLOSE_TIMEOUT_MS = 30_000

/**
 * Sends requests and waits for their replies, which {@link replyWith} sends at the other side.
 *
 * This is two messages through two topics, each stored, delivered at least once and acknowledged: it costs twice what
 * a message costs, and its latency is that of two. In return, requests wait for a responder that is down, and are shared
 * among many. RocketMQ's proxies offer nothing of their own for it.
 */
export class Requester implements AsyncDisposable {
  readonly #options: RequesterOptions
  readonly #address: ReplyAddress
  readonly #timeoutMs: number
  readonly #producer: Producer
  readonly #consumer: PushConsumer | LitePushConsumer
  readonly #pending = new Map<string, PendingRequest>()
  #count = 0
  #listening = false
  #closing: Promise<void> | undefined

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: RequesterOptions) {
    const { replyTopicType, timeoutMs } = readOptions('Requester', options, OPTION_NAMES, parseOptions)
    this.#options = options
    this.#timeoutMs = timeoutMs
    this.#address = { topic: options.replyTopic, name: randomUUID(), lite: replyTopicType === 'LITE' }
    this.#consumer = this.#makeConsumer()
    this.#producer = options.producer ?? new Producer(clientOptions(options))
  }

  /** Requests that wait for their replies. */
  get pending(): number {
    return this.#pending.size
  }

  /**
   * Connects, and begins to listen for replies. Idempotent; the first request calls it.
   *
   * @throws RocketMQError (as a rejection) as `start()` of a push consumer
   */
  async start(options?: StartOptions): Promise<void> {
    if (this.#closing !== undefined) throw new RocketMQError('CLOSED', 'start(): the requester is closed')
    if (this.#listening) return
    await this.#consumer.start(options)
    if (this.#consumer instanceof LitePushConsumer) await this.#consumer.subscribeLite(this.#address.name)
    this.#listening = true
  }

  /**
   * Sends a message and waits for its reply.
   *
   * @param message as for `Producer.send()`; some user properties that begin with `__jet_` are added to it
   * @returns the reply as it came; a second one, should there be one, is dropped
   * @throws RocketMQError (as a rejection) TIMEOUT when no reply came in time, ABORTED, CLOSED, REQUEST_REFUSED with the
   *   responder's reason, or why the request could not be sent. But for what the server refused, the request may be
   *   handled all the same.
   */
  async request(message: Message, options: RequestOptions = {}): Promise<MessageView> {
    checkCallOptions('request()', options, REQUEST_OPTION_NAMES)
    const timeoutMs = options.timeoutMs ?? this.#timeoutMs
    if (!(timeoutMs > 0 && timeoutMs <= LONGEST_TIMER_MS)) {
      throw new RocketMQError(
        'INVALID_ARGUMENT',
        `request(): timeoutMs must be milliseconds from 1 to ${LONGEST_TIMER_MS}`,
      )
    }
    if (this.#closing !== undefined) throw new RocketMQError('CLOSED', 'request(): the requester is closed')
    if (options.signal?.aborted) throw abortedError('request()', options.signal)
    this.#count += 1
    const correlation = this.#count.toString(36)
    const expiresAt = Math.ceil(Date.now() + timeoutMs)
    const request = asRequest(message, { address: this.#address, correlation, expiresAt })
    const onEnd = () => this.#pending.delete(correlation)
    const pending = new PendingRequest(request.topic, timeoutMs, options.signal, onEnd)
    this.#pending.set(correlation, pending)
    void this.#send(request, pending)
    return pending.reply
  }

  /**
   * Takes no more requests, waits for the replies to those that are out, then closes. Idempotent and shared. Requests
   * without a reply when the time is over reject with CLOSED.
   */
  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(performance.now() + (options?.timeoutMs ?? DEFAULT_CLOSE_TIMEOUT_MS))
    return this.#closing
  }

  /** {@link Requester.close} with its default. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  #makeConsumer(): PushConsumer | LitePushConsumer {
    const { topic, name, lite } = this.#address
    const shared = {
      ...clientOptions(this.#options),
      consumerGroup: this.#options.consumerGroup,
      listener: (reply: MessageView) => this.#take(reply),
    }
    return lite
      ? new LitePushConsumer({ ...shared, bindTopic: topic })
      : new PushConsumer({ ...shared, subscriptions: { [topic]: name } })
  }

  /** Sends a request once replies are heard. What goes wrong is the request's failure. */
  async #send(request: Message, pending: PendingRequest): Promise<void> {
    const { signal, timeoutMs } = pending
    try {
      await this.start({ signal, timeoutMs })
      await this.#producer.send(request, { signal })
      pending.stored()
    } catch (error) {
      pending.fail(RocketMQError.from(error))
    }
  }

  /** A reply that nobody waits for any more is dropped: it is late, or the second one. */
  #take(reply: MessageView): void {
    const pending = this.#pending.get(correlationOf(reply) ?? '')
    if (pending === undefined) return
    const refusal = refusalOf(reply)
    if (refusal === undefined) pending.fulfil(reply)
    else pending.fail(refusal)
  }

  async #close(deadline: number): Promise<void> {
    const remaining = () => Math.max(0, deadline - performance.now())
    const replies = [...this.#pending.values()].map(({ reply }) => reply)
    if (replies.length > 0) await settles(Promise.allSettled(replies), remaining())
    for (const pending of [...this.#pending.values()])
      pending.fail(new RocketMQError('CLOSED', 'the requester was closed before a reply came'))
    const closing = [this.#consumer.close({ timeoutMs: remaining() })]
    if (this.#options.producer === undefined) closing.push(this.#producer.close({ timeoutMs: remaining() }))
    const failures = failuresOf(await Promise.allSettled(closing))
    if (failures.length > 0)
      throw combinedError(`${counted(failures.length, 'step')} of close() failed`, failures)
  }
}

/** A request that waits for its reply, its time-out, or its caller's signal, whichever comes first. */
class PendingRequest {
  /** Settles once. */
  readonly reply: Promise<MessageView>
  readonly timeoutMs: number
  readonly #topic: string
  readonly #abort = new AbortController()
  readonly #callerSignal: AbortSignal | undefined
  readonly #deadline: Deadline
  readonly #onEnd: () => void
  #stored = false
  #resolve!: (reply: MessageView) => void
  #reject!: (error: RocketMQError) => void

  constructor(topic: string, timeoutMs: number, callerSignal: AbortSignal | undefined, onEnd: () => void) {
    this.#topic = topic
    this.timeoutMs = timeoutMs
    this.#callerSignal = callerSignal
    this.#onEnd = onEnd
    this.reply = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#deadline = new Deadline(timeoutMs, () => this.fail(this.#timedOut()))
    if (callerSignal !== undefined) listenForAbort(callerSignal, this)
  }

  /** Fires when nobody waits any more, so that a request that has not left yet stays here. */
  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** The broker has the request. */
  stored(): void {
    this.#stored = true
  }

  fulfil(reply: MessageView): void {
    this.#end()
    this.#resolve(reply)
  }

  fail(error: RocketMQError): void {
    this.#end()
    this.#reject(error)
    this.#abort.abort()
  }

  /** The caller's signal fired. */
  handleEvent(): void {
    this.fail(abortedError('request()', this.#callerSignal as AbortSignal))
  }

  #end(): void {
    this.#deadline.clear()
    if (this.#callerSignal !== undefined) stopListening(this.#callerSignal, this)
    this.#onEnd()
  }

  #timedOut(): RocketMQError {
    const what = this.#stored
      ? 'the request is stored, but no reply came. Does a consumer answer requests there, and does it know the reply topic?'
      : 'the request could not be sent in this time, or its receipt is still on its way'
    const text = `no reply from topic '${this.#topic}' within ${this.timeoutMs} ms: ${what}`
    return new RocketMQError('TIMEOUT', text, { retryable: true })
  }
}

/** Those options that are of every client. */
function clientOptions(options: RequesterOptions): ClientOptions {
  const own = Object.entries(options).filter(([name]) => CLIENT_OPTION_NAMES.includes(name))
  return Object.fromEntries(own) as unknown as ClientOptions
}

function parseOptions(options: Partial<RequesterOptions>, check: OptionCheck) {
  if (typeof options.replyTopic !== 'string' || options.replyTopic === '')
    check.complain('replyTopic must name the topic of the replies')
  if (options.producer !== undefined && check.object('producer', options.producer, 'a Producer'))
    check.callable('producer.send', options.producer.send, true)
  return {
    replyTopicType: check.oneOf('replyTopicType', options.replyTopicType, ['NORMAL', 'LITE'], 'NORMAL'),
    timeoutMs: check.milliseconds('timeoutMs', options.timeoutMs, DEFAULT_TIMEOUT_MS, 1),
  }
}
