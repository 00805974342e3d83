import { once } from 'node:events'
import {
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type SecureServerOptions,
  type ServerHttp2Stream,
} from 'node:http2'
import type { AddressInfo, Socket } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { CallEnd } from '../../../src/remoting/connection.js'
import { formatTimeout } from '../../../src/remoting/connection.js'
import { createTlsSettings } from '../../../src/remoting/dial.js'
import { DirectConnection, type DirectSettings } from '../../../src/remoting/direct-connection.js'
import type { TlsOptions } from '../../../src/remoting/observed-credentials.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { selfSignedCertificate } from '../../../src/testing/self-signed-certificate.js'
import { frame, ScriptedPeer, settings, until } from '../../support/http2-peer.js'
import { openResources } from '../../support/leaks.js'
import { closes, freePort, greets, silent, speaksHttp1, startPeer } from '../../support/peers.js'
import { SlowWire } from '../../support/slow-wire.js'

const HEADERS = {
  constant: [['x-client', 'a-client']],
  signed: [['authorization', 'a-signature']],
  requestId: 'a-request',
  credentials: undefined,
} as const
const OK = { code: 0, details: '' }

type Handler = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, body: Buffer) => void

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A server of node:http2, which hands each request to `handle` once it is whole. */
async function serve(
  handle: Handler,
  options: SecureServerOptions = {},
  host = '127.0.0.1',
): Promise<number> {
  const server = 'cert' in options ? createSecureServer(options) : createServer(options)
  return listen(server, handle, host)
}

