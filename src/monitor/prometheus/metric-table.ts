import type { CachedMessages, ConsumerTopicStats, ProducerTopicStats } from '../../stats/stats.js'
import type {
  BatchSnapshot,
  ConnectionSnapshot,
  ConsumerSnapshot,
  MonitorSnapshot,
  PoolSnapshot,
  ProducerSnapshot,
  RpcSnapshot,
} from '../snapshot.js'
import { type Metric, MetricSection } from './metric.js'
import { clientsOf } from './metric-labels.js'

const clients = new MetricSection<{ clientId: string; state: string }>((snapshot, known) =>
  clientsOf(snapshot).map(client => ({ of: client, labels: known.client(client.clientId) })),
).info('client_info', 'Ids and states of the clients behind the client labels.', ({ clientId, state }) => ({
  client_id: clientId,
  state,
}))

const producers = new MetricSection<ProducerTopicStats>(({ producers }, known) =>
  producers.flatMap(each => known.topics<ProducerTopicStats>(each.clientId, each, each.byTopic)),
)
  .counter('producer_sends_total', 'Messages handed to send().', each => each.sent)
  .counters('producer_messages_total', 'Messages whose send settled.', 'result', each => ({
    succeeded: each.succeeded,
    failed: each.failed,
  }))
  .counters('producer_errors_total', 'Messages whose send failed.', 'code', each => each.errors)
  .counter('producer_retries_total', 'Requests that were sent again.', each => each.retries)
  .counter('producer_confirmed_bytes_total', 'Bytes of bodies that the broker confirmed.', each => each.bytes)
  .durations('producer_send_duration_seconds', 'From send() until it settled.', each => each.latencyMs)

const producerLoads = new MetricSection<ProducerSnapshot>(({ producers }, known) =>
  producers.map(each => ({ of: each, labels: known.client(each.clientId) })),
)
  .gauge('producer_in_flight_messages', 'Messages on the wire.', each => each.inFlight)
  .gauge('producer_buffered_messages', 'Messages waiting to leave.', each => each.buffered)

const consumers = new MetricSection<ConsumerTopicStats>(({ consumers }, known) =>
  consumers.flatMap(each => known.topics<ConsumerTopicStats>(each.clientId, each, each.byTopic)),
)
  .counter('consumer_received_messages_total', 'Messages handed over by the server.', each => each.received)
  .counters('consumer_messages_total', 'Messages whose processing ended.', 'result', each => ({
    consumed: each.consumed,
    failed: each.failed,
  }))
  .counter(
    'consumer_redelivered_messages_total',
    'Messages received again after a failure.',
    each => each.redelivered,
  )
  .counter(
    'consumer_corrupted_messages_total',
    'Messages whose body did not match its digest or could not be unpacked.',
    each => each.corrupted,
  )
  .counter(
    'consumer_acknowledged_messages_total',
    'Acknowledgements that the server confirmed.',
    each => each.acked,
  )
  .counter(
    'consumer_dead_lettered_messages_total',
    'Messages forwarded to the dead letter queue.',
    each => each.deadLettered,
  )
  .counters('consumer_errors_total', 'Failures of any step.', 'code', each => each.errors)
  .durations('consumer_handler_duration_seconds', 'Time in the handler.', each => each.handlerMs)
  .durations(
    'consumer_delivery_duration_seconds',
    'From a message being made, or due, until it was first received.',
    each => each.deliveryMs,
  )
  .durations('consumer_await_duration_seconds', 'From receipt until the handler began.', each => each.awaitMs)

const consumerLoads = new MetricSection<ConsumerSnapshot>(({ consumers }, known) =>
  consumers.map(each => ({ of: each, labels: known.client(each.clientId) })),
)
  .gauge('consumer_running_handlers', 'Handlers running.', each => each.inFlight)
  .gauge(
    'consumer_oldest_handler_seconds',
    'For how long the handler that began first of those running has been running; 0 if none runs.',
    each => (each.oldestHandlerMs ?? 0) / 1000,
    'max',
  )
  .gauge(
    'consumer_stalled_seconds',
    'For how long handlers have been running and none ended; 0 if none runs.',
    each => (each.stalledMs ?? 0) / 1000,
    'max',
  )
  .gauges(
    'consumer_failing_seconds',
    'For how long every try has failed.',
    'step',
    each => ({
      receive: (each.receiveFailingMs ?? 0) / 1000,
      acknowledge: (each.ackFailingMs ?? 0) / 1000,
    }),
    'max',
  )

