import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ClientStats, Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { eventually } from '../support/consuming.js'
import { block } from '../support/patience.js'
import { type ProxyProcess, startProxyProcess } from '../support/proxy-process.js'

/** Long enough for an answer of a process that has to share the machine. */
const REQUEST_TIMEOUT_MS = 3_000

let proxy: ProxyProcess

beforeAll(async () => {
  const topics = { orders: 'NORMAL', others: 'NORMAL' } as const
  proxy = await startProxyProcess({ topics, groups: ['workers', 'readers'], delayMs: 200 })
})
afterAll(() => proxy.close())

/** Blocks at the worst moment: behind it come timers first, and then the sockets. */
const blockBeforeTimers = (milliseconds: number) =>
  new Promise<void>(resolve =>
    setImmediate(() => {
      block(milliseconds)
      resolve()
    }),
  )

const calls = (stats: ClientStats, method: string) => stats.rpcs?.find(rpc => rpc.method === method)

/** Bytes of messages that left for the server. */
const bytesSent = (stats: ClientStats) =>
  stats.connections.reduce((sum, { plane, bytesSent }) => sum + (plane === 'control' ? 0 : bytesSent), 0)

describe('an event loop that is blocked for longer than a deadline', () => {
  it('fails no send whose answer came meanwhile, and so stores nothing twice', {
    timeout: 240_000,
  }, async () => {
    const producer = new Producer({ endpoints: proxy.endpoints, requestTimeoutMs: REQUEST_TIMEOUT_MS })
    await producer.send({ topic: 'others', body: 'to connect' })
    await producer.send({ topic: 'orders', body: 'to know the route' })
    const before = bytesSent(producer.stats())
    const sending = Array.from({ length: 20 }, (_, i) => producer.send({ topic: 'orders', body: `m${i}` }))
    await eventually(() => expect(bytesSent(producer.stats())).toBeGreaterThan(before + 20))
    await blockBeforeTimers(2 * REQUEST_TIMEOUT_MS)
    await Promise.all(sending)
    expect(Object.keys(calls(producer.stats(), 'SendMessage')?.codes ?? {})).toEqual(['OK'])
    await producer.close()
  })

  it('loses no message whose poll was answered meanwhile, nor its acknowledgement', {
    timeout: 240_000,
  }, async () => {
    const producer = new Producer({ endpoints: proxy.endpoints })
    const bodies = new Map<string, number>()
    const consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      subscriptions: { others: '*' },
      listener: message => {
        const body = message.text()
        bodies.set(body, (bodies.get(body) ?? 0) + 1)
        if (body === 'block') block(2 * REQUEST_TIMEOUT_MS)
      },
    })
    await consumer.start()
    const wanted = ['to connect', ...Array.from({ length: 20 }, (_, i) => `m${i}`), 'block']
    for (const body of wanted.slice(1)) await producer.send({ topic: 'others', body })
    await eventually(() => expect(bodies.size).toBe(wanted.length), 30_000)
    await eventually(() => expect(consumer.stats().consumer?.acked).toBe(wanted.length), 30_000)
    expect([...bodies.values()].every(times => times === 1)).toBe(true)
    expect(Object.keys(calls(consumer.stats(), 'AckMessage')?.codes ?? {})).toEqual(['OK'])
    await consumer.close()
    await producer.close()
  })

  it('fails no receive whose poll was answered meanwhile', { timeout: 240_000 }, async () => {
    const producer = new Producer({ endpoints: proxy.endpoints })
    const reader = new SimpleConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'readers',
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
      awaitDurationMs: 5_000,
      subscriptions: { others: '*' },
    })
    for (let seen = 0; seen < 22; ) {
      const messages = await reader.receive()
      await reader.ack(messages)
      seen += messages.length
    }
    await producer.send({ topic: 'orders', body: 'to connect' })
    const receiving = reader.receive()
    await eventually(() => expect(calls(reader.stats(), 'ReceiveMessage')?.inFlight).toBe(1))
    const before = bytesSent(producer.stats())
    const sending = producer.send({ topic: 'others', body: 'while it stood still' })
    await eventually(() => expect(calls(producer.stats(), 'SendMessage')?.inFlight).toBe(1))
    await eventually(() => expect(bytesSent(producer.stats())).toBeGreaterThan(before))
    await blockBeforeTimers(5_000 + 2 * REQUEST_TIMEOUT_MS)
    await sending
    expect((await receiving).map(message => message.text())).toEqual(['while it stood still'])
    await reader.close()
    await producer.close()
  })
})
