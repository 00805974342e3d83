import type { Message } from './message.js'

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
