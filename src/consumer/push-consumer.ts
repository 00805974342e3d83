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

  /** Receives nothing until `resume()`; messages that are here already are still handled. */
  pause(): void {
    this.#engine.queues.pause()
  }

  /** Receives again after `pause()`. */
  resume(): void {
    this.#engine.queues.resume()
  }

  /**
   * Adds a topic, or changes its filter; a running consumer receives it when this has settled. For a new filter that
   * takes up to the server's long polling time (20 s) if no messages come: a poll with the old filter that waits at the
   * server cannot be taken back, and messages that do not match it are skipped for the whole group.
   *
   * @throws RocketMQError the server's reason, such as TOPIC_NOT_FOUND; the subscription is as before then
   */
  subscribe(topic: string, filter: string | FilterExpression = '*'): Promise<void> {
    return this.#engine.subscribe(topic, filter)
  }

  /**
   * Ends the subscription of a topic. Settles when no poll of it is out; messages of it that no handler has begun go
   * back to the server.
   */
  unsubscribe(topic: string): Promise<void> {
    return this.#engine.unsubscribe(topic)
  }
}
