import { once } from 'node:events'
import { constants, createServer, type ServerHttp2Stream } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { RocketMQError } from '../../../src/errors.js'
import type { LeakReport } from '../../../src/pool/leak-detector.js'
import type { ConnectionPoolOptions } from '../../../src/remoting/endpoint-connections.js'
import { defaultConnectionPoolOptions } from '../../../src/remoting/endpoint-connections.js'
import { encode, type RpcClient, type RpcClientOptions } from '../../../src/remoting/rpc-client.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { channels } from '../../../src/stats/channels.js'
import { EmbeddedProxy } from '../../../src/testing/index.js'
import { rpcs } from '../../../src/wire/rpc-table.js'
import { eventually } from '../../support/patience.js'
import { failureOf, rpcClient } from '../../support/rpc-client.js'

let proxy: EmbeddedProxy
let at: Endpoints
const open: RpcClient[] = []

beforeAll(async () => {
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
  at = Endpoints.parse(proxy.endpoints)
})
afterAll(() => proxy.close())
afterEach(async () => {
  proxy.faults.clear()
  await Promise.all(open.splice(0).map(client => client.close(1_000)))
})

/** A call that is cheap to make, on the plane that both transports carry. */
const queryRoute = { ...rpcs.queryRoute, plane: 'data' } as const

const query = { topic: { name: 'orders' } }

