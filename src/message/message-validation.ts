import { RocketMQError, type ServerErrorCode } from '../errors.js'
import type { Message } from './message.js'

/** Limits that a server may set. */
export interface ValidationLimits {
  /** Largest body, in bytes. Default 4 MiB. */
  maxBodyBytes?: number
  /** How far ahead a delivery may lie, in milliseconds. Default one day. */
  maxDelayMs?: number
}

const MAX_BODY_BYTES = 4 * 1024 * 1024
const MAX_DELAY_MS = 24 * 60 * 60 * 1000
const MAX_TOPIC_LENGTH = 127
const MAX_GROUP_LENGTH = 120
const MAX_MESSAGE_GROUP_BYTES = 63
const MAX_LITE_TOPIC_LENGTH = 64
const MAX_PROPERTIES = 128
const MAX_PROPERTY_BYTES = 16 * 1024
/** The broker keeps all properties in one string of this many bytes, with some of its own among them. */
const MAX_PROPERTY_STRING = 32_767 - 512

const NAME = /^[%|a-zA-Z0-9_-]+$/
const LITE_NAME = /^[a-zA-Z0-9_-]+$/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** Property names the broker keeps for itself. */
const RESERVED = new Set(
  (
    'KEYS TAGS WAIT DELAY RETRY_TOPIC REAL_TOPIC REAL_QID TRAN_MSG PGROUP MIN_OFFSET MAX_OFFSET BUYER_ID ' +
    'ORIGIN_MESSAGE_ID TRANSFER_FLAG CORRECTION_FLAG MQ2_FLAG RECONSUME_TIME MSG_REGION TRACE_ON UNIQ_KEY ' +
    'EXTEND_UNIQ_INFO MAX_RECONSUME_TIMES CONSUME_START_TIME TRAN_PREPARED_QUEUE_OFFSET DUP_INFO TTL CLUSTER ' +
    'INSTANCE_ID CORRELATION_ID REPLY_TO_CLIENT PUSH_REPLY_TIME MSG_TYPE ARRIVE_TIME POP_CK POP_CK_OFFSET ' +
    '1ST_POP_TIME TIMER_DELIVER_MS TIMER_DELAY_MS TIMER_DELAY_SEC __SHARDINGKEY __transactionId__ ' +
    'TRANSACTION_CHECK_TIMES CHECK_IMMUNITY_TIME_IN_SECONDS INNER_MULTI_DISPATCH INNER_MULTI_QUEUE_OFFSET ' +
    'TRACE_CONTEXT __BORNHOST BORN_TIMESTAMP'
  ).split(' '),
)

/** Topic names found to be good, so that the pattern runs once per topic. */
const goodTopics = new Set<string>()
const MAX_REMEMBERED_TOPICS = 10_000

