import Fastify from 'fastify'
import { EmbeddedProxy } from 'rocketmq-jet/testing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { rocketmq } from '../src/index.js'

let proxy: EmbeddedProxy
beforeEach(async () => {
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['billing'] })
})
afterEach(() => proxy.close())

/** A shop that stores what is posted, and handles it. */
function shop(listener: () => void | Promise<void> = () => {}) {
  const app = Fastify()
  app.register(rocketmq, {
    client: { endpoints: proxy.endpoints },
    producer: { topics: ['orders'] },
    consumers: [{ consumerGroup: 'billing', subscriptions: { orders: '*' }, listener }],
    startTimeoutMs: 60_000,
  })
  app.post('/orders', async request => {
    const { offset } = await app.rocketmq.producer.send({
      topic: 'orders',
      body: JSON.stringify(request.body),
    })
    return { offset }
  })
  return app
}

describe('the Fastify plugin', () => {
  it('sends what a route is given, and hands it to the consumer', async () => {
    const listener = vi.fn()
    const app = shop(listener)
    await app.listen({ port: 0, host: '127.0.0.1' })
    const reply = await app.inject({ method: 'POST', url: '/orders', payload: { id: 'o-1' } })
    expect(reply.json()).toEqual({ offset: 0 })
    await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce(), 60_000)
    expect(listener.mock.calls[0]?.[0].json()).toEqual({ id: 'o-1' })
    await app.close()
  })

  it('is connected when the server is ready, for plugins beside it, too', async () => {
    const app = shop()
    let seen: unknown
    app.register(async other => {
      seen = other.rocketmq
    })
    await app.ready()
    expect(seen).toBe(app.rocketmq)
    expect([app.rocketmq.producer.state, app.rocketmq.consumers[0]?.state]).toEqual(['running', 'running'])
    await app.close()
  })

  it('closes consumers after their handlers, and then the producer', async () => {
    let end = () => {}
    const handled = new Promise<void>(resolve => {
      end = resolve
    })
    const listener = vi.fn(() => handled)
    const app = shop(listener)
    await app.ready()
    const { producer, consumers } = app.rocketmq
    await producer.send({ topic: 'orders', body: 'x' })
    await vi.waitFor(() => expect(listener).toHaveBeenCalledOnce(), 60_000)
    const closing = app.close()
    await vi.waitFor(() => expect(consumers[0]?.state).toBe('closing'), 60_000)
    expect(producer.state).toBe('running')
    end()
    await closing
    expect([producer.state, consumers[0]?.state]).toEqual(['closed', 'closed'])
    expect(proxy.inFlight('orders', 'billing')).toBe(0)
  })

  it('does not get ready where RocketMQ refuses, and says why', async () => {
    const app = Fastify()
    app.register(rocketmq, { client: { endpoints: proxy.endpoints }, producer: { topics: ['nowhere'] } })
    await expect(app.ready()).rejects.toMatchObject({ code: 'TOPIC_NOT_FOUND' })
    await app.close()
  })

  it('writes what clients have to say to the log of Fastify', async () => {
    const lines: string[] = []
    const app = Fastify({ logger: { level: 'error', stream: { write: line => void lines.push(line) } } })
    app.register(rocketmq, {
      client: { endpoints: proxy.endpoints },
      consumers: [
        {
          consumerGroup: 'billing',
          subscriptions: { orders: '*' },
          listener: () => {
            throw new Error('no such order')
          },
        },
      ],
    })
    await app.ready()
    await app.rocketmq.producer.send({ topic: 'orders', body: 'x' })
    await vi.waitFor(() => expect(lines.join('')).toContain('no such order'), 60_000)
    await app.close()
  })
})
