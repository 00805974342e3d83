import { afterEach, expect, it } from 'vitest'
import {
  FilterExpression,
  Producer,
  PushConsumer,
  SimpleConsumer,
  type SimpleConsumerOptions,
} from '../../src/index.js'
import { eventually, Recorder, sendAll } from '../support/consuming.js'
import { startProxy } from '../support/producing.js'

const unreadable = FilterExpression.sql("region = 'eu")
const refused = { code: 'ILLEGAL_FILTER_EXPRESSION', retryable: false, serverCode: 40010 }
const consumerGroup = 'workers'
const open: AsyncDisposable[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each[Symbol.asyncDispose]()
})

const given = async () =>
  (await startProxy({ topics: { orders: 'NORMAL', others: 'NORMAL' }, groups: ['workers'] })).endpoints

it('an SQL filter that cannot be read keeps every consumer from starting', async () => {
  const endpoints = await given()
  const common = { endpoints, consumerGroup, subscriptions: { orders: unreadable } }
  // A server that is too busy to refuse the filter at once lets the consumer start.
  for (const make of [
    () => new PushConsumer({ ...common, listener: () => {} }),
    () => new SimpleConsumer(common),
  ])
    await eventually(async () => {
      await using consumer = make()
      await expect(consumer.start()).rejects.toMatchObject(refused)
      expect(consumer.state).toBe('new')
    })
})

it.each([
  ['push', (options: SimpleConsumerOptions) => new PushConsumer({ ...options, listener: () => {} })],
  ['simple', (options: SimpleConsumerOptions) => new SimpleConsumer(options)],
])('a %s consumer whose link is long waits longer for it to be refused', async (_, make) => {
  const proxy = await startProxy({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
  proxy.faults.always('QueryRoute', { delayMs: 2_000 })
  proxy.faults.always('ReceiveMessage', { delayMs: 1_000 })
  const { endpoints } = proxy
  const subscriptions = { orders: unreadable }
  await eventually(async () => {
    await using consumer = make({ endpoints, consumerGroup, subscriptions, requestTimeoutMs: 20_000 })
    await expect(consumer.start()).rejects.toMatchObject(refused)
  }, 45_000)
})

it('it is refused by subscribe() too, and the consumer goes on as before', async () => {
  const endpoints = await given()
  const common = { endpoints, consumerGroup, subscriptions: { orders: '*' } }
  const recorder = new Recorder()
  const push = new PushConsumer({ ...common, listener: recorder.listener })
  const simple = new SimpleConsumer(common)
  open.push(push, simple)
  await push.start()
  await simple.start()
  for (const consumer of [push, simple])
    await eventually(() => expect(consumer.subscribe('others', unreadable)).rejects.toMatchObject(refused))
  await simple.close()
  await sendAll(endpoints, 'orders', ['m'])
  await recorder.saw(1)
})

it('one that can be read lets messages through from the start', async () => {
  const endpoints = await given()
  const recorder = new Recorder()
  const subscriptions = { orders: FilterExpression.sql("region = 'eu'") }
  const push = new PushConsumer({ endpoints, consumerGroup, subscriptions, listener: recorder.listener })
  open.push(push)
  await push.start()
  const producer = new Producer({ endpoints })
  open.push(producer)
  await producer.send({ topic: 'orders', body: 'eu', properties: { region: 'eu' } })
  await eventually(() => expect(recorder.bodies).toEqual(['eu']))
})

it('a topic whose filter was refused is received at once with another one', async () => {
  const topics = { orders: 'NORMAL', others: 'NORMAL' } as const
  const proxy = await startProxy({ topics, groups: ['workers'], settings: { maxPollingMs: 600_000 } })
  const { endpoints } = proxy
  const recorder = new Recorder()
  const push = new PushConsumer({
    endpoints,
    consumerGroup,
    subscriptions: { orders: '*' },
    listener: recorder.listener,
  })
  open.push(push)
  await push.start()
  await eventually(() => expect(push.subscribe('others', unreadable)).rejects.toMatchObject(refused))
  await push.subscribe('others', '*')
  await sendAll(endpoints, 'others', ['m'])
  await recorder.saw(1)
})
