import { afterAll, describe, expect, it } from 'vitest'
import { type MessageListener, type MessageView, Producer, PushConsumer } from '../../src/index.js'
import { eventually, localCluster, uniqueName } from '../support/cluster.js'
import { leasesOver } from '../support/leases.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { UNHURRIED } from '../support/reading-back.js'

const cluster = localCluster()
const { endpoints } = cluster
const producer = new Producer({ endpoints, ...UNHURRIED })
afterAll(() => producer.close())

/** A lease is renewed when a third of it is left: seconds, also for a process that stands still meanwhile. */
const SHORT_MS = 16_000

/** What a handler does. */
const work = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds))

/** A topic of one queue, so that messages arrive together, and a consumer of it. */
async function given(type: 'NORMAL' | 'FIFO', listener: MessageListener, invisibleDurationMs?: number) {
  const topic = uniqueName('renewal')
  const consumerGroup = uniqueName('renewal')
  await cluster.createTopic(topic, type, { queues: 1 })
  await cluster.createGroup(consumerGroup, { fifo: type === 'FIFO', maxAttempts: 3 })
  const messageGroup = type === 'FIFO' ? 'g' : undefined
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      producer.send({ topic, body: `m${i}`, ...(messageGroup === undefined ? {} : { messageGroup }) }),
    ),
  )
  const handled: { body: string; attempt: number }[] = []
  const consumer = new PushConsumer({
    ...PATIENT_CLIENT,
    endpoints,
    consumerGroup,
    invisibleDurationMs,
    subscriptions: { [topic]: '*' },
    listener: (message, context) => {
      handled.push({ body: message.text(), attempt: context.attempt })
      return listener(message, context)
    },
  })
  return { topic, consumer, handled, consumerGroup }
}

const once = Array.from({ length: 20 }, (_, i) => ({ body: `m${i}`, attempt: 1 }))
const byBody = (one: { body: string }, other: { body: string }) =>
  Number(one.body.slice(1)) - Number(other.body.slice(1))

describe.concurrent('a push consumer on the real server', { timeout: 900_000 }, () => {
  it.each([
    ['45 s, with a lease of 30 s', 45_000, 30_000],
    ['25 s, with a short lease', 25_000, SHORT_MS],
  ])('handles 20 messages once each that take %s', async (_what, handlerMs, leaseMs) => {
    const { topic, consumer, handled } = await given('NORMAL', () => work(handlerMs), leaseMs)
    await consumer.start()
    await eventually(
      () => expect(consumer.stats().consumer?.acked).toBeGreaterThanOrEqual(20),
      handlerMs + 240_000,
    )
    // A message whose acknowledgement did not hold comes back when its last lease is over.
    await leasesOver(cluster, topic, 20, leaseMs)
    expect(handled.sort(byBody)).toEqual(once)
    await consumer.close()
  })

  it('handles once each what waits for longer than its lease', async () => {
    const slow = async ({ offset }: MessageView) => work(offset < 10 ? 2_500 : 0)
    const { topic, consumer, handled } = await given('FIFO', slow, SHORT_MS)
    await consumer.start()
    await eventually(() => expect(consumer.stats().consumer?.acked).toBeGreaterThanOrEqual(20), 240_000)
    await leasesOver(cluster, topic, 20, SHORT_MS)
    expect(handled.sort(byBody)).toEqual(once)
    await consumer.close()
  })

  it('puts the message that failed among the dead letters, also when its lease was renewed', async () => {
    const failing = async (message: MessageView) => {
      if (message.text() !== 'm1') return
      await work(1.2 * SHORT_MS)
      throw new Error('m1 always fails')
    }
    const { consumer, handled, consumerGroup } = await given('FIFO', failing, SHORT_MS)
    await consumer.start()
    await eventually(() => expect(consumer.stats().consumer?.deadLettered).toBe(1), 300_000)
    await eventually(() => expect(new Set(handled.map(({ body }) => body)).size).toBe(20))
    await consumer.close()
    const dead: string[] = []
    const undertaker = new PushConsumer({
      endpoints,
      consumerGroup: uniqueName('renewal'),
      subscriptions: { [`%DLQ%${consumerGroup}`]: '*' },
      listener: message => void dead.push(message.text()),
    })
    await cluster.createGroup(undertaker.stats().consumerGroup as string)
    await undertaker.start()
    await eventually(() => expect(new Set(dead)).toEqual(new Set(['m1'])))
    await undertaker.close()
  })
})
