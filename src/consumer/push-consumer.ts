import { Consumer } from './consumer.js'
import { type PushConsumerOptions, parsePushConsumerOptions } from './push-consumer-options.js'
import { PushEngine } from './push-engine.js'
import type { FilterExpression } from './subscriptions.js'

/**
 * Receives messages as they come and hands them to a handler: in order per message group if the group is FIFO
 * on the server, otherwise up to `concurrency` at once. A message is acknowledged only after its handler.
 */
export class PushConsumer extends Consumer {
  readonly #engine: PushEngine

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: PushConsumerOptions) {
    const engine = new PushEngine(parsePushConsumerOptions(options))
    super(engine)
    this.#engine = engine
  }

  /** Receives no more until `resume()`; messages that are here already are still handled. */
  pause(): void {
    this.#engine.queues.pause()
  }

  /** Receives again after `pause()`. */
  resume(): void {
    this.#engine.queues.resume()
  }

  /**
   * Adds a topic, or changes what is wanted of it; a running consumer receives it when this settles. A changed filter
   * holds from then on, and takes up to the server's long polling time (20 s) on a topic without messages: a poll
   * that waits there cannot be taken back, and what it refuses is passed over for the whole group.
   *
   * @throws RocketMQError the server's reason, such as TOPIC_NOT_FOUND; the subscription is as before then
   */
  subscribe(topic: string, filter: string | FilterExpression = '*'): Promise<void> {
    return this.#engine.subscribe(topic, filter)
  }

  /**
   * Receives no more of a topic. Settles when no poll of it is out; messages of it that no handler began go back
   * to the server.
   */
  unsubscribe(topic: string): Promise<void> {
    return this.#engine.unsubscribe(topic)
  }
}
