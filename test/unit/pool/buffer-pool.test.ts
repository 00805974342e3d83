import { describe, expect, it } from 'vitest'
import { BufferPool } from '../../../src/pool/buffer-pool.js'

const KIB = 1024

describe('a buffer pool', () => {
  it.each([
    [0, KIB],
    [1, KIB],
    [KIB, KIB],
    [KIB + 1, 2 * KIB],
    [5000, 8 * KIB],
    [2 ** 22 - 1, 2 ** 22],
    [2 ** 22, 2 ** 22],
  ])('gives for %d bytes a buffer of %d, the next power of two', (size, length) => {
    const pool = new BufferPool({ name: 'buffers' })
    expect(pool.acquire(size)).toHaveLength(length)
  })

  it('hands out again a buffer of the same size class only', () => {
    const pool = new BufferPool({ name: 'buffers' })
    const buffer = pool.acquire(3000)
    pool.release(buffer)
    expect(pool.acquire(1000)).not.toBe(buffer)
    expect(pool.acquire(2049)).toBe(buffer)
  })

  it('makes what is above the largest size for one use, exactly as long', () => {
    const pool = new BufferPool({ name: 'buffers', maxBytes: 4 * KIB })
    const large = pool.acquire(4 * KIB + 1)
    expect(large).toHaveLength(4 * KIB + 1)
    pool.release(large)
    expect(pool.stats()).toMatchObject({ misses: 1, idle: 0, bytes: 0, discarded: 1, outstanding: 0 })
  })

  it('gives each buffer memory of its own', () => {
    const pool = new BufferPool({ name: 'buffers', minBytes: 16 })
    const [first, second] = [pool.acquire(16), pool.acquire(16)]
    expect(first.buffer).not.toBe(second.buffer)
    expect(first.buffer.byteLength).toBe(16)
  })

  it('counts hits, misses and the bytes it keeps', () => {
    const pool = new BufferPool({ name: 'buffers' })
    pool.release(pool.acquire(KIB))
    const large = pool.acquire(4 * KIB)
    pool.release(pool.acquire(KIB))
    pool.release(large)
    expect(pool.stats()).toEqual({
      name: 'buffers',
      acquired: 3,
      released: 3,
      hits: 1,
      misses: 2,
      hitRate: 1 / 3,
      outstanding: 0,
      idle: 2,
      discarded: 0,
      leaked: 0,
      bytes: 5 * KIB,
      waiting: 0,
    })
  })

  it('keeps no more bytes than it may', () => {
    const pool = new BufferPool({ name: 'buffers', maxIdleBytes: 3 * KIB })
    const buffers = [pool.acquire(2 * KIB), pool.acquire(2 * KIB), pool.acquire(KIB)]
    for (const buffer of buffers) pool.release(buffer)
    expect(pool.stats()).toMatchObject({ bytes: 3 * KIB, idle: 2, discarded: 1 })
  })

  it('refuses a second release, a foreign buffer, and a part of a buffer', () => {
    const pool = new BufferPool({ name: 'buffers' })
    const buffer = pool.acquire(KIB)
    const notOut = expect.objectContaining({ code: 'NOT_OUTSTANDING' })
    expect(() => pool.release(buffer.subarray(0, 10))).toThrow(notOut)
    expect(() => pool.release(Buffer.alloc(KIB))).toThrow(notOut)
    expect(() => pool.release(new BufferPool({ name: 'other' }).acquire(KIB))).toThrow(notOut)
    pool.release(buffer)
    expect(() => pool.release(buffer)).toThrow(notOut)
    expect(pool.stats()).toMatchObject({ released: 1, idle: 1 })
  })

  it.each([[-1], [1.5], [Number.NaN], [Number.POSITIVE_INFINITY], ['10' as never], [2 ** 52]])(
    'refuses a size of %s, whether or not buffers are idle',
    size => {
      const pool = new BufferPool({ name: 'buffers' })
      const refusal = expect.objectContaining({ code: 'INVALID_ARGUMENT' })
      expect(() => pool.acquire(size)).toThrow(refusal)
      pool.release(pool.acquire(1))
      expect(() => pool.acquire(size)).toThrow(refusal)
      expect(pool.stats().acquired).toBe(1)
    },
  )

  it('rounds the sizes it is given to powers of two', () => {
    const pool = new BufferPool({ name: 'buffers', minBytes: 100, maxBytes: 1000 })
    expect(pool.acquire(1)).toHaveLength(128)
    const largest = pool.acquire(1001)
    expect(largest).toHaveLength(1024)
    pool.release(largest)
    expect(pool.stats().idle).toBe(1)
  })

  it('lets go of what is idle when it is cleared, and goes on', () => {
    const pool = new BufferPool({ name: 'buffers' })
    pool.release(pool.acquire(KIB))
    pool.clear()
    expect(pool.stats()).toMatchObject({ idle: 0, bytes: 0 })
    pool.release(pool.acquire(KIB))
    expect(pool.stats().idle).toBe(1)
  })

  it('hands out nothing after close, takes back what is out, and keeps nothing', () => {
    const pool = new BufferPool({ name: 'buffers' })
    const out = pool.acquire(KIB)
    pool.close()
    expect(() => pool.acquire(KIB)).toThrow(expect.objectContaining({ code: 'CLOSED' }))
    pool.release(out)
    expect(pool.stats()).toMatchObject({ idle: 0, bytes: 0, outstanding: 0 })
  })

  it.each([
    [{ minBytes: 0 }, 'minBytes must be a whole number from 1 up, not 0'],
    [{ maxBytes: 1.5 }, 'maxBytes must be a whole number from 1 up, not 1.5'],
    [{ maxIdleBytes: -1 }, 'maxIdleBytes must be a whole number from 0 up, not -1'],
    [
      { minBytes: 4096, maxBytes: 1024 },
      'minBytes (4096) must not be above maxBytes (1024), nor that above 1 GiB',
    ],
    [{ maxBytes: 2 ** 31 }, `minBytes (1024) must not be above maxBytes (${2 ** 31}), nor that above 1 GiB`],
  ])('refuses %j', (options, why) => {
    expect(() => new BufferPool({ name: 'buffers', ...options })).toThrow(
      expect.objectContaining({ code: 'CONFIGURATION', message: `pool buffers: ${why}` }),
    )
  })
})
