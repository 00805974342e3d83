/**
 * The shapes of everything that is counted. Pools, batch processors and clients fill them in `stats()`;
 * the monitor only reads them. Plain numbers throughout, so a snapshot is JSON.
 */

/** The latest values of a distribution: those of at least the last ten seconds. */
export interface RecentSummary {
  /** How many values there are; the other fields are 0 if there is none. */
  count: number
  max: number
  mean: number
  p50: number
  p90: number
  p99: number
}

/**
 * A summary of a distribution of values: `p50` is the median, and one value in 1,000 is above `p999`. All fields are 0
 * if nothing was recorded.
 */
export interface HistogramSummary {
  /** How many values were recorded. */
  count: number
  /** The sum of all values. */
  sum: number
  min: number
  max: number
  mean: number
  p50: number
  p90: number
  p99: number
  p999: number
  /** The same of the latest values only, which plots and alerts use. */
  recent: RecentSummary
  /** Counts of values by size, which can be added up over several processes. */
  buckets: HistogramBuckets
}

/** A distribution of which only the buckets are known. */
export type BucketSummary = Pick<HistogramSummary, 'count' | 'sum' | 'buckets'>

/** How many values are at or below each of several bounds, which are exact to 0.4 %. */
export interface HistogramBuckets {
  /** The bounds in rising order, in the unit of the values. */
  bounds: readonly number[]
  /** Values at or below each bound. */
  counts: readonly number[]
}

/** What a pool did since it was made. */
export interface PoolStats {
  /** The name given to the pool. */
  name: string
  /** How often an object was acquired. */
  acquired: number
  /** How often an object was released. */
  released: number
  /** Acquisitions for which the pool had an object ready. */
  hits: number
  /** Acquisitions for which a new object had to be made. */
  misses: number
  /** `hits / acquired`, 0 to 1; 0 before the first acquisition. */
  hitRate: number
  /** Objects acquired and not yet released. */
  outstanding: number
  /** Objects in the pool, ready to be acquired. */
  idle: number
  /** Objects released but not kept, because the pool was full or the object was broken. */
  discarded: number
  /** Objects that the leak detector found to be lost; 0 while it is off. */
  leaked: number
  /** Bytes of the idle objects; 0 in pools that hold no bytes. */
  bytes: number
  /** Callers waiting for an object. */
  waiting: number
}

/**
 * Why a batch left the buffer: it had `batchSize` items or `maxBytes` bytes, `flushIntervalMs` was over (`interval`)
 * or is 0 (`adaptive`), `flush()` or `stop()` was called, or it is a part of a batch that was split.
 */
export type FlushReason = 'size' | 'bytes' | 'interval' | 'adaptive' | 'flush' | 'stop' | 'split'

/** What a batch processor did since it was made. */
export interface BatchStats {
  name: string
  /** Items accepted by `add()`. */
  added: number
  /** Items whose promise was fulfilled. */
  succeeded: number
  /** Items whose promise was rejected. */
  failed: number
  /** Items whose `AbortSignal` was aborted while they were in the buffer. */
  aborted: number
  /** Items refused because the buffer was full. */
  rejected: number
  /** Batches given to the handler, retries not counted. */
  batches: number
  /** Handler runs that repeated a failed batch. */
  retries: number
  /** Batches that were split in two because the handler refused them. */
  splits: number
  /** Items waiting in the buffer now. */
  buffered: number
  /** Bytes waiting in the buffer now. */
  bufferedBytes: number
  /** The most items the buffer takes. */
  bufferSize: number
  /** `add()` calls waiting for room in the buffer. */
  waiting: number
  /** Batches that the handler is working on now. */
  inFlight: number
  /** Items in these batches. */
  inFlightItems: number
  /** Batches that left the buffer, by reason. */
  flushReasons: Record<FlushReason, number>
  /** Items in a batch. */
  batchItems: HistogramSummary
  /** Bytes in a batch. */
  batchBytes: HistogramSummary
  /** Milliseconds from `add()` until the batch left. */
  waitMs: HistogramSummary
  /** Milliseconds a handler run took. */
  handlerMs: HistogramSummary
}

/** The connections to one endpoint. */
export interface ConnectionStats {
  /** `host:port`. */
  endpoint: string
  /**
   * What they carry: `data` is messages and what happens to them, `control` is routes, heartbeats and telemetry, and
   * `both` where one transport carries all.
   */
  plane: 'control' | 'data' | 'both'
  /** The transport that carries it. */
  transport: 'direct' | 'grpc-js'
  /** Open now. */
  open: number
  /** Opened since the client was made. */
  opened: number
  /** Closed since the client was made. */
  closed: number
  /** Calls and streams that hold a lease now. */
  leases: number
  /** The pool of leases. */
  pool: PoolStats
  /** Bytes written, before TLS; 0 if not known. */
  bytesSent: number
  /** Bytes read, before TLS; 0 if not known. */
  bytesReceived: number
  /** For how long every call has gone unanswered, in milliseconds; 0 while calls are answered, or none is made. */
  unreachableMs?: number
}

/** Calls of one method. */
export interface RpcStats {
  /** For example `SendMessage`. */
  method: string
  /** Calls made, those that are in flight among them. */
  started: number
  succeeded: number
  /** Calls that ended otherwise than with `OK`; many are made again. */
  failed: number
  inFlight: number
  /** Calls that ended, by error code; successes under `OK`. */
  codes: Record<string, number>
  /** From the call until it ended, in milliseconds. */
  latencyMs: HistogramSummary
}

/** Events a second over three windows. */
export interface Rates {
  perSecond1s: number
  perSecond10s: number
  perSecond1m: number
}

