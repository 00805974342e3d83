import { describe, expect, it } from 'vitest'
import type { ClientStream, SessionOptions } from '../../../src/http2/session.js'
import {
  Answer,
  frame,
  type OpenSession,
  openSession,
  REQUEST,
  ScriptedPeer,
  settings,
  uint32,
  until,
} from '../../support/http2-peer.js'

const [
  DATA,
  HEADERS,
  PRIORITY,
  RST_STREAM,
  SETTINGS,
  PUSH_PROMISE,
  PING,
  GOAWAY,
  WINDOW_UPDATE,
  CONTINUATION,
] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
const [END_STREAM, ACK, END_HEADERS, PADDED, PRIORITY_FLAG] = [1, 1, 4, 8, 32]
/** `:status: 200`. */
const OK = '88'

/** A peer, a session with it whose settings came, and a way to open streams. */
class Scene implements AsyncDisposable {
  readonly peer: ScriptedPeer
  readonly open: OpenSession

  private constructor(peer: ScriptedPeer, open: OpenSession) {
    this.peer = peer
    this.open = open
  }

  static async start(
    told: Record<number, number> = {},
    options: Partial<SessionOptions> = {},
  ): Promise<Scene> {
    const peer = new ScriptedPeer(each => each.send(settings(told)))
    const scene = new Scene(peer, await openSession(await peer.listen(), options))
    await until(() => expect(scene.open.events).toEqual(['settings']))
    return scene
  }

  request(body?: Buffer, once: string[] = []): Answer & { stream: ClientStream } {
    const answer = new Answer()
    const stream = this.open.session.open(answer, REQUEST, [], once)
    if (body !== undefined) stream.send(body)
    stream.end()
    return Object.assign(answer, { stream })
  }

  /** Waits until the peer has heard so many frames of a type. */
  async heard(type: number, count = 1): Promise<ReturnType<ScriptedPeer['of']>> {
    await until(() => expect(this.peer.of(type).length).toBeGreaterThanOrEqual(count))
    return this.peer.of(type)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.open[Symbol.dispose]()
    await this.peer[Symbol.asyncDispose]()
  }
}

