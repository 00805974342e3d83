import { describe, expect, onTestFinished, test } from 'vitest'
import { type ErrorContext, PushConsumer, type RocketMQError, SimpleConsumer } from '../../src/index.js'
import type { EmbeddedProxy, EmbeddedProxyOptions } from '../../src/testing/index.js'
import { eventually, Recorder, sendAll } from '../support/consuming.js'
import { fillTopic } from '../support/fill-topic.js'
import { produceTo, startProxy, storedBodies, texts } from '../support/producing.js'

/** As after a broker's death: the name server and the proxies forget it, and all that it alone held. */
function startCluster(options: EmbeddedProxyOptions = {}): Promise<EmbeddedProxy> {
  return startProxy({
    mode: 'CLUSTER',
    topics: { orders: 'NORMAL', steps: 'FIFO', deals: 'TRANSACTION' },
    groups: ['workers'],
    ...options,
  })
}

/** Settles when the proxy refused `count` requests of a procedure, counted from now. */
async function refused(proxy: EmbeddedProxy, rpc: 'SendMessage' | 'ReceiveMessage' | 'Telemetry', count = 2) {
  proxy.clearRequests()
  await eventually(() => expect(proxy.requestsOf(rpc).length).toBeGreaterThanOrEqual(count), 25_000)
}

function consumerOf(proxy: EmbeddedProxy): SimpleConsumer {
  const consumer = new SimpleConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    awaitDurationMs: 5_000,
  })
  onTestFinished(() => consumer.close())
  return consumer
}

describe('a topic that was known and is forgotten with its broker', () => {
  test.each([
    ['plain', 'orders', {}],
    ['FIFO', 'steps', { messageGroup: 'a' }],
  ])('costs no %s send', async (_, topic, more) => {
    const proxy = await startCluster()
    const producer = produceTo(proxy)
    await producer.send({ topic, body: 'before', ...more })
    proxy.stopBroker()
    const sends = texts(20).map(body => producer.send({ topic, body, ...more }))
    await refused(proxy, 'SendMessage')
    proxy.startBroker()
    await Promise.all(sends)
    expect(storedBodies(proxy, topic).sort()).toEqual(['before', ...texts(20)].sort())
    expect(producer.stats().producer).toMatchObject({ failed: 0 })
  })

  test('costs no transaction', async () => {
    const proxy = await startCluster()
    const producer = produceTo(proxy, { topics: ['deals'] })
    await producer.start()
    proxy.stopBroker()
    const transaction = producer.beginTransaction()
    const sending = transaction.send({ topic: 'deals', body: 'half' })
    await refused(proxy, 'SendMessage')
    proxy.startBroker()
    await sending
    await transaction.commit()
    expect(storedBodies(proxy, 'deals')).toEqual(['half'])
  })

  test('is said to be unknown when it stays so for the whole delivery time', async () => {
    const proxy = await startCluster()
    const told: ErrorContext[] = []
    const producer = produceTo(proxy, {
      deliveryTimeoutMs: 3_000,
      onError: (_, context) => told.push(context),
    })
    await producer.send({ topic: 'orders', body: 'before' })
    proxy.deleteTopic('orders')
    const failure: RocketMQError = await producer
      .send({ topic: 'orders', body: 'late' })
      .catch(error => error)
    expect(failure).toMatchObject({ code: 'TOPIC_NOT_FOUND', retryable: true })
    expect(failure.message).toContain('The server knew it before')
    expect(proxy.requestsOf('SendMessage').length).toBeGreaterThan(2)
    const lost = told.filter(({ topic, messageId }) => topic === 'orders' && messageId === undefined)
    expect(lost.filter(({ during }) => during === 'route')).toHaveLength(1)
  })

  test('that was never seen, fails at once', async () => {
    const proxy = await startCluster()
    const producer = produceTo(proxy)
    proxy.stopBroker()
    await expect(producer.send({ topic: 'orders', body: 'first' })).rejects.toMatchObject({
      code: 'TOPIC_NOT_FOUND',
      retryable: false,
    })
    expect(proxy.requestsOf('QueryRoute')).toHaveLength(1)
  })

  test('is sent to by way of the other broker if there is one', async () => {
    const proxy = await startCluster({ brokers: 2 })
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'before' })
    proxy.stopBroker(1)
    await Promise.all(texts(10).map(body => producer.send({ topic: 'orders', body })))
    expect(
      new Set(
        proxy
          .messages('orders')
          .slice(1)
          .map(({ broker }) => broker),
      ).size,
    ).toBe(1)
  })

  test('does not end a push consumer', async () => {
    const proxy = await startCluster()
    const recorder = new Recorder()
    const { listener } = recorder
    const { endpoints } = proxy
    const subscriptions = { orders: '*' }
    await using consumer = new PushConsumer({ endpoints, consumerGroup: 'workers', subscriptions, listener })
    await consumer.start()
    await sendAll(endpoints, 'orders', ['before'])
    await recorder.saw(1)
    proxy.stopBroker()
    proxy.cutConnections()
    // It does not poll before the server has its settings, which nobody takes meanwhile.
    await refused(proxy, 'Telemetry')
    proxy.startBroker()
    await sendAll(endpoints, 'orders', ['after'])
    await recorder.saw(2)
    expect(recorder.bodies).toEqual(['before', 'after'])
  })

  test('does not end a loop over a simple consumer', async () => {
    const proxy = await startCluster()
    const consumer = consumerOf(proxy)
    const seen: string[] = []
    const looping = (async () => {
      for await (const message of consumer) {
        await consumer.ack(message)
        seen.push(message.text())
      }
    })()
    await fillTopic(proxy, 'orders', 1)
    await eventually(() => expect(seen).toHaveLength(1))
    proxy.stopBroker()
    proxy.cutConnections()
    await refused(proxy, 'ReceiveMessage')
    proxy.startBroker()
    await fillTopic(proxy, 'orders', 1)
    await eventually(() => expect(seen).toHaveLength(2))
    await consumer.close()
    await looping
  })

  test.each(['TOPIC_NOT_FOUND', 'CONSUMER_GROUP_NOT_FOUND'] as const)(
    'lets an acknowledgement that was answered %s be tried again',
    async code => {
      const proxy = await startCluster()
      const consumer = consumerOf(proxy)
      await fillTopic(proxy, 'orders', 1)
      const messages = await consumer.receive()
      const fault = proxy.faults.once('AckMessage', { code })
      await consumer.ack(messages)
      expect(fault.hits).toBe(1)
      expect(proxy.inFlight('orders', 'workers')).toBe(0)
    },
  )
})

