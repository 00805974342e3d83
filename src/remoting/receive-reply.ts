import { apache } from './generated/protocol.js'
import { type IncomingMessage, readMessage, readMs } from './message-reader.js'
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
  const part: ReceivePart = { status: undefined, message: undefined, handedOverAt: undefined }
  while (reader.pos < reader.len) {
    const tag = reader.tag()
    if (tag === TAG.status) part.status = Status.decode(reader, reader.size())
    else if (tag === TAG.message) part.message = reader.nested(readMessage, undefined)
    else if (tag === TAG.deliveryTimestamp) part.handedOverAt = reader.nested(readMs, undefined)
    else reader.skipField(tag)
  }
  return part
}
