import { gzip, gzipSync } from 'node:zlib'
import { status } from '@grpc/grpc-js'
import type { ClientStream, StreamFailure, StreamListener } from '../http2/client-stream.js'
import { ErrorCode, errorName } from '../http2/frame.js'
import type { HeaderField } from '../http2/hpack.js'
import type { Call, CallEnd, CallLimits, CallListener } from './connection.js'
import {
  fieldValue,
  type GatewayHead,
  gatewayEnd,
  gatewayHeadOf,
  MAX_PAGE_BYTES,
  PREFIX_BYTES,
  type ReplyFault,
  ReplyStream,
  trailersEnd,
} from './reply-stream.js'
import type { RequestHeaders } from './request-headers.js'

/** Requests up to this are compressed on the spot; larger ones beside the event loop. */
const SYNC_GZIP_BYTES = 32 * 1024

/** What gRPC makes of the code of a reset stream. */
const RESET_CODES: Readonly<Record<number, status>> = {
  [ErrorCode.REFUSED_STREAM]: status.UNAVAILABLE,
  [ErrorCode.CANCEL]: status.CANCELLED,
  [ErrorCode.ENHANCE_YOUR_CALM]: status.RESOURCE_EXHAUSTED,
  [ErrorCode.INADEQUATE_SECURITY]: status.PERMISSION_DENIED,
}

const NO_STATUS: CallEnd = {
  code: status.INTERNAL,
  details: 'the server ended the call without a status',
  brokenOff: true,
}

/** What a call asks of its connection. */
export interface CallOwner {
  /** What broke the connection, in the words that calls are to be told. */
  tellBreak(reason: string): string
  /** The call has ended. */
  leave(call: DirectCall): void
}

/** One gRPC call on a stream of HTTP/2. Until there is room for its stream, what it sends waits in it. */
export class DirectCall implements Call, StreamListener {
  readonly path: string
  readonly headers: RequestHeaders
  readonly timeoutMs: number
  /** What the server is told of it. */
  readonly toldMs: number
  /** When it fails, in milliseconds of `performance.now()`. */
  deadline: number
  /** When it fails at the latest. */
  readonly limit: number
  /** It got time again that a stall of this process had taken. */
  extended = false
  readonly #owner: CallOwner
  readonly #replies: ReplyStream
  #listener: CallListener | undefined
  #stream: ClientStream | undefined
  /** What waits for the stream, or for a message before it that is being compressed. */
  #held: Buffer[] = []
  #compressing = false
  #sentAll = false
  /** How it ends, where that is known before the stream's own end. */
  #end: CallEnd | undefined
  #answered = false
  #received = 0
  #gateway: GatewayHead | undefined
  #page = ''

  constructor(
    path: string,
    headers: RequestHeaders,
    timeoutMs: number,
    limits: CallLimits,
    listener: CallListener,
    owner: CallOwner,
  ) {
    const now = performance.now()
    this.path = path
    this.headers = headers
    this.timeoutMs = timeoutMs
    this.toldMs = limits.toldMs ?? timeoutMs
    this.limit = now + (limits.limitMs ?? Number.POSITIVE_INFINITY)
    this.deadline = Math.min(now + timeoutMs, this.limit)
    this.#listener = listener
    this.#owner = owner
    this.#replies = new ReplyStream(bytes => this.#listener?.onMessage(bytes))
  }

  /** What carries it, once its request is on the way. */
  get stream(): ClientStream | undefined {
    return this.#stream
  }

  /** Whether its request is on the way. */
  get started(): boolean {
    return this.#stream !== undefined
  }

  /** Bytes of the reply that came since this was asked last. */
  takeReceived(): number {
    const received = this.#received
    this.#received = 0
    return received
  }

  get ended(): boolean {
    return this.#listener === undefined
  }

