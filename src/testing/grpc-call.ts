import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2'
import { constants } from 'node:http2'
import type { GrpcConnection } from './grpc-connection.js'
import { FrameReader, frame } from './grpc-frames.js'

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
    return this.#over || this.#stream.destroyed
  }

  /** Calls `listener` when the call is over, whoever ended it. */
  whenOver(listener: () => void): void {
    if (this.isOver) listener()
    else this.#closeListeners.push(listener)
  }

  /** Sends one message. */
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
