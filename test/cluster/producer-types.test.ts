import { describe, expect, it } from 'vitest'
import { type MessageView, type RocketMQError, SimpleConsumer } from '../../src/index.js'
import { clusterModeCluster, eventually, hasCluster, localCluster, uniqueName } from '../support/cluster.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import {
  expectStored,
  mayBeDoubled,
  producerOf,
  readBack,
  receiveAll,
  topicOf,
} from '../support/reading-back.js'

const cluster = localCluster()

describe('FIFO messages on a real server', () => {
  it('stand in their queue in the order of the calls, group by group, with groups side by side', async () => {
    const topic = await topicOf(cluster, 'FIFO')
    const producer = producerOf(cluster)
    const groups = ['order-1', 'group1', '消息组', 'd', 'e']
    const sends = Array.from({ length: 30 }, (_, n) =>
      groups.map(messageGroup => producer.send({ topic, messageGroup, body: String(n) })),
    )
    await Promise.all(sends.flat())
    const views = await readBack(cluster, topic, 150)
    for (const group of groups) {
      const own = views.filter(view => view.messageGroup === group).sort((a, b) => a.offset - b.offset)
      expect(own.map(view => view.text())).toEqual(Array.from({ length: 30 }, (_, n) => String(n)))
      expect(new Set(own.map(view => view.queueId)).size).toBe(1)
    }
  })
})

describe('DELAY messages on a real server', () => {
  it('come at their time, or never once they are recalled; what lies too far ahead is refused', async () => {
    const topic = await topicOf(cluster, 'DELAY')
    const producer = producerOf(cluster, { topics: [topic] })
    await producer.start()
    // Time enough for what follows on a slow machine.
    const due = Date.now() + 20_000
    const recalled = await producer.send({ topic, body: 'recalled', deliveryTimestamp: due })
    await producer.send({ topic, body: 'kept', deliveryTimestamp: new Date(due) })
    const past = await producer.send({ topic, body: 'past', deliveryTimestamp: Date.now() - 1_000 })
    expect(await producer.recall(topic, recalled.recallHandle as string)).toBe(recalled.messageId)
    await expect(producer.recall(topic, 'nonsense')).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    const tooFar = producer.send({ topic, body: 'x', deliveryTimestamp: Date.now() + 25 * 3_600_000 })
    await expect(tooFar).rejects.toMatchObject({ code: 'ILLEGAL_DELIVERY_TIME', serverCode: 40012 })
    const views = await readBack(cluster, topic, 2)
    const found = (body: string) => views.find(view => view.text() === body) as MessageView
    expect(new Set(views.map(view => view.text()))).toEqual(new Set(['past', 'kept']))
    expect(past.recallHandle).toBeUndefined()
    const kept = found('kept')
    expect(found('past').storeTimestamp?.getTime()).toBeLessThan(kept.storeTimestamp?.getTime() ?? 0)
    // The server keeps whole seconds, rounded down.
    expect(kept.storeTimestamp?.getTime()).toBeGreaterThanOrEqual(Math.floor(due / 1000) * 1000)
    expect(kept.storeTimestamp?.getTime()).toBeLessThan(due + 150_000)
    await expectStored(cluster, topic, 2)
  })
})

describe('PRIORITY messages on a real server', () => {
  it('are delivered the higher the earlier, 0 included', async () => {
    const topic = await topicOf(cluster, 'PRIORITY')
    const producer = producerOf(cluster)
    for (const priority of [0, 3, 1, 7, 0, 5]) {
      await producer.send({ topic, priority, body: String(priority) })
    }
    await expectStored(cluster, topic, 6)
    const consumerGroup = uniqueName('reader')
    // Without the factor the server mixes the queues.
    await cluster.createGroup(consumerGroup)
    const factor = ['-c', 'DefaultCluster', '-g', consumerGroup, '--attributes', '+priority.factor=100']
    await eventually(async () =>
      expect(await cluster.admin('updateSubGroup', ...factor)).toContain('success'),
    )
    const consumer = new SimpleConsumer({
      ...PATIENT_CLIENT,
      endpoints: cluster.endpoints,
      consumerGroup,
      subscriptions: { [topic]: '*' },
    })
    const views = await receiveAll(consumer, 6, { maxMessages: 1 })
    await consumer.ack(views)
    await consumer.close()
    expect(views.map(view => view.text())).toEqual(['7', '5', '3', '1', '0', '0'])
    expect(views.map(view => view.priority)).toEqual([7, 5, 3, 1, 0, 0])
  })
})

describe('LITE messages on a real server', () => {
  it('are refused in LOCAL mode before the wire', async () => {
    const topic = await topicOf(cluster, 'LITE')
    const failure = await producerOf(cluster)
      .send({ topic, liteTopic: 'a', body: 'x' })
      .catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({ code: 'UNSUPPORTED_BY_SERVER' })
  })

  it.runIf(hasCluster('clusterMode'))('are stored in CLUSTER mode, under their lite topics', async () => {
    const modern = clusterModeCluster()
    const topic = await topicOf(modern, 'LITE')
    const producer = producerOf(modern)
    const sends = ['a', 'b', 'a', 'c', 'a'].map(liteTopic =>
      producer.send({ topic, liteTopic, body: liteTopic }),
    )
    const receipts = await Promise.all(sends)
    expect(new Set(receipts.map(({ messageId }) => messageId)).size).toBe(5)
    await expectStored(modern, topic, 5, mayBeDoubled(producer))
  })
})

describe('sendBatch() on a real server', () => {
  it('gives receipts in order for several topics', async () => {
    const [plain, other] = await Promise.all([topicOf(cluster), topicOf(cluster)])
    const producer = producerOf(cluster)
    const messages = Array.from({ length: 60 }, (_, n) => ({
      topic: (n % 3 ? plain : other) as string,
      body: String(n),
    }))
    const receipts = await producer.sendBatch(messages)
    const views = [...(await readBack(cluster, plain, 40)), ...(await readBack(cluster, other, 20))]
    const bodies = new Map(views.map(view => [view.messageId, view.text()]))
    expect(receipts.map(({ messageId }) => bodies.get(messageId))).toEqual(messages.map(({ body }) => body))
  })
})
