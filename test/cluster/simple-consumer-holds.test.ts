import { afterAll, describe, it } from 'vitest'
import { type MessageView, Producer, SimpleConsumer, type SimpleConsumerOptions } from '../../src/index.js'
import { localCluster, uniqueName } from '../support/cluster.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { receiveAll, UNHURRIED } from '../support/reading-back.js'

const cluster = localCluster()
const { endpoints } = cluster
const producer = new Producer({ endpoints, ...UNHURRIED })
afterAll(() => producer.close())

/** Short, so that what is not settled comes again while a test waits for it. */
const LEASE_MS = 10_000

/** Renewed when a third of it is left: seconds, also for a process that stands still meanwhile. */
const RENEWED_MS = 16_000

/** The longest poll of the server: a message whose lease ends meanwhile has come by then. */
const AWAIT_MS = 20_000

/** What is not handed back comes again as late as this, at its second attempt. */
const LATE_MS = 60_000

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`)
const work = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

async function given(topics: number, messages: number) {
  const names = Array.from({ length: topics }, () => uniqueName('holds'))
  const consumerGroup = uniqueName('holds')
  for (const name of names) await cluster.createTopic(name)
  await cluster.createGroup(consumerGroup, { maxAttempts: 4 })
  for (const topic of names) {
    await Promise.all(numbered(messages).map(body => producer.send({ topic, body })))
  }
  const subscriptions = Object.fromEntries(names.map(name => [name, '*']))
  const options = {
    ...PATIENT_CLIENT,
    endpoints,
    consumerGroup,
    subscriptions,
    invisibleDurationMs: LATE_MS,
  }
  return {
    consumer: (more: Partial<SimpleConsumerOptions> = {}) => new SimpleConsumer({ ...options, ...more }),
  }
}

describe.concurrent('what a simple consumer holds on the real server', () => {
  it('is each message of a loop once, at its first attempt, however long that takes', async ({ expect }) => {
    const { consumer } = await given(1, 16)
    await using simple = consumer({ awaitDurationMs: AWAIT_MS, invisibleDurationMs: RENEWED_MS })
    const seen: MessageView[] = []
    for await (const message of simple) {
      await work(seen.length === 0 ? 1.5 * RENEWED_MS : 1_000)
      await simple.ack(message)
      seen.push(message)
      if (seen.length === 16) break
    }
    expect(new Set(seen.map(each => each.text()))).toEqual(new Set(numbered(16)))
    expect(seen.map(each => each.deliveryAttempt)).toEqual(seen.map(() => 1))
    expect(await simple.receive()).toEqual([])
  })

  it('goes back at its first attempt when a loop is left', async ({ expect }) => {
    const { consumer } = await given(1, 40)
    const simple = consumer()
    const seen: MessageView[] = []
    for await (const message of simple) {
      await simple.ack(message)
      seen.push(message)
      if (seen.length === 10) break
    }
    await simple.close()
    await using other = consumer()
    const others = await receiveAll(other, 30, { invisibleDurationMs: LATE_MS })
    await other.ack(others)
    seen.push(...others)
    expect(new Set(seen.map(each => each.text()))).toEqual(new Set(numbered(40)))
    expect(seen.every(each => each.deliveryAttempt === 1)).toBe(true)
  })

  it('is not what one receive of several topics had no room for: another gets that at its first attempt', async ({
    expect,
  }) => {
    const { consumer } = await given(3, 2)
    await using mine = consumer()
    await using others = consumer()
    const received = await receiveAll(mine, 1, { maxMessages: 1 })
    received.push(...(await receiveAll(others, 5)))
    expect(new Set(received.map(each => each.messageId)).size).toBe(6)
    expect(received.every(each => each.deliveryAttempt === 1)).toBe(true)
    for (const message of received) await (message === received[0] ? mine : others).ack(message)
  })

  it('is done with when it is acknowledged beside a change of its invisible duration', async ({ expect }) => {
    const { consumer } = await given(1, 8)
    await using simple = consumer({ awaitDurationMs: AWAIT_MS })
    const messages = await receiveAll(simple, 8)
    await Promise.all(
      messages.map(message =>
        Promise.all([simple.changeInvisibleDuration(message, LEASE_MS), simple.ack(message)]),
      ),
    )
    expect(await simple.receive()).toEqual([])
  })

  it('may be acknowledged while the consumer is closing', async ({ expect }) => {
    const { consumer } = await given(1, 1)
    const simple = consumer()
    const [message] = await receiveAll(simple, 1, { invisibleDurationMs: LEASE_MS })
    const closing = simple.close()
    await work(1_000)
    await simple.ack(message ?? [])
    await closing
    await using other = consumer({ awaitDurationMs: AWAIT_MS })
    expect(await other.receive()).toEqual([])
  })
})
