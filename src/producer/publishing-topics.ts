import type { Client } from '../client/client.js'
import type { InspectedCoalescing } from '../client/server-inspection.js'
import { type InspectedBroker, parseNameServers } from '../remoting/name-server-client.js'
import type { ServerCapabilities } from '../remoting/server-capabilities.js'
import type { Endpoints } from '../route/endpoints.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { UncoalescedTopic } from '../stats/stats.js'
import { BrokerProof } from './broker-proof.js'
import { ROUTE_AGE_MS } from './failure-policy.js'
import type { BatchOptions } from './producer-options.js'
import { type PublishingSettings, PublishingTopic } from './publishing-topic.js'

/** The topics a producer sends to, from the first message of each on. */
export class PublishingTopics {
  /** The topics that need no more preparation, by name. */
  readonly ready = new Map<string, PublishingTopic>()
  readonly #client: Client
  readonly #settings: PublishingSettings
  #advised = false
  /** What was told last of the brokers' proof: most often it is the same for many topics. */
  #told: string | undefined

  constructor(client: Client, { mode, nameServer }: BatchOptions, fifoOnBrokerLoss: 'wait' | 'move') {
    this.#client = client
    this.#settings = {
      mode,
      capabilities: client.capabilities,
      routes: client.routes,
      proof:
        nameServer === undefined
          ? undefined
          : new BrokerProof(client.nameServers(parseNameServers(nameServer))),
      isolated: new Set(),
      fifoOnBrokerLoss,
      onChange: topic => this.#onChange(topic),
      onMove: ({ name }, lost) =>
        client.log(
          'warn',
          `message groups of ${name} waited ten minutes for ${lost.join(', ')}, which its route does not name any more: ` +
            'all groups are spread over the brokers that are left from now on. What a group has elsewhere is ' +
            'delivered after what is sent later',
        ),
    }
  }

  get names(): string[] {
    return [...this.ready.keys()]
  }

  /**
   * Gets the route of a topic and what its brokers prove of themselves, and declares it to the server, which asks
   * the producers of a topic about its transactions.
   */
  async prepare(name: string): Promise<PublishingTopic> {
    const known = this.ready.get(name)
    if (known !== undefined) return known
    const route = await this.#client.routes.get(name)
    const topic = new PublishingTopic(route, this.#settings)
    await topic.probe()
    const other = this.ready.get(name)
    if (other !== undefined) return other
    // It may have changed while the brokers were asked.
    topic.update(this.#client.routes.peek(name) ?? route)
    this.ready.set(name, topic)
    this.#client.syncSettings()
    this.#advise(topic)
    return topic
  }

  /** A route arrived or changed. */
  onRoute(route: TopicRoute): void {
    const topic = this.ready.get(route.topic)
    if (topic === undefined) return
    topic.update(route)
    void topic.probe()
    const named = new Set(
      [...this.ready.values()].flatMap(each => each.route.endpointsList.map(({ key }) => key)),
    )
    // One that no route names any more is forgotten, so that it is tried if it comes back.
    for (const key of this.#settings.isolated) if (!named.has(key)) this.#settings.isolated.delete(key)
  }

  /** Asks for the route anew, but no oftener than once in a while; what comes of it is heard by `onRoute()`. */
  recheck(name: string): void {
    this.#client.routes.fresh(name, ROUTE_AGE_MS).catch(() => {})
  }

  /**
   * An endpoint answers: it gets its share again. Brokers that have proven nothing yet are asked, and others where what
   * they proved is a minute old.
   */
  onHealthy(endpoints: Endpoints): void {
    this.#settings.isolated.delete(endpoints.key)
    for (const topic of this.ready.values()) void topic.probe()
  }

  /** A server came back: all brokers are asked anew, because others may stand behind it. */
  onReconnected(endpoints: Endpoints): void {
    this.#settings.proof?.expire()
    this.onHealthy(endpoints)
  }

  /** Topics whose messages are sent one by one, and why, where that was not the user's choice. */
  uncoalesced(): UncoalescedTopic[] {
    if (this.#settings.mode !== 'auto') return []
    return [...this.ready.values()]
      .filter(topic => !topic.mayCoalesce)
      .map(topic => ({ topic: topic.name, reason: this.#reason(topic) }))
  }

  /** Whether messages of a topic share requests; why not, where they do not. */
  async coalescing(name: string): Promise<InspectedCoalescing> {
    const { mode } = this.#settings
    const topic =
      this.ready.get(name) ?? new PublishingTopic(await this.#client.routes.get(name), this.#settings)
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
