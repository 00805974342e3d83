/**
 * What pooling gains, and where it gains nothing: things made anew against things taken from a pool, in one run,
 * in turns, medians of several rounds. Prints the CPU time of a taking, that of the collector's threads with it,
 * and for each million takings the scavenges and the pauses of garbage collection.
 *
 *   npx tsx benchmarks/pools.ts [milliseconds per measurement, default 300] [rounds, default 5]
 *
 * Each taking writes to what it got and keeps it while as many more are taken as `inUse` says, as a program does
 * that has so many requests under way: things that die at once would show the collector at its very best.
 */
import { PerformanceObserver } from 'node:perf_hooks'
import { setImmediate as turn } from 'node:timers/promises'
import { BufferPool } from '../src/pool/buffer-pool.js'
import { ObjectPool } from '../src/pool/object-pool.js'
import { Envelope } from '../src/producer/envelope.js'

const MEASUREMENT_MS = Number(process.argv[2] ?? 300)
const ROUNDS = Number(process.argv[3] ?? 5)
const KIB = 1024
const MILLION = 1e6

/** V8's name for the collection of young objects. */
const SCAVENGE = 1

/** One way to get a thing and to be done with it. */
interface Source<T> {
  take(): T
  giveBack(thing: T): void
}

interface Case<T> {
  name: string
  /** Things under way at once. */
  inUse: number
  touch(thing: T, count: number): void
  fresh: Source<T>
  pooled: Source<T>
}

interface Measurement {
  /** Nanoseconds of CPU time for each taking. */
  cpuNs: number
  scavenges: number
  pauseMs: number
}

const message = { topic: 'orders', body: 'hello', tag: 'paid', keys: ['o-1'], properties: { region: 'eu' } }

function nothing(): void {}

function objects<T extends object>(
  name: string,
  inUse: number,
  create: () => T,
  reset: (thing: T) => void,
  touch: (thing: T, count: number) => void,
): Case<T> {
  const pool = new ObjectPool<T>({ name, create, reset, maxSize: inUse + 1 })
  return {
    name: `${name}, ${inUse.toLocaleString('en')} in use`,
    inUse,
    touch,
    fresh: { take: create, giveBack: nothing },
    pooled: { take: () => pool.acquire(), giveBack: thing => pool.release(thing) },
  }
}

function buffers(name: string, bytes: number, make: (bytes: number) => Buffer): Case<Buffer> {
  const inUse = 16
  const pool = new BufferPool({ name, maxIdleBytes: (inUse + 1) * bytes })
  return {
    name,
    inUse,
    // The ends only: to fill it would cost the same either way.
    touch: (buffer, count) => {
      buffer[0] = count
      buffer[bytes - 1] = count
    },
    fresh: { take: () => make(bytes), giveBack: nothing },
    pooled: { take: () => pool.acquire(bytes), giveBack: buffer => pool.release(buffer) },
  }
}

function point(inUse: number): Case<{ x: number; y: number }> {
  return objects(
    'object of two numbers',
    inUse,
    () => ({ x: 0, y: 0 }),
    object => {
      object.x = 0
      object.y = 0
    },
    (object, count) => {
      object.x = count
    },
  )
}

function envelope(inUse: number): Case<Envelope> {
  return objects(
    "producer's envelope",
    inUse,
    () => new Envelope(),
    each => each.reset(),
    each => each.fill(message),
  )
}

/** Takes and gives back for the given time, in slices between which the event loop turns. */
async function run<T>({ inUse, touch }: Case<T>, source: Source<T>, milliseconds: number): Promise<number> {
  const ring: T[] = Array.from({ length: inUse }, () => source.take())
  const end = performance.now() + milliseconds
  let count = 0
  while (performance.now() < end) {
    for (let step = 0; step < 1000; step++) {
      const slot = count % inUse
      source.giveBack(ring[slot] as T)
      const thing = source.take()
      touch(thing, count)
      ring[slot] = thing
      count += 1
    }
    if (count % 50_000 === 0) await turn()
  }
  for (const thing of ring) source.giveBack(thing)
  return count
}

async function measure<T>(each: Case<T>, source: Source<T>): Promise<Measurement> {
  let scavenges = 0
  let pauseMs = 0
  const observer = new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      const { kind } = (entry as unknown as { detail: { kind: number } }).detail
      if (kind === SCAVENGE) scavenges += 1
      pauseMs += entry.duration
    }
  })
  observer.observe({ entryTypes: ['gc'] })
  const before = process.cpuUsage()
  const count = await run(each, source, MEASUREMENT_MS)
  const { user, system } = process.cpuUsage(before)
  // Entries are delivered in a later turn.
  await new Promise(resolve => setTimeout(resolve, 10))
  observer.disconnect()
  const millions = count / MILLION
  return {
    cpuNs: ((user + system) * 1000) / count,
    scavenges: scavenges / millions,
    pauseMs: pauseMs / millions,
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number
}

function medians(measurements: readonly Measurement[]): Measurement {
  return {
    cpuNs: median(measurements.map(({ cpuNs }) => cpuNs)),
    scavenges: median(measurements.map(({ scavenges }) => scavenges)),
    pauseMs: median(measurements.map(({ pauseMs }) => pauseMs)),
  }
}

const digits = (value: number) => Number(value.toPrecision(2)).toLocaleString('en')

async function compare<T>(each: Case<T>): Promise<void> {
  await run(each, each.fresh, MEASUREMENT_MS / 3)
  await run(each, each.pooled, MEASUREMENT_MS / 3)
  const fresh: Measurement[] = []
  const pooled: Measurement[] = []
  for (let round = 0; round < ROUNDS; round++) {
    fresh.push(await measure(each, each.fresh))
    pooled.push(await measure(each, each.pooled))
  }
  const [anew, again] = [medians(fresh), medians(pooled)]
  const ratios = fresh.map((one, round) => one.cpuNs / (pooled[round] as Measurement).cpuNs)
  const cells = [
    each.name,
    `${digits(anew.cpuNs)} ns`,
    `${digits(again.cpuNs)} ns`,
    `${digits(median(ratios))}× (${digits(Math.min(...ratios))} to ${digits(Math.max(...ratios))})`,
    `${digits(anew.scavenges)} → ${digits(again.scavenges)}`,
    `${digits(anew.pauseMs)} → ${digits(again.pauseMs)}`,
  ]
  console.log(`| ${cells.join(' | ')} |`)
}

console.log(
  `Node ${process.version}, ${MEASUREMENT_MS} ms a measurement, medians of ${ROUNDS} rounds in turns, ` +
    'scavenges and GC pause for each million takings\n',
)
console.log('| what | anew | pooled | anew costs | scavenges | GC pause ms |\n|---|---|---|---|---|---|')
await compare(point(1))
await compare(point(1_000))
await compare(envelope(1))
await compare(envelope(1_000))
await compare(envelope(50_000))
await compare(buffers('buffer 1 KiB, against Buffer.allocUnsafe', KIB, Buffer.allocUnsafe))
await compare(buffers('buffer 1 KiB, against Buffer.alloc', KIB, size => Buffer.alloc(size)))
await compare(buffers('buffer 64 KiB, against Buffer.allocUnsafe', 64 * KIB, Buffer.allocUnsafe))
await compare(buffers('buffer 64 KiB, against Buffer.alloc', 64 * KIB, size => Buffer.alloc(size)))
await compare(buffers('buffer 1 MiB, against Buffer.allocUnsafe', KIB * KIB, Buffer.allocUnsafe))
await compare(buffers('buffer 1 MiB, against Buffer.alloc', KIB * KIB, size => Buffer.alloc(size)))
