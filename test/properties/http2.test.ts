import { EventEmitter, once } from 'node:events'
import { constants, createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2'
import { type AddressInfo, connect, type Socket } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Session } from '../../src/http2/session.js'
import { DirectCall } from '../../src/remoting/direct-connection.js'
import { Answer, frame, REQUEST, settings, uint32, until } from '../support/http2-peer.js'
import { randomOf } from '../support/random.js'

/** How many mutated streams are tried, or for how long where a time is given. */
const MUTATED_STREAMS = 100_000
const FOR_SECONDS = Number(process.env.ROCKETMQ_HTTP2_FUZZ_SECONDS ?? 0)

/** Gives a socket's bytes on in pieces of the sizes that are named, in turn. */
class CutSocket extends EventEmitter {
  readonly #socket: Socket
  readonly #sizes: readonly number[]
  #turn = 0

  constructor(socket: Socket, sizes: readonly number[]) {
    super()
    this.#socket = socket
    this.#sizes = sizes
    socket.on('data', chunk => this.#cut(chunk))
    for (const event of ['drain', 'end', 'close', 'error']) socket.on(event, value => this.emit(event, value))
  }

  get writableLength(): number {
    return this.#socket.writableLength
  }
  write(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes)
  }
  cork(): void {
    this.#socket.cork()
  }
  uncork(): void {
    this.#socket.uncork()
  }
  destroy(): void {
    this.#socket.destroy()
  }

  #cut(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const end = at + (this.#sizes[this.#turn++ % this.#sizes.length] as number)
      this.emit('data', chunk.subarray(at, end))
      at = end
    }
  }
}

interface Oracle extends AsyncDisposable {
  session: Session
  server: Http2Server
}

/** A session with a server of node:http2, which is nghttp2. */
async function oracle(
  onStream: (stream: ServerHttp2Stream, raw: string[]) => void,
  told: {
    initialWindowSize?: number
    maxFrameSize?: number
    headerTableSize?: number
    paddingStrategy?: number
  } = {},
  options: { streamWindow?: number; sizes?: readonly number[] } = {},
): Promise<Oracle> {
  const { paddingStrategy = constants.PADDING_STRATEGY_NONE, ...settings } = told
  const server = createServer({ paddingStrategy, settings: { ...settings, maxHeaderListSize: 60_000 } })
  server.on('stream', (stream: ServerHttp2Stream, _headers: object, _flags: number, raw: object) =>
    onStream(stream, raw as string[]),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  const session = new Session(
    new CutSocket(socket, options.sizes ?? [65_536]),
    {
      streamWindow: options.streamWindow ?? 1_000_000,
      connectionWindow: 1_000_000,
      maxHeaderListSize: 100_000,
      sensitive: new Set(['x-secret']),
    },
    { onSettings: () => {}, onGoAway: () => {}, onClose: () => {} },
  )
  await until(() => expect(session.greeted).toBe(true))
  return {
    session,
    server,
    [Symbol.asyncDispose]: async () => {
      session.close('the test is over')
      await new Promise(resolve => server.close(resolve))
    },
  }
}

const name = fc.stringMatching(/^x-[a-z0-9!#$%&'*+.^_`|~-]{1,30}$/)
const value = fc.oneof(
  fc.stringMatching(/^[\x21-\x7e]([\x20-\x7e]{0,60}[\x21-\x7e])?$/),
  fc.constantFrom('', 'v'.repeat(5_000), '0', 'a'.repeat(127), 'a'.repeat(128)),
)
const list = fc.array(fc.tuple(name, value), { maxLength: 12 })
const sizes = fc.array(fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20_000 })), {
  minLength: 1,
  maxLength: 20,
})

