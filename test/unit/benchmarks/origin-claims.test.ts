import { describe, expect, test } from 'vitest'
import { inherited } from '../../../benchmarks/origin-claims.js'
import { JET, OFFICIAL_NODE, UNBATCHED, UNPOOLED } from '../../../benchmarks/subjects.js'
import { results, sendResult, sendRow } from './rows.js'

const concurrency = { set: 'concurrency' }

describe('the claims of the suite this grew from', () => {
  test('each has a line even if nothing was measured', () => {
    const all = inherited(results())
    expect(all).toHaveLength(20)
    for (const each of all) expect(each).toMatchObject({ change: 'not measured', holds: undefined })
  })

  test('throughput with batching is held against the same SDK without', () => {
    const features = [
      sendRow(JET.label, 1_000, [sendResult(50_000)], concurrency),
      sendRow(UNBATCHED.label, 1_000, [sendResult(5_000)], concurrency),
      sendRow(OFFICIAL_NODE.label, 1_000, [sendResult(4_000)], concurrency),
    ]
    const line = inherited(results({ features })).find(each => each.claim.startsWith('3 to 5 times'))
    expect(line).toMatchObject({ on: '50,000/s', official: '4,000/s', change: '10.0×', holds: true })
  })

  test('a claim that does not hold is told as it is', () => {
    const features = [
      sendRow(JET.label, 1_000, [sendResult(50_000)], concurrency),
      sendRow(UNPOOLED.label, 1_000, [sendResult(50_000)], concurrency),
    ]
    const line = inherited(results({ features })).find(each => each.claim.startsWith('30 to 50 % faster'))
    expect(line).toMatchObject({ change: '1.00×', holds: false })
  })

  test('more of what should be less is told as more', () => {
    const features = [
      sendRow(JET.label, 1_000, [sendResult(1_000, { jitterMs: 3 })], concurrency),
      sendRow(UNBATCHED.label, 1_000, [sendResult(1_000, { jitterMs: 2 })], concurrency),
    ]
    const line = inherited(results({ features })).find(each => each.claim.includes('jitter'))
    expect(line).toMatchObject({ change: '50 % more', holds: false })
  })
})
