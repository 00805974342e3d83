import { status as grpcStatus } from '@grpc/grpc-js'
import { abortedError, RocketMQError } from '../errors.js'
import type { Lease } from '../pool/connection-pool.js'
import { channels } from '../stats/channels.js'
import { Histogram } from '../stats/meters.js'
import type { RpcStats } from '../stats/stats.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import type { Rpc } from '../wire/rpc-table.js'
import type {
  Call,
  CallEnd,
  CallLimits,
  CallListener,
  Connection,
  LinkOutcome,
  LinkRate,
} from './connection.js'
import type { EndpointConnections } from './endpoint-connections.js'
import type { RequestHeaders } from './request-headers.js'
import { type CallFailure, isStrange, transportError, wasPassedOver } from './transport-error.js'

/** What one request is, beside its procedure. */
interface Outgoing extends CallLimits {
  payload: Buffer
  outlasts: boolean
  compress: boolean
  signal: AbortSignal | undefined
  grace: Grace | undefined
  toldMs?: number
  link?: LinkRate
}

/** Servers are told so much more than the deadline where bytes need time: they would cut off what is still flowing. */
const TOLD_BEYOND_MS = 300_000

/** The way to an endpoint, as far as errors tell of it: see {@link CallFailure}. */
export type Way = Readonly<Required<Pick<CallFailure, 'tls' | 'fromRoute'>>>

/** One call, from the stream that was borrowed for it to its end. It is counted once, by {@link Exchange.end}. */
export class Exchange<Q, S> {
  readonly rpc: Rpc<Q, S>
  readonly place: EndpointConnections
  readonly #lease: Lease<Connection>
  readonly #counter: RpcCounter
  readonly #startedAt = performance.now()
  #timeoutMs: number
  readonly #way: Way
  #requestId = ''
  #untouched = false

  constructor(
    rpc: Rpc<Q, S>,
    place: EndpointConnections,
    lease: Lease<Connection>,
    counter: RpcCounter,
    timeoutMs: number,
    way: Way,
  ) {
    this.rpc = rpc
    this.place = place
    this.#lease = lease
    this.#counter = counter
    this.#timeoutMs = timeoutMs
    this.#way = way
    counter.start()
  }

