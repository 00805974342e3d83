import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { vi } from 'vitest'
import type { HeaderField } from '../../src/http2/hpack.js'
import { Session, type SessionOptions } from '../../src/http2/session.js'

/** Waits until `check` passes, however busy the machine is. */
export function until(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 60_000, interval: 5 })
}

/** One frame as it stands on the wire. */
export interface Frame {
  type: number
  flags: number
  streamId: number
  payload: Buffer
}

export const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'

/** Bytes of a frame. @param payload bytes, or their hexadecimal digits */
export function frame(
  type: number,
  flags: number,
  streamId: number,
  payload: Uint8Array | string = '',
): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload.replaceAll(' ', ''), 'hex') : payload
  const bytes = Buffer.alloc(9 + body.length)
  bytes.writeUIntBE(body.length, 0, 3)
  bytes[3] = type
  bytes[4] = flags
  bytes.writeUInt32BE(streamId, 5)
  bytes.set(body, 9)
  return bytes
}

/** The frames in a stream of bytes, and what is left behind the last whole one. */
export function framesOf(bytes: Buffer): { frames: Frame[]; rest: Buffer } {
  const frames: Frame[] = []
  let at = 0
  while (bytes.length - at >= 9) {
    const end = at + 9 + bytes.readUIntBE(at, 3)
    if (end > bytes.length) break
    const [type, flags] = [bytes[at + 3] as number, bytes[at + 4] as number]
    frames.push({ type, flags, streamId: bytes.readUInt32BE(at + 5), payload: bytes.subarray(at + 9, end) })
    at = end
  }
  return { frames, rest: bytes.subarray(at) }
}

/** SETTINGS with the given numbers. */
export function settings(values: Record<number, number> = {}): Buffer {
  const entries = Object.entries(values)
  const payload = Buffer.alloc(entries.length * 6)
  for (const [index, [id, value]] of entries.entries()) {
    payload.writeUInt16BE(Number(id), index * 6)
    payload.writeUInt32BE(value, index * 6 + 2)
  }
  return frame(4, 0, 0, payload)
}

/** The payload of a number. */
export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** A server that says exactly what a test has it say, and keeps what it hears. */
export class ScriptedPeer implements AsyncDisposable {
  readonly frames: Frame[] = []
  /** What each write of the client brought, in bytes. */
  readonly chunks: number[] = []
  socket: Socket | undefined
  ended = false
  /** Hears of each frame as it comes. */
  onFrame: (frame: Frame) => void = () => {}
  #rest: Buffer = Buffer.alloc(0)
  #begun = false
  readonly #server = createServer(socket => this.#accept(socket))
  readonly #onConnect: (peer: ScriptedPeer) => void

  constructor(onConnect: (peer: ScriptedPeer) => void) {
    this.#onConnect = onConnect
  }

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1')
    await once(this.#server, 'listening')
    return (this.#server.address() as AddressInfo).port
  }

  send(...parts: readonly Uint8Array[]): void {
    this.socket?.write(Buffer.concat(parts))
  }

  of(type: number): Frame[] {
    return this.frames.filter(each => each.type === type)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket?.destroy()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #accept(socket: Socket): void {
    this.socket = socket
    socket.on('error', () => {})
    socket.on('close', () => {
      this.ended = true
    })
    socket.on('data', chunk => {
      this.chunks.push(chunk.length)
      this.#rest = Buffer.concat([this.#rest, chunk])
      if (!this.#begun) {
        if (this.#rest.length < PREFACE.length) return
        this.#begun = true
        this.#rest = this.#rest.subarray(PREFACE.length)
      }
      const { frames, rest } = framesOf(this.#rest)
      this.#rest = rest
      this.frames.push(...frames)
      for (const each of frames) this.onFrame(each)
    })
    this.#onConnect(this)
  }
}

/** What came back on one stream. */
export class Answer {
  readonly blocks: HeaderField[][] = []
  readonly data: Buffer[] = []
  ended = false
  failure: import('../../src/http2/session.js').StreamFailure | undefined

  onHeaders(fields: readonly HeaderField[]): void {
    this.blocks.push(fields.map(({ name, value }) => ({ name, value })))
  }

  onData(bytes: Buffer, start: number, end: number): void {
    this.data.push(Buffer.from(bytes.subarray(start, end)))
  }

  onEnd(failure: Answer['failure']): void {
    if (this.ended) throw new Error('a stream ended twice')
    this.ended = true
    this.failure = failure
  }

  get body(): Buffer {
    return Buffer.concat(this.data)
  }
}

const OPTIONS: SessionOptions = {
  streamWindow: 1_000_000,
  connectionWindow: 2_000_000,
  maxHeaderListSize: 16_384,
  sensitive: new Set(['authorization']),
}

/** A session on a port of this machine, and what was heard of it. */
export interface OpenSession extends Disposable {
  session: Session
  /** Why it ended, once it did. */
  readonly closed: string | undefined
  readonly events: string[]
}

export async function openSession(port: number, options: Partial<SessionOptions> = {}): Promise<OpenSession> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const events: string[] = []
  let closed: string | undefined
  const session = new Session(
    socket,
    { ...OPTIONS, ...options },
    {
      onSettings: () => events.push('settings'),
      onGoAway: () => events.push('goaway'),
      onClose: reason => {
        closed = reason.message
      },
    },
  )
  return {
    session,
    events,
    get closed() {
      return closed
    },
    [Symbol.dispose]: () => session.close('the test is over'),
  }
}

export const REQUEST = [
  [
    [':method', 'POST'],
    [':scheme', 'http'],
    [':authority', 'localhost:1'],
    [':path', '/service/Method'],
  ],
  [['x-client', 'a-client']],
] as const
