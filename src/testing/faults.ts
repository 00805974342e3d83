import { OptionCheck } from '../options/option-check.js'
import { unknownName } from '../options/unknown-name.js'
import { v2 } from './protocol.js'
import type { Requests } from './request-log.js'

/** The replies that faults may change, by procedure; of a stream, each piece. */
export interface Replies {
  QueryRoute: v2.IQueryRouteResponse
  Heartbeat: v2.IHeartbeatResponse
  SendMessage: v2.ISendMessageResponse
  QueryAssignment: v2.IQueryAssignmentResponse
  ReceiveMessage: v2.IReceiveMessageResponse
  AckMessage: v2.IAckMessageResponse
  ForwardMessageToDeadLetterQueue: v2.IForwardMessageToDeadLetterQueueResponse
  EndTransaction: v2.IEndTransactionResponse
  Telemetry: v2.ITelemetryCommand
  NotifyClientTermination: v2.INotifyClientTerminationResponse
  ChangeInvisibleDuration: v2.IChangeInvisibleDurationResponse
  RecallMessage: v2.IRecallMessageResponse
  SyncLiteSubscription: v2.ISyncLiteSubscriptionResponse
  ServerReflectionInfo: object
  '*': object
}

/** A procedure of the service, by its name in the protocol; `'*'` is any. */
export type RpcName = keyof Replies

/**
 * What goes wrong. `delayMs` comes first and can stand beside one of the others. Waits are the machine's
 * time, whatever clock the proxy has, because a client's deadlines are.
 */
export interface Fault<Reply = object> {
  /** Waits so many milliseconds before anything else. */
  delayMs?: number
  /** The request vanishes before anything is done, or the reply after everything is; the call hangs. */
  drop?: 'request' | 'reply'
  /** Answers this code and does nothing. A number stands for a code that is not in the protocol. */
  code?: keyof typeof v2.Code | number
  /** The words beside `code` or `grpcStatus`. */
  message?: string
  /** Ends the call with this gRPC status and does nothing. */
  grpcStatus?: number
  /** Answers this HTTP status and does nothing: a gateway between that refuses the request by itself. */
  httpStatus?: number
  /**
   * Breaks the connection: before anything is done, after everything is but before the reply, or after the
   * first piece of the reply (of ReceiveMessage: status and first message).
   */
  cut?: 'request' | 'reply' | 'midStream'
  /** Ends the stream, not the connection, with this HTTP/2 error code and does nothing. */
  reset?: number
  /**
   * Reads nothing more of the connection for so many milliseconds, then goes on as usual: a server that is slow to
   * take what it is sent. Beside any other fault.
   */
  stallMs?: number
  /** Nothing goes through the connection any more, which stays open: a peer that vanished without closing it. */
  halfOpen?: boolean
  /** Sends GOAWAY with this HTTP/2 error code (0 is none), then goes on as usual. */
  goAway?: number
  /** Text sent with `goAway`, for example `too_many_pings`. */
  goAwayText?: string
  /** Does the work, but answers bytes that are no message. */
  garbage?: boolean
  /** Does the work, but answers a message of so many bytes. */
  oversize?: number
  /** Does the work, then puts what this returns in place of the reply, or of each piece of a stream. */
  change?: (reply: Reply) => object
}

/** The requests of a procedure. */
export type RequestOf<R extends RpcName> = R extends keyof Requests ? Requests[R] : object

/** Which calls a fault is for. Default all. */
export interface FaultMatch<Request = object> {
  /** Those of this client. */
  clientId?: string
  /** Those to this proxy, by its place in `EmbeddedProxy.allEndpoints`. */
  proxy?: number
  /** Those whose request this says yes to. */
  when?: (request: Request) => boolean
}

/** A fault in the script. */
export interface ScriptedFault {
  readonly rpc: RpcName
  readonly fault: Fault
  /** How many calls it has met. */
  readonly hits: number
  /** Takes it out of the script. */
  remove(): void
}

