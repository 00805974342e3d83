import type { ServerErrorCode } from '../errors.js'
import { v2 } from './protocol.js'
import { refusal } from './refusal.js'
import type { ServerSettings } from './server-settings.js'
import { type TopicConfig, validateTopicName } from './topic-config.js'
import { toMs } from './wire-time.js'

const MAX_STORED_PROPERTY_BYTES = 32767
const MAX_RECOVERY_MS = 3_600_000
/** What one stored message takes besides body and properties. */
const RECORD_BYTES = 22
/** About what the properties take that the server adds by itself. */
const SERVER_PROPERTY_BYTES = 150

const RESERVED = new Set(
  (
    'KEYS TAGS WAIT DELAY RETRY_TOPIC REAL_TOPIC REAL_QID TRAN_MSG PGROUP MIN_OFFSET MAX_OFFSET BUYER_ID ' +
    'ORIGIN_MESSAGE_ID TRANSFER_FLAG CORRECTION_FLAG MQ2_FLAG RECONSUME_TIME MSG_REGION TRACE_ON UNIQ_KEY ' +
    'EXTEND_UNIQ_INFO MAX_RECONSUME_TIMES CONSUME_START_TIME INNER_MULTI_QUEUE_OFFSET DUP_INFO 1ST_POP_TIME ' +
    'POP_CK POP_CK_OFFSET TRAN_PREPARED_QUEUE_OFFSET CLUSTER INSTANCE_ID ' +
    'CORRELATION_ID REPLY_TO_CLIENT TTL ARRIVE_TIME PUSH_REPLY_TIME MSG_TYPE TIMER_DELAY_SEC ' +
    'TIMER_DELIVER_MS TIMER_OUT_MS TIMER_ENQUEUE_MS TIMER_DEQUEUE_MS TIMER_ROLL_TIMES ' +
    'TIMER_DEL_UNIQKEY TIMER_DELAY_LEVEL TIMER_DELAY_MS __BORNHOST BORN_TIMESTAMP ' +
    'DLQ_ORIGIN_TOPIC DLQ_ORIGIN_MESSAGE_ID __CRC32# _SYS_MSG_PRIORITY_ __LITE_TOPIC'
  ).split(' '),
)

/** Refuses a message as the proxy does, whatever its topic. */
export function validateMessage(message: v2.IMessage, now: number, settings: ServerSettings): void {
  const system = message.systemProperties ?? {}
  validateBody(message.body ?? new Uint8Array(), settings)
  let bytes = validateProperties(message.userProperties ?? {}, settings)
  bytes += validateTag(system.tag)
  bytes += validateKeys(system.keys ?? [])
  if ((system.messageId ?? '').trim() === '')
    throw refusal('ILLEGAL_MESSAGE_ID', 'message id cannot be empty')
  validateTimes(system, now, settings)
  validateGroup(system.messageGroup, settings)
  if ((system.priority ?? 0) < 0)
    throw refusal('INTERNAL_SERVER_ERROR', 'The priority must be greater than or equal to 0')
  if (system.liteTopic) validateLiteTopic(system.liteTopic, settings)
  if (bytes > settings.maxPropertyBytes) {
    throw refusal(
      'MESSAGE_PROPERTIES_TOO_LARGE',
      `the total size of user property is too large, max is ${settings.maxPropertyBytes}`,
    )
  }
}

/** Refuses a lite topic's name. */
export function validateLiteTopic(name: string, { maxLiteTopicBytes }: ServerSettings): void {
  if (Buffer.byteLength(name) > maxLiteTopicBytes) {
    throw refusal('ILLEGAL_LITE_TOPIC', `lite topic exceed the max size ${maxLiteTopicBytes}`)
  }
  if (/^[a-zA-Z0-9_-]+$/.test(name)) return
  const message = 'lite topic can only contain alphanumeric characters, hyphens(-), and underscores(_)'
  throw refusal('ILLEGAL_LITE_TOPIC', message)
}

/** Refuses a message that its topic does not take; an unknown topic takes none. */
export function validateType(type: v2.MessageType, topic: TopicConfig | undefined): void {
  const actual = v2.MessageType[type]
  const expected = topic?.type ?? 'UNSPECIFIED'
  if (expected === actual || expected === 'MIXED') return
  throw refusal(
    'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
    `org.apache.rocketmq.proxy.common.ProxyException: TopicMessageType validate failed, the expected type is ${expected}, but actual type is ${actual}`,
  )
}

/** Refuses a request whose messages are not of one topic. Returns the topic. */
export function validateTopics(messages: readonly v2.IMessage[]): string {
  const first = messages[0]?.topic
  if (messages.length === 0) throw refusal('MESSAGE_CORRUPTED', 'no message to send')
  const topic = validateTopicName(first?.name)
  for (const { topic: other } of messages) {
    if (other?.name === topic && (other.resourceNamespace ?? '') === (first?.resourceNamespace ?? ''))
      continue
    throw refusal('MESSAGE_CORRUPTED', 'topic in message is not same')
  }
  return topic
}