describe('Session', () => {
  it('begins with everything in one write, the first request included', async () => {
    await using peer = new ScriptedPeer(() => {})
    const { session } = await openSession(await peer.listen())
    expect(session.hasRoom).toBe(true)
    const stream = session.open(new Answer(), REQUEST, [], [])
    stream.send(Buffer.from('hello'))
    stream.end()
    // The peer did not say yet how many streams it takes.
    expect(session.hasRoom).toBe(false)
    await until(() => expect(peer.frames).toHaveLength(4))
    expect(peer.chunks).toHaveLength(1)
    expect(peer.frames.map(({ type }) => type)).toEqual([SETTINGS, WINDOW_UPDATE, HEADERS, DATA])
    expect(peer.frames[3]).toMatchObject({ flags: END_STREAM, payload: Buffer.from('hello') })
    session.close('done')
  })

  it('puts the frames of all requests of a turn into one write', async () => {
    await using scene = await Scene.start()
    await scene.heard(SETTINGS, 2)
    const writes = scene.peer.chunks.length
    for (let count = 0; count < 50; count++) scene.request(Buffer.alloc(100))
    await scene.heard(DATA, 50)
    expect(scene.peer.chunks).toHaveLength(writes + 1)
  })

  it('acknowledges SETTINGS and PING at once', async () => {
    await using scene = await Scene.start()
    scene.peer.send(frame(PING, 0, 0, '0102030405060708'))
    const [pong] = await scene.heard(PING)
    expect(pong).toMatchObject({ flags: ACK, payload: Buffer.from('0102030405060708', 'hex') })
    expect(scene.peer.of(SETTINGS).at(-1)).toMatchObject({ flags: ACK, payload: Buffer.alloc(0) })
  })

  it('asks for a sign of life', async () => {
    await using scene = await Scene.start()
    scene.open.session.ping()
    expect((await scene.heard(PING))[0]).toMatchObject({ flags: 0 })
  })

  it('hears nothing in bytes that end no frame, however many they are', async () => {
    await using scene = await Scene.start()
    const { session } = scene.open
    const { heard } = session
    const unknown = frame(0x55, 0, 0, Buffer.alloc(16_000))
    session.receive(unknown.subarray(0, 15_000))
    expect(session.heard).toBe(heard)
    session.receive(unknown.subarray(15_000))
    expect(session.heard).toBe(heard + 1)
  })

  it('reads an answer with padding, priority, informational headers, CONTINUATION and trailers', async () => {
    await using scene = await Scene.start()
    const answer = scene.request()
    await scene.heard(DATA)
    scene.peer.send(
      frame(HEADERS, END_HEADERS, 1, '4803 313033'),
      frame(HEADERS, PADDED | PRIORITY_FLAG, 1, `02 0000000000 ${OK} 0000`),
      frame(CONTINUATION, 0, 1, '0001 61'),
      frame(CONTINUATION, END_HEADERS, 1, '01 62'),
      frame(PRIORITY, 0, 1, '0000000000'),
      frame(77, 255, 1, '00'),
      frame(DATA, PADDED, 1, '03 6865 000000'),
      frame(DATA, 0, 1, '6c6c6f'),
      frame(HEADERS, END_HEADERS | END_STREAM, 1, '0001 74 01 31'),
    )
    await until(() => expect(answer.ended).toBe(true))
    expect(answer.failure).toBeUndefined()
    expect(answer.body.toString()).toBe('hello')
    expect(answer.blocks).toEqual([
      [
        { name: ':status', value: '200' },
        { name: 'a', value: 'b' },
      ],
      [{ name: 't', value: '1' }],
    ])
  })

  it('takes an answer that ends before the request did, and says so', async () => {
    await using scene = await Scene.start()
    const answer = new Answer()
    const stream = scene.open.session.open(answer, REQUEST, [], [])
    await scene.heard(HEADERS)
    scene.peer.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, OK))
    const [reset] = await scene.heard(RST_STREAM)
    expect(answer).toMatchObject({ ended: true, failure: undefined })
    expect(reset).toMatchObject({ streamId: 1, payload: uint32(8) })
    stream.send(Buffer.from('late'))
    stream.end()
    stream.cancel(8)
    expect(scene.peer.of(RST_STREAM)).toHaveLength(1)
  })

  it('goes on in CONTINUATION frames where headers are longer than a frame', async () => {
    await using scene = await Scene.start()
    scene.request(undefined, ['x-long', 'v'.repeat(40_000)])
    await scene.heard(CONTINUATION, 2)
    await scene.heard(DATA)
    const frames = scene.peer.frames.filter(({ streamId }) => streamId === 1)
    expect(frames.map(({ type, flags }) => [type, flags])).toEqual([
      [HEADERS, 0],
      [CONTINUATION, 0],
      [CONTINUATION, END_HEADERS],
      [DATA, END_STREAM],
    ])
  })

  it('refuses headers that the peer would not take, and harms nobody', async () => {
    await using scene = await Scene.start({ 6: 1_000 })
    expect(() => scene.request(undefined, ['x', 'v'.repeat(1_000)])).toThrow(
      /header fields are \d+ bytes, and the peer takes 1000/,
    )
    expect(() => scene.request(undefined, ['x', 'a\r\nb'])).toThrow(TypeError)
    scene.request()
    expect((await scene.heard(HEADERS))[0]?.streamId).toBe(1)
  })

  it('opens no more streams than the peer takes at once', async () => {
    await using scene = await Scene.start({ 3: 2 })
    const { session } = scene.open
    scene.request()
    const second = scene.request()
    expect([session.maxStreams, session.hasRoom]).toEqual([2, false])
    second.stream.cancel(8)
    expect(session.hasRoom).toBe(true)
    expect(second.failure).toMatchObject({ by: 'us', unprocessed: false })
  })

  it('ends well before its stream ids do', async () => {
    await using early = await Scene.start({}, { firstStreamId: 2 ** 31 - 1_000_001 })
    expect(early.open.session).toMatchObject({ usable: true, hasRoom: true })
    early.request()
    expect(early.open.session).toMatchObject({ usable: false, hasRoom: true })
    await using late = await Scene.start({}, { firstStreamId: 2 ** 31 - 1 })
    late.request()
    expect((await late.heard(HEADERS))[0]?.streamId).toBe(2 ** 31 - 1)
    expect(late.open.session.hasRoom).toBe(false)
  })
})

