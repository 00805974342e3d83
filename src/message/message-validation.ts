import { isDate, isUint8Array } from 'node:util/types'
import { beginningOf, RocketMQError, reasonOf, type ServerErrorCode, show } from '../errors.js'
import { isPlain, unknownName } from '../options/unknown-name.js'
import { SNAPPY_MARK } from './body-encoding.js'
import type { Message, MessageType } from './message.js'

/** Limits that a server may be configured for. The defaults are those of a server that is not. */
interface ValidationLimits extends PropertyLimits {
  /** Largest body, in bytes. Default 4 MiB. */
  maxBodyBytes?: number
  /** How far ahead a delivery may lie, in milliseconds. Default one day. */
  maxDelayMs?: number
  /** Longest message group, in bytes. Default 63. */
  maxMessageGroupBytes?: number
  /** Longest name of a lite topic. Default 64. */
  maxLiteTopicLength?: number
}

const MAX_BODY_BYTES = 4 * 1024 * 1024
const MAX_DELAY_MS = 24 * 60 * 60 * 1000
const MAX_MESSAGE_GROUP_BYTES = 63
const MAX_LITE_TOPIC_LENGTH = 64
/** Before this, in 1973, no delivery time was ever meant; epoch seconds come there in the year 5138. */
const FIRST_TIMESTAMP_MS = 100_000_000_000
/** The last one the protocol can carry, at the end of the year 9999. */
const LAST_TIMESTAMP_MS = 253_402_300_799_999
const YEARS_MS = 20 * 365 * 24 * 3_600_000
const MAX_TOPIC_LENGTH = 127
const MAX_GROUP_LENGTH = 120

const NAME = /^[%|a-zA-Z0-9_-]+$/
const LITE_NAME = /^[a-zA-Z0-9_-]+$/
/** Topics of the server's own, which it lets nobody write to or read. */
const SYSTEM_TOPICS = new Set(
  (
    'TBW102 SCHEDULE_TOPIC_XXXX BenchmarkTest SELF_TEST_TOPIC OFFSET_MOVED_EVENT CHECKPOINT_TOPIC ' +
    'TRANS_CHECK_MAX_TIME_TOPIC RMQ_SYS_TRACE_TOPIC RMQ_SYS_TRANS_HALF_TOPIC RMQ_SYS_TRANS_OP_HALF_TOPIC ' +
    'RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC'
  ).split(' '),
)
const SYSTEM_PREFIX = 'rmq_sys_'

const FIELDS = 'topic body tag keys properties messageGroup deliveryTimestamp priority liteTopic'.split(' ')
/** Names of fields that a message may have: its own, and those of a received message that is sent on as it is. */
const TAKEN = new Set([
  ...FIELDS,
  ...(
    'messageId bornTimestamp bornHost storeTimestamp storeHost deliveryAttempt queueId offset traceContext ' +
    'corrupted'
  ).split(' '),
])

/** Topic names found to be good, so that the pattern runs once per topic. */
const goodTopics = new Set<string>()
const MAX_REMEMBERED_TOPICS = 10_000

/** @throws RocketMQError ILLEGAL_TOPIC */
export function validateTopicName(topic: unknown): asserts topic is string {
  if (goodTopics.has(topic as string)) return
  if (typeof topic !== 'string' || topic.length > MAX_TOPIC_LENGTH || !NAME.test(topic)) {
    throw refused('ILLEGAL_TOPIC', 'topic', topic, `1 to ${MAX_TOPIC_LENGTH} letters, digits, %, |, _ or -`)
  }
  if (SYSTEM_TOPICS.has(topic) || topic.startsWith(SYSTEM_PREFIX)) {
    throw refused('ILLEGAL_TOPIC', 'topic', topic, "none of the server's own")
  }
  if (goodTopics.size < MAX_REMEMBERED_TOPICS) goodTopics.add(topic)
}

/** @throws RocketMQError ILLEGAL_CONSUMER_GROUP */
export function validateGroupName(group: unknown): asserts group is string {
  if (typeof group !== 'string' || group.length > MAX_GROUP_LENGTH || !NAME.test(group)) {
    throw refused(
      'ILLEGAL_CONSUMER_GROUP',
      'consumerGroup',
      group,
      `1 to ${MAX_GROUP_LENGTH} letters, digits, %, |, _ or -`,
    )
  }
}