  /** Sends one request and takes replies until the server ends the call; rejects if it does not end well. */
  run(headers: RequestHeaders, outgoing: Outgoing, onMessage: (message: S) => void): Promise<void> {
    const { payload, compress, outlasts, signal, grace } = outgoing
    const { link } = this.place
    const { length } = payload
    const underWay = link.leave(length)
    const transferMs = link.transferMs(underWay)
    outgoing.link = link
    outgoing.toldMs = this.#timeoutMs + (outlasts || transferMs > 0 ? TOLD_BEYOND_MS : 0)
    this.#timeoutMs += transferMs
    return new Promise<void>((resolve, reject) => {
      let broken: RocketMQError | undefined
      let abort: CallAbort | undefined
      const listener: CallListener = {
        onMessage: bytes => {
          if (broken !== undefined) return
          try {
            onMessage(this.decode(bytes))
          } catch (error) {
            broken = RocketMQError.from(error)
            call.cancel()
          }
        },
        onEnd: end => {
          abort?.close()
          link.arrive(length, underWay, this.#startedAt, outcomeOf(end))
          if (broken !== undefined) reject(broken)
          else if (end.code === grpcStatus.OK) {
            this.#lease.connection.noteEnd(true)
            resolve()
          } else reject(this.failure(end))
        },
      }
      let call: Call
      try {
        call = this.open(headers, this.#timeoutMs, listener, outgoing)
      } catch (error) {
        link.arrive(length, underWay, this.#startedAt, 'unknown')
        throw error
      }
      if (signal !== undefined)
        abort = new CallAbort(signal, grace, () => {
          broken = abortedError(this.rpc.method, signal)
          call.cancel()
        })
      call.send(payload, compress)
      call.endSending()
    })
  }

  /** Whether the call ended before the server looked at it. */
  get untouched(): boolean {
    return this.#untouched
  }

  /** Opens the call itself. */
  open(headers: RequestHeaders, timeoutMs: number, listener: CallListener, limits?: CallLimits): Call {
    this.#requestId = headers.requestId
    return this.#lease.connection.open(this.rpc.path, headers, timeoutMs, listener, limits)
  }

  /** @throws RocketMQError PROTOCOL */
  decode(bytes: Buffer): S {
    this.place.noteAnswer(this.rpc.plane)
    this.#lease.connection.noteAnswer()
    try {
      return this.rpc.decode(bytes)
    } catch (error) {
      throw this.breach('the reply cannot be decoded', error)
    }
  }

  /** The error for a call that ended without the answer it was made for. */
  failure(end: CallEnd): RocketMQError {
    const { connection } = this.#lease
    this.#untouched = wasPassedOver(end)
    if (end.code === grpcStatus.DEADLINE_EXCEEDED) this.noteSilence()
    if (isStrange(end)) this.#noteNonsense()
    const failure = transportError(end, {
      method: this.rpc.method,
      endpoint: this.place.endpoints.key,
      requestId: this.#requestId,
      acceptedOnly: !this.place.everAnswered && connection.acceptedOnly,
      timeoutMs: this.#timeoutMs,
      ...this.#way,
    })
    if (failure.code === 'UNAVAILABLE' || failure.code === 'TIMEOUT')
      this.place.on(this.rpc.plane).noteUnanswered()
    return failure
  }

  /** The answer is overdue. A connection whose peer stays silent is replaced. */
  noteSilence(): void {
    const { connection } = this.#lease
    connection.noteDeadline()
    if (!connection.usable) this.#lease.invalidate('calls run into their deadline')
  }

  /** The call ended as none should. A connection on which all do is replaced. */
  #noteNonsense(): void {
    const { connection } = this.#lease
    connection.noteEnd(false)
    if (!connection.usable) this.#lease.invalidate('answers make no sense')
  }

  /** The error for a server that does not keep to the protocol. */
  breach(what: string, cause?: unknown): RocketMQError {
    const { key } = this.place.endpoints
    return new RocketMQError('PROTOCOL', `${this.rpc.method} to ${key}: ${what}`, {
      retryable: true,
      endpoint: key,
      requestId: this.#requestId,
      cause,
    })
  }

  /** Gives the stream back and counts the call. @param code `OK`, or the code of the error or of the reply */
  end(code: string, error: unknown): void {
    this.#lease.release()
    const durationMs = performance.now() - this.#startedAt
    this.#counter.end(code, durationMs)
    if (channels.rpcEnd.hasSubscribers) {
      const { method } = this.rpc
      channels.rpcEnd.publish({ method, endpoint: this.place.endpoints.key, durationMs, error })
    }
  }
}

/** What the end of a call says of the link. */
function outcomeOf({ code, untouched }: CallEnd): LinkOutcome {
  if (code === grpcStatus.OK) return 'answered'
  return code === grpcStatus.DEADLINE_EXCEEDED && untouched !== true ? 'late' : 'unknown'
}

/** Counts the calls of one method. */
export class RpcCounter {
  readonly #method: string
  readonly #latency = new Histogram(1000)
  readonly #codes: Record<string, number> = {}
  #started = 0
  #succeeded = 0
  #failed = 0

  constructor(method: string) {
    this.#method = method
  }

  start(): void {
    this.#started += 1
  }

  /** @param code `OK`, or the code of the error or of the reply's status */
  end(code: string, durationMs: number): void {
    if (code === 'OK') this.#succeeded += 1
    else this.#failed += 1
    this.#codes[code] = (this.#codes[code] ?? 0) + 1
    this.#latency.record(durationMs)
  }

  stats(): RpcStats {
    return {
      method: this.#method,
      started: this.#started,
      succeeded: this.#succeeded,
      failed: this.#failed,
      inFlight: this.#started - this.#succeeded - this.#failed,
      codes: { ...this.#codes },
      latencyMs: this.#latency.summary(),
    }
  }
}

/** How long a call that was aborted may still be answered, before it is cancelled. */
export interface Grace {
  /** In steps, so that after a stall of this process there is time for what waits in its sockets. */
  readonly steps: number
  readonly stepMs: number
  /** The answer is arriving: the call is not cancelled any more. */
  answered(): boolean
}

/** Cancels a call when its signal fires, or after the grace it was given. */
export class CallAbort {
  readonly #signal: AbortSignal
  #grace: Grace | undefined
  #cancel: (() => void) | undefined
  #steps = 0
  #timer: NodeJS.Timeout | undefined
  #lastLook: NodeJS.Immediate | undefined

  constructor(signal: AbortSignal, grace: Grace | undefined, cancel: () => void) {
    this.#signal = signal
    this.#grace = grace
    this.#cancel = cancel
    listenForAbort(signal, this.#onAbort)
  }

  /**
   * The call is over. Everything of it is let go of: what Node.js keeps of a listener that was removed refers to the
   * next one, so that one dead call in the old generation would keep all after it alive, with their messages.
   */
  close(): void {
    stopListening(this.#signal, this.#onAbort)
    clearTimeout(this.#timer)
    clearImmediate(this.#lastLook)
    this.#grace = undefined
    this.#cancel = undefined
  }

  readonly #onAbort = (): void => {
    const grace = this.#grace
    if (grace === undefined) this.#cancel?.()
    else if (this.#steps < grace.steps) {
      this.#steps += 1
      this.#timer = setTimeout(this.#onAbort, grace.stepMs)
    } else this.#lastLook = setImmediate(this.#onGraceOver, grace)
  }

  /** After the sockets were read once more: timers come before them, and an answer may have been waiting there. */
  readonly #onGraceOver = (grace: Grace): void => {
    if (!grace.answered()) this.#cancel?.()
  }
}
