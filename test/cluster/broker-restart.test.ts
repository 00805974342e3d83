import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import { PushConsumer, type SendReceipt, SimpleConsumer } from '../../src/index.js'
import { apache } from '../../src/wire/generated/protocol.js'
import { RawClient } from '../support/raw-client.js'
import { producerOf, readBack } from '../support/reading-back.js'

const { Code } = apache.rocketmq.v2

let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster({
    mode: 'cluster',
    topics: { plain: 'NORMAL', steps: 'FIFO', deals: 'TRANSACTION' },
    groups: { pushed: {}, asked: {}, iterated: {} },
  })
})
afterAll(() => cluster?.stop())

describe('a broker behind a CLUSTER proxy, killed for so long that the name server forgets it', {
  timeout: 1_200_000,
}, () => {
  it('costs no failed send of any kind, no message and no consumer', async () => {
    const producer = producerOf(cluster, { deliveryTimeoutMs: 600_000 })
    await producer.start()
    let stop = false
    const receipts: SendReceipt[] = []
    const repeat = async (send: (n: number) => Promise<unknown>) => {
      for (let n = 0; !stop; n++) {
        await send(n)
        // Not as fast as can be: what is stored must be recovered by the broker, and read back here.
        await sleep(10)
      }
    }
    const sending = [
      ...Array.from({ length: 4 }, (_, caller) =>
        repeat(async n => receipts.push(await producer.send({ topic: 'plain', body: `${caller} ${n}` }))),
      ),
      ...Array.from({ length: 4 }, (_, group) =>
        repeat(n => producer.send({ topic: 'steps', messageGroup: `group-${group}`, body: String(n) })),
      ),
      ...Array.from({ length: 2 }, () =>
        repeat(() => producer.beginTransaction().send({ topic: 'deals', body: 'half' })),
      ),
    ]
    for (const each of sending) each.catch(() => {})
    const pushed = new Set<string>()
    const consumer = new PushConsumer({
      endpoints: cluster.endpoints,
      consumerGroup: 'pushed',
      subscriptions: { plain: '*' },
      listener: ({ messageId }) => void pushed.add(messageId),
    })
    await consumer.start()
    const iterated = new Set<string>()
    const iterating = iterate(iterated)
    const moreThan = (seen: () => number, count: number) =>
      vi.waitFor(() => expect(seen()).toBeGreaterThan(count), { timeout: 300_000, interval: 50 })
    await moreThan(() => receipts.length, 200)
    await moreThan(() => Math.min(pushed.size, iterated.size), 100)
    await cluster.killBroker()
    await forgotten('plain')
    await cluster.startBroker()
    await moreThan(() => receipts.length, receipts.length + 200)
    stop = true
    await Promise.all(sending)
    expect(producer.stats().producer).toMatchObject({ failed: 0, errors: {} })
    const missing = new Set(receipts.map(({ messageId }) => messageId))
    for (const view of await readBack(cluster, 'plain')) missing.delete(view.messageId)
    expect(missing.size).toBe(0)
    await moreThan(
      () => receipts.filter(({ messageId }) => pushed.has(messageId)).length,
      receipts.length - 1,
    )
    await moreThan(
      () => receipts.filter(({ messageId }) => iterated.has(messageId)).length,
      receipts.length - 1,
    )
    await consumer.close()
    await iterating()
  })
})

/** Takes every message by `for await`; ends with what is returned, which rejects if the iteration failed. */
function iterate(seen: Set<string>): () => Promise<void> {
  const consumer = new SimpleConsumer({
    endpoints: cluster.endpoints,
    consumerGroup: 'iterated',
    subscriptions: { plain: '*' },
  })
  const run = async () => {
    for await (const message of consumer) {
      seen.add(message.messageId)
      // The broker may be gone: then the message comes again.
      consumer.ack(message).catch(() => {})
    }
  }
  const running = run()
  running.catch(() => {})
  onTestFinished(() => consumer.close())
  return async () => {
    await consumer.close()
    await running
  }
}

/** Settles when the proxy, too, says that there is no such topic. */
async function forgotten(topic: string): Promise<void> {
  const client = new RawClient(cluster.endpoints)
  onTestFinished(() => client.close())
  const request = {
    topic: { name: topic },
    endpoints: { scheme: 1, addresses: [{ host: '127.0.0.1', port: 8081 }] },
  }
  await vi.waitFor(
    async () => expect((await client.queryRoute(request)).status?.code).toBe(Code.TOPIC_NOT_FOUND),
    { timeout: 300_000, interval: 500 },
  )
}
