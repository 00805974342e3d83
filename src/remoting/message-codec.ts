import { RocketMQError } from '../errors.js'
import { type DigestType, digestMatches } from '../message/body-digest.js'
import { decodeBody, SNAPPY_MARK } from '../message/body-encoding.js'
import { MessageView } from '../message/message-view.js'
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
 * digest is checked and its compression undone. A body that is no good marks its own message only.
 */
export async function messageViewFromWire(message: WireMessage): Promise<MessageView> {
  const system = message.systemProperties ?? {}
  const { mark, properties } = splitProperties(message.userProperties ?? {})
  const raw = Buffer.from(message.body ?? [])
  let body: Buffer = raw
  let corrupted: RocketMQError | undefined
  try {
    checkDigest(raw, system)
    body = await decodeBody(raw, { compressed: system.bodyEncoding === Encoding.GZIP, mark })
  } catch (error) {
    corrupted = RocketMQError.from(error, 'CORRUPTED')
  }
  return new MessageView({
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
    corrupted,
  })
}

/** Takes this library's own mark out of what the application sees. */
function splitProperties(all: Record<string, string>): {
  mark: string | undefined
  properties: Record<string, string>
} {
  const { [SNAPPY_MARK.key]: mark, ...properties } = all
  return { mark, properties }
}

function checkDigest(body: Buffer, system: SystemProperties): void {
  const type = DIGESTS[system.bodyDigest?.type ?? 0]
  const checksum = system.bodyDigest?.checksum
  if (type === undefined || !checksum || digestMatches(body, { type, checksum })) return
  throw new RocketMQError('CORRUPTED', `the body does not match its ${type} digest`)
}

function toDate(value: SecondsAndNanos | null | undefined): Date | undefined {
  const milliseconds = toMs(value)
  return milliseconds === undefined ? undefined : new Date(milliseconds)
}
