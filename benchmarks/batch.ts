/**
 * What the batch processor itself costs, without any RocketMQ: callers that each await `add()` in a loop, and a
 * handler that only waits. Prints items a second, the mean batch, the waiting in the buffer and the CPU per item.
 *
 *   npx tsx benchmarks/batch.ts [milliseconds per row, default 700]
 *
 * The last table shows what the options do where a run has a price, as a request has: 0.2 ms of CPU per run, then a
 * millisecond of waiting, for a thousand callers of which one in twenty pauses for a millisecond now and then.
 *
 * Latencies: `none` returns at the end of the loop's turn, so the rate is nothing but overhead; `0.3 ms` is spun,
 * because timers are no finer than a millisecond (so its CPU is not told); `1 ms` is a timer.
 */
import type { BatchOptions } from '../src/batch/batch-options.js'
import { BatchProcessor } from '../src/batch/batch-processor.js'

const ROW_MS = Number(process.argv[2] ?? 700)
const CALLERS = [1, 16, 64, 256, 1000, 10_000]

type Latency = 'none' | '0.3 ms' | '1 ms'
type Settings = Omit<BatchOptions<number, number>, 'handler'>

interface Row {
  callers: number
  items: number
  seconds: number
  cpuMicros: number
  batch: number
  waitMs: number
}

function spin(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds
  return new Promise(resolve => {
    const look = () => (performance.now() >= end ? resolve() : setImmediate(look))
    setImmediate(look)
  })
}

const WAITS: Record<Latency, () => Promise<void>> = {
  none: () => new Promise(resolve => setImmediate(resolve)),
  '0.3 ms': () => spin(0.3),
  '1 ms': () => new Promise(resolve => setTimeout(resolve, 1)),
}

/** The least an awaited item can cost: a promise of its own, settled by whoever works on the whole batch. */
class BarePromises {
  #waiting: { item: number; resolve: (value: number) => void }[] = []

  add(item: number): Promise<number> {
    return new Promise(resolve => {
      if (this.#waiting.push({ item, resolve }) === 1) setImmediate(() => this.#settle())
    })
  }

  #settle(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const { item, resolve } of waiting) resolve(item)
  }
}

/** Keeps the CPU busy, as the making of a request does. */
function burn(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

async function drive(add: (item: number) => Promise<number>, callers: number, milliseconds: number) {
  let items = 0
  const end = performance.now() + milliseconds
  let over = false
  const call = async () => {
    while (!over) {
      await add(items++)
      if ((items & 63) === 0) over = performance.now() >= end
    }
  }
  const timer = setTimeout(() => {
    over = true
  }, milliseconds)
  const startedAt = performance.now()
  const cpu = process.cpuUsage()
  await Promise.all(Array.from({ length: callers }, call))
  const used = process.cpuUsage(cpu)
  clearTimeout(timer)
  return { items, seconds: (performance.now() - startedAt) / 1000, cpuMicros: used.user + used.system }
}

async function measure(callers: number, latency: Latency, settings: Settings): Promise<Row> {
  const wait = WAITS[latency]
  const handler = async (items: readonly number[]) => {
    await wait()
    return items
  }
  const warm = new BatchProcessor<number, number>({ ...settings, handler })
  await drive(item => warm.add(item), callers, ROW_MS / 3)
  await warm.stop()
  const processor = new BatchProcessor<number, number>({ ...settings, handler })
  const run = await drive(item => processor.add(item), callers, ROW_MS)
  await processor.stop()
  const { batchItems, waitMs } = processor.stats()
  return { callers, ...run, batch: batchItems.mean, waitMs: waitMs.mean }
}

function print(row: Row, withCpu: boolean): void {
  const cells = [
    row.callers.toLocaleString('en'),
    Math.round(row.items / row.seconds).toLocaleString('en'),
    row.batch.toFixed(1),
    row.waitMs.toFixed(3),
    withCpu ? (row.cpuMicros / row.items).toFixed(2) : '-',
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

async function table(title: string, latency: Latency, settings: Settings): Promise<void> {
  console.log(`\n${title}, handler latency ${latency}\n`)
  console.log('| callers | items/s | mean batch | mean wait ms | CPU µs/item |\n|---|---|---|---|---|')
  for (const callers of CALLERS) print(await measure(callers, latency, settings), latency !== '0.3 ms')
}

async function tuning(name: string, settings: Settings): Promise<void> {
  const processor = new BatchProcessor<number, number>({
    ...settings,
    handler: async items => {
      burn(0.2)
      await new Promise(resolve => setTimeout(resolve, 1))
      return items
    },
  })
  const latencies: number[] = []
  const add = async (item: number) => {
    const startedAt = performance.now()
    await processor.add(item)
    if ((item & 15) === 0) latencies.push(performance.now() - startedAt)
    if (item % 20 === 0) await new Promise(resolve => setTimeout(resolve, 1))
    return item
  }
  const { items, seconds } = await drive(add, 1000, ROW_MS * 2)
  await processor.stop()
  latencies.sort((a, b) => a - b)
  const quantile = (share: number) => (latencies[Math.floor(latencies.length * share)] ?? 0).toFixed(1)
  const { batches, batchItems } = processor.stats()
  const rates = [items, batches].map(count => Math.round(count / seconds).toLocaleString('en'))
  const cells = [name, ...rates, batchItems.mean.toFixed(0), quantile(0.5), quantile(0.99)]
  console.log(`| ${cells.join(' | ')} |`)
}

console.log('Floor: a bare promise per item, settled together\n')
console.log('| callers | items/s | CPU µs/item |\n|---|---|---|')
for (const callers of CALLERS) {
  const bare = new BarePromises()
  await drive(item => bare.add(item), callers, ROW_MS / 3)
  const { items, seconds, cpuMicros } = await drive(item => bare.add(item), callers, ROW_MS)
  const rate = Math.round(items / seconds).toLocaleString('en')
  console.log(`| ${callers.toLocaleString('en')} | ${rate} | ${(cpuMicros / items).toFixed(2)} |`)
}
await table('Adaptive (the defaults)', 'none', {})
await table('Adaptive (the defaults)', '0.3 ms', {})
await table('Adaptive (the defaults)', '1 ms', {})
const linger = { batchSize: 50, flushIntervalMs: 100, bufferSize: 1000 }
await table('batchSize 50, flushIntervalMs 100, bufferSize 1000', '1 ms', linger)

console.log('\nOptions at 1,000 callers, a run costs 0.2 ms of CPU and waits 1 ms\n')
console.log('| options | items/s | runs/s | mean batch | p50 ms | p99 ms |\n|---|---|---|---|---|---|')
const variants: [string, Settings][] = [
  ['no batching: `batchSize: 1`', { batchSize: 1, maxInFlight: 1000 }],
  ['the defaults (adaptive)', {}],
  ['`batchSize: 50`', { batchSize: 50 }],
  ['`batchSize: 200`', { batchSize: 200 }],
  ['`maxInFlight: 1`', { maxInFlight: 1 }],
  ['`maxInFlight: 16`', { maxInFlight: 16 }],
  ['`flushIntervalMs: 5`', { flushIntervalMs: 5 }],
  ['`batchSize: 50, flushIntervalMs: 100, bufferSize: 1000`', linger],
  ['`bufferSize: 100`', { bufferSize: 100 }],
]
for (const [name, settings] of variants) await tuning(name, settings)
