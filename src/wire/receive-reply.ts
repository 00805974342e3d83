import { apache } from './generated/protocol.js'
import { type IncomingMessage, readNestedMessage, readNestedMs } from './message-reader.js'
import type { ReplyReader } from './reply-reader.js'
import type { ReplyStatus } from './status-table.js'

const { Status } = apache.rocketmq.v2

/** Tags of `ReceiveMessageResponse`. */
const TAG = { status: 10, message: 18, deliveryTimestamp: 26 } as const

/** One piece of the answer to a poll: its outcome, a message, or when the server took the messages out. */
export interface ReceivePart {
  status: ReplyStatus | undefined
  message: IncomingMessage | undefined
  /** Epoch milliseconds. */
  handedOverAt: number | undefined
}

/** Decodes one piece of the answer to a poll. */
export function decodeReceivePart(reader: ReplyReader): ReceivePart {
  return reader.fields(readField, { status: undefined, message: undefined, handedOverAt: undefined })
}

function readField(reader: ReplyReader, part: ReceivePart, tag: number): void {
  if (tag === TAG.status) part.status = Status.decode(reader, reader.size())
  else if (tag === TAG.message) part.message = readNestedMessage(reader)
  else if (tag === TAG.deliveryTimestamp) part.handedOverAt = readNestedMs(reader)
  else reader.skipField(tag)
}
