import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type MessageView, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { Balancer } from '../support/balancer.js'
import { PATIENTLY, produceTo, startProxy } from '../support/producing.js'

/** Two proxies, and before each client a balancer that gives its session to the first and its data to the second. */
async function twoBehind() {
  const proxy = await startProxy({
    mode: 'CLUSTER',
    proxies: 2,
    settings: { useEndpointPortFromRequest: true },
    topics: { orders: 'NORMAL', deals: 'TRANSACTION' },
    groups: ['readers'],
    // It asks fifteen times, also while there is nobody to ask.
    transactions: { timeoutMs: 100, checkIntervalMs: 1_000 },
  })
  const balance = async () => {
    const balancer = await Balancer.before(proxy.allEndpoints)
    onTestFinished(() => balancer[Symbol.asyncDispose]())
    return balancer
  }
  return { proxy, balance }
}

const subscriptions = { orders: '*' }

describe('a balancer of connections before two proxies', () => {
  it('costs a push consumer no failed poll, though its session and its polls begin at two of them', async () => {
    const { proxy, balance } = await twoBehind()
    const balancer = await balance()
    const handled: string[] = []
    const consumer = new PushConsumer({
      endpoints: balancer.endpoints,
      consumerGroup: 'readers',
      subscriptions,
      listener: message => void handled.push(message.text()),
    })
    onTestFinished(() => consumer.close())
    await consumer.start()
    await produceTo(proxy).send({ topic: 'orders', body: 'one' })
    await vi.waitFor(() => expect(handled).toEqual(['one']), PATIENTLY)
    expect(balancer.connections).toBe(2)
    expect(consumer.stats().consumer?.errors).toEqual({})
  })

  it('costs a simple consumer no failed receive', async () => {
    const { proxy, balance } = await twoBehind()
    const balancer = await balance()
    const consumer = new SimpleConsumer({
      endpoints: balancer.endpoints,
      consumerGroup: 'readers',
      subscriptions,
    })
    onTestFinished(() => consumer.close())
    await produceTo(proxy).send({ topic: 'orders', body: 'one' })
    const [message] = (await consumer.receive()) as [MessageView]
    expect(message.text()).toBe('one')
    await consumer.ack(message)
    expect(balancer.connections).toBe(2)
    expect(consumer.stats().consumer?.errors).toEqual({})
  })

  it('does not keep the proxy that asks about a transaction from its answer', async () => {
    const { proxy, balance } = await twoBehind()
    const lost = produceTo(proxy)
    await lost.beginTransaction().send({ topic: 'deals', body: 'deal' })
    await lost.close()
    const balancer = await balance()
    const producer = produceTo(proxy, {
      endpoints: balancer.endpoints,
      topics: ['deals'],
      transactionChecker: () => 'COMMIT',
    })
    await producer.start()
    await producer.send({ topic: 'orders', body: 'opens the connection of the data plane' })
    await vi.waitFor(() => expect(proxy.messages('deals')).toHaveLength(1), PATIENTLY)
    expect(balancer.connections).toBe(2)
  })
})