const RPC_NAMES = Object.keys({
  QueryRoute: true,
  Heartbeat: true,
  SendMessage: true,
  QueryAssignment: true,
  ReceiveMessage: true,
  AckMessage: true,
  ForwardMessageToDeadLetterQueue: true,
  EndTransaction: true,
  Telemetry: true,
  NotifyClientTermination: true,
  ChangeInvisibleDuration: true,
  RecallMessage: true,
  SyncLiteSubscription: true,
  ServerReflectionInfo: true,
  '*': true,
} satisfies Record<RpcName, true>)

const FAULT_NAMES = Object.keys({
  delayMs: true,
  drop: true,
  code: true,
  message: true,
  grpcStatus: true,
  httpStatus: true,
  cut: true,
  reset: true,
  stallMs: true,
  halfOpen: true,
  goAway: true,
  goAwayText: true,
  garbage: true,
  oversize: true,
  change: true,
} satisfies Record<keyof Fault, true>)

const MATCH_NAMES = Object.keys({
  clientId: true,
  proxy: true,
  when: true,
  times: true,
} satisfies Record<keyof FaultMatch | 'times', true>)

interface Entry extends ScriptedFault {
  hits: number
  left: number
  readonly match: FaultMatch
}

/** What goes wrong, and when. The fault scripted first is the first to happen. */
export class Faults {
  #entries: Entry[] = []

  /** The next call goes wrong, or the next `times` calls. */
  once<R extends RpcName>(
    rpc: R,
    fault: Fault<Replies[R]>,
    match: FaultMatch<RequestOf<R>> & { times?: number } = {},
  ): ScriptedFault {
    return this.#add(rpc, fault as Fault, match as FaultMatch, match.times ?? 1)
  }

  /** Every call goes wrong until the fault is removed. */
  always<R extends RpcName>(
    rpc: R,
    fault: Fault<Replies[R]>,
    match: FaultMatch<RequestOf<R>> = {},
  ): ScriptedFault {
    return this.#add(rpc, fault as Fault, match as FaultMatch, Number.POSITIVE_INFINITY)
  }

  /** Takes every fault out of the script. */
  clear(): void {
    this.#entries = []
  }

  /** The fault that a call meets, if it meets one. */
  meet(rpc: string, clientId: string | undefined, proxy: number, request: object = {}): Fault | undefined {
    const entry = this.#entries.find(
      candidate =>
        (candidate.rpc === '*' || candidate.rpc === rpc) &&
        (candidate.match.clientId === undefined || candidate.match.clientId === clientId) &&
        (candidate.match.proxy === undefined || candidate.match.proxy === proxy) &&
        (candidate.match.when === undefined || candidate.match.when(request)),
    )
    if (entry === undefined) return undefined
    entry.hits++
    entry.left--
    if (entry.left <= 0) entry.remove()
    return entry.fault
  }

  #add(rpc: RpcName, fault: Fault, match: FaultMatch, times: number): ScriptedFault {
    checkFault(rpc, fault, match)
    const entry: Entry = {
      rpc,
      fault,
      match,
      hits: 0,
      left: times,
      remove: () => {
        this.#entries = this.#entries.filter(other => other !== entry)
      },
    }
    this.#entries.push(entry)
    return entry
  }
}

/** A fault that can never happen would make a test pass that shows nothing. */
function checkFault(rpc: RpcName, fault: Fault, match: FaultMatch): void {
  const check = new OptionCheck(`EmbeddedProxy: fault of ${String(rpc)}`)
  if (!RPC_NAMES.includes(rpc)) check.complain(unknownName('procedure', '', String(rpc), RPC_NAMES))
  const { drop, cut, code } = check.options('fault', fault, FAULT_NAMES)
  check.oneOf('fault.drop', drop, ['request', 'reply'] as const, 'request')
  check.oneOf('fault.cut', cut, ['request', 'reply', 'midStream'] as const, 'request')
  if (typeof code === 'string' && !(code in v2.Code)) {
    check.complain(unknownName('code', '', code, Object.keys(v2.Code)))
  }
  check.options('match', match, MATCH_NAMES)
  check.done()
}
