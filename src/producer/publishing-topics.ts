import type { Client } from '../client/client.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { EndpointIsolation } from './endpoint-isolation.js'
import type { BatchOptions } from './producer-options.js'
import { PublishingTopic } from './publishing-topic.js'

/** The topics a producer sends to, from the first message of each on. */
export class PublishingTopics {
  readonly #client: Client
  readonly #isolation: EndpointIsolation
  readonly #mode: BatchOptions['mode']
  readonly #topics = new Map<string, PublishingTopic>()

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
  }

  /** Asks those brokers that have proven nothing yet. */
  async probe(): Promise<void> {
    await Promise.all([...this.#topics.values()].map(topic => topic.probe()))
  }

  #advise(topic: PublishingTopic): void {
    if (topic.mayCoalesce || this.#mode !== 'auto') return
    const proven = topic.route.endpointsList.map(each => {
      const { version, mode } = this.#client.capabilities.peek(each)
      return `${each.key} (${mode} mode, version ${version})`
    })
    this.#client.log(
      'warn',
      `messages to ${topic.name} are sent one by one: brokers before 5.4.0 corrupt batches, and it is not proven ` +
        `that ${proven.join(', ')} does not. If all brokers are 5.4.0 or later, set batch.mode to 'on'`,
    )
  }
}