/**
 * Refuses what is no message, and fields that no message has.
 *
 * @throws RocketMQError INVALID_ARGUMENT
 */
export function validateFieldNames(message: Message): void {
  if (typeof message !== 'object' || message === null) {
    throw new RocketMQError('INVALID_ARGUMENT', 'a message must be an object with topic and body')
  }
  for (const name in message) if (!TAKEN.has(name)) validateUnknown(message, name)
}

/**
 * Refuses everything the server would refuse, or silently change: one bad message fails a whole batch there.
 *
 * @param message what was taken over of a message: a getter may say something else each time it is read
 * @returns the length of the body in bytes
 * @throws RocketMQError with the server's own code
 */
export function validateMessage(message: Message, limits: ValidationLimits = {}): number {
  validateTopicName(message.topic)
  const bodyBytes = validateBody(message.body, limits.maxBodyBytes ?? MAX_BODY_BYTES)
  const { tag, keys, properties } = message
  if (tag !== undefined) validateTag(tag)
  if (keys !== undefined) validateKeys(keys)
  if (properties !== undefined || tag !== undefined || keys !== undefined) validateProperties(message, limits)
  if (message.messageGroup !== undefined)
    validateMessageGroup(message.messageGroup, limits.maxMessageGroupBytes)
  if (message.deliveryTimestamp !== undefined) {
    validateDelivery(message.deliveryTimestamp, limits.maxDelayMs ?? MAX_DELAY_MS)
  }
  if (message.priority !== undefined) validatePriority(message.priority)
  if (message.liteTopic !== undefined) validateLiteTopic(message.liteTopic, limits.maxLiteTopicLength)
  return bodyBytes
}

/** @throws RocketMQError ILLEGAL_LITE_TOPIC */
export function validateLiteTopic(
  liteTopic: unknown,
  maxLength = MAX_LITE_TOPIC_LENGTH,
): asserts liteTopic is string {
  if (typeof liteTopic !== 'string' || liteTopic.length > maxLength || !LITE_NAME.test(liteTopic)) {
    throw refused(
      'ILLEGAL_LITE_TOPIC',
      'liteTopic',
      liteTopic,
      `letters, digits, _ or -${upTo(maxLength, 'of them')}`,
    )
  }
}

/**
 * The type a message has by its fields.
 *
 * @param transactional whether it is sent in a transaction
 * @throws RocketMQError INVALID_ARGUMENT naming both fields, if they want different types
 */
export function messageTypeOf(message: Message, transactional = false): MessageType {
  if (
    message.messageGroup === undefined &&
    message.deliveryTimestamp === undefined &&
    message.priority === undefined &&
    message.liteTopic === undefined
  ) {
    return transactional ? 'TRANSACTION' : 'NORMAL'
  }
  return specialType(message, transactional)
}

function specialType(message: Message, transactional: boolean): MessageType {
  const claims: [string, MessageType][] = []
  if (transactional) claims.push(['a transaction', 'TRANSACTION'])
  if (message.messageGroup !== undefined) claims.push(['messageGroup', 'FIFO'])
  if (message.deliveryTimestamp !== undefined) claims.push(['deliveryTimestamp', 'DELAY'])
  if (message.priority !== undefined) claims.push(['priority', 'PRIORITY'])
  if (message.liteTopic !== undefined) claims.push(['liteTopic', 'LITE'])
  const [first, second] = claims
  if (first !== undefined && second !== undefined) {
    throw new RocketMQError(
      'INVALID_ARGUMENT',
      `${first[0]} makes a message ${first[1]} and ${second[0]} makes it ${second[1]}; a message has one type`,
    )
  }
  return first?.[1] ?? 'NORMAL'
}

/** Whether its type keeps a message from sharing a request, so that a refusal meets nobody else. */
export function travelsAlone(message: Message): boolean {
  return (message.messageGroup ?? message.deliveryTimestamp ?? message.priority ?? message.liteTopic) != null
}

