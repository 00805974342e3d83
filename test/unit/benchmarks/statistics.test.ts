import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { median, pairedRatio, spread } from '../../../benchmarks/statistics.js'

const positive = fc.double({ min: 0.001, max: 1e9, noNaN: true })

describe('medians and ratios of rounds', () => {
  test('the median of an odd number of values is the one in the middle', () => {
    expect(median([9, 1, 5])).toBe(5)
  })

  test('the median of an even number is half way between the two in the middle', () => {
    expect(median([4, 1, 10, 2])).toBe(3)
  })

  test('the median of nothing is not a number', () => {
    expect(median([])).toBeNaN()
  })

  test('the median lies within its values and does not reorder them', () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1 }), values => {
        const before = [...values]
        const middle = median(values)
        expect(values).toEqual(before)
        expect(values.filter(value => value <= middle).length * 2).toBeGreaterThanOrEqual(values.length)
        expect(values.filter(value => value >= middle).length * 2).toBeGreaterThanOrEqual(values.length)
      }),
    )
  })

  test('the spread is the width as a share of the median', () => {
    expect(spread([90, 100, 120])).toBeCloseTo(0.3)
    expect(spread([100])).toBe(0)
  })

  test('ratios are made within a round, so a slow round of both changes nothing', () => {
    expect(pairedRatio([100, 10, 200], [50, 5, 100])).toBe(2)
  })

  test('rounds that one of both lacks are left out', () => {
    expect(pairedRatio([100, undefined, 90], [50, 1, undefined])).toBe(2)
    expect(pairedRatio([undefined], [1])).toBeNaN()
  })
})
