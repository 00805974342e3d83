import { afterEach, describe, expect, it, vi } from 'vitest'
import { Monitor } from '../../../src/monitor/monitor.js'
import type { Sample } from '../../../src/monitor/sample.js'
import {
  batchStats,
  clientStats,
  connectionStats,
  consumerStats,
  poolStats,
  producerStats,
  rpcStats,
} from '../../support/stats-builders.js'

afterEach(() => {
  vi.useRealTimers()
})

/** A monitor under a clock that the test moves. */
function monitorWithClock(options = {}) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
  return new Monitor(options)
}

describe('Monitor.snapshot', () => {
  it('sorts what clients, pools and processors count by kind, and survives JSON', () => {
    const monitor = new Monitor({ name: 'shop' })
    monitor.attach({
      stats: () =>
        clientStats({
          pools: [poolStats()],
          batches: [batchStats({ buffered: 250 })],
          connections: [connectionStats({ open: 2 })],
          rpcs: [rpcStats({ started: 3 })],
          producer: producerStats({ succeeded: 7 }),
        }),
    })
    monitor.attach({
      stats: () =>
        clientStats({
          kind: 'push-consumer',
          clientId: 'client-2',
          consumerGroup: 'workers',
          consumer: consumerStats({ received: 9 }),
        }),
    })
    monitor.attachPool({ stats: () => poolStats({ name: 'mine' }) })
    monitor.attachBatch({ stats: () => batchStats({ name: 'audit' }) })
    monitor.attachBatch({ stats: () => ({ first: batchStats(), second: batchStats() }) })

    const snapshot = monitor.snapshot()

    expect(snapshot).toMatchObject({
      name: 'shop',
      producers: [{ clientId: 'client-1', succeeded: 7, state: 'running' }],
      consumers: [{ clientId: 'client-2', consumerGroup: 'workers', kind: 'push-consumer', received: 9 }],
      pools: [{ name: 'envelopes', clientId: 'client-1' }, { name: 'mine' }],
      batches: [
        { name: 'orders', clientId: 'client-1', fill: 0.25 },
        { name: 'audit' },
        { name: 'first' },
        { name: 'second' },
      ],
      connections: [{ clientId: 'client-1', open: 2 }],
      rpcs: [{ clientId: 'client-1', method: 'SendMessage', started: 3 }],
      alerts: [],
    })
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot)
  })

  it('counts a client once, however often it is attached, and not at all after detach', () => {
    const monitor = new Monitor()
    const client = { stats: () => clientStats({ producer: producerStats() }) }
    const pool = { stats: () => poolStats() }
    const batch = { stats: () => batchStats() }
    for (let time = 0; time < 2; time++) {
      monitor.attach(client)
      monitor.attachPool(pool)
      monitor.attachBatch(batch)
    }
    const lengths = () => {
      const { producers, pools, batches } = monitor.snapshot()
      return [producers.length, pools.length, batches.length]
    }
    expect(lengths()).toEqual([1, 1, 1])
    for (const source of [client, pool, batch]) monitor.detach(source)
    expect(lengths()).toEqual([0, 0, 0])
  })

  it('leaves out what cannot be read, says so once, and shows the rest', () => {
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const monitor = new Monitor({ logger })
    monitor.attachPool({
      stats: () => {
        throw new Error('no figures')
      },
    })
    monitor.attachPool({ stats: () => poolStats() })
    expect(monitor.snapshot().pools).toHaveLength(1)
    monitor.snapshot()
    expect(logger.warn.mock.calls.flat()).toEqual([expect.stringContaining('no figures')])
  })

  it.each([
    ['nothing', () => null],
    ['no statistics', () => ({})],
    ['a promise of them, even one that rejects', () => Promise.reject(new Error('later'))],
  ])('leaves out what gives %s', (_, stats) => {
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const monitor = new Monitor({ logger })
    monitor.attach({ stats: stats as never })
    monitor.attach({ stats: () => clientStats({ producer: producerStats({}) }) })
    monitor.attachPool({ stats: () => poolStats() })
    expect(monitor.snapshot()).toMatchObject({ producers: [{}], pools: [{}] })
    expect(logger.warn.mock.calls.flat()).toEqual([expect.stringContaining('stats() must return statistics')])
  })
})

