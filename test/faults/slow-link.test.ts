import { describe, expect, type TestContext, test } from 'vitest'
import { Producer, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { heldBy } from '../support/leaks.js'
import { SlowWire, type WireOptions } from '../support/slow-wire.js'
import { TRANSPORTS, type Transport } from '../support/transports.js'

/**
 * The link twice as fast, and the deadline a third of what the long form has: `ROCKETMQ_SLOW_LINK=1mbit` takes a link
 * of 1 Mbit/s with the default deadline.
 */
const LONG = process.env.ROCKETMQ_SLOW_LINK === '1mbit'
const BYTES_PER_SECOND = LONG ? 125_000 : 250_000
const REQUEST_TIMEOUT_MS = LONG ? 3_000 : 1_000
const CALLERS = 1_000

async function scene(
  { onTestFinished }: TestContext,
  transport: Transport,
  options: WireOptions,
  batch: 'auto' | 'off' = 'auto',
) {
  const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
  const wire = await SlowWire.on(proxy, options)
  const common = { endpoints: wire.endpoints, transport, requestTimeoutMs: REQUEST_TIMEOUT_MS }
  const producer = new Producer({ ...common, batch: { mode: batch }, deliveryTimeoutMs: 240_000 })
  onTestFinished(async () => {
    await producer.close()
    expect(heldBy(producer)).toEqual([])
    await wire.close()
    await proxy.close()
  })
  return { proxy, wire, producer, common }
}

const codes = (producer: Producer) =>
  producer.stats().rpcs?.find(({ method }) => method === 'SendMessage')?.codes

describe.each(TRANSPORTS)('a slow link under a producer over %s', transport => {
  const options = { bytesPerSecond: BYTES_PER_SECOND }

  test.for(['auto', 'off'] as const)(
    'times nothing out and stores nothing twice, for 1,000 callers at once with batches %s',
    { timeout: 300_000 },
    async (mode, context) => {
      const { proxy, producer } = await scene(context, transport, options, mode)
      await producer.send({ topic: 'orders', body: 'first' })
      const body = 'x'.repeat(1_024)
      await Promise.all(Array.from({ length: CALLERS }, () => producer.send({ topic: 'orders', body })))
      expect(proxy.messages('orders')).toHaveLength(CALLERS + 1)
      expect(Object.keys(codes(producer) ?? {})).toEqual(['OK'])
    },
  )

  test('carries a body of 2 MB, once', { timeout: 300_000 }, async context => {
    const { proxy, producer } = await scene(context, transport, options)
    await producer.send({ topic: 'orders', body: Buffer.alloc(2_000_000, 1) })
    expect(proxy.messages('orders').map(({ body }) => body.length)).toEqual([2_000_000])
    expect(Object.keys(codes(producer) ?? {})).toEqual(['OK'])
  })
})

describe('a link that is slower than was reckoned with', () => {
  test('has a request time as long as its bytes flow, and is measured by it', {
    timeout: 300_000,
  }, async context => {
    const { proxy, wire, producer } = await scene(context, 'direct', { bytesPerSecond: 60_000 })
    await producer.send({ topic: 'orders', body: Buffer.alloc(150_000, 1) })
    expect(proxy.messages('orders')).toHaveLength(1)
    expect(Object.keys(codes(producer) ?? {})).toEqual(['OK'])
    wire.options.bytesPerSecond = 10_000_000
  })

  test('still ends a send when its delivery time is over', async context => {
    const { producer, common, wire } = await scene(context, 'direct', { bytesPerSecond: 40_000 })
    await producer.send({ topic: 'orders', body: 'first' })
    const brief = new Producer({ ...common, deliveryTimeoutMs: 1_500 })
    context.onTestFinished(() => brief.close())
    await brief.start()
    const begun = performance.now()
    await expect(brief.send({ topic: 'orders', body: Buffer.alloc(2_000_000) })).rejects.toMatchObject({
      code: 'TIMEOUT',
    })
    expect(performance.now() - begun).toBeLessThan(15_000)
    wire.options.bytesPerSecond = 10_000_000
  })
})

describe('a link that carries nothing any more', () => {
  test('gives no request more time', async context => {
    const { proxy, producer, wire } = await scene(context, 'direct', {})
    await producer.send({ topic: 'orders', body: 'first' })
    wire.stall()
    const sent = producer.send({ topic: 'orders', body: 'second' })
    await expect.poll(() => codes(producer)?.TIMEOUT).toBeGreaterThan(0)
    await wire.resume()
    await sent
    expect(proxy.messages('orders').length).toBeGreaterThanOrEqual(2)
  })
})

describe('a slow link under a consumer', () => {
  test('brings a message whose body takes longer than the poll has', { timeout: 300_000 }, async context => {
    const { producer, common, wire } = await scene(context, 'direct', {})
    await producer.send({ topic: 'orders', body: Buffer.alloc(3_200_000, 1) })
    wire.options.bytesPerSecond = BYTES_PER_SECOND
    await using consumer = new SimpleConsumer({
      ...common,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      awaitDurationMs: 5_000,
    })
    const [message] = await consumer.receive({ maxMessages: 1, invisibleDurationMs: 60_000 })
    expect(message?.body).toHaveLength(3_200_000)
    expect(message?.deliveryAttempt).toBe(1)
    wire.options.bytesPerSecond = 100_000_000
    if (message !== undefined) await consumer.ack(message)
  })
})
