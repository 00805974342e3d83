import { Client, type ClientRole } from '../client/client.js'
import { type ClientState, type CloseOptions, Lifecycle } from '../client/lifecycle.js'
import { answerCommand } from '../client/telemetry-commands.js'
import { combinedError, failuresOf, RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import { type MessageType, messageTypeOf } from '../message/message-type.js'
import { validateMessage } from '../message/message-validation.js'
import type { ClientStats, Monitored } from '../monitor/stats.js'
import { apache } from '../remoting/generated/protocol.js'
import type { RetryPolicy } from '../remoting/retry-policy.js'
import { rpcs } from '../remoting/rpc-table.js'
import { EndpointIsolation } from './endpoint-isolation.js'
import { checkOrphan } from './orphan-checker.js'
import { ProducerCounter } from './producer-counter.js'
import { type ProducerConfiguration, type ProducerOptions, parseProducerOptions } from './producer-options.js'
import type { PublishingTopic } from './publishing-topic.js'
import { SendPipeline } from './send-pipeline.js'
import type { SendReceipt } from './send-receipt.js'
import { Transaction } from './transaction.js'

/** Options of one send. */
export interface SendOptions {
  /**
   * Takes the message back while it still waits to leave. Once it is on the wire only the promise rejects;
   * the message may be stored all the same.
   */
  signal?: AbortSignal | undefined
}

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
  readonly #pipeline: SendPipeline
  readonly #counter: ProducerCounter
  readonly #isolation = new EndpointIsolation()
  readonly #lifecycle: Lifecycle
  /** Sends to each topic that still wait for the client or the route; later ones may not overtake them. */
  readonly #preparing = new Map<string, number>()
  #maxBodyBytes = DEFAULT_MAX_BODY_BYTES

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: ProducerOptions) {
    this.#configuration = parseProducerOptions(options)
    const gzip = this.#configuration.wireCompression === 'gzip'
    this.#client = new Client(this.#configuration.client, this.#role(), { gzip })
    this.#counter = new ProducerCounter(this.#client.id)
    this.#pipeline = new SendPipeline(this.#configuration, this.#client, this.#isolation, this.#counter)
    this.#lifecycle = new Lifecycle('producer', {
      start: () => this.#start(),
      abandonStart: () => this.#client.stop(false),
      close: [
        deadline => this.#drain(deadline),
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
    return this.#lifecycle.state
  }

  /**
   * Connects, and gets ready for the declared `topics`. Idempotent; the first send calls it. Rejects within a
   * few request time-outs, with the server's reason, and may be called again then.
   */
  start(): Promise<void> {
    return this.#lifecycle.start()
  }

  /**
   * Takes no more messages, settles those it has, then closes everything. Idempotent and shared.
   *
   * @throws RocketMQError TIMEOUT saying how many messages were given up, if the time was too short
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#lifecycle.close(options)
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
    for (const message of messages) this.#validate(message, messageTypeOf(message))
    const outcomes = await Promise.allSettled(messages.map(message => this.send(message, options)))
    const failures = failuresOf(outcomes)
    if (failures.length > 0)
      throw combinedError(`${failures.length} of ${messages.length} messages failed`, failures)
    return outcomes.map(each => (each as PromiseFulfilledResult<SendReceipt>).value)
  }

  /** Settles when everything sent before has settled. */
  flush(): Promise<void> {
    return this.#pipeline.batches.flush()
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
      pools: [pipeline.envelopes.stats(), pipeline.dispatcher.buffers.stats()],
      batches: Object.values(pipeline.batches.stats()),
      producer: this.#counter.stats(pipeline.inFlight, pipeline.buffered),
    }
  }

  #send(message: Message, transactional: boolean, signal: AbortSignal | undefined): Promise<SendReceipt> {
    this.#counter.noteSend()
    const sentAt = performance.now()
    try {
      if (this.state === 'closing' || this.state === 'closed') throw this.#lifecycle.closedError('send')
      if (signal?.aborted)
        throw new RocketMQError('ABORTED', 'send: the signal was aborted before', { cause: signal.reason })
      const type = messageTypeOf(message, transactional)
      const bodyBytes = this.#validate(message, type)
      const topic = this.#pipeline.topic(message.topic)
      if (topic === undefined || this.state !== 'running' || this.#preparing.has(message.topic)) {
        return this.#prepareAndSend(message, type, bodyBytes, sentAt, signal)
      }
      return this.#enqueue(topic, message, type, bodyBytes, sentAt, signal)
    } catch (error) {
      const failure = RocketMQError.from(error)
      this.#counter.noteFailure(undefined, failure)
      return Promise.reject(failure)
    }
  }

  async #prepareAndSend(
    message: Message,
    type: MessageType,
    bodyBytes: number,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<SendReceipt> {
    const { topic: name } = message
    let topic: PublishingTopic
    this.#preparing.set(name, (this.#preparing.get(name) ?? 0) + 1)
    try {
      await this.start()
      topic = await this.#prepareTopic(name)
      if (signal?.aborted)
        throw new RocketMQError('ABORTED', 'send: the signal was aborted', { cause: signal.reason })
    } catch (error) {
      const failure = RocketMQError.from(error)
      this.#counter.noteFailure(undefined, failure)
      throw failure
    } finally {
      const left = (this.#preparing.get(name) ?? 1) - 1
      if (left === 0) this.#preparing.delete(name)
      else this.#preparing.set(name, left)
    }
    return this.#enqueue(topic, message, type, bodyBytes, sentAt, signal)
  }

  #enqueue(
    topic: PublishingTopic,
    message: Message,
    type: MessageType,
    bodyBytes: number,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<SendReceipt> {
    if (!topic.route.accepts(type)) {
      const failure = new RocketMQError(
        'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
        `topic ${message.topic} takes ${topic.route.acceptMessageTypes.join(', ')} messages, and this one is ${type}`,
      )
      this.#counter.noteFailure(undefined, failure)
      return Promise.reject(failure)
    }
    return this.#pipeline.enqueue(topic, message, type, bodyBytes, sentAt, signal)
  }

  /** The first message to a topic declares it to the server, for transaction checks. */
  async #prepareTopic(name: string): Promise<PublishingTopic> {
    const known = this.#pipeline.topic(name)
    if (known !== undefined) return known
    const topic = await this.#pipeline.prepareTopic(name)
    this.#client.syncSettings()
    this.#adviseOnCoalescing(topic)
    return topic
  }

  #adviseOnCoalescing(topic: PublishingTopic): void {
    if (topic.mayCoalesce || this.#configuration.batch.mode !== 'auto') return
    const proven = topic.route.endpointsList.map(each => {
      const { version, mode } = this.#client.capabilities.peek(each)
      return `${each.key} (${mode} mode, version ${version})`
    })
    this.#client.log(
      'warn',
      `messages to ${topic.name} are sent one by one: brokers before 5.4.0 corrupt batches, and it is not proven ` +
        `that ${proven.join(', ')} does not. If all brokers are 5.4.0 or later, set batch.mode to 'on'`,
    )
  }

  #validate(message: Message, _type: MessageType): number {
    return validateMessage(message, { maxBodyBytes: this.#maxBodyBytes })
  }

  async #start(): Promise<void> {
    await this.#client.start()
    await Promise.all(this.#configuration.topics.map(topic => this.#prepareTopic(topic)))
  }

  async #drain(deadline: number): Promise<void> {
    await this.#pipeline.batches.stop({ timeoutMs: Math.max(0, deadline - performance.now()) })
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
        this.#maxBodyBytes = settings.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES
        if (settings.retryPolicy !== undefined) this.#useBackoff(settings.retryPolicy)
      },
      onCommand: (command, session) => {
        const orphan = command.recoverOrphanedTransactionCommand
        if (orphan == null) answerCommand(command, session, () => this.#describe())
        else void checkOrphan(this.#client, configuration.transactionChecker, orphan, session)
      },
      onRoute: route => this.#pipeline.onRoute(route),
      onHealthy: endpoints => this.#isolation.release(endpoints),
      onReconnected: endpoints => {
        this.#isolation.release(endpoints)
        void this.#pipeline.probeAll()
      },
    }
  }

  #useBackoff(policy: RetryPolicy): void {
    this.#pipeline.dispatcher.backoff = policy
  }

  #declaredTopics(): string[] {
    return [...new Set([...this.#configuration.topics, ...this.#pipeline.topicNames()])]
  }

  #describe(): string {
    return JSON.stringify(this.stats(), undefined, 1)
  }
}
