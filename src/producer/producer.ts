import { Client, type ClientRole } from '../client/client.js'
import { type ClientState, type CloseOptions, Lifecycle } from '../client/lifecycle.js'
import { answerCommand } from '../client/telemetry-commands.js'
import { combinedError, failuresOf, RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import { type MessageType, messageTypeOf } from '../message/message-type.js'
import { validateMessage } from '../message/message-validation.js'
import type { ClientStats, Monitored } from '../monitor/stats.js'
import { apache } from '../remoting/generated/protocol.js'
import { rpcs } from '../remoting/rpc-table.js'
import type { Endpoints } from '../route/endpoints.js'
import { EndpointIsolation } from './endpoint-isolation.js'
import { checkOrphan } from './orphan-checker.js'
import { ProducerCounter } from './producer-counter.js'
import { type ProducerConfiguration, type ProducerOptions, parseProducerOptions } from './producer-options.js'
import type { PublishingTopic } from './publishing-topic.js'
import { PublishingTopics } from './publishing-topics.js'
import { SendPipeline } from './send-pipeline.js'
import type { SendReceipt } from './send-receipt.js'
import { Transaction } from './transaction.js'
import { WaitingSends } from './waiting-sends.js'

/** Options of one send. */
export interface SendOptions {
  /**
   * Takes the message back while it still waits to leave. Once it is on the wire only the promise rejects;
   * the message may be stored all the same.
   */
  signal?: AbortSignal | undefined
}

const DEFAULT_CLOSE_TIMEOUT_MS = 30_000

/** Body limit until the server's settings say otherwise. */
const DEFAULT_MAX_BODY_BYTES = 4 * 1024 * 1024

/**
 * Sends messages. Every `send()` is awaited by itself; concurrent ones share requests wherever the server
 * keeps batched messages whole.
 *
 * A promise fulfils only with the broker's word. It rejects with a {@link RocketMQError}: at once for what the
 * server would refuse, or with code TIMEOUT when `deliveryTimeoutMs` passed. A reply that was lost on the way
 * makes the message be sent again, so consumers may see it twice, but it is never lost.
 */
export class Producer implements Monitored, AsyncDisposable {
  readonly #configuration: ProducerConfiguration
  readonly #client: Client
  readonly #topics: PublishingTopics
  readonly #pipeline: SendPipeline
  readonly #waiting: WaitingSends
  readonly #counter: ProducerCounter
  readonly #isolation = new EndpointIsolation()
  readonly #lifecycle: Lifecycle
  readonly #limits = { maxBodyBytes: DEFAULT_MAX_BODY_BYTES }
  #closing: Promise<void> | undefined
  /** Messages that could not even leave before the deadline of `close()`. */
  #givenUp = 0

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: ProducerOptions) {
    this.#configuration = parseProducerOptions(options)
    const gzip = this.#configuration.wireCompression === 'gzip'
    this.#client = new Client(this.#configuration.client, this.#role(), { gzip })
    this.#counter = new ProducerCounter(this.#client.id)
    const { batch } = this.#configuration
    this.#topics = new PublishingTopics(this.#client, this.#isolation, batch.mode)
    this.#pipeline = new SendPipeline(
      this.#configuration,
      this.#client,
      this.#topics,
      this.#isolation,
      this.#counter,
    )
    this.#waiting = new WaitingSends({
      start: () => this.#lifecycle.start(),
      prepare: topic => this.#topics.prepare(topic),
      limits: batch.onFull === 'reject' ? { sends: batch.bufferSize, bytes: batch.bufferBytes } : undefined,
    })
    this.#lifecycle = new Lifecycle('producer', {
      start: () => this.#start(),
      abandonStart: () => this.#client.stop(false),
      close: [
        () => this.#tellGivenUp(),
        deadline => this.#pipeline.stop(deadline),
        () => this.#client.stop(true),
        deadline => this.#client.closeConnections(deadline),
        () => this.#configuration.client.monitor?.detach(this),
      ],
    })
    this.#configuration.client.monitor?.attach(this)
  }

  /** The id by which the server knows this producer. */
  get clientId(): string {
    return this.#client.id
  }

  /** Where the producer is in its life. */
  get state(): ClientState {
    const { state } = this.#lifecycle
    return this.#closing === undefined || state === 'closed' ? state : 'closing'
  }

  /**
   * Connects, and gets ready for the declared `topics`. Idempotent; the first send calls it. Rejects within a
   * few request time-outs, with the server's reason, and may be called again then.
   */
  start(): Promise<void> {
    if (this.#closing !== undefined) return Promise.reject(this.#closedError('start'))
    return this.#lifecycle.start()
  }

  /**
   * Takes no more messages, settles those it has, then closes everything. Idempotent and shared.
   *
   * @throws RocketMQError TIMEOUT saying how many messages were given up, if the time was too short
   */
  close(options: CloseOptions = {}): Promise<void> {
    this.#closing ??= this.#close(options.timeoutMs ?? DEFAULT_CLOSE_TIMEOUT_MS)
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * Sends one message and resolves with the broker's word that it is stored.
   *
   * @throws RocketMQError (as a rejection) with the server's code for what it would refuse, `ABORTED`,
   *   `CLOSED`, `FULL`, or `TIMEOUT`
   */
  send(message: Message, options?: SendOptions): Promise<SendReceipt> {
    return this.#send(message, false, options?.signal)
  }

  /**
   * Sends messages of one topic or many, and resolves with their receipts in order. All are validated before
   * any is sent. If some fail, it rejects with the first failure; its `cause` is an AggregateError of all.
   */
  async sendBatch(messages: readonly Message[], options?: SendOptions): Promise<SendReceipt[]> {
    for (const message of messages) {
      validateMessage(message, this.#limits)
      messageTypeOf(message)
    }
    const outcomes = await Promise.allSettled(messages.map(message => this.send(message, options)))
    const failures = failuresOf(outcomes)
    if (failures.length > 0)
      throw combinedError(`${failures.length} of ${messages.length} messages failed`, failures)
    return outcomes.map(each => (each as PromiseFulfilledResult<SendReceipt>).value)
  }

  /** Settles when everything sent before has settled; a batch that lingers leaves at once. */
  async flush(): Promise<void> {
    if (this.#waiting.count > 0) await this.#waiting.idle()
    await this.#pipeline.flush()
  }

  /** Begins a transaction of one message. The topic must be of type TRANSACTION. */
  beginTransaction(): Transaction {
    return new Transaction(this.#client, message => this.#send(message, true, undefined))
  }

  /**
   * Takes a delayed message back before its time.
   *
   * @param recallHandle `recallHandle` of its receipt
   * @returns the id of the recalled message
   */
  async recall(topic: string, recallHandle: string): Promise<string> {
    await this.start()
    const reply = await this.#client.request(
      this.#configuration.client.endpoints,
      rpcs.recallMessage,
      { topic: this.#client.resource(topic), recallHandle },
      `recall from ${topic}`,
    )
    return reply.messageId
  }

  /** Everything this producer counts. */
  stats(): ClientStats {
    const pipeline = this.#pipeline
    return {
      ...this.#client.stats(),
      state: this.state,
      pools: pipeline.pools.stats(),
      batches: Object.values(pipeline.batches.stats()),
      producer: this.#counter.stats(pipeline.inFlight, pipeline.buffered + this.#waiting.count),
    }
  }

  #send(message: Message, transactional: boolean, signal: AbortSignal | undefined): Promise<SendReceipt> {
    this.#counter.noteSend()
    const sentAt = performance.now()
    try {
      if (this.#closing !== undefined) throw this.#closedError('send')
      if (signal?.aborted)
        throw new RocketMQError('ABORTED', 'send: the signal was aborted before', { cause: signal.reason })
      const bodyBytes = validateMessage(message, this.#limits)
      const type = messageTypeOf(message, transactional)
      const topic = this.#topics.get(message.topic)
      if (topic === undefined || this.#lifecycle.state !== 'running' || this.#waiting.has(message.topic)) {
        return this.#wait(message, type, bodyBytes, sentAt, signal)
      }
      return this.#enqueue(topic, message, type, bodyBytes, sentAt, signal)
    } catch (error) {
      return Promise.reject(this.#noteFailure(error))
    }
  }

  /** Sends the message as soon as its topic is ready. */
  #wait(
    message: Message,
    type: MessageType,
    bodyBytes: number,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<SendReceipt> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => reject(this.#noteFailure(error))
      this.#waiting.add({
        topic: message.topic,
        bodyBytes,
        deadline: sentAt + this.#configuration.deliveryTimeoutMs,
        signal,
        fail,
        proceed: topic => {
          try {
            resolve(this.#enqueue(topic, message, type, bodyBytes, sentAt, signal))
          } catch (error) {
            fail(error)
          }
        },
      })
    })
  }

  #enqueue(
    topic: PublishingTopic,
    message: Message,
    type: MessageType,
    bodyBytes: number,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<SendReceipt> {
    topic.check(type)
    return this.#pipeline.enqueue(topic, message, type, bodyBytes, sentAt, signal)
  }

  #noteFailure(error: unknown): RocketMQError {
    const failure = RocketMQError.from(error)
    this.#counter.noteFailure(undefined, failure)
    return failure
  }

  #closedError(action: string): RocketMQError {
    return new RocketMQError('CLOSED', `${action}: the producer is ${this.state}`)
  }

  async #start(): Promise<void> {
    await this.#client.start()
    await Promise.all(this.#configuration.topics.map(topic => this.#topics.prepare(topic)))
  }

  /** What was sent before leaves before, even if the client was only starting. */
  async #close(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs
    if (this.#waiting.count > 0) this.#givenUp = await this.#waiting.close(deadline)
    await this.#lifecycle.close({ timeoutMs: Math.max(0, deadline - performance.now()) })
  }

  #tellGivenUp(): void {
    if (this.#givenUp === 0) return
    throw new RocketMQError('TIMEOUT', `${this.#givenUp} messages were given up before their topic was ready`)
  }

  #role(): ClientRole {
    const configuration = this.#configuration
    return {
      kind: 'producer',
      consumerGroup: undefined,
      startTopics: () => configuration.topics,
      settings: () => ({
        clientType: apache.rocketmq.v2.ClientType.PRODUCER,
        publishing: {
          topics: this.#declaredTopics().map(topic => this.#client.resource(topic)),
          maxBodySize: DEFAULT_MAX_BODY_BYTES,
          validateMessageType: true,
        },
      }),
      onSettings: settings => {
        this.#limits.maxBodyBytes = settings.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES
        if (settings.retryPolicy !== undefined) this.#pipeline.retryDelay.backoff = settings.retryPolicy
      },
      onCommand: (command, session) => {
        const orphan = command.recoverOrphanedTransactionCommand
        if (orphan == null) answerCommand(command, session, () => this.#describe())
        else void checkOrphan(this.#client, configuration.transactionChecker, orphan, session)
      },
      onRoute: route => this.#topics.onRoute(route),
      onHealthy: endpoints => this.#welcome(endpoints),
      onReconnected: endpoints => this.#welcome(endpoints),
    }
  }

  /** An endpoint answers: it gets its share again, and proves what it is if it has not. */
  #welcome(endpoints: Endpoints): void {
    this.#isolation.release(endpoints)
    void this.#topics.probe()
  }

  #declaredTopics(): string[] {
    return [...new Set([...this.#configuration.topics, ...this.#topics.names])]
  }

  #describe(): string {
    return JSON.stringify(this.stats(), undefined, 1)
  }
}
