import { Broker } from './broker.js'
import type { Clock } from './clock.js'
import { refusal } from './protocol.js'
import {
  type GroupConfig,
  type GroupOptions,
  groupConfig,
  type TopicConfig,
  type TopicOptions,
  type TopicType,
  topicConfig,
} from './resources.js'
import { type ServerSettings, type ServerTraits, type ServerVersion, traitsOf } from './server-settings.js'
import type { StoredMessage } from './stored-message.js'

/** Whether each broker is its own proxy, or proxies stand before all brokers. */
export type ProxyMode = 'LOCAL' | 'CLUSTER'

/** How a cluster is made. */
export interface ClusterOptions {
  readonly mode: ProxyMode
  readonly version: ServerVersion
  readonly clock: Clock
  readonly brokers: number
  /** Of each broker; those that it does not reach have the cluster's. */
  readonly brokerVersions: readonly ServerVersion[]
  readonly autoCreate: boolean
  readonly settings: ServerSettings
}

/** What all proxies share: topics, groups and brokers. */
export class Cluster {
  readonly mode: ProxyMode
  readonly clock: Clock
  readonly traits: ServerTraits
  readonly settings: ServerSettings
  readonly brokers: readonly Broker[]
  readonly topics = new Map<string, TopicConfig>()
  readonly groups = new Map<string, GroupConfig>()
  readonly #autoCreate: boolean

  constructor(options: ClusterOptions) {
    this.mode = options.mode
    this.clock = options.clock
    this.traits = traitsOf(options.version)
    this.settings = options.settings
    this.#autoCreate = options.autoCreate
    this.brokers = Array.from({ length: options.brokers }, (_, i) => {
      return new Broker(i, options.clock, options.brokerVersions[i] ?? options.version)
    })
  }

  createTopic(name: string, options: TopicOptions | TopicType): TopicConfig {
    const topic = topicConfig(name, options)
    this.topics.set(name, topic)
    return topic
  }

  createGroup(name: string, options?: GroupOptions): GroupConfig {
    const group = groupConfig(name, options)
    this.groups.set(name, group)
    return group
  }

  deleteTopic(name: string): void {
    this.topics.delete(name)
    for (const broker of this.brokers) broker.forget(name)
  }

  /** How many messages of a topic a group holds. */
  inFlight(topic: string, group: string): number {
    const config = this.groups.get(group)
    if (config === undefined) return 0
    return this.brokers.reduce((sum, broker) => sum + broker.consumption(config, topic).inFlight, 0)
  }

  /** The topic, made on first use as `type` if topics are to be made so; unknown while no broker is up. */
  topic(name: string, type: TopicType = 'NORMAL'): TopicConfig | undefined {
    if (!this.#isUp) return undefined
    const topic = this.topics.get(name)
    return topic === undefined && this.#autoCreate ? this.createTopic(name, type) : topic
  }

  /** The group, made on first use if groups are to be made so. Servers before 5.5.0 made all of them so. */
  group(name: string): GroupConfig {
    const makesAny = this.#autoCreate || !this.traits.knowsLite || this.mode === 'CLUSTER'
    const group = this.groups.get(name)
    if (this.#isUp && (group !== undefined || makesAny)) return group ?? this.createGroup(name)
    throw refusal('ILLEGAL_CONSUMER_GROUP', `group not found: ${name}`)
  }

  /** The group as brokers know it: they make one for whoever receives or acknowledges. */
  groupOfBroker(name: string): GroupConfig {
    return this.groups.get(name) ?? this.createGroup(name)
  }

  get #isUp(): boolean {
    return this.brokers.some(broker => broker.isUp)
  }

  /** Makes a message a dead letter of a group. @param deliveries how often it has been delivered */
  deadLetter(broker: Broker, group: string, message: StoredMessage, deliveries: number): void {
    const name = `%DLQ%${group}`
    const topic = this.topics.get(name) ?? this.createTopic(name, { type: 'NORMAL', queues: 1 })
    broker.append(topic, 0, { ...message, topic: name, reconsumeTimes: deliveries + 1 })
  }

  /** Every visible message of a topic, by broker and queue. */
  messages(topic: string): StoredMessage[] {
    const config = this.topics.get(topic)
    if (config === undefined) return []
    return this.brokers.flatMap(broker => broker.queues(config).flatMap(queue => queue.messages))
  }

  close(): void {
    for (const broker of this.brokers) broker.close()
  }
}
