import { describe, expect, test } from 'vitest'
import { lineChart, logScale, text } from '../../../benchmarks/report/line-chart.js'

const FRAME = { left: 100, top: 50, width: 400, height: 300 }

describe('a chart with logarithmic axes', () => {
  test('equal ratios are equal distances', () => {
    const { at } = logScale([1, 10_000], 0, 1_000)
    expect(at(100) - at(10)).toBeCloseTo(at(10_000) - at(1_000))
  })

  test('every value lies within the axis', () => {
    const { at } = logScale([3, 70, 4_200], 0, 100)
    for (const value of [3, 70, 4_200]) {
      expect(at(value)).toBeGreaterThan(0)
      expect(at(value)).toBeLessThan(100)
    }
  })

  test('ticks are powers of ten, and finer ones where there are too few', () => {
    expect(logScale([2, 3_000], 0, 1).ticks).toEqual([10, 100, 1_000])
    expect(logScale([2, 6], 0, 1).ticks).toEqual([2, 5])
  })

  test('one value alone has an axis too', () => {
    const { at, ticks } = logScale([50], 0, 100)
    expect(at(50)).toBeCloseTo(50)
    expect(ticks.length).toBeGreaterThan(0)
  })

  test('each series is one path through its points in their order', () => {
    const svg = lineChart(
      {
        title: 'rates',
        xLabel: 'callers',
        format: String,
        series: [
          {
            name: 'a',
            style: 's0',
            points: [
              { x: 1, y: 10 },
              { x: 100, y: 1_000 },
            ],
          },
        ],
      },
      FRAME,
    )
    const [, left1, top1, left2, top2] = /d="M(\S+) (\S+) L(\S+) (\S+)"/.exec(svg)?.map(Number) ?? []
    expect(left1).toBeLessThan(left2 as number)
    expect(top1).toBeGreaterThan(top2 as number)
    expect(svg.match(/<circle/g)).toHaveLength(2)
  })

  test('a chart without any point has its title alone', () => {
    expect(lineChart({ title: 'rates', xLabel: '', series: [], format: String }, FRAME)).toContain('rates')
  })

  test('text is escaped', () => {
    expect(text(0, 0, 'a < b & c', 'label')).toContain('a &lt; b &amp; c')
  })
})
