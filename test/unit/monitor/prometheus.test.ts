import parse, { type ParsedFamily, type ParsedMetric } from 'parse-prometheus-text-format'
import { AggregatorRegistry, Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { ConsumerCounter } from '../../../src/consumer/consumer-counter.js'
import { RocketMQError } from '../../../src/errors.js'
import { Monitor } from '../../../src/monitor/monitor.js'
import { METRICS } from '../../../src/monitor/prometheus/metric-table.js'
import { PrometheusExporter } from '../../../src/monitor/prometheus.js'
import { Envelope } from '../../../src/producer/envelope.js'
import { ProducerCounter } from '../../../src/producer/producer-counter.js'
import { Histogram } from '../../../src/stats/meters.js'
import type { Monitored } from '../../../src/stats/stats.js'
import { messageView } from '../../support/message-views.js'
import {
  batchStats,
  clientStats,
  connectionStats,
  consumerStats,
  poolStats,
  producerStats,
  rpcStats,
} from '../../support/stats-builders.js'

function durations(...values: number[]) {
  const histogram = new Histogram(1000)
  for (const value of values) histogram.record(value)
  return histogram.summary()
}

const producer: Monitored = {
  stats: () =>
    clientStats({
      clientId: 'host@1@0@a',
      pools: [poolStats({ name: 'envelopes', hits: 90, misses: 10, acquired: 100, outstanding: 3 })],
      batches: [batchStats({ name: 'send coalescing', batchItems: new Histogram().summary() })],
      connections: [connectionStats({ open: 2, bytesSent: 1_000 })],
      rpcs: [rpcStats({ codes: { OK: 5, TIMEOUT: 1 }, latencyMs: durations(2, 30) })],
      producer: producerStats({
        sent: 12,
        succeeded: 9,
        failed: 2,
        errors: { TIMEOUT: 2 },
        latencyMs: durations(0.4, 2, 2, 700, 400_000),
      }),
    }),
}

const consumer: Monitored = {
  stats: () =>
    clientStats({
      kind: 'push-consumer',
      clientId: 'host@1@1@b',
      consumerGroup: 'workers',
      consumer: consumerStats({ received: 4, consumed: 3, failed: 1, deliveryMs: durations(80) }),
    }),
}

function watching(...clients: Monitored[]): { monitor: Monitor; exporter: PrometheusExporter } {
  const monitor = new Monitor()
  for (const client of clients) monitor.attach(client)
  return { monitor, exporter: new PrometheusExporter(monitor) }
}

function family(text: string, name: string): ParsedFamily {
  const found = parse(text).find(each => each.name === `rocketmq_jet_${name}`)
  if (found === undefined) throw new Error(`there is no ${name} in\n${text}`)
  return found
}

/** The lines of a part of a histogram; without a type, because the parser loses the labels of histograms. */
function lines(text: string, name: string): ParsedMetric[] {
  const families = parse(text.replaceAll(/^# TYPE .*\n/gm, ''))
  return families.filter(each => each.name === `rocketmq_jet_${name}`).flatMap(({ metrics }) => metrics)
}

describe('the text of a PrometheusExporter', () => {
  it('is read by a Prometheus parser, with type, help and every value', () => {
    const text = watching(producer, consumer).exporter.text()
    const labels = { client_kind: 'producer', client: '0' }
    expect(family(text, 'producer_messages_total')).toEqual({
      name: 'rocketmq_jet_producer_messages_total',
      help: 'Messages whose send settled.',
      type: 'COUNTER',
      metrics: [
        { labels: { ...labels, result: 'succeeded' }, value: '9' },
        { labels: { ...labels, result: 'failed' }, value: '2' },
      ],
    })
    expect(family(text, 'producer_errors_total').metrics).toEqual([
      { labels: { ...labels, code: 'TIMEOUT' }, value: '2' },
    ])
    expect(family(text, 'pool_acquired_total').metrics).toEqual([
      { labels: { ...labels, pool: 'envelopes', result: 'hit' }, value: '90' },
      { labels: { ...labels, pool: 'envelopes', result: 'miss' }, value: '10' },
    ])
    expect(family(text, 'connection_open_connections')).toMatchObject({
      type: 'GAUGE',
      metrics: [{ labels: { ...labels, endpoint: '127.0.0.1:8081' }, value: '2' }],
    })
    expect(family(text, 'consumer_messages_total').metrics[0]).toEqual({
      labels: { client_kind: 'push-consumer', consumer_group: 'workers', client: '0', result: 'consumed' },
      value: '3',
    })
  })

  it('tells durations in seconds, as histograms that count up', () => {
    const text = watching(producer).exporter.text()
    expect(family(text, 'producer_send_duration_seconds').type).toBe('HISTOGRAM')
    const labels = { client_kind: 'producer', client: '0' }
    expect(lines(text, 'producer_send_duration_seconds_count')).toEqual([{ labels, value: '5' }])
    const [sum] = lines(text, 'producer_send_duration_seconds_sum')
    expect(sum?.labels).toEqual(labels)
    expect(Number(sum?.value)).toBeCloseTo(400.7044, 4)
    const buckets = lines(text, 'producer_send_duration_seconds_bucket')
    expect(buckets).toContainEqual({ labels: { ...labels, le: '0.00025' }, value: '0' })
    expect(buckets).toContainEqual({ labels: { ...labels, le: '0.0005' }, value: '1' })
    expect(buckets).toContainEqual({ labels: { ...labels, le: '0.0025' }, value: '3' })
    expect(buckets).toContainEqual({ labels: { ...labels, le: '1' }, value: '4' })
    expect(buckets.at(-1)).toEqual({ labels: { ...labels, le: '+Inf' }, value: '5' })
    const counts = buckets.map(({ value }) => Number(value))
    expect(counts).toEqual([...counts].sort((a, b) => a - b))
  })

  it('follows the naming conventions in every metric', () => {
    for (const { name, help, type } of parse(watching(producer, consumer).exporter.text())) {
      expect(name).toMatch(/^rocketmq_jet_[a-z][a-z0-9_]*$/)
      expect(help).toMatch(/^[A-Z].*\.$/)
      expect(name.endsWith('_total')).toBe(type === 'COUNTER')
      expect(name).not.toMatch(/_(ms|milliseconds|minutes|kb|mb|percent)(_|$)/)
      if (type === 'HISTOGRAM') expect(name).toMatch(/_(seconds|bytes|items)$/)
    }
  })

  it('has each metric once, and no two lines with the same labels', () => {
    const same = { stats: () => poolStats({ name: 'mine', acquired: 1, hits: 1 }) }
    const other = { stats: () => poolStats({ name: 'mine', acquired: 5, hits: 4, misses: 1 }) }
    const { monitor, exporter } = watching(producer, consumer)
    monitor.attachPool(same)
    monitor.attachPool(other)
    const text = exporter.text()
    const series = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
    const keys = series.map(line => line.slice(0, line.lastIndexOf(' ')))
    expect(new Set(keys).size).toBe(keys.length)
    const types = text.split('\n').filter(line => line.startsWith('# TYPE'))
    expect(new Set(types).size).toBe(types.length)
    expect(family(text, 'pool_acquired_total').metrics).toContainEqual({
      labels: { pool: 'mine', result: 'hit' },
      value: '5',
    })
  })

  it('escapes what a name may hold', () => {
    const name = 'a "quoted" back\\slash\nand a second line \\n'
    const { monitor, exporter } = watching()
    monitor.attachPool({ stats: () => poolStats({ name }) })
    const text = exporter.text()
    expect(family(text, 'pool_idle_items').metrics).toEqual([{ labels: { pool: name }, value: '0' }])
    expect(text).not.toMatch(/^and a second/m)
  })

  it('tells of the process, and of the present moment each time', () => {
    let sent = 1
    const { exporter } = watching({ stats: () => clientStats({ producer: producerStats({ sent }) }) })
    const value = () => family(exporter.text(), 'producer_sends_total').metrics[0]?.value
    expect(value()).toBe('1')
    sent = 2
    expect(value()).toBe('2')
    const rss = family(exporter.text(), 'memory_bytes').metrics.find(each => each.labels?.kind === 'rss')
    expect(Number(rss?.value)).toBeGreaterThan(1_000_000)
  })
})

describe('the topic label', () => {
  const topics = (...names: string[]): Monitored => ({
    stats: () => {
      const counter = new ProducerCounter('producing')
      for (const [index, name] of names.entries()) {
        for (let sent = 0; sent <= index; sent++) counter.noteSend(name)
        const envelope = new Envelope()
        envelope.fill({ topic: name, body: 'x' })
        counter.noteSuccess(Object.assign(envelope, { bodyBytes: 1, sentAt: 100, storedAt: 140 }))
        counter.noteFailure(envelope, new RocketMQError('TIMEOUT', 'late'))
      }
      return clientStats({ clientId: 'producing', producer: counter.stats(0, 0) })
    },
  })
  const values = (text: string, name: string) =>
    family(text, name).metrics.map(({ labels, value }) => [labels?.topic, value])

  it('tells the counters and histograms of clients apart', () => {
    const text = watching(topics('orders', 'bills')).exporter.text()
    expect(values(text, 'producer_sends_total')).toEqual([
      ['orders', '1'],
      ['bills', '2'],
    ])
    const labels = { client_kind: 'producer', client: '0', topic: 'bills' }
    expect(family(text, 'producer_errors_total').metrics).toContainEqual({
      labels: { ...labels, code: 'TIMEOUT' },
      value: '1',
    })
    const buckets = lines(text, 'producer_send_duration_seconds_bucket')
    expect(buckets).toContainEqual({ labels: { ...labels, le: '0.025' }, value: '0' })
    expect(buckets).toContainEqual({ labels: { ...labels, le: '0.05' }, value: '1' })
    expect(buckets).toContainEqual({ labels: { ...labels, le: '+Inf' }, value: '1' })
  })

  it('has the topics that a consumer tells of, those of its cache among them', () => {
    const counter = new ConsumerCounter()
    const message = { topic: 'orders', deliveryAttempt: 1, bornTimestamp: new Date() }
    counter.noteReceived(messageView(message))
    counter.noteConsumed('orders', 5)
    const cachedByTopic = { orders: { messages: 3, bytes: 30 }, bills: { messages: 1, bytes: 9 } }
    const held = { inFlight: 0, receiveFailingMs: 0, ackFailingMs: 0, cachedMessages: 4, cachedBytes: 39 }
    const consuming = { ...counter.stats(held), cachedByTopic }
    const text = watching({
      stats: () => clientStats({ kind: 'push-consumer', consumerGroup: 'workers', consumer: consuming }),
    }).exporter.text()
    expect(values(text, 'consumer_received_messages_total')).toEqual([['orders', '1']])
    expect(values(text, 'consumer_cached_messages')).toEqual([
      ['orders', '3'],
      ['bills', '1'],
    ])
    expect(values(text, 'consumer_running_handlers')).toEqual([[undefined, '0']])
    expect(lines(text, 'consumer_handler_duration_seconds_count')[0]?.labels).toMatchObject({
      topic: 'orders',
      consumer_group: 'workers',
    })
  })

  it('has a bound, beyond which topics are counted together and nothing is lost', () => {
    const { monitor } = watching(topics('a', 'b', 'c', 'd'))
    const exporter = new PrometheusExporter(monitor, { maxTopics: 2 })
    const expected = [
      ['a', '1'],
      ['b', '2'],
      ['other', '7'],
    ]
    expect(values(exporter.text(), 'producer_sends_total')).toEqual(expected)
    expect(values(exporter.text(), 'producer_sends_total')).toEqual(expected)
  })

  it('never moves a topic that is there, and is given to a new one when another is gone', () => {
    const named = (clientId: string, ...names: string[]) => ({
      stats: () => ({ ...topics(...names).stats(), clientId }),
    })
    const [first, second, third] = [named('1', 'a'), named('2', 'b', 'c'), named('3', 'd')]
    const { monitor } = watching(first, second)
    const exporter = new PrometheusExporter(monitor, { maxTopics: 2 })
    const labels = () => values(exporter.text(), 'producer_sends_total').map(([topic]) => topic)
    expect(labels()).toEqual(['a', 'b', 'other'])
    monitor.detach(first)
    expect(labels()).toEqual(['b', 'other'])
    monitor.attach(third)
    expect(labels()).toEqual(['b', 'other', 'd'])
  })

  it('is left out where it is not wanted', () => {
    const { monitor } = watching(topics('a', 'b'))
    const text = new PrometheusExporter(monitor, { maxTopics: 0 }).text()
    expect(values(text, 'producer_sends_total')).toEqual([[undefined, '3']])
    expect(text).not.toContain('topic=')
  })

  it.each([-1, 1.5, 1_001, '5'])('refuses a bound of %j', maxTopics => {
    expect(() => new PrometheusExporter(new Monitor(), { maxTopics: maxTopics as number })).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION', message: expect.stringContaining('maxTopics') }),
    )
  })
})

describe('the client labels', () => {
  function producerNamed(clientId: string): Monitored {
    return { stats: () => clientStats({ clientId, producer: producerStats() }) }
  }

  function clientsIn(exporter: PrometheusExporter): Record<string, string> {
    return Object.fromEntries(
      family(exporter.text(), 'client_info').metrics.map(({ labels }) => [
        labels?.client_id as string,
        labels?.client as string,
      ]),
    )
  }

  it('give a new client the number of one that is gone, and never change that of a living one', () => {
    const [first, second, third] = ['a', 'b', 'c'].map(producerNamed) as [Monitored, Monitored, Monitored]
    const { monitor, exporter } = watching(first, second, consumer)
    expect(clientsIn(exporter)).toEqual({ a: '0', b: '1', 'host@1@1@b': '0' })
    monitor.detach(first)
    expect(clientsIn(exporter)).toEqual({ b: '1', 'host@1@1@b': '0' })
    monitor.attach(third)
    expect(clientsIn(exporter)).toEqual({ b: '1', c: '0', 'host@1@1@b': '0' })
  })

  it('do not grow in number however many clients come and go', () => {
    const { monitor, exporter } = watching()
    const series = new Set<string>()
    for (let round = 0; round < 50; round++) {
      const client = producerNamed(`client-${round}`)
      monitor.attach(client)
      for (const line of exporter.text().split('\n')) {
        if (line.startsWith('rocketmq_jet_producer_')) series.add(line.slice(0, line.lastIndexOf(' ')))
      }
      monitor.detach(client)
    }
    expect([...series].every(each => !each.includes('client-'))).toBe(true)
    expect([...series].filter(each => each.startsWith('rocketmq_jet_producer_sends_total'))).toHaveLength(1)
  })
})

describe('a PrometheusExporter in the registry of prom-client', () => {
  it('tells the same as the text, beside the metrics of the application', async () => {
    const { exporter } = watching(producer, consumer)
    const registry = new Registry()
    exporter.register(registry)
    const ours = parse(await registry.metrics()).filter(({ metrics }) => metrics.length > 0)
    const text = parse(exporter.text())
    const stable = (families: ParsedFamily[]) =>
      families.filter(({ name }) => /_(producer|consumer|rpc|batch|pool|connection|client)_/.test(name))
    expect(stable(ours)).toEqual(stable(text))
    expect(stable(ours).length).toBeGreaterThan(30)
  })

  it('escapes label values there too', async () => {
    const name = 'a "quoted" back\\slash\nand a second line'
    const { monitor, exporter } = watching()
    monitor.attachPool({ stats: () => poolStats({ name }) })
    const registry = new Registry()
    exporter.register(registry)
    expect(family(await registry.metrics(), 'pool_idle_items').metrics).toEqual([
      { labels: { pool: name }, value: '0' },
    ])
  })

  it('takes one snapshot a scrape', async () => {
    const { monitor } = watching(producer)
    let snapshots = 0
    const exporter = new PrometheusExporter({
      snapshot: () => {
        snapshots += 1
        return monitor.snapshot()
      },
    })
    const registry = new Registry()
    exporter.register(registry)
    await registry.metrics()
    expect(snapshots).toBe(1)
    await registry.metrics()
    expect(snapshots).toBe(2)
  })

  it('can be read as OpenMetrics', async () => {
    const registry = new Registry()
    registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as never)
    watching(producer).exporter.register(registry)
    const text = await registry.metrics()
    expect(text).toContain('# TYPE rocketmq_jet_producer_messages counter\n')
    expect(text).toContain(
      'rocketmq_jet_producer_messages_total{client_kind="producer",client="0",result="succeeded"} 9\n',
    )
    expect(text.endsWith('# EOF\n')).toBe(true)
  })

  it('becomes one with other processes by the figure: amounts add up, shares are averaged, ages the worst', async () => {
    const processes = [
      { hostPercent: 90, utilization: 0.2, p99: 30, oldestHandlerMs: 70_000 },
      { hostPercent: 80, utilization: 0.6, p99: 10, oldestHandlerMs: 2_000 },
    ]
    const scrapes = processes.map(async ({ hostPercent, utilization, p99, oldestHandlerMs }) => {
      const consuming = { inFlight: 3, oldestHandlerMs }
      const { monitor } = watching(producer, {
        stats: () => clientStats({ kind: 'push-consumer', consumer: consumerStats(consuming) }),
      })
      const snapshot = monitor.snapshot()
      snapshot.system.cpu.hostPercent = hostPercent
      snapshot.system.eventLoop.utilization = utilization
      snapshot.system.eventLoop.delayMs.p99 = p99
      snapshot.system.memory.rss = 100
      const registry = new Registry()
      new PrometheusExporter({ snapshot: () => snapshot }).register(registry)
      return JSON.parse(JSON.stringify(await registry.getMetricsAsJSON()))
    })
    const text = await AggregatorRegistry.aggregate(await Promise.all(scrapes)).metrics()
    const value = (name: string, labels: object = {}) =>
      Number((family(text, name).metrics.find(each => matches(each, labels)) as { value: string }).value)
    expect(value('host_cpu_usage_ratio')).toBeCloseTo(0.85)
    expect(value('event_loop_utilization_ratio')).toBeCloseTo(0.4)
    expect(value('event_loop_delay_seconds', { statistic: 'p99' })).toBeCloseTo(0.03)
    expect(value('memory_bytes', { kind: 'rss' })).toBe(200)
    expect(value('consumer_running_handlers')).toBe(6)
    expect(value('consumer_oldest_handler_seconds')).toBe(70)
    expect(value('producer_sends_total')).toBe(24)
    expect(value('client_info')).toBe(1)
  })

  it('adds up no share, no age and no delay of several processes', () => {
    const gauges = METRICS.filter(({ type }) => type === 'gauge')
    const added = gauges.filter(({ aggregator }) => aggregator === 'sum').map(({ name }) => name)
    expect(added.filter(name => /_(ratio|seconds|info)$/.test(name))).toEqual([])
    expect(added.length).toBeGreaterThan(15)
  })

  it('leaves nothing behind when it is taken out, or when a name was taken', async () => {
    const { exporter } = watching(producer)
    const registry = new Registry()
    exporter.register(registry)()
    expect(registry.getMetricsAsArray()).toEqual([])
    exporter.register(registry)
    const count = registry.getMetricsAsArray().length
    expect(() => watching(consumer).exporter.register(registry)).toThrow(/already been registered/)
    expect(registry.getMetricsAsArray()).toHaveLength(count)
  })
})

function matches({ labels = {} }: ParsedMetric, wanted: object): boolean {
  return Object.entries(wanted).every(([name, value]) => labels[name] === value)
}
