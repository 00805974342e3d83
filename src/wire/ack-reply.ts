import { apache } from './generated/protocol.js'
import type { ReplyReader } from './reply-reader.js'

const { AckMessageResponse, Code, Status } = apache.rocketmq.v2

/** Field 1 of the response, and its wire type. */
const STATUS_TAG = 10

/**
 * Decodes what a server says of acknowledgements. One that says OK of all of them lists them nevertheless; then
 * the list is not read, because it has nothing to tell.
 */
export function decodeAckReply(reader: ReplyReader): apache.rocketmq.v2.IAckMessageResponse {
  const start = reader.pos
  if (reader.pos < reader.len && reader.tag() === STATUS_TAG) {
    const status = Status.decode(reader, reader.size())
    if (status.code === Code.OK) return { status }
  }
  reader.pos = start
  return AckMessageResponse.decode(reader)
}
