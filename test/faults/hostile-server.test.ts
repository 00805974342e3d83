import { inspect } from 'node:util'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { answerCommand } from '../../src/client/telemetry-commands.js'
import { RocketMQError } from '../../src/errors.js'
import { LitePushConsumer, MessageView, Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import type { Duplex, RpcClient } from '../../src/remoting/rpc-client.js'
import { TelemetrySession } from '../../src/remoting/telemetry-session.js'
import { Endpoints } from '../../src/route/endpoints.js'
import type { RpcName } from '../../src/testing/faults.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { apache } from '../../src/wire/generated/protocol.js'
import { openMessage } from '../../src/wire/message-reader.js'
import { ReplyReader } from '../../src/wire/reply-reader.js'
import { topicRouteFromWire } from '../../src/wire/route-codec.js'
import { rpcs } from '../../src/wire/rpc-table.js'
import { statusError } from '../../src/wire/status-table.js'
import { heapAfterCollection } from '../support/garbage.js'
import { heldBy } from '../support/leaks.js'
import { deranged, mutated } from '../support/mutation.js'
import { eventually } from '../support/patience.js'
import { startAtLast } from '../support/persistently.js'
import { randomOf } from '../support/random.js'

const v2 = apache.rocketmq.v2

/** Replies that are taken apart; `ROCKETMQ_HOSTILE_CASES` has more of them. Clients hear one of two hundred. */
const LONG = process.env.ROCKETMQ_HOSTILE_CASES !== undefined
const CASES = Number(process.env.ROCKETMQ_HOSTILE_CASES ?? 100_000)
const COMMANDS = Math.ceil(CASES / 200)
const SEED = Number(process.env.ROCKETMQ_HOSTILE_SEED ?? 1)
const GROWTH_BYTES = 32 * 1024 * 1024
/** Enough for many attempts of a client that was refused: it looks for lost servers every three seconds. */
const PATIENTLY = { timeout: 90_000, interval: 50 }

/** Each procedure by its name in the protocol, with what its replies are written by. */
const REPLIES = {
  QueryRoute: { rpc: rpcs.queryRoute, type: v2.QueryRouteResponse },
  QueryAssignment: { rpc: rpcs.queryAssignment, type: v2.QueryAssignmentResponse },
  Heartbeat: { rpc: rpcs.heartbeat, type: v2.HeartbeatResponse },
  Telemetry: { rpc: rpcs.telemetry, type: v2.TelemetryCommand },
  NotifyClientTermination: { rpc: rpcs.notifyClientTermination, type: v2.NotifyClientTerminationResponse },
  SyncLiteSubscription: { rpc: rpcs.syncLiteSubscription, type: v2.SyncLiteSubscriptionResponse },
  SendMessage: { rpc: rpcs.sendMessage, type: v2.SendMessageResponse },
  EndTransaction: { rpc: rpcs.endTransaction, type: v2.EndTransactionResponse },
  RecallMessage: { rpc: rpcs.recallMessage, type: v2.RecallMessageResponse },
  ReceiveMessage: { rpc: rpcs.receiveMessage, type: v2.ReceiveMessageResponse },
  AckMessage: { rpc: rpcs.ackMessage, type: v2.AckMessageResponse },
  ChangeInvisibleDuration: { rpc: rpcs.changeInvisibleDuration, type: v2.ChangeInvisibleDurationResponse },
  ForwardMessageToDeadLetterQueue: {
    rpc: rpcs.forwardToDeadLetterQueue,
    type: v2.ForwardMessageToDeadLetterQueueResponse,
  },
} as const
type Name = keyof typeof REPLIES
const NAMES = Object.keys(REPLIES) as Name[]
const CONTROL = NAMES.filter(name => REPLIES[name].rpc.plane === 'control')

const topics = {
  orders: 'NORMAL',
  steps: 'FIFO',
  halves: 'TRANSACTION',
  later: 'DELAY',
  inbox: 'LITE',
} as const
const groups = ['workers', 'readers', { name: 'failing', maxAttempts: 1, fifo: true }, 'unread'] as const

const unhandled: unknown[] = []
const note = (reason: unknown) => unhandled.push(reason)
let proxy: EmbeddedProxy

beforeEach(async () => {
  process.on('unhandledRejection', note)
  proxy = await EmbeddedProxy.start({
    mode: 'CLUSTER',
    topics,
    groups: [...groups, { name: 'lite', liteTopic: 'inbox' }],
    settings: { minPollingMs: 100 },
    recordedRequests: 0,
  })
})
afterEach(async () => {
  await proxy.close()
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
})

class Clients {
  readonly complaints: string[] = []
  readonly #common = {
    endpoints: proxy.endpoints,
    requestTimeoutMs: 1_000,
    logger: {
      debug: () => {},
      info: () => {},
      warn: (line: string) => void this.complaints.push(line),
      error: (line: string) => void this.complaints.push(line),
    },
  }
  readonly handled = new Set<string>()
  #rounds = 0
  readonly producer = new Producer({
    ...this.#common,
    deliveryTimeoutMs: 2_000,
    // By default a message group waits ten minutes for a broker that was named once, also for one that never was.
    fifoOnBrokerLoss: 'move',
    transactionChecker: () => 'COMMIT',
  })
  readonly reader = new SimpleConsumer({
    ...this.#common,
    consumerGroup: 'readers',
    subscriptions: { orders: '*' },
    awaitDurationMs: 200,
  })
  readonly worker = new PushConsumer({
    ...this.#common,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    listener: message => void this.handled.add(message.messageId),
  })
  readonly failing = new PushConsumer({
    ...this.#common,
    consumerGroup: 'failing',
    subscriptions: { steps: '*' },
    listener: () => 'FAILURE',
  })
  readonly lite = new LitePushConsumer({
    ...this.#common,
    consumerGroup: 'lite',
    bindTopic: 'inbox',
    listener: () => {},
  })
  readonly all = [this.producer, this.reader, this.worker, this.failing, this.lite]

  async start(): Promise<void> {
    await Promise.all(this.all.map(client => startAtLast(client)))
  }

  /** Calls every procedure. */
  work(): Promise<unknown>[] {
    const { producer, reader, lite } = this
    return [
      producer.send({
        topic: 'orders',
        body: 'b'.repeat(100),
        tag: 't',
        keys: ['k'],
        properties: { p: 'v' },
      }),
      producer.send({ topic: 'steps', body: 'dead', messageGroup: 'g' }),
      lite.subscribeLite(`lite-${this.#rounds++ % 8}`),
      (async () => {
        const transaction = producer.beginTransaction()
        await transaction.send({ topic: 'halves', body: 'half' })
        await transaction.commit()
      })(),
      (async () => {
        const deliveryTimestamp = Date.now() + 72_000_000
        const { recallHandle = '' } = await producer.send({
          topic: 'later',
          body: 'later',
          deliveryTimestamp,
        })
        await producer.recall('later', recallHandle)
      })(),
      (async () => {
        const [first, ...more] = await reader.receive({ maxMessages: 4, invisibleDurationMs: 60_000 })
        if (first !== undefined) await reader.changeInvisibleDuration(first, 10_000)
        await reader.ack(more)
      })(),
    ]
  }

  /** Gives a command to the next client from the `n`-th on whose stream stands; `false` while none does. */
  hear(n: number, command: object): boolean {
    return this.all.some((_, index) => {
      try {
        proxy.command(this.all[(n + index) % this.all.length]?.clientId ?? '', command)
        return true
      } catch {
        return false
      }
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map(client => client.close({ timeoutMs: 1_000 }).catch(() => {})))
    expect(this.all.flatMap(heldBy)).toEqual([])
  }
}

/** What a server really answers, of every procedure. */
async function realReplies(): Promise<Map<Name, Buffer[]>> {
  const found = new Map<Name, Buffer[]>(NAMES.map(name => [name, []]))
  for (const name of NAMES)
    proxy.faults.always(name as RpcName, {
      change: reply => {
        found.get(name)?.push(Buffer.from(REPLIES[name].type.encode(reply).finish()))
        return reply
      },
    })
  const clients = new Clients()
  await clients.start()
  for (const command of commands()) proxy.command(clients.worker.clientId, command)
  // Heartbeats come every ten seconds.
  found.get('Heartbeat')?.push(Buffer.from(v2.HeartbeatResponse.encode(OK).finish()))
  found.get('NotifyClientTermination')?.push(Buffer.from(v2.HeartbeatResponse.encode(OK).finish()))
  await vi.waitFor(async () => {
    await Promise.allSettled(clients.work())
    expect([...found].filter(([, replies]) => replies.length === 0)).toEqual([])
  }, PATIENTLY)
  await clients.close()
  proxy.faults.clear()
  for (const command of commands())
    found.get('Telemetry')?.push(Buffer.from(v2.TelemetryCommand.encode(command).finish()))
  return found
}

const OK = { status: { code: v2.Code.OK, message: 'OK' } }

function commands(): apache.rocketmq.v2.ITelemetryCommand[] {
  const message = {
    topic: { name: 'orders' },
    body: Buffer.from('b'),
    systemProperties: { messageId: 'm', tag: 't' },
    userProperties: { p: 'v' },
  }
  return [
    { printThreadStackTraceCommand: { nonce: 'n' } },
    { verifyMessageCommand: { nonce: 'n', message } },
    { recoverOrphanedTransactionCommand: { transactionId: 'x', message } },
    { notifyUnsubscribeLiteCommand: { liteTopic: 'l' } },
    { status: { code: 40_000, message: 'no' } },
  ]
}

interface Heard {
  onMessage(command: apache.rocketmq.v2.ITelemetryCommand): void
}

/** A telemetry session whose server says what a test gives it. */
async function listen(): Promise<Heard> {
  let heard: Heard | undefined
  const duplex: Duplex<unknown> = {
    send: answer => void v2.TelemetryCommand.encode(answer as object).finish(),
    noteSilence: () => {},
    renewCredentials: async () => false,
    close: () => {},
  }
  const client = {
    duplex: async (_: unknown, __: unknown, listener: typeof heard) => {
      heard = listener
      return duplex
    },
  }
  const session = new TelemetrySession(client as unknown as RpcClient, AT, {
    clientId: 'c',
    settings: () => ({
      kind: 'producer',
      role: { topics: [], maxBodyBytes: 1 },
      namespace: '',
      accessPoint: AT,
      requestTimeoutMs: 1,
      clientProperties: {},
    }),
    onSettings: ({ retryPolicy, longPollingTimeoutMs = 1, receiveBatchSize = 1 }) => {
      const waits = [1, 2, 1_000_000].map(attempt => retryPolicy?.delayMs(attempt) ?? 0)
      for (const value of [...waits, longPollingTimeoutMs]) expect(within(value, 0, 43_200_000)).toBe(true)
      expect(within(receiveBatchSize, 1, 2 ** 31)).toBe(true)
    },
    onCommand: command => {
      answerCommand(command, () => 'a client')
      if ('message' in command) void command.message?.open().then(fields => look(new MessageView(fields)))
    },
    onReconnected: () => {},
    onLost: () => {},
  })
  session.start(60_000).catch(() => {})
  await eventually(() => expect(heard).toBeDefined())
  onTestFinished(() => session.close())
  return heard as NonNullable<typeof heard>
}

const AT = Endpoints.parse('127.0.0.1:8081')

const within = (value: number, low: number, high: number) => value >= low && value <= high

/** Everything that an application may look at. */
function look(view: MessageView): void {
  view.text()
  // Takes longer than all the rest.
  if (view.offset % 16 === 0) inspect(view)
  JSON.stringify(view)
}

/** Does with a reply what clients do with it. */
async function take(name: Name, reply: object, stream: Heard): Promise<void> {
  const { status } = reply as { status?: { code: number; message: string } | null }
  if (status != null) expect(statusError(status, 'a call').message.length).toBeLessThan(3_000)
  if (name === 'Telemetry') stream.onMessage(reply)
  else if (name === 'QueryRoute') {
    const told: string[] = []
    const queues = (reply as apache.rocketmq.v2.IQueryRouteResponse).messageQueues ?? []
    topicRouteFromWire('orders', queues, (_, { message }) => told.push(message)).equals(
      topicRouteFromWire('orders', queues),
    )
    for (const line of told) expect(line.length).toBeLessThan(500)
  } else if (name === 'ReceiveMessage') {
    const { message } = reply as ReturnType<typeof rpcs.receiveMessage.reply.decode>
    if (message === undefined) return
    await openMessage(message)
    look(new MessageView(message))
  }
}

it('whose replies are changed at random is told of by PROTOCOL, or understood', {
  timeout: 600_000,
}, async () => {
  const corpus = await realReplies()
  const stream = await listen()
  const random = randomOf(SEED)
  const before = await heapAfterCollection()
  const outcomes = { decoded: 0, broken: 0, refused: 0 }
  for (let n = 0; n < CASES; n++) {
    const name = NAMES[n % NAMES.length] as Name
    const replies = corpus.get(name) as Buffer[]
    const bytes = wrong(name, replies[random(replies.length)] as Buffer, random)
    let reply: object
    try {
      reply = REPLIES[name].rpc.reply.decode(new ReplyReader(bytes))
    } catch {
      // The connection makes PROTOCOL of it.
      outcomes.broken++
      continue
    }
    outcomes.decoded++
    try {
      await take(name, reply, stream)
    } catch (error) {
      if (!(error instanceof RocketMQError))
        throw new Error(`case ${n}: ${name} ${bytes.toString('hex')}`, { cause: error })
      outcomes.refused++
      expect(error.code).toBe('PROTOCOL')
    }
  }
  expect(outcomes.decoded).toBeGreaterThan(CASES / 10)
  expect(outcomes.broken).toBeGreaterThan(CASES / 10)
  expect((await heapAfterCollection()) - before).toBeLessThan(GROWTH_BYTES)
  if (LONG) console.log(JSON.stringify({ seed: SEED, ...outcomes }))
})

/** A reply that was changed, as a server writes it; itself where that leads to another machine, or to none at all. */
function changed(name: Name, reply: object, random: (below: number) => number): object {
  try {
    const other = REPLIES[name].type.decode(
      wrong(name, Buffer.from(REPLIES[name].type.encode(reply).finish()), random),
    )
    return leadsAway(JSON.stringify(other)) ? reply : other
  } catch {
    return reply
  }
}

/** What the bytes of a reply become: half of them break, half of them say nonsense in good order. */
function wrong(name: Name, bytes: Buffer, random: (below: number) => number): Buffer {
  if (random(2) === 0) return mutated(bytes, random)
  const { type } = REPLIES[name]
  return Buffer.from(type.encode(deranged(type.decode(bytes), random) as object).finish())
}

/** Whether a host in it could be another one's, rather than none. */
function leadsAway(text: string): boolean {
  return [...text.matchAll(/"host":"([^"]*)"/g)].some(
    ([, host = '']) => /^[\w.-]+$/.test(host) && host !== '127.0.0.1',
  )
}