/** What a producer did since it was made. */
export interface ProducerStats {
  /** Messages accepted by `send()`. */
  sent: number
  /** Messages that brokers confirmed. */
  succeeded: number
  /** Messages whose `send()` rejected. */
  failed: number
  /** Requests that were tried again. */
  retries: number
  /** Bytes of bodies of messages that the broker confirmed. */
  bytes: number
  /** Messages in requests that are not answered yet. */
  inFlight: number
  /** Messages in the buffer, not in a request yet. */
  buffered: number
  /** Rates of confirmed messages. */
  rates: Rates
  /** From the call of `send()` until its promise settled. */
  latencyMs: HistogramSummary
  /** Failures by error code. */
  errors: Record<string, number>
  /** The same counters of each topic; after a thousand topics, the rest is under `other`. */
  byTopic: Record<string, ProducerTopicStats>
  /** Topics whose messages do not share requests though `batch.mode` is `auto`; absent if there is none. */
  uncoalesced?: UncoalescedTopic[]
}

/** What a producer did in one topic. The fields are those of {@link ProducerStats}. */
export interface ProducerTopicStats
  extends Pick<ProducerStats, 'sent' | 'succeeded' | 'failed' | 'retries' | 'bytes' | 'errors'> {
  /** From `send()` until it settled, in milliseconds. */
  latencyMs: BucketSummary
}

/** A topic whose messages are sent one by one. */
export interface UncoalescedTopic {
  topic: string
  /** What is not proven, for example `127.0.0.1:8081 runs in CLUSTER mode`. */
  reason: string
}

/** What a consumer did since it was made. */
export interface ConsumerStats {
  /** Messages handed over by the server. */
  received: number
  /** Messages whose processing succeeded, or which `ack()` acknowledged. */
  consumed: number
  /** Messages whose processing failed. */
  failed: number
  /** Messages received with a delivery attempt above 1. */
  redelivered: number
  /** Messages whose body was corrupted. */
  corrupted: number
  /** Acknowledgements that the server confirmed. */
  acked: number
  /** Messages forwarded to the dead letter queue. */
  deadLettered: number
  /** Handlers running now. */
  inFlight: number
  /** For how long the oldest running handler has been running, in milliseconds; 0 if none runs. */
  oldestHandlerMs?: number
  /** For how long handlers have been running without any of them ending, in milliseconds; 0 if none runs. */
  stalledMs?: number
  /** For how long all polls of a topic on a broker have failed, in milliseconds, the longest; 0 if none fails. */
  receiveFailingMs?: number
  /** The same for acknowledgements. */
  ackFailingMs?: number
  /** Messages held and not yet acknowledged. */
  cachedMessages: number
  /** Bytes of those messages' bodies. */
  cachedBytes: number
  /** Both by topic; absent for consumers that do not count them by topic. */
  cachedByTopic?: Record<string, CachedMessages>
  /** Rates of received messages. */
  rates: Rates
  /** Time in the handler. */
  handlerMs: HistogramSummary
  /** From when a message was made, or was due, until it was first received; redeliveries are not counted. */
  deliveryMs: HistogramSummary
  /** From the receipt of a message until its handler began. */
  awaitMs: HistogramSummary
  /** Failures by error code. */
  errors: Record<string, number>
  /** The same counters of each topic; after a thousand topics, the rest is under `other`. */
  byTopic: Record<string, ConsumerTopicStats>
}

/** What a consumer did in one topic. The fields are those of {@link ConsumerStats}. */
export interface ConsumerTopicStats
  extends Pick<
      ConsumerStats,
      'received' | 'consumed' | 'failed' | 'redelivered' | 'corrupted' | 'acked' | 'deadLettered' | 'errors'
    >,
    Record<'handlerMs' | 'deliveryMs' | 'awaitMs', BucketSummary> {}

/** Messages of one topic that a consumer holds. */
export interface CachedMessages {
  messages: number
  /** Bytes of their bodies. */
  bytes: number
}

/** The kinds of client that can be watched. */
export type ClientKind =
  | 'producer'
  | 'push-consumer'
  | 'simple-consumer'
  | 'lite-push-consumer'
  | 'lite-simple-consumer'

/**
 * Where a client is in its life:
 *
 * - `new`: made; nothing is open. A failed start leads back here and may be repeated.
 * - `starting`: the first use or `start()` is getting routes, settings and connections.
 * - `running`: ready for use.
 * - `closing`: no new work; what is in flight is being finished.
 * - `closed`: nothing is left open.
 */
export type ClientState = 'new' | 'starting' | 'running' | 'closing' | 'closed'

/** The statistics of one client. */
export interface ClientStats {
  kind: ClientKind
  clientId: string
  state: ClientState
  /** The consumer group, for consumers. */
  consumerGroup?: string
  pools: PoolStats[]
  batches: BatchStats[]
  connections: ConnectionStats[]
  rpcs: RpcStats[]
  producer?: ProducerStats
  consumer?: ConsumerStats
  /** What the server wants of metrics; absent before it sent its settings. */
  metric?: MetricSetting
}

/** What `Settings.metric` of the server says: whether clients should export their metrics, and where to. */
export interface MetricSetting {
  /** Whether clients should export their metrics. */
  on: boolean
  /** `host:port` of an OTLP receiver over gRPC; several are joined by `;`. */
  endpoint: string | undefined
  /** Whether to use TLS for the export, as the client does for its own connections. */
  secure: boolean
}

/** Anything a monitor can be attached to. */
export interface Monitored {
  /** What it has counted until now. */
  stats(): ClientStats
}
