import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FailureStreak, FailureStreaks } from '../../../src/stats/meters.js'

beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => void vi.useRealTimers())

const pass = (milliseconds: number) => void vi.advanceTimersByTime(milliseconds)

describe('a failure streak', () => {
  it('lasts from the first failure on, once there are three of them', () => {
    const streak = new FailureStreak()
    const seen = [streak.ms]
    for (let failure = 0; failure < 4; failure++) {
      streak.failed()
      pass(1_000)
      seen.push(streak.ms)
    }
    expect(seen).toEqual([0, 0, 0, 3_000, 4_000])
  })

  it('is over with the first success', () => {
    const streak = new FailureStreak()
    for (let failure = 0; failure < 5; failure++) streak.failed()
    streak.succeeded()
    streak.failed()
    pass(1_000)
    expect(streak.ms).toBe(0)
  })

  it('is over when nobody tries any more', () => {
    const streak = new FailureStreak()
    for (let failure = 0; failure < 5; failure++) streak.failed()
    pass(59_000)
    expect(streak.ms).toBe(59_000)
    pass(2_000)
    expect(streak.ms).toBe(0)
  })
})

describe('failure streaks', () => {
  it('are told apart by key, and the longest is told', () => {
    const streaks = new FailureStreaks()
    expect(streaks.ms).toBe(0)
    for (let failure = 0; failure < 3; failure++) streaks.failed('orders')
    pass(1_000)
    for (let failure = 0; failure < 3; failure++) streaks.failed('bills')
    pass(500)
    streaks.succeeded('letters')
    expect(streaks.ms).toBe(1_500)
    streaks.succeeded('orders')
    expect(streaks.ms).toBe(500)
  })
})
