import type { BatchStats, ClientStats, Monitored, PoolStats } from '../stats/stats.js'

/** A pool, or a set of several such as the global pools, whose `stats()` go by name. */
export interface MonitoredPool {
  stats(): PoolStats | Record<string, PoolStats>
}

/** A batch processor, or a manager of several, whose `stats()` go by name. */
export interface MonitoredBatch {
  stats(): BatchStats | Record<string, BatchStats>
}

/** Everything that all attached things count, read at one moment. */
export interface Readings {
  clients: ClientStats[]
  pools: PoolStats[]
  batches: BatchStats[]
}

/** What a monitor is attached to. One whose `stats()` throws is left out, and the others are read all the same. */
export class MonitoredSet {
  readonly #clients = new Set<Monitored>()
  readonly #pools = new Set<MonitoredPool>()
  readonly #batches = new Set<MonitoredBatch>()
  readonly #broken = new WeakSet<object>()
  readonly #onError: (error: unknown) => void

  /** @param onError told once of each thing that cannot be read */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  addClient(client: Monitored): void {
    this.#clients.add(client)
  }

  addPool(pool: MonitoredPool): void {
    this.#pools.add(pool)
  }

  addBatch(batch: MonitoredBatch): void {
    this.#batches.add(batch)
  }

  /** Forgets a client, pool or processor; says whether it was known. */
  delete(source: object): boolean {
    const sets: Set<unknown>[] = [this.#clients, this.#pools, this.#batches]
    return sets.map(set => set.delete(source)).includes(true)
  }

  read(): Readings {
    return {
      clients: this.#readAll(this.#clients),
      pools: this.#readAll(this.#pools).flatMap(stats => (isPoolStats(stats) ? [stats] : named(stats))),
      batches: this.#readAll(this.#batches).flatMap(stats => (isBatchStats(stats) ? [stats] : named(stats))),
    }
  }

  #readAll<S>(sources: Iterable<{ stats(): S }>): S[] {
    const readings: S[] = []
    for (const source of sources) {
      try {
        readings.push(source.stats())
      } catch (error) {
        if (!this.#broken.has(source)) this.#onError(error)
        this.#broken.add(source)
      }
    }
    return readings
  }
}

function isBatchStats(stats: BatchStats | Record<string, BatchStats>): stats is BatchStats {
  return typeof stats.added === 'number'
}

function isPoolStats(stats: PoolStats | Record<string, PoolStats>): stats is PoolStats {
  return typeof stats.acquired === 'number'
}

/** What is registered under a name goes by it. */
function named<S>(stats: Record<string, S>): S[] {
  return Object.entries(stats).map(([name, each]) => ({ ...each, name }))
}
