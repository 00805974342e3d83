import { afterEach, beforeEach, describe, expect, it, type TestContext, vi } from 'vitest'
import { Producer, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually } from '../support/patience.js'
import {
  closes,
  freePort,
  greets,
  resets,
  silent,
  speaksHttp1,
  startPeer,
  wantsTls,
} from '../support/peers.js'
import { failureOf } from '../support/rpc-client.js'
import { TRANSPORTS } from '../support/transports.js'

let proxy: EmbeddedProxy
let producer: Producer
const warnings: string[] = []
const ignore = () => {}
const logger = {
  debug: ignore,
  info: ignore,
  warn: (line: string) => void warnings.push(line),
  error: ignore,
}

const message = { topic: 'orders', body: 'hello' }

describe.each(TRANSPORTS)('over %s', transport => {
  beforeEach(async () => {
    warnings.length = 0
    proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
    producer = new Producer({ endpoints: proxy.endpoints, transport, requestTimeoutMs: 3_000, logger })
  })
  afterEach(async () => {
    await producer.close({ timeoutMs: 1_000 })
    await proxy.close()
  })

  const bodies = () => proxy.messages('orders').map(({ body }) => Buffer.from(body).toString())
  const connections = () => producer.stats().connections.find(({ plane }) => plane !== 'control')
  const codes = () => producer.stats().rpcs.find(({ method }) => method === 'SendMessage')?.codes

  describe('a peer that is no RocketMQ proxy', () => {
    it.each([
      ['never speaks', silent, 'WRONG_PROTOCOL'],
      ['speaks HTTP/1', speaksHttp1, 'WRONG_PROTOCOL'],
      ['resets the connection', resets, 'WRONG_PROTOCOL'],
      ['greets with a banner', greets, 'WRONG_PROTOCOL'],
      ['wants TLS', wantsTls, 'WRONG_PROTOCOL'],
    ])('and %s fails the first send and the first receive with what to do', async (_how, greet, code) => {
      await using peer = await startPeer(greet)
      const options = { endpoints: peer.endpoints, transport, requestTimeoutMs: 1_000 }
      const sender = new Producer(options)
      const receiver = new SimpleConsumer({
        ...options,
        consumerGroup: 'workers',
        subscriptions: { orders: '*' },
      })
      const [sent, received] = await Promise.all([
        failureOf(sender.send(message)),
        failureOf(receiver.receive()),
      ])
      for (const failure of [sent, received]) {
        expect(failure.code).toBe(code)
        expect(failure.message).toContain('Dial the gRPC port of the RocketMQ proxy (8081 by default)')
        expect(failure.message).toContain('check whether it wants TLS')
      }
      await Promise.all([sender.close(), receiver.close()])
      await eventually(() => expect(peer.sockets.size).toBe(0))
    })

    it('but closes at once, as a forwarder does, fails with what to do when its time is over', async () => {
      await using peer = await startPeer(closes)
      await using sender = new Producer({ endpoints: peer.endpoints, transport, deliveryTimeoutMs: 12_000 })
      const failure = await failureOf(sender.send(message))
      expect(failure.code).toBe('TIMEOUT')
      expect(failure.message).toContain('Is the RocketMQ proxy behind it running')
    })

    it('but nothing at all fails with what to do when its time is over', async () => {
      const endpoints = `127.0.0.1:${await freePort()}`
      await using sender = new Producer({ endpoints, transport, deliveryTimeoutMs: 12_000 })
      const failure = await failureOf(sender.send(message))
      expect(failure.code).toBe('TIMEOUT')
      expect(failure.message).toContain('nothing listens there. Is the RocketMQ proxy running')
    })
  })

  describe('a connection that freezes', () => {
    it('is replaced after two calls without a sign of life, and the message arrives', async () => {
      await producer.send({ topic: 'orders', body: 'before' })
      proxy.faults.once('SendMessage', { halfOpen: true })
      const receipt = await producer.send({ topic: 'orders', body: 'after' })
      expect(receipt.messageId).not.toBe('')
      // A request that was swallowed may still be stored: at least once is what is promised.
      expect(new Set(bodies())).toEqual(new Set(['before', 'after']))
      expect(connections()?.opened).toBe(2)
    })

    it('does not keep a client from closing, however much is on the way', async () => {
      const sender = new Producer({ endpoints: proxy.endpoints, transport, deliveryTimeoutMs: 300_000 })
      await sender.start()
      proxy.faults.always('SendMessage', { halfOpen: true })
      const body = Buffer.alloc(1024 * 1024)
      const sent = Array.from({ length: 8 }, () => failureOf(sender.send({ topic: 'orders', body })))
      await eventually(() => expect(proxy.requestsOf('SendMessage')).not.toHaveLength(0))
      const closed = failureOf(sender.close({ timeoutMs: 0 }))
      for (const failure of await Promise.all(sent)) expect(failure.code).toBe('CLOSED')
      // The bytes would take minutes.
      await eventually(() => expect(sender.state).toBe('closed'))
      expect((await closed).code).toBe('TIMEOUT')
    })

    it('is not replaced where the server is merely slow with some calls', async () => {
      await producer.send({ topic: 'orders', body: 'before' })
      proxy.faults.once('SendMessage', { drop: 'request' }, { times: 2 })
      const answers = setInterval(() => void producer.recall('orders', 'nothing').catch(() => {}), 100)
      await producer.send({ topic: 'orders', body: 'after' })
      clearInterval(answers)
      expect(connections()?.opened).toBe(1)
    })
  })

  describe('a server that says GOAWAY', () => {
    it('keeps the telemetry stream on the old connection, and gets new calls on a new one', async () => {
      await producer.send(message)
      proxy.faults.once('SendMessage', { goAway: 0 })
      await producer.send(message)
      await producer.send(message)
      expect(bodies()).toHaveLength(3)
      // The telemetry stream holds the old one open, where it is on it.
      expect(connections()).toMatchObject({ opened: 2, open: transport === 'direct' ? 1 : 2 })
      const [id] = proxy.clientIds
      proxy.command(id as string, { printThreadStackTraceCommand: { nonce: 'n' } })
      await eventually(() =>
        expect(
          proxy.requestsOf('Telemetry').some(request => request.message.threadStackTrace?.nonce === 'n'),
        ).toBe(true),
      )
    })

    it('because of too many pings is not taken for throttling: the send goes on elsewhere', async () => {
      await producer.send(message)
      const printed = vi.spyOn(console, 'error').mockImplementation(() => {})
      proxy.faults.once('SendMessage', { goAway: 11, goAwayText: 'too_many_pings', drop: 'request' })
      await producer.send({ topic: 'orders', body: 'after' })
      printed.mockRestore()
      expect(bodies()).toContain('after')
      expect(codes()).not.toHaveProperty('TOO_MANY_REQUESTS')
    })
  })

  describe('a send over a connection that breaks', () => {
    it.each([
      ['before the request is done', { cut: 'request' }],
      ['after it is done, before the reply', { cut: 'reply' }],
      ['by the stream alone', { reset: 2 }],
      ['with a reply that is no message', { garbage: true }],
      ['with an empty end', { grpcStatus: 0 }],
      ['with an internal error of gRPC', { grpcStatus: 13 }],
    ] as const)('is repeated: %s', async (_when, fault) => {
      await producer.start()
      const scripted = proxy.faults.once('SendMessage', fault)
      const receipt = await producer.send(message)
      expect([scripted.hits, receipt.topic]).toEqual([1, 'orders'])
      expect(new Set(bodies())).toEqual(new Set(['hello']))
    })
  })

  describe('a server that restarts', () => {
    it('is found again within a second of being back', async () => {
      await producer.send(message)
      await proxy.stopProxy()
      const sent = producer.send({ topic: 'orders', body: 'after' }).then(() => performance.now())
      // So often that the waits between attempts have become as long as they get.
      await eventually(() => expect(codes()?.UNAVAILABLE).toBeGreaterThan(6), 25_000)
      await proxy.startProxy()
      const back = performance.now()
      // A tenth of it would do on a quiet machine.
      expect((await sent) - back).toBeLessThan(10_000)
    })

    it('is told of in one line of warning, however long it takes', async () => {
      await producer.send(message)
      await proxy.restart({ downMs: 2_000 })
      await eventually(() => expect(proxy.clientIds).toHaveLength(1))
      expect(warnings.filter(line => line.includes('telemetry of'))).toHaveLength(1)
    })
  })

  describe('a broker that leaves the route', () => {
    it('loses its session, and the others keep theirs', async () => {
      await using pair = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, brokers: 2 })
      await using sender = new Producer({ endpoints: pair.endpoints, transport, topics: ['orders'] })
      await sender.start()
      const leases = () =>
        sender.stats().connections.flatMap(each => (each.plane === 'data' ? [] : each.leases))
      await eventually(() => expect(leases()).toEqual([1, 1]))
      pair.setRouted(1, false)
      // A transport error makes the producer look at the route again.
      pair.faults.once('SendMessage', { cut: 'request' })
      await sender.send(message)
      // An endpoint that no route names is forgotten.
      await eventually(() => expect(leases().filter(count => count > 0)).toEqual([1]))
    })
  })
})