describe('Monitor at its interval', () => {
  it('makes rates of counters', async () => {
    const monitor = monitorWithClock()
    let succeeded = 1_000_000
    monitor.attach({ stats: () => clientStats({ producer: producerStats({ succeeded }) }) })
    monitor.start()
    vi.advanceTimersByTime(1_000)
    succeeded += 500
    vi.advanceTimersByTime(1_000)
    expect(monitor.history().map(sample => sample.sentPerSecond)).toEqual([0, 500])
    await monitor.stop()
  })

  it('does not take the past of a client that came later for a rate', async () => {
    const monitor = monitorWithClock()
    monitor.start()
    vi.advanceTimersByTime(1_000)
    monitor.attach({ stats: () => clientStats({ producer: producerStats({ succeeded: 1_000_000 }) }) })
    vi.advanceTimersByTime(2_000)
    expect(monitor.history().map(sample => sample.sentPerSecond)).toEqual([0, 0, 0])
    await monitor.stop()
  })

  it('tells the share of failures and of hits of the last ten seconds, not of all time', async () => {
    const monitor = monitorWithClock()
    const counts = { failed: 900, succeeded: 100 }
    const hits = { hits: 0, acquired: 1_000 }
    monitor.attach({
      stats: () => clientStats({ producer: producerStats(counts), pools: [poolStats(hits)] }),
    })
    expect(monitor.snapshot().producers[0]?.recentErrorRate).toBe(0.9)
    monitor.start()
    for (let second = 0; second < 20; second++) {
      counts.succeeded += 95
      counts.failed += 5
      hits.hits += 75
      hits.acquired += 100
      vi.advanceTimersByTime(1_000)
    }
    const { producers, pools } = monitor.snapshot()
    expect(producers[0]?.recentErrorRate).toBeCloseTo(0.05)
    expect(pools[0]?.recentHitRate).toBeCloseTo(0.75)
    vi.advanceTimersByTime(20_000)
    expect(monitor.snapshot().producers[0]?.recentErrorRate).toBeNull()
    await monitor.stop()
  })

  it('keeps no more samples than it should, the latest in order', async () => {
    const monitor = monitorWithClock({ historySize: 3 })
    monitor.start()
    vi.advanceTimersByTime(5_000)
    const times = monitor.history().map(sample => sample.at)
    expect(times).toHaveLength(3)
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect(times[2]).toBe(Date.now())
    await monitor.stop()
  })

  it('tells listeners until they have enough, and survives one that throws', async () => {
    const monitor = monitorWithClock()
    const heard: Sample[] = []
    const forget = monitor.onSample((_, sample) => heard.push(sample))
    monitor.onSample(() => {
      throw new Error('not me')
    })
    monitor.start()
    vi.advanceTimersByTime(2_000)
    forget()
    vi.advanceTimersByTime(2_000)
    expect(heard).toHaveLength(2)
    await monitor.stop()
  })

  it('writes its report to the logger as often as asked', async () => {
    const logger = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
    const monitor = monitorWithClock({ logger, reportEveryMs: 3_000 })
    monitor.start()
    vi.advanceTimersByTime(10_000)
    expect(logger.info).toHaveBeenCalledTimes(3)
    await monitor.stop()
  })
})

describe('the life of a Monitor', () => {
  it('starts once, stops once, and starts again', async () => {
    const monitor = monitorWithClock()
    monitor.start()
    const timers = vi.getTimerCount()
    expect(timers).toBeGreaterThan(0)
    monitor.start()
    expect(vi.getTimerCount()).toBe(timers)
    await monitor.stop()
    await monitor.stop()
    expect(vi.getTimerCount()).toBe(0)
    expect(monitor.started).toBe(false)
    monitor.start()
    vi.advanceTimersByTime(1_000)
    expect(monitor.history()).toHaveLength(1)
    monitor[Symbol.dispose]()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    [{ intervalMs: 10 }, 'intervalMs'],
    [{ intervalMs: Number.NaN }, 'intervalMs'],
    [{ historySize: 0 }, 'historySize'],
    [{ reportEveryMs: -1 }, 'reportEveryMs'],
  ])('refuses %j', (options, name) => {
    expect(() => new Monitor(options)).toThrow(expect.objectContaining({ code: 'CONFIGURATION' }))
    expect(() => new Monitor(options)).toThrow(name)
  })
})
