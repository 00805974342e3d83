import { monitorLoss } from '../monitor-loss.js'
import { inherited } from '../origin-claims.js'
import type { Results, SendRow } from '../results.js'
import { median } from '../statistics.js'
import type { MonitorWindow } from '../subjects/protocol.js'
import { rateRatio, targets } from '../targets.js'
import { consumeTable } from './consume-table.js'
import { markdownTable } from './markdown-table.js'
import { count, figure, percent } from './numbers.js'
import { byLoad, loadTitle, sendTable } from './send-table.js'

const SUITE_NOTE = `Each line is this SDK against itself, with the feature off and on, and the official Node client with the same
load. What is counted by the second compares unlike things where one side sends many times the messages; the lines
by message say what one costs. Jitter is the standard deviation of the latency of a send.`

const MONITOR_NOTE = `One process sends all the time, and a monitor comes and goes, second by second; below 0 it gained. Its own share
is what a CPU profile finds below its timers and observers.`

/** The whole report in Markdown; `chart` is where the picture is, seen from the report. */
export function report(results: Results, chart: string): string {
  const sections = [
    heading(results),
    section('Targets', targetTable(results)),
    section('One message a call', singleText(results.single)),
    section('Sending in CLUSTER mode', sendSections(results.cluster)),
    section('Sending', sendingText(results.send, chart)),
    section('Sending while the broker flushes synchronously', sendSections(results.sync)),
    section('Consuming a backlog', consumeTable(results.backlog)),
    section('Consuming 1,000 messages a second', consumeTable(results.steady)),
    section('The performance suite this project grew from', featureTable(results)),
    section('This SDK against itself', sendSections(results.features)),
    section('The monitor', monitorTable(results)),
    section('Memory', memoryTable(results)),
    section('Growth', growthTable(results)),
    section('The proxy killed and started again', outageTable(results)),
    section('Not measured', results.notMeasured.map(({ what, why }) => `- ${what}: ${why}`).join('\n')),
  ]
  return `${sections.filter(text => text !== '').join('\n\n')}\n`
}

/** The targets alone, and what the run could not do: for the end of a run. */
export function summary(results: Results): string {
  const left = results.notMeasured.map(({ what, why }) => `not measured: ${what} (${why})`)
  return [targetTable(results), ...left].join('\n')
}

function heading({ form, startedAt, machine, measureMs }: Results): string {
  const { cpu, cores, memoryGb, system, node, java, server, sdk, officialNode, officialJava } = machine
  return `# Benchmark results

The ${form} form of \`npm run bench\`, started ${startedAt}. Clients and server share one machine, so the server's
share of the CPU is in every figure: compare the ratios, which were taken side by side, not the absolute numbers
with those of other machines.

- Machine: ${cpu}, ${cores} cores, ${memoryGb} GB, ${system}; Node ${node}; ${java}
- Server: ${server}; topics with 8 queues
- Clients: rocketmq-jet ${sdk}; official Node client ${officialNode}; official Java client ${officialJava}; grpc-js with
  one message a call; and bare \`node:http2\`, which writes requests that were encoded before, of up to 500 messages, up
  to 4 at once: the floor
- Each subject is a process of its own. A row is a closed loop: so many callers, each awaits its send before the
  next. Measured for ${figure(measureMs / 1_000)} s in steady state after a warm-up, in rounds with the subjects in turn; figures are medians
  of the rounds, the spread is (most − least) ÷ median, ratios are medians of the ratios of the rounds
- Connections are those the process opened in all; requests are SendMessage calls in the measured window. The Java
  client does not tell them. GC counts scavenges and major collections, for Java all collections. The server's CPU is
  read beside the client's, from \`/proc\`; not for the Java client`
}

function section(title: string, text: string): string {
  return text === '' ? '' : `## ${title}\n\n${text}`
}

function targetTable(results: Results): string {
  const rows = targets(results).map(({ what, target, measured, met }) => [
    what,
    target,
    measured,
    verdict(met),
  ])
  return markdownTable(['what', 'target', 'measured', ''], rows)
}

function verdict(met: boolean | undefined): string {
  if (met === undefined) return 'not judged'
  return met ? 'met' : '**not met**'
}

function sendingText(rows: readonly SendRow[], chart: string): string {
  return rows.length === 0
    ? ''
    : `![Throughput and latency against callers](${chart})\n\n${sendSections(rows)}`
}

