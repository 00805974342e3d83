import { describe, expect, test } from 'vitest'
import { report } from '../../../benchmarks/report/report.js'
import { sendChart } from '../../../benchmarks/report/send-chart.js'
import { JET, JET_PUSH, OFFICIAL_JAVA, OFFICIAL_NODE } from '../../../benchmarks/subjects.js'
import { results, sendResult, sendRow } from './rows.js'

const send = [
  sendRow(JET.label, 64, [sendResult(40_000), sendResult(36_000)]),
  sendRow(OFFICIAL_NODE.label, 64, [sendResult(5_000), sendResult(4_000)]),
  sendRow(OFFICIAL_JAVA.label, 64, [null, null], { failures: ['there is no Java'] }),
]

describe('the report', () => {
  test('shows the median, the spread and the ratio of the rounds', () => {
    const line = report(results({ send }), 'send.svg')
      .split('\n')
      .find(each => each.startsWith('| official Node |'))
    expect(line).toContain('| 4,500 | 22 % | 8.50× |')
  })

  test('a subject that failed has a line that says why', () => {
    expect(report(results({ send }), 'send.svg')).toContain('| official Java | failed: there is no Java |')
  })

  test('says what was not measured, and leaves out sections with nothing in them', () => {
    const text = report(results({ notMeasured: [{ what: 'consuming', why: 'no name server' }] }), 'send.svg')
    expect(text).toContain('- consuming: no name server')
    expect(text).not.toContain('## Memory')
  })

  test('a consumer at a steady rate has its delivery latency', () => {
    const run = { ...sendResult(1_000), p50Ms: 1.5, p99Ms: 4 }
    const steady = [
      {
        set: 'steady',
        subject: JET_PUSH.label,
        load: { messages: 10, perSecond: 1_000 },
        runs: [run],
        failures: [],
      },
    ]
    const text = report(results({ steady }), 'send.svg')
    expect(text).toContain('| p50 ms | p99 ms |')
    expect(text).toContain('| 1.50 | 4.00 |')
  })

  test('the picture has a line for each subject that was measured, and is well-formed', () => {
    const svg = sendChart(results({ send }))
    expect(svg.match(/<g /g)?.length).toBe(svg.match(/<\/g>/g)?.length)
    expect(svg).toContain('prefers-color-scheme: dark')
    expect(svg).not.toContain('NaN')
  })
})
