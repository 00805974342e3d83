import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consistentHash, javaHash } from '../../../src/route/consistent-hash.js'

test('strings hash as they do in Java', () => {
  expect(javaHash('')).toBe(0)
  expect(javaHash('abc')).toBe(96354)
  // The first whose sum leaves 32 bits.
  expect(javaHash('polygenelubricants')).toBe(-2147483648)
})

test('a bucket is one of those there are, and grows by itself only when buckets are added', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 100 }), (hash, buckets) => {
      const before = consistentHash(hash, buckets)
      expect(before).toBeGreaterThanOrEqual(0)
      expect(before).toBeLessThan(buckets)
      // Adding a bucket moves a hash into the new one, or not at all.
      expect([before, buckets]).toContain(consistentHash(hash, buckets + 1))
    }),
  )
})