const caches = new MetricSection<CachedMessages>(({ consumers }, known) =>
  consumers.flatMap(({ clientId, cachedMessages: messages, cachedBytes: bytes, cachedByTopic = {} }) =>
    known.topics(clientId, { messages, bytes }, cachedByTopic),
  ),
)
  .gauge('consumer_cached_messages', 'Messages held and not yet settled.', each => each.messages)
  .gauge('consumer_cached_bytes', 'Bytes of their bodies.', each => each.bytes)

const batches = new MetricSection<BatchSnapshot>(({ batches }, known) =>
  batches.map(each => ({ of: each, labels: { ...known.client(each.clientId), batch: each.name } })),
)
  .counters('batch_items_total', 'Items that a batch processor is done with.', 'result', each => ({
    succeeded: each.succeeded,
    failed: each.failed,
    aborted: each.aborted,
    rejected: each.rejected,
  }))
  .counters('batch_flushes_total', 'Batches flushed, by reason.', 'reason', each => each.flushReasons)
  .counter('batch_retries_total', 'Handler runs that repeated a failed batch.', each => each.retries)
  .counter('batch_splits_total', 'Batches split in two after a refusal.', each => each.splits)
  .gauge('batch_buffered_items', 'Items waiting in the buffer.', each => each.buffered)
  .gauge('batch_buffered_bytes', 'Bytes waiting in the buffer.', each => each.bufferedBytes)
  .gauge('batch_buffer_limit_items', 'The most items the buffer takes.', each => each.bufferSize)
  .gauge('batch_waiting_callers', 'Callers waiting for room in the buffer.', each => each.waiting)
  .gauge('batch_in_flight_batches', 'Batches that the handler is working on.', each => each.inFlight)
  .sizes('batch_size_items', 'Items in a batch.', each => each.batchItems)
  .sizes('batch_size_bytes', 'Bytes in a batch.', each => each.batchBytes)
  .durations('batch_wait_duration_seconds', 'From add() until the batch left.', each => each.waitMs)
  .durations('batch_handler_duration_seconds', 'Time of a handler run.', each => each.handlerMs)

const pools = new MetricSection<PoolSnapshot>(({ pools }, known) =>
  pools.map(each => ({ of: each, labels: { ...known.client(each.clientId), pool: each.name } })),
)
  .counters(
    'pool_acquired_total',
    'Objects acquired, by whether the pool had one ready.',
    'result',
    each => ({
      hit: each.hits,
      miss: each.misses,
    }),
  )
  .counter('pool_released_total', 'Objects released.', each => each.released)
  .counter('pool_discarded_total', 'Objects released and not kept.', each => each.discarded)
  .counter('pool_leaked_total', 'Objects found to be lost.', each => each.leaked)
  .gauge('pool_outstanding_items', 'Objects acquired and not yet released.', each => each.outstanding)
  .gauge('pool_idle_items', 'Objects ready to be acquired.', each => each.idle)
  .gauge('pool_idle_bytes', 'Bytes of these.', each => each.bytes)
  .gauge('pool_waiting_callers', 'Callers waiting for an object.', each => each.waiting)

