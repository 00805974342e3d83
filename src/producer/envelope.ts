import type { RocketMQError } from '../errors.js'
import type { Message, MessageType } from '../message/message.js'
import type { SendTrace } from '../stats/tracing.js'
import type { BodyEncoding, OutgoingMessage } from '../wire/send-codec.js'

/** One message on its way through the send pipeline; recycled from a pool when its promise is settled. */
export class Envelope implements OutgoingMessage {
  /** Messages of one key ride together. */
  key = ''
  topic = ''
  body: string | Uint8Array = ''
  bodyBytes = 0
  bodyEncoding: BodyEncoding = 'IDENTITY'
  /** Whether the body has been through compression, smaller by it or not. */
  packed = false
  messageId = ''
  messageType: MessageType = 'NORMAL'
  bornAt = 0
  tag: string | undefined = undefined
  keys: readonly string[] | undefined = undefined
  properties: Readonly<Record<string, string>> | undefined = undefined
  markKey: string | undefined = undefined
  markValue: string | undefined = undefined
  messageGroup: string | undefined = undefined
  deliverAt: number | undefined = undefined
  priority: number | undefined = undefined
  liteTopic: string | undefined = undefined
  traceContext: string | undefined = undefined
  traceparent: string | undefined = undefined
  tracestate: string | undefined = undefined
  /** The tracer's part in this send, if there is a tracer. */
  trace: SendTrace | undefined = undefined
  /** When `send()` was called, on the clock of `performance.now()`. */
  sentAt = 0
  /** When the message is given up, on the same clock. */
  deadline = 0
  /** When the broker answered, on the same clock. */
  storedAt = 0
  /** Why the latest attempt failed. */
  failure: RocketMQError | undefined = undefined
  /** How often it was sent, in vain so far. */
  attempts = 0
  /** Why it is not sent again, once that is certain. */
  verdict: RocketMQError | undefined = undefined
  /** How often in a row it was refused, alone and without a code of RocketMQ's own. */
  refusals = 0

  /**
   * Takes over what the application gave, so that the message may be changed or used for another from now on; only
   * the bytes of a body are not copied. Ids, times and keys are set by the pipeline.
   */
  fill(message: Message, type: MessageType, bodyBytes: number): void {
    const { keys, properties } = message
    this.topic = message.topic
    this.body = message.body
    this.bodyBytes = bodyBytes
    this.messageType = type
    this.tag = message.tag
    this.keys = keys === undefined ? undefined : keys.slice()
    this.properties = properties === undefined ? undefined : { ...properties }
    this.messageGroup = message.messageGroup
    const { deliveryTimestamp } = message
    this.deliverAt = deliveryTimestamp === undefined ? undefined : Number(deliveryTimestamp)
    this.priority = message.priority
    this.liteTopic = message.liteTopic
  }

  /** Messages of one topic with the same order are stored in the order they were sent. */
  get order(): string | undefined {
    return this.messageGroup ?? this.liteTopic
  }

  /** Lets go of everything the application gave, so that the pool keeps nothing of it alive. */
  reset(): void {
    this.body = ''
    this.bodyEncoding = 'IDENTITY'
    this.packed = false
    this.tag = undefined
    this.keys = undefined
    this.properties = undefined
    this.markKey = undefined
    this.markValue = undefined
    this.messageGroup = undefined
    this.deliverAt = undefined
    this.priority = undefined
    this.liteTopic = undefined
    this.traceContext = undefined
    this.traceparent = undefined
    this.tracestate = undefined
    this.trace = undefined
    this.failure = undefined
    this.attempts = 0
    this.verdict = undefined
    this.refusals = 0
  }
}