describe('the windows of a session', () => {
  it('hold data back until the peer grants more, on the stream and on the connection', async () => {
    await using scene = await Scene.start({ 4: 3 })
    const sent = () => Buffer.concat(scene.peer.of(DATA).map(({ payload }) => payload)).toString()
    scene.request(Buffer.from('hello there'))
    await until(() => expect(sent()).toBe('hel'))
    scene.peer.send(frame(WINDOW_UPDATE, 0, 1, uint32(2)))
    await until(() => expect(sent()).toBe('hello'))
    scene.peer.send(settings({ 4: 4 }))
    await until(() => expect(sent()).toBe('hello '))
    // Smaller by four than what was sent: the window is below zero, and must be filled first.
    scene.peer.send(
      settings({ 4: 0 }),
      frame(WINDOW_UPDATE, 0, 1, uint32(4)),
      frame(PING, 0, 0, '00'.repeat(8)),
    )
    await scene.heard(PING)
    expect(sent()).toBe('hello ')
    scene.peer.send(frame(WINDOW_UPDATE, 0, 1, uint32(100)))
    await until(() => expect(sent()).toBe('hello there'))
    expect(scene.peer.of(DATA).at(-1)?.flags).toBe(END_STREAM)
  })

  it('of the connection hold all streams back together, but not an end without data', async () => {
    await using scene = await Scene.start({ 4: 1_000_000 })
    const bytes = () => scene.peer.of(DATA).reduce((sum, { payload }) => sum + payload.length, 0)
    scene.request(Buffer.alloc(60_000))
    scene.request(Buffer.alloc(60_000))
    const empty = scene.request()
    await until(() => expect(bytes()).toBe(65_535))
    await until(() =>
      expect(scene.peer.of(DATA).some(({ streamId }) => streamId === empty.stream.id)).toBe(true),
    )
    scene.peer.send(frame(WINDOW_UPDATE, 0, 0, uint32(100_000)))
    await until(() => expect(bytes()).toBe(120_000))
    const ends = scene.peer.of(DATA).filter(({ flags }) => flags === END_STREAM)
    expect(ends).toHaveLength(3)
  })

  it('let a small request pass a large one', async () => {
    await using scene = await Scene.start({ 4: 10_000_000 })
    scene.peer.send(frame(WINDOW_UPDATE, 0, 0, uint32(10_000_000)))
    await until(() => expect(scene.open.closed).toBeUndefined())
    const large = scene.request(Buffer.alloc(5_000_000))
    const small = scene.request(Buffer.alloc(10))
    const isEnd = (id: number) => (each: { streamId: number; flags: number }) =>
      each.streamId === id && each.flags === END_STREAM
    await until(() => expect(scene.peer.of(DATA).some(isEnd(large.stream.id))).toBe(true))
    const frames = scene.peer.of(DATA)
    expect(frames.findIndex(isEnd(small.stream.id))).toBeLessThan(frames.findIndex(isEnd(large.stream.id)))
  })

  it('cut data into frames of the size that the peer takes', async () => {
    await using scene = await Scene.start({ 4: 1_000_000, 5: 20_000 })
    scene.request(Buffer.alloc(50_000))
    await scene.heard(DATA, 3)
    expect(scene.peer.of(DATA).map(({ payload }) => payload.length)).toEqual([20_000, 20_000, 10_000])
  })

  it('give credit back before half is used, on stream and connection', async () => {
    await using scene = await Scene.start({}, { streamWindow: 40_000, connectionWindow: 80_000 })
    scene.request()
    await scene.heard(DATA)
    const [greeting] = scene.peer.of(WINDOW_UPDATE)
    expect(greeting).toMatchObject({ streamId: 0, payload: uint32(80_000 - 65_535) })
    scene.peer.send(frame(HEADERS, END_HEADERS, 1, OK), frame(DATA, 0, 1, Buffer.alloc(10_000)))
    await scene.heard(WINDOW_UPDATE, 2)
    scene.peer.send(frame(DATA, PADDED, 1, Buffer.concat([Buffer.from([200]), Buffer.alloc(10_199)])))
    await scene.heard(WINDOW_UPDATE, 4)
    expect(scene.peer.of(WINDOW_UPDATE).slice(1)).toMatchObject([
      { streamId: 1, payload: uint32(10_000) },
      { streamId: 0, payload: uint32(20_200) },
      { streamId: 1, payload: uint32(10_200) },
    ])
  })

  it('give credit back for data of a stream that was cancelled meanwhile', async () => {
    await using scene = await Scene.start({}, { streamWindow: 80_000, connectionWindow: 80_000 })
    const { stream } = scene.request()
    await scene.heard(DATA)
    stream.cancel(8)
    await scene.heard(RST_STREAM)
    scene.peer.send(
      frame(HEADERS, END_HEADERS, 1, OK),
      ...Array.from({ length: 4 }, () => frame(DATA, 0, 1, Buffer.alloc(10_000))),
      frame(HEADERS, END_HEADERS | END_STREAM, 1, OK),
    )
    await scene.heard(WINDOW_UPDATE, 3)
    expect(scene.open.closed).toBeUndefined()
  })
})

