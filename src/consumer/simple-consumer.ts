import { Client, type ClientRole } from '../client/client.js'
import { type ClientState, type CloseOptions, Lifecycle } from '../client/lifecycle.js'
import { answerCommand } from '../client/telemetry-commands.js'
import { combinedError, failuresOf, RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { ClientStats, Monitored } from '../monitor/stats.js'
import { apache } from '../remoting/generated/protocol.js'
import { fromMs } from '../remoting/time-codec.js'
import type { MessageQueue } from '../route/message-queue.js'
import { Acknowledger } from './acknowledger.js'
import { ConsumerCounter } from './consumer-counter.js'
import { MAX_INVISIBLE_MS, MIN_INVISIBLE_MS } from './consumer-options.js'
import type { FilterExpression } from './filter-expression.js'
import { Invisibility } from './invisibility.js'
import { PollRace } from './poll-race.js'
import { Receiver } from './receiver.js'
import {
  parseSimpleConsumerOptions,
  type SimpleConsumerConfiguration,
  type SimpleConsumerOptions,
} from './simple-consumer-options.js'
import type { Subscriptions } from './subscriptions.js'

/** What one `receive()` asks for. */
export interface ReceiveOptions {
  /** Most messages to return, 1 to 32: the server never gives more at once. Default 32. */
  maxMessages?: number | undefined
  /** How long they stay hidden from others, 10 s to 12 h, in milliseconds. Default: the consumer's. */
  invisibleDurationMs?: number | undefined
  /** Ends the wait. Messages that were arriving at that moment are kept for the next `receive()`. */
  signal?: AbortSignal | undefined
}

/** Most messages a server gives in one answer. */
const SERVER_BATCH = 32

/**
 * Receives messages when the application asks for them, and lets it acknowledge each when it likes.
 *
 * One `receive()` polls every topic and broker side by side and returns what comes first, so that an empty
 * topic never keeps a full one waiting.
 */
export class SimpleConsumer implements Monitored, AsyncDisposable, AsyncIterable<MessageView> {
  readonly #configuration: SimpleConsumerConfiguration
  readonly #subscriptions: Subscriptions
  readonly #client: Client
  readonly #counter = new ConsumerCounter()
  readonly #acknowledger: Acknowledger
  readonly #invisibility: Invisibility
  readonly #race: PollRace
  readonly #lifecycle: Lifecycle

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: SimpleConsumerOptions) {
    this.#configuration = parseSimpleConsumerOptions(options)
    this.#subscriptions = this.#configuration.subscriptions
    const { client, consumerGroup } = this.#configuration
    this.#client = new Client(client, this.#role(), { gzip: false })
    this.#acknowledger = new Acknowledger(this.#client, consumerGroup, this.#counter)
    this.#invisibility = new Invisibility(this.#client, consumerGroup)
    this.#race = new PollRace(new Receiver(this.#client, consumerGroup, this.#counter))
    this.#lifecycle = new Lifecycle('consumer', {
      start: () => this.#client.start(),
      abandonStart: () => this.#client.stop(false),
      close: [
        () => this.#handBack(),
        deadline => this.#acknowledger.stop(Math.max(0, deadline - performance.now())),
        () => this.#client.stop(true),
        deadline => this.#client.closeConnections(deadline),
        () => client.monitor?.detach(this),
      ],
    })
    client.monitor?.attach(this)
  }

  /** The id by which the server knows this consumer. */
  get clientId(): string {
    return this.#client.id
  }

  /** Where the consumer is in its life. */
  get state(): ClientState {
    return this.#lifecycle.state
  }

  /**
   * Connects. Idempotent; the first use calls it. Rejects within a few request time-outs with the server's
   * reason, such as an unknown topic or group, and may be called again then.
   */
  start(): Promise<void> {
    return this.#lifecycle.start()
  }

  /**
   * Ends running polls, hands back what was received for nobody, finishes acknowledgements, closes everything.
   * Idempotent and shared.
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#lifecycle.close(options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * Waits for messages, up to `awaitDurationMs`; an empty array when none came.
   *
   * @throws RocketMQError (as a rejection) `ABORTED`, `CLOSED`, or the server's reason
   */
  async receive(options: ReceiveOptions = {}): Promise<MessageView[]> {
    const { signal } = options
    const { maxMessages, invisibleDurationMs } = this.#checkReceive(options)
    await this.start()
    const polls = await this.#polls()
    return this.#race.run(
      polls.map(({ queue, filter }) => ({
        queue,
        filter,
        maxMessages,
        invisibleDurationMs,
        awaitDurationMs: this.#configuration.awaitDurationMs,
      })),
      maxMessages,
      signal,
    )
  }

  /**
   * Messages one after the other, until the consumer is closed. Those fetched, but not reached when the loop
   * is left, are handed back.
   */
  async *[Symbol.asyncIterator](): AsyncIterator<MessageView, void, void> {
    let messages: MessageView[] = []
    try {
      while (this.state !== 'closing' && this.state !== 'closed') {
        messages = await this.#receiveUnlessClosed()
        for (let next = messages.shift(); next !== undefined; next = messages.shift()) yield next
      }
    } finally {
      await this.#release(messages)
    }
  }

  /**
   * Acknowledges one message or many; settles when the server confirmed all.
   *
   * @throws RocketMQError INVALID_RECEIPT_HANDLE for a message whose invisible duration is over: it is
   *   delivered again. Several failures come as one error with all of them in `cause`.
   */
  async ack(messages: MessageView | readonly MessageView[]): Promise<void> {
    if (!Array.isArray(messages)) return this.#acknowledger.ack(messages as MessageView)
    const all = messages as readonly MessageView[]
    const failures = failuresOf(await Promise.allSettled(all.map(message => this.#acknowledger.ack(message))))
    if (failures.length > 0) {
      throw combinedError(`${failures.length} of ${all.length} acknowledgements failed`, failures)
    }
  }

  /** Makes a message visible to others again `milliseconds` from now; 0 is at once. */
  changeInvisibleDuration(message: MessageView, milliseconds: number): Promise<void> {
    return this.#invisibility.change(message, milliseconds)
  }

  /** Adds a topic, or changes what is wanted of it. */
  async subscribe(topic: string, filter: string | FilterExpression = '*'): Promise<void> {
    this.#subscriptions.set(topic, filter)
    if (this.state !== 'running') return
    try {
      await this.#client.routes.get(topic)
    } catch (error) {
      this.#subscriptions.delete(topic)
      throw error
    }
    this.#client.syncSettings()
  }

  /** Receives no more of a topic. */
  unsubscribe(topic: string): void {
    if (!this.#subscriptions.delete(topic)) return
    this.#client.routes.drop(topic)
    if (this.state === 'running') this.#client.syncSettings()
  }

  /** Everything this consumer counts. */
  stats(): ClientStats {
    return {
      ...this.#client.stats(),
      state: this.state,
      consumerGroup: this.#configuration.consumerGroup,
      pools: [],
      batches: [this.#acknowledger.stats()],
      consumer: this.#counter.stats({ inFlight: 0, ...this.#race.held() }),
    }
  }

  #checkReceive(options: ReceiveOptions): { maxMessages: number; invisibleDurationMs: number } {
    const { maxMessages = SERVER_BATCH, invisibleDurationMs = this.#configuration.invisibleDurationMs } =
      options
    if (!Number.isInteger(maxMessages) || maxMessages < 1 || maxMessages > SERVER_BATCH) {
      throw new RocketMQError(
        'INVALID_ARGUMENT',
        `maxMessages must be 1 to ${SERVER_BATCH}, not ${maxMessages}`,
      )
    }
    if (!(invisibleDurationMs >= MIN_INVISIBLE_MS && invisibleDurationMs <= MAX_INVISIBLE_MS)) {
      throw new RocketMQError(
        'ILLEGAL_INVISIBLE_TIME',
        `invisibleDurationMs must be ${MIN_INVISIBLE_MS} to ${MAX_INVISIBLE_MS}, not ${invisibleDurationMs}`,
      )
    }
    return { maxMessages, invisibleDurationMs }
  }

  /** One poll for each broker of each topic. */
  async #polls(): Promise<{ queue: MessageQueue; filter: FilterExpression }[]> {
    const { topics } = this.#subscriptions
    if (topics.length === 0) {
      throw new RocketMQError('INVALID_ARGUMENT', 'this consumer has no subscription; call subscribe() first')
    }
    const perTopic = await Promise.all(
      topics.map(async topic => {
        const route = await this.#client.routes.get(topic)
        const filter = this.#subscriptions.get(topic)
        return filter === undefined ? [] : route.readableBrokers.map(queue => ({ queue, filter }))
      }),
    )
    return perTopic.flat()
  }

  async #receiveUnlessClosed(): Promise<MessageView[]> {
    try {
      return await this.receive()
    } catch (error) {
      const { code } = RocketMQError.from(error)
      if ((code === 'CLOSED' || code === 'ABORTED') && this.state !== 'running') return []
      throw error
    }
  }

  async #handBack(): Promise<void> {
    await this.#release(await this.#race.close())
  }

  /** Lets others have messages soon that were received here for nobody; their attempt is not counted. */
  async #release(messages: readonly MessageView[]): Promise<void> {
    await Promise.allSettled(messages.map(message => this.#invisibility.change(message, 0, true)))
  }

  #role(): ClientRole {
    const { consumerGroup, awaitDurationMs } = this.#configuration
    return {
      kind: 'simple-consumer',
      consumerGroup,
      startTopics: () => this.#subscriptions.topics,
      settings: () => ({
        clientType: apache.rocketmq.v2.ClientType.SIMPLE_CONSUMER,
        subscription: {
          group: this.#client.resource(consumerGroup),
          subscriptions: this.#subscriptions.toWire(this.#configuration.client.namespace),
          longPollingTimeout: fromMs(awaitDurationMs),
        },
      }),
      onSettings: () => {},
      onCommand: (command, session) =>
        answerCommand(command, session, () => JSON.stringify(this.stats(), undefined, 1)),
      onRoute: () => {},
      onHealthy: () => {},
      onReconnected: () => {},
    }
  }
}
