import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Producer, type RocketMQError, type SendReceipt } from '../../src/index.js'
import { localCluster } from '../support/cluster.js'
import {
  expectStored,
  expectStoredOnce,
  producerOf,
  readBack,
  sendDifferent,
  topicOf,
  UNHURRIED,
} from '../support/reading-back.js'

const cluster = localCluster()

describe('send() on a real server', () => {
  it('stores 20,000 concurrent messages once each, whole, where their receipts say', async () => {
    const topic = await topicOf(cluster)
    const producer = producerOf(cluster)
    const sent = await sendDifferent(producer, topic, 20_000)
    const [sends] = (producer.stats().rpcs ?? []).filter(({ method }) => method === 'SendMessage')
    expect(sends?.started).toBeLessThan(500)
    await expectStoredOnce(cluster, topic, producer, sent)
  })

  it('serves 1, 16 and 1,000 callers that each await their sends', async () => {
    const topic = await topicOf(cluster)
    const producer = producerOf(cluster)
    const receipts: SendReceipt[] = []
    for (const [callers, sends] of [
      [1, 50],
      [16, 50],
      [1_000, 5],
    ] as const) {
      const caller = async () => {
        for (let n = 0; n < sends; n++) receipts.push(await producer.send({ topic, body: `${callers} ${n}` }))
      }
      await Promise.all(Array.from({ length: callers }, caller))
    }
    expect(new Set(receipts.map(receipt => receipt.messageId)).size).toBe(5_850)
    await expectStored(cluster, topic, 5_850)
  })

  it('cuts batches by bytes: bodies from 1 byte to 4 MiB at once', async () => {
    const topic = await topicOf(cluster)
    const producer = producerOf(cluster)
    const sizes = [
      ...Array<number>(200).fill(1),
      ...Array<number>(50).fill(3_000),
      ...Array<number>(10).fill(150_000),
      ...Array<number>(4).fill(1_000_000),
      3_000_000,
      4 * 1024 * 1024,
      4 * 1024 * 1024,
    ]
    const bodies = sizes.map(size => randomBytes(size)).sort(() => Math.random() - 0.5)
    const receipts = await Promise.all(bodies.map(body => producer.send({ topic, body })))
    const views = await readBack(cluster, topic, bodies.length)
    const digests = new Map(
      views.map(view => [view.messageId, createHash('md5').update(view.body).digest('hex')]),
    )
    for (const [index, { messageId }] of receipts.entries()) {
      expect(digests.get(messageId)).toBe(
        createHash('md5')
          .update(bodies[index] as Buffer)
          .digest('hex'),
      )
    }
    await expectStored(cluster, topic, bodies.length)
  })

  it('fails one invalid message among 500 alone, with its reason', async () => {
    const topic = await topicOf(cluster)
    const producer = producerOf(cluster)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 500 }, (_, n) =>
        producer.send({ topic, body: String(n), ...(n === 250 ? { tag: 'a|b' } : {}) }),
      ),
    )
    const failed = outcomes.flatMap((outcome, n) =>
      outcome.status === 'rejected' ? [{ n, ...outcome }] : [],
    )
    expect(failed).toMatchObject([{ n: 250, reason: { code: 'ILLEGAL_MESSAGE_TAG' } }])
    await expectStored(cluster, topic, 499)
  })

  it('lets one message alone be refused that only the server finds fault with', async () => {
    const topic = await topicOf(cluster)
    const producer = producerOf(cluster, { limits: { maxProperties: 1_000 } })
    await producer.send({ topic, body: 'first' })
    const tooMany = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`name${index}`, 'value']))
    const sends = Array.from({ length: 200 }, (_, n) =>
      producer.send({ topic, body: String(n), properties: n === 77 ? tooMany : {} }),
    )
    const outcomes = await Promise.allSettled(sends)
    const failed = outcomes.flatMap((outcome, n) =>
      outcome.status === 'rejected' ? [{ n, ...outcome }] : [],
    )
    expect(failed).toMatchObject([{ n: 77, reason: { code: 'MESSAGE_PROPERTIES_TOO_LARGE' } }])
    await expectStored(cluster, topic, 200)
  })

  it('is settled by close(), also for messages that have not left', async () => {
    const topic = await topicOf(cluster)
    const producer = new Producer({ endpoints: cluster.endpoints, ...UNHURRIED })
    const sends = Array.from({ length: 3_000 }, (_, n) => producer.send({ topic, body: String(n) }))
    await producer.close({ timeoutMs: 240_000 })
    await Promise.all(sends)
    await expectStored(cluster, topic, 3_000)
    for (const connection of producer.stats().connections ?? []) expect(connection.open).toBe(0)
  })

  it('works with batchSize 50, flushIntervalMs 100 and bufferSize 1000, as the examples set them', async () => {
    const topic = await topicOf(cluster)
    const producer = producerOf(cluster, {
      batch: { batchSize: 50, flushIntervalMs: 100, bufferSize: 1_000 },
    })
    await producer.start()
    const receipts = await producer.sendBatch(
      Array.from({ length: 1_020 }, (_, n) => ({ topic, body: String(n) })),
    )
    expect(receipts).toHaveLength(1_020)
    const batches = producer.stats().batches?.find(({ name }) => name === 'send coalescing')
    expect(batches).toMatchObject({
      batches: 21,
      flushReasons: { size: 20, interval: 1 },
      batchItems: { max: 50 },
    })
    await expectStored(cluster, topic, 1_020)
  })

  it('says what is wrong with an unknown topic', async () => {
    const producer = producerOf(cluster)
    const failure = await producer
      .send({ topic: 'nobody-made-this', body: 'x' })
      .catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({ code: 'TOPIC_NOT_FOUND' })
    expect((failure as RocketMQError).message).toContain('create it with mqadmin updateTopic')
  })
})
