import type { BatchStats, ConnectionStats, HistogramSummary, RpcStats } from '../stats/stats.js'
import type { AlertStatus } from './alert-rule.js'
import type { LeakSnapshot } from './leak-log.js'
import {
  formatBytes,
  formatCount,
  formatCounts,
  formatMs,
  formatRate,
  formatShare,
} from './page/assets/units.js'
import type { ConsumerSnapshot, MonitorSnapshot, PoolSnapshot, ProducerSnapshot } from './snapshot.js'
import type { SystemMetrics } from './system-metrics.js'

/** How a report is made. */
export interface ReportOptions {
  /** Most rows of each table; more are only counted. Default 6. */
  maxRows?: number
  /** Most lines of all: where they do not suffice, tables get fewer rows, down to one. Default 48. */
  maxLines?: number
}

/**
 * A snapshot as plain text: aligned, with units, one screen. Latencies and batch sizes are those of the latest
 * ten to twenty seconds where anything happened in them, else of all time.
 */
export function renderReport(snapshot: MonitorSnapshot, options: ReportOptions = {}): string {
  const { maxRows = 6, maxLines = 48 } = options
  let rows = maxRows
  let lines = reportLines(snapshot, rows)
  while (lines.length > maxLines && rows > 1) lines = reportLines(snapshot, --rows)
  return lines.join('\n')
}

function reportLines(snapshot: MonitorSnapshot, maxRows: number): string[] {
  const section = <Row>(title: string, columns: readonly Column<Row>[], rows: readonly Row[]) =>
    rows.length === 0
      ? []
      : ['', ...textTable([{ ...columns[0]!, head: title }, ...columns.slice(1)], rows, maxRows)]
  const { alerts } = snapshot
  const busy = snapshot.rpcs.filter(each => each.started > 0).sort((a, b) => b.started - a.started)
  return [
    heading(snapshot),
    ...alerts.slice(0, maxRows).map(alertLine),
    ...(alerts.length > maxRows ? [`… and ${alerts.length - maxRows} more alerts`] : []),
    ...systemLines(snapshot.system),
    ...section('producers', producerColumns, snapshot.producers),
    ...uncoalescedLines(snapshot, maxRows),
    ...section('consumers', consumerColumns, snapshot.consumers),
    ...section('batches', batchColumns, snapshot.batches),
    ...section('pools', poolColumns, snapshot.pools),
    ...section('leaks', leakColumns, snapshot.leaks),
    ...section('connections', connectionColumns, snapshot.connections),
    ...section('calls', rpcColumns, busy),
  ]
}

/** Topics without batches, whichever producer sends to them. */
function uncoalescedLines({ producers }: MonitorSnapshot, maxRows: number): string[] {
  const reasons = new Map(
    producers.flatMap(({ uncoalesced = [] }) => uncoalesced.map(({ topic, reason }) => [topic, reason])),
  )
  const lines = [...reasons].map(
    ([topic, reason]) =>
      `${topic}: sent one by one, because ${reason}; batch.mode 'on' is for brokers from 5.4.0 on`,
  )
  if (lines.length <= maxRows) return lines
  return [...lines.slice(0, maxRows), `… and ${lines.length - maxRows} more topics are sent one by one`]
}

/** The same in one line, for a log. */
export function renderLine(snapshot: MonitorSnapshot): string {
  const { producers, consumers, batches, system, alerts } = snapshot
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  const p99 = Math.max(0, ...producers.map(each => latest(each.latencyMs).p99))
  const firing = alerts.filter(each => each.state === 'firing').map(each => each.rule)
  return [
    `sent ${formatRate(sum(producers.map(each => each.rates.perSecond10s)))} (p99 ${formatMs(p99)})`,
    `received ${formatRate(sum(consumers.map(each => each.rates.perSecond10s)))}`,
    `failed ${formatCount(sum([...producers, ...consumers].map(each => each.failed)))}`,
    `buffered ${formatCount(sum(batches.map(each => each.buffered)))}`,
    `cpu ${formatShare(system.cpu.processPercent / 100)}`,
    `rss ${formatBytes(system.memory.rss)}`,
    `loop p99 ${formatMs(system.eventLoop.delayMs.p99)}`,
    firing.length === 0 ? 'no alerts' : `ALERTS: ${shorten(firing.join(', '))}`,
  ].join(' · ')
}

