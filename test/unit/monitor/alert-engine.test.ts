import { describe, expect, it, vi } from 'vitest'
import { AlertEngine, AlertNotifier, Trend } from '../../../src/monitor/alert-engine.js'
import { type AlertRule, type AlertStatus, parseAlerts } from '../../../src/monitor/alert-rule.js'
import { alertStatus } from '../../support/stats-builders.js'

/** An engine that looks once a second. */
function engineFor(...rules: AlertRule[]) {
  const engine = new AlertEngine(parseAlerts(rules))
  let second = 0
  const look = (snapshot: object): AlertStatus[] => {
    second += 1
    const at = second * 1000
    return engine.evaluate(snapshot, { at, now: at, monitor: 'shop' }).map(change => change.status)
  }
  const states = (...values: unknown[]) => values.map(v => look({ v }).map(status => status.state)[0] ?? '')
  return { engine, look, states, now: () => second * 1000 }
}

const pools = (counts: Record<string, number>) => ({
  pools: Object.entries(counts).map(([name, waiting]) => ({ name, waiting })),
})

describe('an alert', () => {
  it('fires when its condition has held for long enough, and says so once', () => {
    const { states } = engineFor({ metric: 'v', above: 10, forMs: 2_000 })
    expect(states(11, 11, 11, 11, 11)).toEqual(['', '', 'firing', '', ''])
  })

  it('does not fire for what comes and goes', () => {
    const { states } = engineFor({ metric: 'v', above: 10, forMs: 2_000 })
    expect(states(11, 11, 9, 11, 11, 10, 11, 11)).toEqual(Array(8).fill(''))
  })

  it('is resolved when the value has been well again for long enough', () => {
    const { states } = engineFor({ metric: 'v', below: 10, resolveForMs: 1_000 })
    expect(states(9, 12, 9, 12, 12, 12)).toEqual(['firing', '', '', '', 'resolved', ''])
  })

  it('stays as it is between the threshold and the point where all is well', () => {
    const { states } = engineFor({ metric: 'v', above: 100, hysteresis: 0.2 })
    expect(states(85, 101, 99, 85, 101, 81, 80, 85)).toEqual(['', 'firing', '', '', '', '', 'resolved', ''])
  })

  it('fires for a value that rises or falls too fast, but not for one that is merely high', () => {
    const rise = engineFor({ metric: 'v', rateOfChange: 5, windowMs: 4_000 })
    expect(rise.states(100, 110, 120, 130, 140)).toEqual(['', '', '', '', 'firing'])
    const fall = engineFor({ metric: 'v', rateOfChange: -5, windowMs: 4_000 })
    expect(fall.states(100, 90, 80, 70, 60)).toEqual(['', '', '', '', 'firing'])
    const flat = engineFor({ metric: 'v', rateOfChange: 5, windowMs: 4_000 })
    expect(flat.states(900, 900, 900, 900, 900)).toEqual(['', '', '', '', ''])
  })

  it('is not raised by what is missing, null or NaN, and is resolved when its value is gone', () => {
    const { states } = engineFor({ metric: 'v', above: -1 })
    expect(states(undefined, null, Number.NaN, 'high')).toEqual(['', '', '', ''])
    expect(states(0, null)).toEqual(['firing', 'resolved'])
  })

  it('says in words and in figures what happened', () => {
    const { look } = engineFor({ name: 'slow', metric: 'v', above: 10, forMs: 1_000, severity: 'critical' })
    look({ v: 12 })
    const [fired] = look({ v: 12.3456 })
    expect(fired).toEqual({
      rule: 'slow',
      severity: 'critical',
      state: 'firing',
      metric: 'v',
      value: 12.3456,
      condition: 'above',
      threshold: 10,
      firedAt: 2_000,
      message: 'slow: v is 12.35, above 10 for 1 s',
      monitor: 'shop',
    })
    look({ v: 3 })
    const [resolved] = look({ v: 4 })
    expect(resolved).toMatchObject({ state: 'resolved', value: 4, firedAt: 2_000, resolvedAt: 4_000 })
    expect(resolved?.message).toBe('slow: v is 4, back to normal after 2 s')
  })
})

