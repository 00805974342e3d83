import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { RocketMQError } from '../errors.js'
import { decodeBody, SNAPPY_MARK } from '../message/body-encoding.js'
import type { MessageViewFields } from '../message/message-view.js'
import { apache } from './generated/protocol.js'
import { TAG } from './message-tags.js'
import { ReplyReader, type ReplyStatus } from './reply-reader.js'

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
  /** This library's own mark: how the body is compressed. */
  mark: string | undefined
}

const EMPTY = Buffer.alloc(0)

/**
 * Reads a message, to the end of the reader, straight into the fields of its view: a consumer reads thousands a
 * second, and the generated decoder makes a tree of each. The body is a view on the reply, which grpc-js made for
 * this one message. Fields that no view shows are skipped.
 */
export function readMessage(reader: ReplyReader): IncomingMessage {
  return complete(reader.fields(readField, blank()))
}

function readNestedMessage(reader: ReplyReader): IncomingMessage {
  return complete(reader.nested(readField, blank()))
}

function readField(reader: ReplyReader, message: IncomingMessage, tag: number): void {
  if (tag === TAG.topic) reader.nested(readTopic, message)
  else if (tag === TAG.userProperties) readProperty(reader, message)
  else if (tag === TAG.systemProperties) reader.nested(readSystemProperty, message)
  else if (tag === TAG.body) message.body = reader.bytes() as Buffer
  else reader.skipField(tag)
}