async function listen(
  server: Http2Server | ReturnType<typeof createSecureServer>,
  handle: Handler,
  host: string,
): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => sockets.add(socket))
  server.on('sessionError', () => {})
  server.on('tlsClientError', () => {})
  server.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
    const parts: Buffer[] = []
    stream.on('error', () => {})
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.on('end', () => handle(stream, headers, Buffer.concat(parts)))
  })
  server.listen(0, host)
  await once(server, 'listening')
  closing.push(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

const message = (bytes: Uint8Array | string, flag = 0): Buffer => {
  const prefix = Buffer.alloc(5)
  prefix[0] = flag
  prefix.writeUInt32BE(Buffer.byteLength(bytes), 1)
  return Buffer.concat([prefix, Buffer.from(bytes as string)])
}

/** Answers as gRPC does, unless the call is over by now. */
function reply(stream: ServerHttp2Stream, body: Buffer, trailers = {}, headers = {}): void {
  if (stream.destroyed || stream.closed) return
  stream.respond({ 'content-type': 'application/grpc', ...headers }, { waitForTrailers: true })
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0', ...trailers }))
  stream.end(body)
}

const echo: Handler = (stream, _headers, body) => reply(stream, body)

interface Opened {
  connection: DirectConnection
  opened: number
  closed: [sent: number, received: number][]
}

function dial(endpoints: number | string, settings: Partial<DirectSettings> = {}): Opened {
  const target = Endpoints.parse(typeof endpoints === 'string' ? endpoints : `127.0.0.1:${endpoints}`)
  const closed: Opened['closed'] = []
  const record = { opened: 0, closed }
  const connection = new DirectConnection(
    target,
    { tls: undefined, gzip: false, connectTimeoutMs: 5_000, ...settings },
    {
      onOpen: () => {
        record.opened += 1
      },
      onClose: (sent, received) => closed.push([sent, received]),
    },
  )
  closing.push(() => connection.close())
  return Object.assign(record, { connection })
}

interface Made {
  messages: string[]
  end: Promise<CallEnd>
  ended: boolean
  cancel(): void
}

interface Asked {
  body?: string | Buffer
  timeoutMs?: number
  compress?: boolean
  path?: string
  headers?: typeof HEADERS | object
}

function call({ connection }: Opened, asked: Asked = {}): Made {
  const { body = 'hello', timeoutMs = 20_000, compress = false, path = '/a.Service/Method' } = asked
  const messages: string[] = []
  let settle: (end: CallEnd) => void
  const made = {
    messages,
    ended: false,
    end: new Promise<CallEnd>(resolve => {
      settle = resolve
    }),
  }
  const opened = connection.open(path, { ...HEADERS, ...asked.headers }, timeoutMs, {
    onMessage: bytes => messages.push(bytes.toString()),
    onEnd: end => {
      if (made.ended) throw new Error('a call ended twice')
      made.ended = true
      settle(end)
    },
  })
  opened.send(Buffer.from(body as string), compress)
  opened.endSending()
  return Object.assign(made, { cancel: () => opened.cancel() })
}

describe('DirectConnection', () => {
  it('makes a call', async () => {
    let seen: IncomingHttpHeaders = {}
    const port = await serve((stream, headers, body) => {
      seen = headers
      reply(stream, body)
    })
    const opened = dial(port)
    const made = call(opened, { timeoutMs: 3_000 })
    expect(await made.end).toEqual(OK)
    expect(made.messages).toEqual(['hello'])
    expect({ ...seen }).toMatchObject({
      ':method': 'POST',
      ':scheme': 'http',
      ':authority': `127.0.0.1:${port}`,
      ':path': '/a.Service/Method',
      te: 'trailers',
      'content-type': 'application/grpc',
      'grpc-timeout': '3000m',
      'x-client': 'a-client',
      'x-mq-request-id': 'a-request',
      authorization: 'a-signature',
    })
    expect(opened).toMatchObject({ opened: 1, closed: [] })
    expect(opened.connection).toMatchObject({ usable: true, acceptedOnly: false })
    expect(opened.connection.bytesSent).toBeGreaterThan(100)
    expect(opened.connection.bytesReceived).toBeGreaterThan(50)
  })

  it('makes many at once on one socket, in either direction up to megabytes', async () => {
    const opened = dial(await serve(echo))
    const bodies = Array.from({ length: 200 }, (_, index) =>
      `${index}`.repeat(index % 10 === 0 ? 100_000 : 10),
    )
    const made = bodies.map(body => call(opened, { body }))
    expect(await Promise.all(made.map(({ end }) => end))).toEqual(bodies.map(() => OK))
    expect(made.map(({ messages }) => messages)).toEqual(bodies.map(body => [body]))
    expect(opened.opened).toBe(1)
  })

  it('takes many messages in one reply, and buffers that are nobody else’s', async () => {
    const parts = ['', 'a', 'b'.repeat(3_000_000), 'c'.repeat(70_000)]
    const opened = dial(await serve(stream => reply(stream, Buffer.concat(parts.map(part => message(part))))))
    const made = call(opened)
    expect(await made.end).toEqual(OK)
    expect(made.messages.map(text => text.length)).toEqual(parts.map(text => text.length))
  })

  it('tells what the server said in trailers, percent signs undone', async () => {
    const opened = dial(
      await serve((stream, headers) => {
        if (headers[':path'] === '/only')
          stream.respond(
            { 'content-type': 'application/grpc', 'grpc-status': '5', 'grpc-message': 'no%20such%E2%82%ac' },
            { endStream: true },
          )
        else reply(stream, Buffer.alloc(0), { 'grpc-status': '13', 'grpc-message': 'bad %zz %' })
      }),
    )
    expect(await call(opened, { path: '/only' }).end).toEqual({ code: 5, details: 'no such€' })
    expect(await call(opened).end).toEqual({ code: 13, details: 'bad %zz %' })
  })

  it('undoes gzip in replies, and compresses requests where that is asked', async () => {
    const large = 'x'.repeat(200_000)
    const opened = dial(
      await serve((stream, headers, body) => {
        expect([headers['grpc-encoding'], body[0]]).toEqual(['gzip', 1])
        const plain = gunzipSync(body.subarray(5))
        reply(stream, message(gzipSync(plain), 1), {}, { 'grpc-encoding': 'gzip' })
      }),
      { gzip: true },
    )
    const made = [call(opened, { compress: true }), call(opened, { body: large, compress: true })]
    expect(await Promise.all(made.map(({ end }) => end))).toEqual([OK, OK])
    expect(made.map(({ messages }) => messages)).toEqual([['hello'], [large]])
  })

  it.each([
    ['in an encoding that it cannot undo', message('abc', 1), { 'grpc-encoding': 'snappy' }, 13, /'snappy'/],
    ['compressed without an encoding', message('abc', 1), {}, 13, /'identity'/],
    ['that is no gzip', message('abc', 1), { 'grpc-encoding': 'gzip' }, 13, /cannot be unpacked/],
    [
      'that unpacks to more than it takes',
      message(gzipSync(Buffer.alloc(140 * 1024 * 1024)), 1),
      { 'grpc-encoding': 'gzip' },
      8,
      /size larger than/,
    ],
    ['with a flag that is not of gRPC', message('abc', 7), {}, 13, /begins with 7/],
    ['larger than it takes', Buffer.from('000f000000', 'hex'), {}, 8, /larger than max/],
    ['that ends within a message', message('abc').subarray(0, 7), {}, 13, /ended within a message/],
    ['without a status', Buffer.alloc(0), { 'x-no-status': '1' }, 13, /without a status/],
  ])('fails a reply %s, and no other', async (_what, body, headers, code, details) => {
    const opened = dial(
      await serve((stream, asked) => {
        if (asked[':path'] === '/good') reply(stream, message('fine'))
        else if ('x-no-status' in headers) {
          stream.respond({ 'content-type': 'application/grpc' })
          stream.end()
        } else reply(stream, body, {}, headers)
      }),
    )
    const [bad, good] = [call(opened), call(opened, { path: '/good' })]
    const end = await bad.end
    expect(end).toMatchObject({ code })
    expect(end.details).toMatch(details)
    expect(await good.end).toEqual(OK)
    expect(await call(opened, { path: '/good' }).end).toEqual(OK)
    expect(opened.opened).toBe(1)
  })

  it('refuses headers that the server would not take, and no other call', async () => {
    const port = await serve(echo, { settings: { maxHeaderListSize: 2_000 } })
    const opened = dial(port)
    expect(await call(opened).end).toEqual(OK)
    const huge = { signed: [['authorization', 'x'.repeat(3_000)]] }
    expect(await call(opened, { headers: huge }).end).toMatchObject({
      code: 13,
      details: expect.stringMatching(/header fields are \d+ bytes, and the peer takes 2000/),
      unprocessed: true,
      brokenOff: true,
    })
    expect(await call(opened).end).toEqual(OK)
  })
})

describe('what a gateway answers in place of gRPC', () => {
  const gateway =
    (status: number, headers: object, page: string | Buffer): Handler =>
    stream => {
      stream.respond({ ':status': status, ...headers })
      stream.end(page)
    }

  it.each([
    [413, 2],
    [429, 14],
    [502, 14],
    [503, 14],
    [504, 14],
    [404, 12],
    [401, 16],
    [403, 7],
    [400, 13],
    [200, 2],
  ])('is told as it is: HTTP %i', async (status, code) => {
    const page = '<html>\n<h1>not  today</h1>'
    const opened = dial(await serve(gateway(status, { 'content-type': 'text/html' }, page)))
    expect(await call(opened).end).toEqual({
      code,
      details: `HTTP status ${status} (text/html) in place of gRPC: <html> <h1>not today</h1>`,
      http: { status, retryAfterMs: undefined },
    })
  })

  it('says when it wants to be asked again', async () => {
    const port = await serve((stream, headers) =>
      gateway(503, { 'retry-after': decodeURI(String(headers[':path']).slice(1)) }, '')(
        stream,
        headers,
        Buffer.alloc(0),
      ),
    )
    const opened = dial(port)
    const wait = async (text: string) =>
      (await call(opened, { path: `/${encodeURI(text)}` }).end).http?.retryAfterMs
    expect(await wait('7')).toBe(7_000)
    expect(await wait('soon')).toBeUndefined()
    expect(await wait('999999')).toBe(3_600_000)
    expect(await wait('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0)
  })

  it('is not read to its end', async () => {
    let stopped = false
    const opened = dial(
      await serve(stream => {
        stream.respond({ ':status': 503 })
        const more = setInterval(() => stream.write('x'.repeat(1_000)), 1)
        stream.on('close', () => {
          clearInterval(more)
          stopped = true
        })
      }),
    )
    const end = await call(opened).end
    expect(end).toMatchObject({ code: 14, http: { status: 503 } })
    expect(end.details.length).toBeLessThan(700)
    await until(() => expect(stopped).toBe(true))
  })
})

describe('the time of a call', () => {
  it('is told to the server, and over after it', async () => {
    const reset: number[] = []
    const opened = dial(
      await serve((stream, headers) => {
        if (headers[':path'] === '/fast') reply(stream, message('x'))
        else stream.on('close', () => reset.push(stream.rstCode))
      }),
    )
    expect(await call(opened, { path: '/fast' }).end).toEqual(OK)
    const slow = call(opened, { timeoutMs: 100 })
    expect(await slow.end).toEqual({ code: 4, details: 'no answer within 100 ms', unprocessed: false })
    await until(() => expect(reset).toEqual([8]))
    expect(await call(opened, { path: '/fast' }).end).toEqual(OK)
  })

  it('is kept for each of many calls, whatever the order of their ends', async () => {
    const opened = dial(await serve(() => {}))
    const [long, short, shorter] = [60_000, 200, 20].map(timeoutMs => call(opened, { timeoutMs }))
    for (const each of [shorter, short]) expect(await each?.end).toMatchObject({ code: 4 })
    expect(long?.ended).toBe(false)
    const last = call(opened, { timeoutMs: 20 })
    expect(await last.end).toMatchObject({ code: 4 })
    expect(long?.ended).toBe(false)
    long?.cancel()
  })

  it('begins when the server takes the call, not while others are before it', async () => {
    const timeouts: unknown[] = []
    const port = await serve(
      (stream, headers, body) => {
        timeouts.push(headers['grpc-timeout'])
        setTimeout(() => reply(stream, body), 200)
      },
      { settings: { maxConcurrentStreams: 1 } },
    )
    const opened = dial(port)
    expect(await call(opened).end).toEqual(OK)
    expect(opened.connection.maxStreams).toBe(1)
    const made = Array.from({ length: 15 }, () => call(opened, { timeoutMs: 2_000 }))
    expect(await Promise.all(made.map(({ end }) => end))).toEqual(made.map(() => OK))
    expect(timeouts.slice(1)).toEqual(made.map(() => '2000m'))
  })

  it('is over where the server takes no calls at all', async () => {
    const port = await serve(echo, { settings: { maxConcurrentStreams: 0 } })
    const opened = dial(port)
    const made = [call(opened, { timeoutMs: 200 }), call(opened, { timeoutMs: 200 })]
    const ends = await Promise.all(made.map(({ end }) => end))
    expect(ends[1]).toMatchObject({ code: 4, unprocessed: true })
  })

  it('is not over before what waits in the socket was read', async () => {
    await using peer = new ScriptedPeer(each => each.send(settings()))
    const opened = dial(await peer.listen())
    peer.onFrame = ({ type, streamId }) => {
      if (type !== 0) return
      const grpc = '5f10 6170706c69636174696f6e2f67727063'
      const status = '000b 677270632d737461747573 0130'
      peer.send(frame(1, 4, streamId, `88 ${grpc}`), frame(0, 0, streamId, message('x')))
      peer.send(frame(1, 5, streamId, status))
      // The answer is on its way, and the time of the call ends before anybody can read it.
      while (performance.now() < begun + 310);
    }
    const begun = performance.now()
    expect(await call(opened, { timeoutMs: 300 }).end).toEqual(OK)
  })

  it('is given again as far as a stall of this process took it', async () => {
    const opened = dial(await serve(echo))
    await call(opened).end
    const made = call(opened, { timeoutMs: 300 })
    // The request leaves only after this.
    const until = performance.now() + 600
    while (performance.now() < until);
    expect(await made.end).toEqual(OK)
  })

  it('does not run while its bytes flow, but does when they stop', async () => {
    const server = await serve((stream, _headers, body) => reply(stream, message(String(body.length))))
    const wire = await SlowWire.before(`127.0.0.1:${server}`, { bytesPerSecond: 200_000 })
    closing.push(() => wire.close())
    const opened = dial(wire.endpoints)
    const made = call(opened, { timeoutMs: 1_000, body: Buffer.alloc(600_000) })
    expect(await made.end).toEqual(OK)
    expect(made.messages).toEqual(['600005'])
    const stopped = call(opened, { timeoutMs: 1_000, body: Buffer.alloc(600_000) })
    wire.stall()
    expect(await stopped.end).toMatchObject({ code: 4, details: 'no answer within 1000 ms' })
  })

  it('does not run while the reply flows', async () => {
    const server = await serve(stream => reply(stream, message('x'.repeat(600_000))))
    const wire = await SlowWire.before(`127.0.0.1:${server}`, { bytesPerSecond: 200_000 })
    closing.push(() => wire.close())
    const made = call(dial(wire.endpoints), { timeoutMs: 1_000 })
    expect(await made.end).toEqual(OK)
    expect(made.messages[0]).toHaveLength(600_000)
  })

  it('is not moved by the answers to others that were asked later', async () => {
    const opened = dial(
      await serve((stream, headers, body) => {
        if (headers[':path'] === '/lost') return
        reply(stream, body)
      }),
    )
    const lost = call(opened, { path: '/lost', timeoutMs: 300 })
    let others = 0
    while (!lost.ended) {
      expect(await call(opened).end).toEqual(OK)
      others++
    }
    expect(others).toBeGreaterThan(1)
    expect(await lost.end).toMatchObject({ code: 4 })
  })

  it('has a limit, and the server may be told more', async () => {
    const told: unknown[] = []
    const { connection } = dial(await serve((_stream, headers) => told.push(headers['grpc-timeout'])))
    const end = await new Promise<CallEnd>(resolve => {
      const listener = { onMessage: () => {}, onEnd: resolve }
      const opened = connection.open('/a/b', HEADERS, 60_000, listener, { toldMs: 99_000, limitMs: 200 })
      opened.send(Buffer.from('x'), false)
      opened.endSending()
    })
    expect(end).toMatchObject({ code: 4 })
    expect(told).toEqual(['99000m'])
  })

  it('has at most eight digits on the wire, and is never shorter than it is', () => {
    expect([0, 1, 1.2, 3_000, 99_999_999].map(formatTimeout)).toEqual([
      '1m',
      '1m',
      '2m',
      '3000m',
      '99999999m',
    ])
    expect([100_000_000, 1e12, 1e15, 1e300].map(formatTimeout)).toEqual([
      '100000S',
      '16666667M',
      '99999999H',
      '99999999H',
    ])
  })
})

describe('the end of a call', () => {
  it('by its caller is told to the server', async () => {
    const reset: number[] = []
    const opened = dial(await serve(stream => stream.on('close', () => reset.push(stream.rstCode))))
    const made = call(opened)
    await until(() => expect(opened.connection.acceptedOnly).toBe(false))
    await until(() => expect(opened.connection.bytesReceived).toBeGreaterThan(0))
    made.cancel()
    made.cancel()
    expect(await made.end).toMatchObject({ code: 1, details: 'cancelled by the client' })
    await until(() => expect(reset).toEqual([8]))
  })

  it('by its caller while it waits for its turn leaves no trace', async () => {
    const paths: unknown[] = []
    const port = await serve(
      (stream, headers) => {
        paths.push(headers[':path'])
        setTimeout(() => reply(stream, message('x')), 50)
      },
      { settings: { maxConcurrentStreams: 1 } },
    )
    const opened = dial(port)
    const made = ['/a', '/b', '/c'].map(path => call(opened, { path }))
    made[1]?.cancel()
    expect((await Promise.all(made.map(({ end }) => end))).map(({ code }) => code)).toEqual([0, 1, 0])
    expect(paths).toEqual(['/a', '/c'])
  })

  it.each([
    [7, 14, true],
    [8, 1, false],
    [11, 8, false],
    [2, 13, false],
    [0, 13, false],
  ])('by RST_STREAM %i is status %i', async (reset, code, unprocessed) => {
    const opened = dial(await serve(stream => stream.close(reset)))
    expect(await call(opened).end).toMatchObject({ code, unprocessed })
    expect(opened.connection.usable).toBe(true)
  })

  it('by GOAWAY spares those that the server looked at', async () => {
    const port = await serve((stream, headers) => {
      if (headers[':path'] !== '/last') return
      stream.session?.goaway(0, stream.id)
      setTimeout(() => reply(stream, message('late')), 50)
    })
    const opened = dial(port)
    const made = ['/last', '/next', '/other'].map(path => call(opened, { path }))
    const [last, ...others] = await Promise.all(made.map(({ end }) => end))
    expect(last).toEqual(OK)
    for (const end of others) expect(end).toMatchObject({ code: 14, unprocessed: true })
    expect(opened.connection.usable).toBe(false)
    expect(await call(opened).end).toMatchObject({ code: 14, unprocessed: true })
  })

  it('by a connection that breaks is not unprocessed', async () => {
    const opened = dial(await serve(stream => setImmediate(() => stream.session?.destroy())))
    const end = await call(opened).end
    expect(end).toMatchObject({ code: 14, unprocessed: false })
    expect(end.details).not.toContain('No connection established')
    expect(opened.connection.usable).toBe(false)
    expect(opened.closed).toHaveLength(1)
  })

  it('by close() comes at once', async () => {
    const opened = dial(await serve(() => {}))
    const made = [call(opened), call(opened)]
    await until(() => expect(opened.connection.bytesReceived).toBeGreaterThan(0))
    opened.connection.close()
    opened.connection.close()
    expect(made.every(({ ended }) => ended)).toBe(true)
    expect(await made[0]?.end).toMatchObject({ code: 14, details: expect.stringMatching(/was closed/) })
    expect(opened.closed).toHaveLength(1)
    expect(() => call(opened)).toThrow(/was replaced/)
  })
})

describe('dialling', () => {
  it('fails at once where nothing listens, and nothing was done', async () => {
    const opened = dial(await freePort())
    expect(await call(opened).end).toMatchObject({
      code: 14,
      unprocessed: true,
      details: expect.stringMatching(/^No connection established. Last error: .*ECONNREFUSED/),
    })
    expect(opened).toMatchObject({ opened: 0, closed: [] })
    expect(opened.connection).toMatchObject({ usable: false, acceptedOnly: false })
  })

  it('fails at once for a name that nobody knows', async () => {
    const end = await call(dial('no-such-host.invalid:1')).end
    expect(end).toMatchObject({ code: 14, unprocessed: true })
    expect(end.details).toMatch(/ENOTFOUND|EAI_AGAIN/)
  })

  it('tries every address', async () => {
    const good = await serve(echo)
    const opened = dial(`127.0.0.1:${await freePort()};127.0.0.1:${await freePort()};127.0.0.1:${good}`)
    expect(await call(opened).end).toEqual(OK)
    expect(opened.opened).toBe(1)
  })

  it('tries every address of a name', async () => {
    const port = await serve(echo)
    expect(await call(dial(`localhost:${port}`)).end).toEqual(OK)
  })

  it('begins with another address where the first one’s peer does not speak HTTP/2', async () => {
    await using peer = await startPeer(silent)
    const endpoints = `${peer.endpoints};127.0.0.1:${await serve(echo)}`
    expect((await call(dial(endpoints, { connectTimeoutMs: 300 })).end).code).toBe(14)
    expect(await call(dial(endpoints)).end).toEqual(OK)
  })

  it('tells all that went wrong', async () => {
    const [a, b] = [await freePort(), await freePort()]
    const end = await call(dial(`127.0.0.1:${a};127.0.0.1:${b}`)).end
    expect(end.details).toContain(`:${a}`)
    expect(end.details).toContain(`:${b}`)
  })

  it.each([
    ['never speaks', silent, /the peer did not begin HTTP\/2 within 300 ms/],
    ['speaks HTTP/1', speaksHttp1, /does not begin as HTTP\/2 does/],
    ['greets with a banner', greets, /does not begin as HTTP\/2 does/],
    ['closes at once', closes, /the peer closed the connection/],
  ])('ends where the peer %s, and tells that it is no server of HTTP/2', async (_how, greet, details) => {
    await using peer = await startPeer(greet)
    const opened = dial(peer.endpoints, { connectTimeoutMs: 300 })
    let acceptedOnly = false
    const end = await new Promise<CallEnd>(resolve => {
      const made = opened.connection.open('/a', HEADERS, 20_000, {
        onMessage: () => {},
        onEnd: each => {
          acceptedOnly = opened.connection.acceptedOnly
          resolve(each)
        },
      })
      made.send(Buffer.from('hello'), false)
      made.endSending()
    })
    expect(end).toMatchObject({ code: 14 })
    expect(end.details).toMatch(/^No connection established. Last error: /)
    expect(end.details).toMatch(details)
    expect(acceptedOnly).toBe(true)
    await until(() => expect(peer.sockets.size).toBe(0))
    expect(opened.closed).toHaveLength(1)
  })

  it('counts a call’s time while there is no connection', async () => {
    await using peer = await startPeer(silent)
    const made = call(dial(peer.endpoints), { timeoutMs: 100 })
    expect((await made.end).code).toBe(4)
  })

  it('leaves nothing when it is given up', async () => {
    await using peer = await startPeer(silent)
    const opened = dial(peer.endpoints)
    const made = call(opened)
    opened.connection.close()
    expect(await made.end).toMatchObject({ code: 14, unprocessed: true })
    await until(() => expect(peer.sockets.size).toBe(0))
  })
})

describe('a connection that nothing comes over', () => {
  const PING = 6

  /** Its one call waits without end, and no time passes but what a test lets pass. */
  async function quiet() {
    const peer = new ScriptedPeer(each => each.send(settings()))
    closing.push(() => peer[Symbol.asyncDispose]())
    const opened = dial(await peer.listen())
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
    closing.push(() => vi.useRealTimers())
    const made = call(opened, { timeoutMs: Number.POSITIVE_INFINITY })
    await until(() => expect(peer.of(4)).toHaveLength(2))
    return { peer, opened, made }
  }

  async function pong(peer: ScriptedPeer, { connection }: ReturnType<typeof dial>): Promise<void> {
    const { bytesReceived } = connection
    peer.send(frame(PING, 1, 0, peer.of(PING)[0]?.payload))
    await until(() => expect(connection.bytesReceived).toBeGreaterThan(bytesReceived))
  }

  it.each([
    ['is asked every five minutes while calls run, and kept if it answers', true],
    ['is given up if it does not answer', false],
  ])('%s', async (_what, answers) => {
    const { peer, opened, made } = await quiet()
    vi.advanceTimersByTime(290_000)
    expect(peer.of(PING)).toEqual([])
    vi.advanceTimersByTime(10_000)
    await until(() => expect(peer.of(PING)).toHaveLength(1))
    if (answers) await pong(peer, opened)
    vi.advanceTimersByTime(20_000)
    await until(() => expect(made.ended).toBe(!answers))
    expect(opened.connection.usable).toBe(answers)
    opened.connection.close()
    const { details } = await made.end
    expect(details).toContain(answers ? 'was closed' : 'the peer does not answer a PING')
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    ['is kept if its peer answers in time', true],
    ['is given up if its peer does not', false],
  ])('and on which deadlines pass %s', async (_what, answers) => {
    const { peer, opened, made } = await quiet()
    opened.connection.probe()
    opened.connection.probe()
    await until(() => expect(peer.of(PING)).toHaveLength(1))
    if (answers) await pong(peer, opened)
    vi.advanceTimersByTime(2_000)
    await until(() => expect(made.ended).toBe(!answers))
    opened.connection.close()
    expect((await made.end).details).toContain(answers ? 'was closed' : 'the peer does not answer a PING')
  })

  it('is given up, too, where the call that ran into its deadline was the last', async () => {
    const { peer, opened, made } = await quiet()
    made.cancel()
    await made.end
    opened.connection.probe()
    await until(() => expect(peer.of(PING)).toHaveLength(1))
    expect(opened.connection.usable).toBe(true)
    vi.advanceTimersByTime(2_000)
    await until(() => expect(opened.connection.usable).toBe(false))
  })

  it('counts as gone after two deadlines, though its peer answers a PING between them', async () => {
    const { peer, opened } = await quiet()
    const { connection } = opened
    const passDeadline = (at: number) => {
      const clock = vi.spyOn(performance, 'now').mockReturnValue(at)
      connection.noteDeadline()
      clock.mockRestore()
    }
    passDeadline(1_000_000)
    connection.probe()
    await until(() => expect(peer.of(PING)).toHaveLength(1))
    await pong(peer, opened)
    expect(connection.usable).toBe(true)
    passDeadline(1_003_000)
    expect(connection.usable).toBe(false)
    connection.close()
  })

  it('is not asked oftener than servers allow, however many deadlines pass', async () => {
    const { peer, opened } = await quiet()
    const probe = async (pings: number) => {
      opened.connection.probe()
      await until(() => expect(peer.of(PING)).toHaveLength(pings))
      await pong(peer, opened)
      vi.advanceTimersByTime(2_000)
      await new Promise(setImmediate)
    }
    for (const pings of [1, 2, 2]) await probe(pings)
    opened.connection.noteAnswer()
    await probe(3)
    opened.connection.close()
  })

  it('does not keep the process alive while no call runs', async () => {
    const answer: (() => void)[] = []
    const opened = dial(await serve((stream, _headers, body) => answer.push(() => reply(stream, body))))
    const sockets = () => openResources().TCPSocketWrap ?? 0
    await until(() => expect(sockets()).toBe(0))
    const made = call(opened)
    await until(() => expect(answer).toHaveLength(1))
    // Its own, and that of the server.
    expect(sockets()).toBe(2)
    answer[0]?.()
    expect(await made.end).toEqual(OK)
    expect(sockets()).toBe(1)
    void call(opened)
    expect(sockets()).toBe(2)
  })
})

describe('TLS', () => {
  const certificate = selfSignedCertificate()
  const secured = (tls: TlsOptions) => ({ tls: createTlsSettings(tls) })

  it('carries calls, by name and by address', async () => {
    const port = await serve(echo, certificate)
    for (const host of ['127.0.0.1', 'localhost']) {
      const made = call(dial(`${host}:${port}`, secured({ ca: certificate.cert })))
      expect(await made.end).toEqual(OK)
      expect(made.messages).toEqual(['hello'])
    }
  })

  it('carries megabytes', async () => {
    const opened = dial(await serve(echo, certificate), secured({ ca: certificate.cert }))
    const body = 'x'.repeat(3_000_000)
    const made = [call(opened, { body }), call(opened, { body }), call(opened)]
    expect(await Promise.all(made.map(({ end }) => end))).toEqual([OK, OK, OK])
  })

  it.each([
    ['an authority nobody knows', {}, /self.signed/],
    ['another name', { ca: certificate.cert, serverName: 'other.example' }, /altname|other\.example/],
  ])('refuses %s', async (_what, tls, details) => {
    const opened = dial(await serve(echo, certificate), secured(tls))
    const end = await call(opened).end
    expect(end).toMatchObject({ code: 14, unprocessed: true })
    expect(end.details).toMatch(details)
  })

  it('takes a certificate as it is where that is asked', async () => {
    const tls = secured({ rejectUnauthorized: false })
    expect(await call(dial(await serve(echo, certificate), tls)).end).toEqual(OK)
  })

  it('takes the name that is expected in place of the one dialled', async () => {
    const tls = secured({ ca: certificate.cert, serverName: 'localhost' })
    expect(await call(dial(await serve(echo, certificate), tls)).end).toEqual(OK)
  })

  it('refuses a peer that does not agree to HTTP/2', async () => {
    const server = createTlsServer(certificate, socket => socket.on('error', () => {}))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    closing.push(() => server.close())
    const { port } = server.address() as AddressInfo
    const end = await call(dial(port, secured({ ca: certificate.cert }))).end
    expect(end.details).toContain('the peer speaks TLS but did not agree to HTTP/2 (ALPN h2)')
  })

  it('fails where the peer speaks plaintext', async () => {
    const end = await call(dial(await serve(echo), secured({ ca: certificate.cert }))).end
    expect(end).toMatchObject({ code: 14, unprocessed: true })
    expect(end.details).toMatch(/^No connection established/)
  })

  it('refuses what is no certificate', () => {
    expect(() => createTlsSettings({ ca: 'nonsense' })).toThrow(/tls: the certificates cannot be used/)
    expect(() => createTlsSettings({ cert: 'nonsense', key: 'nonsense' })).toThrow(/cannot be used/)
  })
})
