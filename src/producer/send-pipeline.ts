import type { BatchContext } from '../batch/batch-handler.js'
import { BatchManager } from '../batch/batch-manager.js'
import { BatchProcessor } from '../batch/batch-processor.js'
import { BatchBudget } from '../batch/flow-gate.js'
import type { Client } from '../client/client.js'
import { combinedError, failuresOf, RocketMQError } from '../errors.js'
import type { Message, MessageType } from '../message/message.js'
import { MessageIdGenerator } from '../message/message-id.js'
import { checkBodySize } from '../message/message-validation.js'
import type { BatchStats } from '../stats/stats.js'
import type { TracedClient, Tracing } from '../stats/tracing.js'
import { SendEncoder } from '../wire/send-codec.js'
import { BodyCompressor } from './body-compressor.js'
import { Dispatcher, type Outcome } from './dispatcher.js'
import type { EndpointIsolation } from './endpoint-isolation.js'
import { Envelope } from './envelope.js'
import { mayBeOneMessagesFault, RetryDelay } from './failure-policy.js'
import type { ProducerCounter } from './producer-counter.js'
import type { ProducerConfiguration } from './producer-options.js'
import type { PublishingTopic } from './publishing-topic.js'
import type { PublishingTopics } from './publishing-topics.js'
import { SendPools } from './send-pools.js'
import type { SendReceipt } from './send-receipt.js'
import { startTrace } from './send-trace.js'

/** Requests that may be out at once: far below the 10,000 the server queues. */
const MAX_REQUESTS = 1_024

/** How many of them may be of messages that travel alone. */
const MAX_SINGLE_REQUESTS = 512

const ids = new MessageIdGenerator()

type Sender = BatchProcessor<Envelope, SendReceipt>

interface Limits {
  batchSize: number
  flushIntervalMs?: number
  maxInFlight: number
  maxInFlightTotal?: number
}

/** What a server's settings say of messages. */
interface ServerRules {
  readonly maxBodyBytes: number
  /** Whether the server checks that a message's type is the topic's. */
  readonly validateMessageType: boolean
}

/**
 * The way of a message from `send()` to its receipt: an envelope from the pool, a place in a batch processor,
 * requests by the {@link Dispatcher} until it is stored, refused or out of time, and the envelope back.
 *
 * - `coalescing`: NORMAL messages where the brokers keep batches whole; per topic and body encoding.
 * - `ordered`: FIFO and LITE messages; one at a time per message group or lite topic, those side by side.
 * - `single`: all others, one message a request.
 * - `compression`: what comes before `coalescing` for large bodies, since one batch has one body encoding.
 */
export class SendPipeline {
  readonly batches = new BatchManager()
  readonly pools: SendPools
  readonly retryDelay = new RetryDelay()
  /** What the server last said of messages. */
  rules: ServerRules = { maxBodyBytes: Number.POSITIVE_INFINITY, validateMessageType: true }
  readonly #configuration: ProducerConfiguration
  readonly #topics: PublishingTopics
  readonly #counter: ProducerCounter
  readonly #tracing: Tracing | undefined
  readonly #tracedClient: TracedClient
  readonly #dispatcher: Dispatcher
  readonly #coalescing: Sender
  readonly #ordered: Sender
  readonly #single: Sender
  readonly #senders: readonly Sender[]
  readonly #compressor: BodyCompressor
  /** The bounds of all together. */
  readonly #budget: BatchBudget

