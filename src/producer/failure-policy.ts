import { type ErrorCode, RocketMQError } from '../errors.js'
import { UnexplainedRefusal } from '../remoting/transport-error.js'
import { exponentialBackoff, jitter, type RetryPolicy } from '../waiting/backoff.js'

/** The backoff of the server's default settings, until its own have come. */
const DEFAULT_BACKOFF = exponentialBackoff(Number.POSITIVE_INFINITY, 10, 1_000, 2)

/** Bounds of the wait that a server may ask for, so that its settings make neither a flood nor a standstill. */
const MIN_WAIT_MS = 100
const MAX_WAIT_MS = 10_000

/** Longest wait before an endpoint is tried again that did not answer, so that one that is back is soon found. */
const MAX_WAIT_UNREACHABLE_MS = 300

/** Failures that tell of the way to a broker, or of the broker itself, but not of the messages. */
const ENDPOINT_TROUBLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UNAVAILABLE',
  'TIMEOUT',
  'PROTOCOL',
  'WRONG_PROTOCOL',
])

/** After so many failures in a row, one message of the batch is suspected to be the reason. */
const SUSPICIOUS_ATTEMPTS = 2

/** Refusals that concern all messages of a batch alike: each part of a batch that was split would get the same one. */
const EVERYBODYS_FAULT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UNAUTHORIZED',
  'FORBIDDEN',
  'TOPIC_NOT_FOUND',
  'ILLEGAL_TOPIC',
  'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
  'CLIENT_ID_REQUIRED',
])

/**
 * How often in a row a message that travels alone may be refused without a code of RocketMQ's own. It takes some
 * three seconds, in which whatever passes has passed: a failure on the way is told otherwise.
 */
const MAX_UNEXPLAINED_REFUSALS = 10

/** How old a route may be by which a message is refused, in milliseconds. */
export const ROUTE_AGE_MS = 1_000

/** A batch whose broker does not keep batches whole any more. */
export class BatchNotSafe extends RocketMQError {
  /** @param endpoint `host:port` of the proxy */
  constructor(endpoint: string) {
    super('UNSUPPORTED_BY_SERVER', `it is not proven that the brokers at ${endpoint} keep batches whole`)
  }
}

/** There is no broker to send to at the moment: nothing has left. */
export class NoBroker extends RocketMQError {
  constructor(message: string) {
    super('UNAVAILABLE', message, { retryable: true })
  }
}

/** Whether the endpoint is to be passed over until it answers a heartbeat. */
export function isEndpointTrouble(error: RocketMQError): boolean {
  if (error instanceof UnexplainedRefusal) return false
  return error.serverCode === undefined && ENDPOINT_TROUBLE.has(error.code)
}

/** Whether a newer route may lead around the failure. */
export function isRouteTrouble(error: RocketMQError): boolean {
  return isEndpointTrouble(error) || error.code === 'TOPIC_NOT_FOUND' || error.code === 'FORBIDDEN'
}

/**
 * Whether one message of a batch may have brought the failure on all. A LOCAL server answers every failure of
 * its broker with INTERNAL_SERVER_ERROR, also one that a single message causes: twice in a row is suspicious.
 * So is a refusal without a code.
 *
 * @param attempt the attempt that failed, from 1
 */
export function mayBeOneMessagesFault(error: unknown, attempt: number): boolean {
  if (!(error instanceof RocketMQError)) return false
  if (error instanceof BatchNotSafe || error.code === 'PAYLOAD_TOO_LARGE') return true
  if (error instanceof UnexplainedRefusal) return !error.retryable || attempt >= SUSPICIOUS_ATTEMPTS
  if (error.serverCode === undefined || EVERYBODYS_FAULT.has(error.code)) return false
  if (!error.retryable) return true
  return (
    (error.code === 'INTERNAL_SERVER_ERROR' || error.code === 'INTERNAL_ERROR') &&
    attempt >= SUSPICIOUS_ATTEMPTS
  )
}

/**
 * Whether it is certain that a request was not stored, and will not be: it never left, or the server refused it for
 * good by a code of its own. Such a request counts as no attempt.
 */
export function storedNothing(error: RocketMQError): boolean {
  return (
    error instanceof BatchNotSafe ||
    error instanceof NoBroker ||
    (error.serverCode !== undefined && !error.retryable)
  )
}

/**
 * What becomes of a failure of a message that travelled alone: the same, or a permanent one if the message has been
 * refused so often that it must be the cause itself.
 *
 * @param refusals how often in a row it was refused without a code, this time included
 */
export function verdictAlone(failure: RocketMQError, refusals: number): RocketMQError {
  if (refusals < MAX_UNEXPLAINED_REFUSALS) return failure
  return new RocketMQError(
    'BAD_REQUEST',
    `the message was refused ${refusals} times in a row, each time alone and without a code of RocketMQ's own, so it ` +
      `is not sent again. Check its size and its texts, and what gateways on the way allow. Last: ${failure.message}`,
    { endpoint: failure.endpoint, cause: failure },
  )
}

/** How long to wait before a failed request is tried again. */
export class RetryDelay {
  /** The server's backoff, from its settings. */
  backoff: RetryPolicy = DEFAULT_BACKOFF

  /**
   * @param attempt the attempt that failed, from 1
   * @param brokers how many brokers take the message
   */
  delayMs(attempt: number, error: unknown, brokers: number): number {
    const failure = RocketMQError.from(error)
    if (failure.retryAfterMs !== undefined) return failure.retryAfterMs
    if (failure.code === 'TOO_MANY_REQUESTS') return jitter(this.#waitMs(attempt + 1))
    const delay = jitter(this.#waitMs(attempt))
    if (!isEndpointTrouble(failure)) return delay
    // Another broker can be tried at once, until each has had its turn.
    return attempt < brokers ? 0 : Math.min(delay, MAX_WAIT_UNREACHABLE_MS)
  }

  /** What the server asks for; where that is nothing, a wait that grows as by default, but stays short. */
  #waitMs(attempt: number): number {
    const least = Math.min(DEFAULT_BACKOFF.delayMs(attempt), MIN_WAIT_MS)
    return Math.min(Math.max(this.backoff.delayMs(attempt), least), MAX_WAIT_MS)
  }
}
