import { describe, expect, it } from 'vitest'
import { RateMeter } from '../../../src/stats/meters.js'

function meterAt(start = 0) {
  const clock = { now: start }
  return { clock, meter: new RateMeter(() => clock.now) }
}

describe('RateMeter', () => {
  it('says 0 before anything was marked', () => {
    expect(meterAt().meter.rates()).toEqual({ perSecond1s: 0, perSecond10s: 0, perSecond1m: 0 })
  })

  it('shows a burst at once, and does not extrapolate it', () => {
    const { clock, meter } = meterAt(5_000)
    meter.mark(1_000)
    clock.now = 5_200
    expect(meter.rates()).toEqual({ perSecond1s: 1_000, perSecond10s: 1_000, perSecond1m: 1_000 })
  })

  it('agrees in all windows on a steady rate', () => {
    const { clock, meter } = meterAt()
    for (let tick = 0; tick < 120_000; tick += 100) {
      clock.now = tick
      meter.mark(5)
    }
    const rates = meter.rates()
    expect(rates.perSecond1s).toBeCloseTo(50, -1)
    expect(rates.perSecond10s).toBeCloseTo(50, -1)
    expect(rates.perSecond1m).toBeCloseTo(50, -1)
  })

  it('averages over the time since the start while that is shorter than the window', () => {
    const { clock, meter } = meterAt()
    meter.mark(100)
    clock.now = 5_000
    expect(meter.rates()).toEqual({ perSecond1s: 0, perSecond10s: 20, perSecond1m: 20 })
  })

  it('lets the oldest second slide out of the window bit by bit', () => {
    const { clock, meter } = meterAt()
    meter.mark(100)
    clock.now = 1_250
    expect(meter.rates().perSecond1s).toBeCloseTo(75)
    clock.now = 2_000
    expect(meter.rates().perSecond1s).toBe(0)
  })

  it('forgets everything after a minute of silence', () => {
    const { clock, meter } = meterAt()
    meter.mark(1_000_000)
    clock.now = 10 * 60_000
    expect(meter.rates()).toEqual({ perSecond1s: 0, perSecond10s: 0, perSecond1m: 0 })
    meter.mark(60)
    expect(meter.rates().perSecond1m).toBe(1)
  })

  it('needs no timer', () => {
    const before = process.getActiveResourcesInfo().filter(each => each === 'Timeout').length
    new RateMeter().mark()
    expect(process.getActiveResourcesInfo().filter(each => each === 'Timeout').length).toBe(before)
  })
})
