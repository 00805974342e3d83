import dns from 'node:dns'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ClientOptions, Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { Balancer } from '../support/balancer.js'
import { runScript } from '../support/client-process.js'
import { eventually } from '../support/patience.js'
import { freePort, silent, startPeer } from '../support/peers.js'
import { failureOf } from '../support/rpc-client.js'

let proxy: EmbeddedProxy

beforeAll(async () => {
  proxy = await EmbeddedProxy.start({
    topics: { orders: 'NORMAL' },
    groups: ['workers', 'readers'],
    tls: true,
  })
})
afterAll(() => proxy.close())

const clients = [
  [
    'a producer',
    (endpoints: string, options: Partial<ClientOptions> = {}) =>
      new Producer({ endpoints, ...options, topics: ['orders'] }),
  ],
  [
    'a simple consumer',
    (endpoints: string, options: Partial<ClientOptions> = {}) =>
      new SimpleConsumer({
        endpoints,
        ...options,
        consumerGroup: 'readers',
        subscriptions: { orders: '*' },
      }),
  ],
  [
    'a push consumer',
    (endpoints: string, options: Partial<ClientOptions> = {}) =>
      new PushConsumer({
        endpoints,
        ...options,
        consumerGroup: 'workers',
        subscriptions: { orders: '*' },
        listener: () => {},
      }),
  ],
] as const

type Client = Producer | SimpleConsumer | PushConsumer

/** How many calls found nobody. */
function refusals(client: Client): number {
  return client.stats().rpcs.reduce((sum, { codes }) => sum + (codes.UNAVAILABLE ?? 0), 0)
}

const IMPORTS = `import { Producer, PushConsumer, SimpleConsumer } from './src/index.ts'
const [endpoints] = process.argv.slice(1)
process.on('unhandledRejection', error => { console.error('UNHANDLED', error); process.exit(3) })
const subscriptions = { orders: '*' }
`

describe('a process whose clients are closed', { timeout: 240_000 }, () => {
  it.each([
    ['in plaintext', ''],
    ['with TLS', ', tls: { rejectUnauthorized: false }'],
  ])('ends by itself, with nothing left open: %s', async (_how, tls) => {
    const script = `${IMPORTS}
const before = process.getActiveResourcesInfo().filter(name => /TCP|TLS|Timeout/.test(name))
const producer = new Producer({ endpoints${tls} })
const simple = new SimpleConsumer({ endpoints, consumerGroup: 'readers', subscriptions${tls} })
let got
const received = new Promise(resolve => { got = resolve })
const push = new PushConsumer({ endpoints, consumerGroup: 'workers', subscriptions, listener: () => got()${tls} })
await push.start()
await producer.send({ topic: 'orders', body: 'x' })
await received
await simple.ack(await simple.receive({ maxMessages: 1 }))
await Promise.all([producer.close(), simple.close(), push.close()])
await new Promise(resolve => setImmediate(resolve))
const after = process.getActiveResourcesInfo().filter(name => /TCP|TLS|Timeout/.test(name))
console.log(JSON.stringify({ before, after }))`
    const outcome = await runScript(script, [proxy.endpoints])
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    const { before, after } = JSON.parse(outcome.stdout)
    expect(after).toEqual(before)
  })

  it('ends by itself after a start that failed, closed or not', async () => {
    const script = `${IMPORTS}
const logger = false
const producer = new Producer({ endpoints, topics: ['orders'], logger })
await producer.start({ timeoutMs: 2_000 }).catch(error => console.log(error.code))
const other = new Producer({ endpoints, topics: ['orders'], deliveryTimeoutMs: 300, logger })
await other.send({ topic: 'orders', body: 'x' }).catch(error => console.log(error.code))
await other.close()`
    const outcome = await runScript(script, [`127.0.0.1:${await freePort()}`])
    expect(outcome).toEqual({ code: 0, stdout: 'UNAVAILABLE\nTIMEOUT\n', stderr: '' })
  })
})

describe('a process whose clients are open', { timeout: 240_000 }, () => {
  it('goes on while their server is away', async () => {
    const script = `${IMPORTS}
import { subscribe } from 'node:diagnostics_channel'
import { EmbeddedProxy } from './src/testing/index.ts'
const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
const push = new PushConsumer({ endpoints: proxy.endpoints, consumerGroup: 'workers', subscriptions, listener: () => {}, logger: false })
await push.start()
push.pause()
let losses = 0
subscribe('rocketmq-jet:telemetry:state', ({ state }) => {
  if (state !== 'waiting' || ++losses < 4) return
  console.log('still there')
  void push.close()
})
await proxy.stopProxy()`
    expect(await runScript(script, [])).toEqual({ code: 0, stdout: 'still there\n', stderr: '' })
  })
})

