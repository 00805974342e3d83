import { describe, expect, it, vi } from 'vitest'
import { Monitor } from '../../../src/monitor/monitor.js'
import { PoolRegistry } from '../../../src/pool/pool-registry.js'

const withCode = (code: string) => expect.objectContaining({ code })

describe('a pool registry', () => {
  it('keeps a buffer pool, and object pools by their names', () => {
    const pools = new PoolRegistry()
    const rows = pools.register('rows', { create: () => ({ cells: [] as string[] }) })
    expect(pools.get('rows')).toBe(rows)
    expect(rows.name).toBe('rows')
    expect(pools.buffers.acquire(10)).toHaveLength(1024)
  })

  it('resets and destroys as it was told', () => {
    const destroy = vi.fn()
    const pool = new PoolRegistry().register('rows', {
      create: () => ({ cells: ['x'] }),
      reset: row => {
        row.cells = []
      },
      destroy,
      maxSize: 1,
    })
    const [first, second] = [pool.acquire(), pool.acquire()]
    pool.release(first)
    pool.release(second)
    expect(first.cells).toEqual([])
    expect(destroy.mock.calls).toEqual([[second]])
  })

  it('refuses a name that is taken, its own one included', () => {
    const pools = new PoolRegistry()
    pools.register('rows', { create: () => ({}) })
    expect(() => pools.register('rows', { create: () => ({}) })).toThrow(withCode('CONFIGURATION'))
    expect(() => pools.register('buffers', { create: () => ({}) })).toThrow(withCode('CONFIGURATION'))
  })

  it('says what is wrong when asked for an unknown pool', () => {
    expect(() => new PoolRegistry().get('rows')).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION',
        message: "there is no pool 'rows'; register it first",
      }),
    )
  })

  it('gives its defaults to pools that do not say otherwise', () => {
    const pools = new PoolRegistry({
      maxSize: 1,
      leakDetection: { sweepIntervalMs: 0 },
      buffers: { minBytes: 64, maxIdleBytes: 64 },
    })
    const small = pools.register('small', { create: () => ({}) })
    const own = pools.register('own', { create: () => ({}), maxSize: 2, leakDetection: false })
    for (const pool of [small, own])
      for (const object of [pool.acquire(), pool.acquire()]) pool.release(object)
    expect(small.stats().idle).toBe(1)
    expect(own.stats().idle).toBe(2)
    expect(small.leaks).toBeDefined()
    expect(own.leaks).toBeUndefined()
    expect(pools.buffers.leaks).toBeDefined()
    expect(pools.buffers.acquire(1)).toHaveLength(64)
  })

  it('counts each pool under its name, and a monitor shows them all', () => {
    const pools = new PoolRegistry()
    pools.register('rows', { create: () => ({}) }).acquire()
    expect(Object.keys(pools.stats())).toEqual(['buffers', 'rows'])
    expect(pools.stats().rows).toMatchObject({ name: 'rows', outstanding: 1 })
    const monitor = new Monitor()
    monitor.attachPool(pools)
    expect(monitor.snapshot().pools.map(({ name, outstanding }) => ({ name, outstanding }))).toEqual([
      { name: 'buffers', outstanding: 0 },
      { name: 'rows', outstanding: 1 },
    ])
  })

  it('closes all, though one fails, and takes back what is out', () => {
    const pools = new PoolRegistry()
    const failing = pools.register('failing', {
      create: () => ({}),
      destroy: () => {
        throw new Error('will not')
      },
    })
    const rows = pools.register('rows', { create: () => ({}) })
    failing.release(failing.acquire())
    const row = rows.acquire()
    expect(() => pools.close()).toThrow(withCode('HANDLER'))
    expect(() => rows.acquire()).toThrow(withCode('CLOSED'))
    expect(() => pools.buffers.acquire(1)).toThrow(withCode('CLOSED'))
    expect(() => pools.register('late', { create: () => ({}) })).toThrow(withCode('CLOSED'))
    rows.release(row)
    pools.close()
  })
})
