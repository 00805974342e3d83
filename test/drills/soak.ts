import { writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { escaped, text } from '../../benchmarks/report/line-chart.js'
import { type ConsumeResult, type MessageView, Producer, PushConsumer } from '../../src/index.js'
import { heapAfterCollection } from '../support/garbage.js'
import { onRealServer } from './server.js'

/*
 * npm run drill -- soak [--messages 1000000] [--minutes 30] [--picture memory.svg]
 *
 * Sends messages at a steady rate to a real RocketMQ, and has handlers fail now and then. What is kept of a message is
 * two bytes that were there from the start, so that the memory is the clients'.
 */

const { values: chosen } = parseArgs({
  options: {
    messages: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '30' },
    picture: { type: 'string' },
  },
  allowPositionals: true,
})
const MESSAGES = Number(chosen.messages)
const PERIOD_MS = Number(chosen.minutes) * 60_000
const RUN = Date.now().toString(36)
const [TOPIC, GROUP] = [`soak-${RUN}`, `soakers-${RUN}`]
const TICK_MS = 20
const SAMPLES = 120
/** How long the last messages may take after everything was sent. */
const HANDLED_WITHIN_MS = 180_000
const BODY_BYTES = 200
const MEBIBYTE = 1024 * 1024

interface Sample {
  seconds: number
  /** In MiB: the heap and buffers as they were, then after a collection; the process as the system sees it. */
  before: number
  after: number
  rss: number
}

/** What became of each message: how often it was confirmed, and handled with success. */
class Ledger {
  readonly confirmed = new Uint8Array(MESSAGES)
  readonly handled = new Uint8Array(MESSAGES)
  sent = 0
  failedSends = 0
  failedHandlers = 0

  get missing(): number {
    return this.confirmed.reduce((sum, times, n) => sum + (times > 0 && this.handled[n] === 0 ? 1 : 0), 0)
  }

  get doubled(): number {
    return this.handled.reduce((sum, times) => sum + (times > 1 ? 1 : 0), 0)
  }
}

const ledger = new Ledger()
const samples: Sample[] = []
const begun = performance.now()

/** Every twentieth message fails once, every two hundredth three times, in each way that a handler can. */
function handle(message: MessageView): ConsumeResult | Promise<ConsumeResult> {
  const n = Number(message.text().slice(0, 8))
  const failures = n % 200 === 7 ? 3 : n % 20 === 3 ? 1 : 0
  if (message.deliveryAttempt <= failures) {
    ledger.failedHandlers++
    if (n % 3 === 0) throw new Error('a handler that fails')
    if (n % 3 === 1) return 'FAILURE'
    return pause(n % 10).then(() => Promise.reject(new Error('a handler that fails later')))
  }
  const succeed = () => {
    ledger.handled[n] = Math.min(255, (ledger.handled[n] as number) + 1)
  }
  return n % 2 === 0 ? succeed() : pause(n % 10).then(succeed)
}

async function send(producer: Producer, n: number): Promise<void> {
  try {
    await producer.send({ topic: TOPIC, body: String(n).padStart(8, '0').padEnd(BODY_BYTES, 'b') })
    ledger.confirmed[n] = 1
  } catch (error) {
    ledger.failedSends++
    console.log(`message ${n} failed: ${(error as Error).message}`)
  }
}

/** Sends at each tick what is due by then. */
async function sendSteadily(producer: Producer): Promise<void> {
  const sends = new Set<Promise<void>>()
  const start = performance.now()
  while (ledger.sent < MESSAGES) {
    const due = Math.min(MESSAGES, Math.ceil((MESSAGES * (performance.now() - start)) / PERIOD_MS))
    while (ledger.sent < due) {
      const sending = send(producer, ledger.sent++)
      sends.add(sending)
      void sending.finally(() => sends.delete(sending))
    }
    await pause(TICK_MS)
  }
  await Promise.all(sends)
}

const mebibytes = (bytes: number) => Math.round((bytes / MEBIBYTE) * 10) / 10