const SINGLE_NOTE = `What no server takes in batches, and plain messages with batching off. Each FIFO caller has a message group of its
own; a transaction is a send and its commit. The bare ones send requests like those of the clients, with nothing of a
client around them; h2load is the server's own limit.`

function singleText(rows: readonly SendRow[]): string {
  return rows.length === 0 ? '' : `${SINGLE_NOTE}\n\n${sendSections(rows)}`
}

function sendSections(rows: readonly SendRow[]): string {
  return byLoad(rows)
    .map(group => `### ${capital(titleOf(group[0] as SendRow))}\n\n${sendTable(group, rateRatio)}`)
    .join('\n\n')
}

function titleOf(row: SendRow): string {
  return row.set === 'send' ? loadTitle(row) : `${row.set}: ${loadTitle(row)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function featureTable(results: Results): string {
  if (results.features.length === 0) return ''
  const rows = inherited(results).map(each => [
    each.part,
    each.claim,
    each.off,
    each.on,
    each.official,
    each.change,
    each.holds === undefined ? 'not judged' : each.holds ? 'holds' : '**does not hold**',
  ])
  const header = ['part', 'claim', 'feature off', 'this SDK', 'official Node', 'off → on', '']
  return `${SUITE_NOTE}\n\n${markdownTable(header, rows, 2)}`
}

function monitorTable({ monitor }: Results): string {
  if (monitor.length === 0) return ''
  const rows = monitor.map(cost => {
    const { lost, cpu, error } = monitorLoss(cost)
    const rates = (windows: readonly MonitorWindow[]) => count(median(windows.map(({ rate }) => rate)))
    return [
      count(cost.callers),
      count(cost.on.length),
      rates(cost.off),
      rates(cost.on),
      percent(lost),
      percent(error),
      percent(cpu),
      percent(cost.ownShare),
    ]
  })
  const header = [
    'callers',
    'pairs of seconds',
    'msg/s without',
    'msg/s with',
    'lost, median of the pairs',
    'standard error',
    'more CPU per message',
    "the monitor's own share of the busy time",
  ]
  return `${MONITOR_NOTE}\n\n${markdownTable(header, rows, 0)}`
}

function memoryTable({ memory }: Results): string {
  if (memory.length === 0) return ''
  const every = Math.max(1, Math.floor(memory.length / 10))
  const rows = memory
    .filter((_, index) => (index + 1) % every === 0)
    .map(({ messages, heapMb, rssMb }) => [count(messages), figure(heapMb), figure(rssMb)])
  return `The heap is collected before each look.\n\n${markdownTable(['messages sent', 'heap MB', 'RSS MB'], rows, 0)}`
}

function growthTable({ growth }: Results): string {
  if (growth.length === 0) return ''
  const rows = growth.map(({ dimension, size, result }) => [
    dimension,
    count(size),
    count(result.rate),
    figure(result.cpuMicrosPerMessage),
    figure(result.messages / Math.max(1, result.requests ?? 0)),
    figure(result.p50Ms),
    figure(result.idleHeapMb),
    count(result.idleTimers),
    count(result.failed),
  ])
  const text = `1,000 callers, bodies of 128 B, against a server in memory in another process, so that what grows is the
client's work. Heap and timers are those of started producers that have sent nothing yet.`
  const header = [
    'what grows',
    'to',
    'msg/s',
    'CPU µs/msg',
    'msg per request',
    'p50 ms',
    'idle heap MB',
    'idle timers',
    'failed',
  ]
  return `${text}\n\n${markdownTable(header, rows)}`
}

function outageTable({ outages }: Results): string {
  if (outages.length === 0) return ''
  const rows = outages.map(row => [
    row.subject,
    count(row.succeeded),
    count(row.failed),
    count(row.lost),
    figure(row.downMs / 1_000),
    row.firstSuccessMs === undefined ? 'never' : figure(row.firstSuccessMs / 1_000),
  ])
  const header = [
    'subject',
    'confirmed',
    'failed',
    'lost',
    'port down s',
    'first success after the port answers, s',
  ]
  const text =
    '64 callers, each with a pause of 20 ms; `kill -9`, started again 3 s later. Lost are confirmed messages\nthat were not on the broker afterwards.'
  return `${text}\n\n${markdownTable(header, rows)}`
}
