import { RocketMQError } from '../errors.js'
import { type DigestType, digestMatches } from '../message/body-digest.js'
import { decodeBody } from '../message/body-encoding.js'
import type { MessageViewFields } from '../message/message-view.js'
import { apache } from './generated/protocol.js'
import { type IncomingMessage, readMessage } from './message-reader.js'
import { ReplyReader } from './reply-reader.js'

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
  if (message.corrupted !== undefined) return undefined
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
