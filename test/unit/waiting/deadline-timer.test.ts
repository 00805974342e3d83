import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeadlineTimer } from '../../../src/waiting/deadline.js'

const looks: number[] = []
/** What the owner says comes next. */
let next = Number.POSITIVE_INFINITY

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setImmediate', 'clearImmediate', 'performance'],
  })
  looks.length = 0
  next = Number.POSITIVE_INFINITY
})
afterEach(() => {
  vi.useRealTimers()
})

function timer(): DeadlineTimer {
  return new DeadlineTimer(() => {
    looks.push(performance.now())
    return next
  })
}

describe('DeadlineTimer', () => {
  it('looks once for the earliest of many deadlines, and then for the next', () => {
    const start = performance.now()
    const many = timer()
    for (const wait of [3_000, 1_000, 2_000, 1_500]) many.arm(start + wait)
    expect(vi.getTimerCount()).toBe(1)
    next = start + 2_000
    vi.advanceTimersByTime(1_010)
    expect(looks).toHaveLength(1)
    next = Number.POSITIVE_INFINITY
    vi.advanceTimersByTime(5_000)
    expect(looks).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('looks only after sockets could be read', () => {
    const one = timer()
    one.arm(performance.now() + 10)
    vi.advanceTimersToNextTimer()
    expect(looks).toEqual([])
    vi.advanceTimersToNextTimer()
    expect(looks).toHaveLength(1)
  })

  it('sets no timer where there is no deadline', () => {
    timer().arm(Number.POSITIVE_INFINITY)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('looks no more once it is closed', () => {
    const one = timer()
    one.arm(performance.now() + 10)
    one.close()
    one.arm(performance.now() + 10)
    expect(vi.getTimerCount()).toBe(0)
  })
})
