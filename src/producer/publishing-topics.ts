import type { CapabilityCache } from '../client/capability-cache.js'
import type { Client } from '../client/client.js'
import type { InspectedCoalescing } from '../client/server-inspection.js'
import { RocketMQError } from '../errors.js'
import type { MessageType } from '../message/message.js'
import { type InspectedBroker, parseNameServers } from '../remoting/name-server-client.js'
import type { ServerCapabilities } from '../remoting/server-capabilities.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/message-queue.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { UncoalescedTopic } from '../stats/stats.js'
import { BrokerProof } from './broker-proof.js'
import type { Envelope } from './envelope.js'
import { BatchNotSafe } from './failure-policy.js'
import type { BatchOptions } from './producer-options.js'
import { EndpointIsolation, PublishingLoadBalancer } from './publishing-load-balancer.js'

/** How old the route of a refused message may be, in milliseconds. */
const RECHECK_MS = 1_000

/** How long a broker that is lost is looked for; one that is gone for longer is found by the next look at all routes. */
const LOOK_FOR_MS = 600_000

/** The topics a producer sends to, from the first message of each on. */
export class PublishingTopics {
  /** Endpoints that are passed over. */
  readonly isolation = new EndpointIsolation()
  readonly #client: Client
  readonly #settings: PublishingSettings
  readonly #topics = new Map<string, PublishingTopic>()
  #advised = false
  /** What was told last of the brokers' proof: most often it is the same for many topics. */
  #told: string | undefined

