import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMean,
  formatMs,
  formatRate,
  formatShare,
} from '../../../src/monitor/page/assets/units.js'

describe('figures for people', () => {
  it.each([
    [formatCount(0), '0'],
    [formatCount(12_345), '12,345'],
    [formatCount(123_456), '123 k'],
    [formatCount(1_234_567), '1.23 M'],
    [formatCount(2e9), '2 G'],
    [formatRate(2.345), '2.35/s'],
    [formatRate(1_234.5), '1,235/s'],
    [formatBytes(512), '512 B'],
    [formatBytes(1536), '1.5 KiB'],
    [formatBytes(64 * 1024 * 1024), '64 MiB'],
    [formatMs(0), '0 ms'],
    [formatMs(0.1234), '0.12 ms'],
    [formatMs(12_500), '12.5 s'],
    [formatMs(192_000), '3.2 min'],
    [formatShare(0.995), '99.5 %'],
    [formatShare(null), '-'],
    [formatMean(2.345), '2.35'],
    [formatMean(1_234.5), '1,235'],
    [formatDuration(0), '0 s'],
    [formatDuration(59_400), '59 s'],
    [formatDuration(60_000), '1 min'],
    [formatDuration(3_723_000), '1 h 2 min'],
    [formatDuration(90_000_000), '1 d 1 h'],
  ])('%s', (shown, expected) => {
    expect(shown).toBe(expected)
  })
})
