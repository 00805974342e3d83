import { describe, expect, it } from 'vitest'
import { customizedBackoff, exponentialBackoff, jitter } from '../../../src/waiting/backoff.js'
import { retryPolicyFrom } from '../../../src/wire/settings.js'

const seconds = (...values: number[]) => values.map(value => ({ seconds: value, nanos: 0 }))
const delays = (policy: { delayMs(attempt: number): number }, attempts: number[]) =>
  attempts.map(attempt => policy.delayMs(attempt))

describe('an exponential policy', () => {
  it('multiplies from the first wait up to the longest', () => {
    expect(delays(exponentialBackoff(3, 10, 1_000, 2), [1, 2, 3, 7, 8, 9])).toEqual([
      10, 20, 40, 640, 1_000, 1_000,
    ])
  })

  it('stays at its longest wait however often it is tried', () => {
    expect(exponentialBackoff(3, 10, 1_000, 2).delayMs(1e6)).toBe(1_000)
  })

  it('never waits where the first wait is zero, however often it is tried', () => {
    expect(exponentialBackoff(3, 0, 1_000, 2).delayMs(1e6)).toBe(0)
  })

  it('takes an attempt before the first for the first', () => {
    expect(exponentialBackoff(3, 10, 1_000, 2).delayMs(0)).toBe(10)
  })
})

describe('a customized policy', () => {
  it('climbs its ladder, then stays on the last step', () => {
    expect(delays(customizedBackoff(17, [1_000, 5_000, 10_000]), [1, 2, 3, 4, 100])).toEqual([
      1_000, 5_000, 10_000, 10_000, 10_000,
    ])
  })

  it('takes an attempt before the first for the first', () => {
    expect(customizedBackoff(17, [1_000, 5_000]).delayMs(0)).toBe(1_000)
  })
})

describe('the policy of a server', () => {
  it('is read with fractions of a second', () => {
    const policy = retryPolicyFrom({
      maxAttempts: 3,
      exponentialBackoff: { initial: { nanos: 10e6 }, max: { seconds: 1 }, multiplier: 2 },
    })
    expect(policy?.maxAttempts).toBe(3)
    expect(delays(policy as never, [1, 2, 99])).toEqual([10, 20, 1_000])
  })

  it('is read as a ladder', () => {
    const policy = retryPolicyFrom({ maxAttempts: 17, customizedBackoff: { next: seconds(1, 5, 7_200) } })
    expect(policy?.maxAttempts).toBe(17)
    expect(delays(policy as never, [1, 2, 3, 4])).toEqual([1_000, 5_000, 7_200_000, 7_200_000])
  })

  it.each([undefined, null, {}, { maxAttempts: 3 }, { customizedBackoff: { next: [] } }])(
    'is nothing where none can be used: %j',
    message => expect(retryPolicyFrom(message)).toBeUndefined(),
  )

  const exponential = (initial: object, max: object, multiplier: number) =>
    retryPolicyFrom({ maxAttempts: 3, exponentialBackoff: { initial, max, multiplier } })

  it('is nothing where it asks for waits below zero', () => {
    expect(exponential({ seconds: -1 }, { seconds: 1 }, 2)).toBeUndefined()
    expect(exponential({ seconds: 1 }, { seconds: -1 }, 2)).toBeUndefined()
    expect(retryPolicyFrom({ maxAttempts: 3, customizedBackoff: { next: seconds(1, -5) } })).toBeUndefined()
    expect(exponential({ seconds: Number.NaN }, { seconds: 1 }, 2)).toBeUndefined()
  })

  it('waits no longer than a message can be hidden', () => {
    const year = { seconds: 365 * 86_400 }
    const hours = 12 * 3_600_000
    expect(delays(exponential(year, year, 2) as never, [1, 9])).toEqual([hours, hours])
    const ladder = retryPolicyFrom({ maxAttempts: 3, customizedBackoff: { next: seconds(365 * 86_400) } })
    expect(delays(ladder as never, [1])).toEqual([hours])
  })

  it.each([Number.NaN, -3, 0, 0.5])('stays at its first wait where it is multiplied by %s', multiplier => {
    expect(delays(exponential({ seconds: 1 }, { seconds: 60 }, multiplier) as never, [1, 5])).toEqual([
      1_000, 1_000,
    ])
  })

  it('never waits shorter than at first', () => {
    expect(delays(exponential({ seconds: 5 }, {}, 2) as never, [1, 5])).toEqual([5_000, 5_000])
  })

  it('grants one attempt at least', () => {
    expect(retryPolicyFrom({ maxAttempts: 0, customizedBackoff: { next: seconds(1) } })?.maxAttempts).toBe(1)
  })
})

describe('jitter', () => {
  it('spreads a wait by a fifth either way', () => {
    expect([0, 0.5, 1].map(random => Math.round(jitter(100, () => random)))).toEqual([80, 100, 120])
  })
})