  constructor(client: Client, { mode, nameServer }: BatchOptions, fifoOnBrokerLoss: 'wait' | 'move') {
    this.#client = client
    this.#settings = {
      mode,
      capabilities: client.capabilities,
      proof:
        nameServer === undefined
          ? undefined
          : new BrokerProof(client.nameServers(parseNameServers(nameServer))),
      isolation: this.isolation,
      fifoOnBrokerLoss,
      onChange: topic => this.#onChange(topic),
    }
  }

  /** What is known of a topic, if a message may be sent to it without further ado. */
  get(name: string): PublishingTopic | undefined {
    return this.#topics.get(name)
  }

  get names(): string[] {
    return [...this.#topics.keys()]
  }

  /**
   * Gets the route of a topic and what its brokers prove of themselves, and declares it to the server, which asks
   * the producers of a topic about its transactions.
   */
  async prepare(name: string): Promise<PublishingTopic> {
    const known = this.#topics.get(name)
    if (known !== undefined) return known
    const route = await this.#client.routes.get(name)
    const topic = new PublishingTopic(route, this.#settings)
    await topic.probe()
    const other = this.#topics.get(name)
    if (other !== undefined) return other
    // It may have changed while the brokers were asked.
    topic.update(this.#client.routes.peek(name) ?? route)
    this.#topics.set(name, topic)
    this.#client.syncSettings()
    this.#advise(topic)
    return topic
  }

  /** A route arrived or changed. */
  onRoute(route: TopicRoute): void {
    const topic = this.#topics.get(route.topic)
    if (topic === undefined) return
    topic.update(route)
    void topic.probe()
    this.isolation.keep(
      new Set([...this.#topics.values()].flatMap(each => each.route.endpointsList.map(({ key }) => key))),
    )
  }

  /** Asks for the route anew, but no oftener than once in a while; what comes of it is heard by `onRoute()`. */
  recheck(name: string): void {
    this.#client.routes.fresh(name, RECHECK_MS).catch(() => {})
  }

  /**
   * An endpoint answers: it gets its share again. Brokers that have proven nothing yet are asked, and others where what
   * they proved is a minute old.
   */
  onHealthy(endpoints: Endpoints): void {
    this.isolation.release(endpoints)
    for (const topic of this.#topics.values()) void topic.probe()
  }

  /** A server came back: all brokers are asked anew, because others may stand behind it. */
  onReconnected(endpoints: Endpoints): void {
    this.#settings.proof?.expire()
    this.onHealthy(endpoints)
  }

  /** Topics whose messages are sent one by one, and why, where that was not the user's choice. */
  uncoalesced(): UncoalescedTopic[] {
    if (this.#settings.mode !== 'auto') return []
    return [...this.#topics.values()]
      .filter(topic => !topic.mayCoalesce)
      .map(topic => ({ topic: topic.name, reason: this.#reason(topic) }))
  }

  /** Whether messages of a topic share requests; why not, where they do not. */
  async coalescing(name: string): Promise<InspectedCoalescing> {
    const { mode } = this.#settings
    const topic =
      this.#topics.get(name) ?? new PublishingTopic(await this.#client.routes.get(name), this.#settings)
    await topic.probe()
    if (topic.mayCoalesce) return { coalesced: true }
    return { coalesced: false, reason: mode === 'off' ? "batch.mode is 'off'" : this.#reason(topic) }
  }

  /** The brokers of a topic, or of the cluster, and their versions, where a name server was named. */
  async brokers(topic: string | undefined): Promise<InspectedBroker[] | undefined> {
    return this.#settings.proof?.brokers(topic)
  }

  /** Once, because the reason is most often the same for all topics; `stats()` tells of each. */
  #advise(topic: PublishingTopic): void {
    if (topic.mayCoalesce || this.#settings.mode !== 'auto' || this.#advised) return
    this.#advised = true
    if (this.#settings.proof !== undefined) this.#tellAlone(this.#reason(topic))
    else
      this.#client.log(
        'warn',
        `messages are sent one by one, not in batches, which are many times as fast: ${this.#reason(topic)}. ` +
          'Brokers before 5.4.0 corrupt batches, and there may be some. Set batch.nameServer to host:port of ' +
          'your name server, for the producer to ask the brokers, or, if all of them are 5.4.0 or later, set ' +
          "batch.mode to 'on'; `rocketmq-jet doctor --name-server host:port` shows what they are",
      )
  }

  #onChange(topic: PublishingTopic): void {
    if (topic.mayCoalesce) this.#told = undefined
    else if (this.#settings.proof?.shortcoming(topic.name) !== undefined) this.#tellAlone(this.#reason(topic))
  }

  #tellAlone(reason: string): void {
    if (reason === this.#told) return
    this.#told = reason
    this.#client.log(
      'warn',
      `messages are sent one by one, not in batches: ${reason}. They share requests as soon as every broker of their topic proves to be 5.4.0 or later`,
    )
  }

  #reason(topic: PublishingTopic): string {
    const { capabilities, proof } = this.#settings
    const unproven = topic.route.endpointsList.filter(each => !topic.keepsWhole(each))
    const ofBrokers = proof?.shortcoming(topic.name)
    const reasons = unproven.map(each => {
      const found = capabilities.peek(each)
      return (found.version === '5.4.0' ? ofBrokers : undefined) ?? shortcoming(each.key, found)
    })
    return [...new Set(reasons)].join(', ')
  }
}

function shortcoming(endpoint: string, { version, mode }: ServerCapabilities): string {
  if (version === 'unknown') return `${endpoint} does not tell its version`
  if (version !== '5.4.0') return `${endpoint} is older than 5.4.0`
  return mode === 'CLUSTER' ? `${endpoint} runs in CLUSTER mode` : `${endpoint} does not tell its mode`
}

/** What the topics of a producer share. */
export interface PublishingSettings {
  readonly mode: BatchOptions['mode']
  readonly capabilities: CapabilityCache
  /** Absent where no name server was named. */
  readonly proof: BrokerProof | undefined
  readonly isolation: EndpointIsolation
  readonly fifoOnBrokerLoss: 'wait' | 'move'
  /** From now on messages of the topic share requests, or do not any more. */
  onChange(topic: PublishingTopic): void
}

/** What a producer knows of a topic it sends to. */
export class PublishingTopic {
  readonly name: string
  /** Key under which its plain messages share requests. */
  readonly plainKey: string
  /** The same for compressed ones: one request may hold one body encoding only. */
  readonly compressedKey: string
  /** Whether the server said last that it does not know the topic any more. */
  isLost = false
  readonly #settings: PublishingSettings
  #route: TopicRoute
  #balancer: PublishingLoadBalancer
  #mayCoalesce: boolean
  /** Since when one of its brokers is lost. */
  #lostAt: number | undefined

  constructor(route: TopicRoute, settings: PublishingSettings) {
    this.name = route.topic
    this.plainKey = `${route.topic} plain`
    this.compressedKey = `${route.topic} compressed`
    this.#settings = settings
    this.#route = route
    this.#balancer = new PublishingLoadBalancer(route, settings.isolation)
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
   * is asked anew this stays as it was; {@link PublishingTopic.ensureKeptWhole} has the last word.
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
    if (validatesType && !this.#route.accepts(type)) {
      throw new RocketMQError(
        'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
        `topic ${this.name} takes ${this.#route.acceptMessageTypes.join(', ')} messages, and this one is ${type}`,
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
    const { isolation, fifoOnBrokerLoss } = this.#settings
    this.#balancer = new PublishingLoadBalancer(route, isolation, this.#balancer, fifoOnBrokerLoss === 'wait')
    if (!this.#balancer.missesBroker) this.#lostAt = undefined
    else this.#lostAt ??= performance.now()
  }

  /** Whether a broker is lost that may be back soon, so that the route should be looked at often. */
  get misses(): boolean {
    return this.#lostAt !== undefined && performance.now() - this.#lostAt < LOOK_FOR_MS
  }

  /** Whether there is a broker for a message by now. */
  hasPlace({ order }: Envelope): boolean {
    return this.#balancer.hasPlace(order)
  }

  /** Where a request goes whose first message is `envelope`: another broker than the one it failed at. */
  pick(envelope: Envelope): MessageQueue {
    const { order, failure } = envelope
    return order === undefined ? this.#balancer.pick(failure?.endpoint) : this.#balancer.pickFor(order)
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
