import { BatchManager } from '../batch/batch-manager.js'
import type { BatchContext, BatchOptions } from '../batch/batch-options.js'
import { BatchProcessor, UnfinishedItems } from '../batch/batch-processor.js'
import { BatchBudget } from '../batch/lane-scheduler.js'
import type { Client } from '../client/client.js'
import type { ClientState, StartOptions } from '../client/lifecycle.js'
import { abortedError, counted, failuresOf, RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import {
  checkBodySize,
  messageTypeOf,
  travelsAlone,
  unreadable,
  validateFieldNames,
  validateMessage,
} from '../message/message-validation.js'
import type { ProducerCalls } from '../remoting/producer-calls.js'
import type { BatchStats, ProducerStats } from '../stats/stats.js'
import type { TracedClient } from '../stats/tracing.js'
import { contain } from '../waiting/user-callback.js'
import { SendEncoder } from '../wire/send-codec.js'
import type { ServerSettings } from '../wire/settings.js'
import { BodyCompressor } from './body-compressor.js'
import { Dispatcher, type Outcome, type SendReceipt } from './dispatcher.js'
import { Envelope, type SendPools } from './envelope.js'
import { mayBeOneMessagesFault, RetryDelay } from './failure-policy.js'
import { ProducerCounter } from './producer-counter.js'
import type { MessageLimits, ProducerConfiguration } from './producer-options.js'
import type { PublishingTopic } from './publishing-topic.js'
import type { PublishingTopics } from './publishing-topics.js'
import { WaitingSends } from './waiting-sends.js'

/** Requests that may be out at once: far below the 10,000 that a server queues; to what is more it answers nothing. */
const MAX_REQUESTS = 1_024

/** How many of them may be of messages that travel alone. */
const MAX_SINGLE_REQUESTS = 512

/** Body limit until the server's settings say otherwise. */
export const DEFAULT_MAX_BODY_BYTES = 4 * 1024 * 1024

const NONE = Number.POSITIVE_INFINITY
const UNLIMITED = {
  maxBodyBytes: NONE,
  maxDelayMs: NONE,
  maxMessageGroupBytes: NONE,
  maxLiteTopicLength: NONE,
  maxProperties: NONE,
  maxPropertyBytes: NONE,
}

type Sender = BatchProcessor<Envelope, SendReceipt>
type SenderLimits = Pick<
  BatchOptions<Envelope>,
  'batchSize' | 'flushIntervalMs' | 'maxInFlight' | 'maxInFlightTotal'
>

/** The producer, as far as its messages depend on it. */
interface PipelineOwner {
  readonly state: ClientState
  start(options: StartOptions): Promise<void>
}

/** What a pipeline works with. */
interface SendTools {
  readonly client: Client
  readonly topics: PublishingTopics
  readonly calls: ProducerCalls
  readonly pools: SendPools
}

/**
 * The way of a message from `send()` to its receipt. An envelope from the pool takes over the message, unless the server
 * would refuse it. It waits until its topic is ready, then in a batch processor. The {@link Dispatcher} makes requests
 * until the message is stored, refused or out of time. Then the envelope goes back to the pool.
 *
 * - `coalescing`: NORMAL messages where the brokers keep batches whole; per topic and body encoding.
 * - `ordered`: FIFO and LITE messages; one at a time per message group or lite topic, those side by side.
 * - `single`: all others, one message a request.
 * - `compression`: what comes before `coalescing` for large bodies, since one batch has one body encoding.
 */
export class SendPipeline {
  readonly batches = new BatchManager()
  readonly #pools: SendPools
  readonly #configuration: ProducerConfiguration
  readonly #owner: PipelineOwner
  readonly #topics: PublishingTopics
  readonly #counter: ProducerCounter
  readonly #tracedClient: TracedClient
  readonly #dispatcher: Dispatcher
  readonly #retryDelay = new RetryDelay()
  /** The bounds of all that waits or is out. */
  readonly #budget: BatchBudget
  readonly #waiting: WaitingSends
  readonly #compressor: BodyCompressor
  readonly #coalescing: Sender
  readonly #ordered: Sender
  readonly #single: Sender
  readonly #senders: readonly Sender[]
  /** For messages that may share a request, in which one bad message would fail all. */
  readonly #limits: MessageLimits & { maxBodyBytes: number }
  /** For the others, which the server checks by itself; the size of a body is checked once the server said its limit. */
  readonly #aloneLimits = { ...UNLIMITED }
  /** Whether the server checks that a message's type is the topic's. */
  #validatesType = true

  constructor(
    configuration: ProducerConfiguration,
    owner: PipelineOwner,
    { client, topics, calls, pools }: SendTools,
  ) {
    this.#configuration = configuration
    this.#owner = owner
    this.#topics = topics
    this.#counter = new ProducerCounter(client.id)
    this.#pools = pools
    this.#dispatcher = new Dispatcher(calls, client, this.#counter, configuration.maxAttempts)
    const { namespace } = configuration.client
    this.#tracedClient = { kind: 'producer', clientId: client.id, namespace, consumerGroup: undefined }
    this.#limits = { ...configuration.limits, maxBodyBytes: NONE }
    const { batchSize, flushIntervalMs, maxInFlight, bufferSize, bufferBytes } = configuration.batch
    this.#budget = new BatchBudget(bufferSize, bufferBytes, MAX_REQUESTS)
    this.#waiting = new WaitingSends(
      {
        start: timeoutMs => owner.start({ timeoutMs }),
        prepare: topic => topics.prepare(topic),
        proceed: (topic, envelope) => this.#enqueue(topic, envelope),
        fail: (envelope, error) => this.#settle(envelope, error),
      },
      configuration.batch,
      this.#budget,
    )
    this.#compressor = new BodyCompressor(configuration, this.#budget, (envelope, error) =>
      this.#settle(envelope, error),
    )
    if (configuration.compression.codec !== 'none')
      this.batches.register('compression', this.#compressor.queue)
    this.#coalescing = this.#sender('coalescing', { batchSize, flushIntervalMs, maxInFlight })
    this.#ordered = this.#sender('ordered', { batchSize: 1, maxInFlight: 1 })
    this.#single = this.#sender('single', {
      batchSize: 1,
      maxInFlight: MAX_SINGLE_REQUESTS,
      maxInFlightTotal: MAX_SINGLE_REQUESTS,
    })
    this.#senders = [this.#coalescing, this.#ordered, this.#single]
  }

  /** Obeys what the server's settings say of messages. */
  useSettings({ maxBodyBytes, validateMessageType, retryPolicy }: ServerSettings): void {
    this.#limits.maxBodyBytes = maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES
    this.#aloneLimits.maxBodyBytes = this.#limits.maxBodyBytes
    this.#validatesType = validateMessageType
    if (retryPolicy !== undefined) this.#retryDelay.backoff = retryPolicy
  }

  send(message: Message, transactional: boolean, signal: AbortSignal | undefined): Promise<SendReceipt> {
    let envelope: Envelope
    try {
      envelope = this.#take(message, transactional, signal)
    } catch (error) {
      return Promise.reject(error)
    }
    return this.#go(envelope)
  }

  /**
   * Sends messages once all are taken over, each as it is when the iterator gives it.
   *
   * @throws RocketMQError for the first that is refused, or what the iterator throws; none is sent then
   */
  sendAll(messages: Iterable<Message>, signal: AbortSignal | undefined): Promise<SendReceipt>[] {
    const envelopes: Envelope[] = []
    try {
      for (const message of messages) envelopes.push(this.#take(message, false, signal))
    } catch (error) {
      for (const envelope of envelopes) this.#pools.envelopes.release(envelope)
      throw error
    }
    return envelopes.map(envelope => this.#go(envelope))
  }

  /** Settles when everything sent before has settled. */
  async flush(): Promise<void> {
    await this.#waiting.idle()
    await this.#compressor.queue.flush()
    await this.batches.flush()
  }

  /**
   * Lets those go on that wait for their topic.
   *
   * @param deadline when the rest is given up, on the clock of `performance.now()`
   * @throws RocketMQError TIMEOUT saying how many messages were given up
   */
  async drain(deadline: number): Promise<void> {
    const givenUp = await this.#waiting.close(deadline)
    if (givenUp > 0)
      throw new RocketMQError('TIMEOUT', `${counted(givenUp, 'message')} given up before the topic was ready`)
  }

  /**
   * Takes nothing more, and waits until all is settled.
   *
   * @param deadline when the rest is given up, on the clock of `performance.now()`
   * @throws RocketMQError TIMEOUT saying how many messages were given up
   */
  async stop(deadline: number): Promise<void> {
    const left = () => ({ timeoutMs: Math.max(0, deadline - performance.now()) })
    const outcomes = await Promise.allSettled([this.#compressor.queue.stop(left())])
    outcomes.push(...(await Promise.allSettled(this.#senders.map(each => each.stop(left())))))
    this.#pools.close()
    const failures = failuresOf(outcomes)
    if (failures.length === 0) return
    const givenUp = failures.reduce(
      (sum, each) => sum + (each instanceof UnfinishedItems ? each.items : 0),
      0,
    )
    throw new RocketMQError(
      'TIMEOUT',
      `${counted(givenUp, 'message')} given up, which no server had confirmed when the time to close was over`,
      { cause: new AggregateError(failures) },
    )
  }

  stats(): ProducerStats {
    const senders = this.#senders.map(each => each.stats())
    const compression = this.#compressor.queue.stats()
    const waiting = ({ buffered, waiting }: BatchStats) => buffered + waiting
    return this.#counter.stats(
      senders.reduce((sum, { inFlightItems }) => sum + inFlightItems, 0),
      senders.reduce((sum, each) => sum + waiting(each), waiting(compression)) +
        compression.inFlightItems +
        this.#waiting.count,
    )
  }

  /**
   * Takes over what a message says. One that is refused is counted and told as a send that failed.
   *
   * @throws RocketMQError with the code the server would refuse it with, CLOSED, or ABORTED
   */
  #take(message: Message, transactional: boolean, signal: AbortSignal | undefined): Envelope {
    const sentAt = performance.now()
    const { state } = this.#owner
    let envelope: Envelope | undefined
    try {
      if (state === 'closing' || state === 'closed')
        throw new RocketMQError('CLOSED', `send: the producer is ${state}`)
      if (signal?.aborted) throw abortedError('send()', signal)
      validateFieldNames(message)
      envelope = this.#pools.envelopes.acquire()
      envelope.fill(message)
      envelope.bodyBytes = validateMessage(
        envelope,
        travelsAlone(envelope) ? this.#aloneLimits : this.#limits,
      )
      envelope.messageType = messageTypeOf(envelope, transactional)
      envelope.signal = signal
      envelope.stamp(sentAt, this.#configuration.deliveryTimeoutMs)
      return envelope
    } catch (error) {
      if (envelope !== undefined) this.#pools.envelopes.release(envelope)
      throw this.#refuse(message, sentAt, error)
    }
  }

  /** Counts and tells a message that was not taken over. */
  #refuse(message: Message, sentAt: number, error: unknown): RocketMQError {
    const failure = unreadable(error)
    const envelope = new Envelope()
    const topic = contain(() => message?.topic as unknown)
    if (typeof topic === 'string') envelope.topic = topic
    envelope.stamp(sentAt, this.#configuration.deliveryTimeoutMs)
    this.#begin(envelope)
    this.#end(envelope, failure)
    return failure
  }

  /** Counts a message as sent, and begins its trace in the context of the caller. */
  #begin(envelope: Envelope): void {
    this.#counter.noteSend(envelope.topic)
    const { tracing } = this.#configuration.client
    if (tracing !== undefined) envelope.startTrace(tracing, this.#tracedClient)
  }

  /** Sends a message, as soon as its topic is ready. */
  #go(envelope: Envelope): Promise<SendReceipt> {
    this.#begin(envelope)
    const topic = this.#topics.ready.get(envelope.topic)
    if (topic === undefined || this.#owner.state !== 'running' || this.#waiting.openings.has(envelope.topic))
      return this.#waiting.add(envelope)
    return this.#enqueue(topic, envelope)
  }

  /**
   * Puts a message on its way. However it ends, the envelope goes back to its pool.
   *
   * @returns a rejection with MESSAGE_PROPERTY_CONFLICT_WITH_TYPE or UNSUPPORTED_BY_SERVER for a topic that does
   *   not take its type, MESSAGE_BODY_TOO_LARGE for what was taken before the server said its limit
   */
  #enqueue(topic: PublishingTopic, envelope: Envelope): Promise<SendReceipt> {
    const type = envelope.messageType
    try {
      checkBodySize(envelope.bodyBytes, this.#limits.maxBodyBytes)
      topic.check(type, this.#validatesType)
    } catch (error) {
      // It may be another topic of the same name by now.
      this.#topics.recheck(topic.name)
      this.#settle(envelope, RocketMQError.from(error))
      return Promise.reject(error)
    }
    if (type === 'NORMAL' && topic.mayCoalesce) {
      if (envelope.isToPack(this.#compressor.thresholdBytes)) return this.#compressAndAdd(topic, envelope)
      envelope.key = topic.plainKey
      return this.#coalescing.add(envelope, envelope)
    }
    const { order } = envelope
    if (order === undefined) {
      envelope.key = topic.name
      return this.#single.add(envelope, envelope)
    }
    envelope.key = `${topic.name} ${order}`
    return this.#ordered.add(envelope, envelope)
  }

  #sender(name: string, limits: SenderLimits): Sender {
    const { batch } = this.#configuration
    const sender: Sender = new BatchProcessor<Envelope, SendReceipt>(
      {
        name: `send ${name}`,
        ...limits,
        sizeOf: SendEncoder.sizeBound,
        maxBytes: batch.maxBytes,
        bufferSize: batch.bufferSize,
        bufferBytes: batch.bufferBytes,
        onFull: batch.onFull,
        maxRetries: Number.POSITIVE_INFINITY,
        retryDelayMs: (attempt, error, envelopes) => this.#delayMs(attempt, error, envelopes),
        keyOf: envelope => envelope.key,
        splitOn: mayBeOneMessagesFault,
        handler: (envelopes, context) => this.#handle(envelopes, context),
        onDone: (envelope, error) => this.#settle(envelope, error),
      },
      this.#budget,
    )
    this.batches.register(name, sender)
    return sender
  }

  #delayMs(attempt: number, error: unknown, envelopes: readonly Envelope[]): number {
    const { topic, order } = envelopes[0] as Envelope
    // What has an order has one broker: at once it would only find the same again.
    const brokers = order === undefined ? (this.#topics.ready.get(topic)?.brokers ?? 1) : 1
    const delay = this.#retryDelay.delayMs(attempt, error, brokers)
    // No longer than until the first deadline among them, so that its caller is told in time.
    const first = envelopes.reduce(
      (least, { deadline }) => Math.min(least, deadline),
      Number.POSITIVE_INFINITY,
    )
    return Math.min(delay, Math.max(0, first - performance.now()))
  }

  #handle(envelopes: readonly Envelope[], context: BatchContext): Promise<readonly Outcome[]> {
    const first = envelopes[0] as Envelope
    const topic = this.#topics.ready.get(first.topic) as PublishingTopic
    // Messages that may be coalesced were compressed earlier, because all of a batch have the same encoding.
    if (envelopes.length === 1 && first.isToPack(this.#compressor.thresholdBytes))
      return this.#compressAndSend(topic, first, context)
    return this.#dispatcher.attempt(topic, envelopes, context.attempt)
  }

  async #compressAndAdd(topic: PublishingTopic, envelope: Envelope): Promise<SendReceipt> {
    await this.#compressor.queue.add(envelope, envelope)
    envelope.key = envelope.bodyEncoding === 'GZIP' ? topic.compressedKey : topic.plainKey
    return this.#coalescing.add(envelope, envelope)
  }

  async #compressAndSend(
    topic: PublishingTopic,
    envelope: Envelope,
    { attempt, signal }: BatchContext,
  ): Promise<readonly Outcome[]> {
    await this.#compressor.compress(envelope)
    // Given up meanwhile: the envelope is not ours any more.
    signal.throwIfAborted()
    return this.#dispatcher.attempt(topic, [envelope], attempt)
  }

  #settle(envelope: Envelope, error: RocketMQError | undefined): void {
    this.#end(envelope, error)
    this.#pools.envelopes.release(envelope)
  }

  #end(envelope: Envelope, error: RocketMQError | undefined): void {
    envelope.trace?.end(error, envelope.endpoint)
    if (error === undefined) this.#counter.noteSuccess(envelope)
    else this.#counter.noteFailure(envelope, error)
  }
}
