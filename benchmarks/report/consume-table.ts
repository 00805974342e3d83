import { type ConsumeRow, roundsOf, valuesOf } from '../results.js'
import { median, pairedRatio, spread } from '../statistics.js'
import type { ConsumeResult } from '../subjects/protocol.js'
import { markdownTable } from './markdown-table.js'
import { count, figure, percent, times } from './numbers.js'

/** Consumers side by side; those of a steady flow with their delivery latency. Ratios are those of the first row. */
export function consumeTable(rows: readonly ConsumeRow[]): string {
  if (rows.length === 0) return ''
  const steady = rows[0]?.load.perSecond !== undefined
  const header = [
    'subject',
    'msg/s',
    'spread',
    'this SDK, push ÷',
    'CPU µs/msg',
    'server CPU µs/msg',
    'GC pause ms',
    'RSS MB',
    'requests',
  ]
  const latencies = steady ? ['p50 ms', 'p99 ms'] : []
  return markdownTable(
    [...header, ...latencies],
    rows.map(row => consumeCells(row, rows[0] as ConsumeRow, steady)),
  )
}

function consumeCells(row: ConsumeRow, own: ConsumeRow, steady: boolean): string[] {
  const rates = valuesOf(row, run => run.rate)
  if (rates.length === 0) return [row.subject, `failed: ${row.failures[0] ?? ''}`]
  const middle = (read: (run: ConsumeResult) => number | undefined) => median(valuesOf(row, read))
  const rate = (run: ConsumeResult) => run.rate
  return [
    row.subject,
    count(median(rates)),
    percent(spread(rates)),
    times(pairedRatio(roundsOf(own, rate), roundsOf(row, rate))),
    figure(middle(run => run.cpuMicrosPerMessage)),
    figure(middle(run => run.serverCpuMicrosPerMessage)),
    figure(middle(run => run.gcPauseMs)),
    figure(middle(run => run.rssMb)),
    figure(middle(run => run.requests)),
    ...(steady ? [figure(middle(run => run.p50Ms)), figure(middle(run => run.p99Ms))] : []),
  ]
}
