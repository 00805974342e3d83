import { Consumer } from './consumer.js'
import type { SubscribeLiteOptions } from './lite-subscriptions.js'
import { type LitePushConsumerOptions, parseLitePushConsumerOptions } from './push-consumer-options.js'
import { PushEngine } from './push-engine.js'

/**
 * Receives the messages of those lite topics it subscribes to, of one topic of type LITE, and hands them to a
 * handler in order per lite topic. Needs server 5.5.0 or later with its proxy in CLUSTER mode.
 */
export class LitePushConsumer extends Consumer {
  readonly #engine: PushEngine

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: LitePushConsumerOptions) {
    const engine = new PushEngine(parseLitePushConsumerOptions(options))
    super(engine)
    this.#engine = engine
  }

  /**
   * Receives a lite topic from now on; it need not exist yet. Repeating it changes nothing.
   *
   * @throws RocketMQError (as a rejection) ILLEGAL_LITE_TOPIC, LITE_SUBSCRIPTION_QUOTA_EXCEEDED, or the
   *   server's reason
   */
  subscribeLite(liteTopic: string, options: SubscribeLiteOptions = {}): Promise<void> {
    return this.#engine.lite.add(liteTopic, options)
  }

  /** Ends the subscription of a lite topic. */
  unsubscribeLite(liteTopic: string): Promise<void> {
    return this.#engine.lite.remove(liteTopic)
  }

  /** The lite topics subscribed to now. */
  liteTopics(): string[] {
    return this.#engine.lite.topics
  }

  /** Receives nothing until `resume()`; messages that are here already are still handled. */
  pause(): void {
    this.#engine.queues.pause()
  }

  /** Receives again after `pause()`. */
  resume(): void {
    this.#engine.queues.resume()
  }
}