describe('a request that the peer never looked at', () => {
  it('is told by REFUSED_STREAM, and by no other code', async () => {
    await using scene = await Scene.start()
    const answers = [scene.request(), scene.request()]
    await scene.heard(DATA, 2)
    scene.peer.send(frame(RST_STREAM, 0, 1, uint32(7)), frame(RST_STREAM, 0, 3, uint32(2)))
    await until(() => expect(answers.every(({ ended }) => ended)).toBe(true))
    expect(answers.map(({ failure }) => failure)).toMatchObject([
      { by: 'peer', code: 7, unprocessed: true, reason: 'the peer reset the stream: REFUSED_STREAM' },
      { by: 'peer', code: 2, unprocessed: false, reason: 'the peer reset the stream: INTERNAL_ERROR' },
    ])
    expect(scene.open.session.usable).toBe(true)
  })

  it('is told by GOAWAY; the others go on, and then the connection ends', async () => {
    await using scene = await Scene.start()
    const [first, second] = [scene.request(), scene.request()]
    await scene.heard(DATA, 2)
    const words = Buffer.from('too_many\npings')
    scene.peer.send(frame(GOAWAY, 0, 0, Buffer.concat([uint32(1), uint32(11), words])))
    await until(() => expect(second.ended).toBe(true))
    const reason = "the peer ends the connection: ENHANCE_YOUR_CALM 'too_many?pings'"
    expect(second.failure).toMatchObject({ by: 'connection', unprocessed: true, reason })
    expect(first.ended).toBe(false)
    expect(scene.open.session).toMatchObject({ usable: false, hasRoom: false })
    expect(scene.open.events).toEqual(['settings', 'goaway'])
    scene.peer.send(frame(HEADERS, END_HEADERS | END_STREAM, 1, OK))
    await until(() => expect(scene.open.closed).toBe(reason))
    expect(first.failure).toBeUndefined()
    await until(() => expect(scene.peer.ended).toBe(true))
  })

  it('is not assumed where the connection just ends', async () => {
    await using scene = await Scene.start()
    const answer = scene.request()
    await scene.heard(DATA)
    scene.peer.socket?.end()
    await until(() => expect(answer.ended).toBe(true))
    expect(answer.failure).toMatchObject({
      by: 'connection',
      unprocessed: false,
      reason: 'the peer closed the connection',
    })
    const reset = await Scene.start()
    const cut = reset.request()
    await reset.heard(DATA)
    reset.peer.socket?.resetAndDestroy()
    await until(() => expect(cut.failure?.reason).toBe('read ECONNRESET'))
    await reset[Symbol.asyncDispose]()
  })

  it('is known where it did not leave before the end', async () => {
    await using scene = await Scene.start()
    const answer = scene.request()
    scene.open.session.close('closed by a test')
    expect(answer.failure).toMatchObject({ unprocessed: true, reason: 'closed by a test' })
  })
})

