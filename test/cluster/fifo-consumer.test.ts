import { afterAll, describe, expect, it } from 'vitest'
import { type MessageListener, Producer, PushConsumer } from '../../src/index.js'
import { eventually, localCluster, uniqueName } from '../support/cluster.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { UNHURRIED } from '../support/reading-back.js'

const GROUPS = 50
const EACH = 200

/** A quiet machine needs a tenth of it. */
const PATIENCE_MS = 240_000

/** What a poll takes that breaks off counts as an attempt, and is no failure of a handler. */
const MANY_ATTEMPTS = 1_000

const cluster = localCluster()
const { endpoints } = cluster
const producer = new Producer({ endpoints, ...UNHURRIED })
afterAll(() => producer.close())

/** A group with short waits between attempts. */
async function given(maxAttempts: number) {
  const topic = uniqueName('fifo')
  const group = uniqueName('fifo')
  await cluster.createTopic(topic, 'FIFO')
  const exponentialRetryPolicy = { initial: 5, max: 20, multiplier: 2 }
  await cluster.createGroup(group, {
    fifo: true,
    maxAttempts,
    retryPolicy: { type: 'EXPONENTIAL', exponentialRetryPolicy },
  })
  return { topic, group }
}

async function consume({ topic, group }: { topic: string; group: string }, listener: MessageListener) {
  const consumer = new PushConsumer({
    ...PATIENT_CLIENT,
    endpoints,
    consumerGroup: group,
    subscriptions: { [topic]: '*' },
    listener,
    concurrency: 64,
  })
  await consumer.start()
  return consumer
}

describe('a push consumer of a FIFO group on the real server', () => {
  it(
    'keeps the order of 10,000 messages in 50 groups while handlers fail at random',
    async () => {
      const names = await given(MANY_ATTEMPTS)
      const sending = Promise.all(
        Array.from({ length: GROUPS }, async (_, g) => {
          for (let i = 0; i < EACH; i++)
            await producer.send({ topic: names.topic, messageGroup: `group-${g}`, body: String(i) })
        }),
      )
      const next = new Map<string, number>()
      const disorder: string[] = []
      let done = 0
      let failures = 0
      const consumer = await consume(names, message => {
        const key = message.messageGroup as string
        const number = Number(message.text())
        const expected = next.get(key) ?? 0
        if (number > expected) disorder.push(`${key}: ${number} before ${expected}`)
        if (Math.random() < 0.05) {
          failures++
          throw new Error('at random')
        }
        if (number !== expected) return
        next.set(key, expected + 1)
        done++
      })
      await sending
      await eventually(() => expect(done).toBe(GROUPS * EACH), PATIENCE_MS)
      await consumer.close()
      expect(disorder).toEqual([])
      expect(failures).toBeGreaterThan(100)
    },
    2 * PATIENCE_MS,
  )

  it('handles messages without a group in the order of their queue, one after the other', async () => {
    const { group } = await given(MANY_ATTEMPTS)
    const topic = uniqueName('plain')
    await cluster.createTopic(topic)
    await Promise.all(Array.from({ length: 200 }, (_, i) => producer.send({ topic, body: String(i) })))
    const running = new Set<number>()
    const overlaps: number[] = []
    const handled = new Map<number, number[]>()
    const failed = new Set<string>()
    await using consumer = await consume({ topic, group }, async ({ queueId, offset, messageId }) => {
      if (running.has(queueId)) overlaps.push(offset)
      running.add(queueId)
      await new Promise(resolve => setImmediate(resolve))
      running.delete(queueId)
      // Delivered once more, which a server may do.
      if (handled.get(queueId)?.includes(offset)) return
      if (offset % 9 === 4 && !failed.has(messageId)) {
        failed.add(messageId)
        throw new Error('once')
      }
      handled.set(queueId, [...(handled.get(queueId) ?? []), offset])
    })
    await eventually(() => expect([...handled.values()].flat()).toHaveLength(200), PATIENCE_MS)
    expect(overlaps).toEqual([])
    for (const offsets of handled.values()) expect(offsets).toEqual([...offsets].sort((a, b) => a - b))
    expect(consumer.stats().consumer?.failed).toBe(failed.size)
  })

  it('sends a poisoned message to the dead letter queue after its attempts and goes on', async () => {
    const names = await given(3)
    for (const body of ['poison', 'next'])
      await producer.send({ topic: names.topic, messageGroup: 'g', body })
    const attempts: number[] = []
    const handled: string[] = []
    const consumer = await consume(names, (message, { attempt }) => {
      if (message.text() !== 'poison') return void handled.push(message.text())
      attempts.push(attempt)
      throw new Error('never')
    })
    await eventually(() => expect(new Set(handled)).toEqual(new Set(['next'])))
    expect(attempts).toEqual([1, 2, 3])
    expect(consumer.stats().consumer?.deadLettered).toBe(1)
    await consumer.close()
  })
})
