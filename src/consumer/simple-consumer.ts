import type { MessageView } from '../message/message-view.js'
import { Consumer } from './consumer.js'
import { parseSimpleConsumerOptions, type SimpleConsumerOptions } from './simple-consumer-options.js'
import { type GroupInspection, type ReceiveOptions, SimpleEngine } from './simple-engine.js'
import type { FilterExpression } from './subscriptions.js'

/**
 * Receives messages when the application asks for them, and lets it acknowledge each when it likes.
 *
 * One `receive()` polls every topic and broker side by side and returns what comes first, so that an empty
 * topic never keeps a full one waiting.
 */
export class SimpleConsumer extends Consumer implements AsyncIterable<MessageView> {
  readonly #engine: SimpleEngine

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: SimpleConsumerOptions) {
    const engine = new SimpleEngine(parseSimpleConsumerOptions(options))
    super(engine)
    this.#engine = engine
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
   *   delivered again; INVALID_ARGUMENT for one that another group received. Several failures come as one error with
   *   all of them in `cause`.
   */
  ack(messages: MessageView | readonly MessageView[]): Promise<void> {
    return this.#engine.ack(messages)
  }

  /** Makes a message visible to others again `milliseconds` from now, 12 hours at most; 0 is at once. */
  changeInvisibleDuration(message: MessageView, milliseconds: number): Promise<void> {
    return this.#engine.changeInvisibleDuration(message, milliseconds)
  }

  /**
   * Adds a topic, or changes its filter. A new filter applies to all that is received after this has settled. That takes
   * up to `awaitDurationMs` if polls with the old filter are out: they cannot be taken back, and messages that do not
   * match their filter are skipped for the whole group. What they bring goes back to the server, to be filtered anew.
   *
   * @throws RocketMQError the server's reason, such as TOPIC_NOT_FOUND; the subscription is as before then
   */
  subscribe(topic: string, filter: string | FilterExpression = '*'): Promise<void> {
    return this.#engine.subscribe(topic, filter)
  }

  /** Ends the subscription of a topic, from the next `receive()` on; messages of it that are kept here go back. */
  unsubscribe(topic: string): Promise<void> {
    return this.#engine.unsubscribe(topic)
  }

  /**
   * What the server says of the group. Writes nothing and receives nothing.
   *
   * @throws RocketMQError (as a rejection) why the server cannot be asked, or CONSUMER_GROUP_NOT_FOUND
   */
  async inspect(): Promise<GroupInspection> {
    await this.start()
    return this.#engine.inspect()
  }
}
