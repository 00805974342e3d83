import type { CapabilityCache } from '../client/capability-cache.js'
import type { MessageQueue } from '../route/message-queue.js'
import type { TopicRoute } from '../route/topic-route.js'
import type { EndpointIsolation } from './endpoint-isolation.js'
import type { BatchOptions } from './producer-options.js'
import { PublishingLoadBalancer } from './publishing-load-balancer.js'

/** What a producer knows of a topic it sends to. */
export class PublishingTopic {
  readonly name: string
  /** Key under which its plain messages ride together. */
  readonly plainKey: string
  /** The same for compressed ones: one request may hold one body encoding only. */
  readonly compressedKey: string
  readonly #mode: BatchOptions['mode']
  readonly #capabilities: CapabilityCache
  readonly #isolation: EndpointIsolation
  #route: TopicRoute
  #balancer: PublishingLoadBalancer

  constructor(
    route: TopicRoute,
    mode: BatchOptions['mode'],
    capabilities: CapabilityCache,
    isolation: EndpointIsolation,
  ) {
    this.name = route.topic
    this.plainKey = `${route.topic} plain`
    this.compressedKey = `${route.topic} compressed`
    this.#mode = mode
    this.#capabilities = capabilities
    this.#isolation = isolation
    this.#route = route
    this.#balancer = new PublishingLoadBalancer(route, isolation)
  }

  get route(): TopicRoute {
    return this.#route
  }

  get balancer(): PublishingLoadBalancer {
    return this.#balancer
  }

  /** A refreshed route is used at once. */
  update(route: TopicRoute): void {
    this.#route = route
    this.#balancer = new PublishingLoadBalancer(route, this.#isolation)
  }

  /** Whether messages for this queue's broker may share a request without being corrupted. */
  mayCoalesceAt(queue: MessageQueue): boolean {
    if (this.#mode !== 'auto') return this.#mode === 'on'
    return this.#capabilities.peek(queue.endpoints).keepsBatchesWhole
  }

  /** Whether messages may share requests at every broker of the topic. */
  get mayCoalesce(): boolean {
    if (this.#mode !== 'auto') return this.#mode === 'on'
    return this.#route.endpointsList.every(each => this.#capabilities.peek(each).keepsBatchesWhole)
  }

  /** Learns what its brokers prove of themselves; one that cannot be reached proves nothing yet. */
  async probe(): Promise<void> {
    if (this.#mode !== 'auto') return
    await Promise.allSettled(this.#route.endpointsList.map(each => this.#capabilities.get(each, this.name)))
  }
}
