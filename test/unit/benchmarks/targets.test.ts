import { describe, expect, test } from 'vitest'
import {
  CONSUME_FLOOR,
  FLOOR,
  GRPC_CONSUME_FLOOR,
  JET,
  JET_PUSH,
  OFFICIAL_NODE,
} from '../../../benchmarks/subjects.js'
import { type Target, targets } from '../../../benchmarks/targets.js'
import { results, sendResult, sendRow } from './rows.js'

function target(all: readonly Target[], what: string): Target {
  const found = all.find(each => each.what.includes(what))
  if (!found) throw new Error(`no target "${what}"`)
  return found
}

describe('targets', () => {
  test('a ratio that reaches the target is met, one below is not', () => {
    const send = [
      sendRow(JET.label, 16, [sendResult(44_000)]),
      sendRow(OFFICIAL_NODE.label, 16, [sendResult(4_000)]),
      sendRow(JET.label, 64, [sendResult(20_000)]),
      sendRow(OFFICIAL_NODE.label, 64, [sendResult(4_000)]),
    ]
    const all = targets(results({ send }))
    expect(target(all, 'send, 16 callers: rate ÷ official Node')).toMatchObject({
      measured: '11.0×',
      met: true,
    })
    expect(target(all, 'send, 64 callers: rate ÷ official Node')).toMatchObject({
      measured: '5.00×',
      met: false,
    })
  })

  test('one message a call is judged by the load that did worst, for each kind by itself', () => {
    const row = (subject: string, callers: number, rate: number) => ({
      ...sendRow(subject, callers, [sendResult(rate, { cpuMicrosPerMessage: 30 })]),
      set: 'fifo',
    })
    const single = [
      row(JET.label, 16, 4_000),
      row(OFFICIAL_NODE.label, 16, 1_000),
      row(JET.label, 64, 5_000),
      row(OFFICIAL_NODE.label, 64, 2_000),
    ]
    const all = targets(results({ single }))
    expect(target(all, 'one message a call, fifo, 16, 64 callers: least rate ÷ official Node')).toMatchObject(
      {
        measured: '2.50×',
        met: false,
      },
    )
    expect(
      target(all, 'one message a call, delay, 16 callers: least rate ÷ official Node').met,
    ).toBeUndefined()
  })

  test('what was not measured is neither met nor missed', () => {
    for (const each of targets(results()))
      expect(each).toMatchObject({ measured: 'not measured', met: undefined })
  })

  test('rows of other body sizes are not taken for those of 1 KiB', () => {
    const other = { load: { callers: 1_000, bodyBytes: 128, content: 'random' as const } }
    const send = [
      sendRow(JET.label, 1_000, [sendResult(900)], other),
      sendRow(FLOOR.label, 1_000, [sendResult(1_000)], other),
    ]
    expect(target(targets(results({ send })), `1,000 callers: rate ÷ ${FLOOR.label}`).met).toBeUndefined()
  })

  test('a push consumer is held against the floor of its own transport; the other is shown', () => {
    const row = (subject: string, rate: number) => ({
      set: 'backlog' as const,
      subject,
      load: { messages: 1_000 },
      runs: [sendResult(rate)],
      failures: [],
    })
    const backlog = [
      row(JET_PUSH.label, 950),
      row(GRPC_CONSUME_FLOOR.label, 1_000),
      row(CONSUME_FLOOR.label, 1_900),
    ]
    const all = targets(results({ backlog }))
    expect(target(all, `backlog: rate ÷ ${GRPC_CONSUME_FLOOR.label}`)).toMatchObject({
      measured: '0.95×',
      met: true,
    })
    expect(target(all, `backlog: rate ÷ ${CONSUME_FLOOR.label}`)).toMatchObject({
      measured: '0.50×',
      target: '–',
      met: undefined,
    })
  })

  test('CPU is held against the official client, as the fraction it is', () => {
    const cpu = (micros: number) => [sendResult(1_000, { cpuMicrosPerMessage: micros })]
    const send = [sendRow(JET.label, 1_000, cpu(4)), sendRow(OFFICIAL_NODE.label, 1_000, cpu(200))]
    expect(target(targets(results({ send })), 'CPU per message')).toMatchObject({
      measured: '50.0×',
      met: true,
    })
  })

  test('a monitor that costs less than three percent is within the target', () => {
    const windows = (...rates: number[]) => rates.map(rate => ({ rate, cpuMicrosPerMessage: 5 }))
    const monitor = (...rates: number[]) => [
      { callers: 1_000, on: windows(...rates), off: windows(...rates.map(() => 1_000)), ownShare: 0.01 },
    ]
    const times = (count: number, ...rates: number[]) => Array.from({ length: count }, () => rates).flat()
    const judged = (...rates: number[]) => target(targets(results({ monitor: monitor(...rates) })), 'monitor')
    expect(judged(...times(4, 980, 975, 985))).toMatchObject({ met: true })
    expect(judged(...times(4, 950, 940, 945))).toMatchObject({ met: false })
    expect(judged(980, 975, 985)).toMatchObject({ met: undefined })
    expect(judged(...times(4, 700, 980, 1_300))).toMatchObject({ met: undefined })
  })

  test('one lost message misses the target, and so does a producer that never came back', () => {
    const outage = { subject: JET.label, succeeded: 10, failed: 0, lost: 1, downMs: 5_000 }
    const all = targets(results({ outages: [outage] }))
    expect(target(all, 'failed sends').met).toBe(true)
    expect(target(all, 'lost messages').met).toBe(false)
    expect(target(all, 'first success').met).toBe(false)
  })

  test('memory is judged over a million messages only, by heap and resident set', () => {
    const samples = (messages: number, lastHeap: number) =>
      Array.from({ length: 40 }, (_, index) => ({
        messages: ((index + 1) * messages) / 40,
        heapMb: index < 20 ? 10 : lastHeap,
        rssMb: 100,
      }))
    const memory = (messages: number, lastHeap: number) =>
      target(targets(results({ memory: samples(messages, lastHeap) })), 'memory').met
    expect(memory(1_000_000, 11)).toBe(true)
    expect(memory(1_000_000, 40)).toBe(false)
    expect(memory(250_000, 11)).toBeUndefined()
  })
})
