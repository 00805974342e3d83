import { RocketMQError } from '../errors.js'
import type { MessageQueue } from '../route/message-queue.js'
import { sipHashQueueIndex } from '../route/sip-hash.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { EndpointIsolation } from './endpoint-isolation.js'

/** A broker's share of the turns. */
interface Share {
  /** One of its queues, for all of them. */
  readonly queue: MessageQueue
  /** How many may be written to. */
  queues: number
  /** What it is due; the broker that is due most is next. */
  due: number
}

/**
 * Picks the broker a request goes to. The proxy picks the queue itself, so only the queue's broker matters: brokers
 * take turns in proportion to their writable queues, by which operators weight and drain them. Isolated ones are
 * passed over while there are others.
 */
export class PublishingLoadBalancer {
  readonly #queues: readonly MessageQueue[]
  readonly #brokers: readonly Share[]
  readonly #isolation: EndpointIsolation
  readonly #route: TopicRoute

  constructor(route: TopicRoute, isolation: EndpointIsolation) {
    this.#route = route
    this.#queues = route.writableQueues
    const shares = new Map<string, Share>()
    for (const queue of this.#queues) {
      const share = shares.get(queue.brokerName)
      if (share !== undefined) share.queues += 1
      else shares.set(queue.brokerName, { queue, queues: 1, due: 0 })
    }
    this.#brokers = [...shares.values()]
    // Producers that start together begin at different brokers.
    for (const share of this.#brokers) share.due = Math.random() * share.queues
    this.#isolation = isolation
  }

  /** How many brokers take messages of the topic. */
  get size(): number {
    return this.#brokers.length
  }

  /**
   * The broker whose turn it is: each is due the more, the more queues it has, and pays for its turn with what was
   * given to all. So turns are spread evenly, and no broker gets several at once.
   *
   * @param failed `host:port` of the endpoint that just failed, passed over if there is another
   */
  pick(failed?: string): MessageQueue {
    const share =
      this.#due(failed, false) ??
      // Better one that may be back by now than the one that failed a moment ago.
      this.#due(failed, true) ??
      this.#due(undefined, true)
    if (share === undefined) throw this.#nowhere()
    return share.queue
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

  /** Gives a turn to the one that is due most, but not to `failed`, nor to isolated ones unless told so. */
  #due(failed: string | undefined, isolatedToo: boolean): Share | undefined {
    let most: Share | undefined
    let given = 0
    for (const share of this.#brokers) {
      const { endpoints } = share.queue
      if (endpoints.key === failed || (!isolatedToo && this.#isolation.has(endpoints))) continue
      share.due += share.queues
      given += share.queues
      if (most === undefined || share.due > most.due) most = share
    }
    if (most !== undefined) most.due -= given
    return most
  }

  #nowhere(): RocketMQError {
    const { topic, endpointsList } = this.#route
    if (endpointsList.length > 0)
      return new RocketMQError('FORBIDDEN', `topic ${topic} has no queue that may be written to`)
    const text = `the route of topic ${topic} names no master broker at the moment`
    return new RocketMQError('UNAVAILABLE', text, { retryable: true })
  }
}
