import { status } from '@grpc/grpc-js'
import { type ErrorCode, RocketMQError, shortened } from '../errors.js'
import { fieldValue, type HeaderField } from '../http2/hpack.js'
import { type CallEnd, MAX_RECEIVE_BYTES } from './connection.js'

/** What else is known of a failed call. */
export interface CallFailure {
  method: string
  endpoint: string
  requestId: string
  /** The peer took the TCP connection, but never spoke HTTP/2. */
  acceptedOnly: boolean
  /** Whether the client speaks TLS. */
  tls: boolean
  timeoutMs: number
  /** Whether the endpoint was named by a route and not by the user, who dialled another. */
  fromRoute?: boolean
  /** Whether RocketMQ has answered there before. */
  everAnswered?: boolean
}

/** Texts by which TLS faults are known: grpc-js reports them all as UNAVAILABLE. */
const TLS_FAULT =
  /self.signed|unable to verify|unable to get (local )?issuer|ERR_TLS|altname|certificate|wrong version number|SSL routines|EPROTO/i

/** Texts of size limits, which gRPC reports with the code of throttling, and what gateways answer by HTTP. */
const SIZE_FAULT = /larger than max|size larger than|exceeds maximum size/i

/** How a deadline of our own is told. */
const OVERDUE = 'no answer within'

/** How it is told that a connection's own time was over. */
export const NOT_BEGUN = 'the peer did not begin HTTP/2'

/** How it is told that the connection failed: no word about the request. */
const NO_REFUSAL = /^Received RST_STREAM|^Bandwidth exhausted/

/**
 * A request that the server, or something between, refused without one of RocketMQ's codes. Bytes that the server
 * cannot read end like this, and so does what a gateway minds, so it may be the fault of a single message in it.
 */
export class UnexplainedRefusal extends RocketMQError {}

/**
 * The peer took the connection and did not begin HTTP/2, which may pass: it is a server of another protocol, as the code
 * says, or one of ours that is slow, while it boots or after its machine was stopped.
 */
export class DoubtfulPeer extends RocketMQError {}

/** The only call that can be too large by what an application put into it. */
const CARRIES_BODIES = 'SendMessage'

/** Calls that servers of RocketMQ 5 may not know; the others were there from the first on. */
const YOUNG_CALLS: ReadonlySet<string> = new Set([
  'RecallMessage',
  'SyncLiteSubscription',
  'ServerReflectionInfo',
])

const GATEWAY = 'a gateway on the way answered in place of the server'

/** Answers of HTTP by which a gateway speaks of the request itself. */
const BAD_REQUEST = 400
const PAYLOAD_TOO_LARGE = 413

/** How grpc-js begins when no HTTP/2 connection came about; one that broke later is told otherwise. */
const NEVER_ESTABLISHED = /^No connection established/

const REPLY_TOO_LARGE =
  `the reply is larger than ${MAX_RECEIVE_BYTES} bytes, the most that is taken of one message (32 bodies of 4 MiB ` +
  'and their headers). Nothing is wrong with the request: look at what answers there, the server or a gateway'

const REFUSED = "the server or something between refused the request without a code of RocketMQ's own"

const GRPC_PORT =
  'Dial the gRPC port of the RocketMQ proxy (8081 by default), not the name server (9876) or the broker (10911)'

const WRONG_PORT = `something listens there, but it does not speak gRPC. ${GRPC_PORT}`

/** Turns the status that ended a call without an answer into an error of this library. */
export function transportError(told: CallEnd, failure: CallFailure): RocketMQError {
  const end = { ...told, details: shortened(told.details) }
  const [code, reason, retryable] = classify(end, failure)
  const hasDetail = (code === 'UNAVAILABLE' || code === 'PROTOCOL') && reason !== REPLY_TOO_LARGE
  const detail = hasDetail ? `: ${lastError(wordsOf(end))}` : ''
  return new (kindOf(code, end))(
    code,
    `${failure.method} to ${failure.endpoint} failed: ${reason}${detail}`,
    {
      retryable,
      endpoint: failure.endpoint,
      requestId: failure.requestId,
      retryAfterMs: end.http?.retryAfterMs,
      cause: new Error(`gRPC status ${end.code}: ${end.details}`),
    },
  )
}

function kindOf(code: ErrorCode, end: CallEnd): typeof RocketMQError {
  if (code === 'WRONG_PROTOCOL' && isSilence(end)) return DoubtfulPeer
  return isRefusal(end) ? UnexplainedRefusal : RocketMQError
}

