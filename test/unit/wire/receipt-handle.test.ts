import { describe, expect, it } from 'vitest'
import { handleAfterChange } from '../../../src/wire/receipt-handle.js'

describe('the handle after a change of the invisible time', () => {
  it('names the checkpoint that begins at the message, where a LOCAL server names the old one', () => {
    const before = '0 1795752563028 30000 1 0 broker-a 3 2 5264'
    const answer = '0 1795752563333 12000 1 0 broker-a 3 2 0 5264'
    expect(handleAfterChange(before, answer)).toBe('2 1795752563333 12000 1 0 broker-a 3 2 5264')
  })

  it('keeps the place in the log over any number of changes', () => {
    const before = '1 1795752563215 12000 0 1 broker-a 0 1 3888'
    const answer = '1 1795752563239 13000 0 1 broker-a 0 1 0 0'
    expect(handleAfterChange(before, answer)).toBe('1 1795752563239 13000 0 1 broker-a 0 1 3888')
  })

  it('is the answer of a CLUSTER server, which is right', () => {
    const before = '0 1795752627399 30000 0 0 broker-a 0 1 13489'
    const answer = '1 1795752627742 12000 0 0 broker-a 0 1 13489'
    expect(handleAfterChange(before, answer)).toBe(answer)
  })

  it('needs no place in the log', () => {
    expect(handleAfterChange('0 5 6 7 0 b 1 2', '0 8 9 7 0 b 1 2')).toBe('2 8 9 7 0 b 1 2')
  })

  it.each([
    ['opaque', 'AAEC/w==', 'AAED/w=='],
    ['of fewer fields', '0 5 6 7 0 b 1', '0 8 9 7 0 b 1'],
    ['of fields that are no numbers', '0 5 6 7 0 b 1 x', '0 8 9 7 0 b 1 x'],
    ['of another message', '0 5 6 7 0 b 1 2 3', '0 8 9 7 0 b 1 4 3'],
  ])('is left as it is when it is %s', (_kind, before, answer) => {
    expect(handleAfterChange(before, answer)).toBe(answer)
  })
})
