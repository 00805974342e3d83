import { RocketMQError } from '../errors.js'
import type { FieldList } from '../http2/hpack.js'
import type { Endpoints } from '../route/endpoints.js'
import type { Credentials } from './credentials.js'

/** The largest reply taken: 32 messages of 4 MiB, the most a receive may bring, and their headers. */
export const MAX_RECEIVE_BYTES = 136 * 1024 * 1024

/** The flow-control window of one stream. With the default of 64 KiB a server sends no more than that per round trip. */
export const STREAM_WINDOW_BYTES = 4 * 1024 * 1024

/** Pings no oftener than the server permits (five minutes), or it answers GOAWAY "too_many_pings". */
export const KEEPALIVE_MS = 300_000
export const KEEPALIVE_TIMEOUT_MS = 20_000

/** How long a peer that let a deadline pass has to answer a PING. */
export const PROBE_TIMEOUT_MS = 2_000

/** Servers of gRPC allow three pings between two of their answers, however close together; one is left for keepalive. */
export const PROBES_PER_ANSWER = 2

/** No deadline, for the telemetry stream. */
export const NO_DEADLINE = Number.POSITIVE_INFINITY

/** Headers of one call. A list of them is never changed, so that equal ones can be told by identity. */
export interface RequestHeaders {
  /** Who calls: the same list for all calls in one language. */
  readonly constant: FieldList
  /** The signature: the same list for all calls of a second. */
  readonly signed: FieldList
  /** Travels as `x-mq-request-id`. */
  readonly requestId: string
  /** What they are signed with. */
  readonly credentials: Credentials | undefined
}

/** How a call ended. */
export interface CallEnd {
  /** The gRPC status code. */
  readonly code: number
  readonly details: string
  /** The server never looked at the call, so that it may be made again at once without being done twice. */
  readonly unprocessed?: boolean
  /** The status was made up on this side, because the server or something between broke off without one. */
  readonly brokenOff?: boolean
  /** What a gateway answered in place of gRPC. */
  readonly http?: HttpAnswer | undefined
}

/** An answer that is HTTP, but not gRPC. */
export interface HttpAnswer {
  readonly status: number
  /** When the gateway wants to be asked again, in milliseconds, if it says so. */
  readonly retryAfterMs?: number | undefined
}

/** What happens on a call. */
export interface CallListener {
  /** One message; its bytes are nobody else's from now on. */
  onMessage(bytes: Buffer): void
  /** The last event of every call. */
  onEnd(end: CallEnd): void
}

/** A call in flight. */
export interface Call {
  /** Sends one message. Its bytes must stay as they are until the call has ended. */
  send(payload: Buffer, compress: boolean): void
  /** Says that no more messages follow. */
  endSending(): void
  /** Ends the call with CANCELLED. */
  cancel(): void
}

/** Times of a call beside its deadline. */
export interface CallLimits {
  /** What the server is told, in milliseconds, where a slow link may take longer than the deadline. Default the deadline. */
  readonly toldMs?: number
  /** The most that it may become, in milliseconds. Default no limit. */
  readonly limitMs?: number | undefined
  /** What is known of the link. */
  readonly link?: LinkRate
}

/** Hears of a connection's sockets. */
export interface ConnectionEvents {
  onOpen(): void
  onClose(bytesSent: number, bytesReceived: number): void
}

/** Deadline errors in a row, with nothing heard between them, after which a connection counts as half-open. */
const DEADLINES_UNTIL_BROKEN = 2

/** Deadlines closer together than this count as one: after the event loop was blocked, many calls expire at once. */
const DISTINCT_DEADLINES_MS = 100

/**
 * Strange ends in a row, over this long, after which a connection is replaced. Header fields are kept from answer to
 * answer, so one that was garbled once makes all later answers nonsense; and a gateway may lead the next connection
 * elsewhere. The time keeps a server that refuses everything from being dialled all the time.
 */
const STRANGE_UNTIL_BROKEN = 3
const STRANGE_MS = 1_000

/** One connection to a server that gRPC calls are made on, whatever carries them. */
export abstract class Connection {
  readonly endpoints: Endpoints
  #deadlinesInARow = 0
  #lastDeadlineAt = 0
  #heardAtDeadline = 0
  #strangeInARow = 0
  #strangeSince = 0
  #misunderstood = false

  constructor(endpoints: Endpoints) {
    this.endpoints = endpoints
  }

  /** Whether new calls may be made on it. */
  get usable(): boolean {
    return this.takesCalls && !this.silent && !this.#misunderstood
  }

  /** Whether it takes calls, whatever came of those before. */
  protected abstract readonly takesCalls: boolean
  /** How much was heard of the peer so far. */
  protected abstract readonly heard: number
  /**
   * Whether something took the TCP connection but never spoke HTTP/2: a server of another protocol, such as
   * the name server's port.
   */
  abstract readonly acceptedOnly: boolean
  /** Calls the server takes at once, as far as is known. */
  abstract readonly maxStreams: number
  /** Bytes written on the sockets open now. */
  abstract readonly bytesSent: number
  /** Bytes read on the sockets open now. */
  abstract readonly bytesReceived: number

  /**
   * Opens a call.
   *
   * @param timeoutMs its deadline from now on, or {@link NO_DEADLINE}. Where it is known that the request is still on
   *   its way, or that the reply is coming, it gets more.
   * @throws RocketMQError UNAVAILABLE where the connection was closed
   */
  abstract open(
    path: string,
    headers: RequestHeaders,
    timeoutMs: number,
    listener: CallListener,
    limits?: CallLimits,
  ): Call

