import { type ErrorDetails, RocketMQError, type ServerErrorCode, shortened } from '../errors.js'
import { apache } from './generated/protocol.js'
import type { ReplyStatus } from './reply-reader.js'

const { Code } = apache.rocketmq.v2

/** Codes whose request may succeed if it is simply sent again. */
const RETRYABLE: ReadonlySet<number> = new Set([
  Code.REQUEST_TIMEOUT,
  Code.TOO_MANY_REQUESTS,
  Code.INTERNAL_ERROR,
  Code.INTERNAL_SERVER_ERROR,
  Code.PROXY_TIMEOUT,
])

/** Codes for names that the server does not know; if it did before, it has forgotten them for a while only. */
const UNKNOWN_NAME: ReadonlySet<number> = new Set([Code.TOPIC_NOT_FOUND, Code.CONSUMER_GROUP_NOT_FOUND])

/** How a send is refused whose topic the proxy does not know: it gives the unknown topic the type UNSPECIFIED. */
const UNKNOWN_TYPE = /expected type is UNSPECIFIED/i

/**
 * How an acknowledgement is refused while its broker is down and the name server has forgotten it: as if the handle
 * were invalid. Until the name server has forgotten it, the refusal is an internal error.
 */
const UNKNOWN_BROKER = /cannot find broker/i

/** How a poll is refused whose SQL filter the broker cannot read, as an internal error. */
const UNREADABLE_FILTER = /parse the consumer's subscription failed/i

const CREATE_GROUP =
  'RocketMQ does not create consumer groups for gRPC clients; create it with mqadmin updateSubGroup ' +
  '-n NAMESERVER:9876 -c DefaultCluster -g GROUP (with -o true for a FIFO group)'

/** What helps, for the codes users meet most. */
const ADVICE: Partial<Record<ServerErrorCode, string>> = {
  TOPIC_NOT_FOUND:
    'RocketMQ does not create topics for gRPC clients; create it with mqadmin updateTopic -n NAMESERVER:9876 ' +
    '-c DefaultCluster -t TOPIC -a +message.type=NORMAL (or FIFO, DELAY, TRANSACTION, PRIORITY, LITE)',
  CONSUMER_GROUP_NOT_FOUND: CREATE_GROUP,
  ILLEGAL_CONSUMER_GROUP: `Check its name. ${CREATE_GROUP}`,
  UNAUTHORIZED: 'Check credentials.accessKey and secretKey, and what that user may do',
  MESSAGE_PROPERTY_CONFLICT_WITH_TYPE:
    "The topic takes another type of message: check the topic's message.type",
  TOO_MANY_REQUESTS: 'The server is throttling',
  ILLEGAL_FILTER_EXPRESSION: "Check the filter's SQL: texts in single quotes, = and <> to compare",
  ILLEGAL_DELIVERY_TIME: 'Servers take delays of up to a day unless they are configured for more',
  ILLEGAL_INVISIBLE_TIME:
    'Servers hide a received message for 10 s to 12 h unless they are configured for less or more',
  ILLEGAL_POLLING_TIME:
    'Servers poll for 5 s at the least unless they are configured for less: raise awaitDurationMs or requestTimeoutMs',
}

const FORGOTTEN = 'The server knew it before: it comes back with its broker, if it was not deleted'

/**
 * Which names of a request the server knew before. While a broker is down, name server and proxies forget its topics,
 * and remember them up to half a minute after its return: so a known name is worth another attempt.
 */
export type KnownNames = 'none' | 'topic' | 'topic and group'

/** What is known of a request that was refused. */
interface RefusalDetails extends ErrorDetails {
  /** Default `none`. */
  known?: KnownNames
}

/** The server's name for a code, for example `TOPIC_NOT_FOUND`. */
export function codeName(code: number): ServerErrorCode | 'OK' {
  const name = (Code as unknown as Record<number, string>)[code]
  return (name as ServerErrorCode | 'OK' | undefined) ?? 'UNKNOWN_SERVER_CODE'
}

/**
 * The error for a status that is not OK. An unset status is a breach of the protocol, never a success.
 *
 * @param what what was being done, for the message: `send to orders`
 */
export function statusError(
  status: ReplyStatus | null | undefined,
  what: string,
  details: RefusalDetails = {},
): RocketMQError {
  const code = meantCode(status)
  const origin = { ...details, requestId: details.requestId ?? status?.requestId }
  if (code === 0) {
    return new RocketMQError('PROTOCOL', `${what}: the server's reply carries no status`, {
      ...origin,
      retryable: true,
    })
  }
  const name = codeName(code) as ServerErrorCode
  const forgotten = isForgotten(code, details.known ?? 'none')
  const advice = forgotten ? FORGOTTEN : ADVICE[name]
  const text = `${what}: ${name} (${code}) ${shortened(bareMessage(status?.message ?? ''))}`.trimEnd()
  return new RocketMQError(name, advice === undefined ? text : `${text}. ${advice}`, {
    ...origin,
    serverCode: code,
    retryable: forgotten || isRetryableCode(code),
  })
}

/** The code, or the one that says what is wrong: a topic that is not there takes no type of message. */
function meantCode(status: ReplyStatus | null | undefined): number {
  const code = status?.code ?? 0
  const message = status?.message ?? ''
  if (code === Code.MESSAGE_PROPERTY_CONFLICT_WITH_TYPE && UNKNOWN_TYPE.test(message))
    return Code.TOPIC_NOT_FOUND
  if (code === Code.INTERNAL_SERVER_ERROR && UNREADABLE_FILTER.test(message))
    return Code.ILLEGAL_FILTER_EXPRESSION
  if (code === Code.INVALID_RECEIPT_HANDLE && UNKNOWN_BROKER.test(message)) return Code.INTERNAL_SERVER_ERROR
  return code
}

function isForgotten(code: number, known: KnownNames): boolean {
  if (known === 'none' || !UNKNOWN_NAME.has(code)) return false
  return known === 'topic and group' || code === Code.TOPIC_NOT_FOUND
}

/** Whether a request that was refused with `code` may be repeated as it is; unknown 5xxxx codes may. */
export function isRetryableCode(code: number): boolean {
  return RETRYABLE.has(code) || (code >= 50_000 && code < 60_000 && codeName(code) === 'UNKNOWN_SERVER_CODE')
}

/** The server's words without the number of another protocol and the link that its brokers put around them. */
function bareMessage(message: string): string {
  return message
    .replace(/^(?:[\w$]+\.)+\w*(?:Exception|Error): /, '')
    .replace(/^CODE: \d+ +DESC: /, '')
    .replace(/\s*For more information, please visit the url,.*$/s, '')
}
