import { RocketMQError } from '../errors.js'
import type { MessageQueue } from '../route/message-queue.js'
import { sipHashQueueIndex } from '../route/sip-hash.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { EndpointIsolation } from './endpoint-isolation.js'

/**
 * Picks the broker a request goes to. The proxy picks the queue itself, so only the queue's broker matters:
 * attempts go round the brokers, passing over isolated ones while there are others.
 */
export class PublishingLoadBalancer {
  readonly #queues: readonly MessageQueue[]
  readonly #brokers: readonly MessageQueue[]
  readonly #isolation: EndpointIsolation
  readonly #route: TopicRoute
  #next: number

  constructor(route: TopicRoute, isolation: EndpointIsolation) {
    this.#route = route
    this.#queues = route.writableQueues
    const byBroker = new Map<string, MessageQueue>()
    for (const queue of this.#queues)
      if (!byBroker.has(queue.brokerName)) byBroker.set(queue.brokerName, queue)
    this.#brokers = [...byBroker.values()]
    this.#isolation = isolation
    this.#next = Math.floor(Math.random() * Math.max(1, this.#brokers.length))
  }

  /** How many brokers take messages of the topic. */
  get size(): number {
    return this.#brokers.length
  }

  /**
   * The next broker's turn.
   *
   * @param failed `host:port` of the endpoint that just failed, passed over if there is another
   */
  pick(failed?: string): MessageQueue {
    const { length } = this.#brokers
    if (length === 0) throw this.#nowhere()
    const start = this.#next
    this.#next = (start + 1) % length
    let second: MessageQueue | undefined
    for (let step = 0; step < length; step++) {
      const queue = this.#brokers[(start + step) % length] as MessageQueue
      const { key } = queue.endpoints
      if (key !== failed && !this.#isolation.has(queue.endpoints)) return queue
      // Better one that may be back by now than the one that failed a moment ago.
      if (second === undefined && key !== failed) second = queue
    }
    return second ?? (this.#brokers[start] as MessageQueue)
  }

  /**
   * The broker of a message group or a lite topic: the same for every attempt and, of a group, in every official
   * client, which is what keeps the order across brokers.
   */
  pickFor(order: string): MessageQueue {
    const { length } = this.#queues
    if (length === 0) throw this.#nowhere()
    return this.#queues[sipHashQueueIndex(order, length)] as MessageQueue
  }

  #nowhere(): RocketMQError {
    const { topic, endpointsList } = this.#route
    if (endpointsList.length > 0)
      return new RocketMQError('FORBIDDEN', `topic ${topic} has no queue that may be written to`)
    const text = `the route of topic ${topic} names no master broker at the moment`
    return new RocketMQError('UNAVAILABLE', text, { retryable: true })
  }
}
