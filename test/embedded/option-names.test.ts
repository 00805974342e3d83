import { afterEach, describe, expect, it } from 'vitest'
import {
  BatchProcessor,
  BufferPool,
  ConnectionPool,
  LitePushConsumer,
  LiteSimpleConsumer,
  Monitor,
  ObjectPool,
  Producer,
  PushConsumer,
  SimpleConsumer,
  webhook,
} from '../../src/index.js'
import { OpenTelemetryMetrics, OpenTelemetryTracing } from '../../src/monitor/open-telemetry.js'
import { EmbeddedProxy } from '../../src/testing/index.js'

const endpoints = '127.0.0.1:1'
const consumerGroup = 'workers'
const listener = () => {}
const subscriptions = { orders: '*' }

/** Whatever takes options, each with one that does not exist. */
const MAKERS: [string, (odd: object) => unknown][] = [
  ['Producer', odd => new Producer({ endpoints, ...odd })],
  ['Producer', odd => new Producer({ endpoints, batch: odd })],
  ['Producer', odd => new Producer({ endpoints, compression: odd })],
  ['Producer', odd => new Producer({ endpoints, connectionPool: odd })],
  ['PushConsumer', odd => new PushConsumer({ endpoints, consumerGroup, subscriptions, listener, ...odd })],
  ['SimpleConsumer', odd => new SimpleConsumer({ endpoints, consumerGroup, subscriptions, ...odd })],
  [
    'LitePushConsumer',
    odd => new LitePushConsumer({ endpoints, consumerGroup, bindTopic: 'a', listener, ...odd }),
  ],
  ['LiteSimpleConsumer', odd => new LiteSimpleConsumer({ endpoints, consumerGroup, bindTopic: 'a', ...odd })],
  ['BatchProcessor', odd => new BatchProcessor({ handler: async () => {}, ...odd })],
  ['ObjectPool', odd => new ObjectPool({ name: 'rows', create: () => ({}), ...odd })],
  ['ObjectPool', odd => new ObjectPool({ name: 'rows', create: () => ({}), leakDetection: odd })],
  ['BufferPool', odd => new BufferPool({ name: 'bytes', ...odd })],
  [
    'ConnectionPool',
    odd => new ConnectionPool({ name: 'c', connect: () => ({}), disconnect: () => {}, ...odd }),
  ],
  ['Monitor', odd => new Monitor(odd)],
  ['Monitor', odd => new Monitor({ alerts: [{ metric: 'a', above: 1, ...odd }] })],
  ['webhook', odd => webhook('http://127.0.0.1:1/', odd)],
  ['OpenTelemetryMetrics', odd => new OpenTelemetryMetrics(odd)],
  ['OpenTelemetryTracing', odd => new OpenTelemetryTracing(odd)],
]

describe('an option that does not exist', () => {
  it.each(MAKERS)('is named by %s', (_, make) => {
    expect(() => make({ zebra: 1 })).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION',
        message: expect.stringMatching(/unknown option "[\w.]*zebra"/),
      }),
    )
  })

  it.each([
    [{ zebra: 1 }, 'unknown option "zebra"'],
    [{ topic: { orders: 'NORMAL' } }, 'did you mean "topics"?'],
    [{ topics: ['orders'] }, "topics must be an object such as { orders: 'NORMAL' }"],
    [{ topics: { orders: 'FIFOO' } }, 'topic orders: type must be one of'],
    [{ topics: { orders: { queue: 2 } } }, 'did you mean "queues"?'],
    [{ groups: { workers: {} } }, "groups must be an array such as ['workers']"],
    [{ groups: [{ name: 'workers', maxAttempt: 3 }] }, 'did you mean "maxAttempts"?'],
    [{ groups: [{ name: 'workers', backoff: { initial: 1 } }] }, 'did you mean "backoff.initialMs"?'],
    [{ transactions: { timeout: 1 } }, 'did you mean "transactions.timeoutMs"?'],
    [{ credentials: { accessKey: 'a', secret: 'b' } }, 'did you mean "credentials.secretKey"?'],
    [{ version: '5.5' }, 'version must be one of'],
    [{ brokers: 0 }, 'brokers must be'],
  ])('is named by the EmbeddedProxy: %j', async (options, text) => {
    await expect(EmbeddedProxy.start(options as never)).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringContaining(text),
    })
  })
})

describe('a scripted fault', () => {
  let proxy: EmbeddedProxy | undefined
  afterEach(() => proxy?.close())

  it('that can never happen is refused', async () => {
    proxy = await EmbeddedProxy.start()
    const { faults } = proxy
    expect(() => faults.once('SendMesage' as never, {})).toThrow('did you mean "SendMessage"?')
    expect(() => faults.once('SendMessage', { delay: 5 } as never)).toThrow('did you mean "fault.delayMs"?')
    expect(() => faults.once('SendMessage', { code: 'TOPIC_NOTFOUND' as never })).toThrow(
      'did you mean "TOPIC_NOT_FOUND"?',
    )
    expect(() => faults.always('SendMessage', {}, { client: 'x' } as never)).toThrow(
      'did you mean "match.clientId"?',
    )
  })
})

describe('subscriptions', () => {
  const makers = [
    (odd: object) => new PushConsumer({ endpoints, consumerGroup, listener, ...odd } as never),
    (odd: object) => new SimpleConsumer({ endpoints, consumerGroup, ...odd } as never),
  ]
  it.each([
    [{}, "subscriptions must say what to receive, for example { orders: '*' }"],
    [{ subscriptions: ['orders'] }, 'subscriptions must be an object or a Map'],
    [{ subscriptions: new Set(['orders']) }, 'subscriptions must be an object or a Map'],
    [{ subscriptions: 'orders' }, 'subscriptions must be an object or a Map'],
    [{ subscriptions: new Map([['orders', 7]]) }, 'give a string of tags or a FilterExpression'],
    [{ topics: ['orders'] }, 'unknown option "topics", did you mean "subscriptions"?'],
  ])('are refused by every consumer where they say nothing: %j', (options, text) => {
    for (const make of makers) {
      expect(() => make(options)).toThrow(
        expect.objectContaining({ code: 'CONFIGURATION', message: expect.stringContaining(text) }),
      )
    }
  })

  it('that are empty keep a push consumer from starting', async () => {
    const consumer = new PushConsumer({ endpoints, consumerGroup, listener, subscriptions: new Map() })
    await expect(consumer.start()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await consumer.close()
  })
})
