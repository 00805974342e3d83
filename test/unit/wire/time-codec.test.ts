import fc from 'fast-check'
import Long from 'long'
import { describe, expect, it } from 'vitest'
import { fromMs, toMs, toNumber } from '../../../src/wire/reply-reader.js'

describe('times on the wire', () => {
  it('split milliseconds into seconds and nanoseconds', () => {
    expect(fromMs(1_234)).toEqual({ seconds: 1, nanos: 234e6 })
  })

  it('keep fractions of a millisecond', () => {
    expect(fromMs(0.25)).toEqual({ seconds: 0, nanos: 250_000 })
  })

  it('carry what rounds up to a whole second', () => {
    expect(fromMs(999.9999999)).toEqual({ seconds: 1, nanos: 0 })
  })

  it('come back as they went, for every millisecond there is', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), ms => {
        const { seconds, nanos } = fromMs(ms)
        expect(nanos).toBeGreaterThanOrEqual(0)
        expect(nanos).toBeLessThan(1e9)
        expect(toMs({ seconds: Long.fromNumber(seconds), nanos })).toBe(ms)
      }),
    )
  })

  it('stay unset where they are unset', () => {
    expect([toMs(undefined), toMs(null), toMs({}), toNumber(null)]).toEqual([undefined, undefined, 0, 0])
  })

  it('read int64 numbers in either form', () => {
    expect([toNumber(7), toNumber(Long.fromString('9007199254740991'))]).toEqual([7, 2 ** 53 - 1])
  })
})
