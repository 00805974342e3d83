import {
  constants,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { refusal } from './protocol.js'

/** The gRPC statuses the double answers with, by name. */
export const GrpcStatus = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  RESOURCE_EXHAUSTED: 8,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
} as const

const UNIT_MS: Record<string, number> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 }

/** One call of a client: a stream of messages each way. */
export class GrpcCall {
  /** `/service/method`. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly connection: GrpcConnection
  /** What the client gave the call when it began, in milliseconds; `undefined` if it set no deadline. */
  readonly timeoutMs: number | undefined
  readonly #stream: ServerHttp2Stream
  readonly #reader = new FrameReader()
  readonly #closeListeners: (() => void)[] = []
  #trailers: Record<string, string | number> | undefined
  #over = false

  /** Called with each message of the client. */
  onMessage: (message: Buffer) => void = () => {}
  /** Called when the client has sent its last message. */
  onEnd: () => void = () => {}

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders, connection: GrpcConnection) {
    this.#stream = stream
    this.headers = headers
    this.connection = connection
    this.path = headers[':path'] ?? ''
    this.timeoutMs = parseTimeout(headers['grpc-timeout'])
    stream.on('data', (chunk: Buffer) => this.#read(chunk))
    stream.on('end', () => this.onEnd())
    stream.on('wantTrailers', () => stream.sendTrailers(this.#trailers ?? {}))
    // A client that cancels, or whose connection breaks, is no fault of the server's.
    stream.on('error', () => {})
    const forget = connection.onFreeze(() => this.#end())
    stream.on('close', () => {
      forget()
      this.#end()
    })
  }

  /** Whether anything sent can still reach the client. */
  get isOver(): boolean {
    // Node.js refuses to answer a stream that is closed, which it is some moments before it is destroyed.
    return this.#over || this.#stream.destroyed || this.#stream.closed
  }

  /** One header of the call. */
  header(name: string): string | undefined {
    const value = this.headers[name]
    return Array.isArray(value) ? value[0] : value
  }

  /** Calls `listener` when the call is over, whoever ended it. */
  whenOver(listener: () => void): void {
    if (this.isOver) listener()
    else this.#closeListeners.push(listener)
  }

  send(message: Uint8Array): void {
    if (this.isOver || this.#trailers !== undefined) return
    this.#respond()
    this.#stream.write(frame(message))
  }

  /** Ends the call with a gRPC status. */
  finish(status: number = GrpcStatus.OK, message = ''): void {
    if (this.isOver || this.#trailers !== undefined) return
    this.#trailers = { 'grpc-status': status }
    if (message !== '') this.#trailers['grpc-message'] = encodeURI(message)
    this.#respond()
    this.#stream.end()
  }

  /** Ends the call as a gateway does that knows HTTP only. */
  refuseByHttp(status: number): void {
    if (this.isOver || this.#stream.headersSent) return
    this.#stream.respond({ ':status': status, 'content-type': 'text/html' })
    this.#stream.end('<html></html>')
  }

  /** Ends the stream with an HTTP/2 error, without a gRPC status. */
  reset(errorCode: number): void {
    if (!this.isOver) this.#stream.close(errorCode)
  }

  #end(): void {
    if (this.#over) return
    this.#over = true
    for (const listener of this.#closeListeners) listener()
  }

  #respond(): void {
    if (this.#stream.headersSent) return
    const headers = {
      ':status': 200,
      'content-type': 'application/grpc',
      'grpc-accept-encoding': 'identity,gzip',
    }
    this.#stream.respond(headers, { waitForTrailers: true })
  }

  #read(chunk: Buffer): void {
    const encoding = this.headers['grpc-encoding'] ?? 'identity'
    if (encoding !== 'identity' && encoding !== 'gzip') {
      this.finish(GrpcStatus.UNIMPLEMENTED, `Can't find decompressor for ${String(encoding)}`)
      return
    }
    try {
      for (const message of this.#reader.push(chunk)) this.onMessage(message)
    } catch (error) {
      if (error instanceof RangeError) this.finish(GrpcStatus.RESOURCE_EXHAUSTED, error.message)
      else this.reset(constants.NGHTTP2_PROTOCOL_ERROR)
    }
  }
}

/** Milliseconds of a `grpc-timeout` header such as `3S` or `2500m`. */
function parseTimeout(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined
  const unit = UNIT_MS[header.slice(-1)]
  const amount = Number(header.slice(0, -1))
  return unit === undefined || Number.isNaN(amount) ? undefined : amount * unit
}

/** Who calls, as the headers tell. */
export interface CallContext {
  readonly clientId: string
  /** The `x-mq-language` header. */
  readonly language: string | undefined
  /** The `x-mq-client-version` header. */
  readonly clientVersion: string | undefined
  readonly call: GrpcCall
}

/** Reads the headers; a call without a client id is refused. */
export function contextOf(call: GrpcCall): CallContext {
  const clientId = call.header('x-mq-client-id')
  if (clientId === undefined || clientId === '')
    throw refusal('CLIENT_ID_REQUIRED', 'client id cannot be empty')
  return {
    clientId,
    language: call.header('x-mq-language'),
    clientVersion: call.header('x-mq-client-version'),
    call,
  }
}

/** The part of a socket's inside that stops the kernel's bytes from coming in; Node offers no other way. */
interface ReadableHandle {
  _handle?: { readStop(): void; readStart(): void } | null
}

/** One TCP connection of a client, and the ways it can fail. */
export class GrpcConnection {
  readonly #socket: Socket
  readonly #session: ServerHttp2Session

  /** `host:port` of the client. */
  readonly peer: string
  readonly #freezeListeners = new Set<() => void>()
  #isFrozen = false

  constructor(socket: Socket, session: ServerHttp2Session) {
    this.#socket = socket
    this.#session = session
    this.peer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`
  }

  /** Breaks the connection: with a reset, or with an orderly end of the stream of bytes. */
  cut(how: 'reset' | 'end' = 'reset'): void {
    if (how === 'reset') this.#socket.resetAndDestroy()
    else this.#socket.destroy()
  }

  /**
   * Leaves the connection open, but nothing goes through any more: a server that vanished without closing it. Its
   * calls are over on this side, so that no poll takes messages for a client that cannot get them.
   */
  freeze(): void {
    this.#isFrozen = true
    this.#handle?.readStop()
    for (const listener of this.#freezeListeners) listener()
  }

  /** Takes nothing from the client for so many milliseconds, so that what it sends piles up on its side. */
  stall(milliseconds: number): void {
    this.#handle?.readStop()
    // A connection that is closed by then has no handle.
    setTimeout(() => {
      if (!this.#isFrozen) this.#handle?.readStart()
    }, milliseconds).unref()
  }

  /** Calls `listener` if the connection freezes, until the function it returns is called. */
  onFreeze(listener: () => void): () => void {
    this.#freezeListeners.add(listener)
    return () => this.#freezeListeners.delete(listener)
  }

  /** Tells the client to use another connection; streams that are open go on. */
  goAway(errorCode: number, debugData?: string): void {
    const data = debugData === undefined ? undefined : Buffer.from(debugData)
    this.#session.goaway(errorCode, 2 ** 31 - 1, data)
  }

  get #handle(): ReadableHandle['_handle'] {
    return (this.#socket as unknown as ReadableHandle)._handle
  }
}

/** Bytes before each message: one that says whether it is compressed, four of length. */
const PREFIX = 5

/** The most one message may hold, as the real server's `grpcMaxInboundMessageSize`. */
const MAX_MESSAGE_BYTES = 130 * 1024 * 1024

/** One message as it travels. */
function frame(message: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(PREFIX + message.length)
  framed[0] = 0
  framed.writeUInt32BE(message.length, 1)
  framed.set(message, PREFIX)
  return framed
}

/** Cuts a stream's bytes into messages. */
class FrameReader {
  #chunks: Buffer[] = []
  #length = 0

  /** Takes the next bytes and gives back the messages they complete. Throws if one is too large. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    const messages: Buffer[] = []
    while (this.#length >= PREFIX) {
      const length = this.#nextLength()
      if (length > MAX_MESSAGE_BYTES) throw new RangeError(`gRPC message exceeds maximum size: ${length}`)
      if (this.#length < PREFIX + length) break
      messages.push(this.#take(length))
    }
    return messages
  }

  #nextLength(): number {
    const first = this.#chunks[0] as Buffer
    return (first.length >= PREFIX ? first : this.#join()).readUInt32BE(1)
  }

  #take(length: number): Buffer {
    const all = this.#join()
    const end = PREFIX + length
    this.#chunks = all.length > end ? [all.subarray(end)] : []
    this.#length -= end
    const message = all.subarray(PREFIX, end)
    return all[0] === 1 ? gunzipSync(message) : message
  }

  #join(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] as Buffer
  }
}
