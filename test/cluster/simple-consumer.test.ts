import { afterAll, describe, expect, it } from 'vitest'
import { type MessageView, Producer, SimpleConsumer } from '../../src/index.js'
import { localCluster, uniqueName } from '../support/cluster.js'
import { leasesOver } from '../support/leases.js'
import { eventually, PATIENT_CLIENT } from '../support/patience.js'
import { receiveAll, UNHURRIED } from '../support/reading-back.js'

const cluster = localCluster()
const { endpoints } = cluster
const producer = new Producer({ endpoints, ...UNHURRIED })
afterAll(() => producer.close())

async function given(topics: number) {
  const names = Array.from({ length: topics }, () => uniqueName('simple'))
  const group = uniqueName('simple')
  for (const name of names) await cluster.createTopic(name)
  await cluster.createGroup(group)
  const subscriptions = Object.fromEntries(names.map(name => [name, '*']))
  const options = { ...PATIENT_CLIENT, endpoints, consumerGroup: group, subscriptions }
  return { names, consumer: new SimpleConsumer(options) }
}

/** Above the server's shortest, so that four changes and an acknowledgement are in time on a slow machine. */
const LEASE_MS = 15_000

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`)

describe('a simple consumer on the real server', () => {
  it('receives, acknowledges, and changes when a message comes back', async () => {
    const { names, consumer } = await given(1)
    const [topic = ''] = names
    await Promise.all(numbered(40).map(body => producer.send({ topic, body })))
    const messages = await receiveAll(consumer, 40)
    expect(new Set(messages.map(each => each.text()))).toEqual(new Set(numbered(40)))
    const [back, ...rest] = messages
    await consumer.ack(rest)
    await consumer.changeInvisibleDuration(back as MessageView, 0)
    const [again] = await receiveAll(consumer, 1)
    // All others stay hidden for longer, and so would this one.
    expect(again).toMatchObject({ messageId: back?.messageId, deliveryAttempt: 2 })
    await consumer.ack(again as MessageView)
    await consumer.close()
  })

  it('acknowledges every message whose invisible duration was changed, also of a second delivery', async () => {
    const topic = uniqueName('simple')
    const group = uniqueName('simple')
    await cluster.createTopic(topic, 'NORMAL', { queues: 1 })
    await cluster.createGroup(group)
    const subscriptions = { [topic]: '*' }
    const consumer = new SimpleConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup: group,
      subscriptions,
      awaitDurationMs: 5_000,
    })
    for (const body of numbered(4)) await producer.send({ topic, body })
    for (const message of await receiveAll(consumer, 4)) await consumer.changeInvisibleDuration(message, 0)
    const messages = await receiveAll(consumer, 4)
    for (const ms of [30_000, LEASE_MS])
      for (const message of messages) await consumer.changeInvisibleDuration(message, ms)
    await consumer.ack(messages)
    // What was not acknowledged would have come back by then.
    await leasesOver(cluster, topic, 4, LEASE_MS)
    expect(await consumer.receive()).toEqual([])
    await consumer.close()
  })

  it('serves a receive at once from the one full topic of ten', async () => {
    const { names, consumer } = await given(10)
    await consumer.start()
    const topic = names[6] as string
    await Promise.all(numbered(100).map(body => producer.send({ topic, body })))
    const startedAt = Date.now()
    const messages = await receiveAll(consumer, 100)
    // An empty topic polled alone would take the server's shortest poll of 5 s each time.
    expect(Date.now() - startedAt).toBeLessThan(30_000)
    await consumer.ack(messages)
    await consumer.close()
  })

  it('loses no message when a running receive is aborted again and again', async () => {
    const { names, consumer } = await given(1)
    const [topic = ''] = names
    await consumer.start()
    const sending = (async () => {
      for (const body of numbered(100)) await producer.send({ topic, body })
    })()
    const seen = new Set<string>()
    while (seen.size < 100) {
      const signal = AbortSignal.timeout(20 + Math.floor(Math.random() * 50))
      const messages = await consumer.receive({ signal }).catch((error: { code: string }) => {
        expect(error.code).toBe('ABORTED')
        return []
      })
      for (const message of messages) seen.add(message.messageId)
      await consumer.ack(messages)
    }
    await sending
    await consumer.close()
  })

  it('iterates until it is closed', async () => {
    const { names, consumer } = await given(1)
    const [topic = ''] = names
    await Promise.all(numbered(50).map(body => producer.send({ topic, body })))
    const seen = new Set<string>()
    const settled: Promise<void>[] = []
    for await (const message of consumer) {
      seen.add(message.text())
      settled.push(consumer.ack(message))
      if (seen.size === 50) settled.push(consumer.close())
    }
    expect(seen).toEqual(new Set(numbered(50)))
    await Promise.all(settled)
  })
})

describe('what the real server refuses by its configuration', () => {
  const options = async () => {
    const topic = uniqueName('refused')
    const consumerGroup = uniqueName('refused')
    await cluster.createTopic(topic)
    await cluster.createGroup(consumerGroup)
    return { topic, common: { endpoints, consumerGroup, subscriptions: { [topic]: '*' } } }
  }

  it('is told with its code: too short an invisible duration, too short a poll', async () => {
    const { topic, common } = await options()
    await producer.send({ topic, body: 'm' })
    await using brief = new SimpleConsumer({ ...PATIENT_CLIENT, ...common, invisibleDurationMs: 1_000 })
    await expect(brief.receive()).rejects.toMatchObject({ code: 'ILLEGAL_INVISIBLE_TIME', serverCode: 40011 })
    await using hasty = new SimpleConsumer({ ...common, awaitDurationMs: 200, requestTimeoutMs: 4_500 })
    // A server that is slow says nothing before the time of so short a poll is over.
    await eventually(
      () =>
        expect(hasty.receive()).rejects.toMatchObject({ code: 'ILLEGAL_POLLING_TIME', serverCode: 40018 }),
      60_000,
    )
    await using patient = new SimpleConsumer({ ...PATIENT_CLIENT, ...common })
    const [message] = await receiveAll(patient, 1)
    await expect(
      patient.changeInvisibleDuration(message as MessageView, 13 * 3_600_000),
    ).rejects.toMatchObject({ code: 'ILLEGAL_INVISIBLE_TIME', serverCode: 40011 })
    await patient.ack(message as MessageView)
  })

  it('is told with its code: too many properties, or too long a group, of a message that travels alone', async () => {
    const topic = uniqueName('refused')
    await cluster.createTopic(topic, 'FIFO')
    const properties = Object.fromEntries(Array.from({ length: 129 }, (_, i) => [`k${i}`, 'v']))
    const sends = [
      producer.send({ topic, body: 'x', messageGroup: 'g'.repeat(64) }),
      producer.send({ topic, body: 'x', messageGroup: 'g', properties }),
      producer.send({ topic, body: 'kept', messageGroup: 'g' }),
    ]
    expect(await Promise.allSettled(sends)).toMatchObject([
      { status: 'rejected', reason: { code: 'ILLEGAL_MESSAGE_GROUP', serverCode: 40006 } },
      { status: 'rejected', reason: { code: 'MESSAGE_PROPERTIES_TOO_LARGE', serverCode: 43101 } },
      { status: 'fulfilled' },
    ])
  })
})