/** A date can be changed: no two messages share one. */
function complete(message: IncomingMessage): IncomingMessage {
  if (message.bornTimestamp === EPOCH) message.bornTimestamp = new Date(0)
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

function readTopic(reader: ReplyReader, message: IncomingMessage, tag: number): void {
  if (tag === TAG.name) message.topic = reader.stringVerify()
  else reader.skipField(tag)
}

/** One entry of the map; this library's own mark is not for the application. */
function readProperty(reader: ReplyReader, message: IncomingMessage): void {
  const { key, value } = reader.nested(readEntry, { key: '', value: '' })
  if (key === SNAPPY_MARK.key) message.mark = value
  else if (key === '__proto__') Object.defineProperty(message.properties, key, { ...OWN, value })
  else message.properties[key] = value
}

const OWN = { configurable: true, enumerable: true, writable: true }

function readEntry(reader: ReplyReader, entry: { key: string; value: string }, tag: number): void {
  if (tag === TAG.mapKey) entry.key = reader.stringVerify()
  else if (tag === TAG.mapValue) entry.value = reader.stringVerify()
  else reader.skipField(tag)
}

function readSystemProperty(reader: ReplyReader, message: IncomingMessage, tag: number): void {
  switch (tag) {
    case TAG.tag:
      message.tag = reader.stringVerify()
      break
    case TAG.keys:
      message.keys.push(reader.stringVerify())
      break
    case TAG.messageId:
      message.messageId = reader.stringVerify()
      break
    case TAG.bodyDigest:
      reader.nested(readDigest, message)
      break
    case TAG.bodyEncoding:
      message.encoding = reader.int32()
      break
    case TAG.bornTimestamp:
      message.bornTimestamp = readDate(reader)
      break
    case TAG.bornHost:
      message.bornHost = reader.stringVerify()
      break
    case TAG.storeTimestamp:
      message.storeTimestamp = readDate(reader)
      break
    case TAG.storeHost:
      message.storeHost = reader.stringVerify()
      break
    case TAG.deliveryTimestamp:
      message.deliveryTimestamp = readDate(reader)
      break
    case TAG.receiptHandle:
      message.receiptHandle = reader.stringVerify()
      break
    case TAG.queueId:
      message.queueId = reader.int32()
      break
    case TAG.queueOffset:
      message.offset = reader.number64()
      break
    case TAG.deliveryAttempt:
      message.deliveryAttempt = reader.int32()
      break
    case TAG.messageGroup:
      message.messageGroup = reader.stringVerify()
      break
    case TAG.traceContext:
      message.traceContext = reader.stringVerify()
      break
    case TAG.liteTopic:
      message.liteTopic = reader.stringVerify()
      break
    case TAG.priority:
      message.priority = reader.int32()
      break
    default:
      reader.skipField(tag)
  }
}

function readDigest(reader: ReplyReader, message: IncomingMessage, tag: number): void {
  if (tag === TAG.digestType) message.digestType = reader.int32()
  else if (tag === TAG.checksum) message.checksum = reader.stringVerify()
  else reader.skipField(tag)
}

function readDate(reader: ReplyReader): Date {
  return new Date(readNestedMs(reader))
}

/** Milliseconds of a timestamp within a message. */
function readNestedMs(reader: ReplyReader): number {
  const { seconds, nanos } = reader.nested(readTimestamp, { seconds: 0, nanos: 0 })
  return seconds * 1000 + nanos / 1e6
}

function readTimestamp(reader: ReplyReader, into: { seconds: number; nanos: number }, tag: number): void {
  if (tag === TAG.seconds) into.seconds = reader.number64()
  else if (tag === TAG.nanos) into.nanos = reader.int32()
  else reader.skipField(tag)
}

const { AckMessageResponse, Code, Status } = apache.rocketmq.v2

/** Tags of `ReceiveMessageResponse`. */
const PART_TAG = { status: 10, message: 18, deliveryTimestamp: 26 } as const

/** One piece of the answer to a poll: its outcome, a message, or when the server took the messages out. */
export interface ReceivePart {
  status: ReplyStatus | undefined
  message: IncomingMessage | undefined
  /** Epoch milliseconds. */
  handedOverAt: number | undefined
}

/** Decodes one piece of the answer to a poll. */
export function decodeReceivePart(reader: ReplyReader): ReceivePart {
  return reader.fields(readPartField, { status: undefined, message: undefined, handedOverAt: undefined })
}

function readPartField(reader: ReplyReader, part: ReceivePart, tag: number): void {
  if (tag === PART_TAG.status) part.status = Status.decode(reader, reader.size())
  else if (tag === PART_TAG.message) part.message = readNestedMessage(reader)
  else if (tag === PART_TAG.deliveryTimestamp) part.handedOverAt = readNestedMs(reader)
  else reader.skipField(tag)
}

/** Tag of `AckMessageResponse`. */
const ACK_TAG = { status: 10 } as const

/**
 * Decodes the reply to acknowledgements. If its status is OK the entries are not read: the server lists them even
 * then, and each is OK.
 */
export function decodeAckReply(reader: ReplyReader): apache.rocketmq.v2.IAckMessageResponse {
  const start = reader.pos
  if (reader.pos < reader.len && reader.tag() === ACK_TAG.status) {
    const status = Status.decode(reader, reader.size())
    if (status.code === Code.OK) return { status }
  }
  reader.pos = start
  return AckMessageResponse.decode(reader)
}

const { DigestType: Digest, Encoding, Message } = apache.rocketmq.v2

const DIGESTS: Record<number, DigestType> = {
  [Digest.CRC32]: 'CRC32',
  [Digest.MD5]: 'MD5',
  [Digest.SHA1]: 'SHA1',
}

/** A message that came as part of a command, which is rare: it takes the way of those that are received. */
export async function messageFromWire(message: apache.rocketmq.v2.IMessage): Promise<MessageViewFields> {
  const incoming = readMessage(new ReplyReader(Message.encode(message).finish()))
  await openMessage(incoming)
  return incoming
}

/** Whether opening a message takes time. */
export function isPacked({ encoding, mark }: IncomingMessage): boolean {
  return encoding === Encoding.GZIP || mark !== undefined
}

/**
 * Checks the digest of a body and undoes its compression, which may take a promise. A body that cannot be used marks
 * its own message only.
 */
export function openMessage(message: IncomingMessage): Promise<void> | undefined {
  message.corrupted = digestFailure(message)
  if (message.corrupted !== undefined || !isPacked(message)) return undefined
  const { body, encoding, mark } = message
  const unpacked = decodeBody(body, { compressed: encoding === Encoding.GZIP, mark })
  return unpacked instanceof Promise ? takeBody(message, unpacked) : undefined
}

async function takeBody(message: IncomingMessage, body: Promise<Buffer>): Promise<void> {
  try {
    message.body = await body
  } catch (error) {
    message.corrupted = RocketMQError.from(error, 'CORRUPTED')
  }
}

function digestFailure({ body, digestType, checksum }: IncomingMessage): RocketMQError | undefined {
  const type = DIGESTS[digestType]
  if (type === undefined || checksum === '' || digestMatches(body, { type, checksum })) return undefined
  return new RocketMQError('CORRUPTED', `the body does not match its ${type} digest`)
}

/** How a digest was made. */
type DigestType = 'CRC32' | 'MD5' | 'SHA1'

/** A checksum as the server sends it: hex digits, upper case, CRC32 without leading zeros. */
interface BodyDigest {
  readonly type: DigestType
  readonly checksum: string
}

/** Whether the bytes, as they came over the wire, have this digest. */
export function digestMatches(bytes: Uint8Array, digest: BodyDigest): boolean {
  const given = digest.checksum.toUpperCase()
  if (digest.type === 'CRC32') return stripZeros(crc32Hex(bytes)) === stripZeros(given)
  return hash(digest.type, bytes, 'hex').toUpperCase() === given
}

function stripZeros(digits: string): string {
  return digits.replace(/^0+(?=.)/, '')
}

function crc32Hex(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).toUpperCase()
}
