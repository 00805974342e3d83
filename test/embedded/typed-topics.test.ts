import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  combineListeners,
  defineTopic,
  json,
  Producer,
  PushConsumer,
  type PushConsumerOptions,
  SimpleConsumer,
} from '../../src/index.js'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually } from '../support/consuming.js'
import { startProxy } from '../support/producing.js'

interface Order {
  id: string
}

const orders = defineTopic<Order>('orders', json())

/** A double with three orders, of which the second is no JSON. */
async function proxyWithABrokenOrder(): Promise<EmbeddedProxy> {
  const proxy = await startProxy({ topics: { orders: 'NORMAL', payments: 'NORMAL' }, groups: ['workers'] })
  await using producer = new Producer({ endpoints: proxy.endpoints })
  await producer.send(orders.message({ id: '1' }, { tag: 'paid' }))
  await producer.send({ topic: 'orders', body: '{' })
  await producer.sendBatch([orders.message({ id: '3' })])
  return proxy
}

async function consume(proxy: EmbeddedProxy, options: Partial<PushConsumerOptions>) {
  const told: unknown[] = []
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    logger: false,
    onError: ({ code }, { topic, messageId, during }) => void told.push({ code, topic, messageId, during }),
    ...options,
  })
  onTestFinished(() => consumer.close())
  await consumer.start()
  return told
}

function brokenIn(proxy: EmbeddedProxy): string {
  return proxy.messages('orders').find(({ body }) => body.toString() === '{')?.messageId as string
}

describe('a message that its typed topic refuses', () => {
  it('never reaches the listener, and is a failed attempt that is reported', async () => {
    const proxy = await proxyWithABrokenOrder()
    const seen: string[] = []
    const told = await consume(proxy, { listener: orders.listener(({ id }) => void seen.push(id)) })
    await eventually(() => expect(seen.sort()).toEqual(['1', '3']))
    const failure = { code: 'UNREADABLE', topic: 'orders', messageId: brokenIn(proxy), during: 'handler' }
    await eventually(() => expect(told).toEqual([failure]))
    // It is held back for its next attempt, not acknowledged.
    await eventually(() => expect(proxy.inFlight('orders', 'workers')).toBe(1))
  })

  it('leaves the rest of its batch to the batch listener, and is reported', async () => {
    const proxy = await proxyWithABrokenOrder()
    const seen: string[] = []
    const told = await consume(proxy, {
      batchListener: orders.batchListener(
        messages => void seen.push(...messages.map(each => each.value.id)),
        {
          batchSize: 10,
        },
      ),
    })
    await eventually(() => expect(seen.sort()).toEqual(['1', '3']))
    const failure = { code: 'UNREADABLE', topic: 'orders', messageId: brokenIn(proxy), during: 'handler' }
    await eventually(() => expect(told).toEqual([failure]))
    await eventually(() => expect(proxy.inFlight('orders', 'workers')).toBe(1))
  })

  it('is told apart from the others of a simple consumer’s receive()', async () => {
    const proxy = await proxyWithABrokenOrder()
    const consumer = new SimpleConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { [orders.name]: '*' },
    })
    onTestFinished(() => consumer.close({ timeoutMs: 0 }))
    const messages = []
    while (messages.length < 3) messages.push(...(await consumer.receive()))
    const { read, unreadable } = orders.readAll(messages)
    await consumer.ack(read.map(({ message }) => message))
    expect(read.map(({ value }) => value.id).sort()).toEqual(['1', '3'])
    expect(unreadable).toEqual([
      { message: expect.objectContaining({ messageId: brokenIn(proxy) }), error: expect.anything() },
    ])
    expect(proxy.inFlight('orders', 'workers')).toBe(1)
  })
})

describe('one consumer of several typed topics', () => {
  it('hands each message to the listener of its topic', async () => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL', payments: 'NORMAL' }, groups: ['workers'] })
    const payments = defineTopic<{ cents: number }>('payments', json())
    const [order, payment] = [vi.fn(), vi.fn()]
    await consume(proxy, {
      subscriptions: { [orders.name]: '*', [payments.name]: '*' },
      listener: combineListeners(orders.listener(order), payments.listener(payment)),
    })
    await using producer = new Producer({ endpoints: proxy.endpoints })
    await producer.send(orders.message({ id: '1' }))
    await producer.send(payments.message({ cents: 995 }))
    await eventually(() => expect([order.mock.calls.length, payment.mock.calls.length]).toEqual([1, 1]))
    expect([order.mock.calls[0]?.[0], payment.mock.calls[0]?.[0]]).toEqual([{ id: '1' }, { cents: 995 }])
  })
})

describe('a batch handler', () => {
  it('may say of each message why it failed, which is reported of that message', async () => {
    const proxy = await startProxy({ groups: ['workers'] })
    const told = await consume(proxy, {
      batchListener: {
        handle: messages => ({ failed: new Map(messages.map(each => [each, new Error(each.text())])) }),
      },
    })
    await using producer = new Producer({ endpoints: proxy.endpoints })
    const { messageId } = await producer.send({ topic: 'orders', body: 'no such order' })
    const failure = { code: 'HANDLER', topic: 'orders', messageId, during: 'handler' }
    await eventually(() => expect(told).toEqual([failure]))
  })
})
