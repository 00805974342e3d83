import { createPool, type Pool } from 'generic-pool'
import { RocketMQError } from '../errors.js'
import type { PoolStats } from '../monitor/stats.js'
import { ConnectionSlots, type Slot } from './connection-slots.js'

/** How a {@link ConnectionPool} is made. */
export interface ConnectionPoolSettings<C> {
  /** Name in statistics and messages. */
  name: string
  connect(): C | Promise<C>
  disconnect(connection: C): void | Promise<void>
  /** Whether a connection may take new leases. Default: always. */
  isUsable?: ((connection: C) => boolean) | undefined
  /** Most connections. */
  maxConnections: number
  /** Leases at once on one connection. */
  streamsPerConnection: number
  /** A connection without leases is closed after this many milliseconds. */
  idleTimeoutMs: number
  /** How long `acquire()` waits for a free stream, in milliseconds. */
  acquireTimeoutMs: number
}

/** The right to one stream on a connection, until it is released. */
export interface Lease<C> {
  readonly connection: C
  /** Gives the stream back. A second time does nothing. */
  release(): void
  /** Says that the connection is broken: it takes no new leases, and is closed at once, with all its streams. */
  invalidate(reason: string): void
}

/**
 * Hands out leases, streams on connections that carry many. generic-pool does the queueing, the time-outs and
 * the idle eviction; what it keeps are slots, one for each stream, and a slot belongs to a connection only
 * while it is leased. So few connections are open: a second one is opened only when the first is full.
 */
export class ConnectionPool<C> {
  readonly #settings: ConnectionPoolSettings<C>
  readonly #slots: ConnectionSlots<C>
  readonly #pool: Pool<Slot>
  #acquired = 0
  #released = 0
  #hits = 0
  #closed = false

  constructor(settings: ConnectionPoolSettings<C>) {
    this.#settings = settings
    this.#slots = new ConnectionSlots(settings)
    this.#pool = createPool<Slot>(
      { create: () => Promise.resolve({ id: Symbol('slot') }), destroy: () => Promise.resolve() },
      {
        max: settings.maxConnections * settings.streamsPerConnection,
        acquireTimeoutMillis: settings.acquireTimeoutMs,
        idleTimeoutMillis: settings.idleTimeoutMs,
        evictionRunIntervalMillis: 0,
        testOnBorrow: false,
      },
    )
  }

  /**
   * Borrows a stream, on an open connection if there is room.
   *
   * @throws RocketMQError FULL when none came free in time, ABORTED, CLOSED, or why no connection could be opened
   */
  async acquire(options: { signal?: AbortSignal } = {}): Promise<Lease<C>> {
    if (this.#closed) throw new RocketMQError('CLOSED', `pool ${this.#settings.name} is closed`)
    const slot = await this.#slot(options.signal)
    try {
      const { connection, hit } = await this.#slots.attach(slot)
      this.#acquired += 1
      if (hit) this.#hits += 1
      return this.#lease(slot, connection)
    } catch (error) {
      this.#giveBack(slot)
      throw error
    }
  }

  /** Takes no more, waits for leases to come back, at most so long, and closes every connection. */
  async drain(options: { timeoutMs: number }): Promise<void> {
    this.#closed = true
    const deadline = performance.now() + options.timeoutMs
    await this.#slots.idle(Math.max(0, deadline - performance.now()))
    await this.#slots.close()
    // Leases that never came back would keep generic-pool's own drain waiting for ever.
    if (this.#pool.borrowed === 0 && this.#pool.pending === 0)
      await this.#pool.drain().then(() => this.#pool.clear())
  }

  /** Connections that are open. */
  get connections(): number {
    return this.#slots.open
  }

  stats(): PoolStats {
    return {
      name: this.#settings.name,
      acquired: this.#acquired,
      released: this.#released,
      hits: this.#hits,
      misses: this.#acquired - this.#hits,
      hitRate: this.#acquired === 0 ? 0 : this.#hits / this.#acquired,
      outstanding: this.#acquired - this.#released,
      idle: this.#slots.open * this.#settings.streamsPerConnection - (this.#acquired - this.#released),
      discarded: this.#slots.discarded,
      leaked: 0,
      bytes: 0,
      waiting: this.#pool.pending,
    }
  }

  async #slot(signal: AbortSignal | undefined): Promise<Slot> {
    const acquiring = this.#pool.acquire() as Promise<Slot>
    if (signal === undefined) return acquiring.catch(error => this.#refuse(error))
    return new Promise((resolve, reject) => {
      let given = false
      const onAbort = () => {
        given = true
        reject(
          new RocketMQError('ABORTED', 'aborted while waiting for a connection', { cause: signal.reason }),
        )
      }
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort)
      acquiring.then(
        slot => {
          signal.removeEventListener('abort', onAbort)
          // generic-pool cannot take a waiter back, so a slot that comes too late is returned.
          if (given) this.#giveBack(slot)
          else resolve(slot)
        },
        (error: unknown) => {
          signal.removeEventListener('abort', onAbort)
          if (!given) this.#refuse(error).catch(reject)
        },
      )
    })
  }

  #refuse(error: unknown): Promise<never> {
    const { name, acquireTimeoutMs, maxConnections, streamsPerConnection } = this.#settings
    return Promise.reject(
      new RocketMQError(
        'FULL',
        `pool ${name}: no stream came free within ${acquireTimeoutMs} ms (${maxConnections} connections of ` +
          `${streamsPerConnection} streams are in use)`,
        { retryable: true, cause: error },
      ),
    )
  }

  #lease(slot: Slot, connection: C): Lease<C> {
    let held = true
    return {
      connection,
      release: () => {
        if (!held) return
        held = false
        this.#released += 1
        this.#slots.detach(slot)
        this.#giveBack(slot)
      },
      invalidate: () => this.#slots.discard(connection),
    }
  }

  #giveBack(slot: Slot): void {
    this.#pool.release(slot).catch(() => {})
  }
}