const connections = new MetricSection<ConnectionSnapshot>(({ connections }, known) =>
  connections.map(each => ({
    of: each,
    labels: {
      ...known.client(each.clientId),
      endpoint: each.endpoint,
      plane: each.plane,
      transport: each.transport,
    },
  })),
)
  .gauge('connection_open_connections', 'Connections that are open.', each => each.open)
  .counter('connection_opened_total', 'Connections opened.', each => each.opened)
  .counter('connection_closed_total', 'Connections closed.', each => each.closed)
  .gauge('connection_leases', 'Calls and streams that hold a place on a connection.', each => each.leases)
  .gauge(
    'connection_unreachable_seconds',
    'For how long nothing tried there was answered; 0 while it answers.',
    each => (each.unreachableMs ?? 0) / 1000,
    'max',
  )
  .counter('connection_sent_bytes_total', 'Bytes written, before TLS.', each => each.bytesSent)
  .counter('connection_received_bytes_total', 'Bytes read, before TLS.', each => each.bytesReceived)

const rpcs = new MetricSection<RpcSnapshot>(({ rpcs }, known) =>
  rpcs.map(each => ({ of: each, labels: { ...known.client(each.clientId), method: each.method } })),
)
  .counters('rpc_calls_total', 'Calls that ended.', 'code', each => each.codes)
  .gauge('rpc_in_flight_calls', 'Calls that wait for their end.', each => each.inFlight)
  .durations('rpc_duration_seconds', 'Time of a call.', each => each.latencyMs)

const processes = new MetricSection<MonitorSnapshot>(snapshot => [{ of: snapshot, labels: {} }])
  .counter('cpu_seconds_total', 'Processor time of this process.', ({ system }) => system.cpu.processSeconds)
  .gauge(
    'host_cpu_usage_ratio',
    'Use of all cores of the host, 0 to 1.',
    ({ system }) => system.cpu.hostPercent / 100,
    // Every process sees the same host.
    'average',
  )
  .gauges('memory_bytes', 'Memory of this process.', 'kind', ({ system: { memory } }) => ({
    rss: memory.rss,
    heap_used: memory.heapUsed,
    heap_total: memory.heapTotal,
    external: memory.external,
    array_buffers: memory.arrayBuffers,
  }))
  .gauge('heap_limit_bytes', 'Limit of the heap of V8.', ({ system }) => system.memory.heapLimit)
  .gauge(
    'event_loop_utilization_ratio',
    'Share of time that the event loop was busy, 0 to 1.',
    ({ system }) => system.eventLoop.utilization,
    'average',
  )
  .gauges(
    'event_loop_delay_seconds',
    'How late timers came over the last interval.',
    'statistic',
    ({ system: { eventLoop } }) => ({
      mean: eventLoop.delayMs.mean / 1000,
      p50: eventLoop.delayMs.p50 / 1000,
      p90: eventLoop.delayMs.p90 / 1000,
      p99: eventLoop.delayMs.p99 / 1000,
      max: eventLoop.delayMs.max / 1000,
    }),
    'max',
  )
  .counters('gc_runs_total', 'Garbage collections.', 'kind', ({ system: { gc } }) => ({
    minor: gc.minor.count,
    major: gc.major.count,
    incremental: gc.incremental.count,
    weak_callbacks: gc.weakCallbacks.count,
  }))
  .counters(
    'gc_pause_seconds_total',
    'Time that the program was paused by garbage collections.',
    'kind',
    ({ system: { gc } }) => ({
      minor: gc.minor.pauseMs / 1000,
      major: gc.major.pauseMs / 1000,
      incremental: gc.incremental.pauseMs / 1000,
      weak_callbacks: gc.weakCallbacks.pauseMs / 1000,
    }),
  )
  .gauge(
    'active_resources',
    'Sockets, timers, requests that keep the process alive.',
    ({ system }) => system.resources.total,
  )

const alerts = new MetricSection<MonitorSnapshot['alerts'][number]>(({ alerts }) =>
  alerts.map(each => ({ of: each, labels: { rule: each.rule, severity: each.severity } })),
).gauge('alerts_firing', 'Alerts that are firing; 0 for one resolved lately.', ({ state }) =>
  state === 'firing' ? 1 : 0,
)

/** Every metric, in the order of the text. */
export const METRICS: readonly Metric[] = [
  clients,
  producers,
  producerLoads,
  consumers,
  consumerLoads,
  caches,
  batches,
  pools,
  connections,
  rpcs,
  processes,
  alerts,
].flatMap(section => section.metrics)