/** Refuses a batch that the store cannot write as one. */
export function validateBatchSize(messages: readonly v2.IMessage[], settings: ServerSettings): void {
  let bytes = 0
  for (const message of messages) {
    bytes += RECORD_BYTES + SERVER_PROPERTY_BYTES + (message.body?.length ?? 0) + propertyBytes(message)
  }
  if (bytes > settings.maxBodyBytes) throw refusal('INTERNAL_SERVER_ERROR', 'message body size exceeded')
}

/** Refuses properties that do not fit into a stored record. */
export function validateStoredProperties(message: v2.IMessage): void {
  if (propertyBytes(message) + SERVER_PROPERTY_BYTES <= MAX_STORED_PROPERTY_BYTES) return
  throw refusal('INTERNAL_SERVER_ERROR', 'the message properties are too long')
}

function propertyBytes(message: v2.IMessage): number {
  let bytes = 0
  for (const [key, value] of Object.entries(message.userProperties ?? {})) {
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value) + 2
  }
  return bytes
}

function validateBody(body: Uint8Array, { maxBodyBytes }: ServerSettings): void {
  if (body.length === 0) throw refusal('MESSAGE_BODY_EMPTY', 'message body cannot be empty')
  if (body.length > maxBodyBytes) {
    throw refusal('MESSAGE_BODY_TOO_LARGE', `message body cannot exceed the max ${maxBodyBytes}`)
  }
}

function validateProperties(properties: Record<string, string>, { maxProperties }: ServerSettings): number {
  const entries = Object.entries(properties)
  if (entries.length > maxProperties) {
    throw refusal('MESSAGE_PROPERTIES_TOO_LARGE', `too many user properties, max is ${maxProperties}`)
  }
  let bytes = 0
  for (const [key, value] of entries) {
    if (RESERVED.has(key)) {
      throw refusal('ILLEGAL_MESSAGE_PROPERTY_KEY', `property is used by system: ${key}`)
    }
    for (const [what, text] of Object.entries({ key, value })) {
      if (!hasControlCharacter(text)) continue
      throw refusal(
        'ILLEGAL_MESSAGE_PROPERTY_KEY',
        `the ${what} of property cannot contain control character`,
      )
    }
    bytes += Buffer.byteLength(key) + Buffer.byteLength(value)
  }
  return bytes
}

function validateTag(tag: string | null | undefined): number {
  if (tag == null || tag === '') return 0
  if (tag.includes('|')) throw refusal('ILLEGAL_MESSAGE_TAG', "tag cannot contain '|'")
  validateText('tag', tag, 'ILLEGAL_MESSAGE_TAG')
  return Buffer.byteLength(tag)
}

function validateKeys(keys: readonly string[]): number {
  let bytes = 0
  for (const key of keys) {
    if (key !== '') validateText('key', key, 'ILLEGAL_MESSAGE_KEY')
    bytes += Buffer.byteLength(key)
  }
  return bytes
}

function validateTimes(system: v2.ISystemProperties, now: number, { maxDelayMs }: ServerSettings): void {
  const delivery = toMs(system.deliveryTimestamp)
  if (delivery !== undefined && delivery - now > maxDelayMs) {
    throw refusal('ILLEGAL_DELIVERY_TIME', `the max delay time of message is too large, max is ${maxDelayMs}`)
  }
  const isHalf = system.messageType === v2.MessageType.TRANSACTION
  if (isHalf && (toMs(system.orphanedTransactionRecoveryDuration) ?? 0) > MAX_RECOVERY_MS) {
    throw refusal(
      'BAD_REQUEST',
      `the max transaction recovery time of message is too large, max is ${MAX_RECOVERY_MS / 1000}`,
    )
  }
}

function validateGroup(group: string | null | undefined, { maxMessageGroupBytes }: ServerSettings): void {
  if (group == null || group === '') return
  if (Buffer.byteLength(group) >= maxMessageGroupBytes) {
    throw refusal('ILLEGAL_MESSAGE_GROUP', `message group exceed the max size ${maxMessageGroupBytes}`)
  }
  validateText('message group', group, 'ILLEGAL_MESSAGE_GROUP')
}

function validateText(what: string, text: string, code: ServerErrorCode): void {
  if (text.trim() === '') throw refusal(code, `${what} cannot be the char sequence of whitespace`)
  if (hasControlCharacter(text)) throw refusal(code, `${what} cannot contain control character`)
}

function hasControlCharacter(text: string): boolean {
  return /\p{Cc}/u.test(text)
}
