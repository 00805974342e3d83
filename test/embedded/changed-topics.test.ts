import { describe, expect, it } from 'vitest'
import { type RocketMQError, SimpleConsumer } from '../../src/index.js'
import { eventually } from '../support/consuming.js'
import { produceTo, startProxy, storedBodies } from '../support/producing.js'

describe('a topic that an operator changes', () => {
  it('takes messages soon after it is enabled again', async () => {
    const proxy = await startProxy({ topics: { orders: { permission: 'READ' } } })
    const producer = produceTo(proxy)
    await expect(producer.send({ topic: 'orders', body: 'early' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    proxy.createTopic('orders', { permission: 'READ_WRITE' })
    await eventually(async () => void (await producer.send({ topic: 'orders', body: 'late' })))
    expect(storedBodies(proxy, 'orders')).toEqual(['late'])
  })

  it('is not asked after for every message that it refuses', async () => {
    const proxy = await startProxy({ topics: { orders: { permission: 'READ' } } })
    const producer = produceTo(proxy)
    for (let i = 0; i < 50; i++) await producer.send({ topic: 'orders', body: 'x' }).catch(() => {})
    expect(proxy.requestsOf('QueryRoute').length).toBeLessThan(20)
  })

  it('takes messages of its new type soon after it was made anew', async () => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL' } })
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'plain' })
    proxy.deleteTopic('orders')
    proxy.createTopic('orders', 'FIFO')
    const ordered = { topic: 'orders', body: 'ordered', messageGroup: 'g' }
    await eventually(async () => void (await producer.send(ordered)))
    expect(storedBodies(proxy, 'orders')).toEqual(['ordered'])
  })

  it('is told as not found once it is deleted', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { deliveryTimeoutMs: 3_000 })
    await producer.send({ topic: 'orders', body: 'm' })
    proxy.deleteTopic('orders')
    const failure = await producer.send({ topic: 'orders', body: 'n' }).catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({
      code: 'TOPIC_NOT_FOUND',
      message: expect.not.stringContaining('another type'),
    })
  })

  it('is received from soon after it may be read again', async () => {
    const proxy = await startProxy({ topics: { orders: { permission: 'WRITE' } }, groups: ['workers'] })
    await produceTo(proxy).send({ topic: 'orders', body: 'm' })
    const { endpoints } = proxy
    await using consumer = new SimpleConsumer({
      endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
    })
    await expect(consumer.receive()).rejects.toMatchObject({ code: 'FORBIDDEN', retryable: true })
    proxy.createTopic('orders', { permission: 'READ_WRITE' })
    await eventually(async () => {
      const messages = await consumer.receive()
      expect(messages.map(message => message.text())).toEqual(['m'])
      await consumer.ack(messages)
    })
  })
})
