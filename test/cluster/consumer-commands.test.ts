import { afterAll, expect, it } from 'vitest'
import { Producer, PushConsumer } from '../../src/index.js'
import { eventually, localCluster, uniqueName } from '../support/cluster.js'
import { UNHURRIED } from '../support/reading-back.js'

const cluster = localCluster()
const { endpoints } = cluster
const producer = new Producer({ endpoints, ...UNHURRIED })
const consumers: PushConsumer[] = []
let verdict: 'SUCCESS' | 'FAILURE' = 'SUCCESS'

afterAll(async () => {
  await Promise.all(consumers.map(consumer => consumer.close()))
  await producer.close()
})

/** A push consumer that an operator asks, and a message that it consumed. */
async function consumed() {
  const [topic, group] = [uniqueName('asked'), uniqueName('asked')]
  await cluster.createTopic(topic, 'NORMAL')
  await cluster.createGroup(group)
  const handled: string[] = []
  const consumer = new PushConsumer({
    endpoints,
    consumerGroup: group,
    subscriptions: { [topic]: '*' },
    listener: message => {
      handled.push(message.text())
      return verdict
    },
  })
  consumers.push(consumer)
  await consumer.start()
  const { messageId } = await producer.send({ topic, body: 'look at me' })
  await eventually(() => expect(handled.length).toBeGreaterThan(0))
  return { topic, group, messageId, clientId: consumer.clientId, handled }
}

it('runs the handler on a message that an operator picked, and says how it went', async () => {
  const { topic, group, messageId, clientId, handled } = await consumed()
  const ask = () => cluster.verifyMessage(group, clientId, topic, messageId)
  const delivered = handled.length
  // The server finds a message by its id some time after it stored it.
  await eventually(async () => expect(await ask()).toBe('CR_SUCCESS'))
  expect(handled.length).toBeGreaterThan(delivered)
  const before = handled.length
  verdict = 'FAILURE'
  // A busy server may give up waiting for an answer, although the handler ran.
  await eventually(async () => expect(await ask()).toBe('CR_LATER'))
  expect(handled.length).toBeGreaterThan(before)
  expect(new Set(handled)).toEqual(new Set(['look at me']))
})
