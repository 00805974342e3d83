import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type CacheShare, MessageCache, type PollSpace } from '../../../src/consumer/message-cache.js'

const MANY_BYTES = 1_000_000

/** A cache with one queue. */
function one(messages: number, bytes = MANY_BYTES) {
  const cache = new MessageCache(messages, bytes)
  return { cache, share: cache.open() }
}

/** A poll that brings `messages` messages of `bytes` each. */
function bring(space: PollSpace | undefined, messages: number, bytes = 1): void {
  for (let count = 0; count < messages; count++) expect(space?.hold(bytes)).toBe(true)
  space?.end(messages, messages * bytes)
}

/** Polls as a queue with a backlog does, until there is no more room. */
function fillUp(cache: MessageCache, share: CacheShare, bytes = 1): number[] {
  const polls: number[] = []
  for (let space = cache.reserve(share, 32); space !== undefined; space = cache.reserve(share, 32)) {
    polls.push(space.messages)
    bring(space, space.messages, bytes)
    cache.setBusy(share, true)
  }
  return polls
}

describe('a cache with one queue', () => {
  it('never lets polls that are out bring more than its bound, even if all come back full', () => {
    const { cache, share } = one(70)
    const polls = [32, 32, 32].map(wanted => cache.reserve(share, wanted))
    expect(polls.map(space => space?.messages)).toEqual([32, 32, undefined])
    bring(polls[0], 32)
    expect(cache.reserve(share, 32)).toBeUndefined()
    expect(share.messages + share.reservedMessages).toBe(64)
  })

  it.each([
    ['messages', Number.POSITIVE_INFINITY, MANY_BYTES],
    ['bytes', MANY_BYTES, Number.POSITIVE_INFINITY],
    ['messages and bytes', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
  ])('gives every poll what it asks for where %s have no bound', (_what, messages, bytes) => {
    const cache = new MessageCache(messages, bytes)
    const shares = [cache.open(), cache.open()]
    for (let round = 0; round < 3; round++) {
      for (const share of shares) {
        const space = cache.reserve(share, 32)
        expect(space?.messages).toBe(32)
        bring(space, 32, 100)
        cache.setBusy(share, true)
      }
    }
    expect(shares.map(share => share.messages)).toEqual([96, 96])
  })

  it('gives back what a poll reserved and did not bring', () => {
    const { cache, share } = one(32)
    bring(cache.reserve(share, 32), 2)
    expect(share.messages).toBe(2)
    expect(cache.reserve(share, 32)?.messages).toBe(30)
  })

  it('is worth no poll until a good part is free', () => {
    const { cache, share } = one(40)
    fillUp(cache, share)
    expect(share.messages).toBe(32)
    cache.evict(share, 1)
    expect(cache.reserve(share, 32)).toBeUndefined()
    cache.evict(share, 1)
    expect(cache.reserve(share, 32)?.messages).toBe(10)
  })

  it('counts bytes of polls that are out by the mean size of late', () => {
    const { cache, share } = one(4_096, 1_000)
    bring(cache.reserve(share, 4), 4, 100)
    expect(cache.reserve(share, 32)?.messages).toBe(6)
    expect(cache.reserve(share, 32)).toBeUndefined()
  })

  it('lets one message through that is larger than the bound, alone', () => {
    const { cache, share } = one(4_096, 1_000)
    bring(cache.reserve(share, 1), 1, 50_000)
    expect(cache.reserve(share, 32)).toBeUndefined()
    cache.evict(share, 50_000)
    expect(cache.reserve(share, 32)?.messages).toBe(1)
  })

  it('wakes who waits only when there is room worth a poll', async () => {
    const { cache, share } = one(8)
    bring(cache.reserve(share, 8), 8)
    let got: number | undefined
    const waiting = cache.turn(share, 8).then(space => {
      got = space?.messages
    })
    cache.evict(share, 1)
    await Promise.resolve()
    expect(got).toBeUndefined()
    cache.evict(share, 1)
    await waiting
    expect(got).toBe(2)
  })

  it('tells who waits when its wait is ended without room', async () => {
    const { cache, share } = one(8)
    bring(cache.reserve(share, 8), 8)
    const waiting = cache.turn(share, 8)
    cache.wake(share)
    expect(await waiting).toBeUndefined()
  })
})

describe('what a poll brings', () => {
  it('is refused beyond what was asked for, and after that all', () => {
    const { cache, share } = one(100)
    const space = cache.reserve(share, 2) as PollSpace
    expect([space.hold(1), space.hold(1), space.hold(1), space.hold(1)]).toEqual([true, true, false, false])
    expect(share.messages).toBe(2)
  })

  it('is refused where the bytes do not fit, and the next poll asks for as many as do', () => {
    const { cache, share } = one(100, 1_000)
    const space = cache.reserve(share, 32) as PollSpace
    expect([400, 400, 400, 1].map(bytes => space.hold(bytes))).toEqual([true, true, false, false])
    space.end(2, 800)
    expect(share.bytes).toBe(800)
    cache.evict(share, 400)
    cache.evict(share, 400)
    expect(cache.reserve(share, 32)?.messages).toBe(2)
  })

  it('is refused where it does not fit any more once it is unpacked', () => {
    const { cache, share } = one(100, 1_000)
    const space = cache.reserve(share, 32) as PollSpace
    for (let count = 0; count < 3; count++) space.hold(10)
    expect(space.grow(790, 800)).toBe(true)
    expect(space.grow(790, 800)).toBe(false)
    space.drop(10)
    space.drop(10)
    expect(share).toMatchObject({ messages: 1, bytes: 800 })
  })
})

describe('a cache with several queues', () => {
  it('is divided in equal parts among those that have something to fetch', () => {
    const cache = new MessageCache(40, MANY_BYTES)
    const [slow, urgent] = [cache.open(), cache.open()]
    for (const share of [slow, urgent]) {
      bring(cache.reserve(share, 32), 10)
      cache.setBusy(share, true)
    }
    for (const share of [slow, urgent]) fillUp(cache, share)
    expect([slow.messages, urgent.messages]).toEqual([20, 20])
  })

  it('waits a moment for what a new queue has to fetch before others get more than their part', () => {
    let now = performance.now()
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    onTestFinished(() => void vi.restoreAllMocks())
    const cache = new MessageCache(40, MANY_BYTES)
    const [quick, slow] = [cache.open(), cache.open()]
    expect(cache.reserve(slow, 32)?.messages).toBe(10)
    fillUp(cache, quick)
    expect(quick.messages).toBe(20)
    now += 60_000
    fillUp(cache, quick)
    expect(quick.messages).toBe(30)
  })

  it('keeps a part for a queue that has nothing to fetch yet, in messages and in bytes', () => {
    const cache = new MessageCache(4_096, 64_000)
    const [slow, urgent] = [cache.open(), cache.open()]
    cache.setBusy(urgent, false)
    fillUp(cache, slow, 100)
    expect(slow.bytes).toBeGreaterThanOrEqual(40_000)
    expect(fillUp(cache, urgent, 100)[0]).toBe(32)
    expect(slow.bytes + urgent.bytes).toBeLessThanOrEqual(64_000)
  })

  it('lets a busy queue poll for 32 beside 199 idle ones whose polls wait', () => {
    let now = performance.now()
    vi.spyOn(performance, 'now').mockImplementation(() => now)
    onTestFinished(() => void vi.restoreAllMocks())
    const cache = new MessageCache(4_096, MANY_BYTES)
    const idle = Array.from({ length: 199 }, () => cache.open())
    const busy = cache.open()
    for (const share of idle) expect(cache.reserve(share, 32)?.messages).toBeGreaterThan(0)
    now += 60_000
    const polls = fillUp(cache, busy)
    expect(polls.slice(1, 30)).toEqual(Array(29).fill(32))
    const reserved = idle.reduce((sum, share) => sum + share.reservedMessages, 0)
    expect(busy.messages + reserved).toBeLessThanOrEqual(4_096)
  })

  it.each([
    ['and each may count on a part', 4_096],
    ['and there are more queues than messages', 150],
  ])(
    'looks at few queues for a message that is done with, though 199 others wait, %s',
    async (_how, bound) => {
      const cache = new MessageCache(bound, MANY_BYTES)
      const shares = Array.from({ length: 200 }, () => cache.open())
      const told = vi.fn()
      const waiting: Promise<void>[] = []
      for (const share of shares) fillUp(cache, share)
      for (const share of shares) waiting.push(cache.turn(share, 32).then(told))
      const looks = vi.spyOn(cache, 'reserve')
      const [busy] = shares as [CacheShare]
      const held = busy.messages
      for (let count = 0; count < held; count++) cache.evict(busy, 1)
      expect(held).toBeGreaterThan(0)
      expect(looks.mock.calls.length).toBeLessThanOrEqual(4 * held + 4)
      for (const share of shares) {
        while (share.messages > 0) cache.evict(share, 1)
        cache.wake(share)
      }
      await Promise.all(waiting)
      expect(told).toHaveBeenCalledTimes(200)
    },
  )

  it('gives room to the queue that holds none, though all that come before it hold some', async () => {
    const cache = new MessageCache(4, MANY_BYTES)
    const shares = Array.from({ length: 9 }, () => cache.open())
    const holders = shares.slice(0, 4)
    for (const share of holders) bring(cache.reserve(share, 1), 1)
    for (const share of holders) void cache.turn(share, 32)
    const given = cache.turn(shares[8] as CacheShare, 32)
    cache.evict(holders[0] as CacheShare, 1)
    expect((await given)?.messages).toBe(1)
    for (const share of shares) cache.wake(share)
  })

  it('has its bound kept by more queues than it holds messages', () => {
    const cache = new MessageCache(3, MANY_BYTES)
    const shares = Array.from({ length: 5 }, () => cache.open())
    expect(shares.map(share => cache.reserve(share, 32)?.messages)).toEqual([1, 1, 1, undefined, undefined])
  })

  it('gives room that one queue makes to another that waits', async () => {
    const cache = new MessageCache(2, MANY_BYTES)
    const [first, second] = [cache.open(), cache.open()]
    bring(cache.reserve(first, 1), 1)
    bring(cache.reserve(first, 1), 0)
    const third = cache.open()
    bring(cache.reserve(second, 1), 1)
    const waiting = cache.turn(third, 32)
    cache.evict(first, 1)
    expect((await waiting)?.messages).toBe(1)
  })

  it('gives the part of a queue that is gone to the others, once its messages are done with', async () => {
    const cache = new MessageCache(40, MANY_BYTES)
    const [gone, other] = [cache.open(), cache.open()]
    fillUp(cache, gone)
    const { messages } = gone
    cache.close(gone)
    fillUp(cache, other)
    expect(other.messages).toBe(40 - messages)
    const waiting = cache.turn(other, 32)
    for (let count = 0; count < messages; count++) cache.evict(gone, 1)
    expect((await waiting)?.messages).toBeGreaterThan(0)
  })
})
