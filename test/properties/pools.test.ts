import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BufferPool } from '../../src/pool/buffer-pool.js'
import { ObjectPool } from '../../src/pool/object-pool.js'

const step = fc.record({ take: fc.boolean(), which: fc.nat(1000), size: fc.nat(20_000) })
const steps = fc.array(step, { maxLength: 300 })

/** Takes and gives back at random, and hands back in the end what is still out. */
function play<T extends object>(
  script: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
  take: (size: number) => T,
  giveBack: (object: T) => void,
): { taken: number; out: T[] } {
  const out: T[] = []
  let taken = 0
  for (const { take: taking, which, size } of script) {
    if (taking || out.length === 0) {
      const object = take(size)
      taken += 1
      expect(out).not.toContain(object)
      out.push(object)
    } else {
      const [object] = out.splice(which % out.length, 1)
      giveBack(object as T)
      expect(() => giveBack(object as T)).toThrow(expect.objectContaining({ code: 'NOT_OUTSTANDING' }))
    }
  }
  return { taken, out }
}

describe('an object pool, however it is used,', () => {
  it('has nothing out twice, keeps no more than it may, and counts right', () => {
    fc.assert(
      fc.property(steps, fc.nat(10), (script, maxSize) => {
        let made = 0
        let destroyed = 0
        const pool = new ObjectPool({
          name: 'any',
          maxSize,
          create: () => {
            made += 1
            return { dirty: false }
          },
          reset: object => {
            object.dirty = false
          },
          destroy: () => {
            destroyed += 1
          },
        })
        const take = () => {
          const object = pool.acquire()
          expect(object.dirty).toBe(false)
          object.dirty = true
          return object
        }
        const { taken, out } = play(script, take, object => pool.release(object))
        const { hits, misses, acquired, outstanding, idle } = pool.stats()
        expect({ acquired, outstanding }).toEqual({ acquired: taken, outstanding: out.length })
        expect(hits + misses).toBe(acquired)
        expect(misses).toBe(made)
        expect(idle).toBeLessThanOrEqual(maxSize)
        for (const object of out) pool.release(object)
        expect(pool.stats().outstanding).toBe(0)
        expect(pool.stats().idle).toBe(made - destroyed)
        pool.close()
        expect(destroyed).toBe(made)
      }),
    )
  })
})

describe('a buffer pool, however it is used,', () => {
  it('gives buffers that are long enough, keeps no more bytes than it may, and counts right', () => {
    fc.assert(
      fc.property(steps, fc.nat(65_536), (script, maxIdleBytes) => {
        const pool = new BufferPool({ name: 'any', minBytes: 64, maxBytes: 8192, maxIdleBytes })
        const take = (size: number) => {
          const buffer = pool.acquire(size)
          expect(buffer.length).toBeGreaterThanOrEqual(size)
          expect(buffer.length).toBeLessThanOrEqual(Math.max(64, 2 * size))
          return buffer
        }
        const { taken, out } = play(script, take, buffer => pool.release(buffer))
        for (const buffer of out) pool.release(buffer)
        const stats = pool.stats()
        expect(stats).toMatchObject({ acquired: taken, released: taken, outstanding: 0 })
        expect(stats.hits + stats.misses).toBe(taken)
        expect(stats.misses).toBe(stats.idle + stats.discarded)
        expect(stats.bytes).toBeLessThanOrEqual(maxIdleBytes)
        pool.clear()
        expect(pool.stats()).toMatchObject({ idle: 0, bytes: 0 })
      }),
    )
  })
})
