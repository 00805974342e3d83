import type { BatchStats, ClientStats, Monitored, PoolStats, RpcStats } from '../stats/stats.js'
import { heed, isThenable } from '../waiting/user-callback.js'
import type {
  BatchSnapshot,
  ConsumerSnapshot,
  MonitorSnapshot,
  PoolSnapshot,
  ProducerSnapshot,
  RpcSnapshot,
} from './snapshot.js'

/** A pool, or a set of several such as the global pools, whose `stats()` go by name. */
export interface MonitoredPool {
  /** What it has counted until now. */
  stats(): PoolStats | Record<string, PoolStats>
}

/** A batch processor, or a manager of several, whose `stats()` go by name. */
export interface MonitoredBatch {
  /** What it has counted until now. */
  stats(): BatchStats | Record<string, BatchStats>
}

/** The part of a snapshot that comes from what is attached. */
type Attached = Pick<
  MonitorSnapshot,
  'pools' | 'batches' | 'producers' | 'consumers' | 'connections' | 'rpcs'
>

/** What a monitor is attached to. A source whose `stats()` throws, or gives none, is left out; the others are read. */
export class MonitoredSet {
  readonly clients = new Set<Monitored>()
  readonly pools = new Set<MonitoredPool>()
  readonly batches = new Set<MonitoredBatch>()
  readonly #broken = new WeakSet<object>()
  readonly #shares = new RecentShares()
  readonly #onError: (error: unknown) => void

  /** @param onError called once for each thing that cannot be read */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  /** Forgets a client, pool or processor. */
  delete(source: object): void {
    const sets: Set<unknown>[] = [this.clients, this.pools, this.batches]
    for (const set of sets) set.delete(source)
  }

