import type { Socket } from 'node:net'
import { gunzipSync, gzip, gzipSync } from 'node:zlib'
import { status } from '@grpc/grpc-js'
import { ErrorCode, errorName } from '../http2/frame.js'
import { type FieldList, fieldValue, type HeaderField } from '../http2/hpack.js'
import {
  type ClientStream,
  Session,
  type SessionListener,
  type StreamFailure,
  type StreamListener,
} from '../http2/session.js'
import type { Endpoints } from '../route/endpoints.js'
import { Deadline, DeadlineTimer, STALL_MS } from '../waiting/deadline.js'
import { LIBRARY } from '../wire/library.js'
import {
  type Call,
  type CallEnd,
  type CallLimits,
  type CallListener,
  Connection,
  type ConnectionEvents,
  formatTimeout,
  KEEPALIVE_MS,
  KEEPALIVE_TIMEOUT_MS,
  MAX_RECEIVE_BYTES,
  PROBE_TIMEOUT_MS,
  PROBES_PER_ANSWER,
  type RequestHeaders,
  STREAM_WINDOW_BYTES,
} from './connection.js'
import { Dial, type DialListener, type TlsSettings } from './dial.js'
import { type GatewayHead, gatewayEnd, gatewayHead, NOT_BEGUN } from './transport-error.js'

/** What a server may send ahead on all streams together; {@link STREAM_WINDOW_BYTES} on each. */
const CONNECTION_WINDOW_BYTES = 4 * STREAM_WINDOW_BYTES

/** The largest header list taken, as grpc-js and Node.js have it. */
const MAX_HEADER_LIST_BYTES = 64 * 1024

/** A reply that comes more slowly than this, in bytes a millisecond, does not keep its call from its deadline. */
const MINIMUM_BYTES_PER_MS = 1

/** Nobody on the way may keep these in a table. */
const SENSITIVE: ReadonlySet<string> = new Set(['authorization', 'x-mq-session-token'])

/** What a direct connection is made with. */
export interface DirectSettings {
  readonly tls: TlsSettings | undefined
  readonly connectTimeoutMs: number
  /** Let single calls compress their request with gzip. */
  readonly gzip: boolean
}

/**
 * One connection whose calls go as HTTP/2 frames straight on a socket. It dials with the first call and is not
 * repaired: one that broke is replaced by another.
 */
export class DirectConnection extends Connection implements DialListener, SessionListener {
  readonly #settings: DirectSettings
  readonly #events: ConnectionEvents
  readonly #deadlines = new DeadlineTimer(lateMs => this.#expire(lateMs))
  /** Every call that has not ended, and in order those whose stream is not open yet. */
  readonly #calls = new Set<DirectCall>()
  readonly #waiting: DirectCall[] = []
  readonly #heads = new Map<string, FieldList>()
  #dial: Dial | undefined
  #connectTimer: Deadline | undefined
  #keepalive: NodeJS.Timeout | undefined
  /** Until when the peer must have said something. */
  #pong: Deadline | undefined
  #probesSinceAnswer = 0
  #raw: Socket | undefined
  #socket: Socket | undefined
  #session: Session | undefined
  #counted = false
  /** Whom to tell of the end, where the connection closes with its last call. */
  #onClosed: (() => void) | undefined
  #closed = false
  /** How calls are told that it ended, once it did. */
  #broken: string | undefined
  #lastTimeoutMs = Number.NaN
  #lastTimeout = ''

  constructor(endpoints: Endpoints, settings: DirectSettings, events: ConnectionEvents) {
    super(endpoints)
    this.#settings = settings
    this.#events = events
  }

