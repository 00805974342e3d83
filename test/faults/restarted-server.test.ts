import { describe, expect, onTestFinished, test } from 'vitest'
import { PushConsumer, SimpleConsumer } from '../../src/index.js'
import { eventually, Recorder } from '../support/consuming.js'
import { fillTopic } from '../support/fill-topic.js'
import { startProxy } from '../support/producing.js'

/** How long the server takes to answer the settings of a client that comes back, in milliseconds. */
const SLOW_MS = 2_500

describe.each([false, true])('consumers of a server that was restarted (FIFO: %s)', fifo => {
  test('poll as soon as it has their settings again, and not before', async () => {
    const proxy = await startProxy({ groups: [{ name: 'workers', fifo }] })
    const recorder = new Recorder()
    const push = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      listener: recorder.listener,
    })
    onTestFinished(() => push.close())
    await push.start()
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
    proxy.faults.once('Telemetry', { delayMs: SLOW_MS })
    await proxy.restart()
    await fillTopic(proxy, 'orders', 1)
    await recorder.saw(1, 25_000)
    const calls = push.stats().rpcs.find(({ method }) => method === 'ReceiveMessage')
    expect(calls?.codes.INTERNAL_SERVER_ERROR).toBeUndefined()
    // The one that was cut, and perhaps those that found nobody; then the one that brought the message.
    expect(calls?.failed).toBeLessThan(10)
  })
})

test('a loop over a simple consumer goes on as soon as the server has its settings again', async () => {
  const proxy = await startProxy({ groups: ['workers'] })
  const consumer = new SimpleConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
  })
  onTestFinished(() => consumer.close())
  const seen: string[] = []
  void (async () => {
    for await (const message of consumer) {
      await consumer.ack(message)
      seen.push(message.text())
    }
  })()
  await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
  await proxy.restart()
  await fillTopic(proxy, 'orders', 1)
  await eventually(() => expect(seen).toEqual(['body 0']), 25_000)
})
