/**
 * A message to send. Its type follows from its fields: `messageGroup` makes it FIFO, `deliveryTimestamp` DELAY,
 * `priority` PRIORITY, `liteTopic` LITE; with none of them it is NORMAL. The topic must be of the same type. Other
 * fields are refused by name.
 *
 * Texts other than the body must be well formed: one that was cut within an emoji is refused.
 */
export interface Message {
  /** 1 to 127 letters, digits, `%`, `|`, `_` or `-`. The topic must exist. */
  topic: string
  /**
   * 1 byte to 4 MiB. Text is sent as UTF-8; half of a character in it becomes U+FFFD. Bytes are not copied: they must
   * not change until `send()` has settled.
   */
  body: string | Uint8Array
  /** One word that consumers can filter by; without `|`. */
  tag?: string | undefined
  /** Words by which tools find the message; without spaces. */
  keys?: readonly string[] | undefined
  /** Up to 128 names and values, none empty; with tag and keys 16 KiB at the most. */
  properties?: Readonly<Record<string, string>> | undefined
  /** Messages of one group are consumed in the order they were sent. Up to 63 bytes. */
  messageGroup?: string | undefined
  /**
   * When to deliver: a date, or epoch milliseconds; up to a day ahead, to the second. A time that has passed means
   * at once. What can only be a delay or epoch seconds is refused.
   */
  deliveryTimestamp?: Date | number | undefined
  /** A whole number from 0; higher ones are delivered first. */
  priority?: number | undefined
  /** Name of the lite topic below `topic`: up to 64 letters, digits, `_` or `-`. */
  liteTopic?: string | undefined
}

/** The types of message, and of topic, that RocketMQ knows. */
export type MessageType = 'NORMAL' | 'FIFO' | 'DELAY' | 'PRIORITY' | 'LITE' | 'TRANSACTION'

/** A {@link Message} to fill in field by field, so that one object can serve for many messages. */
export class MessageDraft implements Message {
  topic = ''
  body: string | Uint8Array = ''
  tag: string | undefined = undefined
  keys: readonly string[] | undefined = undefined
  properties: Readonly<Record<string, string>> | undefined = undefined
  messageGroup: string | undefined = undefined
  deliveryTimestamp: Date | number | undefined = undefined
  priority: number | undefined = undefined
  liteTopic: string | undefined = undefined

  /** Empties every field, and drops what they referred to. */
  reset(): void {
    this.topic = ''
    this.body = ''
    this.tag = undefined
    this.keys = undefined
    this.properties = undefined
    this.messageGroup = undefined
    this.deliveryTimestamp = undefined
    this.priority = undefined
    this.liteTopic = undefined
  }
}