  constructor(
    configuration: ProducerConfiguration,
    client: Client,
    topics: PublishingTopics,
    isolation: EndpointIsolation,
    counter: ProducerCounter,
  ) {
    this.#configuration = configuration
    this.#topics = topics
    this.#counter = counter
    const { tracing, namespace } = configuration.client
    this.#tracing = tracing
    this.#tracedClient = { kind: 'producer', clientId: client.id, namespace, consumerGroup: undefined }
    this.pools = new SendPools(configuration)
    const compress = configuration.wireCompression === 'gzip'
    this.#dispatcher = new Dispatcher(
      client,
      isolation,
      counter,
      this.pools,
      compress,
      configuration.maxAttempts,
    )
    const { batchSize, flushIntervalMs, maxInFlight, bufferSize, bufferBytes } = configuration.batch
    this.#budget = new BatchBudget(bufferSize, bufferBytes, MAX_REQUESTS)
    this.#compressor = new BodyCompressor(configuration, this.#budget, (envelope, error) =>
      this.#settle(envelope, error),
    )
    if (configuration.compression.codec !== 'none')
      this.batches.register('compression', this.#compressor.queue)
    this.#coalescing = this.#sender('coalescing', {
      batchSize,
      flushIntervalMs,
      maxInFlight,
    })
    this.#ordered = this.#sender('ordered', {
      batchSize: 1,
      maxInFlight: 1,
    })
    this.#single = this.#sender('single', {
      batchSize: 1,
      maxInFlight: MAX_SINGLE_REQUESTS,
      maxInFlightTotal: MAX_SINGLE_REQUESTS,
    })
    this.#senders = [this.#coalescing, this.#ordered, this.#single]
  }

  /**
   * Takes a valid message over.
   *
   * @param sentAt when `send()` was called, on the clock of `performance.now()`
   */
  take(message: Message, type: MessageType, bodyBytes: number, sentAt: number): Envelope {
    const envelope = this.pools.envelopes.acquire()
    try {
      envelope.fill(message, type, bodyBytes)
    } catch (error) {
      this.pools.envelopes.release(envelope)
      throw error
    }
    this.#stamp(envelope, sentAt)
    return envelope
  }

  /** Gives back what was taken over and is not to be sent after all. */
  giveBack(envelope: Envelope): void {
    this.pools.envelopes.release(envelope)
  }

  /** Counts a message as sent, and begins its trace in the context of the caller. */
  begin(envelope: Envelope): void {
    this.#counter.noteSend(envelope.topic)
    if (this.#tracing !== undefined) startTrace(this.#tracing, this.#tracedClient, envelope)
  }

  /**
   * Puts a message on its way. However it ends, the envelope goes back to its pool.
   *
   * @returns a rejection with MESSAGE_PROPERTY_CONFLICT_WITH_TYPE or UNSUPPORTED_BY_SERVER for a topic that does
   *   not take its type, MESSAGE_BODY_TOO_LARGE for what was taken before the server said its limit
   */
  enqueue(topic: PublishingTopic, envelope: Envelope, signal: AbortSignal | undefined): Promise<SendReceipt> {
    const type = envelope.messageType
    try {
      checkBodySize(envelope.bodyBytes, this.rules.maxBodyBytes)
      topic.check(type, this.rules.validateMessageType)
    } catch (error) {
      // It may be another topic of the same name by now.
      this.#topics.recheck(topic.name)
      return Promise.reject(this.fail(envelope, error))
    }
    const options = signal === undefined ? undefined : { signal }
    if (type === 'NORMAL' && topic.mayCoalesce) {
      if (this.#compressor.wants(envelope)) return this.#compressAndAdd(topic, envelope, options)
      envelope.key = topic.plainKey
      return this.#coalescing.add(envelope, options)
    }
    const { order } = envelope
    if (order === undefined) {
      envelope.key = topic.name
      return this.#single.add(envelope, options)
    }
    envelope.key = `${topic.name} ${order}`
    return this.#ordered.add(envelope, options)
  }

  /** Ends a message that was taken over and has not been put on its way. */
  fail(envelope: Envelope, error: unknown): RocketMQError {
    const failure = RocketMQError.from(error)
    this.#settle(envelope, failure)
    return failure
  }

  /** Counts and tells a message that was not taken over. */
  refuse(message: Message, sentAt: number, error: unknown): RocketMQError {
    const failure = RocketMQError.from(error)
    const envelope = new Envelope()
    const topic = message?.topic as unknown
    if (typeof topic === 'string') envelope.topic = topic
    this.#stamp(envelope, sentAt)
    this.begin(envelope)
    this.#end(envelope, failure)
    return failure
  }

  /** Settles when everything put on its way before has settled. */
  async flush(): Promise<void> {
    await this.#compressor.queue.flush()
    await this.batches.flush()
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
    this.pools.close()
    const failures = failuresOf(outcomes)
    if (failures.length > 0) throw combinedError('messages were given up', failures)
  }

  /** Messages on the wire. */
  get inFlight(): number {
    return this.#senders.reduce((sum, each) => sum + each.stats().inFlightItems, 0)
  }

  /** Messages that wait to leave. */
  get buffered(): number {
    const waiting = (stats: BatchStats) => stats.buffered + stats.waiting
    const compression = this.#compressor.queue.stats()
    return this.#senders.reduce(
      (sum, each) => sum + waiting(each.stats()),
      waiting(compression) + compression.inFlightItems,
    )
  }

  #stamp(envelope: Envelope, sentAt: number): void {
    envelope.messageId = ids.next()
    envelope.bornAt = Date.now()
    envelope.sentAt = sentAt
    envelope.deadline = sentAt + this.#configuration.deliveryTimeoutMs
  }

  #sender(name: string, limits: Limits): Sender {
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
    const brokers = this.#topics.get((envelopes[0] as Envelope).topic)?.brokers ?? 1
    const delay = this.retryDelay.delayMs(attempt, error, brokers)
    // The first of them whose time is over is told so then, not after the wait.
    const first = envelopes.reduce(
      (least, { deadline }) => Math.min(least, deadline),
      Number.POSITIVE_INFINITY,
    )
    return Math.min(delay, Math.max(0, first - performance.now()))
  }

  #handle(envelopes: readonly Envelope[], context: BatchContext): Promise<readonly Outcome[]> {
    const first = envelopes[0] as Envelope
    const topic = this.#topics.get(first.topic) as PublishingTopic
    // Those that may be coalesced were compressed before, to know which batch they may join.
    if (envelopes.length === 1 && this.#compressor.wants(first))
      return this.#compressAndSend(topic, first, context)
    return this.#dispatcher.attempt(topic, envelopes, context.attempt)
  }

  #compressAndAdd(
    topic: PublishingTopic,
    envelope: Envelope,
    options: { signal: AbortSignal } | undefined,
  ): Promise<SendReceipt> {
    return this.#compressor.queue.add(envelope, options).then(() => {
      envelope.key = envelope.bodyEncoding === 'GZIP' ? topic.compressedKey : topic.plainKey
      return this.#coalescing.add(envelope, options)
    })
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
    this.pools.envelopes.release(envelope)
  }

  #end(envelope: Envelope, error: RocketMQError | undefined): void {
    envelope.trace?.end(error)
    if (error === undefined) this.#counter.noteSuccess(envelope)
    else this.#counter.noteFailure(envelope, error)
  }
}
