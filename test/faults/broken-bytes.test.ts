import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { BreakingWire } from '../support/breaking-wire.js'
import { heldBy } from '../support/leaks.js'
import { startAtLast } from '../support/persistently.js'
import { type ProxyProcess, startProxyProcess } from '../support/proxy-process.js'
import { randomOf } from '../support/random.js'

/** Sets of clients that live side by side, because most of their time they wait for a deadline. */
const LANES = 24
const SEEDS = Number(process.env.ROCKETMQ_BROKEN_BYTES_SEEDS ?? 192)
const ROUNDS = Math.ceil(SEEDS / LANES)
const SEED = Number(process.env.ROCKETMQ_BROKEN_BYTES_SEED ?? 1)
/** Many times what a call may take here: when it is over, the call hangs, or its client is stuck. */
const SETTLES_WITHIN_MS = 120_000
const DATA_CALLS = [
  'SendMessage',
  'EndTransaction',
  'RecallMessage',
  'ReceiveMessage',
  'AckMessage',
  'ChangeInvisibleDuration',
]
const topics = { orders: 'NORMAL', halves: 'TRANSACTION', later: 'DELAY', queued: 'FIFO' } as const

let proxy: ProxyProcess
/** The longest that a round took, and the first time that everything went well again after it. */
const slowest = { round: 0, recovery: 0 }
const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', note)
  const lanes = Array.from({ length: LANES }, (_, lane) => [
    `readers-${lane}`,
    { name: `workers-${lane}`, fifo: true, maxAttempts: 1 },
  ])
  proxy = await startProxyProcess({
    mode: 'CLUSTER',
    topics,
    groups: lanes.flat(),
    clockSpeed: 20,
    settings: { minPollingMs: 100 },
  })
})
afterAll(async () => {
  await proxy.close()
  process.off('unhandledRejection', note)
})

interface Clients {
  producer: Producer
  reader: SimpleConsumer
  worker: PushConsumer
}

function clientsOf(endpoints: string, lane: number): Clients {
  const common = {
    endpoints,
    logger: false as const,
    requestTimeoutMs: 1_000,
    // All of them connect at once.
    connectionPool: { connectTimeoutMs: 10_000 },
  }
  return {
    producer: new Producer({ ...common, deliveryTimeoutMs: 2_000 }),
    reader: new SimpleConsumer({
      ...common,
      consumerGroup: `readers-${lane}`,
      subscriptions: { orders: '*' },
      awaitDurationMs: 200,
    }),
    worker: new PushConsumer({
      ...common,
      consumerGroup: `workers-${lane}`,
      subscriptions: { queued: '*' },
      // Goes to the dead letters.
      listener: () => 'FAILURE',
    }),
  }
}

/** Everything that clients do on the data plane. */
function work({ producer, reader }: Clients): (() => Promise<unknown>)[] {
  return [
    () => producer.send({ topic: 'orders', body: 'b'.repeat(300) }),
    () => producer.send({ topic: 'queued', body: 'dead', messageGroup: 'g' }),
    async () => {
      const transaction = producer.beginTransaction()
      await transaction.send({ topic: 'halves', body: 'half' })
      await transaction.commit()
    },
    async () => {
      const deliveryTimestamp = Date.now() + 72_000_000
      const { recallHandle = '' } = await producer.send({ topic: 'later', body: 'later', deliveryTimestamp })
      await producer.recall('later', recallHandle)
    },
    async () => {
      const [first, ...more] = await reader.receive({ maxMessages: 4, invisibleDurationMs: 60_000 })
      if (first !== undefined) await reader.changeInvisibleDuration(first, 10_000)
      await reader.ack(more)
    },
  ]
}

const begin = (clients: Clients): Promise<unknown>[] => work(clients).map(each => each())

/** Settles when each of it went well once. */
const goesWell = (clients: Clients): Promise<unknown> =>
  Promise.all(work(clients).map(each => vi.waitFor(each, SETTLES_WITHIN_MS)))

/** The methods that a client called. */
const called = (client: Producer | SimpleConsumer | PushConsumer): string[] =>
  (client.stats().rpcs ?? []).map(({ method }) => method)

/** Whether all of it settled, be it as failures, before long. */
async function settles(work: readonly Promise<unknown>[]): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>(resolve => {
    timer = setTimeout(() => resolve(false), SETTLES_WITHIN_MS)
  })
  const all = Promise.allSettled(work).then(() => true)
  return Promise.race([all, late]).finally(() => clearTimeout(timer))
}

/** A set of clients on a wire of its own that breaks some frames in each round; returns how many it broke. */
async function lives(lane: number): Promise<number> {
  const wire = await BreakingWire.before(proxy.endpoints)
  const clients = clientsOf(wire.endpoints, lane)
  const all = Object.values(clients)
  await Promise.all(all.map(client => startAtLast(client)))
  await goesWell(clients)
  for (let round = 0; round < ROUNDS; round++) {
    const seed = SEED + lane * ROUNDS + round
    const random = randomOf(seed)
    wire.breakSome(random, 1 + random(4))
    const begun = performance.now()
    expect([seed, await settles(begin(clients))]).toEqual([seed, true])
    slowest.round = Math.max(slowest.round, performance.now() - begun)
  }

  wire.heal()
  const healed = performance.now()
  await goesWell(clients)
  slowest.recovery = Math.max(slowest.recovery, performance.now() - healed)
  const seen = all.flatMap(called)
  expect(seen).toEqual(expect.arrayContaining([...DATA_CALLS, 'ForwardMessageToDeadLetterQueue']))
  const closing = all.map(client => client.close({ timeoutMs: 1_000 }))
  expect([SEED, lane, await settles(closing)]).toEqual([SEED, lane, true])
  expect(all.flatMap(heldBy)).toEqual([])
  await wire.close()
  return wire.broken
}

test('clients whose server’s bytes are broken settle all that they do, go on when they are whole, and close', {
  timeout: 900_000 + SEEDS * 1_000,
}, async () => {
  const broken = await Promise.all(Array.from({ length: LANES }, (_, lane) => lives(lane)))
  expect(broken.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(LANES)
  expect(unhandled).toEqual([])
  if (process.env.ROCKETMQ_BROKEN_BYTES_SEEDS !== undefined)
    console.log(JSON.stringify({ seed: SEED, seeds: LANES * ROUNDS, slowestMs: slowest }))
})
