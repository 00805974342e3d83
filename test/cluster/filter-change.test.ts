import { afterAll, describe, expect, it } from 'vitest'
import {
  FilterExpression,
  type MessageView,
  Producer,
  PushConsumer,
  SimpleConsumer,
} from '../../src/index.js'
import { eventually, localCluster, uniqueName } from '../support/cluster.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { receiveAll, UNHURRIED } from '../support/reading-back.js'

const cluster = localCluster()
const { endpoints } = cluster
const producer = new Producer({ endpoints, ...UNHURRIED })
afterAll(() => producer.close())

const { sql } = FilterExpression

async function consume(filter: string | FilterExpression, listener: (message: MessageView) => void) {
  const topic = uniqueName('filter')
  const group = uniqueName('filter')
  await cluster.createTopic(topic)
  await cluster.createGroup(group)
  const consumer = new PushConsumer({
    ...PATIENT_CLIENT,
    endpoints,
    consumerGroup: group,
    subscriptions: { [topic]: filter },
    listener,
  })
  await consumer.start()
  await polling(consumer)
  return { topic, consumer }
}

const polling = (consumer: PushConsumer | SimpleConsumer) =>
  eventually(() => {
    const polls = consumer.stats().rpcs?.find(({ method }) => method === 'ReceiveMessage')
    expect(polls?.inFlight).toBeGreaterThan(0)
  })

/** Messages of the tags a, b and c in turn, with their number as a property. */
async function sendMixed(topic: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const tag = 'abc'[i % 3] as string
    await producer.send({ topic, tag, body: `${tag}${i}`, properties: { tier: String(i % 3) } })
  }
}

const mixed = (tags: string) =>
  Array.from({ length: 60 }, (_, i) => `${'abc'[i % 3]}${i}`)
    .filter(body => tags.includes(body[0] as string))
    .sort()

describe.concurrent('a filter that is changed while its polls wait at the real server', {
  timeout: 300_000,
}, () => {
  it.for([
    ['a', 'b', 'b'],
    ['a', '*', 'abc'],
    ['a', 'a||b', 'ab'],
    ['a', sql('tier < 2'), 'ab'],
    [sql('tier = 0'), sql('tier >= 1'), 'bc'],
    [sql('tier = 0'), '*', 'abc'],
    ['*', 'a', 'a'],
    [sql('tier >= 0'), sql('tier = 0'), 'a'],
  ] as const)(
    'from %j to %j lets everything through that it wants, and nothing else',
    async ([before, after, wanted], { expect }) => {
      const bodies: string[] = []
      const { topic, consumer } = await consume(before, message => void bodies.push(message.text()))
      await consumer.subscribe(topic, after)
      await sendMixed(topic)
      await eventually(() => expect([...new Set(bodies)].sort()).toEqual(mixed(wanted)))
      await consumer.close()
    },
  )

  it('by a new subscription after its topic was given up passes nothing over', async () => {
    const bodies: string[] = []
    const { topic, consumer } = await consume('a', message => void bodies.push(message.text()))
    await consumer.unsubscribe(topic)
    await consumer.subscribe(topic, '*')
    await sendMixed(topic)
    await eventually(() => expect([...new Set(bodies)].sort()).toEqual(mixed('abc')))
    await consumer.close()
  })

  it('gives what waits here back, to be filtered anew', async () => {
    const bodies: string[] = []
    let letGo: () => void = () => {}
    const held = new Promise<void>(resolve => {
      letGo = resolve
    })
    const topic = uniqueName('filter')
    const group = uniqueName('filter')
    await cluster.createTopic(topic)
    await cluster.createGroup(group)
    const consumer = new PushConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup: group,
      concurrency: 1,
      subscriptions: { [topic]: '*' },
      listener: message => {
        bodies.push(message.text())
        return held
      },
    })
    await consumer.start()
    await sendMixed(topic)
    await eventually(() => expect(consumer.stats().consumer?.cachedMessages).toBeGreaterThanOrEqual(60))
    await eventually(() => expect(bodies).toHaveLength(1))
    await consumer.subscribe(topic, 'b')
    letGo()
    const [first] = bodies
    const wanted = new Set([first, ...mixed('b')])
    await eventually(() => expect(new Set(bodies)).toEqual(wanted))
    await consumer.close()
  })

  it.for([
    ['a', '*', 'abc'],
    [sql('tier = 0'), sql('tier >= 1'), 'bc'],
    ['*', 'a', 'a'],
  ] as const)('holds for a simple consumer, from %j to %j', async ([before, after, wanted], { expect }) => {
    const topic = uniqueName('filter')
    const consumerGroup = uniqueName('filter')
    await cluster.createTopic(topic)
    await cluster.createGroup(consumerGroup)
    const consumer = new SimpleConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup,
      subscriptions: { [topic]: before },
    })
    const bodies = new Set<string>()
    const receiving = (async () => {
      for await (const message of consumer) {
        bodies.add(message.text())
        await consumer.ack(message)
      }
    })()
    await polling(consumer)
    await consumer.subscribe(topic, after)
    await sendMixed(topic)
    await eventually(() => expect([...bodies].sort()).toEqual(mixed(wanted)))
    await consumer.close()
    await receiving
  })

  it('holds for a simple consumer whose receive was aborted just before', async ({ expect }) => {
    const topic = uniqueName('filter')
    const consumerGroup = uniqueName('filter')
    await cluster.createTopic(topic)
    await cluster.createGroup(consumerGroup)
    const consumer = new SimpleConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup,
      subscriptions: { [topic]: 'a' },
    })
    const aborting = new AbortController()
    const aborted = consumer.receive({ signal: aborting.signal }).catch(() => [])
    await polling(consumer)
    aborting.abort()
    await aborted
    await consumer.subscribe(topic, '*')
    await sendMixed(topic)
    const messages = await receiveAll(consumer, 60)
    expect(messages.map(message => message.text()).sort()).toEqual(mixed('abc'))
    await consumer.ack(messages)
    await consumer.close()
  })
})
