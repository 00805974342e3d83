import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HistogramWindow, middleOf } from '../../src/stats/meters.js'

const values = fc.array(
  fc.oneof(fc.nat(1000), fc.nat({ max: 2 ** 31 + 5 }), fc.maxSafeNat(), fc.constantFrom(511, 512, 2 ** 31)),
  { minLength: 1, maxLength: 200 },
)

function windowOf(list: readonly number[]): HistogramWindow {
  const window = new HistogramWindow()
  for (const value of list) window.record(value)
  return window
}

describe('a histogram window', () => {
  it('gives percentiles within 0.2 % of the sorted list', () => {
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (list, share) => {
        const sorted = [...list].sort((a, b) => a - b)
        const exact = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? 0
        const [found = 0] = windowOf(list).percentiles([share])
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * 0.002 + 1e-9)
      }),
    )
  })

  it('is the same whether values are recorded in one or added from two', () => {
    fc.assert(
      fc.property(values, values, (left, right) => {
        const sum = windowOf(left)
        sum.add(windowOf(right))
        const whole = windowOf([...left, ...right])
        const shares = [0.1, 0.5, 0.9, 0.99, 1]
        expect(sum.percentiles(shares)).toEqual(whole.percentiles(shares))
        expect([sum.count, sum.min, sum.max]).toEqual([whole.count, whole.min, whole.max])
      }),
    )
  })

  it('counts what lies at or below a bound to within 0.4 % of it', () => {
    fc.assert(
      fc.property(
        values,
        fc.uniqueArray(fc.maxSafeNat(), { minLength: 1, maxLength: 10 }),
        (list, bounds) => {
          bounds.sort((a, b) => a - b)
          windowOf(list)
            .countsUpTo(bounds)
            .forEach((count, index) => {
              const bound = bounds[index] as number
              expect(count).toBeGreaterThanOrEqual(list.filter(value => value <= bound).length)
              expect(count).toBeLessThanOrEqual(list.filter(value => value <= bound * 1.004).length)
            })
        },
      ),
    )
  })

  it('has buckets whose values rise', () => {
    for (let bucket = 1; bucket < 12_000; bucket++)
      expect(middleOf(bucket)).toBeGreaterThan(middleOf(bucket - 1))
  })
})