  /** What all of it counts now, by kind, with what can only be known by looking back. */
  read(): Attached {
    const clients = this.#statsOf(this.clients, isClient)
    this.#shares.begin()
    return {
      pools: [
        ...clients.flatMap(({ clientId, pools }) => pools.map(each => this.#pool(each, clientId))),
        ...this.#statsOf(this.pools, isObject)
          .flatMap(stats => (isPool(stats) ? stats : named(stats)))
          .map(each => this.#pool(each)),
      ],
      batches: [
        ...clients.flatMap(({ clientId, batches }) => batches.map(each => this.#batch(each, clientId))),
        ...this.#statsOf(this.batches, isObject)
          .flatMap(stats => (isBatch(stats) ? stats : named(stats)))
          .map(each => this.#batch(each)),
      ],
      producers: clients.flatMap(client => this.#producer(client)),
      consumers: clients.flatMap(client => this.#consumer(client)),
      connections: clients.flatMap(({ clientId, connections }) =>
        connections.map(each => ({ ...each, clientId })),
      ),
      rpcs: clients.flatMap(({ clientId, rpcs }) => rpcs.map(each => this.#rpc(each, clientId))),
    }
  }

  /** Remembers what was read last, as what later shares are measured from. */
  tick(now: number): void {
    this.#shares.tick(now)
  }

  #statsOf<S>(sources: Iterable<{ stats(): S }>, isWhole: (stats: S) => boolean): S[] {
    const all: S[] = []
    for (const source of sources) {
      try {
        const stats = source.stats()
        heed(stats)
        if (!isWhole(stats)) throw new TypeError('stats() must return statistics, at once')
        all.push(stats)
      } catch (error) {
        if (!this.#broken.has(source)) this.#onError(error)
        this.#broken.add(source)
      }
    }
    return all
  }

  #pool(stats: PoolStats, clientId?: string): PoolSnapshot {
    const { name, hits, acquired } = stats
    const recentHitRate = this.#shares.share(`pool/${clientId ?? ''}/${name}`, hits, acquired)
    return { ...stats, ...owner(clientId), recentHitRate }
  }

  #batch(stats: BatchStats, clientId?: string): BatchSnapshot {
    const { name, buffered, bufferSize } = stats
    const recentErrorRate = this.#failures(`batch/${clientId ?? ''}/${name}`, stats.failed, stats.succeeded)
    return { ...stats, ...owner(clientId), fill: bufferSize > 0 ? buffered / bufferSize : 0, recentErrorRate }
  }

  #producer({ clientId, state, producer: stats }: ClientStats): ProducerSnapshot[] {
    if (stats === undefined) return []
    const recentErrorRate = this.#failures(`producer/${clientId}`, stats.failed, stats.succeeded)
    return [{ clientId, state, ...stats, recentErrorRate }]
  }

  #consumer({ clientId, kind, state, consumerGroup = '', consumer: stats }: ClientStats): ConsumerSnapshot[] {
    if (stats === undefined) return []
    const recentErrorRate = this.#failures(`consumer/${clientId}`, stats.failed, stats.consumed)
    return [{ clientId, kind, state, consumerGroup, ...stats, recentErrorRate }]
  }

  #rpc(stats: RpcStats, clientId: string): RpcSnapshot {
    const recentErrorRate = this.#failures(`rpc/${clientId}/${stats.method}`, stats.failed, stats.succeeded)
    return { ...stats, clientId, recentErrorRate }
  }

  #failures(key: string, failed: number, succeeded: number): number | null {
    return this.#shares.share(key, failed, failed + succeeded)
  }
}

function isObject(stats: object): boolean {
  return typeof stats === 'object' && stats !== null && !isThenable(stats)
}

function isClient(stats: ClientStats): boolean {
  return isObject(stats) && [stats.pools, stats.batches, stats.connections, stats.rpcs].every(Array.isArray)
}

function isPool(stats: PoolStats | Record<string, PoolStats>): stats is PoolStats {
  return typeof stats.acquired === 'number'
}

function isBatch(stats: BatchStats | Record<string, BatchStats>): stats is BatchStats {
  return typeof stats.added === 'number'
}

/** Statistics of several, each under the name that it is registered by. */
function named<S>(stats: Record<string, S>): S[] {
  return Object.entries(stats).map(([name, each]) => ({ ...each, name }))
}

function owner(clientId: string | undefined): { clientId?: string } {
  return clientId === undefined ? {} : { clientId }
}

/** Two counters, of which one counts a part of what the other does. */
interface Reading {
  part: number
  whole: number
}

/** How far back shares look, in milliseconds. */
const WINDOW_MS = 10_000

/** Of fewer events than this no share is made: one failure of two is no error rate. */
const LEAST_EVENTS = 20

/**
 * What share of the latest events were of one sort (sends that failed, hits of a pool), made from counters that
 * only rise. Keys that are no longer read are forgotten.
 */
class RecentShares {
  readonly #baselines = new Map<string, (Reading & { at: number })[]>()
  readonly #readings = new Map<string, Reading>()

  /** Begins a reading of everything; keys it does not touch are gone at the next tick. */
  begin(): void {
    this.#readings.clear()
  }

  /**
   * The share since some ten seconds ago, 0 to 1; `null` if too little happened to say.
   *
   * @param key what is counted
   * @param part the counter of the sort
   * @param whole the counter of all
   */
  share(key: string, part: number, whole: number): number | null {
    this.#readings.set(key, { part, whole })
    const [oldest] = this.#baselines.get(key) ?? []
    const events = whole - (oldest?.whole ?? 0)
    if (events < LEAST_EVENTS) return null
    return Math.min(1, Math.max(0, (part - (oldest?.part ?? 0)) / events))
  }

  /** Remembers the counters as they were read last, as the baseline of later shares. */
  tick(now: number): void {
    for (const [key, reading] of this.#readings) {
      const list = this.#baselines.get(key) ?? []
      list.push({ at: now, ...reading })
      while (list.length > 1 && (list[0]?.at ?? 0) < now - WINDOW_MS) list.shift()
      this.#baselines.set(key, list)
    }
    for (const key of this.#baselines.keys()) if (!this.#readings.has(key)) this.#baselines.delete(key)
  }
}