/** Refuses a field that no message has: most often a misspelling, whose value would be lost. An object of a class may have others. */
function validateUnknown(message: Message, name: string): void {
  if (!isPlain(message) || !Object.hasOwn(message, name) || message[name as keyof Message] === undefined)
    return
  throw new RocketMQError('INVALID_ARGUMENT', unknownName('field of a message', '', name, FIELDS))
}

function validateBody(body: unknown, maxBodyBytes: number): number {
  let bytes: number
  if (typeof body === 'string') bytes = Buffer.byteLength(body)
  else if (isUint8Array(body)) bytes = body.byteLength
  else throw new RocketMQError('INVALID_ARGUMENT', `body must be a string or a Uint8Array, not ${show(body)}`)
  if (bytes === 0)
    throw new RocketMQError('MESSAGE_BODY_EMPTY', 'body is empty, which RocketMQ does not allow')
  checkBodySize(bytes, maxBodyBytes)
  return bytes
}

/** @throws RocketMQError MESSAGE_BODY_TOO_LARGE */
export function checkBodySize(bytes: number, maxBodyBytes: number): void {
  if (bytes <= maxBodyBytes) return
  throw new RocketMQError(
    'MESSAGE_BODY_TOO_LARGE',
    `body has ${bytes} bytes, and the server takes ${maxBodyBytes}`,
  )
}

function validateTag(tag: unknown): void {
  if (!isText(tag) || tag.includes('|')) {
    throw refused(
      'ILLEGAL_MESSAGE_TAG',
      'tag',
      tag,
      'a text that is not blank, without | and control characters',
    )
  }
}

function validateKeys(keys: readonly unknown[]): void {
  if (!Array.isArray(keys))
    throw new RocketMQError('INVALID_ARGUMENT', `keys must be an array, not ${show(keys)}`)
  for (const key of keys) {
    if (!isText(key) || key.includes(' ')) {
      throw refused('ILLEGAL_MESSAGE_KEY', 'key', key, 'a text without spaces and control characters')
    }
  }
}

function validateMessageGroup(group: unknown, maxBytes = MAX_MESSAGE_GROUP_BYTES): void {
  if (!isText(group) || Buffer.byteLength(group) > maxBytes) {
    const allowed = `a text that is not blank, without control characters${upTo(maxBytes, 'bytes')}`
    throw refused('ILLEGAL_MESSAGE_GROUP', 'messageGroup', group, allowed)
  }
}

/** What stands behind a rule that has a limit here. */
function upTo(limit: number, unit: string): string {
  return Number.isFinite(limit) ? `, up to ${limit} ${unit}` : ''
}

function validateDelivery(timestamp: unknown, maxDelayMs: number): void {
  const at = isDate(timestamp) ? timestamp.getTime() : timestamp
  if (typeof at !== 'number' || !(at >= 0 && at <= LAST_TIMESTAMP_MS)) {
    throw refused('ILLEGAL_DELIVERY_TIME', 'deliveryTimestamp', timestamp, 'a Date, or epoch milliseconds')
  }
  if (at !== 0 && at < FIRST_TIMESTAMP_MS)
    throw refused('ILLEGAL_DELIVERY_TIME', 'deliveryTimestamp', at, adviceFor(at))
  if (at - Date.now() > maxDelayMs) {
    throw new RocketMQError(
      'ILLEGAL_DELIVERY_TIME',
      `deliveryTimestamp lies ${Math.round((at - Date.now()) / 1000)} s ahead; RocketMQ takes ${maxDelayMs / 1000} s`,
    )
  }
}

/** A time so long ago was never meant: it is a delay, or counted in seconds, and would be taken as "at once". */
function adviceFor(at: number): string {
  const seconds = Math.abs(at * 1_000 - Date.now()) < YEARS_MS
  return seconds
    ? 'epoch milliseconds, and this looks like seconds: multiply it by 1,000'
    : `epoch milliseconds, and this looks like a delay: give Date.now() + ${at}`
}

function validatePriority(priority: unknown): void {
  if (!Number.isInteger(priority) || (priority as number) < 0 || (priority as number) > 0x7fffffff) {
    throw new RocketMQError(
      'INVALID_ARGUMENT',
      `priority must be a whole number from 0, not ${show(priority)}`,
    )
  }
}

