import { expect, test } from 'vitest'
import { runScript } from '../support/client-process.js'

const HEAP = ['--max-old-space-size=64']

/** 80,000 sends to a server that has gone, with the bounds that are the default. */
const SENDING = `
import { Producer } from './src/index.ts'
import { EmbeddedProxy } from './src/testing/index.ts'
const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
const producer = new Producer({
  endpoints: proxy.endpoints,
  deliveryTimeoutMs: 20_000,
  batch: { onFull: 'reject' },
  logger: false,
})
await producer.send({ topic: 'orders', body: 'first' })
await proxy.close()
const codes = {}
const body = Buffer.alloc(1_024, 'x')
let waiting = 0
let mostWaiting = 0
const note = ({ code }) => {
  waiting--
  codes[code] = (codes[code] ?? 0) + 1
}
const sends = []
for (let round = 0; round < 160; round++) {
  for (let count = 0; count < 500; count++) sends.push(producer.send({ topic: 'orders', body }).catch(note))
  waiting += 500
  // Those that are rejected are let go of.
  await new Promise(setImmediate)
  mostWaiting = Math.max(mostWaiting, waiting)
}
await Promise.all(sends)
console.log(JSON.stringify({ codes, mostWaiting }))
await producer.close({ timeoutMs: 1_000 })
`

/** A handler that takes no end of time, and a topic of 20,000 messages. */
const CONSUMING = `
import { Producer, PushConsumer } from './src/index.ts'
import { EmbeddedProxy } from './src/testing/index.ts'
const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
const producer = new Producer({ endpoints: proxy.endpoints, logger: false })
const body = Buffer.alloc(1_024, 'x')
for (let round = 0; round < 20; round++)
  await producer.sendBatch(Array.from({ length: 1_000 }, () => ({ topic: 'orders', body })))
await producer.close()
const consumer = new PushConsumer({
  endpoints: proxy.endpoints,
  consumerGroup: 'workers',
  subscriptions: { orders: '*' },
  listener: (message, { signal }) =>
    new Promise(resolve => signal.addEventListener('abort', () => resolve('FAILURE'))),
  logger: false,
})
await consumer.start()
let before = -1
let cached = 0
while (cached <= 100 || cached !== before) {
  before = cached
  await new Promise(resolve => setTimeout(resolve, 500))
  cached = consumer.stats().consumer.cachedMessages
}
console.log(JSON.stringify({ cached }))
await consumer.close({ timeoutMs: 0 }).catch(() => {})
await proxy.close()
`

test('a producer whose server has gone lives with a heap of 64 MB, at the default bounds', {
  timeout: 240_000,
}, async () => {
  const { code, stdout, stderr } = await runScript(SENDING, [], 200_000, undefined, HEAP)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const { codes, mostWaiting } = JSON.parse(stdout) as { codes: Record<string, number>; mostWaiting: number }
  expect(Object.keys(codes).sort()).toEqual(['FULL', 'TIMEOUT'])
  expect(mostWaiting).toBeLessThan(65_536)
})

test('a push consumer whose handlers hang lives with a heap of 64 MB, at the default bounds', {
  timeout: 240_000,
}, async () => {
  const { code, stdout, stderr } = await runScript(CONSUMING, [], 200_000, undefined, HEAP)
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(JSON.parse(stdout).cached).toBeGreaterThan(100)
})
