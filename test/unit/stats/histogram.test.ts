import { describe, expect, it } from 'vitest'
import { Histogram } from '../../../src/stats/meters.js'

describe('Histogram', () => {
  it('is all zero while it is empty', () => {
    const { recent, buckets, ...all } = new Histogram().summary()
    expect(new Set(Object.values(all))).toEqual(new Set([0]))
    expect(new Set(Object.values(recent ?? {}))).toEqual(new Set([0]))
    expect(new Set(buckets?.counts)).toEqual(new Set([0]))
  })

  it('keeps small whole numbers exactly', () => {
    const histogram = new Histogram()
    for (let value = 1; value <= 100; value++) histogram.record(value)
    expect(histogram.summary()).toMatchObject({
      count: 100,
      sum: 5050,
      min: 1,
      max: 100,
      mean: 50.5,
      p50: 50,
      p90: 90,
      p99: 99,
      p999: 100,
    })
  })

  it('keeps fractions as finely as the scale says', () => {
    const histogram = new Histogram(1000)
    histogram.record(0.125)
    expect(histogram.summary()).toMatchObject({ min: 0.125, p50: 0.125, max: 0.125, mean: 0.125 })
  })

  it.each([-5, Number.NaN])('counts %d as 0', value => {
    const histogram = new Histogram()
    histogram.record(value)
    expect(histogram.summary()).toMatchObject({ count: 1, sum: 0, max: 0 })
  })

  it('stands values of any size', () => {
    const histogram = new Histogram(1000)
    histogram.record(86_400_000)
    histogram.record(Number.POSITIVE_INFINITY)
    const summary = histogram.summary()
    expect(summary.min).toBe(86_400_000)
    expect(Math.abs(summary.p50 / 86_400_000 - 1)).toBeLessThan(0.002)
    expect(summary.max).toBe(Number.MAX_SAFE_INTEGER / 1000)
  })
})

describe('the buckets of a Histogram', () => {
  it('count what lies at or below each bound, old values too', () => {
    const clock = { now: 0 }
    const histogram = new Histogram(1, () => clock.now)
    for (const value of [0, 1, 4, 5, 64, 5_000_000]) histogram.record(value)
    clock.now = 10_000
    histogram.summary()
    clock.now = 20_000
    histogram.summary()
    expect(histogram.summary().buckets).toEqual({
      bounds: [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304],
      counts: [2, 3, 4, 5, 5, 5, 5, 5, 5, 5, 5, 5],
    })
  })

  it('are those of durations where values are kept finer than whole', () => {
    const histogram = new Histogram(1000)
    histogram.record(0.2)
    histogram.record(2)
    const { bounds = [], counts = [] } = histogram.summary().buckets ?? {}
    expect(Object.fromEntries(bounds.map((bound, index) => [bound, counts[index]]))).toMatchObject({
      0.25: 1,
      1: 1,
      2.5: 2,
      300000: 2,
    })
  })
})

describe('the windows of a Histogram', () => {
  it('lets old values leave the recent part, and keeps them in the whole', () => {
    const clock = { now: 0 }
    const histogram = new Histogram(1, () => clock.now)
    histogram.record(500)
    clock.now = 10_000
    expect(histogram.summary().recent).toMatchObject({ count: 1, max: 500 })
    histogram.record(20)
    clock.now = 20_000
    expect(histogram.summary().recent).toMatchObject({ count: 2, max: 500 })
    clock.now = 30_000
    expect(histogram.summary()).toMatchObject({ count: 2, max: 500, recent: { count: 1, max: 20, p99: 20 } })
    clock.now = 40_000
    expect(histogram.summary()).toMatchObject({ count: 2, p50: 20, recent: { count: 0, max: 0, p99: 0 } })
  })

  it('sums up the same however often it is asked', () => {
    const histogram = new Histogram()
    for (let value = 0; value < 1_000; value++) histogram.record(value * 7)
    expect(histogram.summary()).toEqual(histogram.summary())
  })
})
