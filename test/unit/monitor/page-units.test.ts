import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as units from '../../../src/monitor/units.js'

type Format = (value: number) => string

/** The page's own formats, which run in the browser and have no types. */
const page = (await import(
  new URL('../../../src/monitor/page/assets/units.js', import.meta.url).href
)) as Record<string, Format>

describe('the figures of the live page', () => {
  const pairs: [string, Format][] = [
    ['count', units.formatCount],
    ['rate', units.formatRate],
    ['bytes', units.formatBytes],
    ['ms', units.formatMs],
    ['share', units.formatShare],
  ]

  it.each(pairs)('are written as the report writes them: %s', (name, format) => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e13, noNaN: true }), value => {
        expect(page[name]?.(value)).toBe(format(value))
      }),
    )
  })

  it('tell a length of time in its two largest units', () => {
    const duration = page.duration as Format
    expect([0, 59_400, 60_000, 3_723_000, 90_000_000].map(duration)).toEqual([
      '0 s',
      '59 s',
      '1 min',
      '1 h 2 min',
      '1 d 1 h',
    ])
  })
})