describe('HTTP/2, with nghttp2 on the other side', () => {
  it('writes header blocks that are read as they were meant', async () => {
    let seen: string[] = []
    const tableSize = fc.constantFrom(0, 60, 500, 4_096, 65_536)
    await fc.assert(
      fc.asyncProperty(
        tableSize,
        fc.array(fc.tuple(list, list, list), { minLength: 1, maxLength: 8 }),
        async (headerTableSize, calls) => {
          await using scene = await oracle(
            (stream, raw) => {
              seen = raw
              stream.respond({}, { endStream: true })
            },
            { headerTableSize },
          )
          for (const [constant, passing, once] of calls) {
            // Twice: what was said once is said otherwise from then on.
            for (let time = 0; time < 2; time++) {
              const answer = new Answer()
              const stream = scene.session.open(answer, [REQUEST[0], constant], passing, once.flat())
              stream.end()
              await until(() => expect(answer.ended).toBe(true))
              expect(answer.failure).toBeUndefined()
              expect(seen).toEqual([...REQUEST[0], ...constant, ...passing, ...once].flat())
            }
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('reads the header blocks that are written, wherever their bytes are cut', async () => {
    let said: [string, string][] = []
    await fc.assert(
      fc.asyncProperty(sizes, fc.array(list, { minLength: 1, maxLength: 6 }), async (sizes, lists) => {
        await using scene = await oracle(
          stream => {
            // nghttp2 joins nothing, but Node.js does: so each name once.
            stream.respond(Object.fromEntries(said), { sendDate: false, waitForTrailers: true } as object)
            stream.on('wantTrailers', () => stream.sendTrailers(Object.fromEntries(said)))
            stream.end('x')
          },
          {},
          { sizes },
        )
        for (const each of [...lists, ...lists]) {
          said = [...new Map(each)]
          const answer = new Answer()
          scene.session.open(answer, REQUEST, [], []).end()
          await until(() => expect(answer.ended).toBe(true))
          const fields = said.map(([name, value]) => ({ name, value }))
          const [head = [], trailers = []] = answer.blocks
          const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1)
          expect(head.filter(({ name }) => name.startsWith('x-')).sort(byName)).toEqual(
            fields.toSorted(byName),
          )
          expect(trailers.toSorted(byName)).toEqual(fields.toSorted(byName))
        }
      }),
      { numRuns: 25 },
    )
  })

  it('carries bodies both ways through windows of any size, wherever bytes are cut', async () => {
    const window = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 50, max: 4_000_000 }))
    const exchange = fc.record({
      sent: window,
      received: window,
      maxFrameSize: fc.constantFrom(16_384, 100_000),
      paddingStrategy: fc.constantFrom(constants.PADDING_STRATEGY_NONE, constants.PADDING_STRATEGY_MAX),
    })
    await fc.assert(
      fc.asyncProperty(
        exchange,
        sizes,
        fc.array(fc.nat(300_000), { minLength: 1, maxLength: 5 }),
        async (exchange, sizes, lengths) => {
          // Through a window of one byte every byte costs two frames.
          const most = Math.min(exchange.sent, exchange.received) * 1_000
          const bodies = lengths.map(length => Buffer.alloc(Math.min(length, most), length % 251))
          await using scene = await oracle(
            stream => {
              stream.respond({ ':status': 200 })
              stream.pipe(stream)
            },
            {
              initialWindowSize: exchange.sent,
              maxFrameSize: exchange.maxFrameSize,
              paddingStrategy: exchange.paddingStrategy,
            },
            { streamWindow: exchange.received, sizes },
          )
          const answers = bodies.map(body => {
            const answer = new Answer()
            const stream = scene.session.open(answer, REQUEST, [], [])
            const middle = body.length >> 1
            stream.send(body.subarray(0, middle))
            stream.send(body.subarray(middle))
            stream.end()
            return answer
          })
          await until(() => expect(answers.every(({ ended }) => ended)).toBe(true))
          for (const [index, answer] of answers.entries()) {
            expect(answer.failure).toBeUndefined()
            expect(answer.body.equals(bodies[index] as Buffer)).toBe(true)
          }
        },
      ),
      { numRuns: 25 },
    )
  }, 400_000)
})

/** A socket that leads nowhere. */
class DeadEnd extends EventEmitter {
  writableLength = 0
  written = 0
  destroyed = false
  write(bytes: Uint8Array): boolean {
    this.written += bytes.length
    return true
  }
  cork(): void {}
  uncork(): void {}
  destroy(): void {
    this.destroyed = true
  }
}

const HEAD = '88 5f10 6170706c69636174696f6e2f67727063'
const TRAILERS = '400b 677270632d737461747573 0130 400c 677270632d6d657373616765 03 612562'
/** What a server says in the course of six calls. */
const CONVERSATION: readonly Buffer[] = [
  settings({ 1: 4_096, 3: 100, 4: 70_000, 6: 8_192 }),
  frame(4, 1, 0),
  frame(8, 0, 0, uint32(100_000)),
  frame(6, 0, 0, '0102030405060708'),
  frame(1, 4, 1, HEAD),
  frame(0, 0, 1, '0000000003616263'),
  frame(1, 5, 1, TRAILERS),
  frame(1, 4, 3, '88 c0'),
  frame(0, 8, 3, '020000000002 61 0000'),
  frame(0, 0, 3, '62 00000000040102'),
  frame(0, 0, 3, '0304'),
  frame(8, 0, 5, uint32(1_000)),
  frame(1, 1, 3, 'bf'),
  frame(9, 4, 3, 'be'),
  frame(1, 0x2d, 5, '02 80000000ff 88 c0 bf be 0000'),
  frame(1, 4, 7, '8d 0f0d 0139'),
  frame(0, 1, 7, Buffer.from('not found')),
  frame(3, 0, 9, uint32(7)),
  settings({ 4: 10, 1: 0 }),
  frame(1, 4, 11, `20 3fe11f ${HEAD}`),
  frame(0, 0, 11, Buffer.concat([Buffer.from('0000002710', 'hex'), Buffer.alloc(10_000)])),
  frame(7, 0, 0, Buffer.concat([uint32(11), uint32(0), Buffer.from('bye')])),
  frame(1, 5, 11, TRAILERS),
]

function mutated(random: (below: number) => number): Buffer {
  const frames: Buffer[] = CONVERSATION.map(each => Buffer.from(each))
  for (let count = 1 + random(3); count > 0; count--) {
    const at = random(frames.length)
    const victim = frames[at] as Buffer
    const kind = random(6)
    if (kind === 0) frames.splice(at, 1)
    else if (kind === 1) frames.splice(random(frames.length), 0, Buffer.from(victim))
    else if (kind === 2) frames.splice(at, 1, victim.subarray(0, random(victim.length + 1)))
    else if (kind === 3)
      frames.splice(at, 0, Buffer.from(Array.from({ length: random(40) }, () => random(256))))
    // A byte of a header, or anywhere.
    else if (victim.length > 0)
      victim[kind === 4 ? random(Math.min(9, victim.length)) : random(victim.length)] = random(256)
    if (frames.length === 0) return Buffer.alloc(0)
  }
  return Buffer.concat(frames)
}

/** Has a session of six calls hear `bytes`, in pieces; returns how they ended, in that order. */
function endure(
  random: (below: number) => number,
  bytes: Buffer,
): { ends: number[]; twice: number; written: number } {
  const socket = new DeadEnd()
  const session = new Session(
    socket,
    { streamWindow: 100_000, connectionWindow: 200_000, maxHeaderListSize: 16_384, sensitive: new Set() },
    { onSettings: () => {}, onGoAway: () => {}, onClose: () => {} },
  )
  const ends = new Map<DirectCall, number>()
  let twice = 0
  const owner = { reasonOfBreak: (reason: string) => reason, leave: () => {} }
  const headers = { constant: [], signed: [], requestId: '', credentials: undefined }
  session.receive(CONVERSATION[0] as Buffer)
  for (let index = 0; index < 6 && session.hasRoom; index++) {
    const call: DirectCall = new DirectCall(
      '/a/b',
      headers,
      1_000,
      {},
      {
        onMessage: bytes => expect(bytes.length).toBeLessThanOrEqual(10_000),
        onEnd: end => {
          if (ends.has(call)) twice++
          ends.set(call, end.code)
        },
      },
      owner,
    )
    call.start(session.open(call, [REQUEST[0]], [], []))
    call.send(Buffer.alloc(10), false)
    call.endSending()
  }
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + random(random(2) === 0 ? 10 : 400)
    session.receive(bytes.subarray(at, end))
    at = end
  }
  session.close('the test is over')
  expect(socket.destroyed).toBe(true)
  return { ends: [...ends.values()], twice, written: socket.written }
}

describe('a session whose peer’s bytes are broken', () => {
  it('reads what they are while they are whole', () => {
    const { ends, twice } = endure(randomOf(1), Buffer.concat(CONVERSATION))
    // An end in order, one with another message, one without messages; a gateway's, a refusal; and in order again.
    expect({ ends, twice }).toEqual({ ends: [0, 0, 0, 12, 14, 0], twice: 0 })
  })

  it(
    'throws nothing, holds nothing, and ends every call once',
    async () => {
      const end = Date.now() + FOR_SECONDS * 1_000
      const first = FOR_SECONDS > 0 ? Date.now() : 1
      let answered = 0
      for (let seed = first; seed < first + MUTATED_STREAMS || Date.now() < end; seed++) {
        const random = randomOf(seed)
        const { ends, twice, written } = endure(random, mutated(random))
        expect([seed, ends.length, twice]).toEqual([seed, 6, 0])
        expect(written).toBeLessThan(10_000)
        answered += ends.filter(code => code === 0).length
        // What a turn wrote leaves at its end.
        if (seed % 100 === 0) await new Promise(resolve => setImmediate(resolve))
      }
      // Much of the conversation gets through, or the mutations would try nothing but its beginning.
      expect(answered).toBeGreaterThan(MUTATED_STREAMS)
    },
    Math.max(300_000, FOR_SECONDS * 2_000),
  )
})
