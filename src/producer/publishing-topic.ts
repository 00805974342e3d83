import type { CapabilityCache } from '../client/capability-cache.js'
import type { RouteCache } from '../client/route-cache.js'
import { RocketMQError } from '../errors.js'
import type { MessageType } from '../message/message.js'
import { consistentHash, javaHash } from '../route/consistent-hash.js'
import type { Endpoints } from '../route/endpoints.js'
import { sipHashQueueIndex } from '../route/sip-hash.js'
import type { MessageQueue, TopicRoute } from '../route/topic-route.js'
import type { BrokerProof } from './broker-proof.js'
import type { Envelope } from './envelope.js'
import { BatchNotSafe, NoBroker } from './failure-policy.js'
import type { BatchOptions } from './producer-options.js'

/** What the topics of a producer share. */
export interface PublishingSettings {
  readonly mode: BatchOptions['mode']
  readonly capabilities: CapabilityCache
  readonly routes: Pick<RouteCache, 'isLookedFor'>
  /** Absent where no name server was named. */
  readonly proof: BrokerProof | undefined
  /** Keys of the endpoints whose last request failed: passed over until a heartbeat to them is answered. */
  readonly isolated: Set<string>
  readonly fifoOnBrokerLoss: 'wait' | 'move'
  /** From now on messages of the topic share requests, or do not any more. */
  onChange(topic: PublishingTopic): void
  /** Message groups have waited for brokers as long as these were looked for; they are sent to others from now on. */
  onMove(topic: PublishingTopic, lost: readonly string[]): void
}

/** What a producer knows of a topic it sends to. */
export class PublishingTopic {
  readonly name: string
  /** Key under which its plain messages share requests. */
  readonly plainKey: string
  /** The same for compressed ones: one request may hold one body encoding only. */
  readonly compressedKey: string
  /** Whether the server said last that it does not know the topic any more. */
  isUnknown = false
  readonly #settings: PublishingSettings
  #route: TopicRoute
  #balancer: PublishingLoadBalancer
  #mayCoalesce: boolean

  constructor(route: TopicRoute, settings: PublishingSettings) {
    this.name = route.topic
    this.plainKey = `${route.topic} plain`
    this.compressedKey = `${route.topic} compressed`
    this.#settings = settings
    this.#route = route
    this.#balancer = new PublishingLoadBalancer(route, settings.isolated)
    this.#mayCoalesce = settings.mode === 'on'
  }

  get route(): TopicRoute {
    return this.#route
  }

  /** How many brokers take messages of the topic. */
  get brokers(): number {
    return this.#balancer.size
  }

  /**
   * Whether messages may share requests at every broker of the topic, as far as was last proven. While a broker
   * is asked anew this stays as it was; {@link PublishingTopic.ensureKeptWhole} decides for each request.
   */
  get mayCoalesce(): boolean {
    return this.#mayCoalesce
  }

  /**
   * Refuses early what the topic, or the server, would not take.
   *
   * @param validatesType whether the server checks that a message's type is the topic's
   * @throws RocketMQError MESSAGE_PROPERTY_CONFLICT_WITH_TYPE, UNSUPPORTED_BY_SERVER
   */
  check(type: MessageType, validatesType: boolean): void {
    const { acceptMessageTypes: accepted } = this.#route
    if (validatesType && accepted.length > 0 && !accepted.includes(type)) {
      throw new RocketMQError(
        'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
        `topic ${this.name} takes ${accepted.join(', ')} messages, and this one is ${type}`,
      )
    }
    if (
      type === 'LITE' &&
      this.#route.endpointsList.some(each => this.#settings.capabilities.peek(each).mode === 'LOCAL')
    ) {
      throw new RocketMQError(
        'UNSUPPORTED_BY_SERVER',
        `topic ${this.name} is served in LOCAL mode, where no consumer can receive lite topics; they need a proxy in CLUSTER mode`,
      )
    }
  }

  /** A refreshed route is used at once. */
  update(route: TopicRoute): void {
    this.#route = route
    const { isolated, fifoOnBrokerLoss } = this.#settings
    const before = fifoOnBrokerLoss === 'wait' ? this.#balancer : undefined
    this.#balancer = new PublishingLoadBalancer(route, isolated, before)
  }

  /** Whether its message groups wait by what a proxy knows of several brokers when a message comes. */
  get waitsByProxy(): boolean {
    return this.#settings.fifoOnBrokerLoss === 'wait' && this.#balancer.isBehindProxy
  }

  /** Why there is no broker for a message at the moment; nothing where there is one. */
  obstacle({ order }: Envelope): RocketMQError | undefined {
    return this.#balancer.obstacle(order)
  }

