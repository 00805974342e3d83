import { describe, expect, test } from 'vitest'
import { Progress } from '../../../benchmarks/progress.js'

function at(): { clock: { now: number }; progress: Progress } {
  const clock = { now: 5_000 }
  return { clock, progress: new Progress(() => clock.now) }
}

describe('the time that is left', () => {
  test('is the plan until something is done', () => {
    const { progress } = at()
    progress.plan(90_000)
    expect(progress.describe()).toBe('0 %, 1 min 30 s left')
  })

  test('follows the pace so far: what took twice as long as planned doubles the rest', () => {
    const { clock, progress } = at()
    progress.plan(10_000)
    clock.now += 8_000
    progress.done(4_000)
    expect(progress.leftMs).toBe(12_000)
    expect(progress.describe()).toBe('40 %, 12 s left')
  })

  test('is none when all is done, even if more was done than planned', () => {
    const { progress } = at()
    progress.plan(1_000)
    progress.done(2_000)
    expect(progress.leftMs).toBe(0)
    expect(progress.share).toBe(1)
  })

  test('counts from the first plan, not from when the table was made', () => {
    const { clock, progress } = at()
    clock.now += 60_000
    progress.plan(2_000)
    clock.now += 1_000
    progress.done(1_000)
    expect(progress.leftMs).toBe(1_000)
  })
})
