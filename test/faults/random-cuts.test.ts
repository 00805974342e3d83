import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Producer, PushConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { heldBy, leftOpen, openResources, TimerWatch } from '../support/leaks.js'
import { eventually } from '../support/patience.js'
import { TRANSPORTS, type Transport } from '../support/transports.js'

const COUNT = 10_000
const WINDOW = 2500

/** When to cut all connections: after how many confirmed sends. */
const cuts = fc.uniqueArray(fc.integer({ min: 1, max: COUNT - 1 }), { minLength: 3, maxLength: 12 })

test.for(TRANSPORTS)(
  'of 10,000 sends over %s while connections are cut at random none is lost or handled after its ack',
  {
    timeout: 900_000,
  },
  async transport => {
    const unhandled: unknown[] = []
    const note = (reason: unknown) => unhandled.push(reason)
    process.on('unhandledRejection', note)
    const before = openResources()
    using timers = new TimerWatch()
    await fc.assert(
      fc.asyncProperty(cuts, async places => {
        await sendThrough(new Set(places), transport)
        expect(await leftOpen(before)).toEqual({})
        await eventually(() => expect(timers.running).toEqual([]))
      }),
      { numRuns: transport === 'direct' ? 2 : 1, endOnFailure: true },
    )
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  },
)

async function sendThrough(places: ReadonlySet<number>, transport: Transport): Promise<void> {
  const proxy = await EmbeddedProxy.start({
    topics: { orders: 'NORMAL' },
    groups: ['workers'],
    recordedRequests: 0,
  })
  const { endpoints } = proxy
  // On a slow machine no send may fail only for the time it took.
  const producer = new Producer({
    endpoints,
    transport,
    deliveryTimeoutMs: 120_000,
    batch: { batchSize: 200 },
  })
  const deliveries = new Map<string, number>()
  const consumer = () =>
    new PushConsumer({
      endpoints,
      transport,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      listener: message =>
        void deliveries.set(message.messageId, (deliveries.get(message.messageId) ?? 0) + 1),
    })
  const first = consumer()
  await Promise.all([producer.start(), first.start()])

  let confirmed = 0
  const receipts: string[] = []
  const sendOne = async (i: number) => {
    const { messageId } = await producer.send({ topic: 'orders', body: `body ${i}` })
    receipts.push(messageId)
    if (places.has(++confirmed)) proxy.cutConnections()
  }
  for (let begin = 0; begin < COUNT; begin += WINDOW) {
    await Promise.all(Array.from({ length: WINDOW }, (_, i) => sendOne(begin + i)))
  }
  expect(new Set(receipts).size).toBe(COUNT)
  const stored = new Map<string, number>()
  for (const { messageId } of proxy.messages('orders')) {
    stored.set(messageId, (stored.get(messageId) ?? 0) + 1)
  }
  expect(receipts.filter(id => !stored.has(id))).toEqual([])

  // What a cut answer had in it is kept for the first consumer while it lives; a second one gets it then.
  await expect
    .poll(() => deliveries.size + proxy.inFlight('orders', 'workers'), { timeout: 60_000 })
    .toBeGreaterThanOrEqual(stored.size)
  await first.close()
  const second = consumer()
  await second.start()
  await expect.poll(() => receipts.filter(id => !deliveries.has(id)).length, { timeout: 60_000 }).toBe(0)
  // Stored twice, because an answer was lost, it may be handled twice; more often it must not be.
  const tooOften = [...deliveries].filter(([id, times]) => times > (stored.get(id) ?? 0))
  expect(tooOften).toEqual([])
  await Promise.all([producer.close(), second.close()])
  expect([...heldBy(producer), ...heldBy(first), ...heldBy(second)]).toEqual([])
  await proxy.close()
}
