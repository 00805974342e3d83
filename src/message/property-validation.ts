import { RocketMQError } from '../errors.js'
import { SNAPPY_MARK } from './body-encoding.js'
import { isPrintable, refused, shorten, show } from './field-check.js'
import type { Message } from './message.js'

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
export interface PropertyLimits {
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
export function validateProperties(message: Message, limits: PropertyLimits = {}): void {
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

/** What a Map or an array holds would be lost, or never meant. */
function checkShape(properties: unknown): void {
  if (typeof properties === 'object' && properties !== null && !(Symbol.iterator in properties)) return
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
    throw refused('ILLEGAL_MESSAGE_PROPERTY_KEY', `property '${shorten(name)}'`, value, allowed)
  }
}

function tooLarge(what: string, most: string): RocketMQError {
  return new RocketMQError(
    'MESSAGE_PROPERTIES_TOO_LARGE',
    `the message has ${what}, and RocketMQ takes ${most}`,
  )
}
