import { describe, expect, it } from 'vitest'
import { sipHash24, sipHashQueueIndex } from '../../../src/route/sip-hash.js'

const hex = (text: string) => {
  const { high, low } = sipHash24(text)
  return ((BigInt(high) << 32n) | BigInt(low)).toString(16).padStart(16, '0')
}

describe('SipHash of a message group', () => {
  it.each([
    ['', '726fdb47dd0e0e31', { 3: 0, 8: 1 }],
    ['group1', 'd50178e6075a8708', { 3: 2, 8: 0, 6: 2 }],
    ['order-1', 'c37e18db31b97687', { 3: 0, 8: 7, 6: 3 }],
    ['消息组', 'e11b0a4b14a40a3b', { 3: 1, 8: 3, 6: 1 }],
  ])('%j is what the other clients compute, and so is its queue', (group, hash, queues) => {
    expect(hex(group)).toBe(hash)
    for (const [count, index] of Object.entries(queues)) {
      expect(sipHashQueueIndex(group, Number(count))).toBe(index)
    }
  })

  it('agrees with the published vector for fifteen bytes', () => {
    // The reference vector hashes 00 01 … 0e, all of them ASCII.
    expect(hex(String.fromCharCode(...Array(15).keys()))).toBe('a129ca6149be45e5')
  })

  it('gives the one queue there is', () => {
    expect(sipHashQueueIndex('any', 1)).toBe(0)
  })

  it('gives the index that whole numbers of 64 bits give, for every number of queues', () => {
    for (const group of ['a', 'order-17', '消息', 'x'.repeat(63), '7', '\u0000']) {
      const signed = BigInt.asIntN(64, BigInt(`0x${hex(group)}`))
      for (const queues of [1, 2, 3, 5, 7, 8, 16, 100, 1023, 65_536, 1_000_003]) {
        const count = BigInt(queues)
        expect(sipHashQueueIndex(group, queues)).toBe(Number(((signed % count) + count) % count))
      }
    }
  })
})