/** @throws RocketMQError ILLEGAL_TOPIC */
export function validateTopicName(topic: unknown): asserts topic is string {
  if (goodTopics.has(topic as string)) return
  if (typeof topic !== 'string' || topic.length > MAX_TOPIC_LENGTH || !NAME.test(topic)) {
    throw refused('ILLEGAL_TOPIC', 'topic', topic, `1 to ${MAX_TOPIC_LENGTH} letters, digits, %, |, _ or -`)
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
  validateTopicName(message.topic)
  const bodyBytes = validateBody(message.body, limits.maxBodyBytes ?? MAX_BODY_BYTES)
  const { tag, keys, properties } = message
  if (tag !== undefined) validateTag(tag)
  if (keys !== undefined) validateKeys(keys)
  if (properties !== undefined || tag !== undefined || keys !== undefined) validateProperties(message)
  if (message.messageGroup !== undefined) validateMessageGroup(message.messageGroup)
  if (message.deliveryTimestamp !== undefined) {
    validateDelivery(message.deliveryTimestamp, limits.maxDelayMs ?? MAX_DELAY_MS)
  }
  if (message.priority !== undefined) validatePriority(message.priority)
  if (message.liteTopic !== undefined) validateLiteTopic(message.liteTopic)
  return bodyBytes
}

/** @throws RocketMQError ILLEGAL_LITE_TOPIC */
export function validateLiteTopic(liteTopic: unknown): asserts liteTopic is string {
  if (
    typeof liteTopic !== 'string' ||
    liteTopic.length > MAX_LITE_TOPIC_LENGTH ||
    !LITE_NAME.test(liteTopic)
  ) {
    const allowed = `1 to ${MAX_LITE_TOPIC_LENGTH} letters, digits, _ or -`
    throw refused('ILLEGAL_LITE_TOPIC', 'liteTopic', liteTopic, allowed)
  }
}

function validateBody(body: unknown, maxBodyBytes: number): number {
  let bytes: number
  if (typeof body === 'string') bytes = Buffer.byteLength(body)
  else if (body instanceof Uint8Array) bytes = body.byteLength
  else throw new RocketMQError('INVALID_ARGUMENT', `body must be a string or a Uint8Array, not ${show(body)}`)
  if (bytes === 0)
    throw new RocketMQError('MESSAGE_BODY_EMPTY', 'body is empty, which RocketMQ does not allow')
  if (bytes > maxBodyBytes) {
    throw new RocketMQError(
      'MESSAGE_BODY_TOO_LARGE',
      `body has ${bytes} bytes, and the server takes ${maxBodyBytes}`,
    )
  }
  return bytes
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

function validateProperties(message: Message): void {
  const { properties = {} } = message
  for (const name in properties) validateProperty(name, properties[name])
  const { count, bytes } = measureProperties(message)
  if (count > MAX_PROPERTIES) {
    throw new RocketMQError(
      'MESSAGE_PROPERTIES_TOO_LARGE',
      `${count} properties, and RocketMQ takes ${MAX_PROPERTIES}`,
    )
  }
  if (bytes > MAX_PROPERTY_BYTES || bytes + 2 * count > MAX_PROPERTY_STRING) {
    throw new RocketMQError(
      'MESSAGE_PROPERTIES_TOO_LARGE',
      `tag, keys and properties have ${bytes} bytes, and RocketMQ takes ${MAX_PROPERTY_BYTES}`,
    )
  }
}

/** The parts of a message that share the limits of properties. */
type WithProperties = Pick<Message, 'properties' | 'tag' | 'keys'>

/** Whether a valid message may have so many more properties, of so many bytes with their names. */
export function hasRoomForProperties(message: WithProperties, count: number, bytes: number): boolean {
  const used = measureProperties(message)
  return used.count + count <= MAX_PROPERTIES && used.bytes + bytes <= MAX_PROPERTY_BYTES
}

function measureProperties({ properties, tag, keys }: WithProperties): { count: number; bytes: number } {
  let count = 0
  let bytes =
    (tag === undefined ? 0 : Buffer.byteLength(tag)) +
    (keys === undefined ? 0 : Buffer.byteLength(keys.join(' ')))
  for (const name in properties) {
    count += 1
    bytes += Buffer.byteLength(name) + Buffer.byteLength(properties[name] as string)
  }
  return { count, bytes }
}

function validateProperty(name: string, value: unknown): void {
  if (RESERVED.has(name)) {
    throw new RocketMQError(
      'ILLEGAL_MESSAGE_PROPERTY_KEY',
      `property '${name}' is RocketMQ's own; use another name`,
    )
  }
  if (name === '' || CONTROL.test(name)) {
    throw refused('ILLEGAL_MESSAGE_PROPERTY_KEY', 'property name', name, 'a text without control characters')
  }
  if (typeof value !== 'string' || value === '' || CONTROL.test(value)) {
    const allowed = 'a text that is not empty (the server would drop it), without control characters'
    throw refused('ILLEGAL_MESSAGE_PROPERTY_KEY', `property '${shorten(name)}'`, value, allowed)
  }
}

function validateMessageGroup(group: unknown): void {
  if (!isText(group) || Buffer.byteLength(group) > MAX_MESSAGE_GROUP_BYTES) {
    const allowed = `up to ${MAX_MESSAGE_GROUP_BYTES} bytes, not blank, without control characters`
    throw refused('ILLEGAL_MESSAGE_GROUP', 'messageGroup', group, allowed)
  }
}

function validateDelivery(timestamp: unknown, maxDelayMs: number): void {
  const at = timestamp instanceof Date ? timestamp.getTime() : timestamp
  if (typeof at !== 'number' || !Number.isFinite(at) || at < 0) {
    throw refused('ILLEGAL_DELIVERY_TIME', 'deliveryTimestamp', timestamp, 'a Date, or epoch milliseconds')
  }
  if (at - Date.now() > maxDelayMs) {
    throw new RocketMQError(
      'ILLEGAL_DELIVERY_TIME',
      `deliveryTimestamp lies ${Math.round((at - Date.now()) / 1000)} s ahead; RocketMQ takes ${maxDelayMs / 1000} s`,
    )
  }
}

function validatePriority(priority: unknown): void {
  if (!Number.isInteger(priority) || (priority as number) < 0 || (priority as number) > 0x7fffffff) {
    throw new RocketMQError(
      'INVALID_ARGUMENT',
      `priority must be a whole number from 0, not ${show(priority)}`,
    )
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && !CONTROL.test(value)
}

function refused(code: ServerErrorCode, field: string, value: unknown, allowed: string): RocketMQError {
  return new RocketMQError(code, `${field} ${show(value)} is illegal: it must be ${allowed}`)
}

function show(value: unknown): string {
  if (typeof value === 'string') return `'${shorten(value)}'`
  return typeof value === 'object' && value !== null ? 'an object' : String(value)
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}
