import { afterEach, describe, expect, it, vi } from 'vitest'
import { Monitor } from '../../../src/monitor/monitor.js'
import type { MonitorOptions } from '../../../src/monitor/monitor-options.js'
import { LeakDetector } from '../../../src/pool/leak-detector.js'
import { clientStats, poolStats, producerStats } from '../../support/stats-builders.js'

afterEach(() => {
  vi.useRealTimers()
})

/** A monitor under a clock that the test moves. */
function monitorWithClock(options: MonitorOptions) {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date', 'performance'] })
  return new Monitor(options)
}

const quiet = () => ({ info: vi.fn(), warn: vi.fn(), error: vi.fn() })

describe('the alerts of a Monitor', () => {
  it('are told to the rule, and stand in the snapshot and the report', async () => {
    const notify = vi.fn()
    const monitor = monitorWithClock({
      name: 'shop',
      alerts: [{ name: 'crowded', metric: 'pools.*.waiting', above: 3, forMs: 2_000, notify }],
    })
    const pool = { waiting: 9 }
    monitor.attachPool({ stats: () => poolStats(pool) })
    monitor.start()
    vi.advanceTimersByTime(2_000)
    expect(notify).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2_000)
    expect(notify).toHaveBeenCalledTimes(1)
    expect(notify.mock.calls[0]?.[0]).toMatchObject({
      rule: 'crowded',
      state: 'firing',
      value: 9,
      monitor: 'shop',
    })
    expect(monitor.snapshot().alerts).toMatchObject([{ state: 'firing', metric: 'pools[envelopes].waiting' }])
    expect(monitor.report()).toContain(
      '! warning: crowded: number of callers that wait for pool envelopes is 9, above 3 for 2 s',
    )

    pool.waiting = 0
    vi.advanceTimersByTime(5_000)
    expect(notify.mock.calls.map(([alert]) => alert.state)).toEqual(['firing', 'resolved'])
    expect(monitor.snapshot().alerts).toMatchObject([{ state: 'resolved' }])
    await monitor.stop()
  })

  it('are in the snapshot that listeners of the same interval get', async () => {
    const monitor = monitorWithClock({ alerts: [{ metric: 'uptimeMs', above: 0 }] })
    const counts: number[] = []
    monitor.onSample(snapshot => counts.push(snapshot.alerts.length))
    monitor.start()
    vi.advanceTimersByTime(1_000)
    expect(counts).toEqual([1])
    await monitor.stop()
  })

  it('go to the rule, else to the monitor, else to the logger by their severity', async () => {
    const logger = quiet()
    const own = vi.fn()
    const shared = vi.fn()
    const rules = [
      { name: 'a', metric: 'uptimeMs', above: 0, notify: own },
      { name: 'b', metric: 'uptimeMs', above: 0, severity: 'critical' as const },
    ]
    for (const notify of [shared, undefined]) {
      const monitor = monitorWithClock({ logger, alerts: rules, notify })
      monitor.start()
      vi.advanceTimersByTime(1_000)
      await monitor.stop()
    }
    expect(own).toHaveBeenCalledTimes(2)
    expect(shared.mock.calls.map(([alert]) => alert.rule)).toEqual(['b'])
    expect(logger.error.mock.calls.flat()).toEqual([expect.stringContaining('alert firing: b: uptimeMs is')])
  })

  it('are resolved when what they are about is detached, of which nothing is left', async () => {
    const monitor = monitorWithClock({ alerts: [{ metric: 'pools.*.waiting', above: 0 }] })
    const pool = { stats: () => poolStats({ waiting: 1 }) }
    monitor.attachPool(pool)
    monitor.start()
    vi.advanceTimersByTime(1_000)
    expect(monitor.snapshot().alerts).toMatchObject([{ state: 'firing' }])
    monitor.detach(pool)
    vi.advanceTimersByTime(1_000)
    expect(monitor.snapshot()).toMatchObject({ pools: [], alerts: [{ state: 'resolved' }] })
    vi.advanceTimersByTime(300_000)
    expect(monitor.snapshot().alerts).toEqual([])
    await monitor.stop()
  })

  it('survive a sink that fails, and say so', async () => {
    const logger = quiet()
    const notify = () => Promise.reject(new Error('no signal'))
    const monitor = monitorWithClock({ logger, notify, alerts: [{ metric: 'uptimeMs', above: 0 }] })
    monitor.start()
    vi.advanceTimersByTime(3_000)
    await monitor.stop()
    expect(logger.warn.mock.calls.flat()).toEqual([expect.stringContaining('no signal')])
  })

  it('are raised by the default rules, switched on by one word', async () => {
    const fired = new Set<string>()
    const monitor = monitorWithClock({ alerts: 'default', notify: ({ rule }) => void fired.add(rule) })
    const figures = { failed: 0, hits: 0 }
    monitor.attach({
      stats: () => {
        figures.failed += 100
        figures.hits += 100
        return clientStats({
          producer: producerStats({ failed: figures.failed }),
          pools: [poolStats({ waiting: 1, leaked: 1, acquired: figures.hits })],
        })
      },
    })
    monitor.start()
    vi.advanceTimersByTime(40_000)
    expect([...fired].sort()).toEqual(
      expect.arrayContaining(['pool exhausted', 'pool hit rate low', 'pool leaking', 'sends failing']),
    )
    expect(fired).not.toContain('memory growing')
    expect(fired).not.toContain('consumer falling behind')
    await monitor.stop()
  })
})

describe('the leaks of a Monitor', () => {
  it('are in the snapshot and the report with the place where they were taken', async () => {
    const logger = quiet()
    const monitor = new Monitor({ logger })
    monitor.start()
    const detector = new LeakDetector('parcels', { thresholdMs: 0 })
    const parcel = {}
    detector.track(parcel, detector.site(monitor.start))
    detector.sweep()
    detector.untrack(parcel)
    expect(monitor.snapshot().leaks).toMatchObject([{ pool: 'parcels', stack: expect.any(String) }])
    expect(monitor.report()).toContain('parcels')
    expect(logger.warn.mock.calls.flat()).toEqual([expect.stringContaining('pool parcels: what was taken')])
    await monitor.stop()
  })

  it('are heard of no more after stop', async () => {
    const monitor = new Monitor({ logger: quiet() })
    monitor.start()
    await monitor.stop()
    const detector = new LeakDetector('parcels', { thresholdMs: 0, onLeak: () => {} })
    detector.track(monitor, {})
    detector.sweep()
    expect(monitor.snapshot().leaks).toEqual([])
  })
})
