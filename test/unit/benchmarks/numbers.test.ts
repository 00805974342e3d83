import { expect, test } from 'vitest'
import { count, figure, percent, times } from '../../../benchmarks/report/numbers.js'

test('figures keep about three digits, however large or small they are', () => {
  expect([123_456.7, 42.35, 7.239, 0.456, 0.0123, 0].map(figure)).toEqual([
    '123,457',
    '42.4',
    '7.24',
    '0.46',
    '0.012',
    '0',
  ])
})

test('what is not known is a dash, not a number', () => {
  expect([figure(undefined), figure(Number.NaN), times(Number.NaN), percent(Number.NaN)]).toEqual([
    '–',
    '–',
    '–',
    '–',
  ])
})

test('counts have separators, ratios their sign, shares their percent', () => {
  expect([count(1_234_567), times(8.04), percent(0.823), percent(0.0123)]).toEqual([
    '1,234,567',
    '8.04×',
    '82 %',
    '1.2 %',
  ])
})
