import { RocketMQError } from '../errors.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/message-queue.js'
import { sipHashQueueIndex } from '../route/sip-hash.js'
import type { TopicRoute } from '../route/topic-route.js'
import { NoPlace } from './failure-policy.js'

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
  /** `#queues`, or those of before, while one of their brokers is lost. */
  readonly #known: readonly MessageQueue[]
  /** What message groups are spread over. */
  readonly #homes: readonly MessageQueue[]
  readonly #brokers: readonly Share[]
  readonly #isolation: EndpointIsolation
  readonly #route: TopicRoute

  /**
   * @param before what was used until now
   * @param groupsWait whether message groups wait for a broker that is lost
   */
  constructor(
    route: TopicRoute,
    isolation: EndpointIsolation,
    before?: PublishingLoadBalancer,
    groupsWait = true,
  ) {
    this.#route = route
    this.#queues = route.writableQueues
    this.#known = before !== undefined && isLost(before.#known, route) ? before.#known : this.#queues
    this.#homes = groupsWait ? this.#known : this.#queues
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

  /** Whether a broker is lost that took messages before. */
  get missesBroker(): boolean {
    return this.#known !== this.#queues
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
    const queue = this.#homeOf(order)
    if (queue !== undefined) return queue
    if (this.#queues.length === 0) throw this.#nowhere()
    throw new NoPlace(
      `the broker of '${order}' is lost: the route of topic ${this.#route.topic} does not name it at the moment. ` +
        "What is sent waits for it, to keep the order; fifoOnBrokerLoss: 'move' sends it to another broker",
    )
  }

  /** Whether there is a broker to send to; of a message group or a lite topic, its own. */
  hasPlace(order: string | undefined): boolean {
    return order === undefined ? this.#queues.length > 0 : this.#homeOf(order) !== undefined
  }

  #homeOf(order: string): MessageQueue | undefined {
    const homes = this.#homes
    if (homes.length === 0) return undefined
    const home = homes[sipHashQueueIndex(order, homes.length)] as MessageQueue
    return homes === this.#queues ? home : this.#queues.find(each => each.brokerName === home.brokerName)
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
    return new NoPlace(`the route of topic ${topic} names no master broker at the moment`)
  }
}

/**
 * Whether a broker that groups belong to vanished without notice. One whose queues may not be written to any more is
 * drained by an operator; and where none of them is left, the topic has moved.
 */
function isLost(homes: readonly MessageQueue[], { queues }: TopicRoute): boolean {
  const named = new Set(queues.filter(({ brokerId }) => brokerId === 0).map(({ brokerName }) => brokerName))
  if (named.size === 0) return true
  return homes.some(each => named.has(each.brokerName)) && homes.some(each => !named.has(each.brokerName))
}

/** Endpoints whose last request failed; they are passed over until a heartbeat to them is answered. */
export class EndpointIsolation {
  readonly #isolated = new Set<string>()

  isolate(endpoints: Endpoints): void {
    this.#isolated.add(endpoints.key)
  }

  release(endpoints: Endpoints): void {
    this.#isolated.delete(endpoints.key)
  }

  /** Forgets all endpoints but these: one that comes back has its chance. */
  keep(named: ReadonlySet<string>): void {
    for (const key of this.#isolated) if (!named.has(key)) this.#isolated.delete(key)
  }

  has(endpoints: Endpoints): boolean {
    return this.#isolated.size > 0 && this.#isolated.has(endpoints.key)
  }
}
