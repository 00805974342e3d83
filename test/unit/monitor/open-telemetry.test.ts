import {
  AggregationTemporality,
  type HistogramMetricData,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  contextOf,
  formatTraceparent,
  spanContextOf,
} from '../../../src/monitor/open-telemetry/open-telemetry-tracing.js'
import {
  OpenTelemetryMetrics,
  type OpenTelemetryMetricsOptions,
} from '../../../src/monitor/open-telemetry.js'
import { channels } from '../../../src/stats/channels.js'
import type { Monitored } from '../../../src/stats/stats.js'
import { clientStats, consumerStats } from '../../support/stats-builders.js'

/** Metrics on a meter provider of the test's own, and what it collects. */
function collecting(options: OpenTelemetryMetricsOptions = {}) {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const meterProvider = new MeterProvider({ readers: [reader] })
  const metrics = new OpenTelemetryMetrics({ meterProvider, ...options })
  onTestFinished(async () => {
    await metrics.shutdown()
    await meterProvider.shutdown()
  })
  const collect = async () => {
    exporter.reset()
    await reader.forceFlush()
    return exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(({ metrics: all }) => all)
  }
  const points = async (name: string) =>
    (await collect())
      .filter(({ descriptor, dataPoints }) => descriptor.name === name && dataPoints.length > 0)
      .flatMap(({ dataPoints }) => dataPoints.map(({ attributes, value }) => ({ attributes, value })))
  return { metrics, collect, points }
}

const client = (clientId: string): Monitored => ({ stats: () => clientStats({ clientId }) })

function sent(clientId: string, durationMs: number, error?: Error): void {
  channels.sendEnd.publish({ clientId, topic: 'orders', messageId: 'm', durationMs, error })
}

describe('OpenTelemetryMetrics', () => {
  it('records what attached clients do in the buckets of RocketMQ', async () => {
    const { metrics, collect, points } = collecting()
    metrics.attach(client('a'))
    sent('a', 4)
    sent('a', 30)
    sent('a', 600, new Error('no'))
    sent('somebody else', 1)
    const [first, second, ...more] = await points('rocketmq_send_cost_time')
    expect(more).toEqual([])
    expect(first?.attributes).toEqual({ topic: 'orders', client_id: 'a', invocation_status: 'success' })
    expect(first?.value).toMatchObject({
      count: 2,
      sum: 34,
      buckets: { boundaries: [1, 5, 10, 20, 50, 200, 500], counts: [0, 1, 0, 0, 1, 0, 0, 0] },
    })
    expect(second?.attributes).toMatchObject({ invocation_status: 'failure' })
    const histogram = (await collect()).find(
      ({ descriptor }) => descriptor.name === 'rocketmq_send_cost_time',
    ) as HistogramMetricData
    expect(histogram.descriptor.unit).toBe('')
  })

  it('records the metrics of the semantic conventions for messaging, in seconds', async () => {
    const { metrics, collect, points } = collecting()
    metrics.attach(client('a'))
    const endpoint = '10.0.0.1:8081'
    const failed = Object.assign(new Error('no'), { code: 'TIMEOUT' })
    const send = { clientId: 'a', topic: 'orders', messageId: 'm', endpoint, durationMs: 40 }
    channels.sendEnd.publish({ ...send, error: undefined })
    channels.sendEnd.publish({ ...send, endpoint: undefined, error: failed })
    const consuming = { clientId: 'a', consumerGroup: 'workers', topic: 'orders', endpoint }
    channels.receiveEnd.publish({ ...consuming, messages: 3, durationMs: 1_500, deliveryLatencyMs: 7 })
    const processed = { ...consuming, messageId: 'm', durationMs: 20, awaitMs: 1 }
    channels.processEnd.publish({ ...processed, error: failed })
    const settled = { ...consuming, operation: 'ack', messages: 3, durationMs: 5 }
    channels.settleEnd.publish({ ...settled, error: undefined })
    channels.sendEnd.publish({ ...send, clientId: 'somebody else', error: undefined })

    const server = { 'server.address': '10.0.0.1', 'server.port': 8081 }
    const common = { 'messaging.system': 'rocketmq', 'messaging.destination.name': 'orders' }
    const of = (name: string, type = name) => ({
      ...common,
      'messaging.operation.name': name,
      'messaging.operation.type': type,
    })
    const group = { 'messaging.consumer.group.name': 'workers' }
    const error = { 'error.type': 'TIMEOUT' }
    expect(await points('messaging.client.sent.messages')).toEqual([
      { attributes: { ...of('send'), ...server }, value: 1 },
      { attributes: { ...of('send'), ...error }, value: 1 },
    ])
    expect(await points('messaging.client.consumed.messages')).toEqual([
      { attributes: { ...of('receive'), ...server, ...group }, value: 3 },
    ])
    expect(await points('messaging.client.operation.duration')).toMatchObject([
      { attributes: of('send'), value: { count: 1, sum: 0.04 } },
      { attributes: { ...of('send'), ...error }, value: { count: 1 } },
      { attributes: { ...of('receive'), ...group }, value: { sum: 1.5 } },
      { attributes: { ...of('ack', 'settle'), ...group, ...server }, value: { sum: 0.005 } },
    ])
    expect(await points('messaging.process.duration')).toMatchObject([
      { attributes: { ...of('process'), ...group, ...error }, value: { count: 1, sum: 0.02 } },
    ])
    const units = Object.fromEntries(
      (await collect()).map(({ descriptor }) => [descriptor.name, descriptor.unit]),
    )
    expect(units).toMatchObject({
      'messaging.client.sent.messages': '{message}',
      'messaging.client.consumed.messages': '{message}',
      'messaging.client.operation.duration': 's',
      'messaging.process.duration': 's',
    })
  })

  it('tells what consumers hold, by topic, and passes over a latency the server did not tell', async () => {
    const { metrics, points } = collecting()
    const cachedByTopic = { orders: { messages: 3, bytes: 90 }, bills: { messages: 1, bytes: 5 } }
    metrics.attach({
      stats: () =>
        clientStats({
          kind: 'push-consumer',
          clientId: 'c',
          consumerGroup: 'workers',
          consumer: consumerStats({ cachedByTopic, oldestHandlerMs: 70_000 }),
        }),
    })
    const received = { clientId: 'c', consumerGroup: 'workers', topic: 'orders', messages: 2 }
    channels.receiveEnd.publish({ ...received, deliveryLatencyMs: undefined })
    channels.receiveEnd.publish({ ...received, deliveryLatencyMs: 7 })
    const labels = { topic: 'orders', client_id: 'c', consumer_group: 'workers' }
    expect(await points('rocketmq_consumer_cached_messages')).toEqual([
      { attributes: labels, value: 3 },
      { attributes: { ...labels, topic: 'bills' }, value: 1 },
    ])
    expect(await points('rocketmq_consumer_cached_bytes')).toContainEqual({ attributes: labels, value: 90 })
    expect(await points('rocketmq_consumer_oldest_handler_time')).toEqual([
      { attributes: { client_id: 'c', consumer_group: 'workers' }, value: 70_000 },
    ])
    expect(await points('rocketmq_delivery_latency')).toMatchObject([
      { attributes: labels, value: { sum: 7 } },
    ])
  })

  it('listens while a client is attached, and leaves no listener behind', async () => {
    const { metrics, points } = collecting()
    expect(channels.sendEnd.hasSubscribers).toBe(false)
    const [first, second] = [client('a'), client('b')]
    metrics.attach(first)
    metrics.attach(first)
    metrics.attach(second)
    metrics.detach(first)
    sent('a', 1)
    sent('b', 1)
    expect((await points('rocketmq_send_cost_time')).map(({ attributes }) => attributes.client_id)).toEqual([
      'b',
    ])
    metrics.detach(second)
    for (const each of Object.values(channels)) expect(each.hasSubscribers).toBe(false)
    metrics.attach(first)
    await metrics.shutdown()
    expect(channels.sendEnd.hasSubscribers).toBe(false)
  })

  it('passes clients on to a monitor', () => {
    const monitor = { attach: vi.fn(), detach: vi.fn() }
    const { metrics } = collecting({ monitor })
    const first = client('a')
    metrics.attach(first)
    metrics.detach(first)
    expect(monitor.attach).toHaveBeenCalledWith(first)
    expect(monitor.detach).toHaveBeenCalledWith(first)
  })

  it.each([0, 99, Number.NaN, 2 ** 31])('refuses an interval of %d ms', exportIntervalMs => {
    expect(() => new OpenTelemetryMetrics({ exportIntervalMs })).toThrow(/exportIntervalMs/)
  })
})