const MAX_PROPERTIES = 128
const MAX_PROPERTY_BYTES = 16 * 1024
/** The broker keeps everything in one string of 32,767 bytes; so much of it is for what it adds by itself. */
const MAX_STORED_BYTES = 32_767 - 512

/** Property names that the server refuses. */
const REFUSED =
  'KEYS TAGS WAIT DELAY RETRY_TOPIC ORIGIN_GROUP REAL_TOPIC REAL_QID TRAN_MSG PGROUP MIN_OFFSET MAX_OFFSET ' +
  'BUYER_ID ORIGIN_MESSAGE_ID TRANSFER_FLAG CORRECTION_FLAG MQ2_FLAG RECONSUME_TIME MSG_REGION TRACE_ON ' +
  'UNIQ_KEY EXTEND_UNIQ_INFO MAX_RECONSUME_TIMES CONSUME_START_TIME TRAN_PREPARED_QUEUE_OFFSET DUP_INFO TTL ' +
  'CLUSTER INSTANCE_ID CORRELATION_ID REPLY_TO_CLIENT PUSH_REPLY_TIME MSG_TYPE ARRIVE_TIME POP_CK ' +
  'POP_CK_OFFSET 1ST_POP_TIME INNER_MULTI_QUEUE_OFFSET TIMER_DELIVER_MS TIMER_DELAY_MS TIMER_DELAY_SEC ' +
  'TIMER_ENQUEUE_MS TIMER_DEQUEUE_MS TIMER_ROLL_TIMES TIMER_OUT_MS TIMER_DEL_UNIQKEY TIMER_DELAY_LEVEL ' +
  'DLQ_ORIGIN_TOPIC DLQ_ORIGIN_MESSAGE_ID __CRC32# _SYS_MSG_PRIORITY_ __LITE_TOPIC __BORNHOST BORN_TIMESTAMP'

/** Property names that the server takes, and then reads as its own. */
const MISREAD =
  '__SHARDINGKEY __transactionId__ TRANSACTION_CHECK_TIMES CHECK_IMMUNITY_TIME_IN_SECONDS ' +
  'INNER_MULTI_DISPATCH INNER_NUM TRACE_CONTEXT'

const RESERVED = new Set([...REFUSED.split(' '), ...MISREAD.split(' '), SNAPPY_MARK.key])

/** Limits that a server may be configured for. */
interface PropertyLimits {
  /** Most properties. Default 128. */
  maxProperties?: number
  /** Most bytes of properties, tag and keys. Default 16 KiB. */
  maxPropertyBytes?: number
}

/** The parts of a message that share the limits of properties. */
type WithProperties = Pick<Message, 'properties' | 'tag' | 'keys'>

/**
 * Checks names, values and sizes of the properties; tag and keys, which must be good, count with them.
 *
 * @throws RocketMQError ILLEGAL_MESSAGE_PROPERTY_KEY, MESSAGE_PROPERTIES_TOO_LARGE, INVALID_ARGUMENT
 */
function validateProperties(message: Message, limits: PropertyLimits): void {
  const { maxProperties = MAX_PROPERTIES, maxPropertyBytes = MAX_PROPERTY_BYTES } = limits
  const { properties } = message
  if (properties !== undefined) {
    checkShape(properties)
    for (const name in properties) {
      if (Object.hasOwn(properties, name)) validateProperty(name, properties[name])
    }
  }
  const { count, bytes, separators } = measureProperties(message)
  if (count > maxProperties) throw tooLarge(`${count} properties`, `${maxProperties}`)
  if (bytes > maxPropertyBytes) {
    throw tooLarge(`tag, keys and properties of ${bytes} bytes`, `${maxPropertyBytes}`)
  }
  if (bytes + separators > MAX_STORED_BYTES) {
    throw tooLarge(
      `keys and properties that are stored as ${bytes + separators} bytes`,
      `${MAX_STORED_BYTES}`,
    )
  }
}

/** Whether a valid message may have so many more properties, of so many bytes with their names. */
export function hasRoomForProperties(message: WithProperties, count: number, bytes: number): boolean {
  const used = measureProperties(message)
  const added = used.bytes + bytes
  return (
    used.count + count <= MAX_PROPERTIES &&
    added <= MAX_PROPERTY_BYTES &&
    added + used.separators + 2 * count <= MAX_STORED_BYTES
  )
}

