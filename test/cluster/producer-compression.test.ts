import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ProducerOptions } from '../../src/index.js'
import { localCluster } from '../support/cluster.js'
import { producerOf, readBack, topicOf } from '../support/reading-back.js'

const cluster = localCluster()

const record = (n: number) =>
  JSON.stringify({
    orderId: n,
    customer: `customer-${n % 100}`,
    state: 'paid',
    amount: n * 7,
    note: 'leave at the door',
  })

/** Sends 2,000 small records at once; gives the bytes written for each. */
async function bytesOnTheWire(topic: string, options: Partial<ProducerOptions>): Promise<number> {
  const producer = producerOf(cluster, options)
  await producer.start()
  const bytesSent = () => (producer.stats().connections ?? []).reduce((sum, each) => sum + each.bytesSent, 0)
  await producer.send({ topic, body: record(0) })
  const before = bytesSent()
  await Promise.all(Array.from({ length: 2_000 }, (_, n) => producer.send({ topic, body: record(n) })))
  return (bytesSent() - before) / 2_000
}

describe('wireCompression on a real server', () => {
  it('shrinks the requests to a fifth or less, and no consumer sees it', async () => {
    const [plain, packed] = await Promise.all([topicOf(cluster), topicOf(cluster)])
    const without = await bytesOnTheWire(plain, {})
    const compressed = await bytesOnTheWire(packed, { wireCompression: 'gzip' })
    expect(without).toBeGreaterThan(150)
    expect(compressed).toBeLessThan(without / 5)
    const views = await readBack(cluster, packed, 2_001)
    const expected = [0, ...Array.from({ length: 2_000 }, (_, n) => n)].map(record)
    expect(views.map(view => view.text()).sort()).toEqual(expected.sort())
  })
})

describe('compression of bodies on a real server', () => {
  it.each(['gzip', 'snappy'] as const)(
    'by %s is undone by the reader, whatever joined which batch',
    async codec => {
      const topic = await topicOf(cluster)
      const producer = producerOf(cluster, { compression: { codec, thresholdBytes: 1_000 } })
      const bodies = Array.from({ length: 300 }, (_, n) => {
        if (n % 3 === 0) return Buffer.from(record(n))
        if (n % 3 === 1) return Buffer.from(record(n).repeat(n % 2 === 0 ? 20 : 500))
        return randomBytes(1_500)
      })
      const receipts = await Promise.all(
        bodies.map(body => producer.send({ topic, body, properties: { codec } })),
      )
      const views = await readBack(cluster, topic, 300)
      const byId = new Map(views.map(view => [view.messageId, view]))
      for (const [n, { messageId, offset }] of receipts.entries()) {
        const view = byId.get(messageId)
        expect(view?.body.equals(bodies[n] as Buffer)).toBe(true)
        expect(view).toMatchObject({ offset, properties: { codec }, corrupted: undefined })
      }
      expect(byId.size).toBe(300)
    },
  )
})
