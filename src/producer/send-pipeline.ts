import type { BatchContext } from '../batch/batch-handler.js'
import { BatchManager } from '../batch/batch-manager.js'
import { BatchProcessor } from '../batch/batch-processor.js'
import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import { encodeBody } from '../message/body-encoding.js'
import type { Message } from '../message/message.js'
import { MessageIdGenerator } from '../message/message-id.js'
import type { MessageType } from '../message/message-type.js'
import type { TracedClient, Tracing } from '../monitor/tracing.js'
import { ObjectPool } from '../pool/object-pool.js'
import { SendEncoder } from '../remoting/send-codec.js'
import type { TopicRoute } from '../route/topic-route.js'
import { Dispatcher, type Outcome } from './dispatcher.js'
import type { EndpointIsolation } from './endpoint-isolation.js'
import { Envelope } from './envelope.js'
import type { ProducerCounter } from './producer-counter.js'
import type { ProducerConfiguration } from './producer-options.js'
import { PublishingTopic } from './publishing-topic.js'
import type { SendReceipt } from './send-receipt.js'
import { startTrace } from './send-trace.js'

/** Requests of one message each that may be out at once: far below the 10,000 the server queues. */
const MAX_SINGLE_REQUESTS = 512

/** Requests that may be out at once over all topics. */
const MAX_REQUESTS = 1_024

/** Envelopes kept for reuse. */
const MAX_IDLE_ENVELOPES = 65_536

const ids = new MessageIdGenerator()

/**
 * The way of a message from `send()` to its receipt: an envelope from the pool, a place in one of three batch
 * processors, a request by the {@link Dispatcher}, and the envelope back.
 *
 * - `coalescing`: NORMAL messages where the brokers keep batches whole; per topic and body encoding.
 * - `ordered`: FIFO messages; one at a time per message group, groups side by side.
 * - `single`: all others, one message a request.
 */
export class SendPipeline {
  readonly batches = new BatchManager()
  readonly envelopes: ObjectPool<Envelope>
  readonly dispatcher: Dispatcher
  readonly #configuration: ProducerConfiguration
  readonly #client: Client
  readonly #isolation: EndpointIsolation
  readonly #counter: ProducerCounter
  readonly #tracing: Tracing | undefined
  readonly #tracedClient: TracedClient
  readonly #topics = new Map<string, PublishingTopic>()
  readonly #coalescing: BatchProcessor<Envelope, SendReceipt>
  readonly #ordered: BatchProcessor<Envelope, SendReceipt>
  readonly #single: BatchProcessor<Envelope, SendReceipt>