  open(
    path: string,
    headers: RequestHeaders,
    timeoutMs: number,
    listener: CallListener,
    limits: CallLimits = {},
  ): Call {
    if (this.#closed || this.#onClosed !== undefined) throw this.replaced()
    const call = new DirectCall(path, headers, timeoutMs, limits, listener, this)
    this.#calls.add(call)
    if (this.#calls.size === 1) this.#socket?.ref()
    if (this.#waiting.length === 0 && this.#session?.hasRoom === true) this.#start(call, this.#session)
    else this.#wait(call)
    this.#deadlines.arm(call.deadline)
    return call
  }

  protected get takesCalls(): boolean {
    if (this.#closed || this.#onClosed !== undefined || this.#broken !== undefined) return false
    return this.#session?.usable ?? true
  }

  protected get heard(): number {
    const session = this.#session
    return session === undefined ? this.bytesReceived : session.heard - session.pongs
  }

  get acceptedOnly(): boolean {
    return this.#raw !== undefined && this.#session?.greeted !== true && !this.#closed
  }

  get maxStreams(): number {
    return this.#session?.greeted === true ? this.#session.maxStreams : Number.POSITIVE_INFINITY
  }

  get bytesSent(): number {
    return this.#counted ? 0 : (this.#raw?.bytesWritten ?? 0)
  }

  get bytesReceived(): number {
    return this.#counted ? 0 : (this.#raw?.bytesRead ?? 0)
  }

  /** Also where no call is left: the one that ran into its deadline was the last, and the next would only wait again. */
  override probe(): void {
    if (this.#pong !== undefined || this.#probesSinceAnswer >= PROBES_PER_ANSWER) return
    if (this.#ping(PROBE_TIMEOUT_MS)) this.#probesSinceAnswer += 1
  }

  override noteAnswer(): void {
    super.noteAnswer()
    this.#probesSinceAnswer = 0
  }

  /** A server that says GOAWAY goes on with the calls it has: to close under them would do them twice. */
  retire(onClosed: () => void): void {
    this.#onClosed = onClosed
    if (this.#calls.size === 0 || this.silent) this.close()
  }

  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#break('the connection was closed')
    this.#onClosed?.()
  }

  // ---- its calls

  #wait(call: DirectCall): void {
    this.#waiting.push(call)
    // A call must not end before its caller has it.
    if (!this.usable) setImmediate(() => this.#refuse(this.#broken ?? 'the connection takes no new calls'))
    else if (this.#dial === undefined) this.#connect()
  }

  #start(call: DirectCall, session: Session): void {
    const { constant, signed, requestId } = call.headers
    const once = ['x-mq-request-id', requestId]
    if (call.timeoutMs !== Number.POSITIVE_INFINITY) once.push('grpc-timeout', this.#timeout(call.toldMs))
    try {
      call.start(session.open(call, [this.#head(call.path), constant], signed, once))
    } catch (error) {
      const { message: details } = error as RangeError | TypeError
      // What the server takes of header fields says nothing of the message.
      const brokenOff = error instanceof RangeError
      setImmediate(() => call.fail({ code: status.INTERNAL, details, unprocessed: true, brokenOff }))
    }
  }

  /** Opens the streams for which there is room. The time of their calls begins now. */
  #startWaiting(): void {
    const session = this.#session
    while (session?.hasRoom === true) {
      const call = this.#waiting.shift()
      if (call === undefined) return
      if (call.ended) continue
      call.deadline = Math.min(performance.now() + call.timeoutMs, call.limit)
      this.#start(call, session)
      this.#deadlines.arm(call.deadline)
    }
  }

  /** Ends the calls that wait for a stream and will not get one. */
  #refuse(details: string): void {
    for (const call of this.#waiting.splice(0))
      call.fail({ code: status.UNAVAILABLE, details, unprocessed: true })
  }

  /** Ends the calls whose time is up; returns the next deadline. */
  #expire(lateMs: number): number {
    const now = performance.now()
    let next = Number.POSITIVE_INFINITY
    for (const call of this.#calls) {
      if (call.deadline <= now) this.#extend(call, now, lateMs)
      if (call.deadline > now) next = Math.min(next, call.deadline)
      else {
        const details = `no answer within ${call.timeoutMs} ms`
        call.fail({ code: status.DEADLINE_EXCEEDED, details, unprocessed: call.stream === undefined })
      }
    }
    return next
  }

  /** Gives a call more time that had less than it was promised. */
  #extend(call: DirectCall, now: number, lateMs: number): void {
    // Its time has not begun while it waits for others to make room.
    let more = 0
    if (call.stream === undefined && this.#othersRun) more = call.timeoutMs
    else if (lateMs > STALL_MS && !call.extended) {
      call.extended = true
      more = Math.min(lateMs, call.timeoutMs)
    } else more = this.#transferMs(call, now)
    call.deadline = Math.min(now + more, call.limit)
  }

  /** The time that a call's bytes still need on a slow link, as far as they are known to flow; 0 if they do not. */
  #transferMs(call: DirectCall, now: number): number {
    const { stream, timeoutMs } = call
    if (stream === undefined || this.#session === undefined) return 0
    if (call.takeReceived() >= timeoutMs * MINIMUM_BYTES_PER_MS) return timeoutMs
    return Math.max(0, this.#session.dueAt(stream, timeoutMs) - now)
  }

  get #othersRun(): boolean {
    const session = this.#session
    return session?.greeted === true && session.openStreams > 0
  }

  /** For calls only. */
  leave(call: DirectCall): void {
    this.#calls.delete(call)
    if (this.#waiting.length > 0) this.#startWaiting()
    if (this.#calls.size > 0) return
    this.#socket?.unref()
    if (this.#onClosed !== undefined) this.close()
  }

  /** For calls only. */
  reasonOfBreak(reason: string): string {
    if (this.#session?.greeted === true) return reason
    return `No connection established. Last error: ${reason}`
  }

  /** What is the same for all calls of a procedure. */
  #head(path: string): FieldList {
    let head = this.#heads.get(path)
    if (head === undefined) {
      head = [
        [':method', 'POST'],
        [':scheme', this.#settings.tls === undefined ? 'http' : 'https'],
        [':path', path],
        [':authority', this.endpoints.authority],
        ['te', 'trailers'],
        ['content-type', 'application/grpc'],
        ['user-agent', LIBRARY],
        ['grpc-accept-encoding', 'identity,gzip'],
        ...(this.#settings.gzip ? [['grpc-encoding', 'gzip'] as const] : []),
      ]
      this.#heads.set(path, head)
    }
    return head
  }

  #timeout(timeoutMs: number): string {
    if (timeoutMs !== this.#lastTimeoutMs) {
      this.#lastTimeoutMs = timeoutMs
      this.#lastTimeout = formatTimeout(timeoutMs)
    }
    return this.#lastTimeout
  }

  // ---- its socket

  #connect(): void {
    const { tls, connectTimeoutMs } = this.#settings
    this.#connectTimer = new Deadline(connectTimeoutMs, () => {
      const missing = this.#raw === undefined ? 'no connection came about' : NOT_BEGUN
      this.#break(`${missing} within ${connectTimeoutMs} ms`)
    }).unref()
    this.#dial = new Dial(this.endpoints, tls, this)
  }

  onAccepted(raw: Socket): void {
    this.#raw = raw
    this.#events.onOpen()
    raw.once('close', () => this.#countEnd())
  }

  onReady(socket: Socket): void {
    this.#socket = socket
    const options = {
      streamWindow: STREAM_WINDOW_BYTES,
      connectionWindow: CONNECTION_WINDOW_BYTES,
      maxHeaderListSize: MAX_HEADER_LIST_BYTES,
      sensitive: SENSITIVE,
    }
    this.#session = new Session(socket, options, this)
    if (this.#calls.size === 0) socket.unref()
    this.#startWaiting()
  }

  onFailed(error: Error): void {
    this.#break(error.message)
  }

  onSettings(): void {
    if (this.#keepalive === undefined) {
      this.#connectTimer?.clear()
      this.#keepalive = setInterval(() => {
        // Servers permit none without calls; the next call finds out.
        if (this.#calls.size > 0) this.#ping(KEEPALIVE_TIMEOUT_MS)
      }, KEEPALIVE_MS)
      this.#keepalive.unref()
    }
    this.#startWaiting()
  }

  onGoAway(): void {
    this.#refuse('the server ends the connection')
  }

  onClose(reason: Error): void {
    this.#break(reason.message)
  }

  /** @returns whether the peer was asked */
  #ping(timeoutMs: number): boolean {
    const session = this.#session
    if (session?.greeted !== true) return false
    const { heard } = session
    session.ping()
    this.#pong?.clear()
    this.#pong = new Deadline(timeoutMs, () => {
      this.#pong = undefined
      if (session.heard === heard) this.#break('the peer does not answer a PING')
    }).unref()
    return true
  }

  /** The connection is over, with all its calls. */
  #break(reason: string): void {
    if (this.#broken !== undefined) return
    const details = this.reasonOfBreak(reason)
    if (this.acceptedOnly) this.#dial?.passOver()
    this.#broken = details
    this.#connectTimer?.clear()
    clearInterval(this.#keepalive)
    this.#pong?.clear()
    this.#dial?.cancel()
    this.#countEnd()
    this.#session?.close(reason)
    this.#refuse(details)
    this.#deadlines.close()
  }

  /** Counts the socket's end, once: what a closed client counts must be whole as soon as it is closed. */
  #countEnd(): void {
    if (this.#raw === undefined || this.#counted) return
    this.#counted = true
    this.#events.onClose(this.#raw.bytesWritten, this.#raw.bytesRead)
  }
}

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
  /** What carries it, once its request is on the way. */
  stream: ClientStream | undefined = undefined
  readonly #owner: Pick<DirectConnection, 'leave' | 'reasonOfBreak'>
  readonly #replies: ReplyStream
  #listener: CallListener | undefined
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
    owner: Pick<DirectConnection, 'leave' | 'reasonOfBreak'>,
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
    if (!this.#compressing) this.stream?.end()
  }

  cancel(): void {
    this.fail({
      code: status.CANCELLED,
      details: 'cancelled by the client',
      unprocessed: this.stream === undefined,
    })
  }

  /** Ends it from this side. */
  fail(end: CallEnd): void {
    if (this.ended) return
    this.#end ??= end
    if (this.stream?.open === true) this.stream.cancel(ErrorCode.CANCEL)
    else this.#finish(this.#end)
  }

  /** Its stream is there. */
  start(stream: ClientStream): void {
    this.stream = stream
    for (const bytes of this.#held) stream.send(bytes)
    this.#held = []
    if (this.#sentAll && !this.#compressing) stream.end()
  }

  onHeaders(fields: readonly HeaderField[], last: boolean): void {
    if (!this.#answered) {
      this.#answered = true
      if (!isGrpc(fields)) this.#gateway = gatewayHead(fields)
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
    const stream = this.stream
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
        this.fail({ code: status.INTERNAL, details: error.message, unprocessed: true })
        return
      }
      const after = this.#held
      this.#held = before
      this.#write(1, packed)
      this.#held.push(...after)
      if (this.stream !== undefined) this.start(this.stream)
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

  #failureEnd({ code, reason, by, unprocessed }: StreamFailure): CallEnd {
    if (by === 'connection')
      return { code: status.UNAVAILABLE, details: this.#owner.reasonOfBreak(reason), unprocessed }
    if (by === 'us') return { code: status.INTERNAL, details: reason, unprocessed, brokenOff: true }
    return {
      code: RESET_CODES[code] ?? status.INTERNAL,
      details: `Received RST_STREAM with code ${code} (${errorName(code)})`,
      unprocessed,
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

/** Before each message of gRPC: whether it is compressed, and four octets of length. */
const PREFIX_BYTES = 5

/** Of a gateway's page, no more is shown. */
const MAX_PAGE_BYTES = 512

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

/** Whether an answer with this head is the server's, and not one of something between. */
function isGrpc(fields: readonly HeaderField[]): boolean {
  if (fieldValue(fields, 'grpc-status') !== undefined) return true
  const contentType = fieldValue(fields, 'content-type') ?? ''
  return Number(fieldValue(fields, ':status')) === 200 && contentType.startsWith('application/grpc')
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

/** Undoes the percent signs of gRPC; what is not well formed stays as it is. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  const bytes = text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
