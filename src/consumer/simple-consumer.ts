import type { ClientRole } from '../client/client.js'
import type { ClientState, CloseOptions, StartOptions } from '../client/lifecycle.js'
import type { MessageView } from '../message/message-view.js'
import type { ClientStats, Monitored } from '../stats/stats.js'
import type { ServerSettings } from '../wire/settings.js'
import { answerConsumerCommand } from './consumer-commands.js'
import type { FilterExpression } from './filter-expression.js'
import {
  parseSimpleConsumerOptions,
  type SimpleConsumerConfiguration,
  type SimpleConsumerOptions,
} from './simple-consumer-options.js'
import { type ReceiveOptions, SimpleEngine } from './simple-engine.js'

/** What a server says of a consumer group. */
export interface GroupInspection {
  consumerGroup: string
  /** Whether its messages are delivered in order. */
  fifo: boolean
  /** How often a message is delivered before it becomes a dead letter; `undefined` where the server does not say. */
  maxAttempts: number | undefined
}

/**
 * Receives messages when the application asks for them, and lets it acknowledge each when it likes.
 *
 * One `receive()` polls every topic and broker side by side and returns what comes first, so that an empty
 * topic never keeps a full one waiting.
 */
export class SimpleConsumer implements Monitored, AsyncDisposable, AsyncIterable<MessageView> {
  readonly #configuration: SimpleConsumerConfiguration
  readonly #engine: SimpleEngine
  #settings: ServerSettings | undefined

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: SimpleConsumerOptions) {
    this.#configuration = parseSimpleConsumerOptions(options)
    this.#engine = new SimpleEngine(this.#configuration, this.#role(), this)
    this.#configuration.client.monitor?.attach(this)
  }

  /** The id by which the server knows this consumer. */
  get clientId(): string {
    return this.#engine.client.id
  }

  /** Where the consumer is in its life. */
  get state(): ClientState {
    return this.#engine.lifecycle.state
  }

  /**
   * Connects. Idempotent; the first use calls it. It waits for a server that is not up yet.
   *
   * @throws RocketMQError (as a rejection) at once what is certain to stay, such as an unknown topic or group or a
   *   wrong secret; after `timeoutMs` why the last attempt failed. May be called again then.
   */
  start(options?: StartOptions): Promise<void> {
    return this.#engine.lifecycle.start(options)
  }

  /**
   * Ends running receives and iterations, and hands back what was received for nobody, at once. What the
   * application was given may be settled until the time is over: the consumer is closed when every message is
   * acknowledged or visible to others again. Messages that are left alone are waited for, too;
   * `close({ timeoutMs: 0 })` waits for none. Idempotent and shared.
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#engine.lifecycle.close(options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * Waits for messages, up to `awaitDurationMs`; an empty array when none came.
   *
   * @throws RocketMQError (as a rejection) `ABORTED`, `CLOSED`, or the server's reason
   */
  receive(options: ReceiveOptions = {}): Promise<MessageView[]> {
    return this.#engine.receive(options)
  }

  /**
   * Messages one after the other, until the consumer is closed. As many are fetched as the loop gets through in
   * half a second; what it does not reach, because it takes longer or is left, is handed back without costing an
   * attempt. The message that the loop works on stays hidden from others until the loop goes on, unless it is
   * acknowledged or given another invisible duration before. Leaving the loop ends it at once, also while it
   * waits; a pipeline with a signal needs `Readable.from(consumer)` for that, because Node.js tells only streams of
   * an abort. Failures that may pass are logged and tried again; others end the loop.
   */
  [Symbol.asyncIterator](): AsyncGenerator<MessageView, void, void> {
    return this.#engine.iterate()
  }

  /**
   * Acknowledges one message or many; settles when the server confirmed all.
   *
   * @throws RocketMQError INVALID_RECEIPT_HANDLE for a message whose invisible duration is over: it is
   *   delivered again. Several failures come as one error with all of them in `cause`.
   */
  ack(messages: MessageView | readonly MessageView[]): Promise<void> {
    return this.#engine.ack(messages)
  }

  /** Makes a message visible to others again `milliseconds` from now, 12 hours at most; 0 is at once. */
  changeInvisibleDuration(message: MessageView, milliseconds: number): Promise<void> {
    return this.#engine.changeInvisibleDuration(message, milliseconds)
  }

  /**
   * Adds a topic, or changes what is wanted of it. A changed filter holds for what is received after this settled,
   * and takes up to `awaitDurationMs` if polls of the filter before are out: they cannot be taken back, and what they
   * refuse is passed over for the whole group. What they bring goes back to be filtered anew.
   *
   * @throws RocketMQError the server's reason, such as TOPIC_NOT_FOUND; the subscription is as before then
   */
  async subscribe(topic: string, filter: string | FilterExpression = '*'): Promise<void> {
    const { subscriptions } = this.#configuration
    const before = subscriptions.get(topic)
    subscriptions.set(topic, filter)
    if (this.state !== 'running') return
    try {
      await this.#engine.client.routes.get(topic)
      await this.#engine.checkFilters(subscriptions.topicsWithSql.filter(each => each === topic))
    } catch (error) {
      if (before === undefined) subscriptions.delete(topic)
      else subscriptions.set(topic, before)
      throw error
    }
    await this.#engine.changeFilter(topic)
  }

  /** Receives no more of a topic, from the next `receive()` on. */
  unsubscribe(topic: string): void {
    if (this.#configuration.subscriptions.delete(topic)) this.#engine.dropTopic(topic)
  }

  /**
   * What the server says of the group. Writes nothing and receives nothing.
   *
   * @throws RocketMQError (as a rejection) why the server cannot be asked, or CONSUMER_GROUP_NOT_FOUND
   */
  async inspect(): Promise<GroupInspection> {
    await this.start()
    const { consumerGroup } = this.#configuration
    return {
      consumerGroup,
      fifo: this.#settings?.fifo ?? false,
      maxAttempts: this.#settings?.retryPolicy?.maxAttempts,
    }
  }

  /** Everything this consumer counts. */
  stats(): ClientStats {
    return this.#engine.stats()
  }

  #role(): ClientRole {
    const { consumerGroup, awaitDurationMs, subscriptions } = this.#configuration
    return {
      kind: 'simple-consumer',
      consumerGroup,
      startTopics: () => subscriptions.topics,
      settings: () => ({ group: consumerGroup, filters: subscriptions, awaitDurationMs }),
      onSettings: settings => {
        this.#settings = settings
      },
      onCommand: (command, endpoints) => answerConsumerCommand(command, endpoints, this.#engine, undefined),
      onRoute: () => {},
      onHealthy: () => {},
      onReconnected: () => {},
    }
  }
}
