import { Writer } from 'protobufjs/minimal.js'
import { RocketMQError } from '../errors.js'
import type { MessageType } from '../message/message.js'
import { apache } from './generated/protocol.js'
import { TAG } from './message-tags.js'
import { isOk, type ReplyStatus, toNumber } from './reply-reader.js'
import { MESSAGE_TYPE_NUMBERS } from './route-codec.js'
import { codeName, statusError } from './status-table.js'

/** How a body is encoded, as the protocol names it. */
export type BodyEncoding = 'IDENTITY' | 'GZIP'

/** A message as the send path holds it: validated, with its id, ready for the wire. */
export interface OutgoingMessage {
  topic: string
  /** Text is written to the wire as UTF-8 without a buffer between. */
  body: string | Uint8Array
  /** Length of the body in bytes. */
  bodyBytes: number
  bodyEncoding: BodyEncoding
  messageId: string
  messageType: MessageType
  /** Epoch milliseconds. */
  bornAt: number
  tag: string | undefined
  keys: readonly string[] | undefined
  properties: Readonly<Record<string, string>> | undefined
  /** A property of this library's own, such as the mark of a snappy body. */
  markKey: string | undefined
  markValue: string | undefined
  messageGroup: string | undefined
  /** Epoch milliseconds. */
  deliverAt: number | undefined
  priority: number | undefined
  liteTopic: string | undefined
  /** Properties of this library's own by which a tracer's context travels. */
  traceparent: string | undefined
  tracestate: string | undefined
}

const ENCODING_NUMBERS: Record<BodyEncoding, number> = { IDENTITY: 1, GZIP: 2 }

/** The most bytes that the length of a body takes. */
const MAX_LENGTH_BYTES = 5

/** Bytes that a message may add to its body, keys and properties: ids, times, lengths, a traceparent. */
const OVERHEAD_BYTES = 384

/** A message that cannot be written, though it was found to be good when it was sent. */
export class EncodingError extends RocketMQError {
  /** The place of the message among those that were to be written. */
  readonly index: number

  constructor(index: number, cause: unknown) {
    const { message } = RocketMQError.from(cause)
    super('INVALID_ARGUMENT', `the message cannot be encoded: ${message}`, { cause })
    this.index = index
  }
}

/**
 * Writes `SendMessageRequest`s straight from envelopes into a buffer of the caller's, field by field. The
 * generated encoder would need a tree of plain objects for every message; this is the hottest code of a
 * producer, and a test holds it equal to the generated one.
 */
export class SendEncoder {
  #writer = Writer.create()
  readonly #namespace: string
  readonly #bornHost: string
  /** Where the id of the message that is being written ends. */
  #idEnd = 0
  /** Of the message written last: how long it is, and how far its id is from its end. */
  #bytes = 0
  #idToEnd = 0

  constructor(namespace: string, bornHost: string) {
    this.#namespace = namespace
    this.#bornHost = bornHost
  }

  /** An upper bound of the encoded size of `message`, from lengths alone. */
  static sizeBound(message: OutgoingMessage): number {
    let bytes = message.bodyBytes + OVERHEAD_BYTES + 3 * message.topic.length
    if (message.tag !== undefined) bytes += 3 * message.tag.length
    if (message.keys !== undefined) for (const key of message.keys) bytes += 8 + 3 * key.length
    const { properties } = message
    if (properties !== undefined) {
      for (const key in properties) {
        if (Object.hasOwn(properties, key))
          bytes += 16 + 3 * (key.length + (properties[key] as string).length)
      }
    }
    if (message.messageGroup !== undefined) bytes += 3 * message.messageGroup.length
    if (message.tracestate !== undefined) bytes += 3 * message.tracestate.length
    return bytes
  }

  /**
   * Encodes a request into `target`, or into a new buffer where that is too small.
   *
   * @throws EncodingError naming the message that cannot be written
   */
  encode(messages: readonly OutgoingMessage[], target: Buffer): Buffer {
    const writer = this.#writer
    writer.buf = target
    writer.pos = 0
    writer.view = null
    let index = 0
    try {
      let before: OutgoingMessage | undefined
      for (; index < messages.length; index++) {
        const message = messages[index] as OutgoingMessage
        const plain = isPlain(message) ? message : undefined
        if (!areTwins(plain, before) || !this.#twin(writer, message)) this.#whole(writer, message)
        before = plain
      }
    } catch (error) {
      // What was begun is left in this one.
      this.#writer = Writer.create()
      throw new EncodingError(index, error)
    }
    const written = writer.buf as Buffer
    const payload = Buffer.from(written.buffer, written.byteOffset, writer.pos)
    writer.reset()
    return payload
  }

  #whole(writer: Writer, message: OutgoingMessage): void {
    const start = writer.pos
    writer.uint32(TAG.messages).fork()
    this.#message(writer, message)
    writer.ldelim()
    this.#bytes = writer.pos - start
  }

