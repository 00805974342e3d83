import { expect, it } from 'vitest'
import { ConsumerCounter } from '../../../src/consumer/consumer-counter.js'
import { RocketMQError } from '../../../src/errors.js'
import { messageView } from '../../support/message-views.js'

const NOTHING = { inFlight: 0, receiveFailingMs: 0, ackFailingMs: 0, cachedMessages: 0, cachedBytes: 0 }

it('measures lag on first deliveries only, so that one poison message tells of none', () => {
  const counter = new ConsumerCounter()
  const bornTimestamp = new Date(Date.now() - 3_600_000)
  for (let deliveryAttempt = 2; deliveryAttempt < 10; deliveryAttempt++)
    counter.noteReceived(messageView({ deliveryAttempt, bornTimestamp }))
  expect(counter.stats(NOTHING)).toMatchObject({ received: 8, redelivered: 8, deliveryMs: { count: 0 } })
  counter.noteReceived(messageView({ deliveryAttempt: 1, bornTimestamp: new Date(Date.now() - 1_000) }))
  const { deliveryMs } = counter.stats(NOTHING)
  expect(deliveryMs.count).toBe(1)
  expect(deliveryMs.max).toBeLessThan(100_000)
})

it('tells its counters of each topic, and all of them together', () => {
  const counter = new ConsumerCounter()
  for (const topic of ['orders', 'orders', 'bills'])
    counter.noteReceived(messageView({ topic, deliveryAttempt: 1, bornTimestamp: new Date() }))
  counter.noteAwait('orders', 1)
  counter.noteConsumed('orders', 2)
  counter.noteFailed('orders', 3)
  counter.noteError('orders', new RocketMQError('HANDLER', 'no'))
  counter.noteAcked('orders')
  counter.noteConsumed('bills', 4)
  counter.noteDeadLettered('bills')
  const { byTopic, ...total } = counter.stats(NOTHING)
  expect(byTopic.orders).toMatchObject({
    received: 2,
    consumed: 1,
    failed: 1,
    acked: 1,
    deadLettered: 0,
    deliveryMs: { count: 2 },
    awaitMs: { count: 1, sum: 1 },
    handlerMs: { count: 2, sum: 5 },
    errors: { HANDLER: 1 },
  })
  expect(byTopic.bills).toMatchObject({ received: 1, consumed: 1, failed: 0, deadLettered: 1, errors: {} })
  expect(total).toMatchObject({
    received: 3,
    consumed: 2,
    failed: 1,
    acked: 1,
    deadLettered: 1,
    handlerMs: { count: 3 },
    errors: { HANDLER: 1 },
  })
})