describe('credentials of a provider that are stale at first', () => {
  const right = { accessKey: 'alice', secretKey: 'right' }

  function provider() {
    let asked = 0
    return { asked: () => asked, credentials: () => (++asked === 1 ? { ...right, secretKey: 'old' } : right) }
  }

  const guarded = () =>
    EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'], credentials: right })

  it.each([
    ['with topics', ['orders']],
    ['without topics', []],
  ])('fail no first send of a producer %s', async (_, topics) => {
    await using server = await guarded()
    const { asked, credentials } = provider()
    await using producer = new Producer({ endpoints: server.endpoints, credentials, topics })
    await producer.send({ topic: 'orders', body: 'x' })
    expect(asked()).toBe(2)
  })

  it('fail no start of a consumer', async () => {
    await using server = await guarded()
    const subscriptions = { orders: '*' }
    for (const Kind of [SimpleConsumer, PushConsumer]) {
      const { endpoints } = server
      const { credentials } = provider()
      const listener = Kind === PushConsumer ? { listener: () => {} } : {}
      await using consumer = new Kind({
        endpoints,
        credentials,
        consumerGroup: 'workers',
        subscriptions,
        ...listener,
      } as never)
      await consumer.start()
    }
  })

  it('end the start where they stay wrong, after the provider was asked once more', async () => {
    await using server = await guarded()
    let asked = 0
    const credentials = () => ({ ...right, secretKey: `wrong ${++asked}` })
    await using producer = new Producer({ endpoints: server.endpoints, credentials })
    expect(await failureOf(producer.start())).toMatchObject({ code: 'UNAUTHORIZED' })
    expect(asked).toBe(2)
  })
})

describe('the first send of a producer', () => {
  it('waits for a server that is not up yet, as long as its delivery time lasts', async () => {
    const port = await freePort()
    await using producer = new Producer({ endpoints: `127.0.0.1:${port}`, deliveryTimeoutMs: 60_000 })
    const sends = ['a', 'b', 'c'].map(body => producer.send({ topic: 'orders', body }))
    await eventually(() => expect(refusals(producer)).toBeGreaterThan(4), 25_000)
    await using late = await EmbeddedProxy.start({ port, topics: { orders: 'NORMAL' } })
    await Promise.all(sends)
    expect(late.messages('orders').map(({ body }) => body.toString())).toHaveLength(3)
  })

  it('waits for a host name that nobody knows yet', async () => {
    let known = false
    const lookup = vi.spyOn(dns.promises, 'lookup').mockImplementation((async () => {
      if (!known) throw Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
      return [{ address: '127.0.0.1', family: 4 }]
    }) as never)
    onTestFinished(() => lookup.mockRestore())
    await using producer = new Producer({ endpoints: `broker.test:${proxy.port}` })
    const sending = producer.send({ topic: 'orders', body: 'x' })
    await eventually(() => expect(lookup.mock.calls.length).toBeGreaterThan(4), 25_000)
    known = true
    await sending
  })

  it('is told the reason when its delivery time is over', async () => {
    const endpoints = `127.0.0.1:${await freePort()}`
    await using producer = new Producer({ endpoints, deliveryTimeoutMs: 3_000 })
    const failure = await failureOf(producer.send({ topic: 'orders', body: 'x' }))
    expect(failure).toMatchObject({ code: 'TIMEOUT', retryable: true })
    expect(failure.message).toContain('nothing listens there')
  })

  it('fails at once where the server refuses for good', async () => {
    await using guarded = await EmbeddedProxy.start({
      topics: { orders: 'NORMAL' },
      credentials: { accessKey: 'alice', secretKey: 'right' },
    })
    const credentials = { accessKey: 'alice', secretKey: 'wrong' }
    await using producer = new Producer({ endpoints: guarded.endpoints, credentials })
    expect(await failureOf(producer.send({ topic: 'orders', body: 'x' }))).toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })
})

