/** Why an operation failed for a reason of the client's own, and not because the server refused it. */
export type ClientErrorCode =
  /** An option or an option's value is wrong; nothing was started. */
  | 'CONFIGURATION'
  /** An argument, most often a message, was refused before it reached the wire. */
  | 'INVALID_ARGUMENT'
  /** The client, pool or processor is closed or closing. */
  | 'CLOSED'
  /** The caller's `AbortSignal` fired. */
  | 'ABORTED'
  /** No answer within the deadline. */
  | 'TIMEOUT'
  /** The endpoint cannot be reached, or the connection broke. */
  | 'UNAVAILABLE'
  /** Something listens at the endpoint, but it is not a RocketMQ gRPC proxy. */
  | 'WRONG_PROTOCOL'
  /** TLS could not be established: a certificate, a name, or plaintext against TLS. */
  | 'TLS'
  /** A bounded buffer or pool is full and the policy is to reject. */
  | 'FULL'
  /** An object was given back to a pool that did not hand it out, or twice. */
  | 'NOT_OUTSTANDING'
  /** The message's body does not match its digest or cannot be decoded. */
  | 'CORRUPTED'
  /** The body arrived whole, but is not what its typed topic takes: its codec or schema refused it. */
  | 'UNREADABLE'
  /** The server cannot do what was asked (an older version, or the other proxy mode). */
  | 'UNSUPPORTED_BY_SERVER'
  /** The server broke the protocol. */
  | 'PROTOCOL'
  /** The one who answers requests refused this one; the error's message is the reason given. */
  | 'REQUEST_REFUSED'
  /** A handler of the application failed. */
  | 'HANDLER'
  /** A fault inside this library. */
  | 'INTERNAL'

/** Names of the server's `apache.rocketmq.v2.Code`, as the server sends them. */
export type ServerErrorCode =
  | 'MULTIPLE_RESULTS'
  | 'BAD_REQUEST'
  | 'ILLEGAL_ACCESS_POINT'
  | 'ILLEGAL_TOPIC'
  | 'ILLEGAL_CONSUMER_GROUP'
  | 'ILLEGAL_MESSAGE_TAG'
  | 'ILLEGAL_MESSAGE_KEY'
  | 'ILLEGAL_MESSAGE_GROUP'
  | 'ILLEGAL_MESSAGE_PROPERTY_KEY'
  | 'INVALID_TRANSACTION_ID'
  | 'ILLEGAL_MESSAGE_ID'
  | 'ILLEGAL_FILTER_EXPRESSION'
  | 'ILLEGAL_INVISIBLE_TIME'
  | 'ILLEGAL_DELIVERY_TIME'
  | 'INVALID_RECEIPT_HANDLE'
  | 'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE'
  | 'UNRECOGNIZED_CLIENT_TYPE'
  | 'MESSAGE_CORRUPTED'
  | 'CLIENT_ID_REQUIRED'
  | 'ILLEGAL_POLLING_TIME'
  | 'ILLEGAL_OFFSET'
  | 'ILLEGAL_LITE_TOPIC'
  | 'INVALID_CLIENT_PROPERTIES'
  | 'UNAUTHORIZED'
  | 'PAYMENT_REQUIRED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'MESSAGE_NOT_FOUND'
  | 'TOPIC_NOT_FOUND'
  | 'CONSUMER_GROUP_NOT_FOUND'
  | 'OFFSET_NOT_FOUND'
  | 'REQUEST_TIMEOUT'
  | 'PAYLOAD_TOO_LARGE'
  | 'MESSAGE_BODY_TOO_LARGE'
  | 'MESSAGE_BODY_EMPTY'
  | 'PRECONDITION_FAILED'
  | 'TOO_MANY_REQUESTS'
  | 'LITE_TOPIC_QUOTA_EXCEEDED'
  | 'LITE_SUBSCRIPTION_QUOTA_EXCEEDED'
  | 'REQUEST_HEADER_FIELDS_TOO_LARGE'
  | 'MESSAGE_PROPERTIES_TOO_LARGE'
  | 'INTERNAL_ERROR'
  | 'INTERNAL_SERVER_ERROR'
  | 'HA_NOT_AVAILABLE'
  | 'NOT_IMPLEMENTED'
  | 'PROXY_TIMEOUT'
  | 'MASTER_PERSISTENCE_TIMEOUT'
  | 'SLAVE_PERSISTENCE_TIMEOUT'
  | 'UNSUPPORTED'
  | 'VERSION_UNSUPPORTED'
  | 'VERIFY_FIFO_MESSAGE_UNSUPPORTED'
  | 'FAILED_TO_CONSUME_MESSAGE'
  | 'UNKNOWN_SERVER_CODE'

