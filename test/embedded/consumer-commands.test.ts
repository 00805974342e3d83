import { afterEach, beforeEach, expect, it } from 'vitest'
import { PushConsumer, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually, nonce, Recorder, sendAll } from '../support/consuming.js'

let proxy: EmbeddedProxy
let consumer: PushConsumer
let recorder: Recorder
let verdict: 'SUCCESS' | 'FAILURE' | 'THROW'

beforeEach(async () => {
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
  recorder = new Recorder()
  verdict = 'SUCCESS'
  consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    listener: async (message, context) => {
      await recorder.listener(message, context)
      if (verdict === 'THROW') throw new Error('broken')
      return verdict
    },
  })
  await consumer.start()
})

afterEach(async () => {
  recorder.letGo()
  await consumer.close({ timeoutMs: 0 }).catch(() => {})
  await proxy.close()
})

const answers = () => proxy.requestsOf('Telemetry').map(each => each.message)

async function verify(body: string | Buffer, checksum?: string): Promise<number | null | undefined> {
  const id = nonce()
  const bodyDigest = checksum === undefined ? undefined : { type: 2, checksum }
  const systemProperties = { messageId: 'picked', ...(bodyDigest === undefined ? {} : { bodyDigest }) }
  const message = { topic: { name: 'orders' }, systemProperties, body: Buffer.from(body) }
  proxy.command(consumer.clientId, { verifyMessageCommand: { nonce: id, message } })
  const answer = () => answers().find(each => each.verifyMessageResult?.nonce === id)
  await eventually(() => expect(answer()).toBeDefined(), 120_000)
  return answer()?.status?.code
}

it('runs the handler on a message that an operator picked, and says how it went', async () => {
  expect(await verify('ok')).toBe(20_000)
  expect(recorder.bodies).toEqual(['ok'])
  verdict = 'FAILURE'
  expect(await verify('no')).toBe(60_000)
  verdict = 'THROW'
  expect(await verify('worse')).toBe(60_000)
  expect(await verify('spoilt', '00')).toBe(40_016)
  expect(recorder.messages).toHaveLength(3)
  expect(proxy.requestsOf('AckMessage')).toHaveLength(0)
})

it('refuses messages to verify where the handler is stuck and they would fill the memory', {
  timeout: 240_000,
}, async () => {
  recorder.hang()
  const body = Buffer.alloc(33 * 1024 * 1024)
  const first = verify(body).catch(() => 'none')
  await recorder.saw(1)
  expect(await verify(body)).toBe(42_900)
  recorder.letGo()
  expect(await first).toBe(20_000)
  expect(await verify('ok')).toBe(20_000)
})

it.each([
  ['one by one', false, false],
  ['in order', true, false],
  ['in batches', false, true],
])('runs no more handlers for such messages than its concurrency, %s', async (_how, fifo, batch) => {
  proxy.createGroup('others', { fifo })
  let running = 0
  let most = 0
  const handle = async () => {
    most = Math.max(most, ++running)
    await new Promise(resolve => setImmediate(resolve))
    running -= 1
  }
  await using other = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'others',
    subscriptions: { orders: '*' },
    concurrency: 2,
    ...(batch ? { batchListener: { batchSize: 3, handle } } : { listener: handle }),
  })
  await other.start()
  const nonces = Array.from({ length: 200 }, () => nonce())
  for (const [index, id] of nonces.entries()) {
    const message = {
      topic: { name: 'orders' },
      systemProperties: { messageId: `${index}` },
      body: Buffer.from('m'),
    }
    proxy.command(other.clientId, { verifyMessageCommand: { nonce: id, message } })
  }
  const answered = () => new Set(answers().flatMap(each => each.verifyMessageResult?.nonce ?? []))
  await eventually(() => expect(answered()).toEqual(new Set(nonces)))
  expect(most).toBe(2)
})

async function stackTrace(clientId: string): Promise<string> {
  const id = nonce()
  proxy.command(clientId, { printThreadStackTraceCommand: { nonce: id } })
  const answer = () => answers().find(each => each.threadStackTrace?.nonce === id)
  await eventually(() => expect(answer()).toBeDefined(), 120_000)
  return answer()?.threadStackTrace?.threadStackTrace ?? ''
}

it('tells an operator what it is doing: handlers, queues, calls, timers', async () => {
  recorder.hang()
  await sendAll(proxy.endpoints, 'orders', ['m'])
  await recorder.saw(1)
  let trace = ''
  // The next poll leaves some time after the message came.
  await eventually(async () => {
    trace = await stackTrace(consumer.clientId)
    expect(trace).toMatch(/orders at broker-0 .*: 1 poll out, 1 message, 1 byte/)
  })
  expect(trace).toContain(`push-consumer ${consumer.clientId} of workers, running`)
  expect(trace).toContain('1 of 20 handlers running')
  expect(trace).toMatch(
    new RegExp(`handler of ${recorder.messages[0]?.messageId} of orders, attempt 1, for \\d+ ms`),
  )
  expect(trace).toMatch(/ReceiveMessage: 1 calls in flight/)
  expect(trace).toMatch(/Timeout \d+/)
})

it('tells the same of a simple consumer', async () => {
  await using simple = new SimpleConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
  })
  await simple.start()
  const receiving = simple.receive().catch(() => [])
  await eventually(async () => expect(await stackTrace(simple.clientId)).toContain('1 poll out'))
  await simple.close()
  await receiving
})

it('opens its stream anew when the server asks for it, and goes on receiving', async () => {
  const settings = () => answers().filter(each => each.settings != null).length
  expect(settings()).toBe(1)
  proxy.command(consumer.clientId, { reconnectEndpointsCommand: { nonce: nonce() } })
  await eventually(() => expect(settings()).toBe(2))
  await sendAll(proxy.endpoints, 'orders', ['m'])
  await recorder.saw(1)
})