describe('AlertEngine', () => {
  it('watches every match by itself', () => {
    const { look } = engineFor({ metric: 'pools.*.waiting', above: 0 })
    const heard = (counts: Record<string, number>) => look(pools(counts)).map(s => `${s.metric} ${s.state}`)
    expect(heard({ a: 1, b: 0 })).toEqual(['pools[a].waiting firing'])
    expect(heard({ a: 1, b: 1 })).toEqual(['pools[b].waiting firing'])
    expect(heard({ a: 0, b: 1 })).toEqual(['pools[a].waiting resolved'])
  })

  it('resolves what is no longer there, and forgets it', () => {
    const { engine, look, now } = engineFor({ metric: 'pools.*.waiting', above: 0 })
    look(pools({ a: 1 }))
    const [gone] = look(pools({}))
    expect(gone).toMatchObject({ state: 'resolved', message: expect.stringContaining('is gone') })
    expect(look(pools({}))).toEqual([])
    expect(engine.statuses(now())).toHaveLength(1)
  })

  it('shows what fires, the worst first, then what was resolved in the last five minutes', () => {
    const { engine, look, now } = engineFor(
      { name: 'mild', metric: 'a', above: 0, severity: 'info' },
      { name: 'bad', metric: 'b', above: 0, severity: 'critical' },
      { name: 'past', metric: 'c', above: 0 },
    )
    look({ a: 1, b: 1, c: 1 })
    look({ a: 1, b: 5, c: 0 })
    const shown = engine.statuses(now())
    expect(shown.map(s => `${s.rule} ${s.state}`)).toEqual(['bad firing', 'mild firing', 'past resolved'])
    expect(shown[0]?.value).toBe(5)
    expect(engine.statuses(now() + 300_001).map(s => s.rule)).toEqual(['bad', 'mild'])
  })

  it('counts no time in which nobody looked, and goes on with what fires', () => {
    const { engine, states } = engineFor({ metric: 'v', above: 0, forMs: 1_000, resolveForMs: 1_000 })
    expect(states(1)).toEqual([''])
    engine.interrupt()
    expect(states(1, 1)).toEqual(['', 'firing'])
    expect(states(0)).toEqual([''])
    engine.interrupt()
    expect(states(0, 0)).toEqual(['', 'resolved'])
  })
})

describe('AlertNotifier', () => {
  it('tells every sink, and only reports what one of them throws or rejects with', async () => {
    const errors = vi.fn()
    const heard = vi.fn()
    const notifier = new AlertNotifier(errors)
    const broken = () => {
      throw new Error('broken')
    }
    const late = async () => {
      await Promise.resolve()
      throw new Error('late')
    }
    notifier.notify(alertStatus({ rule: 'slow' }), [broken, late, heard])
    await notifier.settle(1_000)
    expect(heard).toHaveBeenCalledWith(expect.objectContaining({ rule: 'slow' }), expect.anything())
    expect(errors.mock.calls.flat().map(error => (error as Error).message)).toEqual(['broken', 'late'])
  })

  it('waits for what is under way, and aborts it when the time is up', async () => {
    const notifier = new AlertNotifier(() => {})
    let aborted = false
    const hanging = (_: unknown, { signal }: { signal: AbortSignal }) =>
      new Promise<void>(resolve => {
        signal.addEventListener('abort', () => {
          aborted = true
          resolve()
        })
      })
    notifier.notify(alertStatus(), [hanging])
    await notifier.settle(10)
    expect(aborted).toBe(true)
  })

  it('can be used again after it settled', async () => {
    const notifier = new AlertNotifier(() => {})
    notifier.notify(alertStatus(), [() => new Promise<void>(() => {})])
    await notifier.settle(1)
    const sink = vi.fn()
    notifier.notify(alertStatus(), [sink])
    expect(sink.mock.calls[0]?.[1].signal.aborted).toBe(false)
  })
})

/** The slope after `seconds` of one value a second. */
function slopeOf(seconds: number, windowMs: number, value: (second: number) => number): number | undefined {
  const trend = new Trend(windowMs)
  let slope: number | undefined
  for (let second = 0; second <= seconds; second++) {
    trend.add(second * 1000, value(second))
    slope = trend.slope(second * 1000)
  }
  return slope
}

describe('Trend', () => {
  it('says nothing before its window has passed', () => {
    expect(slopeOf(59, 60_000, second => second)).toBeUndefined()
    expect(slopeOf(60, 60_000, second => second)).toBeCloseTo(1)
  })

  it('tells units a second, up and down', () => {
    expect(slopeOf(300, 60_000, second => 1e9 + 5 * second)).toBeCloseTo(5)
    expect(slopeOf(300, 60_000, second => -2.5 * second)).toBeCloseTo(-2.5)
  })

  it('does not take a sawtooth for a rise, but sees the rise beneath one', () => {
    const tooth = (second: number) => (second % 10) * 100
    expect(Math.abs(slopeOf(600, 300_000, tooth) ?? Number.NaN)).toBeLessThan(2)
    expect(slopeOf(600, 300_000, second => tooth(second) + 20 * second)).toBeCloseTo(20, -1)
  })

  it('forgets what is older than its window', () => {
    expect(slopeOf(200, 60_000, second => (second < 100 ? 50 * second : 5000))).toBeCloseTo(0)
  })

  it('looks at a long window with few points', () => {
    expect(slopeOf(7_200, 3_600_000, second => 3 * second)).toBeCloseTo(3)
  })
})