/** Whether the time was over before the peer said or did anything. */
function isSilence({ code, details }: CallEnd): boolean {
  return code === status.DEADLINE_EXCEEDED || details.includes(NOT_BEGUN)
}

/**
 * Whether a connection that stood ended, or refused the stream, before the server looked at the call: another connection
 * may take it at once. Where no connection came about, the next attempt has to wait.
 */
export function mayBeRepeatedAtOnce({ code, details, unprocessed }: CallEnd): boolean {
  return unprocessed === true && code === status.UNAVAILABLE && !NEVER_ESTABLISHED.test(details)
}

/** Whether a call ended in a way that says more of the connection than of the server, if all end so. */
export function isStrange({ code, details }: CallEnd): boolean {
  switch (code) {
    case status.OK:
    case status.UNAVAILABLE:
    case status.INVALID_ARGUMENT:
    case status.UNIMPLEMENTED:
    case status.UNAUTHENTICATED:
    case status.PERMISSION_DENIED:
      return false
    case status.DEADLINE_EXCEEDED:
      return !details.startsWith(OVERDUE)
    default:
      return true
  }
}

/** Whether the call ended with a refusal of what was asked, not with a failure on the way. */
function isRefusal({ code, details, http, brokenOff }: CallEnd): boolean {
  if (brokenOff) return false
  if (http !== undefined) return http.status === BAD_REQUEST || http.status === PAYLOAD_TOO_LARGE
  switch (code) {
    case status.OK:
    case status.DEADLINE_EXCEEDED:
    case status.UNAVAILABLE:
    case status.CANCELLED:
    case status.UNIMPLEMENTED:
    case status.UNAUTHENTICATED:
      return false
    default:
      return !NO_REFUSAL.test(details)
  }
}

function classify(end: CallEnd, failure: CallFailure): [ErrorCode, string, boolean] {
  if (end.http !== undefined) return gatewayAnswer(end.http.status, end, failure)
  if (SIZE_FAULT.test(end.details) && end.brokenOff) return ['PROTOCOL', REPLY_TOO_LARGE, true]
  if (SIZE_FAULT.test(end.details) && failure.method === CARRIES_BODIES)
    return ['PAYLOAD_TOO_LARGE', end.details, false]
  switch (end.code) {
    case status.OK:
      return ['UNAVAILABLE', 'the server ended the stream', true]
    case status.DEADLINE_EXCEEDED:
      if (failure.acceptedOnly) return ['WRONG_PROTOCOL', wrongPort(failure), true]
      return ['TIMEOUT', `no answer within ${failure.timeoutMs} ms`, true]
    case status.UNAVAILABLE:
      return unavailable(end, failure)
    case status.CANCELLED:
      return ['UNAVAILABLE', 'the server cancelled the call', true]
    case status.RESOURCE_EXHAUSTED:
      return [
        'UNAVAILABLE',
        isRefusal(end) ? 'there is no room for the request' : 'the peer asks for fewer requests',
        true,
      ]
    case status.UNIMPLEMENTED:
      // Gateways that speak gRPC say so, where others answer 404.
      if (failure.everAnswered && !YOUNG_CALLS.has(failure.method)) return ['UNAVAILABLE', GATEWAY, true]
      return ['UNSUPPORTED_BY_SERVER', 'the server does not know this call', false]
    case status.UNAUTHENTICATED:
    case status.PERMISSION_DENIED:
      return ['UNAUTHORIZED', wordsOf(end), false]
    case status.INVALID_ARGUMENT:
      return invalid(wordsOf(end))
    default:
      return ['PROTOCOL', isRefusal(end) ? REFUSED : 'the server or something between broke the call', true]
  }
}

/** What a gateway answers in place of the server says nothing of the server, and of the request only by two codes. */
function gatewayAnswer(http: number, end: CallEnd, { method }: CallFailure): [ErrorCode, string, boolean] {
  if (http === PAYLOAD_TOO_LARGE && method === CARRIES_BODIES)
    return ['PAYLOAD_TOO_LARGE', `a gateway on the way: ${wordsOf(end)}`, false]
  if (http === BAD_REQUEST) return ['PROTOCOL', REFUSED, true]
  return ['UNAVAILABLE', GATEWAY, true]
}

