import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  type ClientMonitor,
  type ClientStats,
  LitePushConsumer,
  LiteSimpleConsumer,
  Monitor,
  Producer,
  PushConsumer,
  SimpleConsumer,
} from '../../src/index.js'
import { PrometheusExporter } from '../../src/monitor/prometheus.js'
import { PATIENTLY, produceTo, startProxy } from '../support/producing.js'

it.each([
  ['producer', Producer, {}],
  ['push-consumer', PushConsumer, { subscriptions: { orders: '*' }, listener: () => {} }],
  ['simple-consumer', SimpleConsumer, { subscriptions: { orders: '*' } }],
  ['lite-push-consumer', LitePushConsumer, { bindTopic: 'orders', listener: () => {} }],
  ['lite-simple-consumer', LiteSimpleConsumer, { bindTopic: 'orders' }],
] as const)(
  'a %s can be asked for its statistics by the monitor it attaches to, at once',
  async (kind, Client, options) => {
    const seen: ClientStats[] = []
    const monitor: ClientMonitor = {
      attach: client => void seen.push(client.stats()),
      detach: client => void seen.push(client.stats()),
    }
    const group = kind === 'producer' ? {} : { consumerGroup: 'workers' }
    const client = new Client({ endpoints: '127.0.0.1:1', monitor, ...group, ...options } as never)
    expect(seen).toMatchObject([{ kind, clientId: client.clientId, state: 'new' }])
    await client.close()
    expect(seen).toHaveLength(2)
  },
)

it('count what they do topic by topic, and Prometheus is told so', async () => {
  const proxy = await startProxy({ topics: { orders: 'NORMAL', bills: 'NORMAL' }, groups: ['workers'] })
  const monitor = new Monitor()
  const producer = produceTo(proxy, { monitor })
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*', bills: '*' },
    monitor,
    logger: false,
    listener: ({ topic }) => (topic === 'bills' ? 'FAILURE' : 'SUCCESS'),
  })
  onTestFinished(() => consumer.close({ timeoutMs: 2_000 }).catch(() => {}))
  for (const topic of ['orders', 'bills', 'orders']) await producer.send({ topic, body: 'hello' })
  await producer.send({ topic: 'missing', body: 'hello' }).catch(() => {})
  await consumer.start()
  await vi.waitFor(() => {
    const { byTopic = {} } = consumer.stats().consumer ?? {}
    expect(byTopic.orders).toMatchObject({ received: 2, consumed: 2, acked: 2, handlerMs: { count: 2 } })
    expect(byTopic.bills?.failed).toBeGreaterThan(0)
  }, PATIENTLY)

  const { byTopic = {} } = producer.stats().producer ?? {}
  expect(byTopic.orders).toMatchObject({ sent: 2, succeeded: 2, bytes: 10, latencyMs: { count: 2 } })
  expect(byTopic.missing).toMatchObject({ sent: 1, failed: 1, errors: { TOPIC_NOT_FOUND: 1 } })
  const text = new PrometheusExporter(monitor).text()
  const producing = 'client_kind="producer",client="0"'
  expect(text).toContain(
    `rocketmq_jet_producer_messages_total{${producing},topic="orders",result="succeeded"} 2\n`,
  )
  expect(text).toContain(
    `rocketmq_jet_producer_errors_total{${producing},topic="missing",code="TOPIC_NOT_FOUND"} 1\n`,
  )
  const consuming = 'client_kind="push-consumer",consumer_group="workers",client="0"'
  expect(text).toContain(`rocketmq_jet_consumer_received_messages_total{${consuming},topic="orders"} 2\n`)
})

describe('a monitor that fails', () => {
  const fail = () => Promise.reject(new Error('out of order'))
  it.each([
    ['throws', { attach: () => {}, detach: thrown }],
    ['rejects', { attach: fail, detach: fail }],
    ['never ends', { attach: () => {}, detach: () => new Promise(() => {}) }],
  ])('because it %s keeps no client from closing, and is logged', async (how, monitor) => {
    const warn = vi.fn()
    const logger = { debug: () => {}, info: () => {}, warn, error: () => {} }
    const options = { endpoints: '127.0.0.1:1', logger, monitor }
    await new Producer(options).close()
    await new SimpleConsumer({ ...options, consumerGroup: 'g', subscriptions: { orders: '*' } }).close()
    const lines = how === 'never ends' ? 0 : how === 'throws' ? 2 : 4
    await vi.waitFor(() => expect(warn).toHaveBeenCalledTimes(lines), PATIENTLY)
    for (const [line] of warn.mock.calls) expect(line).toContain('of the monitor failed: out of order')
  })
})

function thrown(): never {
  throw new Error('out of order')
}