  constructor(
    configuration: ProducerConfiguration,
    client: Client,
    isolation: EndpointIsolation,
    counter: ProducerCounter,
  ) {
    this.#configuration = configuration
    this.#client = client
    this.#isolation = isolation
    this.#counter = counter
    const { tracing, namespace } = configuration.client
    this.#tracing = tracing
    this.#tracedClient = { clientId: client.id, namespace, consumerGroup: undefined }
    this.dispatcher = new Dispatcher(client, isolation, counter, configuration.wireCompression === 'gzip')
    this.envelopes = new ObjectPool<Envelope>({
      name: 'envelopes',
      create: () => new Envelope(),
      reset: envelope => envelope.reset(),
      maxSize: MAX_IDLE_ENVELOPES,
    })
    const { batch } = configuration
    this.#coalescing = this.#processor('coalescing', {
      batchSize: batch.batchSize,
      flushIntervalMs: batch.flushIntervalMs,
      maxInFlight: batch.maxInFlight,
      maxInFlightTotal: MAX_REQUESTS,
    })
    this.#ordered = this.#processor('ordered', {
      batchSize: 1,
      flushIntervalMs: 0,
      maxInFlight: 1,
      maxInFlightTotal: MAX_REQUESTS,
    })
    this.#single = this.#processor('single', {
      batchSize: 1,
      flushIntervalMs: 0,
      maxInFlight: MAX_SINGLE_REQUESTS,
      maxInFlightTotal: MAX_SINGLE_REQUESTS,
    })
  }

  /** What is known of a topic, if a message may be sent to it without further ado. */
  topic(name: string): PublishingTopic | undefined {
    return this.#topics.get(name)
  }

  /** Names of all topics sent to or declared. */
  topicNames(): string[] {
    return [...this.#topics.keys()]
  }

  /** Gets the route of a topic and what its brokers prove of themselves. */
  async prepareTopic(name: string): Promise<PublishingTopic> {
    const route = await this.#client.routes.get(name)
    const known = this.#topics.get(name)
    if (known !== undefined) return known
    const topic = new PublishingTopic(
      route,
      this.#configuration.batch.mode,
      this.#client.capabilities,
      this.#isolation,
    )
    await topic.probe()
    const other = this.#topics.get(name)
    if (other !== undefined) return other
    this.#topics.set(name, topic)
    return topic
  }

  /** A route arrived or changed. */
  onRoute(route: TopicRoute): void {
    const topic = this.#topics.get(route.topic)
    if (topic === undefined) return
    topic.update(route)
    void topic.probe()
  }

  /** Asks the brokers of every topic again what they are. */
  async probeAll(): Promise<void> {
    await Promise.all([...this.#topics.values()].map(topic => topic.probe()))
  }

  /** Whether a body of this size has to be compressed before it can join a batch. */
  wantsCompression(bodyBytes: number): boolean {
    const { codec, thresholdBytes } = this.#configuration.compression
    return codec !== 'none' && bodyBytes >= thresholdBytes
  }

  /**
   * Puts a message on its way. Its type must be one the topic takes.
   *
   * @param sentAt when `send()` was called, on the clock of `performance.now()`
   */
  enqueue(
    topic: PublishingTopic,
    message: Message,
    type: MessageType,
    bodyBytes: number,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<SendReceipt> {
    const envelope = this.#envelope(message, type, bodyBytes, sentAt)
    const options = signal === undefined ? undefined : { signal }
    if (type === 'NORMAL' && topic.mayCoalesce) {
      if (this.wantsCompression(bodyBytes)) return this.#compressAndAdd(topic, envelope, options)
      envelope.key = topic.plainKey
      return this.#coalescing.add(envelope, options)
    }
    if (type === 'FIFO') {
      envelope.key = `${message.topic} ${message.messageGroup}`
      return this.#ordered.add(envelope, options)
    }
    envelope.key = message.topic
    return this.#single.add(envelope, options)
  }

  /** Messages on the wire. */
  get inFlight(): number {
    return this.#count(stats => stats.inFlightItems)
  }

  /** Messages that wait to leave. */
  get buffered(): number {
    return this.#count(stats => stats.buffered + stats.waiting)
  }

  #count(of: (stats: ReturnType<BatchProcessor<Envelope, SendReceipt>['stats']>) => number): number {
    return [this.#coalescing, this.#ordered, this.#single].reduce((sum, each) => sum + of(each.stats()), 0)
  }

  #envelope(message: Message, type: MessageType, bodyBytes: number, sentAt: number): Envelope {
    const envelope = this.envelopes.acquire()
    envelope.fill(message, type, bodyBytes)
    envelope.messageId = ids.next()
    envelope.bornAt = Date.now()
    envelope.sentAt = sentAt
    envelope.deadline = sentAt + this.#configuration.deliveryTimeoutMs
    if (this.#tracing !== undefined) startTrace(this.#tracing, this.#tracedClient, envelope)
    return envelope
  }

  async #compressAndAdd(
    topic: PublishingTopic,
    envelope: Envelope,
    options: { signal: AbortSignal } | undefined,
  ): Promise<SendReceipt> {
    await this.#compress(envelope)
    envelope.key = envelope.bodyEncoding === 'GZIP' ? topic.compressedKey : topic.plainKey
    return this.#coalescing.add(envelope, options)
  }

  async #compress(envelope: Envelope): Promise<void> {
    const encoded = await encodeBody(envelope.body, this.#configuration.compression)
    envelope.body = encoded.body
    envelope.bodyBytes = encoded.bodyBytes
    envelope.bodyEncoding = encoded.encoding
    envelope.markKey = encoded.mark?.key
    envelope.markValue = encoded.mark?.value
  }

  #processor(
    name: string,
    limits: { batchSize: number; flushIntervalMs: number; maxInFlight: number; maxInFlightTotal: number },
  ): BatchProcessor<Envelope, SendReceipt> {
    const { batch } = this.#configuration
    const processor = new BatchProcessor<Envelope, SendReceipt>({
      name: `send ${name}`,
      ...limits,
      maxBytes: batch.maxBytes,
      sizeOf: SendEncoder.sizeBound,
      bufferSize: batch.bufferSize,
      bufferBytes: batch.bufferBytes,
      onFull: batch.onFull,
      maxRetries: 0,
      retryDelayMs: 0,
      keyOf: envelope => envelope.key,
      splitOn: isOneMessagesFault,
      handler: (envelopes, context) => this.#handle(envelopes, context),
      onDone: (envelope, error) => this.#settle(envelope, error),
    })
    this.batches.register(name, processor)
    return processor
  }

  async #handle(envelopes: readonly Envelope[], context: BatchContext): Promise<readonly Outcome[]> {
    const [first] = envelopes as readonly [Envelope]
    const topic = this.#topics.get(first.topic)
    if (topic === undefined) throw new RocketMQError('INTERNAL', `topic ${first.topic} was not prepared`)
    // Coalesced bodies were compressed before, to know which batch they may join.
    if (first.messageType !== 'NORMAL' || first.key === first.topic) {
      for (const envelope of envelopes) {
        if (envelope.bodyEncoding === 'IDENTITY' && this.wantsCompression(envelope.bodyBytes)) {
          await this.#compress(envelope)
        }
      }
    }
    return this.dispatcher.dispatch(topic, envelopes, context.signal)
  }

  #settle(envelope: Envelope, error: RocketMQError | undefined): void {
    envelope.trace?.end(error)
    if (error !== undefined) this.#counter.noteFailure(envelope, error)
    this.envelopes.release(envelope)
  }
}

/** Refusals that one message of a batch may have brought on all. */
function isOneMessagesFault(error: unknown): boolean {
  if (!(error instanceof RocketMQError) || error.serverCode === undefined) return false
  if (error.code === 'INTERNAL_SERVER_ERROR' || error.code === 'INTERNAL_ERROR') return true
  if (error.code === 'UNAUTHORIZED' || error.code === 'FORBIDDEN' || error.code === 'TOPIC_NOT_FOUND')
    return false
  return error.serverCode >= 40_000 && error.serverCode < 50_000
}
