import { describe, expect, it } from 'vitest'
import { encodeWord } from '../../../scripts/cluster/admin-client.js'

describe('encodeWord', () => {
  it('keeps a word in one piece', () => {
    expect(encodeWord('{"a": 1}\n')).toBe('%7B%22a%22%3A%201%7D%0A')
  })

  it('tells a word left out from a dash', () => {
    expect([encodeWord(undefined), encodeWord('-')]).toEqual(['-', '%2D'])
  })
})