/** Everything an error of this library may name as its cause. */
export type ErrorCode = ClientErrorCode | ServerErrorCode

/** What else an error knows. */
export interface ErrorDetails {
  /** Whether the same operation may succeed if it is tried again, unchanged. Default `false`. */
  retryable?: boolean | undefined
  /** The number the server sent, for example 40402; absent for errors of the client itself. */
  serverCode?: number | undefined
  /** Where the request went, as `host:port`. */
  endpoint?: string | undefined
  /** The `x-mq-request-id` of the call, which the server's logs name too. */
  requestId?: string | undefined
  /** How long a gateway on the way asks to wait before the next attempt, in milliseconds. */
  retryAfterMs?: number | undefined
  /** The error underneath. */
  cause?: unknown
}

/**
 * The one error class of this library. Branch on {@link RocketMQError.code}; the message says in words
 * what happened and, where it is known, what to do.
 */
export class RocketMQError extends Error {
  override readonly name = 'RocketMQError'
  /** Tells errors made here from whatever only claims to be one, such as a proxy that throws when it is read. */
  readonly #ours = true
  /** The reason, stable across versions. */
  readonly code: ErrorCode
  /** Whether the same operation may succeed if it is tried again, unchanged. */
  readonly retryable: boolean
  /** The number the server sent, if the server refused. */
  readonly serverCode: number | undefined
  /** Where the request went, as `host:port`. */
  readonly endpoint: string | undefined
  /** The `x-mq-request-id` of the call. */
  readonly requestId: string | undefined
  /** How long a gateway on the way asks to wait before the next attempt, in milliseconds (`Retry-After`). */
  readonly retryAfterMs: number | undefined

  /** @param message what is wrong and, where it is known, what to do */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.code = code
    this.retryable = details.retryable ?? false
    this.serverCode = details.serverCode
    this.endpoint = details.endpoint
    this.requestId = details.requestId
    this.retryAfterMs = details.retryAfterMs
  }

  /** Gives `thrown` back if it is a {@link RocketMQError}, else wraps it under `code`. Never throws, whatever it is given. */
  static from(thrown: unknown, code: ErrorCode = 'INTERNAL'): RocketMQError {
    if (RocketMQError.#isOurs(thrown)) return thrown
    return new RocketMQError(code, reasonOf(thrown), { cause: thrown })
  }

  static #isOurs(thrown: unknown): thrown is RocketMQError {
    return typeof thrown === 'object' && thrown !== null && #ours in thrown && thrown.#ours
  }
}

/**
 * An application's value as text, whatever it is: an object without a prototype and a revoked proxy have none, and a
 * getter may throw. All that formats such values goes through here or {@link reasonOf}, because a fault while another
 * one is being reported would end the process or lose a message.
 */
export function textOf(value: unknown): string {
  try {
    return String(value)
  } catch {
    return 'a value that cannot be shown as text'
  }
}

/** What a thrown value says of itself: an error its message, anything else what {@link textOf} makes of it. */
export function reasonOf(thrown: unknown): string {
  try {
    return textOf(thrown instanceof Error ? thrown.message : thrown)
  } catch {
    return textOf(thrown)
  }
}

