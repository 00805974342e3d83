import { createHash } from 'node:crypto'
import { fromMs, toMs, v2 } from './protocol.js'

const { MessageType, Encoding } = v2

/** A message as a producer gave it. */
export interface NewMessage {
  readonly topic: string
  readonly messageId: string
  readonly body: Buffer
  readonly type: v2.MessageType
  readonly tag: string | undefined
  readonly keys: readonly string[]
  readonly properties: Readonly<Record<string, string>>
  readonly gzip: boolean
  readonly bornTimestamp: number
  readonly bornHost: string
  readonly messageGroup: string | undefined
  readonly deliveryTimestamp: number | undefined
  readonly priority: number | undefined
  readonly liteTopic: string | undefined
  readonly traceContext: string | undefined
  /** How often it was delivered before it came here: a dead letter keeps the count of its group, and one more. */
  readonly reconsumeTimes: number
  /** How long its transaction may stay open before the producer is asked; LOCAL to TRANSACTION messages. */
  readonly recoveryMs: number | undefined
}

/** A message in a queue. */
export interface StoredMessage extends NewMessage {
  readonly broker: string
  readonly queueId: number
  readonly offset: number
  /** Where it stands among all messages of its broker. */
  readonly logOffset: number
  readonly storeTimestamp: number
}

/** What one delivery adds to a message. */
interface DeliveryDetails {
  receiptHandle: string
  attempt: number
}

/** Which of the fields decides a message's type; `message_type` itself is read for TRANSACTION alone. */
export function typeOf(system: v2.ISystemProperties): v2.MessageType {
  if (system.messageType === MessageType.TRANSACTION) return MessageType.TRANSACTION
  if (system.deliveryTimestamp != null) return MessageType.DELAY
  if (present(system.messageGroup) !== undefined) return MessageType.FIFO
  if (system.priority != null) return MessageType.PRIORITY
  if (present(system.liteTopic) !== undefined) return MessageType.LITE
  return MessageType.NORMAL
}

/** Reads a validated message off the wire. Properties with an empty key or value are lost, as on the server. */
export function fromWire(message: v2.IMessage): NewMessage {
  const system = message.systemProperties ?? {}
  const properties = Object.entries(message.userProperties ?? {}).filter(([key, value]) => key && value)
  return {
    topic: message.topic?.name ?? '',
    messageId: system.messageId ?? '',
    // A copy: what was decoded is a view on the whole request.
    body: Buffer.from(message.body ?? []),
    type: typeOf(system),
    tag: present(system.tag),
    keys: (system.keys ?? []).join(' ').split(' ').filter(Boolean),
    properties: Object.fromEntries(properties),
    gzip: system.bodyEncoding === Encoding.GZIP,
    bornTimestamp: toMs(system.bornTimestamp) ?? 0,
    bornHost: system.bornHost ?? '',
    messageGroup: present(system.messageGroup),
    deliveryTimestamp: floorToSecond(toMs(system.deliveryTimestamp)),
    priority: system.priority ?? undefined,
    liteTopic: present(system.liteTopic),
    traceContext: present(system.traceContext),
    reconsumeTimes: 0,
    recoveryMs: toMs(system.orphanedTransactionRecoveryDuration),
  }
}

/** Writes a message for a consumer. */
export function toWire(message: StoredMessage, delivery?: DeliveryDetails): v2.IMessage {
  const { deliveryTimestamp } = message
  return {
    topic: { name: message.topic },
    userProperties: { ...message.properties },
    body: message.body,
    systemProperties: {
      tag: message.tag ?? null,
      keys: [...message.keys],
      messageId: message.messageId,
      bodyDigest: {
        type: v2.DigestType.MD5,
        checksum: createHash('md5').update(message.body).digest('hex').toUpperCase(),
      },
      bodyEncoding: message.gzip ? Encoding.GZIP : Encoding.IDENTITY,
      messageType: message.type,
      bornTimestamp: fromMs(message.bornTimestamp),
      bornHost: message.bornHost,
      storeTimestamp: fromMs(message.storeTimestamp),
      storeHost: '127.0.0.1',
      deliveryTimestamp: deliveryTimestamp === undefined ? null : fromMs(deliveryTimestamp),
      queueId: message.queueId,
      queueOffset: message.offset,
      messageGroup: message.messageGroup ?? null,
      traceContext: message.traceContext ?? null,
      liteTopic: message.liteTopic ?? null,
      priority: message.priority ?? null,
      receiptHandle: delivery?.receiptHandle ?? null,
      deliveryAttempt: delivery?.attempt ?? null,
    },
  }
}

/** A string that is there and not empty. */
function present(text: string | null | undefined): string | undefined {
  return text == null || text === '' ? undefined : text
}

/** The server's timer keeps whole seconds. */
function floorToSecond(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : Math.floor(ms / 1000) * 1000
}

/** The messages of one queue, oldest first. */
export class QueueLog {
  readonly broker: string
  readonly id: number
  /** What distinguishes the queue within its topic and broker: its number, or the lite topic it stands for. */
  readonly key: string
  readonly #messages: StoredMessage[] = []

  constructor(broker: string, id: number, key = String(id)) {
    this.broker = broker
    this.id = id
    this.key = key
  }

  /** The offset the next message will have. */
  get end(): number {
    return this.#messages.length
  }

  /** Every message, oldest first. */
  get messages(): readonly StoredMessage[] {
    return this.#messages
  }

  append(message: NewMessage, now: number, logOffset: number): StoredMessage {
    const stored: StoredMessage = {
      ...message,
      broker: this.broker,
      queueId: this.id,
      offset: this.#messages.length,
      logOffset,
      storeTimestamp: now,
    }
    this.#messages.push(stored)
    return stored
  }

  /** The message at `offset`, or `undefined` past the end. */
  at(offset: number): StoredMessage | undefined {
    return this.#messages[offset]
  }
}
