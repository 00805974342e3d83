import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  type ErrorContext,
  Producer,
  PushConsumer,
  type RocketMQError,
  SimpleConsumer,
} from '../../src/index.js'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually, sendAll } from '../support/consuming.js'
import { startProxy } from '../support/producing.js'

type Told = [code: string, ErrorContext]

async function consumer(proxy: EmbeddedProxy, listener: () => never | Promise<void>) {
  const told: Told[] = []
  const push = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    listener,
    onError: (error: RocketMQError, context) => void told.push([error.code, context]),
  })
  onTestFinished(() => push.close())
  await push.start()
  return { push, told }
}

describe('onError', () => {
  it('is told of a handler that throws, and so is the console', async () => {
    const lines: unknown[] = []
    const print = vi.spyOn(console, 'error').mockImplementation(line => void lines.push(line))
    onTestFinished(() => print.mockRestore())
    const proxy = await startProxy({ groups: ['workers'] })
    const { push, told } = await consumer(proxy, () => {
      throw new Error('no such order')
    })
    await sendAll(proxy.endpoints, 'orders', ['x'])
    await eventually(() => expect(told).toHaveLength(1))
    const [{ messageId } = { messageId: '' }] = proxy.messages('orders')
    expect(told).toEqual([
      [
        'HANDLER',
        { during: 'handler', kind: 'push-consumer', clientId: push.clientId, topic: 'orders', messageId },
      ],
    ])
    expect(lines).toEqual([
      expect.stringMatching(/^rocketmq-jet push-consumer .*the handler failed.*no such order/),
    ])
  })

  it('is told of a server that is lost', async () => {
    const proxy = await startProxy({ groups: ['workers'] })
    const { told } = await consumer(proxy, async () => {})
    await proxy.stopProxy()
    await eventually(() =>
      expect(told).toContainEqual(['UNAVAILABLE', expect.objectContaining({ during: 'connection' })]),
    )
  })

  it('is told of an attempt to start that failed, and may fail itself', async () => {
    const told: string[] = []
    const proxy = await startProxy()
    await proxy.stopProxy()
    const producer = new Producer({
      endpoints: proxy.endpoints,
      onError: (_error, { during }) => {
        told.push(during)
        return Promise.reject(new Error('the pager is out of order')) as never
      },
    })
    onTestFinished(() => producer.close())
    await expect(producer.start({ timeoutMs: 3_000 })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(told).toContain('start')
  })

  it.each([
    ['push', PushConsumer],
    ['simple', SimpleConsumer],
  ] as const)('is told of an attempt of a %s consumer to start that failed', async (kind, Consumer) => {
    const proxy = await startProxy({ groups: ['workers'] })
    await proxy.stopProxy()
    const told: string[] = []
    const consumer = new Consumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      onError: (_error: RocketMQError, { during }: ErrorContext) => void told.push(during),
      ...(kind === 'push' ? { listener: () => {} } : {}),
    } as never)
    onTestFinished(() => consumer.close())
    await expect(consumer.start({ timeoutMs: 3_000 })).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(told).toContain('start')
  })

  it('is told of polls that fail, with their topic', async () => {
    const proxy = await startProxy({ groups: ['workers'] })
    proxy.faults.always('ReceiveMessage', { code: 'INTERNAL_SERVER_ERROR' })
    const { told } = await consumer(proxy, async () => {})
    await eventually(() =>
      expect(told).toContainEqual([
        'INTERNAL_SERVER_ERROR',
        expect.objectContaining({ during: 'receive', topic: 'orders' }),
      ]),
    )
  })

  it('is told of a message that could not be acknowledged', async () => {
    const proxy = await startProxy({ groups: ['workers'] })
    proxy.faults.always('AckMessage', { code: 'INVALID_RECEIPT_HANDLE' })
    const { push, told } = await consumer(proxy, async () => {})
    await sendAll(proxy.endpoints, 'orders', ['x'])
    await eventually(() => expect(told).toHaveLength(1))
    const [{ messageId } = { messageId: '' }] = proxy.messages('orders')
    const context = {
      during: 'settlement',
      kind: 'push-consumer',
      clientId: push.clientId,
      topic: 'orders',
      messageId,
    }
    expect(told).toEqual([['INVALID_RECEIPT_HANDLE', context]])
  })

  it('is told of a route that cannot be looked up any more, with its topic', async () => {
    const proxy = await startProxy({ groups: ['workers'] })
    const { told } = await consumer(proxy, async () => {})
    proxy.faults.always('QueryRoute', { code: 'INTERNAL_SERVER_ERROR' })
    // A client that was cut off looks at its routes again.
    await proxy.restart()
    await eventually(() =>
      expect(told).toContainEqual([
        'INTERNAL_SERVER_ERROR',
        expect.objectContaining({ during: 'route', topic: 'orders' }),
      ]),
    )
  })

  it('is told of a batch handler that throws, once for each of its messages', async () => {
    const proxy = await startProxy({ groups: ['workers'] })
    await sendAll(proxy.endpoints, 'orders', ['x', 'y'])
    const told: unknown[] = []
    const push = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      batchListener: {
        handle: () => Promise.reject(new Error('the database is away')),
      },
      logger: false,
      onError: ({ code }, { during, messageId }) => void told.push(`${code} ${during} ${messageId}`),
    })
    onTestFinished(() => push.close())
    await push.start()
    const expected = proxy.messages('orders').map(({ messageId }) => `HANDLER handler ${messageId}`)
    await eventually(() => expect(told.sort()).toEqual(expected.sort()))
  })

  it('is told of a transaction whose check failed', async () => {
    const proxy = await startProxy({
      topics: { deals: 'TRANSACTION' },
      transactions: { timeoutMs: 1, checkIntervalMs: 500 },
    })
    const told: Told[] = []
    const producer = new Producer({
      endpoints: proxy.endpoints,
      transactionChecker: () => {
        throw new Error('the database is away')
      },
      logger: false,
      onError: (error, context) => void told.push([error.code, context]),
    })
    onTestFinished(() => producer.close())
    await producer.beginTransaction().send({ topic: 'deals', body: 'x' })
    await eventually(() =>
      expect(told).toContainEqual([
        'HANDLER',
        expect.objectContaining({ during: 'transaction', topic: 'deals' }),
      ]),
    )
  })
})