async function sample(): Promise<void> {
  const { heapUsed, external, rss } = process.memoryUsage()
  const after = mebibytes(await heapAfterCollection())
  const seconds = Math.round((performance.now() - begun) / 1_000)
  samples.push({ seconds, before: mebibytes(heapUsed + external), after, rss: mebibytes(rss) })
  const { sent, failedSends, failedHandlers } = ledger
  console.log(JSON.stringify({ ...samples.at(-1), sent, failedSends, failedHandlers }))
}

async function run(endpoints: string): Promise<void> {
  const common = { endpoints, logger: false as const }
  const producer = new Producer(common)
  const consumer = new PushConsumer({
    ...common,
    consumerGroup: GROUP,
    subscriptions: { [TOPIC]: '*' },
    listener: handle,
  })
  await Promise.all([producer.start(), consumer.start()])
  const timer = setInterval(() => void sample(), PERIOD_MS / SAMPLES)
  await sendSteadily(producer)
  const end = performance.now() + HANDLED_WITHIN_MS
  while (ledger.missing > 0 && performance.now() < end) await pause(500)
  clearInterval(timer)
  await Promise.all([producer.close(), consumer.close()])
  await sample()
}

/** The memory over time, as a standalone SVG. */
function picture(): string {
  const [left, top, width, height] = [60, 50, 700, 260]
  const seconds = Math.max(...samples.map(each => each.seconds))
  const most = Math.ceil(Math.max(...samples.map(each => each.rss)) / 50) * 50
  const x = (value: number) => left + (value / seconds) * width
  const y = (value: number) => top + height - (value / most) * height
  const line = (style: string, read: (each: Sample) => number) =>
    `<path class="${style}" d="M${samples.map(each => `${x(each.seconds).toFixed(1)} ${y(read(each)).toFixed(1)}`).join('L')}"/>`
  const grid = Array.from({ length: most / 50 + 1 }, (_, n) => n * 50).map(
    value =>
      `<path class="grid" d="M${left} ${y(value)}h${width}"/>${text(left - 8, y(value) + 4, String(value), 'end')}`,
  )
  const name = (style: string, at: number, what: string) =>
    `<path class="${style}" d="M${at} ${top + height + 56}h26"/>${text(at + 32, top + height + 60, what, '')}`
  const title = `Memory in MiB: ${ledger.sent.toLocaleString('en')} messages in ${Math.round(seconds / 60)} minutes`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 ${top + height + 80}" role="img">`,
    `<title>${escaped(title)}</title>`,
    '<style>svg { font: 13px system-ui, sans-serif } text { fill: #1f2328 } .title { font-weight: 600 }',
    '.end { text-anchor: end } path { fill: none; stroke-width: 2 } .grid { stroke: #8886; stroke-width: 1 }',
    '.rss { stroke: #6e7781 } .before { stroke: #cf222e } .after { stroke: #0550ae }',
    '@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .rss { stroke: #9ea7b3 }',
    '.before { stroke: #ff7b72 } .after { stroke: #58a6ff } }</style>',
    text(left, top - 20, title, 'title'),
    ...grid,
    text(left, top + height + 20, '0', ''),
    text(left + width, top + height + 20, `${Math.round(seconds / 60)} min`, 'end'),
    line('rss', each => each.rss),
    line('before', each => each.before),
    line('after', each => each.after),
    name('rss', left, 'process (rss)'),
    name('before', left + 180, 'heap and buffers'),
    name('after', left + 380, 'the same, after a collection'),
    '</svg>\n',
  ].join('\n')
}

await onRealServer({ topics: { [TOPIC]: 'NORMAL' }, groups: { [GROUP]: {} } }, run)
const { sent, failedSends, failedHandlers, missing, doubled } = ledger
console.log(JSON.stringify({ sent, failedSends, failedHandlers, missing, doubled }))
if (chosen.picture !== undefined) await writeFile(chosen.picture, picture())
if (failedSends + missing + doubled > 0) process.exitCode = 1
