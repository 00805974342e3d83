import { expect, it } from 'vitest'
import { type RocketMQError, SimpleConsumer } from '../../src/index.js'
import { produceTo, startProxy } from '../support/producing.js'

it('every error that a server gave the reason for names its request', async () => {
  const proxy = await startProxy({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
  const failure = async (step: Promise<unknown>) =>
    (await step.catch((error: unknown) => error)) as RocketMQError
  const idOf = (rpc: Parameters<typeof proxy.requestsOf>[0]) =>
    proxy.requestsOf(rpc).at(-1)?.headers['x-mq-request-id']
  const producer = produceTo(proxy)
  expect((await failure(producer.send({ topic: 'missing', body: 'x' }))).requestId).toBe(idOf('QueryRoute'))
  await producer.send({ topic: 'orders', body: 'm' })
  proxy.faults.once('SendMessage', { code: 'MESSAGE_CORRUPTED' })
  expect((await failure(producer.send({ topic: 'orders', body: 'n' }))).requestId).toBe(idOf('SendMessage'))
  const { endpoints } = proxy
  const consumer = new SimpleConsumer({
    endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
  })
  const messages = await consumer.receive()
  proxy.faults.once('AckMessage', { code: 'ILLEGAL_TOPIC' })
  expect((await failure(consumer.ack(messages))).requestId).toBe(idOf('AckMessage'))
  proxy.faults.once('ReceiveMessage', { code: 'ILLEGAL_CONSUMER_GROUP' })
  expect((await failure(consumer.receive())).requestId).toBe(idOf('ReceiveMessage'))
  // The message that could not be acknowledged is nobody's concern here.
  await consumer.close({ timeoutMs: 1 }).catch(() => {})
})
