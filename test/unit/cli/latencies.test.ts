import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatMs, Latencies, sparkline } from '../../../src/cli/latencies.js'

describe('latencies', () => {
  it('have percentiles that are right to 5 %', () => {
    const latency = fc.double({ min: 0.01, max: 100_000, noNaN: true })
    fc.assert(
      fc.property(fc.array(latency, { minLength: 1, maxLength: 300 }), values => {
        const latencies = new Latencies()
        for (const value of values) latencies.record(value)
        const sorted = [...values].sort((a, b) => a - b)
        const { p50, p99, max, count } = latencies.summary()
        const at = (share: number) => sorted[Math.ceil(values.length * share) - 1] as number
        expect(count).toBe(values.length)
        expect(p50 / at(0.5)).toBeGreaterThan(0.99)
        expect(p50 / at(0.5)).toBeLessThan(1.05)
        expect(p99 / at(0.99)).toBeGreaterThan(0.99)
        expect(p99 / at(0.99)).toBeLessThan(1.05)
        expect(max).toBeCloseTo(sorted.at(-1) as number, -1)
      }),
      { numRuns: 50 },
    )
  })

  it('are all zero where there are none', () => {
    expect(new Latencies().summary()).toMatchObject({ count: 0, min: 0, mean: 0, p50: 0, p999: 0, max: 0 })
    expect(new Latencies().plot(10)).toEqual([])
  })

  it('are plotted from the shortest to the longest, with what lies between', () => {
    const latencies = new Latencies()
    for (let i = 0; i < 9; i++) latencies.record(1)
    latencies.record(2.5)
    const lines = latencies.plot(20)
    expect(lines.length).toBeGreaterThan(2)
    expect(lines[0]).toMatch(/≤ .* ms {2}█{20} 90\.0 %$/)
    expect(lines.at(-1)).toMatch(/█{2} 10\.0 %$/)
  })
})

it('a time is shown in the unit that suits it', () => {
  expect([0.123, 12.3, 1_234, 12_345].map(formatMs)).toEqual(['0.12 ms', '12.30 ms', '1234 ms', '12.3 s'])
})

it('a sparkline is as high as its numbers', () => {
  expect(sparkline([0, 50, 100])).toBe('▁▅█')
  expect(sparkline([0, 0])).toBe('▁▁')
})
