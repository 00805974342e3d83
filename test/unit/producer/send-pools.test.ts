import { describe, expect, it } from 'vitest'
import { SendPools } from '../../../src/producer/envelope.js'

describe('what a producer recycles', () => {
  it('comes back to be used again', () => {
    const pools = new SendPools({ pooling: true, leakDetection: false })
    const first = pools.envelopes.acquire()
    pools.envelopes.release(first)
    expect(pools.envelopes.acquire()).toBe(first)
    pools.buffers.release(pools.buffers.acquire(5_000))
    expect(pools.stats()).toMatchObject([
      { name: 'envelopes', acquired: 2, hits: 1, outstanding: 1 },
      { name: 'encode buffers', acquired: 1, outstanding: 0, idle: 1 },
    ])
  })

  it('may still come back after they are closed, and is not kept then', () => {
    const pools = new SendPools({ pooling: true, leakDetection: false })
    const envelope = pools.envelopes.acquire()
    pools.close()
    pools.envelopes.release(envelope)
    expect(pools.stats()[0]).toMatchObject({ outstanding: 0, idle: 0 })
  })

  it('is made anew each time without pooling, and counted all the same', () => {
    const pools = new SendPools({ pooling: false, leakDetection: false })
    const first = pools.envelopes.acquire()
    pools.envelopes.release(first)
    expect(pools.envelopes.acquire()).not.toBe(first)
    expect(pools.buffers.acquire(77)).toHaveLength(77)
    pools.close()
    expect(pools.stats()).toMatchObject([
      { acquired: 2, misses: 2, hits: 0, outstanding: 1, idle: 0 },
      { acquired: 1, outstanding: 1, idle: 0 },
    ])
  })
})