/** The latest values if there are any, else all. */
function latest(summary: HistogramSummary): Pick<HistogramSummary, 'p50' | 'p99' | 'max' | 'mean'> {
  const { recent } = summary
  return recent.count > 0 ? recent : summary
}

function heading({ name, at, uptimeMs }: MonitorSnapshot): string {
  const time = new Date(at).toISOString().replace('T', ' ').slice(0, 19)
  return `${shorten(name)}  ${time} UTC  up ${formatMs(uptimeMs)}`
}

function alertLine(alert: AlertStatus): string {
  const mark = alert.state === 'firing' ? `! ${alert.severity}` : '  resolved'
  return `${mark}: ${alert.message.replace(/\p{Cc}/gu, '?')}`
}

function systemLines({ cpu, memory, eventLoop, gc, resources }: SystemMetrics): string[] {
  const { delayMs } = eventLoop
  return [
    '',
    `cpu     process ${formatShare(cpu.processPercent / 100)} of a core, host ${formatShare(cpu.hostPercent / 100)} of ${cpu.cores}`,
    `memory  rss ${formatBytes(memory.rss)}, heap ${formatBytes(memory.heapUsed)} of ${formatBytes(memory.heapTotal)}, external ${formatBytes(memory.external)}, buffers ${formatBytes(memory.arrayBuffers)}`,
    `loop    delay p50 ${formatMs(delayMs.p50)}, p99 ${formatMs(delayMs.p99)}, max ${formatMs(delayMs.max)}, busy ${formatShare(eventLoop.utilization)}, ${resources.total} active resources`,
    `gc      ${formatCount(gc.count)} runs, ${formatMs(gc.pauseMs)} (minor ${gc.minor.count}, ${formatMs(gc.minor.pauseMs)}; major ${gc.major.count}, ${formatMs(gc.major.pauseMs)})`,
  ]
}

const producerColumns: Column<ProducerSnapshot>[] = [
  { head: '', align: 'left', cell: row => row.clientId },
  { head: 'state', align: 'left', cell: row => row.state },
  { head: '1 s', cell: row => formatRate(row.rates.perSecond1s) },
  { head: '10 s', cell: row => formatRate(row.rates.perSecond10s) },
  { head: '1 min', cell: row => formatRate(row.rates.perSecond1m) },
  { head: 'ok', cell: row => formatCount(row.succeeded) },
  { head: 'failed', cell: row => formatCount(row.failed) },
  { head: 'on wire', cell: row => formatCount(row.inFlight) },
  { head: 'waiting', cell: row => formatCount(row.buffered) },
  { head: 'p50', cell: row => formatMs(latest(row.latencyMs).p50) },
  { head: 'p99', cell: row => formatMs(latest(row.latencyMs).p99) },
  { head: 'errors', align: 'left', cell: row => formatCounts(row.errors) },
]

const consumerColumns: Column<ConsumerSnapshot>[] = [
  { head: '', align: 'left', cell: row => row.consumerGroup || row.clientId },
  { head: 'state', align: 'left', cell: row => row.state },
  { head: '1 s', cell: row => formatRate(row.rates.perSecond1s) },
  { head: '10 s', cell: row => formatRate(row.rates.perSecond10s) },
  { head: 'received', cell: row => formatCount(row.received) },
  { head: 'ok', cell: row => formatCount(row.consumed) },
  { head: 'failed', cell: row => formatCount(row.failed) },
  { head: 'again', cell: row => formatCount(row.redelivered) },
  { head: 'running', cell: row => formatCount(row.inFlight) },
  { head: 'oldest', cell: row => formatMs(row.oldestHandlerMs ?? 0) },
  { head: 'cached', cell: row => `${formatCount(row.cachedMessages)} (${formatBytes(row.cachedBytes)})` },
  { head: 'handler p99', cell: row => formatMs(latest(row.handlerMs).p99) },
  { head: 'delivery p99', cell: row => formatMs(latest(row.deliveryMs).p99) },
  { head: 'errors', align: 'left', cell: row => formatCounts(row.errors) },
]

const batchColumns: Column<BatchStats>[] = [
  { head: '', align: 'left', cell: row => row.name },
  { head: 'batches', cell: row => formatCount(row.batches) },
  { head: 'items', cell: row => formatCount(row.succeeded + row.failed) },
  { head: 'per batch', cell: row => formatCount(latest(row.batchItems).mean) },
  { head: 'bytes', cell: row => formatBytes(latest(row.batchBytes).mean) },
  { head: 'wait p99', cell: row => formatMs(latest(row.waitMs).p99) },
  { head: 'handler p99', cell: row => formatMs(latest(row.handlerMs).p99) },
  { head: 'buffered', cell: row => `${formatCount(row.buffered)} of ${formatCount(row.bufferSize)}` },
  { head: 'out', cell: row => formatCount(row.inFlight) },
  { head: 'retries', cell: row => formatCount(row.retries) },
  { head: 'splits', cell: row => formatCount(row.splits) },
  { head: 'left because', align: 'left', cell: row => formatCounts(row.flushReasons) },
]