  /**
   * Takes no more calls. Closes when those in flight have ended, or at once where that cannot be awaited.
   *
   * @param onClosed called once it is closed
   */
  abstract retire(onClosed: () => void): void

  /** Closes at once, calls in flight included. May be called twice. */
  abstract close(): void

  /** Some call to this endpoint ran into its deadline: finds out whether the peer is still there, where that can be. */
  probe(): void {}

  /** A call got an answer of the server, whatever it said. */
  noteAnswer(): void {
    this.#deadlinesInARow = 0
  }

  /** A call ran into its deadline. */
  noteDeadline(): void {
    const now = performance.now()
    const { heard } = this
    if (heard !== this.#heardAtDeadline) this.#deadlinesInARow = 0
    else if (now - this.#lastDeadlineAt < DISTINCT_DEADLINES_MS) return
    this.#heardAtDeadline = heard
    this.#lastDeadlineAt = now
    this.#deadlinesInARow += 1
  }

  /** A call ended in order, or in a way that no server should end calls for long. */
  noteEnd(inOrder: boolean): void {
    if (inOrder) {
      this.#strangeInARow = 0
      return
    }
    const now = performance.now()
    if (++this.#strangeInARow === 1) this.#strangeSince = now
    if (this.#strangeInARow >= STRANGE_UNTIL_BROKEN && now - this.#strangeSince >= STRANGE_MS)
      this.#misunderstood = true
  }

  /**
   * Whether the peer counts as gone, which is only ever seen by deadlines: its connection stays open. A peer that
   * sent anything since the last deadline is slow, not gone.
   */
  protected get silent(): boolean {
    return this.#deadlinesInARow >= DEADLINES_UNTIL_BROKEN
  }

  /** The error of a call that is made after it was closed. */
  protected replaced(): RocketMQError {
    const { key } = this.endpoints
    const message = `the connection to ${key} was replaced`
    return new RocketMQError('UNAVAILABLE', message, { retryable: true, endpoint: key })
  }
}

/** Times as `grpc-timeout` has them, which has room for eight digits. */
const TIMEOUT_UNITS = [
  ['m', 1],
  ['S', 1_000],
  ['M', 60_000],
  ['H', 3_600_000],
] as const
const LARGEST_COUNT = 99_999_999

/** A time as `grpc-timeout` has it: never shorter than it is, and never longer than eight digits. */
export function formatTimeout(timeoutMs: number): string {
  for (const [unit, milliseconds] of TIMEOUT_UNITS) {
    const count = Math.max(1, Math.ceil(timeoutMs / milliseconds))
    if (count <= LARGEST_COUNT) return `${count}${unit}`
  }
  return `${LARGEST_COUNT}H`
}

/**
 * The slowest link that is reckoned with before anything was measured, in bytes a millisecond: 512 kbit/s. A deadline that
 * is too short would send a request again whose bytes are still on their way, and double its messages.
 */
const FIRST_RATE = 64

/** Bounds of what is measured: 64 kbit/s and 2 MiB/s; above it, deadlines do not get shorter. */
const SLOWEST_RATE = 8
const FASTEST_RATE = 2_048

/** What is measured does not count headers and changes all the time. */
const ALLOWANCE = 2

/** Fewer bytes than this under way need no time worth mentioning. */
const WORTH_TIME_BYTES = 16 * 1024

/** Fewer bytes than this say more of the server than of the link. */
const WORTH_MEASURING_BYTES = 64 * 1024

/** How much one request changes the rate. */
const WEIGHT = 0.25

/** What came of a request: an answer, none within its time, or something that says nothing of the link. */
export type LinkOutcome = 'answered' | 'late' | 'unknown'

/** Measures how fast requests get to an endpoint, so that deadlines leave time for the way. */
export class LinkRate {
  #bytesPerMs = FIRST_RATE
  #underWay = 0
  #measured = false

  /** Bytes of requests that were not answered yet. */
  get underWay(): number {
    return this.#underWay
  }

  /** A request leaves. Returns the bytes under way from now on, its own included. */
  begin(bytes: number): number {
    this.#underWay += bytes
    return this.#underWay
  }

  /** How long so many bytes may need to get there, in milliseconds. */
  transferMs(underWay: number): number {
    return underWay < WORTH_TIME_BYTES ? 0 : Math.ceil((underWay * ALLOWANCE) / this.#bytesPerMs)
  }

  /**
   * A request has ended.
   *
   * @param underWay what {@link LinkRate.begin} returned for it
   * @param since when it left, in milliseconds of `performance.now()`
   */
  end(bytes: number, underWay: number, since: number, outcome: LinkOutcome): void {
    this.#underWay -= bytes
    if (underWay < WORTH_MEASURING_BYTES) return
    if (outcome === 'answered') this.#measure(underWay / (performance.now() - since))
    else if (outcome === 'late') this.#bytesPerMs = Math.max(this.#bytesPerMs / 2, SLOWEST_RATE)
  }

  #measure(rate: number): void {
    const sample = Math.min(Math.max(rate, SLOWEST_RATE), FASTEST_RATE)
    this.#bytesPerMs = this.#measured ? this.#bytesPerMs + (sample - this.#bytesPerMs) * WEIGHT : sample
    this.#measured = true
  }
}
