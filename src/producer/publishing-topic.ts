import type { CapabilityCache } from '../client/capability-cache.js'
import { RocketMQError } from '../errors.js'
import type { MessageType } from '../message/message.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/message-queue.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { BrokerProof } from './broker-proof.js'
import type { EndpointIsolation } from './endpoint-isolation.js'
import type { Envelope } from './envelope.js'
import { BatchNotSafe } from './failure-policy.js'
import type { BatchOptions } from './producer-options.js'
import { PublishingLoadBalancer } from './publishing-load-balancer.js'

/** How long a broker that is lost is looked for; one that is gone for longer is found by the next look at all routes. */
const LOOK_FOR_MS = 600_000

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
  /** Key under which its plain messages ride together. */
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
