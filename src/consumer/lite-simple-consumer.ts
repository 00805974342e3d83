import type { ClientRole } from '../client/client.js'
import type { ClientState, CloseOptions, StartOptions } from '../client/lifecycle.js'
import type { MessageView } from '../message/message-view.js'
import type { ClientStats, Monitored } from '../stats/stats.js'
import { answerConsumerCommand } from './consumer-commands.js'
import type { SubscribeLiteOptions } from './lite-push-consumer.js'
import {
  type LiteSimpleConfiguration,
  type LiteSimpleConsumerOptions,
  parseLiteSimpleConsumerOptions,
} from './lite-simple-consumer-options.js'
import { LiteSubscriptions } from './lite-subscriptions.js'
import { type ReceiveOptions, SimpleEngine } from './simple-engine.js'

/**
 * Receives the messages of those lite topics it subscribes to, of one topic of type LITE, when the application
 * asks for them. Needs server 5.5.0 or later with its proxy in CLUSTER mode.
 *
 * A lite topic gives nothing more while a message of it is neither acknowledged nor visible again.
 */
export class LiteSimpleConsumer implements Monitored, AsyncDisposable, AsyncIterable<MessageView> {
  readonly #configuration: LiteSimpleConfiguration
  readonly #engine: SimpleEngine
  readonly #lite: LiteSubscriptions

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: LiteSimpleConsumerOptions) {
    this.#configuration = parseLiteSimpleConsumerOptions(options)
    const { simple, bindTopic, onUnsubscribed } = this.#configuration
    this.#engine = new SimpleEngine(simple, this.#role(), this, {
      start: () => this.#lite.start(),
      stop: () => this.#lite.stop(),
    })
    this.#lite = new LiteSubscriptions(this.#engine.client, this.#engine.calls, bindTopic, onUnsubscribed)
    simple.client.monitor?.attach(this)
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
   * Ends running receives and iterations, and hands back what was received for nobody, at once; then waits for what
   * the application was given, as that of `SimpleConsumer`. Idempotent and shared.
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#engine.lifecycle.close(options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /**
   * Receives a lite topic from now on; it need not exist yet. Repeating it changes nothing.
   *
   * @throws RocketMQError (as a rejection) ILLEGAL_LITE_TOPIC, LITE_SUBSCRIPTION_QUOTA_EXCEEDED, or the
   *   server's reason
   */
  async subscribeLite(liteTopic: string, { offset }: SubscribeLiteOptions = {}): Promise<void> {
    await this.start()
    await this.#lite.add(liteTopic, offset)
  }

  /** Receives a lite topic no more. */
  async unsubscribeLite(liteTopic: string): Promise<void> {
    await this.start()
    await this.#lite.remove(liteTopic)
  }

  /** The lite topics subscribed to now. */
  liteTopics(): string[] {
    return this.#lite.topics
  }

  /**
   * Waits for messages of any lite topic, up to `awaitDurationMs`; an empty array when none came.
   *
   * @throws RocketMQError (as a rejection) `ABORTED`, `CLOSED`, or the server's reason
   */
  receive(options: ReceiveOptions = {}): Promise<MessageView[]> {
    return this.#engine.receive(options)
  }

  /** Messages one after the other, until the consumer is closed; as that of `SimpleConsumer`. */
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

  /** Everything this consumer counts. */
  stats(): ClientStats {
    return this.#engine.stats()
  }

  #role(): ClientRole {
    const { consumerGroup, awaitDurationMs, subscriptions } = this.#configuration.simple
    return {
      kind: 'lite-simple-consumer',
      consumerGroup,
      startTopics: () => subscriptions.topics,
      settings: () => ({ group: consumerGroup, filters: subscriptions, awaitDurationMs }),
      onSettings: settings => this.#lite.useSettings(settings),
      onCommand: (command, endpoints) => {
        if (!this.#lite.onCommand(command)) answerConsumerCommand(command, endpoints, this.#engine, undefined)
      },
      onRoute: () => this.#lite.syncAll(),
      onHealthy: () => {},
      onReconnected: () => this.#lite.syncAll(),
    }
  }
}
