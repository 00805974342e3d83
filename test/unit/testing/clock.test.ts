import { afterAll, describe, expect, test } from 'vitest'
import { Producer } from '../../../src/index.js'
import { EmbeddedProxy, ManualClock, SystemClock } from '../../../src/testing/index.js'
import { RawConsumer } from '../../conformance/raw-consumer.js'
import { fillTopic } from '../../support/fill-topic.js'
import { RawClient } from '../../support/raw-client.js'

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** RocketMQ's own waits between deliveries. */
const LADDER = [
  ...[1, 5, 10, 30].map(seconds => seconds * SECOND),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30].map(minutes => minutes * MINUTE),
  ...[HOUR],
]

describe('a manual clock', () => {
  test('stands still, and runs what falls due in order when it is moved on', () => {
    const clock = new ManualClock(1000)
    const ran: string[] = []
    clock.after(300, () => ran.push(`late ${clock.now()}`))
    clock.after(100, () => {
      ran.push(`early ${clock.now()}`)
      clock.after(100, () => ran.push(`chained ${clock.now()}`))
    })
    const cancel = clock.after(150, () => ran.push('cancelled'))
    cancel()
    expect([clock.now(), ran]).toEqual([1000, []])
    clock.advance(299)
    expect(ran).toEqual(['early 1100', 'chained 1200'])
    clock.advance(1)
    expect(ran.at(-1)).toBe('late 1300')
    expect(clock.now()).toBe(1300)
  })

  const clock = new ManualClock()
  const started = EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'], clock })
  afterAll(async () => (await started).close())

  test('takes a message down a ladder of hours to the dead letters in no time', async () => {
    const proxy = await started
    const consumer = new RawConsumer(new RawClient(proxy.endpoints), { topic: 'orders', group: 'workers' })
    await consumer.register()
    await fillTopic(proxy, 'orders', 1)
    const begun = Date.now()
    for (const [index, wait] of LADDER.slice(0, 17).entries()) {
      const message = await consumer.receiveOne()
      expect(message.systemProperties?.deliveryAttempt).toBe(index + 1)
      await consumer.changeInvisible(message, wait)
      expect(proxy.inFlight('orders', 'workers')).toBe(1)
      clock.advance(wait)
    }
    const polled = consumer.receive()
    await expect.poll(() => proxy.messages('%DLQ%workers').length).toBe(1)
    clock.advance(20 * SECOND)
    expect((await polled).code).toBe('MESSAGE_NOT_FOUND')
    expect(Date.now() - begun).toBeLessThan(MINUTE)
    consumer.close()
    consumer.client.close()
  })
})

test('a fast clock makes a lease shorter for everyone', async () => {
  const clock = new SystemClock(100)
  const [before, at] = [clock.now(), Date.now()]
  await new Promise<void>(resolve => void clock.after(5000, resolve))
  expect(clock.now() - before).toBeGreaterThanOrEqual(5000)
  expect(Date.now() - at).toBeLessThan(5000)
})

test('the producer of an open transaction is asked when the proxy is told to look', async () => {
  const clock = new ManualClock()
  await using proxy = await EmbeddedProxy.start({ topics: { payments: 'TRANSACTION' }, clock })
  const asked: string[] = []
  await using producer = new Producer({
    endpoints: proxy.endpoints,
    topics: ['payments'],
    transactionChecker: message => {
      asked.push(message.text())
      return 'COMMIT'
    },
  })
  await producer.beginTransaction().send({ topic: 'payments', body: 'forty' })
  clock.advance(6_000)
  proxy.checkTransactions()
  await expect.poll(() => asked).toContain('forty')
  await expect.poll(() => proxy.messages('payments').length).toBe(1)
})
