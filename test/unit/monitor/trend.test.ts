import { describe, expect, it } from 'vitest'
import { Trend } from '../../../src/monitor/trend.js'

/** The slope after `seconds` of one value a second. */
function slopeOf(seconds: number, windowMs: number, value: (second: number) => number): number | undefined {
  const trend = new Trend(windowMs)
  let slope: number | undefined
  for (let second = 0; second <= seconds; second++) {
    trend.add(second * 1000, value(second))
    slope = trend.slope(second * 1000)
  }
  return slope
}

describe('Trend', () => {
  it('says nothing before its window has passed', () => {
    expect(slopeOf(59, 60_000, second => second)).toBeUndefined()
    expect(slopeOf(60, 60_000, second => second)).toBeCloseTo(1)
  })

  it('tells units a second, up and down', () => {
    expect(slopeOf(300, 60_000, second => 1e9 + 5 * second)).toBeCloseTo(5)
    expect(slopeOf(300, 60_000, second => -2.5 * second)).toBeCloseTo(-2.5)
  })

  it('does not take a sawtooth for a rise, but sees the rise beneath one', () => {
    const tooth = (second: number) => (second % 10) * 100
    expect(Math.abs(slopeOf(600, 300_000, tooth) ?? Number.NaN)).toBeLessThan(2)
    expect(slopeOf(600, 300_000, second => tooth(second) + 20 * second)).toBeCloseTo(20, -1)
  })

  it('forgets what is older than its window', () => {
    expect(slopeOf(200, 60_000, second => (second < 100 ? 50 * second : 5000))).toBeCloseTo(0)
  })

  it('looks at a long window with few points', () => {
    expect(slopeOf(7_200, 3_600_000, second => 3 * second)).toBeCloseTo(3)
  })
})