describe.each(['direct', 'grpc-js'] as const)('over %s', transport => {
  function client(options: Partial<RpcClientOptions> = {}): RpcClient {
    const made = rpcClient({ transport, ...options })
    open.push(made)
    return made
  }

  const connectionsOf = (calls: RpcClient) => calls.connectionStats().find(({ plane }) => plane !== 'control')

  it.each<[string, (stream: ServerHttp2Stream) => void]>([
    ['pages of HTML', stream => stream.respond({ ':status': 200, 'content-type': 'text/html' })],
    ['no status', stream => stream.respond({ ':status': 200, 'content-type': 'application/grpc' })],
    ['resets', stream => stream.close(constants.NGHTTP2_INTERNAL_ERROR)],
    [
      'CANCELLED',
      stream => stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '1' }),
    ],
  ])(
    'a connection on which all answers are %s is replaced, and one that answers is kept',
    async (_, answer) => {
      const server = createServer()
      let connections = 0
      server.on('session', session => {
        connections += 1
        const isFirst = connections === 1
        session.on('error', () => {})
        session.on('stream', stream => {
          stream.on('error', () => {})
          if (isFirst) answer(stream)
          else {
            stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
            stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
            stream.write(Buffer.alloc(5))
          }
          if (!stream.closed) stream.end()
        })
      })
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
      onTestFinished(() => void server.close())
      const there = Endpoints.parse(`127.0.0.1:${(server.address() as AddressInfo).port}`)
      const calls = client()
      await vi.waitFor(() => calls.call(there, queryRoute, query), { timeout: 60_000, interval: 50 })
      for (let count = 0; count < 10; count++) await calls.call(there, queryRoute, query)
      expect(connections).toBe(2)
    },
  )

  it.each<[string, (stream: ServerHttp2Stream) => void]>([
    ['a reset that asks for calm', stream => stream.close(constants.NGHTTP2_ENHANCE_YOUR_CALM)],
    [
      'a grpc-message of 60 KB',
      stream => {
        const head = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '13' }
        stream.respond({ ...head, 'grpc-message': 'x'.repeat(60_000) }, { endStream: true })
      },
    ],
    [
      'headers of 1 MB',
      stream => {
        const head = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '13' }
        stream.respond({ ...head, 'grpc-message': 'x'.repeat(1_000_000) }, { endStream: true })
      },
    ],
  ])('%s fails the call with an error of bounded length that may pass', async (_, answer) => {
    const server = createServer({ maxSendHeaderBlockLength: 4_000_000 })
    server.on('session', session => session.on('error', () => {}))
    server.on('stream', stream => {
      stream.on('error', () => {})
      answer(stream)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    onTestFinished(() => void server.close())
    const there = Endpoints.parse(`127.0.0.1:${(server.address() as AddressInfo).port}`)
    const failure = await failureOf<RocketMQError>(client().call(there, queryRoute, query))
    expect(failure).toMatchObject({ retryable: true, endpoint: there.key })
    expect(inspect(failure).length).toBeLessThan(8_000)
  })

  describe('endpoints that nobody names any more', () => {
    it('are forgotten when the last call there is done, and can be called again', async () => {
      const calls = client()
      proxy.faults.once('QueryRoute', { delayMs: 300 })
      const slow = calls.call(at, queryRoute, query)
      await eventually(() => expect(connectionsOf(calls)?.leases).toBe(1))
      calls.keep(new Set())
      expect(calls.connectionStats()).not.toEqual([])
      expect(await slow).toMatchObject({ status: { code: 20_000 } })
      await eventually(() => expect(calls.connectionStats()).toEqual([]), 25_000)
      expect(await calls.call(at, queryRoute, query)).toMatchObject({ status: { code: 20_000 } })
      await eventually(() => expect(calls.connectionStats()).toEqual([]), 25_000)
    })

    it('are told from those that are named', async () => {
      const calls = client()
      await calls.call(at, queryRoute, query)
      calls.keep(new Set([at.key]))
      expect(connectionsOf(calls)?.open).toBe(1)
    })
  })

  describe('a call', () => {
    it('gives the decoded reply', async () => {
      const reply = await client().call(at, queryRoute, query)
      expect(reply).toMatchObject({ status: { code: 20_000 } })
      expect(reply.messageQueues?.length).toBeGreaterThan(0)
    })

    it('gives a reply with a bad status as it is: its caller judges', async () => {
      const reply = await client().call(at, queryRoute, { topic: { name: 'nowhere' } })
      expect(reply.status?.code).toBe(40_402)
    })

    it('ends by its deadline', async () => {
      proxy.faults.once('QueryRoute', { drop: 'request' })
      const failure = await failureOf(client().call(at, queryRoute, query, { timeoutMs: 300 }))
      expect(failure).toMatchObject({ code: 'TIMEOUT', retryable: true, endpoint: at.key })
      expect(failure.message).toContain('no answer within 300 ms')
    })

    it('is refused before it begins where its signal has fired', async () => {
      const calls = client()
      const failure = await failureOf(
        calls.call(at, queryRoute, query, { signal: AbortSignal.abort('enough') }),
      )
      expect(failure).toMatchObject({ code: 'ABORTED', cause: 'enough' })
      expect(calls.connectionStats()).toEqual([])
    })

    it('ends at once when its signal fires, and leaves no listener on it', async () => {
      proxy.faults.once('QueryRoute', { drop: 'request' })
      const control = new AbortController()
      const remove = vi.spyOn(control.signal, 'removeEventListener')
      const calls = client()
      const failure = failureOf(
        calls.call(at, queryRoute, query, { signal: control.signal, timeoutMs: 60_000 }),
      )
      await eventually(() => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(0))
      control.abort()
      expect(await failure).toMatchObject({ code: 'ABORTED' })
      expect(remove).toHaveBeenCalledWith('abort', expect.anything())
      expect(connectionsOf(calls)?.leases).toBe(0)
    })

    it('fails with the protocol at fault where the reply cannot be decoded', async () => {
      proxy.faults.once('QueryRoute', { garbage: true })
      const failure = await failureOf(client().call(at, queryRoute, query))
      expect(failure).toMatchObject({ code: 'PROTOCOL', retryable: true })
      expect(failure.message).toContain('cannot be decoded')
    })

    it('fails where the server ends it well without a reply', async () => {
      proxy.faults.once('QueryRoute', { grpcStatus: 0 })
      const failure = await failureOf(client().call(at, queryRoute, query))
      expect(failure).toMatchObject({ code: 'PROTOCOL', message: expect.stringContaining('sent no reply') })
    })

    it('fails with the protocol at fault, and says why, where the reply is larger than 32 messages may be', async () => {
      proxy.faults.once('QueryRoute', { oversize: 137 * 1024 * 1024 })
      const failure = await failureOf(client().call(at, queryRoute, query, { timeoutMs: 20_000 }))
      expect(failure).toMatchObject({ code: 'PROTOCOL', retryable: true })
      expect(failure.message).toMatch(
        /the reply is larger than 142606336 bytes.*Nothing is wrong with the request/,
      )
    })

    it('is refused once the client is closed', async () => {
      const calls = client()
      await calls.close(0)
      expect(await failureOf(calls.call(at, queryRoute, query))).toMatchObject({ code: 'CLOSED' })
    })

    it('in flight gets its reply while the client closes', async () => {
      proxy.faults.once('QueryRoute', { delayMs: 200 })
      const calls = client()
      const reply = calls.call(at, queryRoute, query)
      await eventually(() => expect(calls.rpcStats()[0]?.inFlight).toBe(1))
      await calls.close(5_000)
      expect((await reply).status?.code).toBe(20_000)
    })

    it('in flight gets its reply on a connection that takes no more calls', async () => {
      const calls = client()
      proxy.faults.once('QueryRoute', { delayMs: 500 })
      const slow = calls.call(at, queryRoute, query)
      await eventually(() => expect(calls.rpcStats()[0]?.inFlight).toBe(1))
      proxy.faults.once('QueryRoute', { goAway: 0 })
      await calls.call(at, queryRoute, query)
      await calls.call(at, queryRoute, query)
      expect((await slow).status?.code).toBe(20_000)
      await eventually(() => expect(connectionsOf(calls)).toMatchObject({ opened: 2, open: 1 }))
      expect(calls.rpcStats()[0]).toMatchObject({ started: 3, succeeded: 3 })
    })

    it('in flight is given up when the time to close is over', async () => {
      proxy.faults.once('QueryRoute', { drop: 'request' })
      const calls = client()
      const failure = failureOf(calls.call(at, queryRoute, query, { timeoutMs: 60_000 }))
      await eventually(() => expect(calls.rpcStats()[0]?.inFlight).toBe(1))
      await calls.close(50)
      expect(await failure).toMatchObject({ code: 'UNAVAILABLE' })
    })
  })

  describe('a stream of replies', () => {
    it('ends with what the listener threw', async () => {
      const failure = failureOf(
        client().streamEncoded(at, queryRoute, encode(queryRoute, query), {}, () => {
          throw new Error('cannot take it')
        }),
      )
      expect(await failure).toMatchObject({ code: 'INTERNAL', message: 'cannot take it' })
    })
  })

  describe('the counters of calls', () => {
    it('tell how many began, went well and failed, and why', async () => {
      const calls = client()
      await calls.call(at, queryRoute, query)
      await calls.call(at, queryRoute, { topic: { name: 'nowhere' } })
      proxy.faults.once('QueryRoute', { drop: 'request' })
      await failureOf(calls.call(at, queryRoute, query, { timeoutMs: 100 }))
      const [stats] = calls.rpcStats()
      expect(stats).toMatchObject({
        method: 'QueryRoute',
        started: 3,
        succeeded: 1,
        failed: 2,
        inFlight: 0,
        codes: { OK: 1, TOPIC_NOT_FOUND: 1, TIMEOUT: 1 },
      })
      expect(stats?.latencyMs.count).toBe(3)
    })

    it('count the bytes and sockets of each endpoint', async () => {
      const calls = client()
      await calls.call(at, queryRoute, query)
      const stats = connectionsOf(calls)
      expect(stats).toMatchObject({ endpoint: at.key, transport, open: 1, opened: 1, closed: 0, leases: 0 })
      expect(stats?.bytesSent).toBeGreaterThan(0)
      expect(stats?.bytesReceived).toBeGreaterThan(0)
      await calls.close(1_000)
      expect(connectionsOf(calls)).toMatchObject({ open: 0, closed: 1, bytesSent: expect.any(Number) })
    })

    it('publish the end of every call to who listens', async () => {
      const ends: { method: string; error: unknown }[] = []
      const listen = (end: unknown) => ends.push(end as (typeof ends)[number])
      channels.rpcEnd.subscribe(listen)
      try {
        await client().call(at, queryRoute, query)
      } finally {
        channels.rpcEnd.unsubscribe(listen)
      }
      expect(ends).toMatchObject([{ method: 'QueryRoute', endpoint: at.key, error: undefined }])
    })
  })

  describe('a stream in both directions', () => {
    const settings = { settings: { publishing: { topics: [{ name: 'orders' }] }, clientType: 1 } }

    it('stands without a deadline, and ends when it is closed', async () => {
      const calls = client({ requestTimeoutMs: 500 })
      const heard: object[] = []
      const ended = new Promise<{ code: string }>(resolve => {
        void calls
          .duplex(at, rpcs.telemetry, { onMessage: message => heard.push(message), onEnd: resolve })
          .then(async stream => {
            stream.send(settings)
            await eventually(() => expect(heard).toHaveLength(1))
            // A call of the same client runs out of time meanwhile.
            proxy.faults.once('Heartbeat', { drop: 'request' })
            expect(await failureOf(calls.call(at, rpcs.heartbeat, {}))).toMatchObject({ code: 'TIMEOUT' })
            stream.send(settings)
            await eventually(() => expect(heard).toHaveLength(2))
            stream.close()
          })
      })
      expect(await ended).toMatchObject({ code: 'UNAVAILABLE' })
      expect(connectionsOf(calls)?.leases).toBe(0)
    })

    it('ends, and crashes nothing, where its listener throws', async () => {
      const calls = client()
      const ended = new Promise(resolve => {
        const onMessage = () => {
          throw new Error('cannot take it')
        }
        void calls
          .duplex(at, rpcs.telemetry, { onMessage, onEnd: resolve })
          .then(stream => stream.send(settings))
      })
      expect(await ended).toMatchObject({ message: 'cannot take it' })
    })

    it('ends with the protocol at fault where a message cannot be decoded', async () => {
      proxy.faults.once('Telemetry', { garbage: true })
      const ended = new Promise(resolve => {
        void client()
          .duplex(at, rpcs.telemetry, { onMessage: () => {}, onEnd: resolve })
          .then(stream => stream.send(settings))
      })
      expect(await ended).toMatchObject({
        code: 'PROTOCOL',
        message: expect.stringContaining('cannot be decoded'),
      })
    })
  })

  describe('a connection pool', () => {
    const pool = (options: Partial<ConnectionPoolOptions>) => ({
      ...defaultConnectionPoolOptions,
      ...options,
    })

    it('of four connections holds four sockets of their own', async () => {
      proxy.faults.always('QueryRoute', { delayMs: 300 })
      const calls = client({ connectionPool: pool({ maxConnections: 4, streamsPerConnection: 1 }) })
      await Promise.all(Array.from({ length: 4 }, () => calls.call(at, queryRoute, query)))
      expect(connectionsOf(calls)).toMatchObject({ open: 4, opened: 4 })
    })

    it('of one connection carries many calls at once', async () => {
      const calls = client()
      await Promise.all(Array.from({ length: 50 }, () => calls.call(at, queryRoute, query)))
      expect(connectionsOf(calls)).toMatchObject({ open: 1, opened: 1 })
    })

    it('says that it is full after the time a call may wait', async () => {
      proxy.faults.always('QueryRoute', { delayMs: 1_000 })
      const calls = client({
        connectionPool: pool({ maxConnections: 1, streamsPerConnection: 1, acquireTimeoutMs: 100 }),
      })
      const first = calls.call(at, queryRoute, query)
      expect(await failureOf(calls.call(at, queryRoute, query))).toMatchObject({
        code: 'FULL',
        retryable: true,
      })
      await first
    })

    it('tells, if asked to, where a call began that holds its stream too long', async () => {
      proxy.faults.always('QueryRoute', { delayMs: 500 })
      const found: LeakReport[] = []
      const leakDetection = {
        thresholdMs: 20,
        sweepIntervalMs: 10,
        onLeak: (leak: LeakReport) => found.push(leak),
      }
      const calls = client({ connectionPool: pool({ leakDetection }) })
      await calls.call(at, queryRoute, query)
      expect(found).toEqual([
        expect.objectContaining({ reason: 'held', stack: expect.stringContaining('rpc-client.ts') }),
      ])
      expect(connectionsOf(calls)?.pool).toMatchObject({ leaked: 0, outstanding: 0 })
    })

    it('closes what is idle', async () => {
      const calls = client({ connectionPool: pool({ idleTimeoutMs: 50 }) })
      await calls.call(at, queryRoute, query)
      await eventually(() => expect(connectionsOf(calls)).toMatchObject({ open: 0, closed: 1 }))
      expect((await calls.call(at, queryRoute, query)).status?.code).toBe(20_000)
    })
  })

  describe('credentials that are rotated', () => {
    const user = (secretKey: string) => ({ accessKey: 'alice', secretKey })

    it('cost one more round trip, not a failure', async () => {
      await using guarded = await EmbeddedProxy.start({
        topics: { orders: 'NORMAL' },
        credentials: user('new-secret'),
      })
      let secret = 'old-secret'
      const calls = client({ credentials: async () => user(secret) })
      const where = Endpoints.parse(guarded.endpoints)
      expect((await calls.call(where, queryRoute, query)).status?.code).toBe(40_100)
      secret = 'new-secret'
      await vi.waitFor(
        async () => expect((await calls.call(where, queryRoute, query)).status?.code).toBe(20_000),
        { timeout: 60_000, interval: 100 },
      )
      const { codes } = calls.rpcStats()[0] ?? {}
      expect(codes?.OK).toBe(1)
    })
  })
})
