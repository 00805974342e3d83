import { inspect } from 'node:util'
import type { RocketMQError } from '../errors.js'

/** Everything a message view shows. */
export interface MessageViewFields {
  messageId: string
  topic: string
  body: Buffer
  tag: string | undefined
  keys: readonly string[]
  properties: Readonly<Record<string, string>>
  messageGroup: string | undefined
  liteTopic: string | undefined
  priority: number | undefined
  deliveryTimestamp: Date | undefined
  bornTimestamp: Date
  bornHost: string
  storeTimestamp: Date | undefined
  storeHost: string
  deliveryAttempt: number
  queueId: number
  offset: number
  traceContext: string | undefined
  corrupted: RocketMQError | undefined
}

/** A message as consumers get it. */
export class MessageView {
  /** The id its sender gave it; the same at every delivery. */
  readonly messageId: string
  readonly topic: string
  /** The body, unpacked. If the message is {@link MessageView.corrupted}, the bytes as they came. */
  readonly body: Buffer
  readonly tag: string | undefined
  readonly keys: readonly string[]
  /** The sender's properties. */
  readonly properties: Readonly<Record<string, string>>
  readonly messageGroup: string | undefined
  readonly liteTopic: string | undefined
  readonly priority: number | undefined
  /** When it was to be delivered, for delayed messages. */
  readonly deliveryTimestamp: Date | undefined
  /** When its sender made it, by the sender's clock. In a batch, all have the first one's time. */
  readonly bornTimestamp: Date
  readonly bornHost: string
  /** When the broker stored it. */
  readonly storeTimestamp: Date | undefined
  readonly storeHost: string
  /** 1 at the first delivery. */
  readonly deliveryAttempt: number
  readonly queueId: number
  /** Its place in its queue; the same as in its sender's receipt. */
  readonly offset: number
  /** The sender's trace context, for distributed tracing. */
  readonly traceContext: string | undefined
  /** Why the body cannot be used: a wrong digest, or a compression that cannot be undone. */
  readonly corrupted: RocketMQError | undefined

  constructor(fields: MessageViewFields) {
    this.messageId = fields.messageId
    this.topic = fields.topic
    this.body = fields.body
    this.tag = fields.tag
    this.keys = fields.keys
    this.properties = fields.properties
    this.messageGroup = fields.messageGroup
    this.liteTopic = fields.liteTopic
    this.priority = fields.priority
    this.deliveryTimestamp = fields.deliveryTimestamp
    this.bornTimestamp = fields.bornTimestamp
    this.bornHost = fields.bornHost
    this.storeTimestamp = fields.storeTimestamp
    this.storeHost = fields.storeHost
    this.deliveryAttempt = fields.deliveryAttempt
    this.queueId = fields.queueId
    this.offset = fields.offset
    this.traceContext = fields.traceContext
    this.corrupted = fields.corrupted
  }

  /** The body as UTF-8 text. */
  text(): string {
    return this.body.toString('utf8')
  }

  /**
   * The body parsed as JSON.
   *
   * @throws SyntaxError if it is none
   */
  json<T = unknown>(): T {
    return JSON.parse(this.text()) as T
  }

  /** Everything but the body, whose length stands for it. */
  toJSON(): Record<string, unknown> {
    const { body, ...rest } = this
    return { ...rest, bodyBytes: body.length }
  }

  [inspect.custom](): string {
    return `MessageView ${inspect(this.toJSON())}`
  }
}
