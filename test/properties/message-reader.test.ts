import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { decodeReceivePart, type IncomingMessage, readMessage } from '../../src/wire/message-reader.js'
import { ReplyReader, type SecondsAndNanos, toMs, toNumber } from '../../src/wire/reply-reader.js'

const v2 = apache.rocketmq.v2

const text = fc.string({ unit: 'grapheme', maxLength: 50 })
const small = fc.nat(1_000)
const time = fc.record({ seconds: fc.nat(4_000_000_000), nanos: fc.nat(999_999_999) })

const system = fc.record(
  {
    tag: text,
    keys: fc.array(text, { maxLength: 4 }),
    messageId: text,
    bodyDigest: fc.record({ type: fc.nat(3), checksum: text }),
    bodyEncoding: fc.nat(2),
    messageType: fc.nat(6),
    bornTimestamp: time,
    bornHost: text,
    storeTimestamp: time,
    storeHost: text,
    deliveryTimestamp: time,
    receiptHandle: text,
    queueId: small,
    queueOffset: fc.nat(Number.MAX_SAFE_INTEGER),
    invisibleDuration: time,
    deliveryAttempt: small,
    messageGroup: text,
    traceContext: text,
    deadLetterQueue: fc.record({ topic: text, messageId: text }),
    liteTopic: text,
    priority: small,
  },
  { requiredKeys: [] },
)
const wire = fc.record(
  {
    topic: fc.record({ resourceNamespace: text, name: text }),
    userProperties: fc.dictionary(text, text, { maxKeys: 4 }),
    systemProperties: system,
    body: fc.uint8Array({ maxLength: 200 }),
  },
  { requiredKeys: [] },
)

function date(value: SecondsAndNanos | null | undefined) {
  const ms = toMs(value)
  return ms === undefined ? undefined : new Date(ms)
}

/** The same by way of the generated decoder. */
function decoded(bytes: Uint8Array): Partial<IncomingMessage> {
  const { topic, userProperties, systemProperties, body } = v2.Message.decode(bytes)
  const all = systemProperties ?? {}
  return {
    topic: topic?.name ?? '',
    body: Buffer.from(body),
    properties: { ...userProperties },
    tag: all.tag ?? undefined,
    keys: [...(all.keys ?? [])],
    messageId: all.messageId ?? '',
    digestType: all.bodyDigest?.type ?? 0,
    checksum: all.bodyDigest?.checksum ?? '',
    encoding: all.bodyEncoding ?? 0,
    bornTimestamp: date(all.bornTimestamp) ?? new Date(0),
    bornHost: all.bornHost ?? '',
    storeTimestamp: date(all.storeTimestamp),
    storeHost: all.storeHost ?? '',
    deliveryTimestamp: date(all.deliveryTimestamp),
    receiptHandle: all.receiptHandle ?? '',
    queueId: all.queueId ?? 0,
    offset: toNumber(all.queueOffset),
    deliveryAttempt: all.deliveryAttempt ?? 1,
    messageGroup: all.messageGroup ?? undefined,
    traceContext: all.traceContext ?? undefined,
    liteTopic: all.liteTopic ?? undefined,
    priority: all.priority ?? undefined,
  }
}

const reader = (bytes: Uint8Array) => new ReplyReader(Buffer.from(bytes))

describe('readMessage', () => {
  it('reads what the generated decoder reads', () => {
    fc.assert(
      fc.property(wire, message => {
        const bytes = v2.Message.encode(message).finish()
        expect(readMessage(reader(bytes))).toMatchObject(decoded(bytes))
      }),
      { numRuns: 500 },
    )
  })

  it('skips fields that are new to it, and those of another kind than it knows', () => {
    const unknown = fc.record({ field: fc.integer({ min: 23, max: 5_000 }), value: text })
    fc.assert(
      fc.property(wire, fc.array(unknown, { maxLength: 3 }), (message, extras) => {
        const known = v2.Message.encode(message).finish()
        const more = v2.Message.encode({})
        for (const { field, value } of extras) more.uint32(field * 8 + 2).string(value)
        // The topic and the body as numbers.
        more.uint32(1 * 8).uint32(7)
        more.uint32(4 * 8).uint32(7)
        const bytes = Buffer.concat([known, more.finish()])
        expect(readMessage(reader(bytes))).toEqual(readMessage(reader(known)))
      }),
    )
  })

  it('either reads part of what was cut off, or says so', () => {
    fc.assert(
      fc.property(wire, fc.nat(), (message, at) => {
        const bytes = v2.Message.encode(message).finish()
        const cut = bytes.subarray(0, at % (bytes.length + 1))
        let failed: unknown
        try {
          readMessage(reader(cut))
        } catch (error) {
          failed = error
        }
        if (failed !== undefined) expect(failed).toBeInstanceOf(Error)
        let generated: unknown
        try {
          v2.Message.decode(cut)
        } catch (error) {
          generated = error
        }
        expect(failed === undefined).toBe(generated === undefined)
      }),
    )
  })
})

describe('one piece of the answer to a poll', () => {
  it('is a status, a message or a time', () => {
    fc.assert(
      fc.property(wire, time, text, (message, deliveryTimestamp, words) => {
        const part = (piece: apache.rocketmq.v2.IReceiveMessageResponse) =>
          decodeReceivePart(reader(v2.ReceiveMessageResponse.encode(piece).finish()))
        const nothing = { status: undefined, message: undefined, handedOverAt: undefined }
        const status = { code: v2.Code.OK, message: words }
        expect(part({ status })).toMatchObject({ ...nothing, status })
        expect(part({ deliveryTimestamp })).toEqual({ ...nothing, handedOverAt: toMs(deliveryTimestamp) })
        const { message: read, ...rest } = part({ message })
        expect(rest).toEqual({ status: undefined, handedOverAt: undefined })
        expect(read).toMatchObject(decoded(v2.Message.encode(message).finish()))
      }),
    )
  })
})
