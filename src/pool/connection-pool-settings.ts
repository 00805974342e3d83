import type { LeakDetection } from './leak-detector.js'
import { poolCheck } from './pool-option.js'

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

const OPTION_NAMES = [
  'name',
  'connect',
  'disconnect',
  'isUsable',
  'streamsOf',
  'maxConnections',
  'streamsPerConnection',
  'idleTimeoutMs',
  'acquireTimeoutMs',
  'leakDetection',
]

/** @throws RocketMQError CONFIGURATION */
export function connectionLimits<C>(settings: ConnectionPoolSettings<C>): ConnectionLimits {
  const check = poolCheck(settings?.name)
  check.options('', settings, OPTION_NAMES)
  check.callable('connect', settings.connect, true)
  check.callable('disconnect', settings.disconnect, true)
  check.callable('isUsable', settings.isUsable, false)
  const most = { min: 1, max: MOST }
  const limits = {
    maxConnections: check.number('maxConnections', settings.maxConnections, 4, most),
    streamsPerConnection: check.number('streamsPerConnection', settings.streamsPerConnection, 256, most),
    idleTimeoutMs: check.milliseconds('idleTimeoutMs', settings.idleTimeoutMs, 60_000, 1),
    acquireTimeoutMs: check.milliseconds('acquireTimeoutMs', settings.acquireTimeoutMs, 3_000, 1),
  }
  check.done()
  return limits
}

/** How often to look for idle streams. */
export function evictionIntervalMs(idleTimeoutMs: number): number {
  return Math.max(LEAST_EVICTION_INTERVAL_MS, Math.ceil(idleTimeoutMs / EVICTIONS_PER_TIMEOUT))
}
