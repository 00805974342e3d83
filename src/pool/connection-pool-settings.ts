import type { LeakDetection } from './leak-detector.js'
import { checkMaker, count, milliseconds } from './pool-option.js'

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

/** The limits among {@link ConnectionPoolSettings}, checked and complete. */
export interface ConnectionLimits {
  readonly maxConnections: number
  readonly streamsPerConnection: number
  readonly idleTimeoutMs: number
  readonly acquireTimeoutMs: number
}

/** More than any server takes, and few enough for generic-pool to look through them. */
const MOST = 100_000

/** Idle streams are looked for so many times within the idle time-out. */
const EVICTIONS_PER_TIMEOUT = 4
const LEAST_EVICTION_INTERVAL_MS = 10

/** @throws RocketMQError CONFIGURATION */
export function connectionLimits<C>(settings: ConnectionPoolSettings<C>): ConnectionLimits {
  const { name, connect, disconnect } = settings
  checkMaker(name, { connect, disconnect })
  return {
    maxConnections: count(name, 'maxConnections', settings.maxConnections, 4, 1, MOST),
    streamsPerConnection: count(name, 'streamsPerConnection', settings.streamsPerConnection, 256, 1, MOST),
    idleTimeoutMs: milliseconds(name, 'idleTimeoutMs', settings.idleTimeoutMs, 60_000),
    acquireTimeoutMs: milliseconds(name, 'acquireTimeoutMs', settings.acquireTimeoutMs, 3_000),
  }
}

/** How often to look for idle streams. */
export function evictionIntervalMs(idleTimeoutMs: number): number {
  return Math.max(LEAST_EVICTION_INTERVAL_MS, Math.ceil(idleTimeoutMs / EVICTIONS_PER_TIMEOUT))
}