test('a route that names nobody for a while costs no send', async () => {
  const proxy = await startCluster({ brokers: 2 })
  const producer = produceTo(proxy)
  await producer.send({ topic: 'orders', body: 'before' })
  proxy.setRouted(0, false)
  proxy.setRouted(1, false)
  proxy.faults.once('SendMessage', { grpcStatus: 14 })
  const sending = producer.send({ topic: 'orders', body: 'after' })
  await eventually(() => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(2))
  proxy.setRouted(0, true)
  await sending
  expect(storedBodies(proxy)).toContain('after')
})

describe('a receive that finds nobody to ask', () => {
  const codeOf = (receiving: Promise<unknown>) =>
    receiving.then(
      () => 'OK',
      ({ code }) => code,
    )

  test('goes on as soon as a new route names somebody', async () => {
    const proxy = await startCluster()
    proxy.setRouted(0, false)
    const consumer = consumerOf(proxy)
    await consumer.start()
    proxy.clearRequests()
    const receiving = consumer.receive()
    await eventually(() => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(0))
    proxy.setRouted(0, true)
    await fillTopic(proxy, 'orders', 1)
    const messages = await receiving
    expect(messages.map(message => message.text())).toEqual(['body 0'])
    await consumer.ack(messages)
  })

  test('ends when its time is over', async () => {
    const proxy = await startCluster({ topics: { orders: { permission: 'WRITE' } } })
    expect(await codeOf(consumerOf(proxy).receive())).toBe('FORBIDDEN')
  })

  test('ends when its signal fires, and when the consumer is closed', async () => {
    const proxy = await startCluster({ topics: { orders: { permission: 'WRITE' } } })
    const consumer = consumerOf(proxy)
    await consumer.start()
    const controller = new AbortController()
    const aborted = codeOf(consumer.receive({ signal: controller.signal }))
    const closed = codeOf(consumer.receive())
    await eventually(() => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(1))
    controller.abort()
    expect(await aborted).toBe('ABORTED')
    await consumer.close()
    expect(await closed).toBe('CLOSED')
  })
})
