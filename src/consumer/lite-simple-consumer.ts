import type { MessageView } from '../message/message-view.js'
import { Consumer } from './consumer.js'
import type { SubscribeLiteOptions } from './lite-subscriptions.js'
import { type LiteSimpleConsumerOptions, parseLiteSimpleConsumerOptions } from './simple-consumer-options.js'
import { type ReceiveOptions, SimpleEngine } from './simple-engine.js'

/**
 * Receives the messages of those lite topics it subscribes to, of one topic of type LITE, when the application
 * asks for them. Needs server 5.5.0 or later with its proxy in CLUSTER mode.
 *
 * A lite topic gives nothing more while a message of it is neither acknowledged nor visible again.
 */
export class LiteSimpleConsumer extends Consumer implements AsyncIterable<MessageView> {
  readonly #engine: SimpleEngine

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: LiteSimpleConsumerOptions) {
    const engine = new SimpleEngine(parseLiteSimpleConsumerOptions(options))
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
}
