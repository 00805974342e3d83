// A user's process: sends and handles messages, and does what the drill of processes names. Tells of each in a line.
import cluster from 'node:cluster'
import { type EventEmitter, once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { Producer, PushConsumer, type RocketMQError } from '../../src/index.js'

const DAY_MS = 24 * 60 * 60 * 1_000

const [, , endpoints = '', scene = ''] = process.argv
const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)

/** Three that work side by side in place of this one. */
const TOGETHER: Record<string, () => EventEmitter> = {
  // A thread of Node.js 20 does not take over how TypeScript is loaded.
  threads: () =>
    new Worker(
      `import('tsx/esm/api').then(({ register }) => (register(), import(${JSON.stringify(import.meta.url)})))`,
      { eval: true, argv: [endpoints, 'calm'] },
    ),
  processes: () => {
    cluster.setupPrimary({ exec: fileURLToPath(import.meta.url), args: [endpoints, 'calm'] })
    return cluster.fork().process
  },
}

const other = TOGETHER[scene]
if (other !== undefined) {
  const codes = await Promise.all([1, 2, 3].map(async () => (await once(other(), 'exit'))[0]))
  process.exit(Math.max(...codes))
}

const producer = new Producer({ endpoints, logger: false })
const consumer = new PushConsumer({
  endpoints,
  consumerGroup: 'pushed',
  subscriptions: { plain: '*' },
  logger: false,
  listener: async ({ messageId }) => {
    await pause(20)
    tell({ handled: messageId })
  },
})
await Promise.all([producer.start(), ...(scene === 'forgotten' ? [] : [consumer.start()])])

let stopped = false
const callers = Array.from({ length: 16 }, async () => {
  while (!stopped) {
    await producer.send({ topic: 'plain', body: 'm' }).then(
      ({ messageId }) => tell({ confirmed: messageId }),
      (error: RocketMQError) => tell({ failed: error.code }),
    )
    await pause(20)
  }
})

async function end(): Promise<void> {
  stopped = true
  await Promise.all([producer.close(), consumer.close()])
}

/** Moves the clock on by so many milliseconds. */
function jump(milliseconds: number): void {
  const { now } = Date
  Date.now = () => now() + milliseconds
}

const SCENES: Record<string, () => Promise<void>> = {
  async calm() {
    await pause(5_000)
    await end()
    cluster.worker?.disconnect()
  },
  async sigterm() {
    process.once('SIGTERM', () => void end())
    await pause(5_000)
    tell({ ready: true })
  },
  async blocked() {
    for (let n = 0; n < 3; n++) {
      await pause(3_000)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000)
    }
    await pause(3_000)
    await end()
  },
  async clock() {
    for (const by of [DAY_MS, -2 * DAY_MS, DAY_MS]) {
      await pause(3_000)
      jump(by)
    }
    await pause(3_000)
    await end()
  },
  async forgotten() {
    await pause(3_000)
    stopped = true
    await Promise.all(callers)
    tell({ ready: true })
  },
}

await SCENES[scene]?.()