/** `separators` is what the broker writes between keys, and around names and values. */
function measureProperties({ properties, tag, keys }: WithProperties): {
  count: number
  bytes: number
  separators: number
} {
  let count = 0
  let bytes = tag === undefined ? 0 : Buffer.byteLength(tag)
  if (keys !== undefined) for (const key of keys) bytes += Buffer.byteLength(key)
  for (const name in properties) {
    if (!Object.hasOwn(properties, name)) continue
    count += 1
    bytes += Buffer.byteLength(name) + Buffer.byteLength(properties[name] as string)
  }
  return { count, bytes, separators: (keys?.length ?? 0) + 2 * count }
}

/** Keys that nobody else can change. What is wrong stays as it is, to be refused. */
export function ownKeys(keys: Message['keys']): Message['keys'] {
  return Array.isArray(keys) ? keys.slice() : keys
}

/** A time that nobody else can change. What is wrong stays as it is, to be refused. */
export function ownTime(time: Message['deliveryTimestamp']): number | undefined {
  return isDate(time) ? time.getTime() : time
}

/** Why a message was not taken over: what is no error of ours was thrown by a field of it when it was read. */
export function unreadable(error: unknown): RocketMQError {
  const failure = RocketMQError.from(error)
  if (failure === error) return failure
  return new RocketMQError(
    'INVALID_ARGUMENT',
    `the message cannot be read, a field of it threw: ${reasonOf(error)}`,
    { cause: error },
  )
}

/** Whether a value is an object of properties: what a Map or an array holds would be lost, or was never meant. */
export function holdsProperties(properties: unknown): properties is Readonly<Record<string, string>> {
  return typeof properties === 'object' && properties !== null && !(Symbol.iterator in properties)
}

function checkShape(properties: unknown): void {
  if (holdsProperties(properties)) return
  throw new RocketMQError(
    'INVALID_ARGUMENT',
    `properties must be a plain object of names and texts, not ${show(properties)}`,
  )
}

function validateProperty(name: string, value: unknown): void {
  if (RESERVED.has(name)) {
    throw new RocketMQError(
      'ILLEGAL_MESSAGE_PROPERTY_KEY',
      `property '${name}' is one of RocketMQ's own; use another name`,
    )
  }
  if (name === '' || !isPrintable(name)) {
    const allowed = 'a text that is not empty, without control characters'
    throw refused('ILLEGAL_MESSAGE_PROPERTY_KEY', 'property name', name, allowed)
  }
  if (value === '' || !isPrintable(value)) {
    const allowed = 'a text that is not empty (the server would drop it), without control characters'
    throw refused('ILLEGAL_MESSAGE_PROPERTY_KEY', `property '${beginningOf(name)}'`, value, allowed)
  }
}

function tooLarge(what: string, most: string): RocketMQError {
  return new RocketMQError(
    'MESSAGE_PROPERTIES_TOO_LARGE',
    `the message has ${what}, and RocketMQ takes ${most}`,
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
/** White space as the server knows it, which leaves out the spaces that do not break. */
const BLANK = /^[ \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]*$/

/** What is wrong with a text that is not well formed: what protobuf would make of it is refused with the whole request. */
const HALF_CHARACTER =
  '. It contains half of a character (a lone surrogate), as a text does that was cut within an emoji: cut it ' +
  'between characters, or call toWellFormed() on it'

/** Whether a value is a text without control characters that can be written as UTF-8. */
export function isPrintable(value: unknown): value is string {
  return typeof value === 'string' && !CONTROL.test(value) && value.isWellFormed()
}

/** Whether a value is a text that is not blank, without control characters. */
export function isText(value: unknown): value is string {
  return isPrintable(value) && !BLANK.test(value)
}

/** The error for a field whose value the server would refuse. */
function refused(code: ServerErrorCode, field: string, value: unknown, allowed: string): RocketMQError {
  const half = typeof value === 'string' && !value.isWellFormed() ? HALF_CHARACTER : ''
  return new RocketMQError(code, `${field} ${show(value)} is illegal: it must be ${allowed}${half}`)
}
