import { createPool, type Pool } from 'generic-pool'
import { RocketMQError } from '../errors.js'
import type { PoolStats } from '../stats/stats.js'
import {
  type ConnectionPoolSettings,
  connectionLimits,
  evictionIntervalMs,
} from './connection-pool-settings.js'
import { ConnectionSlots, type Slot } from './connection-slots.js'
import { LeakDetector } from './leak-detector.js'
import { Waiter } from './waiter.js'

/** The right to one stream on a connection, until it is released. */
export interface Lease<C> {
  readonly connection: C
  /** Gives the stream back. A second time does nothing. */
  release(): void
  /** Says that the connection is broken: it takes no new leases, and is closed at once, with all its streams. */
  invalidate(reason: string): void
}

/**
 * Hands out leases, which are streams on connections that carry many. generic-pool does the queueing, the
 * time-outs, the validation and the idle eviction; what it keeps are slots, one for each stream. The stream
 * given back last is leased first, so that connections the load does not need fall idle and are closed.
 */
export class ConnectionPool<C> {
  readonly name: string
  /** The leak detector, if it is on. */
  readonly leaks: LeakDetector | undefined
  readonly #slots: ConnectionSlots<C>
  readonly #pool: Pool<Slot<C>>
  readonly #waiters = new Set<Waiter<Lease<C>>>()
  /** Slots that generic-pool has lent: leased, or getting their connection. */
  readonly #lent = new Set<Slot<C>>()
  readonly #awaited: string
  readonly #timedOut: string
  #acquired = 0
  #released = 0
  #hits = 0
  #draining: Promise<void> | undefined

  /** @throws RocketMQError CONFIGURATION */
  constructor(settings: ConnectionPoolSettings<C>) {
    const limits = connectionLimits(settings)
    const { name } = settings
    const { maxConnections, streamsPerConnection, idleTimeoutMs, acquireTimeoutMs } = limits
    const max = maxConnections * streamsPerConnection
    this.name = name
    this.#awaited = `a stream of pool ${name}`
    this.#timedOut =
      `pool ${name}: no stream came free within ${acquireTimeoutMs} ms (${maxConnections} connections ` +
      `of ${streamsPerConnection} streams are in use)`
    this.leaks = LeakDetector.from(name, settings.leakDetection)
    this.#slots = new ConnectionSlots(settings, limits)
    this.#pool = createPool<Slot<C>>(this.#slots, {
      max,
      acquireTimeoutMillis: acquireTimeoutMs,
      testOnBorrow: true,
      fifo: false,
      idleTimeoutMillis: idleTimeoutMs,
      evictionRunIntervalMillis: evictionIntervalMs(idleTimeoutMs),
      numTestsPerEvictionRun: max,
    })
  }

  /**
   * Borrows a stream, on an open connection if there is room.
   *
   * @throws RocketMQError FULL when none came free in time, ABORTED, CLOSED; or why no connection could be opened
   */
  acquire(options: { signal?: AbortSignal | undefined } = {}): Promise<Lease<C>> {
    if (this.#draining !== undefined) return Promise.reject(this.#closedError())
    const site = this.leaks?.site(this.acquire)
    const waiter = new Waiter(this.#waiters, this.#awaited, options.signal)
    if (waiter.waiting) void this.#serve(waiter, site)
    return waiter.promise
  }

  /**
   * Takes no more: whoever waits is told so at once (CLOSED). Waits for leases to come back, at most so long, and
   * closes every connection. The first call's deadline counts.
   */
  drain(options: { timeoutMs: number }): Promise<void> {
    this.#draining ??= this.#drain(options.timeoutMs)
    return this.#draining
  }

  /** Connections that are open or being opened. */
  get connections(): number {
    return this.#slots.open
  }

  /** Acquisitions that have no lease yet. */
  get waiting(): number {
    return this.#waiters.size
  }

  stats(): PoolStats {
    return {
      name: this.name,
      acquired: this.#acquired,
      released: this.#released,
      hits: this.#hits,
      misses: this.#acquired - this.#hits,
      hitRate: this.#acquired === 0 ? 0 : this.#hits / this.#acquired,
      outstanding: this.#acquired - this.#released,
      idle: this.#slots.free,
      discarded: this.#slots.discarded,
      leaked: this.leaks?.leaked ?? 0,
      bytes: 0,
      waiting: this.waiting,
    }
  }

  /** Never rejects. A slot that comes when its waiter has left goes back. */
  async #serve(waiter: Waiter<Lease<C>>, site: { stack?: string } | undefined): Promise<void> {
    try {
      const slot = await this.#slot()
      if (waiter.waiting) await this.#attach(slot, waiter, site)
      else this.#giveBack(slot)
    } catch (error) {
      if (waiter.waiting) waiter.reject(error)
    }
  }

  async #slot(): Promise<Slot<C>> {
    try {
      const slot = await this.#pool.acquire()
      this.#lent.add(slot)
      return slot
    } catch (error) {
      throw new RocketMQError('FULL', this.#timedOut, { retryable: true, cause: error })
    }
  }

  async #attach(
    slot: Slot<C>,
    waiter: Waiter<Lease<C>>,
    site: { stack?: string } | undefined,
  ): Promise<void> {
    try {
      const { connection, hit } = await this.#slots.attach(slot)
      if (!waiter.waiting) {
        this.#giveBack(slot)
        return
      }
      this.#acquired += 1
      if (hit) this.#hits += 1
      const lease = this.#lease(slot, connection)
      if (site !== undefined) this.leaks?.track(lease, site)
      waiter.resolve(lease)
    } catch (error) {
      this.#giveBack(slot)
      throw error
    }
  }

  /** Nothing of the pool may refer to the lease itself, or the leak detector would never see it collected. */
  #lease(slot: Slot<C>, connection: C): Lease<C> {
    let held = true
    const lease: Lease<C> = {
      connection,
      release: () => {
        if (!held) return
        held = false
        this.#released += 1
        this.leaks?.untrack(lease)
        this.#giveBack(slot)
      },
      invalidate: reason => this.#slots.retire(connection, reason),
    }
    return lease
  }

  /** After a drain that waited no longer there is nothing to give back to. */
  #giveBack(slot: Slot<C>): void {
    if (!this.#lent.delete(slot)) return
    if (this.#slots.detach(slot)) void this.#pool.release(slot)
    else void this.#pool.destroy(slot)
  }

  async #drain(timeoutMs: number): Promise<void> {
    for (const waiter of this.#waiters) waiter.reject(this.#closedError())
    let timer: NodeJS.Timeout | undefined
    const deadline = new Promise<void>(resolve => {
      timer = setTimeout(resolve, timeoutMs)
    })
    const drained = this.#pool.drain()
    await Promise.race([drained, deadline])
    const closing = this.#slots.close()
    // For what is still lent generic-pool would wait for ever.
    for (const slot of this.#lent) void this.#pool.destroy(slot)
    this.#lent.clear()
    await drained
    await Promise.race([closing, deadline])
    clearTimeout(timer)
    this.leaks?.stop()
  }

  #closedError(): RocketMQError {
    return new RocketMQError('CLOSED', `pool ${this.name} is closed`)
  }
}
