import { RocketMQError } from '../errors.js'
import type { TopicRoute } from '../route/topic-route.js'

/** How long a broker that is lost is looked for often, in milliseconds; later with all routes. */
const LOOK_FOR_MS = 600_000

/** Gets and keeps the routes of topics. */
interface RouteCacheOptions {
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
  /** Brokers that are lost, by topic, each with the time when its route ceased to name its master. */
  readonly #lost = new Map<string, Map<string, number>>()

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
    const underWay = this.#fetching.get(topic)
    if (underWay !== undefined) return underWay
    const isWanted = () => this.#fetching.get(topic) === fetching
    const fetching: Promise<TopicRoute> = this.#fetch(topic, isWanted).finally(() => {
      if (isWanted()) this.#fetching.delete(topic)
    })
    this.#fetching.set(topic, fetching)
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

  /** Whether a broker that the route of a topic does not name any more is looked for, because it may be back soon. */
  isLookedFor(topic: string, brokerName: string): boolean {
    const lostAt = this.#lost.get(topic)?.get(brokerName)
    return lostAt !== undefined && performance.now() - lostAt < LOOK_FOR_MS
  }

  /** Refreshes the routes whose brokers are looked for, and those that `isDoubtful`. */
  async lookAgain(isDoubtful: (route: TopicRoute) => boolean): Promise<void> {
    for (const [topic, lost] of this.#lost) {
      for (const name of lost.keys()) if (!this.isLookedFor(topic, name)) lost.delete(name)
      if (lost.size === 0) this.#lost.delete(topic)
    }
    const routes = [...this.#routes.values()].filter(each => this.#lost.has(each.topic) || isDoubtful(each))
    await Promise.all(routes.map(({ topic }) => this.refresh(topic).catch(() => {})))
  }

  /** Forgets a topic; what a fetch that is under way brings is not kept. */
  drop(topic: string): void {
    this.#fetching.delete(topic)
    this.#routes.delete(topic)
    this.#fetchedAt.delete(topic)
    this.#lost.delete(topic)
  }

  async #fetch(topic: string, isWanted: () => boolean): Promise<TopicRoute> {
    const route = await this.#options.fetch(topic)
    if (!isWanted()) return route
    this.#fetchedAt.set(topic, performance.now())
    const before = this.#routes.get(topic)
    if (before?.equals(route)) return before
    this.#routes.set(topic, route)
    if (before !== undefined) this.#noteLost(before, route)
    this.#options.onChange(route)
    return route
  }

  #noteLost({ topic, masters }: TopicRoute, now: TopicRoute): void {
    const lost = this.#lost.get(topic) ?? new Map<string, number>()
    for (const name of masters) if (!now.masters.has(name)) lost.set(name, performance.now())
    for (const name of now.masters) lost.delete(name)
    if (lost.size > 0) this.#lost.set(topic, lost)
    else this.#lost.delete(topic)
  }
}