it('whose control plane says nonsense costs the clients nothing in the end', {
  timeout: 600_000,
}, async () => {
  const random = randomOf(SEED)
  const clients = new Clients()
  await clients.start()
  await vi.waitFor(() => Promise.all(clients.work()), PATIENTLY)
  const before = await heapAfterCollection()
  for (const name of CONTROL)
    proxy.faults.always(name as RpcName, {
      change: reply => (random(2) === 0 ? reply : changed(name, reply, random)),
    })
  for (let n = 0; n < COMMANDS; n++) {
    const script = commands()
    const command = changed('Telemetry', script[n % script.length] as object, random)
    await vi.waitFor(() => expect(clients.hear(n, command)).toBe(true), PATIENTLY)
    if (n % 100 !== 99) continue
    proxy.cutConnections()
    await Promise.allSettled(clients.work())
  }

  proxy.faults.clear()
  proxy.cutConnections()
  await vi.waitFor(() => Promise.all(clients.work()), PATIENTLY)
  const { messageId } = await clients.producer.send({ topic: 'orders', body: 'last' })
  await vi.waitFor(() => expect(clients.handled).toContain(messageId), PATIENTLY)
  expect((await heapAfterCollection()) - before).toBeLessThan(GROWTH_BYTES)
  for (const line of clients.complaints) expect(line.length).toBeLessThan(2_000)
  // Most are of cut connections.
  expect(clients.complaints.length).toBeLessThan(COMMANDS / 2)
  if (LONG)
    console.log(JSON.stringify({ seed: SEED, commands: COMMANDS, complaints: clients.complaints.length }))
  await clients.close()
})
