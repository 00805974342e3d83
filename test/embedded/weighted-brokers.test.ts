import { expect, it } from 'vitest'
import { produceTo, startProxy, texts } from '../support/producing.js'

it('brokers get messages by their number of writable queues, and none without', async () => {
  const proxy = await startProxy({
    brokers: 2,
    topics: { orders: { queues: [2, 8] }, drained: { queues: [8, 0] } },
  })
  const producer = produceTo(proxy, { batch: { mode: 'off' } })
  const places = async (topic: string) => {
    for (const body of texts(200)) await producer.send({ topic, body })
    const brokers = proxy.messages(topic).map(({ broker }) => broker)
    return { first: brokers.filter(name => name === 'broker-0').length, all: brokers.length }
  }
  const { first, all } = await places('orders')
  expect(all).toBe(200)
  expect(first).toBeGreaterThan(30)
  expect(first).toBeLessThan(50)
  expect(await places('drained')).toEqual({ first: 200, all: 200 })
})
