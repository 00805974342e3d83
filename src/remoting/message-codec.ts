import { RocketMQError } from '../errors.js'
import { type DigestType, digestMatches } from '../message/body-digest.js'
import { decodeBody, type EncodedHint, isEncoded, SNAPPY_MARK } from '../message/body-encoding.js'
import type { MessageViewFields } from '../message/message-view.js'
import { apache } from './generated/protocol.js'
import { type SecondsAndNanos, toMs, toNumber } from './time-codec.js'

const { DigestType: Digest, Encoding } = apache.rocketmq.v2
type WireMessage = apache.rocketmq.v2.IMessage
type SystemProperties = apache.rocketmq.v2.ISystemProperties

const DIGESTS: Record<number, DigestType> = {
  [Digest.CRC32]: 'CRC32',
  [Digest.MD5]: 'MD5',
  [Digest.SHA1]: 'SHA1',
}

/**
 * A message as it came over the wire. The body is copied, because the bytes are a view on the whole reply; its
 * digest is checked and its compression undone, which may take a promise. A body that is no good marks its own
 * message only.
 */
export function messageFromWire(message: WireMessage): MessageViewFields | Promise<MessageViewFields> {
  const system = message.systemProperties ?? {}
  const { mark, properties } = splitProperties(message.userProperties ?? {})
  const raw = Buffer.from(message.body ?? [])
  const fields = fieldsOf(message, system, properties, raw)
  fields.corrupted = digestFailure(raw, system)
  const hint = { compressed: system.bodyEncoding === Encoding.GZIP, mark }
  return fields.corrupted === undefined && isEncoded(hint) ? unpacked(fields, hint) : fields
}

async function unpacked(fields: MessageViewFields, hint: EncodedHint): Promise<MessageViewFields> {
  try {
    fields.body = await decodeBody(fields.body, hint)
  } catch (error) {
    fields.corrupted = RocketMQError.from(error, 'CORRUPTED')
  }
  return fields
}

function fieldsOf(
  message: WireMessage,
  system: SystemProperties,
  properties: Record<string, string>,
  body: Buffer,
): MessageViewFields {
  return {
    messageId: system.messageId ?? '',
    topic: message.topic?.name ?? '',
    body,
    tag: system.tag ?? undefined,
    keys: system.keys ?? [],
    properties,
    messageGroup: system.messageGroup ?? undefined,
    liteTopic: system.liteTopic ?? undefined,
    priority: system.priority ?? undefined,
    deliveryTimestamp: toDate(system.deliveryTimestamp),
    bornTimestamp: toDate(system.bornTimestamp) ?? new Date(0),
    bornHost: system.bornHost ?? '',
    storeTimestamp: toDate(system.storeTimestamp),
    storeHost: system.storeHost ?? '',
    deliveryAttempt: system.deliveryAttempt ?? 1,
    queueId: system.queueId ?? 0,
    offset: toNumber(system.queueOffset),
    traceContext: system.traceContext ?? undefined,
    corrupted: undefined,
  }
}

/** Takes this library's own mark out of what the application sees. */
function splitProperties(all: Record<string, string>): {
  mark: string | undefined
  properties: Record<string, string>
} {
  if (all[SNAPPY_MARK.key] === undefined) return { mark: undefined, properties: all }
  const { [SNAPPY_MARK.key]: mark, ...properties } = all
  return { mark, properties }
}

function digestFailure(body: Buffer, system: SystemProperties): RocketMQError | undefined {
  const type = DIGESTS[system.bodyDigest?.type ?? 0]
  const checksum = system.bodyDigest?.checksum
  if (type === undefined || !checksum || digestMatches(body, { type, checksum })) return undefined
  return new RocketMQError('CORRUPTED', `the body does not match its ${type} digest`)
}

function toDate(value: SecondsAndNanos | null | undefined): Date | undefined {
  const milliseconds = toMs(value)
  return milliseconds === undefined ? undefined : new Date(milliseconds)
}
