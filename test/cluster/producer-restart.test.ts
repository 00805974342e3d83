import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import type { SendReceipt } from '../../src/index.js'
import { producerOf, readBack } from '../support/reading-back.js'

let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster({ topics: { plain: 'NORMAL', steps: 'FIFO' } })
})
afterAll(() => cluster?.stop())

describe('a server killed with kill -9 under load and started again', { timeout: 900_000 }, () => {
  it('costs no failed send and no message, and leaves the order of each group as it was', async () => {
    const producer = producerOf(cluster, { deliveryTimeoutMs: 600_000 })
    await producer.start()
    let stop = false
    const receipts: SendReceipt[] = []
    const plain = Array.from({ length: 48 }, async (_, caller) => {
      for (let n = 0; !stop; n++)
        receipts.push(await producer.send({ topic: 'plain', body: `${caller} ${n}` }))
    })
    const ordered = Array.from({ length: 4 }, async (_, group) => {
      const messageGroup = `group-${group}`
      let n = 0
      for (; !stop; n++) await producer.send({ topic: 'steps', messageGroup, body: String(n) })
      return { messageGroup, count: n }
    })
    const moreThan = (count: number) =>
      vi.waitFor(() => expect(receipts.length).toBeGreaterThan(count), { timeout: 300_000, interval: 20 })
    await moreThan(500)
    await cluster.killProxy()
    await cluster.startProxy()
    await moreThan(receipts.length + 500)
    stop = true
    await Promise.all(plain)
    const groups = await Promise.all(ordered)
    const stats = producer.stats().producer
    expect(stats).toMatchObject({ failed: 0, errors: {} })
    expect(stats?.retries).toBeGreaterThan(0)
    await expectAllThere(receipts)
    await expectInOrder(groups)
  })
})

/** Acknowledged is stored; a reply that was lost may have doubled a message. */
async function expectAllThere(receipts: readonly SendReceipt[]): Promise<void> {
  const missing = new Set(receipts.map(({ messageId }) => messageId))
  for (const view of await readBack(cluster, 'plain')) missing.delete(view.messageId)
  expect(missing.size).toBe(0)
}

async function expectInOrder(groups: readonly { messageGroup: string; count: number }[]): Promise<void> {
  const views = await readBack(cluster, 'steps')
  for (const { messageGroup, count } of groups) {
    const own = views.filter(view => view.messageGroup === messageGroup).sort((a, b) => a.offset - b.offset)
    const firsts = [...new Set(own.map(view => Number(view.text())))]
    expect(firsts).toEqual(Array.from({ length: count }, (_, n) => n))
  }
}
