import type { BatchStats, ClientStats, PoolStats, RpcStats } from '../stats/stats.js'
import type { Readings } from './monitored-set.js'
import type { RecentShares } from './recent-share.js'
import type {
  BatchSnapshot,
  ConsumerSnapshot,
  MonitorSnapshot,
  PoolSnapshot,
  ProducerSnapshot,
  RpcSnapshot,
} from './snapshot.js'

/** The part of a snapshot that comes from what is attached. */
export type AttachedSnapshot = Pick<
  MonitorSnapshot,
  'pools' | 'batches' | 'producers' | 'consumers' | 'connections' | 'rpcs'
>

/** Sorts what was read by kind, and adds what can only be known by looking back. */
export function assemble(readings: Readings, shares: RecentShares): AttachedSnapshot {
  const { clients } = readings
  shares.begin()
  return {
    pools: [
      ...clients.flatMap(({ clientId, pools }) => pools.map(each => pool(each, shares, clientId))),
      ...readings.pools.map(each => pool(each, shares)),
    ],
    batches: [
      ...clients.flatMap(({ clientId, batches }) => batches.map(each => batch(each, shares, clientId))),
      ...readings.batches.map(each => batch(each, shares)),
    ],
    producers: clients.flatMap(client => producer(client, shares)),
    consumers: clients.flatMap(client => consumer(client, shares)),
    connections: clients.flatMap(({ clientId, connections }) =>
      connections.map(each => ({ ...each, clientId })),
    ),
    rpcs: clients.flatMap(({ clientId, rpcs }) => rpcs.map(each => rpc(each, clientId, shares))),
  }
}

function pool(stats: PoolStats, shares: RecentShares, clientId?: string): PoolSnapshot {
  const { name, hits, acquired } = stats
  const recentHitRate = shares.share(`pool/${clientId ?? ''}/${name}`, hits, acquired)
  return { ...stats, ...owner(clientId), recentHitRate }
}

function batch(stats: BatchStats, shares: RecentShares, clientId?: string): BatchSnapshot {
  const { name, failed, succeeded, buffered, bufferSize } = stats
  const recentErrorRate = shares.share(`batch/${clientId ?? ''}/${name}`, failed, failed + succeeded)
  return { ...stats, ...owner(clientId), fill: bufferSize > 0 ? buffered / bufferSize : 0, recentErrorRate }
}

function producer(client: ClientStats, shares: RecentShares): ProducerSnapshot[] {
  const { clientId, state, producer: stats } = client
  if (stats === undefined) return []
  const { failed, succeeded } = stats
  const recentErrorRate = shares.share(`producer/${clientId}`, failed, failed + succeeded)
  return [{ clientId, state, ...stats, recentErrorRate }]
}

function consumer(client: ClientStats, shares: RecentShares): ConsumerSnapshot[] {
  const { clientId, kind, state, consumerGroup = '', consumer: stats } = client
  if (stats === undefined) return []
  const { failed, consumed } = stats
  const recentErrorRate = shares.share(`consumer/${clientId}`, failed, failed + consumed)
  return [{ clientId, kind, state, consumerGroup, ...stats, recentErrorRate }]
}

function rpc(stats: RpcStats, clientId: string, shares: RecentShares): RpcSnapshot {
  const { method, failed, succeeded } = stats
  const recentErrorRate = shares.share(`rpc/${clientId}/${method}`, failed, failed + succeeded)
  return { ...stats, clientId, recentErrorRate }
}

function owner(clientId: string | undefined): { clientId?: string } {
  return clientId === undefined ? {} : { clientId }
}
