/**
 * The shapes of everything that is counted. Pools, batch processors and clients fill them in `stats()`;
 * the monitor only reads them. Plain numbers throughout, so a snapshot is JSON.
 */

/** The latest part of a distribution: at least the last ten seconds, or all since the last summary before that. */
export interface RecentSummary {
  /** How many values were recorded lately; all else is 0 if none were. */
  count: number
  max: number
  mean: number
  p50: number
  p90: number
  p99: number
}

/** A distribution of values, summed up. All zero when nothing was recorded. */
export interface HistogramSummary {
  /** How many values were recorded. */
  count: number
  /** All values added up. */
  sum: number
  min: number
  max: number
  mean: number
  p50: number
  p90: number
  p99: number
  p999: number
  /** The same of the latest values only: what plots and alerts look at. */
  recent: RecentSummary
  /** How the values lie, for those who add up distributions of several processes. */
  buckets: HistogramBuckets
}

/** A distribution as coarse as its buckets. */
export type BucketSummary = Pick<HistogramSummary, 'count' | 'sum' | 'buckets'>

/** How many values lie at or below each of some bounds; good to 0.4 % of a bound. */
export interface HistogramBuckets {
  /** The bounds, rising, in the unit of the values. */
  bounds: readonly number[]
  /** Values at or below each bound. */
  counts: readonly number[]
}

/** What a pool did since it was made. */
export interface PoolStats {
  /** The name given to the pool. */
  name: string
  /** Times something was taken. */
  acquired: number
  /** Times something was given back. */
  released: number
  /** Takings served by something that was already there. */
  hits: number
  /** Takings that had to make something new. */
  misses: number
  /** `hits / acquired`, 0 to 1; 0 before the first. */
  hitRate: number
  /** Taken and not yet given back. */
  outstanding: number
  /** Waiting in the pool to be taken. */
  idle: number
  /** Given back, but not kept, because the pool was full or the thing was broken. */
  discarded: number
  /** Found by the leak detector to be lost; 0 while it is off. */
  leaked: number
  /** Bytes held idle in the pool; 0 where that means nothing. */
  bytes: number
  /** Callers waiting for something to be given back. */
  waiting: number
}

/** Why a batch left the buffer. */
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
  /** Items taken out by their `AbortSignal` before they left. */
  aborted: number
  /** Items refused because the buffer was full. */
  rejected: number
  /** Batches handed to the handler, repeats not counted. */
  batches: number
  /** Handler runs that repeated a failed batch. */
  retries: number
  /** Batches cut in two because the handler refused them. */
  splits: number
  /** Items waiting in the buffer now. */
  buffered: number
  /** Bytes waiting in the buffer now. */
  bufferedBytes: number
  /** The most items the buffer takes. */
  bufferSize: number
  /** `add()` calls waiting for room in the buffer. */
  waiting: number
  /** Batches out with the handler now. */
  inFlight: number
  /** Items out with the handler now. */
  inFlightItems: number
  /** How often each reason made a batch leave. */
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
  /** Who carries it. */
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
  /** Bytes written, before TLS; 0 where not known. */
  bytesSent: number
  /** Bytes read, before TLS; 0 where not known. */
  bytesReceived: number
  /** Milliseconds for which nothing that was tried there was answered; 0 while it answers, and if nobody tries. */
  unreachableMs?: number
}

/** Calls of one method. */
export interface RpcStats {
  /** For example `SendMessage`. */
  method: string
  started: number
  succeeded: number
  failed: number
  inFlight: number
  /** Times each outcome was seen, by error code; successes under `OK`. */
  codes: Record<string, number>
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
  succeeded: number
  failed: number
  /** Requests that were tried again. */
  retries: number
  /** Bytes of bodies of messages that the broker confirmed. */
  bytes: number
  /** Messages on the wire now. */
  inFlight: number
  /** Messages waiting to leave. */
  buffered: number
  /** Rates of confirmed messages. */
  rates: Rates
  /** From `send()` until it settled. */
  latencyMs: HistogramSummary
  /** Failures by error code. */
  errors: Record<string, number>
  /** The same counters of each topic; after a thousand topics, the rest is under `other`. */
  byTopic: Record<string, ProducerTopicStats>
  /** Topics whose messages do not share requests though `batch.mode` is `auto`; absent if there is none. */
  uncoalesced?: UncoalescedTopic[]
}

/** What a producer did in one topic. The fields are those of {@link ProducerStats}. */
export interface ProducerTopicStats {
  sent: number
  succeeded: number
  failed: number
  retries: number
  bytes: number
  latencyMs: BucketSummary
  errors: Record<string, number>
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
  /** Milliseconds for which the handler that began first of those that run now has been running; 0 if none runs. */
  oldestHandlerMs?: number
  /** Milliseconds for which handlers have been running and none ended; 0 if none runs. */
  stalledMs?: number
  /** Milliseconds for which every poll of some topic at some broker has failed; 0 if there is none such. */
  receiveFailingMs?: number
  /** Milliseconds for which every acknowledgement to some topic at some broker has failed; 0 if there is none such. */
  ackFailingMs?: number
  /** Messages held and not yet acknowledged. */
  cachedMessages: number
  /** Bytes of those messages' bodies. */
  cachedBytes: number
  /** The same by topic, where the consumer tells them apart. */
  cachedByTopic?: Record<string, CachedMessages>
  /** Rates of received messages. */
  rates: Rates
  /** Time in the handler. */
  handlerMs: HistogramSummary
  /** From the message's birth, or when it was due, until it was first received; redeliveries tell of no lag. */
  deliveryMs: HistogramSummary
  /** From the message's receipt until its handler began. */
  awaitMs: HistogramSummary
  /** Failures by error code. */
  errors: Record<string, number>
  /** The same counters of each topic; after a thousand topics, the rest is under `other`. */
  byTopic: Record<string, ConsumerTopicStats>
}

/** What a consumer did in one topic. The fields are those of {@link ConsumerStats}. */
export interface ConsumerTopicStats {
  received: number
  consumed: number
  failed: number
  redelivered: number
  corrupted: number
  acked: number
  deadLettered: number
  handlerMs: BucketSummary
  deliveryMs: BucketSummary
  awaitMs: BucketSummary
  errors: Record<string, number>
}

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

/** All that one client counts. */
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
  /** What the server last said of metrics; absent before it sent its settings. */
  metric?: MetricSetting
}

/** Whether the server wants a client's metrics, and where, by its `Settings.metric`. */
export interface MetricSetting {
  on: boolean
  /** `host:port` of an OTLP receiver over gRPC; several are joined by `;`. */
  endpoint: string | undefined
  /** Whether the client speaks TLS, and so should who sends them there. */
  secure: boolean
}

/** Anything a monitor can be attached to. */
export interface Monitored {
  stats(): ClientStats
}
