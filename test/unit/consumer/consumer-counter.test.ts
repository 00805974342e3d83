import { expect, it } from 'vitest'
import { ConsumerCounter } from '../../../src/consumer/consumer-counter.js'
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
