import { RocketMQError } from '../errors.js'
import type { TopicRoute } from '../route/topic-route.js'

/** How long a broker that is named no more is looked for often, in milliseconds; later with all routes. */
export const LOOK_FOR_MS = 600_000

/** Gets and keeps the routes of topics. */
export interface RouteCacheOptions {
  fetch(topic: string): Promise<TopicRoute>
  /** A route was fetched for the first time, or differs from the one before. */
  onChange(route: TopicRoute): void
  /** A refresh failed; the route before stays in use. */
  onRefreshError(topic: string, error: RocketMQError): void
}

/** The routes a client works with. Fetching is single flight per topic; failures are not kept. */
export class RouteCache {
  readonly #options: RouteCacheOptions
  readonly #routes = new Map<string, TopicRoute>()
  readonly #fetching = new Map<string, Promise<TopicRoute>>()
  /** When each was last fetched, on the clock of `performance.now()`. */
  readonly #fetchedAt = new Map<string, number>()
  /** When each broker of a topic was named last. */
  readonly #namedAt = new Map<string, Map<string, number>>()

  constructor(options: RouteCacheOptions) {
    this.#options = options
  }

  /** The route if it is known. */
  peek(topic: string): TopicRoute | undefined {
    return this.#routes.get(topic)
  }

  /** All routes known. */
  all(): IterableIterator<TopicRoute> {
    return this.#routes.values()
  }

  /** The route, fetched if it is not known. */
  get(topic: string): Promise<TopicRoute> {
    const known = this.#routes.get(topic)
    return known === undefined ? this.refresh(topic) : Promise.resolve(known)
  }

  /** Fetches the route anew, or joins the fetch that is under way. */
  refresh(topic: string): Promise<TopicRoute> {
    let fetching = this.#fetching.get(topic)
    if (fetching === undefined) {
      fetching = this.#fetch(topic).finally(() => this.#fetching.delete(topic))
      this.#fetching.set(topic, fetching)
    }
    return fetching
  }

  /** The route as it is now, fetched anew unless that was done less than `maxAgeMs` ago. */
  fresh(topic: string, maxAgeMs: number): Promise<TopicRoute> {
    const age = performance.now() - (this.#fetchedAt.get(topic) ?? Number.NEGATIVE_INFINITY)
    return age < maxAgeMs ? this.get(topic) : this.refresh(topic)
  }

  /** Refreshes every known route side by side; one that fails keeps no other from being refreshed. */
  async refreshAll(): Promise<void> {
    await Promise.all(
      [...this.#routes.keys()].map(topic =>
        this.refresh(topic).catch((error: unknown) =>
          this.#options.onRefreshError(topic, RocketMQError.from(error)),
        ),
      ),
    )
  }

  /** Refreshes the routes that name a broker no more which they named a while ago, and those that `isDoubtful`. */
  async lookAgain(isDoubtful: (route: TopicRoute) => boolean): Promise<void> {
    const since = performance.now() - LOOK_FOR_MS
    const isMissed = (topic: string) => {
      const fetchedAt = this.#fetchedAt.get(topic) ?? 0
      return [...(this.#namedAt.get(topic)?.values() ?? [])].some(at => at > since && at < fetchedAt)
    }
    const routes = [...this.#routes.values()].filter(route => isDoubtful(route) || isMissed(route.topic))
    await Promise.all(routes.map(({ topic }) => this.refresh(topic).catch(() => {})))
  }

  /** Forgets a topic. */
  drop(topic: string): void {
    this.#routes.delete(topic)
    this.#fetchedAt.delete(topic)
    this.#namedAt.delete(topic)
  }

  async #fetch(topic: string): Promise<TopicRoute> {
    const route = await this.#options.fetch(topic)
    const now = performance.now()
    this.#fetchedAt.set(topic, now)
    const named = this.#namedAt.get(topic) ?? new Map<string, number>()
    for (const { brokerName } of route.queues) named.set(brokerName, now)
    this.#namedAt.set(topic, named)
    const before = this.#routes.get(topic)
    if (before?.equals(route)) return before
    this.#routes.set(topic, route)
    this.#options.onChange(route)
    return route
  }
}
