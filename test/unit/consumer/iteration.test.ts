import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { deliveryOf } from '../../../src/consumer/delivery.js'
import { Iteration, type IterationOwner } from '../../../src/consumer/iteration.js'
import type { MessageView } from '../../../src/message/message-view.js'
import { messageView } from '../../support/message-views.js'

const LEASE_MS = 10_000

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] }))
afterEach(() => vi.useRealTimers())

/** An iteration over as many messages as it likes to fetch, and what it does with them. */
function iterate(options: { endless?: boolean } = {}) {
  const { endless = true } = options
  const returned: MessageView[] = []
  const held = new Set<MessageView>()
  const sizes: number[] = []
  let count = 0
  const owner: IterationOwner = {
    leaseMs: LEASE_MS,
    fetch: (maxMessages, signal) => {
      sizes.push(maxMessages)
      if (!endless) return new Promise(resolve => signal.addEventListener('abort', () => resolve([])))
      const messages = Array.from({ length: maxMessages }, () =>
        messageView({ messageId: `m${count++}` }, LEASE_MS),
      )
      return Promise.resolve(messages)
    },
    hold: message => void held.add(message),
    release: message => void held.delete(message),
    handBack: messages => void returned.push(...messages),
    onOver: vi.fn(),
  }
  return { iteration: new Iteration(owner), owner, returned, held, sizes }
}

async function nextOf(iteration: Iteration): Promise<MessageView> {
  const { value } = await iteration.next()
  if (value === undefined) throw new Error('it is over')
  return value
}

describe('an iteration', () => {
  it('fetches one by one for a loop that takes its time', async () => {
    const { iteration, sizes, returned } = iterate()
    for (let i = 0; i < 8; i++) {
      await iteration.next()
      await vi.advanceTimersByTimeAsync(2_000)
    }
    expect(sizes).toEqual(Array.from({ length: 8 }, () => 1))
    expect(returned).toEqual([])
  })

  it('fetches more and more for a loop that is fast, up to what a server gives, and less when it slows down', async () => {
    const { iteration, sizes } = iterate()
    for (let i = 0; i < 100; i++) await iteration.next()
    expect(sizes).toEqual([1, 2, 4, 8, 16, 32, 32, 32])
    while (sizes.length < 10) {
      await iteration.next()
      await vi.advanceTimersByTimeAsync(100)
    }
    expect(sizes.slice(-1)).toEqual([4])
  })

  it('holds what the loop works on until it goes on or leaves', async () => {
    const { iteration, held } = iterate()
    const first = await nextOf(iteration)
    expect([...held]).toEqual([first])
    const second = await nextOf(iteration)
    expect([...held]).toEqual([second])
    await iteration.return()
    expect(held.size).toBe(0)
  })

  it('goes on holding what the loop works on when it is to give nothing more', async () => {
    const { iteration, held } = iterate()
    const message = await nextOf(iteration)
    iteration.stop()
    expect([...held]).toEqual([message])
    expect(await iteration.next()).toEqual({ done: true, value: undefined })
    expect(held.size).toBe(0)
  })

  it('hands back what a loop that stays with one message does not reach', async () => {
    const { iteration, returned } = iterate()
    for (let i = 0; i < 35; i++) await iteration.next()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(returned).toHaveLength(28)
  })

  it('hands back what has too little time left to be worked on', async () => {
    const { iteration, returned } = iterate()
    for (let i = 0; i < 35; i++) await iteration.next()
    for (let i = 0; i < 26; i++) {
      await vi.advanceTimersByTimeAsync(300)
      expect(deliveryOf(await nextOf(iteration)).invisibleUntil).toBeGreaterThan(performance.now() + 2_500)
    }
    expect(returned).toHaveLength(4)
  })

  it.each(['return', 'throw'] as const)('is left at once by %s() while it waits', async how => {
    const { iteration, owner } = iterate({ endless: false })
    const waiting = iteration.next()
    const error = new Error('enough')
    if (how === 'return') expect(await iteration.return()).toEqual({ done: true, value: undefined })
    else await expect(iteration.throw(error)).rejects.toBe(error)
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await iteration.next()).toEqual({ done: true, value: undefined })
    expect(owner.onOver).toHaveBeenCalledWith(iteration)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('hands back what comes after it was left', async () => {
    const { iteration, owner, returned } = iterate()
    const late = messageView({}, LEASE_MS)
    let bring = (_: MessageView[]) => {}
    owner.fetch = () => new Promise(resolve => (bring = resolve))
    const waiting = iteration.next()
    await iteration.return()
    bring([late])
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(returned).toEqual([late])
  })

  it('gives every caller of next() another message', async () => {
    const { iteration } = iterate()
    const results = await Promise.all(Array.from({ length: 5 }, () => iteration.next()))
    expect(results.map(({ value }) => value?.messageId)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4'])
  })

  it('ends with a failure that is for good', async () => {
    const { iteration, owner } = iterate()
    owner.fetch = () => Promise.reject(new Error('no such topic'))
    await expect(iteration.next()).rejects.toThrow('no such topic')
    expect(await iteration.next()).toEqual({ done: true, value: undefined })
  })
})