// These wait for seconds, all at once.
describe.concurrent.each(TRANSPORTS)('a producer over %s', transport => {
  async function scene({ onTestFinished }: TestContext) {
    const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
    const producer = new Producer({ endpoints: proxy.endpoints, transport, requestTimeoutMs: 1_000, logger })
    onTestFinished(async () => {
      await producer.close({ timeoutMs: 1_000 })
      await proxy.close()
    })
    await producer.send(message)
    proxy.clearRequests()
    return { proxy, producer }
  }

  it('gives a server that restarts its settings, and heartbeats go on', async context => {
    const { proxy } = await scene(context)
    await proxy.restart({ downMs: 300 })
    await eventually(() => expect(proxy.requestsOf('Telemetry').length).toBeGreaterThan(0))
    await eventually(() => expect(proxy.requestsOf('Heartbeat').length).toBeGreaterThan(0), 25_000)
    expect(proxy.clientIds).toHaveLength(1)
  })

  it('gives a server that forgot its settings them at the next heartbeat', async context => {
    const { proxy } = await scene(context)
    proxy.faults.once('Heartbeat', { code: 'UNRECOGNIZED_CLIENT_TYPE' })
    await eventually(() => expect(proxy.requestsOf('Telemetry').length).toBe(1), 25_000)
    expect(proxy.requestsOf('Telemetry')[0]?.message.settings).toBeDefined()
  })

  it('says of a host name that nobody knows, when the time is over, that it cannot be resolved', async () => {
    await using sender = new Producer({
      endpoints: 'no-such-host.invalid:8081',
      transport,
      deliveryTimeoutMs: 8_000,
    })
    const failure = await failureOf(sender.send(message))
    expect(failure.code).toBe('TIMEOUT')
    expect(failure.message).toContain('the host name cannot be resolved')
  })
})
