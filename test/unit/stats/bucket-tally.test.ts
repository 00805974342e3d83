import fc from 'fast-check'
import { expect, it } from 'vitest'
import { BucketTally, DURATION_BOUNDS_MS } from '../../../src/stats/meters.js'

it('counts each value at every bound that is not below it', () => {
  const values = fc.array(
    fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constantFrom(...DURATION_BOUNDS_MS)),
  )
  fc.assert(
    fc.property(values, recorded => {
      const tally = new BucketTally()
      for (const value of recorded) tally.record(value)
      const { count, sum, buckets } = tally.summary()
      expect(count).toBe(recorded.length)
      expect(sum).toBe(recorded.reduce((total, value) => total + value, 0))
      expect(buckets.bounds).toBe(DURATION_BOUNDS_MS)
      expect(buckets.counts).toEqual(
        DURATION_BOUNDS_MS.map(bound => recorded.filter(value => value <= bound).length),
      )
    }),
  )
})

it('takes negative times and NaN for 0', () => {
  const tally = new BucketTally()
  for (const value of [-5, Number.NaN]) tally.record(value)
  expect(tally.summary()).toMatchObject({ count: 2, sum: 0 })
  expect(tally.summary().buckets.counts[0]).toBe(2)
})
