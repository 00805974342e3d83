import type { ClientRole } from '../client/client.js'
import { type ClientState, type CloseOptions, Lifecycle, type StartOptions } from '../client/lifecycle.js'
import { RocketMQError } from '../errors.js'
import type { ClientStats, Monitored } from '../stats/stats.js'
import { answerConsumerCommand } from './consumer-commands.js'
import type { LineRule } from './fifo-consume-service.js'
import type { FilterExpression } from './filter-expression.js'
import {
  type PushConfiguration,
  type PushConsumerOptions,
  parsePushConsumerOptions,
} from './push-consumer-options.js'
import { PushEngine } from './push-engine.js'
import { noSideline, type Sideline } from './sideline.js'

/** Messages of one group are one order; those without a group are one order in each queue of each broker. */
const MESSAGE_GROUPS: LineRule = {
  keyOf: ({ messageGroup, queueId, storeHost }) =>
    messageGroup === undefined ? `queue ${queueId} ${storeHost}` : `group ${messageGroup}`,
  suspendsLine: false,
}

/**
 * Receives messages as they come and hands them to a handler: in order per message group if the group is FIFO
 * on the server, otherwise up to `concurrency` at once. A message is acknowledged only after its handler.
 */
export class PushConsumer implements Monitored, AsyncDisposable {
  readonly #configuration: PushConfiguration
  readonly #engine: PushEngine
  readonly #lifecycle: Lifecycle

  /** @throws RocketMQError CONFIGURATION naming every option that is wrong */
  constructor(options: PushConsumerOptions) {
    this.#configuration = parsePushConsumerOptions(options)
    this.#engine = new PushEngine(
      this.#configuration,
      { kind: 'push-consumer', lines: MESSAGE_GROUPS, alwaysOrdered: false },
      this.#role(),
    )
    this.#lifecycle = pushLifecycle(this.#engine, this.#configuration, this)
    this.#configuration.client.monitor?.attach(this)
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
   * Connects and begins to receive. Idempotent. It waits for a server that is not up yet.
   *
   * @throws RocketMQError (as a rejection) at once what is certain to stay, such as an unknown topic or group or a
   *   wrong secret; after `timeoutMs` why the last attempt failed. May be called again then.
   */
  start(options?: StartOptions): Promise<void> {
    return this.#lifecycle.start(options)
  }

  /**
   * Ends polls at once, hands back what no handler began, lets running handlers end, acknowledges, closes.
   * Idempotent and shared. Called by a handler, or by what a handler waits for, it resolves at once and closes when
   * the handlers have ended: otherwise that handler would wait for itself.
   *
   * @throws RocketMQError TIMEOUT saying how many handlers were still running, if the time was too short
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#engine.closeBy(this.#lifecycle, options)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
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
  async subscribe(topic: string, filter: string | FilterExpression = '*'): Promise<void> {
    const { subscriptions } = this.#configuration
    const before = subscriptions.get(topic)
    subscriptions.set(topic, filter)
    if (this.state !== 'running') return
    try {
      await this.#engine.client.routes.get(topic)
      this.#engine.client.syncSettings()
      await this.#engine.queues.follow(topic)
      await this.#engine.filtersTaken(subscriptions.topicsWithSql.filter(each => each === topic))
    } catch (error) {
      if (before === undefined) subscriptions.delete(topic)
      else subscriptions.set(topic, before)
      if (RocketMQError.from(error).code === 'ILLEGAL_FILTER_EXPRESSION') {
        await (before === undefined ? this.#engine.queues.unfollow(topic) : this.#engine.queues.follow(topic))
      }
      throw error
    }
  }

  /**
   * Receives no more of a topic. Settles when no poll of it is out; messages of it that no handler began go back
   * to the server.
   */
  async unsubscribe(topic: string): Promise<void> {
    if (!this.#configuration.subscriptions.delete(topic) || this.state !== 'running') return
    this.#engine.client.syncSettings()
    await this.#engine.queues.unfollow(topic)
    this.#engine.client.routes.drop(topic)
  }

  /** Everything this consumer counts. */
  stats(): ClientStats {
    return this.#engine.stats(this.state)
  }

  #role(): ClientRole {
    const { consumerGroup, subscriptions } = this.#configuration
    return {
      kind: 'push-consumer',
      consumerGroup,
      startTopics: () => subscriptions.topics,
      settings: () => ({ group: consumerGroup, filters: subscriptions }),
      onSettings: settings => this.#engine.useSettings(settings),
      onCommand: (command, endpoints) =>
        answerConsumerCommand(
          command,
          endpoints,
          { describe: () => this.#engine.describe(), stats: () => this.stats() },
          message => this.#engine.verify(message),
        ),
      onRoute: () => {},
      onHealthy: () => {},
      onReconnected: () => {},
    }
  }
}

/** The steps by which push consumers come up and go down. */
export function pushLifecycle(
  engine: PushEngine,
  configuration: PushConfiguration,
  consumer: Monitored,
  sideline: Sideline = noSideline,
): Lifecycle {
  return new Lifecycle('consumer', {
    start: async () => {
      await engine.start()
      await sideline.start()
    },
    abandonStart: async () => {
      await sideline.stop()
      await engine.abandonStart()
    },
    close: [
      () => sideline.stop(),
      deadline => engine.stopReceiving(deadline),
      deadline => engine.finish(deadline),
      deadline => engine.stopAcknowledging(deadline),
      () => engine.client.stop(true),
      deadline => engine.client.closeConnections(deadline),
      () => configuration.client.monitor?.detach(consumer),
    ],
    onUnfinished: failure => engine.client.log('warn', failure.message),
  })
}
