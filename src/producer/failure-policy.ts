import { type ErrorCode, RocketMQError } from '../errors.js'
import { exponentialBackoff, jitter, type RetryPolicy } from '../remoting/retry-policy.js'

/** The backoff of the server's default settings, until its own have come. */
const DEFAULT_BACKOFF = exponentialBackoff(Number.POSITIVE_INFINITY, 10, 1_000, 2)

/** Longest wait before an endpoint is tried again that did not answer, so that one that is back is soon found. */
const MAX_WAIT_UNREACHABLE_MS = 300

/** Failures that tell of the way to a broker, or of the broker itself, but not of the messages. */
const ENDPOINT_TROUBLE: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UNAVAILABLE',
  'TIMEOUT',
  'PROTOCOL',
  'WRONG_PROTOCOL',
])

/** Refusals that all messages of a batch deserve alike: to split it would only multiply them. */
const EVERYBODYS_FAULT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'UNAUTHORIZED',
  'FORBIDDEN',
  'TOPIC_NOT_FOUND',
  'ILLEGAL_TOPIC',
  'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
  'CLIENT_ID_REQUIRED',
])

/** A batch whose broker does not keep batches whole any more. */
export class BatchNotSafe extends RocketMQError {
  /** @param endpoint `host:port` of the proxy */
  constructor(endpoint: string) {
    super('UNSUPPORTED_BY_SERVER', `it is not proven that the brokers at ${endpoint} keep batches whole`)
  }
}

/** Whether the endpoint is to be passed over until it answers a heartbeat. */
export function isEndpointTrouble(error: RocketMQError): boolean {
  return error.serverCode === undefined && ENDPOINT_TROUBLE.has(error.code)
}

/** Whether a newer route may lead around the failure. */
export function isRouteTrouble(error: RocketMQError): boolean {
  return isEndpointTrouble(error) || error.code === 'TOPIC_NOT_FOUND'
}

/**
 * Whether one message of a batch may have brought the failure on all. A LOCAL server answers every failure of
 * its broker with INTERNAL_SERVER_ERROR, also one that a single message causes: twice in a row is suspicious.
 *
 * @param attempt the attempt that failed, from 1
 */
export function mayBeOneMessagesFault(error: unknown, attempt: number): boolean {
  if (!(error instanceof RocketMQError)) return false
  if (error instanceof BatchNotSafe || error.code === 'PAYLOAD_TOO_LARGE') return true
  if (error.serverCode === undefined || EVERYBODYS_FAULT.has(error.code)) return false
  if (!error.retryable) return true
  return (error.code === 'INTERNAL_SERVER_ERROR' || error.code === 'INTERNAL_ERROR') && attempt >= 2
}

/** How long to wait before a failed request is tried again. */
export class RetryDelay {
  /** The server's backoff, from its settings. */
  backoff: RetryPolicy = DEFAULT_BACKOFF

  /**
   * @param attempt the attempt that failed, from 1
   * @param brokers how many brokers take the topic
   */
  delayMs(attempt: number, error: unknown, brokers: number): number {
    const failure = RocketMQError.from(error)
    if (failure.code === 'TOO_MANY_REQUESTS') return jitter(this.backoff.delayMs(attempt + 1))
    const delay = jitter(this.backoff.delayMs(attempt))
    if (!isEndpointTrouble(failure)) return delay
    // Another broker can be tried at once, until each has had its turn.
    return attempt < brokers ? 0 : Math.min(delay, MAX_WAIT_UNREACHABLE_MS)
  }
}
