import type { AlertStatus } from '../../src/monitor/alert-rule.js'
import type {
  BatchStats,
  ClientStats,
  ConnectionStats,
  ConsumerStats,
  HistogramSummary,
  PoolStats,
  ProducerStats,
  RpcStats,
} from '../../src/stats/stats.js'

/** Complete statistics for tests that care about a few of their fields. */

export function histogramSummary(fields: Partial<HistogramSummary> = {}): HistogramSummary {
  return {
    count: 0,
    sum: 0,
    min: 0,
    max: 0,
    mean: 0,
    p50: 0,
    p90: 0,
    p99: 0,
    p999: 0,
    recent: { count: 0, max: 0, mean: 0, p50: 0, p90: 0, p99: 0 },
    buckets: { bounds: [], counts: [] },
    ...fields,
  }
}

export function poolStats(fields: Partial<PoolStats> = {}): PoolStats {
  return {
    name: 'envelopes',
    acquired: 0,
    released: 0,
    hits: 0,
    misses: 0,
    hitRate: 0,
    outstanding: 0,
    idle: 0,
    discarded: 0,
    leaked: 0,
    bytes: 0,
    waiting: 0,
    ...fields,
  }
}

export function batchStats(fields: Partial<BatchStats> = {}): BatchStats {
  return {
    name: 'orders',
    added: 0,
    succeeded: 0,
    failed: 0,
    aborted: 0,
    rejected: 0,
    batches: 0,
    retries: 0,
    splits: 0,
    buffered: 0,
    bufferedBytes: 0,
    bufferSize: 1000,
    waiting: 0,
    inFlight: 0,
    inFlightItems: 0,
    flushReasons: { size: 0, bytes: 0, interval: 0, adaptive: 0, flush: 0, stop: 0, split: 0 },
    batchItems: histogramSummary(),
    batchBytes: histogramSummary(),
    waitMs: histogramSummary(),
    handlerMs: histogramSummary(),
    ...fields,
  }
}

export function connectionStats(fields: Partial<ConnectionStats> = {}): ConnectionStats {
  return {
    endpoint: '127.0.0.1:8081',
    plane: 'data',
    transport: 'direct',
    open: 0,
    opened: 0,
    closed: 0,
    leases: 0,
    pool: poolStats({ name: '127.0.0.1:8081' }),
    bytesSent: 0,
    bytesReceived: 0,
    ...fields,
  }
}

export function rpcStats(fields: Partial<RpcStats> = {}): RpcStats {
  return {
    method: 'SendMessage',
    started: 0,
    succeeded: 0,
    failed: 0,
    inFlight: 0,
    codes: {},
    latencyMs: histogramSummary(),
    ...fields,
  }
}

const NO_RATES = { perSecond1s: 0, perSecond10s: 0, perSecond1m: 0 }

export function producerStats(fields: Partial<ProducerStats> = {}): ProducerStats {
  return {
    sent: 0,
    succeeded: 0,
    failed: 0,
    retries: 0,
    bytes: 0,
    inFlight: 0,
    buffered: 0,
    rates: NO_RATES,
    latencyMs: histogramSummary(),
    errors: {},
    byTopic: {},
    ...fields,
  }
}

export function consumerStats(fields: Partial<ConsumerStats> = {}): ConsumerStats {
  return {
    received: 0,
    consumed: 0,
    failed: 0,
    redelivered: 0,
    corrupted: 0,
    acked: 0,
    deadLettered: 0,
    inFlight: 0,
    cachedMessages: 0,
    cachedBytes: 0,
    rates: NO_RATES,
    handlerMs: histogramSummary(),
    deliveryMs: histogramSummary(),
    awaitMs: histogramSummary(),
    errors: {},
    byTopic: {},
    ...fields,
  }
}

export function clientStats(fields: Partial<ClientStats> = {}): ClientStats {
  return {
    kind: 'producer',
    clientId: 'client-1',
    state: 'running',
    pools: [],
    batches: [],
    connections: [],
    rpcs: [],
    ...fields,
  }
}

export function alertStatus(fields: Partial<AlertStatus> = {}): AlertStatus {
  return {
    rule: 'slow',
    severity: 'warning',
    state: 'firing',
    metric: 'uptimeMs',
    value: 2,
    condition: 'above',
    threshold: 1,
    firedAt: 1_700_000_000_000,
    message: 'slow: uptimeMs is 2, above 1',
    monitor: 'shop',
    ...fields,
  }
}
