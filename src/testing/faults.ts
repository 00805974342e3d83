import { OptionCheck } from '../options/option-check.js'
import { unknownName } from '../options/unknown-name.js'
import type { GrpcCall } from './grpc-call.js'
import { refusal, v2 } from './protocol.js'
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
  /** The message beside `code` or `grpcStatus`. */
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

const RPC_NAMES = (
  'QueryRoute Heartbeat SendMessage QueryAssignment ReceiveMessage AckMessage ForwardMessageToDeadLetterQueue ' +
  'EndTransaction Telemetry NotifyClientTermination ChangeInvisibleDuration RecallMessage SyncLiteSubscription ' +
  'ServerReflectionInfo *'
).split(' ')
const FAULT_NAMES = (
  'delayMs drop code message grpcStatus httpStatus cut reset stallMs halfOpen goAway goAwayText garbage ' +
  'oversize change'
).split(' ')
const MATCH_NAMES = ['clientId', 'proxy', 'when', 'times']

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

/** Refuses a fault that can never happen: a test would pass without having tested anything. */
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

/** Bytes that are no protobuf message: a field of number zero. */
export const GARBAGE = Buffer.from([0x00, 0xff, 0xff, 0xff, 0xff, 0xff])

/** How long what was sent takes, at most, to reach a client on the same machine. */
const FLUSH_MS = 20

/** What a fault lets come of a request before the work: go on, stop, or answer this error. */
type Before = 'go on' | 'stop' | { answer: Error }

/** Does what a fault does before the work. */
export async function failBefore(fault: Fault, call: GrpcCall): Promise<Before> {
  if (fault.delayMs !== undefined) await delay(fault.delayMs, call)
  const { connection } = call
  if (fault.stallMs !== undefined) connection.stall(fault.stallMs)
  if (fault.goAway !== undefined) connection.goAway(fault.goAway, fault.goAwayText)
  if (fault.drop === 'request') return 'stop'
  if (fault.code !== undefined) return { answer: answerOf(fault) }
  if (fault.halfOpen) connection.freeze()
  else if (fault.cut === 'request') connection.cut()
  else if (fault.reset !== undefined) call.reset(fault.reset)
  else if (fault.httpStatus !== undefined) call.refuseByHttp(fault.httpStatus)
  else if (fault.grpcStatus !== undefined) call.finish(fault.grpcStatus, fault.message)
  else return 'go on'
  return 'stop'
}

/** Sends a reply as far as a fault lets it through. */
export function replyWith(fault: Fault, pieces: readonly object[], encode: Encode, call: GrpcCall): void {
  if (fault.drop === 'reply') return
  if (fault.cut === 'reply') call.connection.cut()
  else if (fault.garbage) sendOnly(call, GARBAGE)
  else if (fault.oversize !== undefined) sendOnly(call, Buffer.alloc(fault.oversize))
  else sendPieces(fault, fault.change === undefined ? pieces : pieces.map(fault.change), encode, call)
}

function sendPieces(fault: Fault, pieces: readonly object[], encode: Encode, call: GrpcCall): void {
  const isCut = fault.cut === 'midStream'
  for (const piece of isCut ? pieces.slice(0, 2) : pieces) call.send(encode(piece))
  // With an orderly end, because a reset would throw away what the client has not read yet.
  if (isCut) setTimeout(() => call.connection.cut('end'), FLUSH_MS)
  else call.finish()
}

/** Writes one message of a reply. */
type Encode = (piece: object) => Uint8Array

function sendOnly(call: GrpcCall, message: Buffer): void {
  call.send(message)
  call.finish()
}

function answerOf({ code, message = 'a scripted fault' }: Fault): Error {
  if (typeof code === 'string') return refusal(code as Parameters<typeof refusal>[0], message)
  return Object.assign(refusal('UNKNOWN_SERVER_CODE', message), {
    serverCode: code ?? v2.Code.CODE_UNSPECIFIED,
  })
}

/** Waits, but not beyond the call's end. */
function delay(ms: number, call: GrpcCall): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, ms)
    call.whenOver(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}
