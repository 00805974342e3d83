import { describe, expect, it } from 'vitest'
import {
  BatchProcessor,
  BufferPool,
  ConnectionPool,
  FilterExpression,
  LitePushConsumer,
  LiteSimpleConsumer,
  ObjectPool,
  Producer,
  PushConsumer,
  SimpleConsumer,
} from '../../src/index.js'
import { produceTo, startProxy, storedBodies } from '../support/producing.js'

const NOTHING = [undefined, null, 7, 'text', []]

describe('options that are none', () => {
  const makers: [string, (odd: never) => unknown][] = [
    ['Producer', odd => new Producer(odd)],
    ['PushConsumer', odd => new PushConsumer(odd)],
    ['SimpleConsumer', odd => new SimpleConsumer(odd)],
    ['LitePushConsumer', odd => new LitePushConsumer(odd)],
    ['LiteSimpleConsumer', odd => new LiteSimpleConsumer(odd)],
    ['BatchProcessor', odd => new BatchProcessor(odd)],
    ['ObjectPool', odd => new ObjectPool(odd)],
    ['BufferPool', odd => new BufferPool(odd)],
    ['ConnectionPool', odd => new ConnectionPool(odd)],
  ]
  it.each(makers)('are refused by %s in words, never with a TypeError', (_, make) => {
    for (const odd of NOTHING) {
      expect(() => make(odd as never)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
    }
  })
})

describe('arguments that are none', () => {
  const refused = { name: 'RocketMQError', code: expect.stringMatching(/^(INVALID_ARGUMENT|ILLEGAL_\w+)$/) }

  it('are refused by a producer as rejections, and leave it as it was', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    for (const odd of NOTHING as never[]) {
      await expect(producer.send(odd)).rejects.toMatchObject(refused)
      await expect(producer.sendBatch([odd])).rejects.toMatchObject(refused)
      await expect(producer.beginTransaction().send(odd)).rejects.toMatchObject(refused)
    }
    for (const odd of [undefined, null, 7, 'text', {}] as never[])
      await expect(producer.sendBatch(odd)).rejects.toMatchObject(refused)
    const message = { topic: 'orders', body: 'x' }
    for (const options of [null, 'text', { signal: 'no' }, { signal: null }, { singal: 1 }] as never[]) {
      await expect(producer.send(message, options)).rejects.toMatchObject(refused)
      await expect(producer.sendBatch([message], options)).rejects.toMatchObject(refused)
    }
    expect(storedBodies(proxy, 'orders')).toEqual([])
    await producer.send(message)
    await producer.close(null as never)
  })

  it('are refused by a consumer as rejections', async () => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
    const { endpoints } = proxy
    await using consumer = new SimpleConsumer({
      endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
    })
    for (const odd of [undefined, null, 7, 'abc', {}] as never[]) {
      await expect(consumer.ack(odd)).rejects.toMatchObject(refused)
      await expect(consumer.ack([odd])).rejects.toMatchObject(refused)
      await expect(consumer.changeInvisibleDuration(odd, 1_000)).rejects.toMatchObject(refused)
    }
    for (const odd of [undefined, null, 7, '', {}] as never[])
      await expect(consumer.subscribe(odd)).rejects.toMatchObject(refused)
    for (const options of [null, 'text', { signal: 7 }, { maxMessages: 'x' }] as never[])
      await expect(consumer.receive(options)).rejects.toMatchObject(refused)
  })

  it('are refused as filters in words', () => {
    for (const odd of [undefined, null, 7, {}] as never[]) {
      for (const make of [FilterExpression.tag, FilterExpression.sql])
        expect(() => make(odd)).toThrow(expect.objectContaining({ code: 'ILLEGAL_FILTER_EXPRESSION' }))
    }
  })
})

describe('messages', () => {
  it('may come from any iterable', async () => {
    const proxy = await startProxy()
    const messages = function* () {
      for (const body of ['a', 'b', 'c']) yield { topic: 'orders', body }
    }
    const receipts = await produceTo(proxy).sendBatch(messages())
    expect(receipts).toHaveLength(3)
    expect(storedBodies(proxy, 'orders')).toEqual(['a', 'b', 'c'])
  })

  it('have only the properties they were given, whatever all objects inherit', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.start()
    const prototype = Object.prototype as { inherited?: string }
    prototype.inherited = 'x'
    const sent = producer.send({ topic: 'orders', body: 'm', properties: { own: 'y' } })
    const outcome = await sent.catch((error: unknown) => error).finally(() => delete prototype.inherited)
    expect(outcome).toMatchObject({ topic: 'orders' })
    expect(proxy.messages('orders')[0]?.properties).toEqual({ own: 'y' })
  })
})
