import { Client, type ClientRole } from '../client/client.js'
import { type ClientState, type CloseOptions, Lifecycle, type StartOptions } from '../client/lifecycle.js'
import { inspectServers, type ServerInspection } from '../client/server-inspection.js'
import { answerCommand } from '../client/telemetry-commands.js'
import { combinedError, counted, failuresOf, RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import { isText, validateTopicName } from '../message/message-validation.js'
import { checkCallOptions } from '../options/call-options.js'
import { ProducerCalls } from '../remoting/producer-calls.js'
import type { ClientStats, Monitored, ProducerStats } from '../stats/stats.js'
import type { SendReceipt } from './dispatcher.js'
import { SendPools } from './envelope.js'
import {
  type ProducerConfiguration,
  type ProducerOptions,
  parseProducerOptions,
  SEND_OPTION_NAMES,
  type SendOptions,
} from './producer-options.js'
import { PublishingTopics } from './publishing-topics.js'
import { DEFAULT_MAX_BODY_BYTES, SendPipeline } from './send-pipeline.js'
import { OrphanChecker, Transaction, TransactionEnds } from './transaction.js'

/**
 * Sends messages. Every `send()` is awaited by itself; concurrent ones share requests wherever the server
 * keeps batched messages whole.
 *
 * A promise is fulfilled only when the broker has stored the message. It rejects with a {@link RocketMQError}: at once
 * for what the server would refuse, or with code TIMEOUT when `deliveryTimeoutMs` is over. If a reply is lost, the
 * message is sent again, so consumers may see it twice, but it is not lost. With `maxAttempts: 1` it is sent only once,
 * and may be lost instead.
 */
export class Producer implements Monitored, AsyncDisposable {
  readonly #configuration: ProducerConfiguration
  readonly #client: Client
  readonly #pools: SendPools
  readonly #calls: ProducerCalls
  readonly #ends: TransactionEnds
  readonly #orphans: OrphanChecker
  readonly #topics: PublishingTopics
  readonly #pipeline: SendPipeline
  readonly #lifecycle: Lifecycle
  #warnedOfNoChecker = false

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: ProducerOptions) {
    this.#configuration = parseProducerOptions(options)
    const gzip = this.#configuration.wireCompression === 'gzip'
    this.#client = new Client(this.#configuration.client, this.#role(), { gzip })
    this.#pools = new SendPools(this.#configuration)
    this.#calls = this.#makeCalls()
    this.#ends = new TransactionEnds(this.#calls)
    this.#orphans = new OrphanChecker(this.#client, this.#ends, this.#configuration.transactionChecker)
    const { batch, fifoOnBrokerLoss } = this.#configuration
    this.#topics = new PublishingTopics(this.#client, batch, fifoOnBrokerLoss)
    this.#pipeline = new SendPipeline(this.#configuration, this, {
      client: this.#client,
      topics: this.#topics,
      calls: this.#calls,
      pools: this.#pools,
    })
    this.#lifecycle = new Lifecycle('producer', {
      start: () => this.#start(),
      abandonStart: () => this.#client.stop(false),
      onFailedAttempt: failure => this.#client.noteFailedStart(failure),
      drain: deadline => this.#pipeline.drain(deadline),
      close: [
        async () => this.#orphans.close(),
        deadline => this.#pipeline.stop(deadline),
        () => this.#client.stop(true),
        deadline => this.#client.closeConnections(deadline),
        () => this.#client.detach(this),
      ],
      onUnfinished: failure => this.#client.log('warn', failure.message),
    })
    this.#client.attach(this)
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
   * Connects, and gets ready for the declared `topics`. Idempotent; the first send calls it, and waits for it as long
   * as its delivery time lasts. It waits for a server that is not up yet.
   *
   * @throws RocketMQError (as a rejection) at once for an error that will not pass, such as an unknown topic or a wrong
   *   secret; after `timeoutMs` with the reason why the last attempt failed. May be called again then.
   */
  start(options?: StartOptions): Promise<void> {
    return this.#lifecycle.start(options)
  }

  /**
   * Takes no more messages, settles those it has, then closes everything. Idempotent: all calls get the same promise.
   *
   * @throws RocketMQError TIMEOUT saying how many messages were given up, if the time was too short
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#lifecycle.close(options)
  }

  /** {@link Producer.close} with its default. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * Sends one message and resolves when the broker has stored it.
   *
   * What the message says is taken over at the call: the object may be changed, or filled in for the next message,
   * while the promise is pending. Only the bytes of a body are not copied; they must not change until it has settled.
   *
   * @throws RocketMQError (as a rejection) with the server's code for what it would refuse, `ABORTED`,
   *   `CLOSED`, `FULL`, or `TIMEOUT`
   */
  send(message: Message, options?: SendOptions): Promise<SendReceipt> {
    if (options === undefined) return this.#pipeline.send(message, false, undefined)
    try {
      checkCallOptions('send()', options, SEND_OPTION_NAMES)
    } catch (error) {
      return Promise.reject(error)
    }
    return this.#pipeline.send(message, false, options.signal)
  }

  /**
   * Sends messages of one topic or many, and resolves with their receipts in order. All are validated before
   * any is sent. If some fail, it rejects with the first failure; its `cause` is an AggregateError of all.
   *
   * @param messages an array, or another iterable, which is read at the call; it may give the same object again,
   *   filled in anew
   */
  async sendBatch(messages: Iterable<Message>, options?: SendOptions): Promise<SendReceipt[]> {
    checkCallOptions('sendBatch()', options, SEND_OPTION_NAMES)
    if (typeof messages !== 'object' || messages === null || !(Symbol.iterator in messages)) {
      throw new RocketMQError(
        'INVALID_ARGUMENT',
        'sendBatch() takes an array, or another iterable, of messages',
      )
    }
    const outcomes = await Promise.allSettled(this.#pipeline.sendAll(messages, options?.signal))
    const failures = failuresOf(outcomes)
    if (failures.length > 0)
      throw combinedError(`${failures.length} of ${counted(outcomes.length, 'message')} failed`, failures)
    return outcomes.map(each => (each as PromiseFulfilledResult<SendReceipt>).value)
  }

  /** Settles when everything sent before has settled; a batch that lingers leaves at once. */
  flush(): Promise<void> {
    return this.#pipeline.flush()
  }

  /**
   * Begins a transaction of one message. The topic must be of type TRANSACTION. Without `transactionChecker` this is
   * warned of once; it is no error, because another producer of the topic may have one.
   */
  beginTransaction(): Transaction {
    this.#warnOfNoChecker()
    return new Transaction(this.#ends, (message, signal) => this.#pipeline.send(message, true, signal))
  }

  /**
   * Takes a delayed message back before its time.
   *
   * @param recallHandle `recallHandle` of its receipt
   * @returns the id of the recalled message
   * @throws RocketMQError (as a rejection) ILLEGAL_TOPIC, INVALID_ARGUMENT, or the server's reason
   */
  async recall(topic: string, recallHandle: string): Promise<string> {
    validateTopicName(topic)
    if (!isText(recallHandle)) {
      throw new RocketMQError(
        'INVALID_ARGUMENT',
        "recall: the handle must be the recallHandle of a delayed message's receipt",
      )
    }
    await this.start()
    return this.#calls.recall(this.#configuration.client.endpoints, topic, recallHandle)
  }

  /**
   * What the servers prove of themselves, where a topic is, and whether its messages share requests; with
   * `batch.nameServer` also its brokers and their versions. Writes nothing.
   *
   * @param topic an existing topic; without one only the access point is asked, and its mode stays unknown
   * @throws RocketMQError (as a rejection) why a server cannot be asked, or TOPIC_NOT_FOUND
   */
  async inspect(topic?: string): Promise<ServerInspection> {
    await this.start()
    const found = await inspectServers(this.#client, topic)
    return {
      ...found,
      ...(topic === undefined ? {} : { coalescing: await this.#topics.coalescing(topic) }),
      ...(await this.#inspectBrokers(topic)),
    }
  }

  /** Everything this producer counts. */
  stats(): ClientStats {
    const pipeline = this.#pipeline
    return {
      ...this.#client.stats(),
      state: this.state,
      pools: this.#pools.stats(),
      batches: Object.values(pipeline.batches.stats()),
      producer: this.#producerStats(),
    }
  }

  async #inspectBrokers(
    topic: string | undefined,
  ): Promise<Pick<ServerInspection, 'brokers' | 'nameServerFailure'>> {
    try {
      const brokers = await this.#topics.brokers(topic)
      return brokers === undefined ? {} : { brokers }
    } catch (error) {
      return { nameServerFailure: RocketMQError.from(error).message }
    }
  }

  #producerStats(): ProducerStats {
    const stats = this.#pipeline.stats()
    const uncoalesced = this.#topics.uncoalesced()
    return uncoalesced.length === 0 ? stats : { ...stats, uncoalesced }
  }

  #warnOfNoChecker(): void {
    if (this.#configuration.transactionChecker !== undefined || this.#warnedOfNoChecker) return
    this.#warnedOfNoChecker = true
    this.#client.log(
      'warn',
      'beginTransaction() without transactionChecker: if a producer dies between send() and commit(), the server ' +
        'asks the producers of the topic what to do, and discards the message when nobody answers. Give this ' +
        'producer, or another one of the topic, the option transactionChecker',
    )
  }

  async #start(): Promise<void> {
    await this.#client.start()
    await Promise.all(this.#configuration.topics.map(topic => this.#topics.prepare(topic)))
  }

  #makeCalls(): ProducerCalls {
    const { namespace, requestTimeoutMs } = this.#configuration.client
    const { id, rpc } = this.#client
    return new ProducerCalls(rpc, {
      namespace,
      bornHost: id.slice(0, id.indexOf('@')),
      requestTimeoutMs,
      compress: this.#configuration.wireCompression === 'gzip',
      buffers: this.#pools.buffers,
    })
  }

  #role(): ClientRole {
    const configuration = this.#configuration
    return {
      kind: 'producer',
      consumerGroup: undefined,
      startTopics: () => configuration.topics,
      settings: () => ({ topics: this.#declaredTopics(), maxBodyBytes: DEFAULT_MAX_BODY_BYTES }),
      onSettings: settings => this.#pipeline.useSettings(settings),
      onCommand: (command, endpoints) => {
        if (command.kind === 'orphanedTransaction') void this.#orphans.ask(command, endpoints)
        else answerCommand(command, () => this.#describe())
      },
      onRoute: route => this.#topics.onRoute(route),
      onHealthy: endpoints => this.#topics.onHealthy(endpoints),
      onReconnected: endpoints => this.#topics.onReconnected(endpoints),
    }
  }

  #declaredTopics(): string[] {
    return [...new Set([...this.#configuration.topics, ...this.#topics.names])]
  }

  #describe(): string {
    return JSON.stringify(this.stats(), undefined, 1)
  }
}
