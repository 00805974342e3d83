import type { Socket } from 'node:net'
import { status } from '@grpc/grpc-js'
import { RocketMQError } from '../errors.js'
import type { FieldList } from '../http2/hpack.js'
import { Session, type SessionListener } from '../http2/session.js'
import type { Endpoints } from '../route/endpoints.js'
import { Deadline, DeadlineTimer, STALL_MS } from '../waiting/deadline.js'
import { LIBRARY } from '../wire/library.js'
import {
  type Call,
  type CallLimits,
  type CallListener,
  type Connection,
  type ConnectionEvents,
  formatTimeout,
  type RequestHeaders,
  SilenceWatch,
} from './connection.js'
import { Dial, type DialListener, type TlsSettings } from './dial.js'
import { type CallOwner, DirectCall } from './direct-call.js'

/** Read windows: the default of 64 KiB would cap a connection at 64 KiB per round trip. */
const STREAM_WINDOW_BYTES = 4 * 1024 * 1024
const CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024

/** The largest header list taken, as grpc-js and Node.js have it. */
const MAX_HEADER_LIST_BYTES = 64 * 1024

/** Pings no oftener than the server permits (five minutes), or it answers GOAWAY "too_many_pings". */
const KEEPALIVE_MS = 300_000
const KEEPALIVE_TIMEOUT_MS = 20_000

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
export class DirectConnection implements Connection, DialListener, SessionListener, CallOwner {
  readonly endpoints: Endpoints
  readonly #settings: DirectSettings
  readonly #events: ConnectionEvents
  readonly #silence = new SilenceWatch()
  readonly #deadlines = new DeadlineTimer(lateMs => this.#expire(lateMs))
  /** Every call that has not ended, and in order those whose stream is not open yet. */
  readonly #calls = new Set<DirectCall>()
  readonly #waiting: DirectCall[] = []
  readonly #heads = new Map<string, FieldList>()
  #dial: Dial | undefined
  #connectTimer: Deadline | undefined
  #keepalive: NodeJS.Timeout | undefined
  #pong: Deadline | undefined
  #raw: Socket | undefined
  #socket: Socket | undefined
  #session: Session | undefined
  #disowned = false
  /** Whom to tell of the end, where the connection closes with its last call. */
  #onClosed: (() => void) | undefined
  #closed = false
  /** How calls are told that it ended, once it did. */
  #broken: string | undefined
  #lastTimeoutMs = Number.NaN
  #lastTimeout = ''

  constructor(endpoints: Endpoints, settings: DirectSettings, events: ConnectionEvents) {
    this.endpoints = endpoints
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
    if (this.#closed || this.#onClosed !== undefined) {
      const { key } = this.endpoints
      throw new RocketMQError('UNAVAILABLE', `the connection to ${key} was replaced`, {
        retryable: true,
        endpoint: key,
      })
    }
    const call = new DirectCall(path, headers, timeoutMs, limits, listener, this)
    this.#calls.add(call)
    if (this.#calls.size === 1) this.#socket?.ref()
    if (this.#waiting.length === 0 && this.#session?.hasRoom === true) this.#start(call, this.#session)
    else this.#wait(call)
    this.#deadlines.arm(call.deadline)
    return call
  }

  get usable(): boolean {
    if (this.#closed || this.#onClosed !== undefined) return false
    if (this.#broken !== undefined || this.#silence.silent || this.#silence.misunderstood) return false
    return this.#session?.usable ?? true
  }

  get acceptedOnly(): boolean {
    return this.#raw !== undefined && this.#session?.greeted !== true && !this.#closed
  }

  get maxStreams(): number {
    return this.#session?.greeted === true ? this.#session.maxStreams : Number.POSITIVE_INFINITY
  }

  get bytesSent(): number {
    return this.#disowned ? 0 : (this.#raw?.bytesWritten ?? 0)
  }

  get bytesReceived(): number {
    return this.#disowned ? 0 : (this.#raw?.bytesRead ?? 0)
  }

  noteAnswer(): void {
    this.#silence.noteAnswer()
  }

  noteEnd(inOrder: boolean): void {
    this.#silence.noteEnd(inOrder)
  }

  noteDeadline(): void {
    this.#silence.noteDeadline(this.#session?.heard ?? this.bytesReceived)
  }

  /** A server that says GOAWAY goes on with the calls it has: to close under them would do them twice. */
  retire(onClosed: () => void): void {
    this.#onClosed = onClosed
    if (this.#calls.size === 0 || this.#silence.silent) this.close()
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
      const details = (error as RangeError | TypeError).message
      const code = error instanceof RangeError ? status.RESOURCE_EXHAUSTED : status.INTERNAL
      setImmediate(() => call.fail({ code, details, untouched: true }))
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
      call.fail({ code: status.UNAVAILABLE, details, untouched: true })
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
        call.fail({ code: status.DEADLINE_EXCEEDED, details, untouched: !call.started })
      }
    }
    return next
  }

  /** Gives a call more time that had less than it was promised. */
  #extend(call: DirectCall, now: number, lateMs: number): void {
    // Its time has not begun while it waits for others to make room.
    let more = 0
    if (!call.started && this.#othersRun) more = call.timeoutMs
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
  tellBreak(reason: string): string {
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
      const missing = this.#raw === undefined ? 'no connection came about' : 'the peer did not begin HTTP/2'
      this.#break(`${missing} within ${connectTimeoutMs} ms`)
    }).unref()
    this.#dial = new Dial(this.endpoints, tls, this)
  }

  onAccepted(raw: Socket): void {
    this.#raw = raw
    this.#events.onOpen()
    raw.once('close', () => this.#disown())
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
      this.#keepalive = setInterval(() => this.#ping(), KEEPALIVE_MS)
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

  #ping(): void {
    const session = this.#session
    if (session === undefined || this.#calls.size === 0) return
    const { heard } = session
    session.ping()
    this.#pong = new Deadline(KEEPALIVE_TIMEOUT_MS, () => {
      if (session.heard === heard) this.#break('the peer does not answer a PING')
    }).unref()
  }

  /** The connection is over, with all its calls. */
  #break(reason: string): void {
    if (this.#broken !== undefined) return
    const details = this.tellBreak(reason)
    if (this.acceptedOnly) this.#dial?.passOver()
    this.#broken = details
    this.#connectTimer?.clear()
    clearInterval(this.#keepalive)
    this.#pong?.clear()
    this.#dial?.cancel()
    this.#disown()
    this.#session?.close(reason)
    this.#refuse(details)
    this.#deadlines.close()
  }

  /** Counts the socket's end, once: what a closed client counts must be whole as soon as it is closed. */
  #disown(): void {
    if (this.#raw === undefined || this.#disowned) return
    this.#disowned = true
    this.#events.onClose(this.#raw.bytesWritten, this.#raw.bytesRead)
  }
}