describe('the context in a message', () => {
  const traceId = 'ab'.repeat(16)
  const spanId = 'cd'.repeat(8)
  const carrier = (traceparent?: string, traceContext?: string, tracestate?: string) => ({
    properties: {
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(tracestate === undefined ? {} : { tracestate }),
    },
    traceContext,
  })

  it('is read as it was written, with its state', () => {
    const text = formatTraceparent({ traceId, spanId, traceFlags: 1 })
    expect(text).toBe(`00-${traceId}-${spanId}-01`)
    const span = spanContextOf(carrier(text, undefined, 'vendor=x'))
    expect(span).toMatchObject({ traceId, spanId, traceFlags: 1, isRemote: true })
    expect(span?.traceState?.serialize()).toBe('vendor=x')
    expect(formatTraceparent({ traceId: '0'.repeat(32), spanId, traceFlags: 1 })).toBeUndefined()
  })

  it("is the protocol's own field where there is no property", () => {
    const other = `00-${'12'.repeat(16)}-${spanId}-00`
    expect(spanContextOf(carrier(undefined, other))).toMatchObject({
      traceId: '12'.repeat(16),
      traceFlags: 0,
    })
    expect(spanContextOf(carrier(`00-${traceId}-${spanId}-01`, other))).toMatchObject({ traceId })
  })

  it('may be of a later version, which has more parts', () => {
    expect(spanContextOf(carrier(`01-${traceId}-${spanId}-01-more`))).toMatchObject({ traceId })
  })

  it.each([
    'nonsense',
    `ff-${traceId}-${spanId}-01`,
    `00-${traceId}-${spanId}-01-more`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}-${spanId}-01`,
  ])('is nothing if it is %s', traceparent => {
    expect(spanContextOf(carrier(traceparent))).toBeUndefined()
    const base = {} as never
    expect(contextOf(carrier(traceparent), base)).toBe(base)
  })
})
