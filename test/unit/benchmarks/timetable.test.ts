import { describe, expect, test } from 'vitest'
import { Timetable } from '../../../benchmarks/timetable.js'

function at(): { clock: { now: number }; timetable: Timetable } {
  const clock = { now: 5_000 }
  return { clock, timetable: new Timetable(() => clock.now) }
}

describe('the time that is left', () => {
  test('is the plan until something is done', () => {
    const { timetable } = at()
    timetable.plan(90_000)
    expect(timetable.describe()).toBe('0 %, 1 min 30 s left')
  })

  test('follows the pace so far: what took twice as long as planned doubles the rest', () => {
    const { clock, timetable } = at()
    timetable.plan(10_000)
    clock.now += 8_000
    timetable.done(4_000)
    expect(timetable.leftMs).toBe(12_000)
    expect(timetable.describe()).toBe('40 %, 12 s left')
  })

  test('is none when all is done, even if more was done than planned', () => {
    const { timetable } = at()
    timetable.plan(1_000)
    timetable.done(2_000)
    expect(timetable.leftMs).toBe(0)
    expect(timetable.share).toBe(1)
  })

  test('counts from the first plan, not from when the table was made', () => {
    const { clock, timetable } = at()
    clock.now += 60_000
    timetable.plan(2_000)
    clock.now += 1_000
    timetable.done(1_000)
    expect(timetable.leftMs).toBe(1_000)
  })
})
