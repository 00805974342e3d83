import { RocketMQError } from '../errors.js'
import { apache } from './generated/protocol.js'
import { codeName, isOk, type ReplyStatus, statusError } from './status-table.js'
import { toNumber } from './time-codec.js'

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
 * first message, under an id of nobody's.
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