const poolColumns: Column<PoolSnapshot>[] = [
  { head: '', align: 'left', cell: row => row.name },
  { head: 'taken', cell: row => formatCount(row.acquired) },
  { head: 'returned', cell: row => formatCount(row.released) },
  { head: 'hits', cell: row => formatCount(row.hits) },
  { head: 'misses', cell: row => formatCount(row.misses) },
  { head: 'hit rate', cell: row => formatShare(row.acquired === 0 ? null : row.hitRate) },
  { head: 'out', cell: row => formatCount(row.outstanding) },
  { head: 'idle', cell: row => formatCount(row.idle) },
  { head: 'waiting', cell: row => formatCount(row.waiting) },
  { head: 'leaked', cell: row => formatCount(row.leaked) },
  { head: 'held', cell: row => formatBytes(row.bytes) },
]

const leakColumns: Column<LeakSnapshot>[] = [
  { head: '', align: 'left', cell: row => row.pool },
  { head: 'held', cell: row => formatMs(row.heldMs) },
  { head: 'taken', align: 'left', cell: row => (row.stack ?? '').split('\n')[0]?.trim() ?? '' },
]

const connectionColumns: Column<ConnectionStats>[] = [
  { head: '', align: 'left', cell: row => row.endpoint },
  { head: 'plane', align: 'left', cell: row => row.plane },
  { head: 'transport', align: 'left', cell: row => row.transport },
  { head: 'open', cell: row => formatCount(row.open) },
  { head: 'opened', cell: row => formatCount(row.opened) },
  { head: 'closed', cell: row => formatCount(row.closed) },
  { head: 'leases', cell: row => formatCount(row.leases) },
  { head: 'waiting', cell: row => formatCount(row.pool.waiting) },
  { head: 'reused', cell: row => formatShare(row.pool.acquired === 0 ? null : row.pool.hitRate) },
  { head: 'sent', cell: row => formatBytes(row.bytesSent) },
  { head: 'received', cell: row => formatBytes(row.bytesReceived) },
]

const rpcColumns: Column<RpcStats>[] = [
  { head: '', align: 'left', cell: row => row.method },
  { head: 'calls', cell: row => formatCount(row.started) },
  { head: 'out', cell: row => formatCount(row.inFlight) },
  { head: 'p50', cell: row => formatMs(latest(row.latencyMs).p50) },
  { head: 'p99', cell: row => formatMs(latest(row.latencyMs).p99) },
  { head: 'codes', align: 'left', cell: row => formatCounts(row.codes) },
]

/** A column: its head, and whether its figures stand right. */
interface Column<Row> {
  head: string
  cell(row: Row): string
  align?: 'left' | 'right'
}

/** Longest cell; names longer than this are cut in the middle, where they differ least. */
const MAX_WIDTH = 36

/**
 * Rows under heads, columns aligned, two spaces between. No trailing blanks.
 *
 * @param maxRows more rows than this are only counted
 */
function textTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[], maxRows: number): string[] {
  const shown = rows.slice(0, maxRows)
  const cells = [
    columns.map(column => column.head),
    ...shown.map(row => columns.map(column => shorten(column.cell(row)))),
  ]
  const widths = columns.map((_, index) => Math.max(...cells.map(line => line[index]?.length ?? 0)))
  const lines = cells.map(line =>
    line
      .map((cell, index) => {
        const width = widths[index] ?? 0
        return columns[index]?.align === 'left' ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd(),
  )
  const rest = rows.length - shown.length
  return rest === 0 ? lines : [...lines, `… and ${rest} more`]
}

/** Control characters out, so that a name cannot move the cursor; the middle out, if it is long. */
function shorten(text: string): string {
  const plain = text.replace(/\p{Cc}/gu, '?')
  if (plain.length <= MAX_WIDTH) return plain
  const half = Math.floor((MAX_WIDTH - 1) / 2)
  return `${plain.slice(0, half)}…${plain.slice(-half)}`
}