  /**
   * Writes a message that is like the one just written but for its id and its body: most of a batch are. `false`
   * if there is no room for it.
   */
  #twin(writer: Writer, message: OutgoingMessage): boolean {
    const { pos } = writer
    const { messageId, bodyBytes } = message
    const buffer = writer.buf as Buffer
    const end = pos + this.#bytes
    if (end > buffer.length) return false
    buffer.copyWithin(pos, pos - this.#bytes, pos - bodyBytes)
    const id = end - this.#idToEnd
    for (let index = 0; index < messageId.length; index++) buffer[id + index] = messageId.charCodeAt(index)
    putBody(buffer, end - bodyBytes, message)
    writer.pos = end
    return true
  }

  #message(writer: Writer, message: OutgoingMessage): void {
    writer.uint32(TAG.topic).fork()
    if (this.#namespace !== '') writer.uint32(TAG.namespace).string(this.#namespace)
    writer.uint32(TAG.name).string(message.topic).ldelim()
    const { properties } = message
    if (properties !== undefined) {
      for (const key in properties) {
        if (Object.hasOwn(properties, key)) writeProperty(writer, key, properties[key] as string)
      }
    }
    if (message.markKey !== undefined) writeProperty(writer, message.markKey, message.markValue ?? '')
    if (message.traceparent !== undefined) writeProperty(writer, 'traceparent', message.traceparent)
    if (message.tracestate !== undefined) writeProperty(writer, 'tracestate', message.tracestate)
    writer.uint32(TAG.systemProperties).fork()
    this.#systemProperties(writer, message)
    const behindId = writer.pos - this.#idEnd
    writer.ldelim()
    const bodyAt = writer.pos
    writeBody(writer, message)
    // Not from the start: a length that turns out to need more room moves everything behind it.
    this.#idToEnd = message.messageId.length + behindId + writer.pos - bodyAt
  }

  #systemProperties(writer: Writer, message: OutgoingMessage): void {
    if (message.tag !== undefined) writer.uint32(TAG.tag).string(message.tag)
    if (message.keys !== undefined) for (const key of message.keys) writer.uint32(TAG.keys).string(key)
    writer.uint32(TAG.messageId).string(message.messageId)
    this.#idEnd = writer.pos
    writer.uint32(TAG.bodyEncoding).uint32(ENCODING_NUMBERS[message.bodyEncoding])
    writer.uint32(TAG.messageType).uint32(MESSAGE_TYPE_NUMBERS[message.messageType])
    writer.uint32(TAG.bornTimestamp).fork()
    writeTimestamp(writer, message.bornAt)
    writer.ldelim()
    writer.uint32(TAG.bornHost).string(this.#bornHost)
    if (message.deliverAt !== undefined) {
      writer.uint32(TAG.deliveryTimestamp).fork()
      writeTimestamp(writer, message.deliverAt)
      writer.ldelim()
    }
    if (message.messageGroup !== undefined) writer.uint32(TAG.messageGroup).string(message.messageGroup)
    if (message.liteTopic !== undefined) writer.uint32(TAG.liteTopic).string(message.liteTopic)
    if (message.priority !== undefined) writer.uint32(TAG.priority).int32(message.priority)
  }
}

function writeBody(writer: Writer, message: OutgoingMessage): void {
  const { body, bodyBytes } = message
  writer.uint32(TAG.body)
  if (writer.buf.length - writer.pos >= bodyBytes + MAX_LENGTH_BYTES) {
    writer.uint32(bodyBytes)
    putBody(writer.buf as Buffer, writer.pos, message)
    writer.pos += bodyBytes
    return
  }
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  checkLength(bytes.length, bodyBytes)
  writer.bytes(bytes)
}

/** Writes a body where its length stands before it already. */
function putBody(target: Buffer, at: number, { body, bodyBytes }: OutgoingMessage): void {
  if (typeof body === 'string') {
    checkLength(target.write(body, at), bodyBytes)
    return
  }
  checkLength(body.length, bodyBytes)
  target.set(body, at)
}

/** Bytes belong to the application, which may have given their memory away meanwhile, or made it larger. */
function checkLength(bytes: number, expected: number): void {
  if (bytes === expected) return
  throw new RocketMQError(
    'INVALID_ARGUMENT',
    `its body had ${expected} bytes when it was sent and has ${bytes} now; it must not change before send() has settled`,
  )
}