const times = (count: number, ...frames: Buffer[]) => Buffer.concat(Array(count).fill(Buffer.concat(frames)))
const FLOOD = 1_001
const answered = frame(HEADERS, END_HEADERS, 1, OK)
const ended = frame(HEADERS, END_HEADERS | END_STREAM, 1, OK)

describe('a session with a hostile peer ends, and tells it why', () => {
  it.each([
    [
      'a frame larger than allowed',
      frame(DATA, 0, 1, Buffer.alloc(16_385)),
      6,
      /16385 bytes, more than the 16384/,
    ],
    ['a stream nobody opened', frame(HEADERS, END_HEADERS, 3, OK), 1, /stream 3, which was never opened/],
    ['a stream of its own', frame(DATA, 0, 2, '00'), 1, /stream 2, which was never opened/],
    ['a push', frame(PUSH_PROMISE, END_HEADERS, 1, '00000002'), 1, /the peer pushes/],
    ['padding longer than its DATA', frame(DATA, PADDED, 1, '0500'), 1, /shorter than its padding/],
    ['padding in empty DATA', frame(DATA, PADDED, 1), 1, /shorter than its padding/],
    ['padding longer than its HEADERS', frame(HEADERS, PADDED | 4, 1, '0588'), 1, /shorter than its padding/],
    ['headers shorter than their priority', frame(HEADERS, 36, 1, '0000'), 1, /shorter than its padding/],
    [
      'a block that cannot be read',
      frame(HEADERS, END_HEADERS, 1, 'ff'),
      9,
      /HPACK: a block ends within a number/,
    ],
    ['CONTINUATION of nothing', frame(CONTINUATION, END_HEADERS, 1, OK), 1, /continues nothing/],
    [
      'a block that is interrupted',
      [frame(HEADERS, 0, 1, OK), frame(PING, 0, 0, '00'.repeat(8))],
      1,
      /interrupted/,
    ],
    ['a block that data interrupts', [frame(HEADERS, 0, 1, OK), frame(DATA, 0, 1, '00')], 1, /interrupted/],
    [
      'a block that goes on on another stream',
      [frame(HEADERS, 0, 1, OK), frame(CONTINUATION, 4, 3, OK)],
      1,
      /continues nothing/,
    ],
    [
      'CONTINUATION without end',
      [frame(HEADERS, 0, 1), times(40, frame(CONTINUATION, 0, 1))],
      11,
      /too many CONTINUATION frames/,
    ],
    [
      'a block without end',
      [frame(HEADERS, 0, 1), times(257, frame(CONTINUATION, 0, 1, Buffer.alloc(16_384)))],
      11,
      /more than 4194304 bytes of header fields at once.*look at what the server/,
    ],
    ['a WINDOW_UPDATE of nothing', frame(WINDOW_UPDATE, 0, 0, uint32(0)), 1, /grants nothing/],
    ['a window too large', frame(WINDOW_UPDATE, 0, 0, uint32(2 ** 31 - 1)), 3, /more than a window may be/],
    ['a WINDOW_UPDATE of odd length', frame(WINDOW_UPDATE, 0, 0, '00'), 6, /WINDOW_UPDATE has a length/],
    ['RST_STREAM of odd length', frame(RST_STREAM, 0, 1, '00'), 6, /RST_STREAM has a length/],
    ['RST_STREAM on nothing', frame(RST_STREAM, 0, 0, uint32(0)), 1, /stream 0, which was never opened/],
    ['PING of odd length', frame(PING, 0, 0, '00'), 6, /PING has a length/],
    ['PING on a stream', frame(PING, 0, 1, '00'.repeat(8)), 1, /about the connection came on a stream/],
    ['GOAWAY too short', frame(GOAWAY, 0, 0, '00'), 6, /GOAWAY has a length/],
    ['GOAWAY on a stream', frame(GOAWAY, 0, 1, '00'.repeat(8)), 1, /about the connection came on a stream/],
    ['SETTINGS of odd length', frame(SETTINGS, 0, 0, '00'), 6, /SETTINGS has a length/],
    ['SETTINGS on a stream', frame(SETTINGS, 0, 1), 1, /about the connection came on a stream/],
    ['a full acknowledgement', frame(SETTINGS, ACK, 0, '00'.repeat(6)), 6, /SETTINGS has a length/],
    ['leave to push', settings({ 2: 1 }), 1, /ENABLE_PUSH 1 is out of range/],
    ['windows that cannot be', settings({ 4: 2 ** 31 }), 3, /INITIAL_WINDOW_SIZE 2147483648 is out of range/],
    ['frames too small', settings({ 5: 16_383 }), 1, /MAX_FRAME_SIZE 16383 is out of range/],
    ['frames too large', settings({ 5: 2 ** 24 }), 1, /MAX_FRAME_SIZE 16777216 is out of range/],
    [
      'a window that settings make too large',
      [frame(WINDOW_UPDATE, 0, 1, uint32(2 ** 31 - 65_536)), settings({ 4: 65_536 })],
      3,
      /more than a window may be/,
    ],
    ['a flood of PING', times(FLOOD, frame(PING, 0, 0, '00'.repeat(8))), 11, /a flood of PING frames/],
    ['a flood of SETTINGS', times(FLOOD, settings()), 11, /a flood of SETTINGS frames/],
    ['a flood of RST_STREAM', times(FLOOD, frame(RST_STREAM, 0, 1, uint32(8))), 11, /a flood of RST_STREAM/],
    ['a flood of empty DATA', [answered, times(FLOOD, frame(DATA, 0, 1))], 11, /a flood of empty DATA/],
    [
      'a flood of padding',
      [answered, times(FLOOD, frame(DATA, PADDED, 1, '00'))],
      11,
      /a flood of empty DATA/,
    ],
    ['a flood of PRIORITY', times(FLOOD, frame(PRIORITY, 0, 1, '0000000000')), 11, /a flood of PRIORITY/],
    ['a flood of unknown frames', times(FLOOD, frame(99, 0, 1)), 11, /a flood of unknown frames/],
    ['a flood of late headers', times(FLOOD + 1, ended), 11, /a flood of late HEADERS/],
    ['a flood of 103', times(FLOOD, frame(HEADERS, 4, 1, '4803 313033')), 11, /a flood of informational/],
  ])('%s', async (_what, sent, code, reason) => {
    await using scene = await Scene.start({}, { connectionWindow: 65_535, streamWindow: 1_000_000 })
    const answer = scene.request()
    await scene.heard(DATA)
    scene.peer.send(...[sent].flat())
    const [goAway] = await scene.heard(GOAWAY)
    expect(goAway?.payload.readUInt32BE(4)).toBe(code)
    expect(scene.open.closed).toMatch(reason)
    expect(answer.ended).toBe(true)
    expect(scene.open.session).toMatchObject({ usable: false, hasRoom: false, openStreams: 0 })
    await until(() => expect(scene.peer.ended).toBe(true))
  })

  it.each([
    ['HTTP/1', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['a banner', '220 some other service\r\n'],
    ['another frame', frame(PING, 0, 0, '00'.repeat(8))],
    ['an acknowledgement', frame(SETTINGS, ACK, 0)],
  ])('that begins with %s', async (_what, greeting) => {
    await using peer = new ScriptedPeer(each => each.send(Buffer.from(greeting as string)))
    const open = await openSession(await peer.listen())
    await until(() => expect(open.closed).toBe('the peer does not begin as HTTP/2 does'))
    expect(open.session.greeted).toBe(false)
  })

  it('that sends more than all streams together may', async () => {
    await using scene = await Scene.start({}, { connectionWindow: 10_000 })
    scene.request()
    await scene.heard(DATA)
    scene.peer.send(answered, frame(DATA, 0, 1, Buffer.alloc(10_001)))
    await until(() => expect(scene.open.closed).toMatch(/more than the connection.s window/))
  })

  it('that makes us write and does not read', async () => {
    await using scene = await Scene.start()
    scene.peer.socket?.pause()
    for (let count = 0; count < 2_000; count++) scene.request(undefined, ['x-long', 'v'.repeat(8_000)])
    await until(() => expect(scene.open.closed).toBe('the peer does not read what it is sent'))
  })
})

describe('a stream on which the peer errs is reset, and no other', () => {
  it.each([
    ['data before headers', frame(DATA, 0, 1, '00'), 1, 'data came before header fields'],
    [
      'an answer without status',
      frame(HEADERS, END_HEADERS, 1, '0001610162'),
      1,
      'the answer has no :status',
    ],
    ['an end at 103', frame(HEADERS, 5, 1, '4803 313033'), 1, 'the answer ends before its final status'],
    ['trailers without end', [answered, answered], 1, 'trailers do not end the stream'],
    ['capital letters', frame(HEADERS, 4, 1, `${OK} 0001410162`), 1, "'A' is not a header name"],
    [
      'too many headers',
      frame(HEADERS, 4, 1, '88'.repeat(500)),
      1,
      /the header fields of the answer are larger than 16384 bytes/,
    ],
    [
      'a megabyte of headers',
      [
        frame(HEADERS, 0, 1, OK),
        times(64, frame(CONTINUATION, 0, 1, Buffer.alloc(16_384, 0x88))),
        frame(CONTINUATION, 4, 1),
      ],
      1,
      /larger than 16384 bytes.*look at what the server, or a gateway before it/,
    ],
    [
      'more data than its window',
      [answered, frame(DATA, 0, 1, Buffer.alloc(10_001))],
      3,
      /more than the stream.s window/,
    ],
    ['a WINDOW_UPDATE of nothing', frame(WINDOW_UPDATE, 0, 1, uint32(0)), 1, /grants nothing/],
    ['a window too large', frame(WINDOW_UPDATE, 0, 1, uint32(2 ** 31 - 1)), 3, /more than a window may be/],
  ])('%s', async (_what, sent, code, reason) => {
    await using scene = await Scene.start({}, { streamWindow: 10_000 })
    const [answer, other] = [scene.request(), scene.request()]
    await scene.heard(DATA, 2)
    scene.peer.send(...[sent].flat(), frame(HEADERS, 5, 3, OK))
    const [reset] = await scene.heard(RST_STREAM)
    expect(reset).toMatchObject({ streamId: 1, payload: uint32(code) })
    await until(() => expect(other.ended).toBe(true))
    expect(answer.failure).toMatchObject({ code, by: 'us', unprocessed: false })
    expect(answer.failure?.reason).toMatch(reason)
    expect(other.failure).toBeUndefined()
    expect(scene.open.session.usable).toBe(true)
  })

  it('one header of a megabyte, after which the tables are still in step', async () => {
    await using scene = await Scene.start()
    const [answer, other] = [scene.request(), scene.request()]
    await scene.heard(DATA, 2)
    const kept = '4001620163'
    scene.peer.send(
      frame(HEADERS, 0, 1, `${OK} 4001617f81ff3f`),
      times(64, frame(CONTINUATION, 0, 1, Buffer.alloc(16_384, 'x'))),
      frame(CONTINUATION, END_HEADERS, 1, kept),
      frame(HEADERS, 5, 3, `${OK} be`),
    )
    await until(() => expect(other.ended).toBe(true))
    expect(answer.failure).toMatchObject({ by: 'us', reason: expect.stringContaining('larger than') })
    expect(other.blocks).toEqual([
      [
        { name: ':status', value: '200' },
        { name: 'b', value: 'c' },
      ],
    ])
  })
})