describe.each(clients)('%s', (_kind, make) => {
  it('shares one close among all who ask, and is closed then', async () => {
    const client = make(proxy.endpoints)
    await client.start()
    const closing = client.close()
    expect(client.close()).toBe(closing)
    await closing
    expect(client.state).toBe('closed')
    expect(await failureOf(client.start())).toMatchObject({ code: 'CLOSED' })
  })

  it('is closed when it goes out of scope', async () => {
    let seen: Producer | SimpleConsumer | PushConsumer | undefined
    {
      await using client = make(proxy.endpoints)
      await client.start()
      seen = client
    }
    expect(seen.state).toBe('closed')
  })

  it('that is closed while it starts fails to start by that, and keeps no connection', async () => {
    await using peer = await startPeer(silent)
    const client = make(peer.endpoints)
    const failure = failureOf(client.start())
    await eventually(() => expect(peer.accepted).toBeGreaterThan(0))
    await client.close()
    // Not by what is wrong with its peer, which would take it seconds to find out.
    expect((await failure).code).toMatch(/^(CLOSED|ABORTED)$/)
    expect(client.state).toBe('closed')
    await eventually(() => expect(peer.sockets.size).toBe(0))
  })

  it('may be started again after a start that failed', async () => {
    await using late = await EmbeddedProxy.start({ groups: ['workers', 'readers'] })
    const client = make(late.endpoints)
    expect(await failureOf(client.start())).toMatchObject({ code: 'TOPIC_NOT_FOUND' })
    expect(client.state).toBe('new')
    late.createTopic('orders')
    await client.start()
    expect(client.state).toBe('running')
    await client.close()
  })

  /** The server on the port comes up when the client has tried often enough to start. */
  async function startsLate(client: Client, port: number, isTriedOften: () => void): Promise<void> {
    const starting = client.start({ timeoutMs: Number.POSITIVE_INFINITY })
    await eventually(isTriedOften, 25_000)
    expect(client.state).toBe('starting')
    await using _late = await EmbeddedProxy.start({
      port,
      topics: { orders: 'NORMAL' },
      groups: ['workers', 'readers'],
    })
    await starting
    expect(client.state).toBe('running')
    await client.close()
  }

  it('starts when its server comes up, however much later', async () => {
    const port = await freePort()
    const client = make(`127.0.0.1:${port}`)
    await startsLate(client, port, () => expect(refusals(client)).toBeGreaterThan(4))
  })

  it('starts when the server behind a port forwarder comes up, which closes connections until then', async () => {
    const port = await freePort()
    await using forwarder = await Balancer.before([`127.0.0.1:${port}`])
    const client = make(forwarder.endpoints)
    await startsLate(client, port, () => expect(forwarder.connections).toBeGreaterThan(6))
  })

  it('starts though its server is silent at first, as while its machine stands still', async () => {
    await using slow = await EmbeddedProxy.start({
      topics: { orders: 'NORMAL' },
      groups: ['workers', 'readers'],
    })
    await using peer = await startPeer(silent)
    // The first connection finds the one, the next one the other.
    await using balancer = await Balancer.before([peer.endpoints, slow.endpoints])
    const client = make(balancer.endpoints, {
      requestTimeoutMs: 1_000,
      connectionPool: { connectTimeoutMs: 1_000 },
    })
    await client.start()
    expect(client.state).toBe('running')
    expect(peer.accepted).toBeGreaterThan(0)
    await client.close()
  })

  it('starts by a new route where the first one names only servers that are gone', async () => {
    await using moved = await EmbeddedProxy.start({
      topics: { orders: 'NORMAL' },
      groups: ['workers', 'readers'],
    })
    const endpoints = { scheme: 1, addresses: [{ host: '127.0.0.1', port: await freePort() }] }
    const old = moved.faults.always('QueryRoute', {
      change: reply => ({
        ...reply,
        messageQueues: reply.messageQueues?.map(queue => ({
          ...queue,
          broker: { ...queue.broker, endpoints },
        })),
      }),
    })
    const client = make(moved.endpoints)
    const starting = client.start({ timeoutMs: Number.POSITIVE_INFINITY })
    await vi.waitFor(() => expect(refusals(client)).toBeGreaterThan(1), 20_000)
    old.remove()
    await starting
    expect(client.state).toBe('running')
    await client.close()
  })

  it('fails to start when the time is over that it was given, with the reason', async () => {
    const client = make(`127.0.0.1:${await freePort()}`)
    const failure = await failureOf(client.start({ timeoutMs: 3_000 }))
    expect(failure).toMatchObject({ code: 'UNAVAILABLE', retryable: true })
    expect(failure.message).toContain('nothing listens there')
    expect(client.state).toBe('new')
    await client.close()
  })

  it('fails to start, with the reason, where a port forwarder has no server all the time', async () => {
    await using forwarder = await Balancer.before([`127.0.0.1:${await freePort()}`])
    const client = make(forwarder.endpoints)
    const failure = await failureOf(client.start({ timeoutMs: 8_000 }))
    expect(failure).toMatchObject({ code: 'UNAVAILABLE', retryable: true })
    expect(failure.message).toContain('closes them before anything is sent, as a port forwarder')
    await client.close()
  })

  it('fails to start in a time that is bounded where the peer never speaks', async () => {
    await using peer = await startPeer(silent)
    const client = make(peer.endpoints)
    const failure = await failureOf(client.start({ timeoutMs: Number.POSITIVE_INFINITY }))
    expect(failure).toMatchObject({ code: 'WRONG_PROTOCOL' })
    expect(failure.message).toContain('Dial the gRPC port of the RocketMQ proxy')
    await client.close()
  })
})
