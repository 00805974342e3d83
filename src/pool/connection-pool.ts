import { createPool, type Pool } from 'generic-pool'
import { abortedError, RocketMQError } from '../errors.js'
import type { PoolStats } from '../stats/stats.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import { settles } from '../waiting/pause.js'
import { type LeakDetection, LeakDetector } from './leak-detector.js'
import { PoolCounter, poolCheck } from './object-pool.js'

/** How a `ConnectionPool` is made. */
export interface ConnectionPoolSettings<C> {
  /** Name in statistics and messages. */
  name: string
  /**
   * Opens a connection. If it fails, everyone who waited for this connection gets its error, and the next
   * `acquire()` tries anew. It must settle by itself: the pool's time-out is for streams.
   */
  connect(): C | Promise<C>
  /** Closes a connection. Failures are of no consequence. `reason` says why, in a few words. */
  disconnect(connection: C, reason: string): void | Promise<void>
  /** Whether a connection may take new leases; one that may not is closed. Default: always. */
  isUsable?: ((connection: C) => boolean) | undefined
  /**
   * Streams the peer takes at once on this connection, as far as it said. More leases than that go to another
   * connection while there may be one. Default: as many as `streamsPerConnection`.
   */
  streamsOf?: ((connection: C) => number) | undefined
  /** Most connections. Default 4. */
  maxConnections?: number | undefined
  /** Leases at once on one connection. Default 256. */
  streamsPerConnection?: number | undefined
  /** A connection is closed when none of its streams was used for this many milliseconds. Default 60,000. */
  idleTimeoutMs?: number | undefined
  /** How long `acquire()` waits for a free stream, in milliseconds. Default 3,000. */
  acquireTimeoutMs?: number | undefined
  /** Whether to find out which leases are never released. Default `false`. */
  leakDetection?: LeakDetection | undefined
}

/** More than any server takes, and few enough for generic-pool to look through them. */
const MOST = 100_000

/** Idle streams are looked for so many times within the idle time-out. */
const EVICTIONS_PER_TIMEOUT = 4
const LEAST_EVICTION_INTERVAL_MS = 10

const DEFAULT_DRAIN_TIMEOUT_MS = 30_000

const OPTION_NAMES = (
  'name connect disconnect isUsable streamsOf maxConnections streamsPerConnection idleTimeoutMs ' +
  'acquireTimeoutMs leakDetection'
).split(' ')

/** The limits among {@link ConnectionPoolSettings}, checked and complete. */
type ConnectionLimits = ReturnType<typeof connectionLimits>

/** @throws RocketMQError CONFIGURATION */
function connectionLimits<C>(settings: ConnectionPoolSettings<C>) {
  const check = poolCheck(settings, OPTION_NAMES)
  check.callable('connect', settings.connect, true)
  check.callable('disconnect', settings.disconnect, true)
  check.callable('isUsable', settings.isUsable, false)
  const most = { min: 1, max: MOST }
  return check.done({
    maxConnections: check.number('maxConnections', settings.maxConnections, 4, most),
    streamsPerConnection: check.number('streamsPerConnection', settings.streamsPerConnection, 256, most),
    idleTimeoutMs: check.milliseconds('idleTimeoutMs', settings.idleTimeoutMs, 60_000, 1),
    acquireTimeoutMs: check.milliseconds('acquireTimeoutMs', settings.acquireTimeoutMs, 3_000, 1),
  })
}

/** How often to look for idle streams. */
function evictionIntervalMs(idleTimeoutMs: number): number {
  return Math.max(LEAST_EVICTION_INTERVAL_MS, Math.ceil(idleTimeoutMs / EVICTIONS_PER_TIMEOUT))
}

/** The right to one stream on a connection, until it is released. */
export interface Lease<C> {
  /** The connection that the stream is on. */
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
export class ConnectionPool<C> implements AsyncDisposable {
  /** Its name in statistics and messages. */
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
  readonly #counter = new PoolCounter()
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
    this.#slots = new ConnectionSlots(settings, limits, this.#counter)
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
   *
   * @param options `timeoutMs` in milliseconds, 30,000 by default
   */
  drain(options: { timeoutMs?: number | undefined } = {}): Promise<void> {
    this.#draining ??= this.#drain(options.timeoutMs ?? DEFAULT_DRAIN_TIMEOUT_MS)
    return this.#draining
  }

  /** {@link ConnectionPool.drain} with its default. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.drain()
  }

  /** Connections that are open or being opened. */
  get connections(): number {
    return this.#slots.open
  }