/** An application's value in a few characters, for messages that say what is wrong with it. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${beginningOf(value)}'`
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' && value !== null ? 'an object' : textOf(value)
}

/** The first 40 characters of a text, never half of one. */
export function beginningOf(text: string): string {
  return (text.length > 40 ? `${text.slice(0, 40)}…` : text).toWellFormed()
}

/** Somebody gave up what was asked for. @param what for example `receive()` */
export function abortedError(what: string, signal: AbortSignal): RocketMQError {
  return new RocketMQError('ABORTED', `${what} was aborted by the caller's signal`, { cause: signal.reason })
}

/**
 * One error for several that happened side by side: the first one's code, and all of them as an
 * `AggregateError` in `cause`.
 *
 * @param what what was done to how many, for the message: `7 of 500 messages failed`
 */
export function combinedError(what: string, failures: readonly RocketMQError[]): RocketMQError {
  const first = failures[0] ?? new RocketMQError('INTERNAL', 'no failure')
  return new RocketMQError(first.code, `${what}, the first with: ${first.message}`, {
    retryable: failures.every(failure => failure.retryable),
    requestId: first.requestId,
    cause: new AggregateError(failures),
  })
}

/** The errors among settled promises. */
export function failuresOf(outcomes: readonly PromiseSettledResult<unknown>[]): RocketMQError[] {
  return outcomes.flatMap(each => (each.status === 'rejected' ? RocketMQError.from(each.reason) : []))
}

/** A number with its noun, for messages: `1 handler`, `2 handlers`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** Of what somebody else says, no more is repeated; logs and errors must not grow by it. */
const LONGEST_WORDS = 1_024

/** Somebody else's words, cut where they are too long to be repeated. */
export function shortened(words: string): string {
  if (words.length <= LONGEST_WORDS) return words
  return `${words.slice(0, LONGEST_WORDS)}… (${words.length} characters)`
}

/** What stands in place of a secret. */
export const HIDDEN = '***'

/** Values shorter than this would take parts of ordinary words along. */
const SHORTEST_SECRET = 4

/** `text` without any of the values that are known to be secret. */
export function withoutSecrets(text: string, secrets: Iterable<unknown>): string {
  let safe = text
  for (const secret of secrets) {
    if (typeof secret === 'string' && secret.length >= SHORTEST_SECRET) safe = safe.replaceAll(secret, HIDDEN)
  }
  return safe
}

/** A word that is followed by a secret more often than not. */
const NAMES_A_SECRET = /secret|token|passw|pwd|credential|signature|auth|bearer|key/i
const PLAIN_WORD = /^["'(]?(?:[A-Z]?[a-z]{0,15}|E[A-Z]{2,15})["'),.;:!?]*$/

/**
 * What words of somebody else's can be repeated where they may hold a secret that nobody told us of: ordinary words and
 * codes such as ECONNREFUSED, up to the first word that announces a secret.
 */
export function plainWords(text: string): string {
  const words: string[] = []
  for (const word of text.split(/\s+/)) {
    if (NAMES_A_SECRET.test(word)) {
      words.push(HIDDEN)
      break
    }
    words.push(PLAIN_WORD.test(word) ? word : HIDDEN)
  }
  return words.join(' ')
}

/** Addresses as somebody wrote them, without user and password or token, and without a query. */
export function withoutUserInfo(text: string): string {
  const [, scheme = '', rest = ''] = /^(\s*[a-z][a-z0-9+.-]*:\/\/)?(.*)$/is.exec(text) ?? []
  // A password may hold whatever separates addresses, so all before the last @ may be part of it.
  const at = rest.lastIndexOf('@')
  const secret = scheme !== '' || rest.slice(0, Math.max(at, 0)).includes(':')
  const host = rest.slice(secret ? at + 1 : 0)
  const address = host.replace(/[?#].*$/s, match => `${match[0]}${HIDDEN}`)
  return `${scheme}${host === rest ? '' : `${HIDDEN}@`}${address}`
}
