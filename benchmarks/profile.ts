/**
 * Where the processor's time goes while this SDK sends and consumes: `ROCKETMQ_ENDPOINTS=127.0.0.1:8081 npx tsx
 * benchmarks/profile.ts [FOLDER]`. Prints, for one caller, for 64 with one message a call, for a thousand, for ten thousand,
 * and for a push consumer on a backlog, the share of each package in a CPU profile. Keeps the profiles and a flame graph of each in the folder,
 * `test-results/bench` if none is named.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import type { Profiler } from 'node:inspector'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProducerOptions } from '../src/index.js'
import { flameGraph } from './report/flame-graph.js'
import { callerCount } from './report/numbers.js'
import { profileTree, selfTimes } from './report/profile-tree.js'
import { startCpuProfile } from './subjects/cpu-profile.js'

const endpoints = process.env.ROCKETMQ_ENDPOINTS ?? '127.0.0.1:8081'
const topic = process.env.ROCKETMQ_TOPIC ?? 'quickstart'
const consumerGroup = process.env.ROCKETMQ_GROUP ?? 'quickstart-workers'
const FOLDER = process.argv[2] ?? fileURLToPath(new URL('../test-results/bench/', import.meta.url))
const SDK = new URL('../dist/index.js', import.meta.url).href
const WARM_MS = 3_000
const MEASURE_MS = 6_000
const BACKLOG = 150_000

/** The first messages of a backlog find a cold consumer. */
const WARM_SHARE = 0.3
const body = Buffer.alloc(1_024, 'x')

await mkdir(FOLDER, { recursive: true })
const { Producer, PushConsumer } = (await import(SDK)) as typeof import('../src/index.js')
await profileConsuming()
await profileSending(1)
await profileSending(64, { batch: { mode: 'off' } })
for (const callers of [1_000, 10_000]) await profileSending(callers)

async function profileSending(callers: number, options: Partial<ProducerOptions> = {}): Promise<void> {
  const producer = new Producer({ endpoints, topics: [topic], ...options })
  await producer.start()
  let sent = 0
  const run = async (until: number) => {
    while (performance.now() < until) {
      await producer.send({ topic, body })
      sent += 1
    }
  }
  const all = (ms: number) => {
    const until = performance.now() + ms
    return Promise.all(Array.from({ length: callers }, () => run(until)))
  }
  await all(WARM_MS)
  const stop = await startCpuProfile()
  sent = 0
  await all(MEASURE_MS)
  const profile = await stop()
  await producer.close()
  const single = options.batch?.mode === 'off' ? ', one message a call' : ''
  await report(`send-${callers}`, `Sending, ${callerCount(callers)}${single}`, sent, profile)
}

/** Fills a backlog, and profiles what comes after the first part of it. */
async function profileConsuming(): Promise<void> {
  await fillBacklog()
  let consumed = 0
  const reached = [BACKLOG * WARM_SHARE, BACKLOG * 0.95].map(messages => {
    const { promise, resolve } = withResolvers()
    return { messages, promise, resolve }
  })
  const consumer = new PushConsumer({
    endpoints,
    consumerGroup,
    subscriptions: { [topic]: '*' },
    listener: () => {
      consumed += 1
      for (const { messages, resolve } of reached) if (consumed === messages) resolve()
    },
  })
  await consumer.start()
  await reached[0]?.promise
  const before = consumed
  const stop = await startCpuProfile()
  await reached[1]?.promise
  const profile = await stop()
  const messages = consumed - before
  await consumer.close()
  await report('push', 'Push consumer on a backlog', messages, profile)
}

async function fillBacklog(): Promise<void> {
  const producer = new Producer({ endpoints, topics: [topic] })
  await producer.start()
  const chunk = 5_000
  for (let sent = 0; sent < BACKLOG; sent += chunk)
    await Promise.all(Array.from({ length: chunk }, () => producer.send({ topic, body })))
  await producer.close()
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>(done => {
    resolve = done
  })
  return { promise, resolve }
}

async function report(
  file: string,
  title: string,
  messages: number,
  profile: Profiler.Profile,
): Promise<void> {
  await writeFile(join(FOLDER, `${file}.cpuprofile`), JSON.stringify(profile))
  await writeFile(join(FOLDER, `${file}.svg`), flameGraph(profileTree(profile), title))
  const seconds = (profile.endTime - profile.startTime) / 1e6
  print(`${title}, ${Math.round(messages / seconds)} messages/s`, messages, profile)
}

function print(title: string, messages: number, profile: Profiler.Profile): void {
  const shares = selfTimes(profile)
  const idle = shares.get('idle') ?? 0
  const total = [...shares.values()].reduce((sum, each) => sum + each, 0)
  const busy = total - idle
  console.log(`\n${title}`)
  console.log(
    `${((idle / total) * 100).toFixed(0)} % idle; a message takes ${(busy / messages).toFixed(1)} µs of the processor\n`,
  )
  console.log('| where | share of the busy time | µs a message |\n| --- | ---: | ---: |')
  shares.delete('idle')
  for (const [place, micros] of [...shares].sort((a, b) => b[1] - a[1])) {
    console.log(`| ${place} | ${((micros / busy) * 100).toFixed(1)} % | ${(micros / messages).toFixed(2)} |`)
  }
}
