import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deliveryOf, Leases } from '../../../src/consumer/delivery.js'
import { RocketMQError } from '../../../src/errors.js'
import type { MessageView } from '../../../src/message/message-view.js'
import { messageView } from '../../support/message-views.js'

const LEASE_MS = 60_000
const HOUR_MS = 3_600_000

const gone = new RocketMQError('INVALID_RECEIPT_HANDLE', 'receipt handle is expired')
const down = new RocketMQError('UNAVAILABLE', 'nobody there', { retryable: true })

const message = (endpoints = 'a:1', leaseMs = LEASE_MS) => messageView({}, leaseMs, endpoints)

/** A server that makes messages invisible anew, or does what `answer` says. */
function given(answer: (message: MessageView) => Promise<void> = async () => {}) {
  const asked: MessageView[] = []
  const report = vi.fn()
  const member = { client: { report, isReached: () => true }, counter: { noteError: () => {} } }
  const leases = new Leases(member as never, LEASE_MS)
  vi.spyOn(leases, 'change').mockImplementation(async (each, milliseconds) => {
    asked.push(each)
    await answer(each)
    deliveryOf(each).invisibleUntil = performance.now() + milliseconds
  })
  leases.start()
  return { leases, asked, report }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the lease of a message', () => {
  it.each([Number.NaN, -1, Number.POSITIVE_INFINITY, 1e300, '100'])('cannot be of %s', async odd => {
    const changeInvisible = vi.fn()
    const leases = new Leases({ calls: { changeInvisible } } as never, LEASE_MS)
    await expect(leases.change(message(), odd as number)).rejects.toMatchObject({
      code: 'ILLEGAL_INVISIBLE_TIME',
    })
    expect(changeInvisible).not.toHaveBeenCalled()
  })

  it('is renewed before it ends, for as long as the message is held', async () => {
    const { leases } = given()
    const held = message()
    leases.hold(held)
    for (let minutes = 0; minutes < 180; minutes++) {
      await vi.advanceTimersByTimeAsync(60_000)
      expect(deliveryOf(held).invisibleUntil).toBeGreaterThan(performance.now() + LEASE_MS / 5)
    }
    await leases.stop()
  })

  it('is not renewed once it is known what becomes of the message', async () => {
    const { leases, asked } = given()
    const held = message()
    leases.hold(held)
    leases.release(held)
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(asked).toEqual([])
    await leases.stop()
  })

  it('ends after twelve hours, whatever the handler does', async () => {
    const { leases, asked } = given()
    leases.hold(message())
    await vi.advanceTimersByTimeAsync(12 * HOUR_MS)
    const renewed = asked.length
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(renewed).toBeGreaterThan(12 * 60)
    expect(asked).toHaveLength(renewed)
    await leases.stop()
  })

  it('is renewed again and again while the server cannot be reached, until it is over', async () => {
    const { leases, asked, report } = given(() => Promise.reject(down))
    const held = message()
    leases.hold(held)
    await vi.advanceTimersByTimeAsync(LEASE_MS)
    expect(asked.length).toBeGreaterThan(1)
    const told = expect.stringContaining('it will be delivered again')
    expect(report).toHaveBeenCalledExactlyOnceWith('settlement', down, told, expect.anything())
    const tried = asked.length
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(asked).toHaveLength(tried)
    await leases.stop()
  })

  it('is renewed at one broker while calls to another hang', async () => {
    const { leases } = given(each =>
      deliveryOf(each).endpoints.key === 'down:1' ? new Promise<never>(() => {}) : Promise.resolve(),
    )
    for (let i = 0; i < 100; i++) leases.hold(message('down:1'))
    const held = message('up:1')
    leases.hold(held)
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(deliveryOf(held).invisibleUntil).toBeGreaterThan(performance.now())
    await leases.stop()
  })
})

describe('a message whose handler is about to begin', () => {
  it('is ours without a call while enough of its lease is left', async () => {
    const { leases, asked } = given()
    const held = message()
    leases.hold(held)
    expect(leases.secure(held)).toBe(true)
    expect(asked).toEqual([])
    await leases.stop()
  })

  it('is renewed first when this process stood still', async () => {
    const { leases, asked } = given()
    const held = message('a:1', LEASE_MS / 10)
    leases.hold(held)
    await expect(leases.secure(held)).resolves.toBe(true)
    expect(asked).toEqual([held])
    expect(leases.secure(held)).toBe(true)
    await leases.stop()
  })

  it('is not ours when the server has given it to somebody else, and is not renewed again', async () => {
    const { leases, asked } = given(() => Promise.reject(gone))
    const held = message('a:1', -1)
    leases.hold(held)
    await expect(leases.secure(held)).resolves.toBe(false)
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(asked).toEqual([held])
    await leases.stop()
  })
})
