import { describe, expect, it } from 'vitest'
import { liteOffsetToWire } from '../../../src/wire/lite-offset.js'

describe('where to begin with a lite topic', () => {
  it.each([
    ['last', { policy: 0 }],
    ['min', { policy: 1 }],
    ['max', { policy: 2 }],
    [{ offset: 7 }, { offset: 7 }],
    [{ tail: 3 }, { tailN: 3 }],
    [{ timestamp: new Date(5) }, { timestamp: 5 }],
    [{ timestamp: 6 }, { timestamp: 6 }],
  ] as const)('%j is %j on the wire', (offset, wire) => {
    expect(liteOffsetToWire(offset)).toEqual(wire)
  })

  it.each(['first', {}, { tail: 1.5 }, { offset: -1 }])('refuses %j', offset => {
    expect(() => liteOffsetToWire(offset as never)).toThrow(
      expect.objectContaining({ code: 'INVALID_ARGUMENT' }),
    )
  })
})
