import { isDate, isUint8Array } from 'node:util/types'
import { RocketMQError } from '../errors.js'
import { isPlain, unknownName } from '../options/unknown-name.js'
import { isText, refused, show } from './field-check.js'
import type { Message } from './message.js'
import { type PropertyLimits, validateProperties } from './property-validation.js'

/** Limits that a server may be configured for. The defaults are those of a server that is not. */
export interface ValidationLimits extends PropertyLimits {
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
const SYSTEM_TOPICS = new Set([
  'TBW102',
  'SCHEDULE_TOPIC_XXXX',
  'BenchmarkTest',
  'SELF_TEST_TOPIC',
  'OFFSET_MOVED_EVENT',
  'CHECKPOINT_TOPIC',
  'TRANS_CHECK_MAX_TIME_TOPIC',
  'RMQ_SYS_TRACE_TOPIC',
  'RMQ_SYS_TRANS_HALF_TOPIC',
  'RMQ_SYS_TRANS_OP_HALF_TOPIC',
  'RMQ_SYS_ROCKSDB_TRANS_HALF_TOPIC',
  'RMQ_SYS_ROCKSDB_TRANS_OP_HALF_TOPIC',
])
const SYSTEM_PREFIX = 'rmq_sys_'

const FIELDS = [
  ...[
    'topic',
    'body',
    'tag',
    'keys',
    'properties',
    'messageGroup',
    'deliveryTimestamp',
    'priority',
    'liteTopic',
  ],
]
/** Names of fields that a message may have: its own, and those of a received message that is sent on as it is. */
const TAKEN = new Set([
  ...FIELDS,
  ...['messageId', 'bornTimestamp', 'bornHost', 'storeTimestamp', 'storeHost', 'deliveryAttempt', 'queueId'],
  ...['offset', 'traceContext', 'corrupted'],
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
 * Refuses everything the server would refuse, or silently change: one bad message fails a whole batch there.
 *
 * @returns the length of the body in bytes
 * @throws RocketMQError with the server's own code
 */
export function validateMessage(message: Message, limits: ValidationLimits = {}): number {
  if (typeof message !== 'object' || message === null) {
    throw new RocketMQError('INVALID_ARGUMENT', 'a message must be an object with topic and body')
  }
  for (const name in message) if (!TAKEN.has(name)) validateUnknown(message, name)
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

/** Whether its type keeps a message from sharing a request, so that a refusal meets nobody else. */
export function travelsAlone(message: Message): boolean {
  return (
    (message?.messageGroup ?? message?.deliveryTimestamp ?? message?.priority ?? message?.liteTopic) != null
  )
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
