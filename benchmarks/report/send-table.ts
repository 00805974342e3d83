import { type SendRow, valuesOf } from '../results.js'
import { median, spread } from '../statistics.js'
import type { SendResult } from '../subjects/protocol.js'
import { markdownTable } from './markdown-table.js'
import { callerCount, count, figure, percent, times } from './numbers.js'

const HEADER = [
  'subject',
  'msg/s',
  'spread',
  'this SDK ÷',
  'p50 ms',
  'p99 ms',
  'CPU µs/msg',
  'server CPU µs/msg',
  'GC per 1,000 msg',
  'GC pause ms/s',
  'RSS MB',
  'connections',
  'requests',
  'failed',
]

/** One table: the rows of one load, a line for each subject; ratios are those of `own`, the first row. */
export function sendTable(rows: readonly SendRow[], ratio: (own: SendRow, other: SendRow) => number): string {
  const [own] = rows
  const lines = rows.map(row => cells(row, own === undefined ? Number.NaN : ratio(own, row)))
  return markdownTable(HEADER, lines)
}

/** Rows grouped by their load, in the order they came. */
export function byLoad(rows: readonly SendRow[]): SendRow[][] {
  const groups = new Map<string, SendRow[]>()
  for (const row of rows) {
    const key = `${row.set} ${JSON.stringify(row.load)}`
    groups.set(key, [...(groups.get(key) ?? []), row])
  }
  return [...groups.values()]
}

/** What a group of rows is called. */
export function loadTitle({ load }: SendRow): string {
  const body = load.bodyBytes % 1_024 === 0 ? `${load.bodyBytes / 1_024} KiB` : `${load.bodyBytes} B`
  const calls = load.messagesPerCall === undefined ? '' : `, ${load.messagesPerCall} messages a call`
  return `${callerCount(load.callers)}, bodies of ${body}${load.content === 'json' ? ' of JSON' : ''}${calls}`
}

function cells(row: SendRow, ratio: number): string[] {
  const rates = valuesOf(row, run => run.rate)
  if (rates.length === 0)
    return [row.subject, `failed: ${row.failures[0] ?? 'no round'}`, ...HEADER.slice(2).map(() => '–')]
  const middle = (read: (run: SendResult) => number | undefined) => median(valuesOf(row, read))
  const failed = valuesOf(row, run => run.failed).reduce((sum, value) => sum + value, 0)
  return [
    row.subject,
    count(middle(run => run.rate)),
    percent(spread(rates)),
    times(ratio),
    figure(middle(run => run.p50Ms)),
    figure(middle(run => run.p99Ms)),
    figure(middle(run => run.cpuMicrosPerMessage)),
    figure(middle(run => run.serverCpuMicrosPerMessage)),
    figure(middle(run => ((run.scavenges + run.majorCollections) * 1_000) / Math.max(1, run.messages))),
    figure(middle(run => run.gcPauseMs / run.seconds)),
    figure(middle(run => run.rssMb)),
    figure(middle(run => run.connections)),
    figure(middle(run => run.requests)),
    failed === 0 && row.failures.length === 0 ? '0' : failureText(failed, row),
  ]
}

function failureText(failed: number, row: SendRow): string {
  const reason = row.failures[0] ?? row.runs.find(run => run?.error)?.error ?? ''
  return `${count(failed)}${reason === '' ? '' : ` (${reason.slice(0, 80)})`}`
}
