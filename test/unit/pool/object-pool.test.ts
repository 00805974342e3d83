import { describe, expect, it, vi } from 'vitest'
import { ObjectPool, type ObjectPoolOptions } from '../../../src/pool/object-pool.js'

interface Draft {
  text: string
}

function setUp(options: Partial<ObjectPoolOptions<Draft>> = {}) {
  const reset = vi.fn((draft: Draft) => {
    draft.text = ''
  })
  const destroy = vi.fn()
  const pool = new ObjectPool<Draft>({
    name: 'drafts',
    create: () => ({ text: '' }),
    reset,
    destroy,
    ...options,
  })
  return { pool, reset, destroy }
}

function caught(action: () => unknown): unknown {
  try {
    action()
  } catch (error) {
    return error
  }
  return undefined
}

describe('an object pool', () => {
  it('hands out again what came back last', () => {
    const { pool } = setUp()
    const [first, second] = [pool.acquire(), pool.acquire()]
    pool.release(first)
    pool.release(second)
    expect(pool.acquire()).toBe(second)
    expect(pool.acquire()).toBe(first)
  })

  it('never has one object out twice', () => {
    const { pool } = setUp()
    expect(new Set(Array.from({ length: 100 }, () => pool.acquire())).size).toBe(100)
  })

  it('resets an object when it comes back, not when it leaves', () => {
    const { pool, reset } = setUp()
    const draft = pool.acquire()
    draft.text = 'secret'
    pool.release(draft)
    expect(draft.text).toBe('')
    pool.acquire()
    expect(reset).toHaveBeenCalledTimes(1)
  })

  it('counts hits, misses, what is out and what is idle', () => {
    const { pool } = setUp()
    expect(pool.stats()).toEqual({
      name: 'drafts',
      acquired: 0,
      released: 0,
      hits: 0,
      misses: 0,
      hitRate: 0,
      outstanding: 0,
      idle: 0,
      discarded: 0,
      leaked: 0,
      bytes: 0,
      waiting: 0,
    })
    const draft = pool.acquire()
    pool.acquire()
    pool.release(draft)
    pool.release(pool.acquire())
    expect(pool.stats()).toMatchObject({
      acquired: 3,
      released: 2,
      hits: 1,
      misses: 2,
      hitRate: 1 / 3,
      outstanding: 1,
      idle: 1,
    })
  })

  it('keeps no more than it may, and destroys the rest without resetting it', () => {
    const { pool, reset, destroy } = setUp({ maxSize: 1 })
    const [first, second] = [pool.acquire(), pool.acquire()]
    pool.release(first)
    pool.release(second)
    expect(destroy.mock.calls).toEqual([[second]])
    expect(reset.mock.calls).toEqual([[first]])
    expect(pool.stats()).toMatchObject({ idle: 1, discarded: 1, outstanding: 0 })
  })

  it('keeps nothing with a size of 0', () => {
    const { pool } = setUp({ maxSize: 0 })
    pool.release(pool.acquire())
    expect(pool.stats()).toMatchObject({ idle: 0, discarded: 1 })
  })

  describe('refuses as NOT_OUTSTANDING, and changes nothing,', () => {
    const refusal = (why: string) =>
      expect.objectContaining({ code: 'NOT_OUTSTANDING', message: `pool drafts: ${why}` })

    it('what was given back before', () => {
      const { pool, reset } = setUp()
      const draft = pool.acquire()
      pool.release(draft)
      expect(caught(() => pool.release(draft))).toEqual(
        refusal('this was given back before; whoever does it twice may share it with the next taker'),
      )
      expect(reset).toHaveBeenCalledTimes(1)
      expect(pool.stats()).toMatchObject({ released: 1, idle: 1, outstanding: 0 })
    })

    it('what no pool handed out', () => {
      const { pool } = setUp()
      const foreign = refusal('what is given back was not taken from any pool')
      expect(caught(() => pool.release({ text: '' }))).toEqual(foreign)
      expect(caught(() => pool.release({ ...pool.acquire() }))).toEqual(foreign)
      expect(caught(() => pool.release(structuredClone(pool.acquire())))).toEqual(foreign)
      expect(caught(() => pool.release(undefined as never))).toEqual(foreign)
    })

    it('what another pool handed out', () => {
      const { pool } = setUp()
      const { pool: other } = setUp()
      const draft = other.acquire()
      expect(caught(() => pool.release(draft))).toEqual(
        refusal('what is given back was taken from another pool'),
      )
      other.release(draft)
    })

    it('what inherits from an object that is out', () => {
      const { pool } = setUp()
      const draft = pool.acquire()
      expect(caught(() => pool.release(Object.create(draft)))).toEqual(
        refusal('what is given back only inherits from what was taken'),
      )
      pool.release(draft)
    })
  })

  it('leaves no trace on an object that would be seen or copied', () => {
    const { pool } = setUp()
    const draft = pool.acquire()
    expect(Object.keys(draft)).toEqual(['text'])
    expect(JSON.stringify(draft)).toBe('{"text":""}')
    expect(Object.getOwnPropertySymbols({ ...draft })).toEqual([])
  })

  describe('lends an object for the time of a function', () => {
    it('that returns', () => {
      const { pool } = setUp()
      expect(pool.use(draft => draft.text.length)).toBe(0)
      expect(pool.stats()).toMatchObject({ released: 1, outstanding: 0 })
    })

    it('that throws', () => {
      const { pool } = setUp()
      const failing = () => {
        throw new Error('no')
      }
      expect(() => pool.use(failing)).toThrow('no')
      expect(pool.stats().outstanding).toBe(0)
    })

    it('whose promise settles later', async () => {
      const { pool } = setUp()
      let settle = (_: string) => {}
      const using = pool.use(() => new Promise<string>(resolve => (settle = resolve)))
      expect(pool.stats().outstanding).toBe(1)
      settle('done')
      expect(await using).toBe('done')
      expect(pool.stats().outstanding).toBe(0)
      await expect(pool.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
      expect(pool.stats().outstanding).toBe(0)
    })

    it('that gives a thenable which is no Promise', async () => {
      const { pool } = setUp()
      const thenable = {
        // biome-ignore lint/suspicious/noThenProperty: a thenable is what is meant
        then: (resolve: (value: string) => void) => setImmediate(resolve, 'done'),
      } as unknown as PromiseLike<string>
      const using = pool.use(() => thenable)
      expect(pool.stats().outstanding).toBe(1)
      expect(await using).toBe('done')
      expect(pool.stats().outstanding).toBe(0)
    })
  })

  it('lets go of an object whose reset fails', () => {
    const { pool, destroy } = setUp({
      reset: () => {
        throw new Error('will not')
      },
    })
    const draft = pool.acquire()
    expect(caught(() => pool.release(draft))).toMatchObject({
      code: 'HANDLER',
      message: 'pool drafts: reset failed, the object is not kept',
      cause: new Error('will not'),
    })
    expect(destroy.mock.calls).toEqual([[draft]])
    expect(pool.stats()).toMatchObject({ outstanding: 0, idle: 0, discarded: 1 })
  })

  it('passes on what create throws, and counts nothing', () => {
    const { pool } = setUp({
      create: () => {
        throw new Error('no memory')
      },
    })
    expect(() => pool.acquire()).toThrow('no memory')
    expect(pool.stats()).toMatchObject({ acquired: 0, misses: 0, outstanding: 0 })
  })

  it.each([
    ['no object', () => 5 as never, 'create must return an object, not 5'],
    ['null', () => null as never, 'create must return an object, not null'],
    [
      'a frozen object',
      () => Object.freeze({ text: '' }),
      'create must not return a frozen or sealed object',
    ],
  ])('refuses a create that gives %s', (_, create, why) => {
    const { pool } = setUp({ create })
    expect(caught(() => pool.acquire())).toMatchObject({
      code: 'CONFIGURATION',
      message: `pool drafts: ${why}`,
    })
  })

  it('refuses a create that gives the same object again', () => {
    const only = { text: '' }
    const { pool } = setUp({ create: () => only })
    pool.acquire()
    expect(caught(() => pool.acquire())).toMatchObject({
      code: 'CONFIGURATION',
      message: 'pool drafts: create must return a new object each time',
    })
  })

  it('takes functions for objects', () => {
    const pool = new ObjectPool({ name: 'functions', create: () => () => 1 })
    const fn = pool.acquire()
    pool.release(fn)
    expect(pool.acquire()).toBe(fn)
  })

  it('clears what is idle, and goes on', () => {
    const { pool, destroy } = setUp()
    const [idle, out] = [pool.acquire(), pool.acquire()]
    pool.release(idle)
    pool.clear()
    expect(destroy.mock.calls).toEqual([[idle]])
    pool.release(out)
    expect(pool.acquire()).toBe(out)
  })

  it('clears everything though destroy fails, and says so', () => {
    const { pool, destroy } = setUp()
    destroy.mockImplementation(() => {
      throw new Error('will not')
    })
    const drafts = [pool.acquire(), pool.acquire()]
    for (const draft of drafts) pool.release(draft)
    expect(caught(() => pool.clear())).toMatchObject({ code: 'HANDLER' })
    expect(destroy).toHaveBeenCalledTimes(2)
    expect(pool.stats().idle).toBe(0)
  })

  it('hands out nothing after close, takes back what is out, and keeps nothing', () => {
    const { pool, destroy } = setUp()
    const out = pool.acquire()
    pool.release(pool.acquire())
    pool.close()
    pool.close()
    expect(caught(() => pool.acquire())).toMatchObject({ code: 'CLOSED', message: 'pool drafts is closed' })
    pool.release(out)
    expect(destroy).toHaveBeenCalledTimes(2)
    expect(pool.stats()).toMatchObject({ idle: 0, outstanding: 0 })
  })

  it.each([[-1], [1.5], [Number.NaN]])('refuses a size of %s', maxSize => {
    expect(caught(() => setUp({ maxSize }))).toMatchObject({
      code: 'CONFIGURATION',
      message: `pool drafts: maxSize must be a whole number from 0 up, not ${maxSize}`,
    })
  })

  it('refuses to be made without create or a name', () => {
    expect(() => setUp({ create: undefined as never })).toThrow('pool drafts: create must be a function')
    expect(() => setUp({ name: undefined as never })).toThrow("a pool's name must be a text")
  })
})
