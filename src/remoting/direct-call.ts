import { gunzipSync, gzip, gzipSync } from 'node:zlib'
import { status } from '@grpc/grpc-js'
import { ErrorCode, errorName } from '../http2/frame.js'
import type { HeaderField } from '../http2/hpack.js'
import type { ClientStream, StreamFailure, StreamListener } from '../http2/stream.js'
import type { Call, CallEnd, CallLimits, CallListener, RequestHeaders } from './connection.js'

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

/** The largest reply taken: 32 messages of 4 MiB, the most a receive may bring, and their headers. */
export const MAX_RECEIVE_BYTES = 136 * 1024 * 1024

/** Before each message of gRPC: whether it is compressed, and four octets of length. */
const PREFIX_BYTES = 5

/** Room is made for so much of a message before any of it is there; a length alone costs nothing to claim. */
const FIRST_ROOM_BYTES = 1024 * 1024

/** What is wrong with the messages of a reply. */
class ReplyFault extends Error {
  /** Whether it is too large, and not broken. */
  readonly tooLarge: boolean

  constructor(message: string, tooLarge = false) {
    super(message)
    this.tooLarge = tooLarge
  }
}

/** Puts the messages of one call together, wherever its data is cut. Each is a buffer of its own. */
class ReplyStream {
  /** How compressed messages are compressed, as the server said. */
  encoding = 'identity'
  readonly #onMessage: (bytes: Buffer) => void
  /** Octets of the prefix that are there, the flag and the length they say. */
  #prefix = 0
  #flag = 0
  #length = 0
  /** The message that is being put together. */
  #message: Buffer | undefined
  #filled = 0

  constructor(onMessage: (bytes: Buffer) => void) {
    this.#onMessage = onMessage
  }

  /** Whether data ended between two messages. */
  get whole(): boolean {
    return this.#prefix === 0
  }

  /**
   * Takes data.
   *
   * @throws ReplyFault
   */
  push(bytes: Buffer, start: number, end: number): void {
    let at = start
    while (at < end) {
      if (this.#prefix < PREFIX_BYTES) {
        const octet = bytes[at++] as number
        if (this.#prefix++ === 0) this.#flag = octet
        else this.#length = this.#length * 256 + octet
        if (this.#prefix === PREFIX_BYTES) this.#begin()
      } else at += this.#fill(bytes, at, end)
      if (this.#prefix === PREFIX_BYTES && this.#filled === this.#length) this.#finish()
    }
  }

  #begin(): void {
    if (this.#length > MAX_RECEIVE_BYTES)
      throw new ReplyFault(`Received message larger than max (${this.#length} vs ${MAX_RECEIVE_BYTES})`, true)
    this.#filled = 0
    this.#message = Buffer.allocUnsafe(Math.min(this.#length, FIRST_ROOM_BYTES))
  }

  #fill(bytes: Buffer, start: number, end: number): number {
    let message = this.#message as Buffer
    const count = Math.min(end - start, this.#length - this.#filled)
    if (this.#filled + count > message.length) {
      const room = Math.min(this.#length, Math.max(message.length * 2, this.#filled + count))
      message = Buffer.concat([message.subarray(0, this.#filled)], room)
      this.#message = message
    }
    bytes.copy(message, this.#filled, start, start + count)
    this.#filled += count
    return count
  }

  #finish(): void {
    const message = this.#message as Buffer
    const flag = this.#flag
    this.#message = undefined
    this.#prefix = 0
    this.#length = 0
    this.#onMessage(flag === 0 ? message : this.#unpack(flag, message))
  }

  #unpack(flag: number, message: Buffer): Buffer {
    if (flag !== 1) throw new ReplyFault(`a message begins with ${flag}, which is not of gRPC`)
    if (this.encoding !== 'gzip')
      throw new ReplyFault(`a message is compressed, but grpc-encoding is '${this.encoding}'`)
    try {
      return gunzipSync(message, { maxOutputLength: MAX_RECEIVE_BYTES })
    } catch (error) {
      const { code, message: reason } = error as NodeJS.ErrnoException
      if (code === 'ERR_BUFFER_TOO_LARGE')
        throw new ReplyFault(
          `Received message that decompresses to a size larger than ${MAX_RECEIVE_BYTES}`,
          true,
        )
      throw new ReplyFault(`a message cannot be unpacked: ${reason}`)
    }
  }
}

/** Of what a server says in words, no more is taken. */
const MAX_TEXT = 4_096

/** Of a gateway's page, no more is shown. */
const MAX_PAGE_BYTES = 512

/** The longest Retry-After that is kept to. */
const LONGEST_RETRY_AFTER_MS = 3_600_000

/** What gRPC makes of an HTTP status that is not 200. */
const HTTP_CODES: Readonly<Record<number, status>> = {
  400: status.INTERNAL,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.UNIMPLEMENTED,
  429: status.UNAVAILABLE,
  502: status.UNAVAILABLE,
  503: status.UNAVAILABLE,
  504: status.UNAVAILABLE,
}

/** The head of an answer that is not gRPC's: something between has answered instead of the server. */
interface GatewayHead {
  readonly status: number
  readonly contentType: string
  readonly retryAfterMs: number | undefined
}

/** The head of an answer if it is not gRPC's. */
function gatewayHeadOf(fields: readonly HeaderField[]): GatewayHead | undefined {
  const code = Number(fieldValue(fields, ':status'))
  const contentType = fieldValue(fields, 'content-type') ?? ''
  if (code === 200 && contentType.startsWith('application/grpc')) return undefined
  if (fieldValue(fields, 'grpc-status') !== undefined) return undefined
  return { status: code, contentType, retryAfterMs: retryAfter(fieldValue(fields, 'retry-after')) }
}

/** How a call ended that a gateway answered. @param page how its text begins */
function gatewayEnd(head: GatewayHead, page: string): CallEnd {
  const kind = head.contentType === '' ? '' : ` (${printable(head.contentType).slice(0, 80)})`
  const text = printable(page).replaceAll(/\s+/g, ' ').trim()
  return {
    code: HTTP_CODES[head.status] ?? status.UNKNOWN,
    details: `HTTP status ${head.status}${kind} in place of gRPC${text === '' ? '' : `: ${text}`}`,
    http: { status: head.status, retryAfterMs: head.retryAfterMs },
  }
}

/** How a call ended by its trailers; without a status of gRPC if they have none. */
function trailersEnd(fields: readonly HeaderField[]): CallEnd | undefined {
  const text = fieldValue(fields, 'grpc-status')
  if (text === undefined) return undefined
  const message = fieldValue(fields, 'grpc-message')
  return {
    code: /^\d{1,2}$/.test(text) ? Number(text) : status.UNKNOWN,
    details: message === undefined ? '' : percentDecoded(message.slice(0, MAX_TEXT)),
  }
}

function fieldValue(fields: readonly HeaderField[], name: string): string | undefined {
  for (const field of fields) if (field.name === name) return field.value
  return undefined
}

/** Undoes the percent signs of gRPC; what is not well formed stays as it is. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  const bytes = text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\s]/g, '?')
}

function retryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER_MS)
}