  /** Acquisitions that have no lease yet. */
  get waiting(): number {
    return this.#waiters.size
  }

  /** What it counted since it was made, in streams. */
  stats(): PoolStats {
    const { waiting, leaks } = this
    return this.#counter.stats(this.name, { idle: this.#slots.free, waiting, leaked: leaks?.leaked ?? 0 })
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
      this.#counter.acquired += 1
      if (!hit) this.#counter.misses += 1
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
        this.#counter.released += 1
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
    const deadline = performance.now() + timeoutMs
    const drained = this.#pool.drain()
    await settles(drained, timeoutMs)
    const closing = this.#slots.close()
    // For what is still lent generic-pool would wait for ever.
    for (const slot of this.#lent) void this.#pool.destroy(slot)
    this.#lent.clear()
    await drained
    await settles(closing, deadline - performance.now())
    this.leaks?.stop()
  }

  #closedError(): RocketMQError {
    return new RocketMQError('CLOSED', `pool ${this.name} is closed`)
  }
}

/** Someone who waits for one thing, and may leave before it comes. */
class Waiter<T> {
  readonly promise: Promise<T>
  #settle!: { resolve: (value: T) => void; reject: (error: unknown) => void }
  readonly #signal: AbortSignal | undefined
  readonly #what: string
  readonly #queue: Set<Waiter<T>>

