import type {
  BatchStats,
  ClientKind,
  ClientState,
  ConnectionStats,
  ConsumerStats,
  PoolStats,
  ProducerStats,
  RpcStats,
} from '../stats/stats.js'
import type { AlertStatus } from './alert-rule.js'
import type { LeakSnapshot } from './leak-log.js'
import type { SystemMetrics } from './system-metrics.js'

/** A pool, and how it did lately. */
export interface PoolSnapshot extends PoolStats {
  /** Whose pool it is; absent for pools attached by themselves. */
  clientId?: string
  /** Share of hits over the last ten seconds, 0 to 1; `null` if fewer than 20 objects were taken. */
  recentHitRate: number | null
}

/** A batch processor, and how it did lately. */
export interface BatchSnapshot extends BatchStats {
  /** Whose processor it is; absent for processors attached by themselves. */
  clientId?: string
  /** How full the buffer is, 0 to 1. */
  fill: number
  /** Share of items that failed over the last ten seconds, 0 to 1; `null` if fewer than 20 settled. */
  recentErrorRate: number | null
}

/** A producer, and how it did lately. */
export interface ProducerSnapshot extends ProducerStats {
  clientId: string
  state: ClientState
  /** Share of sends that failed over the last ten seconds, 0 to 1; `null` if fewer than 20 settled. */
  recentErrorRate: number | null
}

/** A consumer, and how it did lately. */
export interface ConsumerSnapshot extends ConsumerStats {
  clientId: string
  kind: ClientKind
  state: ClientState
  consumerGroup: string
  /** Share of messages whose processing failed over the last ten seconds; `null` if fewer than 20 ended. */
  recentErrorRate: number | null
}

/** The connections of one client to one endpoint. */
export interface ConnectionSnapshot extends ConnectionStats {
  clientId: string
}

/** Calls of one method by one client. */
export interface RpcSnapshot extends RpcStats {
  clientId: string
  /** Share of calls that failed over the last ten seconds, 0 to 1; `null` if fewer than 20 ended. */
  recentErrorRate: number | null
}

/** Everything a monitor knows at a moment. Plain data: it survives `JSON.stringify`. */
export interface MonitorSnapshot {
  /** The monitor's name. */
  name: string
  /** When it was taken, in milliseconds since 1970. */
  at: number
  /** How long the process has been running, in milliseconds. */
  uptimeMs: number
  system: SystemMetrics
  pools: PoolSnapshot[]
  batches: BatchSnapshot[]
  producers: ProducerSnapshot[]
  consumers: ConsumerSnapshot[]
  connections: ConnectionSnapshot[]
  rpcs: RpcSnapshot[]
  /** What leak detectors found last while the monitor was started, newest first, at most 20. */
  leaks: LeakSnapshot[]
  /** What is firing, and what was resolved in the last five minutes. */
  alerts: AlertStatus[]
}
