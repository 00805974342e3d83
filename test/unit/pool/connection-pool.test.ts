import { getEventListeners } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RocketMQError } from '../../../src/errors.js'
import type { ConnectionPoolSettings } from '../../../src/pool/connection-pool.js'
import { ConnectionPool } from '../../../src/pool/connection-pool.js'
import { type FakeConnection, FakeConnections } from '../../support/fake-connections.js'
import { settle } from '../../support/manual-handler.js'
import { eventually } from '../../support/patience.js'

const pools: ConnectionPool<FakeConnection>[] = []

function setUp(settings: Partial<ConnectionPoolSettings<FakeConnection>> = {}) {
  const fakes = new FakeConnections()
  const pool = fakes.pool(settings)
  pools.push(pool)
  return { fakes, pool }
}

function gate() {
  let open = () => {}
  const closed = new Promise<void>(resolve => {
    open = resolve
  })
  return { closed, open }
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map(pool => pool.drain({ timeoutMs: 0 })))
})

describe('a connection pool', () => {
  it('opens nothing before the first lease', () => {
    const { fakes, pool } = setUp()
    expect(fakes.attempts).toBe(0)
    expect(pool.connections).toBe(0)
  })

  it('carries leases on one connection until that is full', async () => {
    const { fakes, pool } = setUp()
    const first = await pool.acquire()
    const second = await pool.acquire()
    expect(second.connection).toBe(first.connection)
    const third = await pool.acquire()
    expect(third.connection).not.toBe(first.connection)
    expect(fakes.attempts).toBe(2)
  })

  it('opens one connection for all who come while it is being opened', async () => {
    const { fakes, pool } = setUp({ streamsPerConnection: 100 })
    const { closed, open } = gate()
    fakes.gate = closed
    const acquiring = Array.from({ length: 50 }, () => pool.acquire())
    open()
    const leases = await Promise.all(acquiring)
    expect(new Set(leases.map(({ connection }) => connection)).size).toBe(1)
    expect(fakes.attempts).toBe(1)
    expect(pool.stats()).toMatchObject({ acquired: 50, hits: 49, misses: 1 })
  })

  it('opens another connection where the peer takes fewer streams than a connection may carry', async () => {
    const { fakes, pool } = setUp({ streamsPerConnection: 100 })
    fakes.streams = 2
    const leases = []
    for (let i = 0; i < 4; i++) leases.push(await pool.acquire())
    expect(leases.map(({ connection }) => connection.id)).toEqual([0, 0, 1, 1])
  })

  it('shares out what no connection has room for, rather than to open more than allowed', async () => {
    const { fakes, pool } = setUp({ streamsPerConnection: 100 })
    fakes.streams = 1
    const leases = []
    for (let i = 0; i < 6; i++) leases.push(await pool.acquire())
    expect(leases.map(({ connection }) => connection.id)).toEqual([0, 1, 0, 1, 0, 1])
    expect(fakes.attempts).toBe(2)
  })

  it('moves streams off a connection whose peer turned out to take fewer', async () => {
    const { fakes, pool } = setUp({ streamsPerConnection: 100 })
    const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()])
    for (const lease of leases) lease.release()
    for (const connection of fakes.all) connection.streams = 2
    const again = []
    for (let i = 0; i < 3; i++) again.push(await pool.acquire())
    expect(again.map(({ connection }) => connection.id)).toEqual([0, 0, 1])
  })

  it('counts a lease on an open connection as a hit and one that opens it as a miss', async () => {
    const { pool } = setUp()
    const lease = await pool.acquire()
    expect(pool.stats()).toMatchObject({ acquired: 1, hits: 0, misses: 1, outstanding: 1, idle: 1 })
    lease.release()
    await pool.acquire()
    expect(pool.stats()).toMatchObject({ acquired: 2, released: 1, hits: 1, misses: 1, hitRate: 0.5 })
  })

  it('ignores a second release of one lease, so that its stream is not lent twice', async () => {
    const { pool } = setUp({ maxConnections: 1, streamsPerConnection: 1, acquireTimeoutMs: 20 })
    const lease = await pool.acquire()
    lease.release()
    lease.release()
    await pool.acquire()
    await expect(pool.acquire()).rejects.toMatchObject({ code: 'FULL' })
    expect(pool.stats()).toMatchObject({ acquired: 2, released: 1, outstanding: 1 })
  })

  it('lets callers wait in line for a stream, first come first served', async () => {
    const { pool } = setUp({ maxConnections: 1, streamsPerConnection: 1 })
    const lease = await pool.acquire()
    const order: number[] = []
    const waiting = [1, 2, 3].map(async number => {
      const mine = await pool.acquire()
      order.push(number)
      mine.release()
    })
    expect(pool.stats().waiting).toBe(3)
    lease.release()
    await Promise.all(waiting)
    expect(order).toEqual([1, 2, 3])
    expect(pool.stats().waiting).toBe(0)
  })

  it('rejects who waited too long with FULL, retryable, and says what is in use', async () => {
    const { pool } = setUp({ maxConnections: 1, streamsPerConnection: 1, acquireTimeoutMs: 10 })
    await pool.acquire()
    const error = await pool.acquire().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'FULL', retryable: true })
    expect((error as Error).message).toBe(
      'pool fakes: no stream came free within 10 ms (1 connections of 1 streams are in use)',
    )
    expect(pool.stats().waiting).toBe(0)
  })

  it('takes connections that work without being opened by a promise', async () => {
    const connection = { id: 7, usable: true }
    const { pool } = setUp({ connect: () => connection })
    expect((await pool.acquire()).connection).toBe(connection)
  })

  it('calls its settings as methods, so that they may be an object of a class', async () => {
    class Settings implements ConnectionPoolSettings<FakeConnection> {
      readonly name = 'a class'
      readonly made: FakeConnection[] = []
      connect() {
        const connection = { id: this.made.length, usable: true }
        this.made.push(connection)
        return connection
      }
      disconnect(connection: FakeConnection, reason: string) {
        Object.assign(this.made[connection.id] as object, { closed: reason })
      }
      isUsable(connection: FakeConnection) {
        return this.made.includes(connection)
      }
    }
    const settings = new Settings()
    const pool = new ConnectionPool(settings)
    ;(await pool.acquire()).release()
    ;(await pool.acquire()).release()
    await pool.drain({ timeoutMs: 0 })
    expect(settings.made).toEqual([{ id: 0, usable: true, closed: 'the pool was closed' }])
  })

  it('closes connections that nobody needs any more, and only those', async () => {
    const { fakes, pool } = setUp({ idleTimeoutMs: 30 })
    const leases = await Promise.all([pool.acquire(), pool.acquire(), pool.acquire()])
    leases[2]?.release()
    await eventually(() => expect(fakes.open).toHaveLength(1))
    expect(fakes.all[1]?.closed).toBe('it was idle')
    expect(leases[0]?.connection.closed).toBeUndefined()
    expect(pool.stats().discarded).toBe(1)
    leases[0]?.release()
    leases[1]?.release()
    await eventually(() => expect(fakes.open).toHaveLength(0))
    expect(pool.connections).toBe(0)
  })

  it('opens anew after all connections fell idle', async () => {
    const { fakes, pool } = setUp({ idleTimeoutMs: 20 })
    ;(await pool.acquire()).release()
    await eventually(() => expect(fakes.open).toHaveLength(0))
    const lease = await pool.acquire()
    expect(lease.connection.closed).toBeUndefined()
    expect(fakes.attempts).toBe(2)
  })

  it('settles down on as few connections as the load needs', async () => {
    const { fakes, pool } = setUp({ maxConnections: 4, streamsPerConnection: 2, idleTimeoutMs: 40 })
    const burst = await Promise.all(Array.from({ length: 8 }, () => pool.acquire()))
    expect(fakes.open).toHaveLength(4)
    for (const lease of burst) lease.release()
    await eventually(async () => {
      const lease = await pool.acquire()
      lease.release()
      expect(fakes.open).toHaveLength(1)
    })
  })

  describe.each([
    ['is abandoned by its lease', (_: FakeConnection, invalidate: () => void) => invalidate()],
    [
      'broke while it was idle',
      (connection: FakeConnection) => {
        connection.usable = false
      },
    ],
  ])('whose connection %s', (_, breakIt) => {
    it('replaces it for the next lease', async () => {
      const { fakes, pool } = setUp()
      const lease = await pool.acquire()
      breakIt(lease.connection, () => lease.invalidate('a test broke it'))
      lease.release()
      const next = await pool.acquire()
      expect(next.connection).not.toBe(lease.connection)
      expect(next.connection.closed).toBeUndefined()
      expect(lease.connection.closed).toBeDefined()
      expect(fakes.open).toEqual([next.connection])
      expect(pool.stats()).toMatchObject({ misses: 2, discarded: 1, outstanding: 1 })
    })

    it('gives a new one also to those who waited for a stream of the old one', async () => {
      const { fakes, pool } = setUp({ maxConnections: 1, streamsPerConnection: 2 })
      const [first, second] = await Promise.all([pool.acquire(), pool.acquire()])
      const waiting = [pool.acquire(), pool.acquire()]
      breakIt(first.connection, () => first.invalidate('a test broke it'))
      first.release()
      second.release()
      const leases = await Promise.all(waiting)
      expect(leases.map(({ connection }) => connection)).toEqual([fakes.all[1], fakes.all[1]])
    })
  })

  it('tells the connection why it is closed, and closes it at once though leases are out', async () => {
    const { pool } = setUp()
    const [first, second] = await Promise.all([pool.acquire(), pool.acquire()])
    first.invalidate('calls run into their deadline')
    await eventually(() => expect(second.connection.closed).toBe('calls run into their deadline'))
    second.release()
    first.release()
    expect(pool.stats()).toMatchObject({ outstanding: 0, discarded: 1, idle: 0 })
  })

  it('closes a broken connection once, whoever says so', async () => {
    const { pool } = setUp()
    const [first, second] = await Promise.all([pool.acquire(), pool.acquire()])
    first.invalidate('first')
    second.invalidate('second')
    await eventually(() => expect(first.connection.closed).toBe('first'))
    expect(pool.stats().discarded).toBe(1)
  })

  it('takes a connection whose check throws for broken', async () => {
    const { fakes, pool } = setUp({
      isUsable: connection => {
        if (connection.id === 0) throw new Error('cannot say')
        return true
      },
    })
    ;(await pool.acquire()).release()
    expect((await pool.acquire()).connection.id).toBe(1)
    expect(fakes.all[0]?.closed).toBe('it was no longer usable')
  })

  it('survives a connection that fails to close', async () => {
    const { pool } = setUp({
      disconnect: () => {
        throw new Error('will not close')
      },
    })
    const lease = await pool.acquire()
    lease.invalidate('broken')
    lease.release()
    expect((await pool.acquire()).connection).not.toBe(lease.connection)
    await pool.drain({ timeoutMs: 0 })
  })

  describe('whose connections fail to open', () => {
    it('passes the error on, counts nothing, and tries once for each acquire', async () => {
      const { fakes, pool } = setUp()
      fakes.failures.push(new RocketMQError('TLS', 'no certificate'), new Error('refused'))
      await expect(pool.acquire()).rejects.toMatchObject({ code: 'TLS', message: 'no certificate' })
      await expect(pool.acquire()).rejects.toThrow('refused')
      expect(fakes.attempts).toBe(2)
      expect(pool.stats()).toMatchObject({ acquired: 0, outstanding: 0, waiting: 0, idle: 0 })
      await pool.acquire()
      expect(fakes.attempts).toBe(3)
    })

    it('passes on what is thrown at once', async () => {
      const { pool } = setUp({
        connect: () => {
          throw new Error('at once')
        },
      })
      await expect(pool.acquire()).rejects.toThrow('at once')
    })

    it('tells all who waited for the same opening, after one attempt', async () => {
      const { fakes, pool } = setUp({ streamsPerConnection: 100 })
      fakes.failures.push(new Error('refused'))
      const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => pool.acquire()))
      expect(outcomes.map(({ status }) => status)).toEqual(Array(20).fill('rejected'))
      expect(fakes.attempts).toBe(1)
    })

    it('loses no stream by it', async () => {
      const { fakes, pool } = setUp({ maxConnections: 1, streamsPerConnection: 1, acquireTimeoutMs: 1000 })
      for (let round = 0; round < 20; round++) {
        fakes.failures.push(new Error('refused'))
        await expect(pool.acquire()).rejects.toThrow('refused')
      }
      ;(await pool.acquire()).release()
    })
  })

  describe('with a signal', () => {
    it('rejects at once with ABORTED where it has fired before', async () => {
      const { fakes, pool } = setUp()
      const reason = new Error('changed my mind')
      const error = await pool.acquire({ signal: AbortSignal.abort(reason) }).catch((e: unknown) => e)
      expect(error).toMatchObject({ code: 'ABORTED', cause: reason })
      expect(fakes.attempts).toBe(0)
    })

    it('lets a waiting caller leave, and gives its stream to the next', async () => {
      const { pool } = setUp({ maxConnections: 1, streamsPerConnection: 1 })
      const lease = await pool.acquire()
      const controller = new AbortController()
      const leaving = pool.acquire({ signal: controller.signal })
      const staying = pool.acquire()
      controller.abort()
      await expect(leaving).rejects.toMatchObject({ code: 'ABORTED' })
      lease.release()
      ;(await staying).release()
      expect(pool.stats()).toMatchObject({ acquired: 2, released: 2, outstanding: 0, waiting: 0 })
    })

    it('lets a caller leave while its connection is being opened, and keeps that for the next', async () => {
      const { fakes, pool } = setUp()
      const { closed, open } = gate()
      fakes.gate = closed
      const controller = new AbortController()
      const leaving = pool.acquire({ signal: controller.signal })
      await eventually(() => expect(fakes.attempts).toBe(1))
      controller.abort()
      await expect(leaving).rejects.toMatchObject({ code: 'ABORTED' })
      open()
      const lease = await pool.acquire()
      expect(fakes.attempts).toBe(1)
      expect(pool.stats()).toMatchObject({ acquired: 1, outstanding: 1 })
      lease.release()
    })

    it('has one listener on it, however many wait', async () => {
      const { pool } = setUp({ maxConnections: 1, streamsPerConnection: 1 })
      const { signal } = new AbortController()
      const lease = await pool.acquire()
      const waiting = Array.from({ length: 50 }, () => pool.acquire({ signal }))
      expect(getEventListeners(signal, 'abort')).toHaveLength(1)
      lease.release()
      for (const each of waiting) (await each).release()
      expect(getEventListeners(signal, 'abort')).toEqual([])
    })

    it('leaves no listener on it', async () => {
      const { fakes, pool } = setUp()
      const { signal } = new AbortController()
      fakes.failures.push(new Error('refused'))
      await expect(pool.acquire({ signal })).rejects.toThrow('refused')
      ;(await pool.acquire({ signal })).release()
      expect(getEventListeners(signal, 'abort')).toEqual([])
    })
  })

  describe('that is drained', () => {
    it('is drained at the end of the scope that it is used in', async () => {
      const { fakes, pool } = setUp()
      {
        await using scoped = pool
        const lease = await scoped.acquire()
        lease.release()
      }
      expect(fakes.all[0]?.closed).toBe('the pool was closed')
      await expect(pool.acquire()).rejects.toMatchObject({ code: 'CLOSED' })
    })

    it('refuses to lend, saying that it is closed', async () => {
      const { pool } = setUp()
      await pool.drain({ timeoutMs: 0 })
      await expect(pool.acquire()).rejects.toMatchObject({ code: 'CLOSED', message: 'pool fakes is closed' })
    })

    it('waits for leases to come back before it closes their connections', async () => {
      const { fakes, pool } = setUp()
      const lease = await pool.acquire()
      const drained = vi.fn()
      const draining = pool.drain({ timeoutMs: 60_000 }).then(drained)
      await settle()
      expect(lease.connection.closed).toBeUndefined()
      expect(drained).not.toHaveBeenCalled()
      lease.release()
      await draining
      expect(fakes.all[0]?.closed).toBe('the pool was closed')
      expect(pool.connections).toBe(0)
    })

    it('waits no longer than it is told, and takes late releases calmly', async () => {
      const { fakes, pool } = setUp()
      const lease = await pool.acquire()
      await pool.drain({ timeoutMs: 10 })
      expect(fakes.open).toEqual([])
      expect(pool.stats().outstanding).toBe(1)
      lease.release()
      lease.invalidate('late')
      expect(pool.stats()).toMatchObject({ outstanding: 0, discarded: 0 })
    })

    it('tells those who wait for a stream at once, and hangs on none of them', async () => {
      const { pool } = setUp({ maxConnections: 1, streamsPerConnection: 1, acquireTimeoutMs: 60_000 })
      await pool.acquire()
      const waiting = [pool.acquire(), pool.acquire()]
      const draining = pool.drain({ timeoutMs: 20 })
      for (const each of waiting) await expect(each).rejects.toMatchObject({ code: 'CLOSED' })
      await draining
      expect(pool.stats().waiting).toBe(0)
    })

    it('does not wait for a connection that never opens, but closes it if it does', async () => {
      const { fakes, pool } = setUp()
      const { closed, open } = gate()
      fakes.gate = closed
      const waiting = pool.acquire()
      await eventually(() => expect(fakes.attempts).toBe(1))
      const draining = pool.drain({ timeoutMs: 10 })
      await expect(waiting).rejects.toMatchObject({ code: 'CLOSED' })
      await draining
      open()
      await eventually(() => expect(fakes.all[0]?.closed).toBe('the pool was closed'))
    })

    it('leaves no timer, though leases are out and callers waited', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      try {
        const { pool } = setUp({ maxConnections: 1, streamsPerConnection: 1 })
        await pool.acquire()
        const waiting = pool.acquire()
        expect(vi.getTimerCount()).toBeGreaterThan(1)
        const draining = pool.drain({ timeoutMs: 10 })
        await expect(waiting).rejects.toMatchObject({ code: 'CLOSED' })
        await vi.advanceTimersByTimeAsync(10)
        await draining
        expect(vi.getTimerCount()).toBe(0)
      } finally {
        vi.useRealTimers()
      }
    })

    it('drains once, however often it is asked', async () => {
      const { pool } = setUp()
      expect(pool.drain({ timeoutMs: 0 })).toBe(pool.drain({ timeoutMs: 1000 }))
    })
  })

  it.each([
    ['maxConnections', 0],
    ['maxConnections', Number.POSITIVE_INFINITY],
    ['streamsPerConnection', 1.5],
    ['idleTimeoutMs', 0],
    ['idleTimeoutMs', 2 ** 31],
    ['acquireTimeoutMs', -1],
    ['acquireTimeoutMs', Number.NaN],
  ])('refuses %s %d, naming pool and option', (option, value) => {
    expect(() => setUp({ [option]: value })).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION',
        message: expect.stringMatching(`^pool fakes: ${option} must be`),
      }),
    )
  })

  it('refuses to be made without a name, or without a way to connect', () => {
    expect(() => setUp({ name: ' ' })).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
    expect(() => setUp({ connect: undefined as never })).toThrow('pool fakes: connect must be a function')
  })
})
