import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  FilterExpression,
  type MessageListener,
  Producer,
  PushConsumer,
  SimpleConsumer,
} from '../../src/index.js'
import { eventually, localCluster, uniqueName } from '../support/cluster.js'
import { Recorder } from '../support/consuming.js'
import { leasesOver } from '../support/leases.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { UNHURRIED } from '../support/reading-back.js'

/** Messages sent side by side, few enough for each to be in time on a slow machine. */
const WAVE = 5_000

/** A quiet machine needs a tenth of it. */
const PATIENCE_MS = 240_000

const cluster = localCluster()
const { endpoints } = cluster
const producer = new Producer({ endpoints, ...UNHURRIED })
afterAll(() => producer.close())

async function given(options: Parameters<typeof cluster.createGroup>[1] = {}, queues?: number) {
  const topic = uniqueName('consume')
  const group = uniqueName('consume')
  await cluster.createTopic(topic, 'NORMAL', queues === undefined ? {} : { queues })
  await cluster.createGroup(group, options)
  return { topic, group }
}

const numbered = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`)

async function consume(
  { topic, group }: { topic: string; group: string },
  listener: MessageListener,
  filter: string | FilterExpression = '*',
): Promise<PushConsumer> {
  const consumer = new PushConsumer({
    ...PATIENT_CLIENT,
    endpoints,
    consumerGroup: group,
    subscriptions: { [topic]: filter },
    listener,
  })
  await consumer.start()
  return consumer
}

/** A consumer of a process that was killed with kill -9 while its handler ran, and another of the same group. */
async function crash() {
  const names = await given()
  const { messageId } = await producer.send({ topic: names.topic, body: 'precious' })
  const script = fileURLToPath(new URL('../support/crash-consumer.ts', import.meta.url))
  const child = spawn(process.execPath, ['--import', 'tsx', script, endpoints, names.topic, names.group], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [handled] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  child.kill('SIGKILL')
  const recorder = new Recorder()
  const consumer = await consume(names, recorder.listener)
  return { messageId, handled, recorder, consumer }
}

// The server believes for two minutes that a client without heartbeats lives, and keeps its messages hidden for
// it. That time passes while the other tests run.
let crashed: Promise<Awaited<ReturnType<typeof crash>>>
beforeAll(async () => {
  await eventually(() => producer.start())
  crashed = crash()
  crashed.catch(() => {})
})

describe('a push consumer on the real server', () => {
  it(
    'misses none of 100,000 messages over 8 queues while three consumers join and leave',
    async () => {
      const names = await given()
      const total = 100_000
      const seen = new Uint8Array(total)
      let distinct = 0
      const listener: MessageListener = message => {
        const number = message.body.readUInt32BE(0)
        if (seen[number] === 0) distinct++
        seen[number] = 1
      }
      const sending = (async () => {
        for (let sent = 0; sent < total; sent += WAVE) {
          const bodies = Array.from({ length: WAVE }, (_, i) => {
            const body = Buffer.alloc(100)
            body.writeUInt32BE(sent + i)
            return body
          })
          await Promise.all(bodies.map(body => producer.send({ topic: names.topic, body })))
        }
      })()
      // Awaited below; until then a failure must not end the run.
      sending.catch(() => {})
      const first = await consume(names, listener)
      const second = await consume(names, listener)
      await eventually(() => expect(distinct).toBeGreaterThan(total * 0.2), PATIENCE_MS)
      await first.close()
      const third = await consume(names, listener)
      await eventually(() => expect(distinct).toBeGreaterThan(total * 0.5), PATIENCE_MS)
      await second.close()
      const fourth = await consume(names, listener)
      await sending
      await eventually(() => expect(distinct).toBe(total), PATIENCE_MS)
      await Promise.all([third.close(), fourth.close()])
    },
    2 * PATIENCE_MS,
  )

  it('delivers a failed message again after the waits of the group, then to its dead letter queue', {
    timeout: 600_000,
  }, async () => {
    const next = [1000, 3000]
    const names = await given({
      maxAttempts: 3,
      retryPolicy: { type: 'CUSTOMIZED', customizedRetryPolicy: { next } },
    })
    const times = new Map<number, number>()
    const consumer = await consume(names, (_message, { attempt }) => {
      if (!times.has(attempt)) times.set(attempt, Date.now())
      throw new Error('never')
    })
    expect(consumer.stats().consumer?.received).toBe(0)
    const { messageId } = await producer.send({ topic: names.topic, body: 'poison', tag: 't', keys: ['k'] })
    // Twice its wait, and what the server takes to find out that it is over: up to half a minute.
    await eventually(() => expect([...times.keys()]).toEqual([1, 2, 3]), 240_000)
    for (const [index, wait] of next.entries()) {
      const waited = (times.get(index + 2) as number) - (times.get(index + 1) as number)
      expect(waited).toBeGreaterThanOrEqual(wait - 50)
      expect(waited).toBeLessThan(wait + 150_000)
    }
    await consumerOfDeadLetters(names.group, messageId, 'poison')
    await consumer.close()
  })

  it('keeps a long handler its message by the renewal of the server', async () => {
    const names = await given()
    const recorder = new Recorder()
    recorder.hang()
    const [first, second] = [await consume(names, recorder.listener), await consume(names, recorder.listener)]
    await Promise.all(numbered(8).map(body => producer.send({ topic: names.topic, body })))
    await recorder.saw(8, 60_000)
    // The shortest invisible duration; the whole first lease of a minute is not waited for.
    await leasesOver(cluster, names.topic, 8, 10_000)
    expect(recorder.messages).toHaveLength(8)
    recorder.letGo()
    await eventually(() =>
      expect((first.stats().consumer?.acked ?? 0) + (second.stats().consumer?.acked ?? 0)).toBe(8),
    )
    await Promise.all([first.close(), second.close()])
  })

  it('gets by tag and by SQL condition exactly what it should', async () => {
    // Of one queue, in which something that each filter wants comes last: what it should not get comes before.
    const { topic } = await given({}, 1)
    const sent = [...Array(60).keys(), 100, 102].map(i => ({
      topic,
      body: String(i),
      tag: ['red', 'green', 'blue'][i % 3] as string,
      properties: { amount: String(i), region: i % 2 === 0 ? 'eu' : 'us' },
    }))
    await Promise.all(sent.slice(0, 60).map(message => producer.send(message)))
    for (const last of sent.slice(60)) await producer.send(last)
    const expected = (keep: (message: (typeof sent)[number]) => boolean) =>
      sent.filter(keep).map(message => message.body)
    const cases: [string | FilterExpression, string[]][] = [
      ['*', expected(() => true)],
      ['red||blue', expected(({ tag }) => tag !== 'green')],
      [
        FilterExpression.sql("amount > 20 AND region = 'eu'"),
        expected(({ properties }) => Number(properties.amount) > 20 && properties.region === 'eu'),
      ],
      [
        FilterExpression.sql("TAGS = 'green' OR amount BETWEEN 3 AND 5"),
        expected(({ tag, body }) => tag === 'green' || (Number(body) >= 3 && Number(body) <= 5)),
      ],
    ]
    await Promise.all(
      cases.map(async ([filter, bodies]) => {
        const group = uniqueName('filter')
        await cluster.createGroup(group)
        const recorder = new Recorder()
        const consumer = await consume({ topic, group }, recorder.listener, filter)
        await eventually(() => expect(new Set(recorder.bodies)).toEqual(new Set(bodies)))
        await consumer.close()
      }),
    )
  })

  it('says what the server says when topic or group do not exist', async () => {
    const { topic, group } = await given()
    const missing = uniqueName('missing')
    const nothing = () => {}
    await expect(consume({ topic: missing, group }, nothing)).rejects.toMatchObject({
      code: 'TOPIC_NOT_FOUND',
    })
    await expect(consume({ topic, group: missing }, nothing)).rejects.toThrow(/group/)
  })

  it(
    'gets the message of a consumer process that was killed in its handler',
    async () => {
      const { messageId, handled, recorder, consumer } = await crashed
      expect(handled).toBe(messageId)
      await recorder.saw(1, PATIENCE_MS)
      expect(recorder.messages[0]).toMatchObject({ messageId })
      await consumer.close()
    },
    2 * PATIENCE_MS,
  )
})

async function consumerOfDeadLetters(group: string, messageId: string, body: string): Promise<void> {
  const reader = uniqueName('dead-reader')
  await cluster.createGroup(reader)
  const topic = `%DLQ%${group}`
  await eventually(async () => {
    await using simple = new SimpleConsumer({
      ...PATIENT_CLIENT,
      endpoints,
      consumerGroup: reader,
      subscriptions: { [topic]: '*' },
      awaitDurationMs: 5_000,
    })
    const [message] = await simple.receive()
    expect(message).toMatchObject({ messageId, tag: 't', keys: ['k'] })
    expect(message?.text()).toBe(body)
    if (message !== undefined) await simple.ack(message)
  }, 150_000)
}
