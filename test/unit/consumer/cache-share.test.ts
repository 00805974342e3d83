import { describe, expect, it } from 'vitest'
import { CacheShare } from '../../../src/consumer/cache-share.js'

const share = (messages: number, bytes = 1_000_000) => new CacheShare(() => ({ messages, bytes }))

describe('CacheShare', () => {
  it('never lets polls that are out bring more than its bound, even if all come back full', () => {
    const cache = share(70)
    expect([cache.reserve(32), cache.reserve(32), cache.reserve(32)]).toEqual([32, 32, 0])
    cache.fill(32, 32, 3_200)
    expect(cache.reserve(32)).toBe(0)
    expect(cache.taken).toBe(64)
  })

  it('gives back what a poll reserved and did not bring', () => {
    const cache = share(32)
    expect(cache.reserve(32)).toBe(32)
    cache.fill(32, 2, 200)
    expect(cache.messages).toBe(2)
    expect(cache.reserve(32)).toBe(30)
  })

  it('is worth no poll until a good part is free', () => {
    const cache = share(40)
    cache.fill(cache.reserve(32), 32, 32)
    cache.fill(0, 8, 8)
    for (let i = 0; i < 9; i++) cache.evict(1)
    expect(cache.reserve(32)).toBe(0)
    cache.evict(1)
    expect(cache.reserve(32)).toBe(10)
  })

  it('counts bytes of polls that are out by the mean size of late', () => {
    const cache = share(4_096, 1_000)
    cache.fill(cache.reserve(4), 4, 400)
    expect(cache.reserve(32)).toBe(6)
    expect(cache.reserve(32)).toBe(0)
  })

  it('lets one message through that is larger than the bound, alone', () => {
    const cache = share(4_096, 1_000)
    cache.fill(cache.reserve(1), 1, 50_000)
    expect(cache.reserve(32)).toBe(0)
    cache.evict(50_000)
    expect(cache.reserve(32)).toBe(1)
  })

  it('has no room at all while others hold everything', () => {
    expect(share(0).reserve(32)).toBe(0)
  })

  it('wakes who waits only when there is room worth a poll', async () => {
    const cache = share(8)
    cache.fill(cache.reserve(8), 8, 8)
    let woken = false
    const waiting = cache.room(8).then(() => {
      woken = true
    })
    cache.evict(1)
    cache.wakeServed()
    await Promise.resolve()
    expect(woken).toBe(false)
    cache.evict(1)
    cache.wakeServed()
    await waiting
    expect(woken).toBe(true)
  })
})
