import { SNAPPY_MARK } from '../message/body-encoding.js'
import type { MessageViewFields } from '../message/message-view.js'
import type { ReplyReader } from './reply-reader.js'

/** A message as it came over the wire: what its view will show, the body as it travelled, and what is not shown. */
export interface IncomingMessage extends MessageViewFields {
  keys: string[]
  properties: Record<string, string>
  /** Names this delivery when it is acknowledged. */
  receiptHandle: string
  /** `DigestType` of the protocol. */
  digestType: number
  checksum: string
  /** `Encoding` of the protocol. */
  encoding: number
  /** This library's own word on how the body is compressed. */
  mark: string | undefined
}

const EMPTY = Buffer.alloc(0)

/**
 * Reads a message, to the end of the reader, straight into the fields of its view: a consumer reads thousands a
 * second, and the generated decoder makes a tree of each. The body is copied, because the bytes are a view on the
 * whole reply. The cases here and below are tags: eight times the number of the field in definition.proto, and its
 * wire type; other fields are skipped.
 */
export function readMessage(reader: ReplyReader): IncomingMessage {
  const message = blank()
  while (reader.pos < reader.len) {
    const tag = reader.tag()
    if (tag === 10) reader.nested(readTopic, message)
    else if (tag === 18) reader.nested(readProperty, message)
    else if (tag === 26) reader.nested(readSystemProperties, message)
    else if (tag === 34) message.body = Buffer.from(reader.bytes())
    else reader.skipField(tag)
  }
  return message
}

function blank(): IncomingMessage {
  return {
    messageId: '',
    topic: '',
    body: EMPTY,
    tag: undefined,
    keys: [],
    properties: {},
    messageGroup: undefined,
    liteTopic: undefined,
    priority: undefined,
    deliveryTimestamp: undefined,
    bornTimestamp: EPOCH,
    bornHost: '',
    storeTimestamp: undefined,
    storeHost: '',
    deliveryAttempt: 1,
    queueId: 0,
    offset: 0,
    traceContext: undefined,
    corrupted: undefined,
    receiptHandle: '',
    digestType: 0,
    checksum: '',
    encoding: 0,
    mark: undefined,
  }
}

const EPOCH = new Date(0)

function readTopic(reader: ReplyReader, message: IncomingMessage): void {
  while (reader.pos < reader.len) {
    const tag = reader.tag()
    if (tag === 18) message.topic = reader.stringVerify()
    else reader.skipField(tag)
  }
}

/** One entry of the map; this library's own mark is not for the application. */
function readProperty(reader: ReplyReader, message: IncomingMessage): void {
  let key = ''
  let value = ''
  while (reader.pos < reader.len) {
    const tag = reader.tag()
    if (tag === 10) key = reader.stringVerify()
    else if (tag === 18) value = reader.stringVerify()
    else reader.skipField(tag)
  }
  if (key === SNAPPY_MARK.key) message.mark = value
  else if (key === '__proto__') Object.defineProperty(message.properties, key, { ...OWN, value })
  else message.properties[key] = value
}

const OWN = { configurable: true, enumerable: true, writable: true }

function readSystemProperties(reader: ReplyReader, message: IncomingMessage): void {
  while (reader.pos < reader.len) readSystemProperty(reader, message, reader.tag())
}

function readSystemProperty(reader: ReplyReader, message: IncomingMessage, tag: number): void {
  switch (tag) {
    case 10:
      message.tag = reader.stringVerify()
      break
    case 18:
      message.keys.push(reader.stringVerify())
      break
    case 26:
      message.messageId = reader.stringVerify()
      break
    case 34:
      reader.nested(readDigest, message)
      break
    case 40:
      message.encoding = reader.int32()
      break
    case 58:
      message.bornTimestamp = readDate(reader)
      break
    case 66:
      message.bornHost = reader.stringVerify()
      break
    case 74:
      message.storeTimestamp = readDate(reader)
      break
    case 82:
      message.storeHost = reader.stringVerify()
      break
    case 90:
      message.deliveryTimestamp = readDate(reader)
      break
    case 98:
      message.receiptHandle = reader.stringVerify()
      break
    case 104:
      message.queueId = reader.int32()
      break
    case 112:
      message.offset = reader.number64()
      break
    case 128:
      message.deliveryAttempt = reader.int32()
      break
    case 138:
      message.messageGroup = reader.stringVerify()
      break
    case 146:
      message.traceContext = reader.stringVerify()
      break
    case 170:
      message.liteTopic = reader.stringVerify()
      break
    case 176:
      message.priority = reader.int32()
      break
    default:
      reader.skipField(tag)
  }
}

function readDigest(reader: ReplyReader, message: IncomingMessage): void {
  while (reader.pos < reader.len) {
    const tag = reader.tag()
    if (tag === 8) message.digestType = reader.int32()
    else if (tag === 18) message.checksum = reader.stringVerify()
    else reader.skipField(tag)
  }
}

function readDate(reader: ReplyReader): Date {
  return new Date(reader.nested(readMs, undefined))
}

/** Milliseconds of a timestamp. */
export function readMs(reader: ReplyReader): number {
  let seconds = 0
  let nanos = 0
  while (reader.pos < reader.len) {
    const tag = reader.tag()
    if (tag === 8) seconds = reader.number64()
    else if (tag === 16) nanos = reader.int32()
    else reader.skipField(tag)
  }
  return seconds * 1000 + nanos / 1e6
}