  /**
   * Joins the queue.
   *
   * @param queue all who wait, without those who have left or were served
   * @param what what is waited for, for the error if `signal` fires
   */
  constructor(queue: Set<Waiter<T>>, what: string, signal: AbortSignal | undefined) {
    this.#queue = queue
    queue.add(this)
    this.promise = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    this.#what = what
    this.#signal = signal
    if (signal?.aborted) this.#onAbort()
    else if (signal !== undefined) listenForAbort(signal, this.#onAbort)
  }

  /** Whether it still waits. */
  get waiting(): boolean {
    return this.#queue.has(this)
  }

  resolve(value: T): void {
    this.#leave()
    this.#settle.resolve(value)
  }

  reject(error: unknown): void {
    this.#leave()
    this.#settle.reject(error)
  }

  readonly #onAbort = (): void => {
    this.reject(abortedError(`waiting for ${this.#what}`, this.#signal as AbortSignal))
  }

  #leave(): void {
    this.#queue.delete(this)
    if (this.#signal !== undefined) stopListening(this.#signal, this.#onAbort)
  }
}

/** A stream's place, as generic-pool keeps it: on one connection, from its first lease until it is destroyed. */
class Slot<C> {
  carrier: Carrier<C> | undefined = undefined
}

/** One connection, and the slots on it. */
interface Carrier<C> {
  readonly opening: Promise<C>
  connection: C | undefined
  /** Slots on it, leased or not. */
  slots: number
  leases: number
  /** Takes no new slots, because it broke, was closed or never opened. */
  retired: boolean
}

/**
 * What generic-pool creates, validates and destroys: slots. A new slot has no connection yet, so creating one
 * cannot fail (generic-pool would try again at once, for ever); it gets one with its first lease, the first that
 * has room, and a connection without slots is closed.
 */
class ConnectionSlots<C> {
  readonly #settings: ConnectionPoolSettings<C>
  readonly #limits: ConnectionLimits
  readonly #counter: PoolCounter
  /** In the order they were opened. */
  readonly #carriers = new Set<Carrier<C>>()

  /** @param counter counts the connections that are closed because they broke or fell idle */
  constructor(settings: ConnectionPoolSettings<C>, limits: ConnectionLimits, counter: PoolCounter) {
    this.#settings = settings
    this.#limits = limits
    this.#counter = counter
  }

  create(): Promise<Slot<C>> {
    return Promise.resolve(new Slot())
  }

  /** Must not reject: generic-pool would lose the slot. */
  validate({ carrier }: Slot<C>): Promise<boolean> {
    return Promise.resolve(carrier === undefined || this.#isUsable(carrier))
  }

  destroy(slot: Slot<C>): Promise<void> {
    const { carrier } = slot
    slot.carrier = undefined
    if (carrier !== undefined) {
      carrier.slots -= 1
      if (carrier.slots === 0) this.#discard(carrier, 'it was idle')
    }
    return Promise.resolve()
  }

  /** Connections that are open or being opened. */
  get open(): number {
    return this.#carriers.size
  }

  /** Streams that could be leased without another connection. */
  get free(): number {
    let free = 0
    for (const carrier of this.#carriers) free += Math.max(0, this.#streams(carrier) - carrier.leases)
    return free
  }

  /**
   * Gives a slot its connection, the one it is on or the first with room. Where the peer takes fewer streams than
   * there are slots, the connection with the fewest leases gets one too many, which has to wait there.
   *
   * @returns whether no connection had to be opened for it; one opening serves all who come meanwhile
   * @throws what `connect` throws
   */
  async attach(slot: Slot<C>): Promise<{ connection: C; hit: boolean }> {
    const opened = this.#place(slot)
    const carrier = slot.carrier as Carrier<C>
    carrier.leases += 1
    return { connection: carrier.connection ?? (await carrier.opening), hit: !opened }
  }

  /** The lease is over, or never came about; the slot stays where it is. Says whether it can be leased again. */
  detach({ carrier }: Slot<C>): boolean {
    if (carrier === undefined) return true
    carrier.leases -= 1
    return !carrier.retired
  }

  /** Closes a connection that is broken, at once; its leases end by themselves. */
  retire(connection: C, reason: string): void {
    for (const carrier of this.#carriers) {
      if (carrier.connection === connection) this.#discard(carrier, reason)
    }
  }

  /** Closes all. What is still being opened is closed as soon as it is open, which is not waited for. */
  async close(): Promise<void> {
    const closing: Promise<void>[] = []
    for (const carrier of this.#carriers) {
      const closed = this.#retire(carrier, 'the pool was closed')
      if (carrier.connection !== undefined) closing.push(closed)
    }
    await Promise.all(closing)
  }

  /** Finds room for a slot; says whether a connection is opened for it. */
  #place(slot: Slot<C>): boolean {
    const { carrier } = slot
    if (carrier !== undefined) {
      if (carrier.leases < this.#streams(carrier)) return false
      carrier.slots -= 1
    }
    const room = this.#withRoom()
    if (room !== undefined) room.slots += 1
    slot.carrier = room ?? this.#openOne()
    return room === undefined
  }

  /** The first connection that has room; where none has and no more may be opened, the one with the fewest leases. */
  #withRoom(): Carrier<C> | undefined {
    let least: Carrier<C> | undefined
    for (const carrier of this.#carriers) {
      if (carrier.slots >= this.#limits.streamsPerConnection || !this.#isUsable(carrier)) continue
      if (carrier.leases < this.#streams(carrier)) return carrier
      if (least === undefined || carrier.leases < least.leases) least = carrier
    }
    return this.#carriers.size < this.#limits.maxConnections ? undefined : least
  }

  /** Streams at once on a connection: as many as the peer takes, which is known only once it stands. */
  #streams({ connection }: Carrier<C>): number {
    const { streamsPerConnection } = this.#limits
    if (connection === undefined || this.#settings.streamsOf === undefined) return streamsPerConnection
    return Math.max(1, Math.min(streamsPerConnection, this.#settings.streamsOf(connection)))
  }

  #openOne(): Carrier<C> {
    const opening = this.#connect()
    const carrier: Carrier<C> = { opening, connection: undefined, slots: 1, leases: 0, retired: false }
    this.#carriers.add(carrier)
    opening.then(
      connection => {
        carrier.connection = connection
      },
      () => {
        carrier.retired = true
        this.#carriers.delete(carrier)
      },
    )
    return carrier
  }

  /** Makes a rejection of what `connect` throws. */
  async #connect(): Promise<C> {
    return this.#settings.connect()
  }

  #isUsable(carrier: Carrier<C>): boolean {
    if (carrier.retired) return false
    if (carrier.connection === undefined) return true
    try {
      if (this.#settings.isUsable?.(carrier.connection) !== false) return true
    } catch {
      // generic-pool would lose the slot, and this connection is not known to be good.
    }
    this.#discard(carrier, 'it was no longer usable')
    return false
  }

  #discard(carrier: Carrier<C>, reason: string): void {
    if (carrier.retired) return
    this.#counter.discarded += 1
    void this.#retire(carrier, reason)
  }

  async #retire(carrier: Carrier<C>, reason: string): Promise<void> {
    carrier.retired = true
    this.#carriers.delete(carrier)
    try {
      await this.#settings.disconnect(await carrier.opening, reason)
    } catch {
      // It never opened, or fails to close: either way it is not used again.
    }
  }
}
