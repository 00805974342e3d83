import { RocketMQError, reasonOf } from '../errors.js'
import type { Message } from '../message/message.js'
import {
  holdsProperties,
  ownKeys,
  ownTime,
  unreadable,
  validateFieldNames,
} from '../message/message-validation.js'
import type { MessageView } from '../message/message-view.js'

/**
 * User properties by which a request says where its reply goes. RocketMQ itself knows nothing of them: its own
 * request and reply is a matter of the old remoting protocol, and its proxies do not offer it over gRPC.
 */
const REPLY_TOPIC = '__jet_reply_topic'
const REPLY_TAG = '__jet_reply_tag'
const REPLY_LITE_TOPIC = '__jet_reply_lite_topic'
const CORRELATION = '__jet_correlation'
const EXPIRES = '__jet_expires'
const REFUSED = '__jet_refused'

/** Where replies to a requester go. */
export interface ReplyAddress {
  readonly topic: string
  /** The requester's own tag, or its lite topic below `topic`. */
  readonly name: string
  readonly lite: boolean
}

/** What a request says of its reply. */
export interface RequestTicket {
  readonly address: ReplyAddress
  /** Tells the requester which of its requests is answered. */
  readonly correlation: string
  /** When nobody waits for the reply any more, in epoch milliseconds by the requester's clock. */
  readonly expiresAt: number
}

/** What goes back to a requester. */
export type Reply = Pick<Message, 'body' | 'keys' | 'properties'>

/**
 * `message` as a request, as it is at this moment.
 *
 * @throws RocketMQError INVALID_ARGUMENT for what is no message, or cannot be read
 */
export function asRequest(message: Message, ticket: RequestTicket): Message {
  try {
    validateFieldNames(message)
    const { topic, body, tag, messageGroup, priority, liteTopic } = message
    const keys = ownKeys(message.keys)
    const deliveryTimestamp = ownTime(message.deliveryTimestamp)
    const properties = withOwn(message.properties, propertiesOf(ticket))
    return { topic, body, tag, keys, properties, messageGroup, deliveryTimestamp, priority, liteTopic }
  } catch (error) {
    throw unreadable(error)
  }
}

function propertiesOf({ address, correlation, expiresAt }: RequestTicket): Record<string, string> {
  const { topic, name, lite } = address
  return {
    [REPLY_TOPIC]: topic,
    [lite ? REPLY_LITE_TOPIC : REPLY_TAG]: name,
    [CORRELATION]: correlation,
    [EXPIRES]: String(expiresAt),
  }
}

/** The user's properties and ours. What holds no properties stays as it is, to be refused. */
function withOwn(properties: Message['properties'], own: Record<string, string>): Message['properties'] {
  return properties === undefined || holdsProperties(properties) ? { ...properties, ...own } : properties
}

/** What a message says of its reply; `undefined` for one that asks for none. */
export function ticketOf({ properties }: MessageView): RequestTicket | undefined {
  const { [REPLY_TOPIC]: topic, [CORRELATION]: correlation, [REPLY_LITE_TOPIC]: liteTopic } = properties
  const name = liteTopic ?? properties[REPLY_TAG]
  if (topic === undefined || correlation === undefined || name === undefined) return undefined
  const expiresAt = Number(properties[EXPIRES] ?? Number.POSITIVE_INFINITY)
  return { address: { topic, name, lite: liteTopic !== undefined }, correlation, expiresAt }
}

/** The message that answers a request. */
export function replyTo({ address, correlation }: RequestTicket, reply: Reply): Message {
  return {
    topic: address.topic,
    ...(address.lite ? { liteTopic: address.name } : { tag: address.name }),
    body: reply.body,
    keys: reply.keys,
    properties: withOwn(reply.properties, { [CORRELATION]: correlation }),
  }
}

/** The message that refuses a request, with the reason. */
export function refusalTo(ticket: RequestTicket, reason: unknown): Message {
  // RocketMQ takes no empty body.
  const body = (reason == null ? '' : reasonOf(reason)) || '-'
  return replyTo(ticket, { body, properties: { [REFUSED]: 'true' } })
}

/** Which request a reply answers. */
export function correlationOf({ properties }: MessageView): string | undefined {
  return properties[CORRELATION]
}

/** The error that a reply stands for, if it refuses its request. */
export function refusalOf(reply: MessageView): RocketMQError | undefined {
  if (reply.properties[REFUSED] === undefined) return undefined
  return new RocketMQError('REQUEST_REFUSED', reply.text())
}
