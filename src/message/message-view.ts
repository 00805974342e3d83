import { inspect } from 'node:util'
import type { RocketMQError } from '../errors.js'

/** A message as consumers get it. */
export class MessageView {
  /** The id its sender gave it; the same at every delivery. */
  readonly messageId: string
  /** The topic it was received from. */
  readonly topic: string
  /** The body, unpacked. If the message is {@link MessageView.corrupted}, the bytes as they came. */
  readonly body: Buffer
  /** The sender's tag, by which consumers filter. */
  readonly tag: string | undefined
  /** The sender's keys, by which operators look it up; empty where it has none. */
  readonly keys: readonly string[]
  /** The sender's properties. */
  readonly properties: Readonly<Record<string, string>>
  /** The group whose messages are delivered in order, for FIFO messages. */
  readonly messageGroup: string | undefined
  /** The lite topic it was sent to, for messages of a topic of type LITE. */
  readonly liteTopic: string | undefined
  /** From 0 up, for messages of a topic of type PRIORITY. */
  readonly priority: number | undefined
  /** When it was to be delivered, for delayed messages. */
  readonly deliveryTimestamp: Date | undefined
  /** When its sender made it, by the sender's clock. In a batch, all have the first one's time. */
  readonly bornTimestamp: Date
  /** Name or address of its sender's machine, as that told it; `''` where it told none. */
  readonly bornHost: string
  /** When the broker stored it. */
  readonly storeTimestamp: Date | undefined
  /** Address of the broker that stored it. */
  readonly storeHost: string
  /** 1 at the first delivery. */
  readonly deliveryAttempt: number
  /** The queue of the broker that it is in, from 0 up. */
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

/** Everything a message view shows. */
export type MessageViewFields = {
  -readonly [Name in Exclude<keyof MessageView, 'text' | 'json' | 'toJSON' | symbol>]: MessageView[Name]
}
