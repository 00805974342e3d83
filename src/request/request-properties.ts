import { RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
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

/** `message` as a request. */
export function asRequest(message: Message, { address, correlation, expiresAt }: RequestTicket): Message {
  const { topic, name, lite } = address
  const properties = {
    ...message.properties,
    [REPLY_TOPIC]: topic,
    [lite ? REPLY_LITE_TOPIC : REPLY_TAG]: name,
    [CORRELATION]: correlation,
    [EXPIRES]: String(expiresAt),
  }
  return { ...message, properties }
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
    properties: { ...reply.properties, [CORRELATION]: correlation },
  }
}

/** The message that refuses a request, with the reason. */
export function refusalTo(ticket: RequestTicket, reason: string): Message {
  // RocketMQ takes no empty body.
  return replyTo(ticket, { body: reason || '-', properties: { [REFUSED]: 'true' } })
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
