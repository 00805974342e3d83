import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { fromMs } from '../../src/wire/reply-reader.js'
import { type OutgoingMessage, SendEncoder } from '../../src/wire/send-codec.js'

const { SendMessageRequest, MessageType, Encoding } = apache.rocketmq.v2

const text = fc.string({ unit: 'grapheme', maxLength: 60 })
const maybe = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined })
const epochMs = fc.integer({ min: 0, max: 4e12 })

const message: fc.Arbitrary<OutgoingMessage> = fc
  .record({
    topic: fc.stringMatching(/^[a-zA-Z0-9_-]{1,40}$/),
    body: fc.oneof(fc.string({ unit: 'binary', maxLength: 3_000 }), fc.uint8Array({ maxLength: 3_000 })),
    bodyEncoding: fc.constantFrom('IDENTITY', 'GZIP'),
    messageId: fc.stringMatching(/^[0-9A-F]{34}$/),
    messageType: fc.constantFrom('NORMAL', 'FIFO', 'DELAY', 'TRANSACTION', 'PRIORITY', 'LITE'),
    bornAt: epochMs,
    tag: maybe(text),
    keys: maybe(fc.array(text, { maxLength: 5 })),
    properties: maybe(fc.dictionary(text, text, { maxKeys: 8 })),
    markKey: maybe(fc.constant('__mark')),
    markValue: maybe(fc.constant('snappy')),
    messageGroup: maybe(text),
    deliverAt: maybe(epochMs),
    priority: maybe(fc.nat()),
    liteTopic: maybe(text),
    traceparent: maybe(fc.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)),
    tracestate: maybe(fc.stringMatching(/^[a-z]{1,20}=[a-z]{1,20}$/)),
  })
  .map(fields => ({ ...fields, bodyBytes: Buffer.byteLength(fields.body) }))

/** The same message as the generated encoder wants it. */
function asTree(m: OutgoingMessage, namespace: string, bornHost: string): apache.rocketmq.v2.IMessage {
  const own = { traceparent: m.traceparent, tracestate: m.tracestate }
  const extra = Object.entries(own).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const mark = m.markKey === undefined ? {} : { [m.markKey]: m.markValue ?? '' }
  return {
    topic: { resourceNamespace: namespace, name: m.topic },
    userProperties: { ...m.properties, ...mark, ...Object.fromEntries(extra) },
    systemProperties: {
      tag: m.tag ?? null,
      keys: [...(m.keys ?? [])],
      messageId: m.messageId,
      bodyEncoding: Encoding[m.bodyEncoding],
      messageType: MessageType[m.messageType],
      bornTimestamp: fromMs(m.bornAt),
      bornHost,
      deliveryTimestamp: m.deliverAt === undefined ? null : fromMs(m.deliverAt),
      messageGroup: m.messageGroup ?? null,
      liteTopic: m.liteTopic ?? null,
      priority: m.priority ?? null,
    },
    body: typeof m.body === 'string' ? Buffer.from(m.body) : m.body,
  }
}

function decoded(bytes: Uint8Array) {
  return SendMessageRequest.decode(bytes)
}

describe('the hand-written encoder of sends', () => {
  it('writes what the generated one reads as the same messages, whatever they hold', () => {
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('', 'space'),
        fc.constantFrom('host', ''),
        fc.constantFrom(0, 64, 1 << 16),
        (messages, namespace, bornHost, bufferBytes) => {
          const payload = new SendEncoder(namespace, bornHost).encode(messages, Buffer.alloc(bufferBytes))
          const tree = { messages: messages.map(each => asTree(each, namespace, bornHost)) }
          expect(decoded(payload)).toEqual(decoded(SendMessageRequest.encode(tree).finish()))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('writes messages that differ in id and body alone as it writes all others', () => {
    const plain = message.map(each => ({
      ...each,
      keys: undefined,
      properties: undefined,
      markKey: undefined,
      messageGroup: undefined,
      deliverAt: undefined,
      priority: undefined,
      liteTopic: undefined,
      traceparent: undefined,
      tracestate: undefined,
    }))
    const id = fc
      .bigInt(0n, 16n ** 34n - 1n)
      .map(number => number.toString(16).toUpperCase().padStart(34, '0'))
    const body = (bytes: number) =>
      fc.oneof(
        fc.nat(255).map(byte => new Uint8Array(bytes).fill(byte)),
        fc.nat(127).map(code => String.fromCharCode(code).repeat(bytes)),
      )
    const twins = fc.tuple(plain, fc.nat(2_000)).chain(([first, bytes]) =>
      fc
        .array(fc.record({ messageId: id, body: body(bytes), bornAt: fc.constantFrom(5, 1_005) }), {
          minLength: 2,
          maxLength: 12,
        })
        .map(all => all.map(each => ({ ...first, ...each, bodyBytes: bytes }))),
    )
    fc.assert(
      fc.property(twins, fc.constantFrom(0, 1 << 10, 1 << 16), (messages, bufferBytes) => {
        const payload = new SendEncoder('space', 'host').encode(messages, Buffer.alloc(bufferBytes, 255))
        const tree = { messages: messages.map(each => asTree(each, 'space', 'host')) }
        expect(decoded(payload)).toEqual(decoded(SendMessageRequest.encode(tree).finish()))
      }),
      { numRuns: 300 },
    )
  })

  it('fits into the buffer that its bound asks for, so that no second one is made', () => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 5 }), messages => {
        const bound = messages.reduce((bytes, each) => bytes + SendEncoder.sizeBound(each), 0)
        const buffer = Buffer.alloc(bound)
        const payload = new SendEncoder('', 'host').encode(messages, buffer)
        expect(payload.buffer).toBe(buffer.buffer)
        expect(payload.length).toBeLessThanOrEqual(bound)
      }),
      { numRuns: 300 },
    )
  })

  it('names the one message that cannot be written, and writes the others afterwards', () => {
    const broken = fc.constantFrom<Partial<OutgoingMessage>>(
      { body: Buffer.alloc(7), bodyBytes: 8 },
      { body: new Uint8Array(), bodyBytes: 3 },
      { properties: { name: null as unknown as string } },
      { keys: [undefined as unknown as string] },
    )
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 5 }),
        message,
        broken,
        fc.nat(5),
        fc.constantFrom(0, 1 << 16),
        (good, other, fault, at, bufferBytes) => {
          const encoder = new SendEncoder('', 'host')
          const index = Math.min(at, good.length)
          const all = good.toSpliced(index, 0, { ...other, ...fault })
          expect(() => encoder.encode(all, Buffer.alloc(bufferBytes))).toThrow(
            expect.objectContaining({ name: 'RocketMQError', code: 'INVALID_ARGUMENT', index }),
          )
          const tree = { messages: good.map(each => asTree(each, '', 'host')) }
          expect(decoded(encoder.encode(good, Buffer.alloc(bufferBytes)))).toEqual(
            decoded(SendMessageRequest.encode(tree).finish()),
          )
        },
      ),
      { numRuns: 100 },
    )
  })

  it('writes one request after the other from the same encoder', () => {
    const encoder = new SendEncoder('', 'host')
    fc.assert(
      fc.property(message, message, (first, second) => {
        const one = encoder.encode([first], Buffer.alloc(16))
        const two = encoder.encode([second], Buffer.alloc(1 << 16))
        expect([one, two].map(decoded)).toEqual(
          [first, second].map(each =>
            decoded(SendMessageRequest.encode({ messages: [asTree(each, '', 'host')] }).finish()),
          ),
        )
      }),
      { numRuns: 100 },
    )
  })
})
