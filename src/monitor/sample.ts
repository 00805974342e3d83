import type { HistogramSummary } from '../stats/stats.js'
import type { MonitorSnapshot } from './snapshot.js'

/** One point of the plots: what happened in one interval. Rates are a second, times are milliseconds. */
export interface Sample {
  /** When the interval ended, in milliseconds since 1970. */
  at: number
  /** Messages that brokers confirmed. */
  sentPerSecond: number
  /** Messages that arrived. */
  receivedPerSecond: number
  /** Messages whose processing succeeded. */
  consumedPerSecond: number
  /** Sends and messages that failed for good. */
  errorsPerSecond: number
  /** Errors of producers and consumers by code, those that happened. One message may have several. */
  errorsByCode: Record<string, number>
  /** Calls that ended. */
  rpcsPerSecond: number
  /** Calls that failed; many are tried again. */
  rpcErrorsPerSecond: number
  /** Of the slowest producer; 0 if none sent lately. */
  sendP50: number
  sendP99: number
  /** Of the slowest consumer; 0 if none received lately. */
  handlerP50: number
  handlerP99: number
  /** From when messages were made, or were due, until the slowest consumer received them. */
  deliveryP50: number
  deliveryP99: number
  /** Items in a batch, on average; `null` if no batch left. */
  batchItems: number | null
  /** Batches that left. */
  batchesPerSecond: number
  /** Items waiting in the buffers of all batch processors. */
  buffered: number
  /** Messages that consumers hold. */
  cached: number
  /** Share of hits of all pools, 0 to 1; `null` if nothing was taken. */
  hitRate: number | null
  /** How late timers were. */
  eventLoopP50: number
  eventLoopP99: number
  /** 0 to 1. */
  eventLoopUtilization: number
  /** Garbage collections. */
  gcPerSecond: number
  /** Milliseconds of pause in a second. */
  gcPausePerSecond: number
  /** In per cent of one core. */
  cpuPercent: number
  /** In bytes. */
  rss: number
  /** In bytes. */
  heapUsed: number
  /** Connections that are open. */
  connections: number
}

const NOTHING = {
  sent: 0,
  received: 0,
  consumed: 0,
  errors: 0,
  rpcs: 0,
  rpcErrors: 0,
  batches: 0,
  items: 0,
  hits: 0,
  acquired: 0,
}

/** Counters by name, of each source. */
type Counters = Map<string, Readonly<Record<string, number>>>

/** Makes samples of successive snapshots: counters become rates, each thing compared with itself. */
export class Sampler {
  #at: number | undefined
  #counters: Counters = new Map()
  #codes: Counters = new Map()
  #gc = { count: 0, pauseMs: 0 }

  sample(snapshot: MonitorSnapshot): Sample {
    const seconds = Math.max(0.001, (snapshot.at - (this.#at ?? snapshot.at - 1000)) / 1000)
    const counters = countersOf(snapshot)
    const happened = { ...NOTHING, ...increments(this.#counters, counters) }
    const codes = codesOf(snapshot)
    const errors = Object.entries(increments(this.#codes, codes))
    const { gc } = snapshot.system
    const sample: Sample = {
      at: snapshot.at,
      sentPerSecond: happened.sent / seconds,
      receivedPerSecond: happened.received / seconds,
      consumedPerSecond: happened.consumed / seconds,
      errorsPerSecond: happened.errors / seconds,
      errorsByCode: Object.fromEntries(errors.map(([code, times]) => [code, times / seconds])),
      rpcsPerSecond: happened.rpcs / seconds,
      rpcErrorsPerSecond: happened.rpcErrors / seconds,
      batchItems: happened.batches === 0 ? null : happened.items / happened.batches,
      batchesPerSecond: happened.batches / seconds,
      hitRate: happened.acquired === 0 ? null : happened.hits / happened.acquired,
      gcPerSecond: Math.max(0, gc.count - this.#gc.count) / seconds,
      gcPausePerSecond: Math.max(0, gc.pauseMs - this.#gc.pauseMs) / seconds,
      ...gauges(snapshot),
    }
    this.#at = snapshot.at
    this.#counters = counters
    this.#codes = codes
    this.#gc = gc
    return sample
  }
}

/** By how much each counter grew, over all sources. A source that was not there before is counted from now on. */
function increments(before: Counters, now: Counters): Record<string, number> {
  const sums: Record<string, number> = {}
  for (const [source, counters] of now) {
    const earlier = before.get(source)
    if (earlier === undefined) continue
    for (const [name, count] of Object.entries(counters)) {
      const more = count - (earlier[name] ?? 0)
      if (more > 0) sums[name] = (sums[name] ?? 0) + more
    }
  }
  return sums
}

function codesOf({ producers, consumers }: MonitorSnapshot): Counters {
  return new Map([...producers, ...consumers].map(({ clientId, errors }) => [clientId, errors]))
}

function countersOf(snapshot: MonitorSnapshot): Counters {
  const counters: Counters = new Map()
  for (const { clientId, succeeded, failed } of snapshot.producers)
    counters.set(`producer/${clientId}`, { sent: succeeded, errors: failed })
  for (const { clientId, received, consumed, failed } of snapshot.consumers)
    counters.set(`consumer/${clientId}`, { received, consumed, errors: failed })
  for (const { clientId, method, succeeded, failed } of snapshot.rpcs)
    counters.set(`rpc/${clientId}/${method}`, { rpcs: succeeded + failed, rpcErrors: failed })
  for (const { clientId, name, batches, batchItems } of snapshot.batches)
    counters.set(`batch/${clientId}/${name}`, { batches, items: batchItems.sum })
  for (const { clientId, name, hits, acquired } of snapshot.pools)
    counters.set(`pool/${clientId}/${name}`, { hits, acquired })
  return counters
}

function gauges(snapshot: MonitorSnapshot) {
  const { producers, consumers, system, batches, connections } = snapshot
  const worst = (summaries: HistogramSummary[], share: 'p50' | 'p99') =>
    Math.max(0, ...summaries.map(each => each.recent[share]))
  const latency = producers.map(each => each.latencyMs)
  const handler = consumers.map(each => each.handlerMs)
  const delivery = consumers.map(each => each.deliveryMs)
  return {
    sendP50: worst(latency, 'p50'),
    sendP99: worst(latency, 'p99'),
    handlerP50: worst(handler, 'p50'),
    handlerP99: worst(handler, 'p99'),
    deliveryP50: worst(delivery, 'p50'),
    deliveryP99: worst(delivery, 'p99'),
    buffered: sumOf(batches.map(each => each.buffered)),
    cached: sumOf(consumers.map(each => each.cachedMessages)),
    eventLoopP50: system.eventLoop.delayMs.p50,
    eventLoopP99: system.eventLoop.delayMs.p99,
    eventLoopUtilization: system.eventLoop.utilization,
    cpuPercent: system.cpu.processPercent,
    rss: system.memory.rss,
    heapUsed: system.memory.heapUsed,
    connections: sumOf(connections.map(each => each.open)),
  }
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
