import { expect, test } from 'vitest'
import { rateIn } from '../../../benchmarks/h2load.js'

const REPORT = `finished in 2.00s, 32200.50 req/s, 2.10MB/s
requests: 64401 total, 64465 started, 64401 done, 64401 succeeded, FAILED failed, 0 errored, 0 timeout
`

test('the rate is read from the report of h2load', () => {
  expect(rateIn(REPORT.replace('FAILED', '0'))).toBe(32_200.5)
})

test('a report with failures has no rate', () => {
  expect(() => rateIn(REPORT.replace('FAILED', '3'))).toThrow('3 failed')
})