  send(payload: Buffer, compress: boolean): void {
    if (this.ended) return
    if (!compress) this.#write(0, payload)
    else if (payload.length <= SYNC_GZIP_BYTES || this.#compressing) this.#write(1, gzipSync(payload))
    else this.#compress(payload)
  }

  endSending(): void {
    this.#sentAll = true
    if (!this.#compressing) this.#stream?.end()
  }

  cancel(): void {
    this.fail({ code: status.CANCELLED, details: 'cancelled by the client', untouched: !this.started })
  }

  /** Ends it from this side. */
  fail(end: CallEnd): void {
    if (this.ended) return
    this.#end ??= end
    if (this.#stream?.open === true) this.#stream.cancel(ErrorCode.CANCEL)
    else this.#finish(this.#end)
  }

  /** Its stream is there. */
  start(stream: ClientStream): void {
    this.#stream = stream
    for (const bytes of this.#held) stream.send(bytes)
    this.#held = []
    if (this.#sentAll && !this.#compressing) stream.end()
  }

  onHeaders(fields: readonly HeaderField[], last: boolean): void {
    if (!this.#answered) {
      this.#answered = true
      this.#gateway = gatewayHeadOf(fields)
      this.#replies.encoding = fieldValue(fields, 'grpc-encoding') ?? 'identity'
    }
    if (last && this.#gateway === undefined) this.#end ??= trailersEnd(fields)
  }

  onData(bytes: Buffer, start: number, end: number): void {
    this.#received += end - start
    if (this.#gateway !== undefined) {
      this.#page += bytes.toString('latin1', start, Math.min(end, start + MAX_PAGE_BYTES))
      if (this.#page.length >= MAX_PAGE_BYTES) this.fail(this.#gatewayEnd(this.#gateway))
      return
    }
    try {
      this.#replies.push(bytes, start, end)
    } catch (error) {
      this.fail(faultEnd(error as ReplyFault))
    }
  }

  onEnd(failure: StreamFailure | undefined): void {
    if (failure === undefined) this.#finish(this.#replyEnd())
    else this.#finish(this.#end ?? this.#failureEnd(failure))
  }

  #write(flag: number, payload: Buffer): void {
    const prefix = Buffer.allocUnsafe(PREFIX_BYTES)
    prefix[0] = flag
    prefix.writeUInt32BE(payload.length, 1)
    const stream = this.#stream
    if (stream === undefined || this.#compressing) this.#held.push(prefix, payload)
    else {
      stream.send(prefix)
      stream.send(payload)
    }
  }

  #compress(payload: Buffer): void {
    const before = this.#held
    this.#held = []
    this.#compressing = true
    gzip(payload, (error, packed) => {
      this.#compressing = false
      if (this.ended) return
      if (error !== null) {
        this.fail({ code: status.INTERNAL, details: error.message, untouched: true })
        return
      }
      const after = this.#held
      this.#held = before
      this.#write(1, packed)
      this.#held.push(...after)
      if (this.#stream !== undefined) this.start(this.#stream)
    })
  }

  #replyEnd(): CallEnd {
    if (this.#gateway !== undefined) return this.#gatewayEnd(this.#gateway)
    const end = this.#end ?? NO_STATUS
    if (end.code === status.OK && !this.#replies.whole)
      return { code: status.INTERNAL, details: 'the reply ended within a message', brokenOff: true }
    return end
  }

  #gatewayEnd(head: GatewayHead): CallEnd {
    return gatewayEnd(head, this.#page.slice(0, MAX_PAGE_BYTES))
  }

  #failureEnd({ code, reason, by, untouched }: StreamFailure): CallEnd {
    if (by === 'connection')
      return { code: status.UNAVAILABLE, details: this.#owner.tellBreak(reason), untouched }
    if (by === 'us') return { code: status.INTERNAL, details: reason, untouched, brokenOff: true }
    return {
      code: RESET_CODES[code] ?? status.INTERNAL,
      details: `Received RST_STREAM with code ${code} (${errorName(code)})`,
      untouched,
      brokenOff: true,
    }
  }

  #finish(end: CallEnd): void {
    const listener = this.#listener
    if (listener === undefined) return
    // What was sent belongs to the caller again, and nothing of the call is held by who holds the stream.
    this.#listener = undefined
    this.#held = []
    this.#owner.leave(this)
    listener.onEnd(end)
  }
}

function faultEnd({ tooLarge, message: details }: ReplyFault): CallEnd {
  return { code: tooLarge ? status.RESOURCE_EXHAUSTED : status.INTERNAL, details, brokenOff: true }
}
