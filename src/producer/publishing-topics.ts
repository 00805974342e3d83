import type { Client } from '../client/client.js'
import type { UncoalescedTopic } from '../monitor/stats.js'
import type { ServerCapabilities } from '../remoting/server-capabilities.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { EndpointIsolation } from './endpoint-isolation.js'
import type { BatchOptions } from './producer-options.js'
import { PublishingTopic } from './publishing-topic.js'

/** How old the route of a refused message may be, in milliseconds. */
const RECHECK_MS = 1_000

/** The topics a producer sends to, from the first message of each on. */
export class PublishingTopics {
  readonly #client: Client
  readonly #isolation: EndpointIsolation
  readonly #mode: BatchOptions['mode']
  readonly #topics = new Map<string, PublishingTopic>()
  #advised = false

  constructor(client: Client, isolation: EndpointIsolation, mode: BatchOptions['mode']) {
    this.#client = client
    this.#isolation = isolation
    this.#mode = mode
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
    const topic = new PublishingTopic(route, this.#mode, this.#client.capabilities, this.#isolation)
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
    this.#isolation.keep(
      new Set([...this.#topics.values()].flatMap(each => each.route.endpointsList.map(({ key }) => key))),
    )
  }

  /** Asks for the route anew, but no oftener than once in a while; what comes of it is heard by `onRoute()`. */
  recheck(name: string): void {
    this.#client.routes.fresh(name, RECHECK_MS).catch(() => {})
  }

  /** Asks those brokers that have proven nothing yet. */
  async probe(): Promise<void> {
    await Promise.all([...this.#topics.values()].map(topic => topic.probe()))
  }

  /** Topics whose messages are sent one by one, and why, where that was not the user's choice. */
  uncoalesced(): UncoalescedTopic[] {
    if (this.#mode !== 'auto') return []
    return [...this.#topics.values()]
      .filter(topic => !topic.mayCoalesce)
      .map(topic => ({ topic: topic.name, reason: this.#reason(topic) }))
  }

  /** Once, because the reason is most often the same for all topics; `stats()` tells of each. */
  #advise(topic: PublishingTopic): void {
    if (topic.mayCoalesce || this.#mode !== 'auto' || this.#advised) return
    this.#advised = true
    this.#client.log(
      'warn',
      `messages are sent one by one, not in batches: ${this.#reason(topic)}, so that brokers before 5.4.0, which ` +
        "corrupt batches, may stand there. If all your brokers are 5.4.0 or later, set batch.mode to 'on'; " +
        '`rocketmq-jet doctor --write-batch` shows whether batches stay whole',
    )
  }

  #reason(topic: PublishingTopic): string {
    const unproven = topic.route.endpointsList.filter(
      each => !this.#client.capabilities.peek(each).keepsBatchesWhole,
    )
    return unproven.map(each => shortcoming(each.key, this.#client.capabilities.peek(each))).join(', ')
  }
}

function shortcoming(endpoint: string, { version, mode }: ServerCapabilities): string {
  if (version === 'unknown') return `${endpoint} does not tell its version`
  if (version !== '5.4.0') return `${endpoint} is older than 5.4.0`
  return mode === 'CLUSTER' ? `${endpoint} runs in CLUSTER mode` : `${endpoint} does not tell its mode`
}