/** Whether two plain messages have everything in common but their ids and what their bodies hold. */
function areTwins(message: OutgoingMessage | undefined, other: OutgoingMessage | undefined): boolean {
  return (
    message !== undefined &&
    other !== undefined &&
    message.bodyBytes === other.bodyBytes &&
    message.bornAt === other.bornAt &&
    message.topic === other.topic &&
    message.tag === other.tag &&
    message.messageType === other.messageType &&
    message.bodyEncoding === other.bodyEncoding &&
    message.messageId.length === other.messageId.length
  )
}

/** Whether a message has nothing of what few messages have. */
function isPlain(message: OutgoingMessage): boolean {
  return (
    message.keys === undefined &&
    message.properties === undefined &&
    message.markKey === undefined &&
    message.messageGroup === undefined &&
    message.deliverAt === undefined &&
    message.priority === undefined &&
    message.liteTopic === undefined &&
    message.traceparent === undefined &&
    message.tracestate === undefined
  )
}

function writeProperty(writer: Writer, key: string, value: string): void {
  writer.uint32(TAG.userProperties).fork()
  writer.uint32(TAG.mapKey).string(key).uint32(TAG.mapValue).string(value)
  writer.ldelim()
}

function writeTimestamp(writer: Writer, epochMs: number): void {
  const seconds = Math.floor(epochMs / 1000)
  const nanos = Math.round((epochMs - seconds * 1000) * 1e6)
  // The same bytes; an int64 would be made an object first.
  if (seconds > 0 && seconds < 2 ** 32) writer.uint32(TAG.seconds).uint32(seconds)
  else if (seconds !== 0) writer.uint32(TAG.seconds).int64(seconds)
  if (nanos !== 0) writer.uint32(TAG.nanos).int32(nanos)
}

const { Code } = apache.rocketmq.v2
type SendReply = apache.rocketmq.v2.ISendMessageResponse

/** Codes that mean "stored, but not flushed or replicated in time": a repetition would double the messages. */
const STORED: ReadonlySet<number> = new Set([
  Code.MASTER_PERSISTENCE_TIMEOUT,
  Code.SLAVE_PERSISTENCE_TIMEOUT,
  Code.HA_NOT_AVAILABLE,
])

/** What the server says of a request whose messages it stored. */
export interface SendOutcome {
  /** Offset of the first message; the others follow it without a gap. */
  firstOffset: number
  /** Offsets one by one, from a server that gives an entry for each message. */
  offsets: number[] | undefined
  transactionId: string
  recallHandle: string | undefined
  durability: 'MASTER_PERSISTENCE_TIMEOUT' | 'SLAVE_PERSISTENCE_TIMEOUT' | 'HA_NOT_AVAILABLE' | undefined
  /** Whether a recall handle or a durability mark is there. */
  special: boolean
}

/**
 * Reads the reply to a send of `count` messages. Server 5.5.0 answers a batch with one entry, that of the
 * first message, with an id that none of the messages has.
 *
 * @throws RocketMQError the server's refusal
 */
export function readSendReply(reply: SendReply, count: number, topic: string, endpoint: string): SendOutcome {
  const entries = reply.entries ?? []
  const [first] = entries
  const refusal =
    refused(reply.status) ?? entries.map(entry => refused(entry.status)).find(each => each !== undefined)
  const what = `send to ${topic}`
  // A reply with nothing in it says neither yes nor no.
  if (refusal === undefined && first === undefined && reply.status == null)
    throw statusError(undefined, what, { endpoint })
  if (refusal !== undefined) throw statusError(refusal, what, { endpoint, known: 'topic' })
  if (first === undefined || (entries.length !== 1 && entries.length !== count)) {
    throw new RocketMQError(
      'PROTOCOL',
      `${what}: the server answered ${count} messages with ${entries.length} entries`,
      {
        endpoint,
      },
    )
  }
  const durability = storedMark(first.status) ?? storedMark(reply.status)
  const recallHandle = first.recallHandle || undefined
  return {
    firstOffset: toNumber(first.offset),
    offsets: entries.length > 1 ? entries.map(entry => toNumber(entry.offset)) : undefined,
    transactionId: first.transactionId ?? '',
    recallHandle,
    durability,
    special: durability !== undefined || recallHandle !== undefined,
  }
}

/** The status if it is a refusal; an entry without a status of its own goes by the whole reply's. */
function refused(status: ReplyStatus | null | undefined): ReplyStatus | undefined {
  if (status == null || isOk(status) || STORED.has(status.code ?? 0)) return undefined
  if (status.code === Code.MULTIPLE_RESULTS) return undefined
  return status
}

function storedMark(status: ReplyStatus | null | undefined): SendOutcome['durability'] {
  return STORED.has(status?.code ?? 0)
    ? (codeName(status?.code ?? 0) as SendOutcome['durability'])
    : undefined
}