  /** The queue for a request whose first message is `envelope`, on another broker than the one where it failed last. */
  pick({ order, failure }: Envelope): MessageQueue {
    if (order === undefined) return this.#balancer.pick(failure?.endpoint)
    if (this.#balancer.awaited.length > 0) this.#endWait()
    return this.#balancer.pickFor(order)
  }

  /** Gives up brokers that are not looked for any more, if there are others. */
  #endWait(): void {
    const { routes, isolated } = this.#settings
    const { awaited } = this.#balancer
    if (this.#route.masters.size === 0 || awaited.some(each => routes.isLookedFor(this.name, each))) return
    this.#balancer = new PublishingLoadBalancer(this.#route, isolated)
    this.#settings.onMove(this, awaited)
  }

  /** Passes an endpoint over, for this topic and the others, until it answers. */
  passOver(endpoints: Endpoints): void {
    this.#settings.isolated.add(endpoints.key)
  }

  /**
   * Makes sure that messages for this queue's broker may share a request. Another server may answer there than
   * when the batch was gathered, so it is asked if it has not proven itself.
   *
   * @throws BatchNotSafe if they may not; RocketMQError if the server cannot be asked
   */
  ensureKeptWhole(queue: MessageQueue): undefined | Promise<void> {
    if (this.#settings.mode !== 'auto' || this.keepsWhole(queue.endpoints)) return undefined
    return this.#ask(queue)
  }

  /** Whether it is proven that the brokers of the topic behind this endpoint keep batched messages whole. */
  keepsWhole(endpoints: Endpoints): boolean {
    const { capabilities, proof } = this.#settings
    const { keepsBatchesWhole, version } = capabilities.peek(endpoints)
    return keepsBatchesWhole || (version === '5.4.0' && proof?.holds(this.#route) === true)
  }

  /** Learns what its brokers prove of themselves; one that cannot be reached proves nothing. */
  async probe(): Promise<void> {
    const { mode, capabilities } = this.#settings
    if (mode !== 'auto') return
    await Promise.allSettled(this.#route.endpointsList.map(each => capabilities.get(each, this.name)))
    await this.#prove()
    this.#decide(this.#route.endpointsList.every(each => this.keepsWhole(each)))
  }

  async #ask({ endpoints }: MessageQueue): Promise<void> {
    await this.#settings.capabilities.get(endpoints, this.name)
    await this.#prove()
    if (this.keepsWhole(endpoints)) return
    this.#decide(false)
    throw new BatchNotSafe(endpoints.key)
  }

  /** Asks the brokers where a proxy is new enough but cannot speak for them. */
  async #prove(): Promise<void> {
    const { capabilities, proof } = this.#settings
    if (proof === undefined) return
    const isOpen = this.#route.endpointsList.some(each => {
      const { keepsBatchesWhole, version } = capabilities.peek(each)
      return version === '5.4.0' && !keepsBatchesWhole
    })
    if (isOpen) await proof.prove(this.#route)
  }

  #decide(mayCoalesce: boolean): void {
    if (mayCoalesce === this.#mayCoalesce) return
    this.#mayCoalesce = mayCoalesce
    this.#settings.onChange(this)
  }
}

/** A broker's share of the turns. */
interface Share {
  /** One of its queues, for all of them. */
  readonly queue: MessageQueue
  /** How many may be written to. */
  queues: number
  /** Turns that it has not had yet, in queues; the broker with the most is next. */
  credit: number
}

/**
 * Picks the broker a request goes to. The proxy picks the queue itself, so only the queue's broker matters: brokers
 * take turns in proportion to their writable queues, by which operators weight and drain them. Isolated ones are
 * passed over while there are others.
 */
export class PublishingLoadBalancer {
  /** Brokers that message groups wait for: those of `#homes` that are lost. */
  readonly awaited: readonly string[]
  /** Whether one proxy stands before all brokers, so that it chooses among them. */
  readonly isBehindProxy: boolean
  readonly #queues: readonly MessageQueue[]
  /** What message groups are spread over: `#queues`, or those of before while one of their brokers is lost. */
  readonly #homes: readonly MessageQueue[]
  readonly #brokers: readonly Share[]
  readonly #isolated: ReadonlySet<string>
  readonly #route: TopicRoute

  /**
   * @param isolated keys of endpoints to pass over while there are others
   * @param before what was used until now, if message groups wait for a broker that is lost
   */
  constructor(route: TopicRoute, isolated: ReadonlySet<string>, before?: PublishingLoadBalancer) {
    this.#route = route
    this.#queues = route.writableQueues
    this.awaited = before === undefined ? [] : lostOf(before.#homes, route)
    this.#homes = before !== undefined && this.awaited.length > 0 ? before.#homes : this.#queues
    this.isBehindProxy = isBehindProxy(this.#homes)
    const shares = new Map<string, Share>()
    for (const queue of this.#queues) {
      const share = shares.get(queue.brokerName)
      if (share !== undefined) share.queues += 1
      else shares.set(queue.brokerName, { queue, queues: 1, credit: 0 })
    }
    this.#brokers = [...shares.values()]
    // Producers that start together begin at different brokers.
    for (const share of this.#brokers) share.credit = Math.random() * share.queues
    this.#isolated = isolated
  }

  /** How many brokers take messages of the topic. */
  get size(): number {
    return this.#brokers.length
  }

  /**
   * The broker whose turn it is. Each is credited with the number of its queues, and the one with the highest credit
   * has the turn, which costs it the sum of all. So turns are spread evenly, and no broker gets several at once.
   *
   * @param failed `host:port` of the endpoint that just failed, passed over if there is another
   */
  pick(failed?: string): MessageQueue {
    const share =
      this.#next(failed, false) ??
      // Better one that may be back by now than the one that failed a moment ago.
      this.#next(failed, true) ??
      this.#next(undefined, true)
    if (share === undefined) throw this.#nowhere()
    return share.queue
  }

  /**
   * The broker of a message group or a lite topic: the same for every attempt and, of a group, in every official
   * client, which is what keeps the order across brokers.
   */
  pickFor(order: string): MessageQueue {
    const queue = this.#homeOf(order)
    if (queue === undefined) throw this.obstacle(order)
    return queue
  }

  /** Why there is nowhere to send to, if so; with a message group or a lite topic, no broker of its own. */
  obstacle(order: string | undefined): RocketMQError | undefined {
    if (order === undefined) return this.#queues.length > 0 ? undefined : this.#nowhere()
    if (this.#homeOf(order) !== undefined) return undefined
    return this.awaited.length > 0 ? this.#lossOf(order) : this.#nowhere()
  }

  /** The queue of a message group or a lite topic; none where its broker is awaited. */
  #homeOf(order: string): MessageQueue | undefined {
    const home = queueOf(order, this.#homes)
    if (home === undefined || this.awaited.length === 0) return home
    if (this.isBehindProxy) return this.#unmoved(order)
    if (this.awaited.includes(home.brokerName)) return undefined
    // None of its own left: its broker was drained meanwhile.
    return this.#queues.find(each => each.brokerName === home.brokerName) ?? queueOf(order, this.#queues)
  }

  #lossOf(order: string): NoBroker {
    const own = queueOf(order, this.#homes)?.brokerName ?? ''
    const [whose, names] =
      !this.isBehindProxy && this.awaited.includes(own)
        ? [`the broker of '${order}'`, own]
        : [`a broker that the place of '${order}' depends on`, this.awaited.join(', ')]
    return new NoBroker(
      `${whose} is lost: the route of topic ${this.#route.topic} does not name ${names} at the moment. What is sent ` +
        "waits for it, ten minutes at most, to keep the order; fifoOnBrokerLoss: 'move' sends it to another broker at once",
    )
  }

  /** Where a proxy that knows one broker less files what is ordered, if that is where it did before. */
  #unmoved(order: string): MessageQueue | undefined {
    const before = proxysChoice(order, this.#homes)
    const now = proxysChoice(order, this.#queues)
    return now?.brokerName === before?.brokerName && now?.id === before?.id ? now : undefined
  }

  /** Gives a turn to the one with the highest credit, but not to `failed`, nor to isolated ones unless told so. */
  #next(failed: string | undefined, isolatedToo: boolean): Share | undefined {
    let most: Share | undefined
    let given = 0
    for (const share of this.#brokers) {
      const { key } = share.queue.endpoints
      if (key === failed || (!isolatedToo && this.#isolated.has(key))) continue
      share.credit += share.queues
      given += share.queues
      if (most === undefined || share.credit > most.credit) most = share
    }
    if (most !== undefined) most.credit -= given
    return most
  }

  #nowhere(): RocketMQError {
    const { topic, endpointsList } = this.#route
    if (endpointsList.length > 0)
      return new RocketMQError(
        'FORBIDDEN',
        `no queue of topic ${topic} may be written to: mqadmin updateTopicPerm -c CLUSTER -t '${topic}' -p 6 allows it`,
      )
    return new NoBroker(`the route of topic ${topic} names no master broker at the moment`)
  }
}

/**
 * Brokers that groups belong to and that vanished without notice. One whose queues may not be written to any more is
 * drained by an operator; and where all are others, the topic has moved.
 */
function lostOf(homes: readonly MessageQueue[], { masters }: TopicRoute): string[] {
  const names = [...new Set(homes.map(({ brokerName }) => brokerName))]
  const lost = names.filter(name => !masters.has(name))
  return masters.size > 0 && lost.length === names.length ? [] : lost
}

/** Whether several brokers are reached under one address. */
function isBehindProxy(queues: readonly MessageQueue[]): boolean {
  const [first] = queues
  return (
    queues.every(({ endpoints }) => endpoints.key === first?.endpoints.key) &&
    queues.some(({ brokerName }) => brokerName !== first?.brokerName)
  )
}

/** Which of these queues a message group or a lite topic belongs to. */
function queueOf(order: string, queues: readonly MessageQueue[]): MessageQueue | undefined {
  return queues.length === 0 ? undefined : queues[sipHashQueueIndex(order, queues.length)]
}

/** The queue that a proxy before several brokers files a message group or a lite topic in. */
function proxysChoice(order: string, queues: readonly MessageQueue[]): MessageQueue | undefined {
  const sorted = queues.toSorted(
    (one, other) => compare(one.brokerName, other.brokerName) || one.id - other.id,
  )
  return sorted[consistentHash(javaHash(order), sorted.length)]
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