function unavailable(end: CallEnd, failure: CallFailure): [ErrorCode, string, boolean] {
  const text = end.details
  if (failure.tls && TLS_FAULT.test(text)) {
    return ['TLS', `TLS could not be established: ${lastError(text)}. ${tlsAdvice(text, failure)}`, false]
  }
  if (/ECONNREFUSED/.test(text)) {
    return [
      'UNAVAILABLE',
      'nothing listens there. Is the RocketMQ proxy running, and is this its gRPC port?',
      true,
    ]
  }
  if (/Name resolution failed|ENOTFOUND|EAI_AGAIN/.test(text)) {
    return ['UNAVAILABLE', 'the host name cannot be resolved', true]
  }
  if (failure.acceptedOnly && NEVER_ESTABLISHED.test(text)) {
    return ['WRONG_PROTOCOL', wrongPort(failure), true]
  }
  if (NEVER_ESTABLISHED.test(text)) return ['UNAVAILABLE', 'the endpoint cannot be reached', true]
  return ['UNAVAILABLE', 'the connection broke', true]
}

/** The telemetry stream has no status of its own: what the server minds is in the words alone. */
function invalid(text: string): [ErrorCode, string, boolean] {
  if (!/group.* not found|not found.*group/i.test(text)) return ['BAD_REQUEST', text, false]
  return ['CONSUMER_GROUP_NOT_FOUND', `${text}. Create the consumer group first`, false]
}

function wrongPort(failure: CallFailure): string {
  const other = failure.tls ? ', and check that it speaks TLS' : ', and check whether it wants TLS'
  return WRONG_PORT + other
}

function tlsAdvice(text: string, { endpoint, fromRoute }: CallFailure): string {
  if (/altname/i.test(text)) {
    const origin =
      fromRoute === true ? `The address ${endpoint} came from the route, not from your endpoints. ` : ''
    return `${origin}Set tls.serverName to a name of the certificate`
  }
  // What the server says of our certificate comes as an alert.
  if (/alert (certificate required|handshake failure)/i.test(text))
    return 'The server may want a certificate of yours: give tls.cert and tls.key'
  if (/alert [a-z ]*certificate|alert unknown ca/i.test(text))
    return 'The server does not accept the certificate in tls.cert'
  if (/alert no application protocol/i.test(text)) return `The port speaks TLS, but not HTTP/2. ${GRPC_PORT}`
  if (/ alert /i.test(text)) return "The server ended the handshake: look at the server's log"
  if (/wrong version|EPROTO/i.test(text)) return 'The port may speak plaintext: leave tls off'
  if (/expired/i.test(text)) return "Renew the server's certificate, and check the clocks on both sides"
  if (/not yet valid/i.test(text)) return 'Check the clocks on both sides'
  return 'Give the authority in tls.ca, or for a test set tls.rejectUnauthorized: false'
}

/** What the server said; some say nothing. */
function wordsOf({ code, details }: CallEnd): string {
  return details === '' ? `gRPC status ${code} (${status[code]})` : details
}

/** The fault itself, out of the sentence that grpc-js puts around it. */
function lastError(text: string): string {
  const bare = /Last error: (?:Error: )?(.*)$/s.exec(text)?.[1] ?? text
  return bare
    .replace(/\.? *Resolution note: *$/, '')
    .replace(/ \(\d{4}-[-\dT:.]+Z\)$/, '')
    .trim()
}

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
export interface GatewayHead {
  readonly status: number
  readonly contentType: string
  readonly retryAfterMs: number | undefined
}

/** The head of an answer that is not gRPC's. */
export function gatewayHead(fields: readonly HeaderField[]): GatewayHead {
  const contentType = fieldValue(fields, 'content-type') ?? ''
  const retryAfterMs = retryAfter(fieldValue(fields, 'retry-after'))
  return { status: Number(fieldValue(fields, ':status')), contentType, retryAfterMs }
}

/** How a call ended that a gateway answered. @param page how its text begins */
export function gatewayEnd(head: GatewayHead, page: string): CallEnd {
  const kind = head.contentType === '' ? '' : ` (${printable(head.contentType).slice(0, 80)})`
  const text = printable(page).replaceAll(/\s+/g, ' ').trim()
  return {
    code: HTTP_CODES[head.status] ?? status.UNKNOWN,
    details: `HTTP status ${head.status}${kind} in place of gRPC${text === '' ? '' : `: ${text}`}`,
    http: { status: head.status, retryAfterMs: head.retryAfterMs },
  }
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\s]/g, '?')
}

function retryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER_MS)
}
