import { describe, expect, it, vi } from 'vitest'
import { ConsumerCounter } from '../../../src/consumer/consumer-counter.js'
import { Leases } from '../../../src/consumer/delivery.js'
import { Settlement } from '../../../src/consumer/settlement.js'
import { RocketMQError } from '../../../src/errors.js'
import { messageView } from '../../support/message-views.js'

const expired = new RocketMQError('INVALID_RECEIPT_HANDLE', 'receipt handle is expired')

/** What settles the messages of a consumer whose server refuses every acknowledgement. */
function refused() {
  const counter = new ConsumerCounter()
  const report = vi.fn()
  const calls = { acknowledge: async () => [expired] }
  const member = {
    client: { id: 'me', report },
    group: 'workers',
    calls,
    counter,
  } as never
  const settlement = new Settlement(member, new Leases(member, 60_000))
  const held = { inFlight: 0, receiveFailingMs: 0, ackFailingMs: 0, cachedMessages: 0, cachedBytes: 0 }
  return { settlement, report, errors: () => counter.stats(held).errors }
}

describe('an acknowledgement that is refused', () => {
  it('is reported and counted once', async () => {
    const { settlement, report, errors } = refused()
    await new Promise<void>(resolve => settlement.acknowledge(messageView({}), resolve))
    expect(report).toHaveBeenCalledExactlyOnceWith(
      'settlement',
      expired,
      expect.stringMatching(/^could not acknowledge message id of orders, it will be delivered again: /),
      { topic: 'orders', messageId: 'id' },
    )
    expect(errors()).toEqual({ INVALID_RECEIPT_HANDLE: 1 })
  })

  it('is counted and not reported where its caller is told', async () => {
    const { settlement, report, errors } = refused()
    await expect(settlement.ack(messageView({}))).rejects.toBe(expired)
    expect(report).not.toHaveBeenCalled()
    expect(errors()).toEqual({ INVALID_RECEIPT_HANDLE: 1 })
  })
})
