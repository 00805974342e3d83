import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { LeakDetector, type LeakDetectorOptions, type LeakReport } from '../../../src/pool/leak-detector.js'
import { ObjectPool } from '../../../src/pool/object-pool.js'
import { channels } from '../../../src/stats/channels.js'
import { FakeConnections } from '../../support/fake-connections.js'
import { eventually } from '../../support/patience.js'

let reports: LeakReport[]
let warnings: (Error & { detail?: string })[]

const onLeak = (report: LeakReport) => reports.push(report)
const onWarning = (warning: Error) => warnings.push(warning)

beforeEach(() => {
  reports = []
  warnings = []
  process.on('warning', onWarning)
})

afterEach(() => {
  process.off('warning', onWarning)
  vi.useRealTimers()
})

function poolWith(leakDetection: boolean | LeakDetectorOptions) {
  return new ObjectPool({ name: 'drafts', create: () => ({}), leakDetection })
}

function takeForTheReport(pool: ObjectPool<object>): object {
  return pool.acquire()
}

describe('leak detection', () => {
  it('is off unless asked for', () => {
    expect(new ObjectPool({ name: 'drafts', create: () => ({}) }).leaks).toBeUndefined()
    expect(poolWith(false).leaks).toBeUndefined()
    expect(poolWith(true).leaks).toBeInstanceOf(LeakDetector)
  })

  it('tells what is out, since when, and where it was taken', () => {
    const pool = poolWith(true)
    const before = Date.now()
    takeForTheReport(pool)
    const held = pool.leaks?.outstanding() ?? []
    expect(held).toHaveLength(1)
    expect(held[0]).toMatchObject({ pool: 'drafts' })
    expect(held[0]?.takenAt).toBeGreaterThanOrEqual(before)
    expect(held[0]?.heldMs).toBeGreaterThanOrEqual(0)
    expect(held[0]?.stack).toMatch(/^\s+at takeForTheReport .*leak-detector\.test\.ts/)
    expect(held[0]?.stack).not.toContain('object-pool.ts')
    pool.leaks?.stop()
  })

  it('forgets what came back', () => {
    const pool = poolWith({ thresholdMs: 0 })
    pool.release(pool.acquire())
    expect(pool.leaks?.outstanding()).toEqual([])
    expect(pool.leaks?.sweep()).toEqual([])
    pool.leaks?.stop()
  })

  it('reports what is held for longer than the threshold, once', () => {
    const pool = poolWith({ thresholdMs: 0, sweepIntervalMs: 0, onLeak })
    takeForTheReport(pool)
    expect(pool.leaks?.sweep()).toHaveLength(1)
    expect(pool.leaks?.sweep()).toEqual([])
    expect(reports).toEqual([
      expect.objectContaining({
        pool: 'drafts',
        reason: 'held',
        stack: expect.stringContaining('takeForTheReport'),
      }),
    ])
    expect(pool.stats().leaked).toBe(1)
  })

  it('reports nothing that is younger than the threshold', () => {
    const pool = poolWith({ thresholdMs: 60_000, sweepIntervalMs: 0, onLeak })
    pool.acquire()
    expect(pool.leaks?.sweep()).toEqual([])
    expect(pool.stats().leaked).toBe(0)
  })

  it('takes back what was only slow', () => {
    const pool = poolWith({ thresholdMs: 0, sweepIntervalMs: 0, onLeak })
    const object = pool.acquire()
    pool.leaks?.sweep()
    pool.release(object)
    expect(pool.stats().leaked).toBe(0)
  })

  it('reports an object again when it is lost again', () => {
    const pool = poolWith({ thresholdMs: 0, sweepIntervalMs: 0, onLeak })
    pool.release(pool.acquire())
    pool.acquire()
    pool.leaks?.sweep()
    expect(reports).toHaveLength(1)
  })

  it('looks by itself every ten seconds, and stops when the pool is closed', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const pool = poolWith({ thresholdMs: 0, onLeak })
    pool.acquire()
    vi.advanceTimersByTime(9_999)
    expect(reports).toEqual([])
    vi.advanceTimersByTime(1)
    expect(reports).toHaveLength(1)
    pool.close()
    expect(vi.getTimerCount()).toBe(0)
  })

  it('finds leases of connections too, by where acquire() was called', async () => {
    const pool = new FakeConnections().pool({
      leakDetection: { thresholdMs: 0, sweepIntervalMs: 0, onLeak },
    })
    const lease = await (async function leaseForTheReport() {
      return await pool.acquire()
    })()
    expect(pool.leaks?.sweep()).toEqual([
      expect.objectContaining({
        pool: 'fakes',
        reason: 'held',
        stack: expect.stringMatching(/^\s+at leaseForTheReport /),
      }),
    ])
    expect(pool.stats().leaked).toBe(1)
    lease.release()
    expect(pool.stats().leaked).toBe(0)
    expect(pool.leaks?.outstanding()).toEqual([])
    await pool.drain({ timeoutMs: 0 })
  })

  it('publishes to whoever listens on the diagnostics channel, and warns nobody then', async () => {
    const heard: unknown[] = []
    const listen = (message: unknown) => heard.push(message)
    channels.poolLeak.subscribe(listen)
    const pool = poolWith({ thresholdMs: 0, sweepIntervalMs: 0 })
    takeForTheReport(pool)
    pool.leaks?.sweep()
    channels.poolLeak.unsubscribe(listen)
    await new Promise(resolve => setImmediate(resolve))
    expect(heard).toEqual([
      {
        pool: 'drafts',
        reason: 'held',
        heldMs: expect.any(Number),
        stack: expect.stringContaining('takeForTheReport'),
      },
    ])
    expect(warnings).toEqual([])
  })

  it('warns the process where nobody listens', async () => {
    const pool = poolWith({ thresholdMs: 0, sweepIntervalMs: 0 })
    takeForTheReport(pool)
    pool.leaks?.sweep()
    await eventually(() => expect(warnings).toHaveLength(1))
    expect(warnings[0]).toMatchObject({ name: 'PoolLeakWarning' })
    expect(warnings[0]?.message).toMatch(/^pool drafts: what was taken \d+ ms ago is still out$/)
    expect(warnings[0]?.detail).toContain('takeForTheReport')
  })

  it('makes a warning of what a listener throws, and tells the others all the same', async () => {
    const pool = poolWith({
      thresholdMs: 0,
      sweepIntervalMs: 0,
      onLeak: report => {
        reports.push(report)
        throw new Error('listener failed')
      },
    })
    pool.acquire()
    pool.acquire()
    pool.leaks?.sweep()
    expect(reports).toHaveLength(2)
    await eventually(() => expect(warnings.map(({ message }) => message)).toContain('listener failed'))
  })

  it.each([
    ['thresholdMs', -1],
    ['thresholdMs', Number.NaN],
    ['sweepIntervalMs', -1],
    ['sweepIntervalMs', 2 ** 31],
  ])('refuses %s %d', (option, value) => {
    expect(() => poolWith({ [option]: value })).toThrow(
      expect.objectContaining({
        code: 'CONFIGURATION',
        message: expect.stringMatching(`^pool drafts: leakDetection.${option} must be`),
      }),
    )
  })

  it('finds what was garbage collected without being given back, once, in every kind of pool', async () => {
    const script = fileURLToPath(new URL('../../support/leaking-process.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--expose-gc', '--import', 'tsx', script],
      { timeout: 200_000 },
    )
    const {
      reports: found,
      leaked,
      held,
    } = JSON.parse(stdout) as {
      reports: LeakReport[]
      leaked: number[]
      held: string
    }
    expect(held).toBe('')
    expect(leaked).toEqual([1, 1, 1])
    const byPool = Object.fromEntries(found.map(report => [report.pool, report]))
    expect(found).toHaveLength(3)
    for (const [pool, place] of [
      ['objects', 'loseObject'],
      ['buffers', 'loseBuffer'],
      ['connections', 'loseLease'],
    ] as const) {
      expect(byPool[pool]?.reason).toBe('collected')
      expect(byPool[pool]?.stack).toMatch(new RegExp(`^\\s+at (async )?${place} `))
    }
  }, 240_000)
})
