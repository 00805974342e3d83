import type { ClientRole } from '../client/client.js'
import type { ClientState, CloseOptions, Lifecycle, StartOptions } from '../client/lifecycle.js'
import type { ClientStats, Monitored } from '../stats/stats.js'
import type { LiteOffset } from '../wire/lite-offset.js'
import { answerConsumerCommand } from './consumer-commands.js'
import type { LineRule } from './fifo-consume-service.js'
import {
  type LitePushConfiguration,
  type LitePushConsumerOptions,
  parseLitePushConsumerOptions,
} from './lite-push-consumer-options.js'
import { LiteSubscriptions } from './lite-subscriptions.js'
import { pushLifecycle } from './push-consumer.js'
import { PushEngine } from './push-engine.js'

/** Messages of one lite topic are one order. One that is suspended takes those behind it along. */
const LITE_TOPICS: LineRule = {
  keyOf: ({ liteTopic, messageId }) => liteTopic ?? `id ${messageId}`,
  suspendsLine: true,
}

/** How to subscribe to one lite topic. */
export interface SubscribeLiteOptions {
  /** Where to begin, if the group has not consumed this lite topic yet. Default: the server's choice. */
  offset?: LiteOffset | undefined
}

/**
 * Receives the messages of those lite topics it subscribes to, of one topic of type LITE, and hands them to a
 * handler in order per lite topic. Needs server 5.5.0 or later with its proxy in CLUSTER mode.
 */
export class LitePushConsumer implements Monitored, AsyncDisposable {
  readonly #configuration: LitePushConfiguration
  readonly #engine: PushEngine
  readonly #lite: LiteSubscriptions
  readonly #lifecycle: Lifecycle

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: LitePushConsumerOptions) {
    this.#configuration = parseLitePushConsumerOptions(options)
    const { push, bindTopic, onUnsubscribed } = this.#configuration
    const flavour = { kind: 'lite-push-consumer', lines: LITE_TOPICS, alwaysOrdered: true } as const
    this.#engine = new PushEngine(push, flavour, this.#role())
    this.#lite = new LiteSubscriptions(this.#engine.client, this.#engine.calls, bindTopic, onUnsubscribed)
    this.#lifecycle = pushLifecycle(this.#engine, push, this, {
      start: () => this.#lite.start(),
      stop: () => this.#lite.stop(),
    })
    push.client.monitor?.attach(this)
  }

  /** The id by which the server knows this consumer. */
  get clientId(): string {
    return this.#engine.client.id
  }

  /** Where the consumer is in its life. */
  get state(): ClientState {
    return this.#lifecycle.state
  }

  /**
   * Connects and begins to receive. Idempotent; the first `subscribeLite()` calls it. It waits for a server that is not up yet.
   *
   * @throws RocketMQError (as a rejection) at once what is certain to stay, such as a group that is not bound to the topic or a
   *   wrong secret; after `timeoutMs` why the last attempt failed. May be called again then.
   */
  start(options?: StartOptions): Promise<void> {
    return this.#lifecycle.start(options)
  }

  /**
   * Ends polls at once, hands back what no handler began, lets running handlers end, acknowledges, closes.
   * Idempotent and shared. Called by a handler, it resolves at once, as that of `PushConsumer`.
   *
   * @throws RocketMQError TIMEOUT saying how many handlers were still running, if the time was too short
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#engine.closeBy(this.#lifecycle, options)
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

  /** Receives no more until `resume()`; messages that are here already are still handled. */
  pause(): void {
    this.#engine.queues.pause()
  }

  /** Receives again after `pause()`. */
  resume(): void {
    this.#engine.queues.resume()
  }

  /** Everything this consumer counts. */
  stats(): ClientStats {
    return this.#engine.stats(this.state)
  }

  #role(): ClientRole {
    const { consumerGroup, subscriptions } = this.#configuration.push
    return {
      kind: 'lite-push-consumer',
      consumerGroup,
      startTopics: () => subscriptions.topics,
      settings: () => ({ group: consumerGroup, filters: subscriptions }),
      onSettings: settings => {
        this.#engine.useSettings(settings)
        this.#lite.useSettings(settings)
      },
      onCommand: (command, endpoints) => {
        if (!this.#lite.onCommand(command))
          answerConsumerCommand(command, endpoints, this.#describable(), message =>
            this.#engine.verify(message),
          )
      },
      onRoute: () => this.#lite.syncAll(),
      onHealthy: () => {},
      onReconnected: () => this.#lite.syncAll(),
    }
  }

  #describable() {
    return {
      describe: () => [...this.#engine.describe(), `lite topics: ${this.#lite.topics.join(' ')}`],
      stats: () => this.stats(),
    }
  }
}
