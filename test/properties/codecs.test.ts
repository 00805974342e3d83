import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBody, encodeBody } from '../../src/message/body-encoding.js'
import type { Message } from '../../src/message/message.js'
import { validateMessage } from '../../src/message/message-validation.js'
import { MessageIdGenerator } from '../../src/producer/envelope.js'
import { Endpoints } from '../../src/route/endpoints.js'
import { sipHash24, sipHashQueueIndex } from '../../src/route/sip-hash.js'
import { parseMessageId } from '../support/message-id-parts.js'

const body = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.uint8Array({ maxLength: 500 }),
  // What packs well, and what is large enough for another thread.
  fc.tuple(fc.string({ maxLength: 20 }), fc.nat(3000)).map(([text, times]) => text.repeat(times)),
)

function bytesOf(value: string | Uint8Array): Buffer {
  return typeof value === 'string' ? Buffer.from(value) : Buffer.from(value)
}

describe('a body', () => {
  it('is the same after encoding and decoding, and never grows', async () => {
    const codec = fc.constantFrom('none' as const, 'gzip' as const, 'snappy' as const)
    await fc.assert(
      fc.asyncProperty(body, codec, fc.nat(300), async (original, kind, thresholdBytes) => {
        const plain = bytesOf(original)
        const encoded = await encodeBody(original, { codec: kind, thresholdBytes })
        const wire = bytesOf(encoded.body)
        expect(encoded.bodyBytes).toBe(wire.length)
        expect(wire.length).toBeLessThanOrEqual(plain.length)
        const decoded = await decodeBody(wire, {
          compressed: encoded.encoding === 'GZIP',
          mark: encoded.mark?.value,
        })
        expect(decoded.equals(plain)).toBe(true)
      }),
    )
  })

  it('that is garbage is either decoded or called corrupted, and nothing else happens', async () => {
    const gzipHead = Buffer.from([0x1f, 0x8b, 8, 0])
    const garbage = fc
      .tuple(fc.constantFrom(Buffer.alloc(0), gzipHead, Buffer.from([0x78, 0x9c])), fc.uint8Array())
      .map(([head, rest]) => Buffer.concat([head, rest]))
    await fc.assert(
      fc.asyncProperty(garbage, fc.constantFrom(undefined, 'snappy'), async (bytes, mark) => {
        const outcome = await Promise.resolve(decodeBody(bytes, { compressed: true, mark })).catch(
          (error: unknown) => error,
        )
        if (!Buffer.isBuffer(outcome)) expect(outcome).toMatchObject({ code: 'CORRUPTED' })
      }),
      { numRuns: 300 },
    )
  })
})

describe('a message id', () => {
  it('is new each time, and counts on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 50 }), count => {
        const generator = new MessageIdGenerator()
        const sequences = Array.from({ length: count }, () => parseMessageId(generator.next()).sequence)
        sequences.forEach((sequence, index) => {
          if (index > 0) expect(sequence).toBe(((sequences[index - 1] as number) + 1) % 2 ** 32)
        })
      }),
    )
  })
})

describe('endpoints', () => {
  const port = fc.integer({ min: 1, max: 65_535 })
  const list = (host: fc.Arbitrary<string>) =>
    fc.array(
      fc.tuple(host, port).map(([name, number]) => `${name}:${number}`),
      { minLength: 1, maxLength: 4 },
    )
  const addresses = fc.oneof(
    list(fc.ipV4()),
    list(fc.ipV6().map(address => `[${address}]`)),
    fc.tuple(fc.domain(), port).map(([name, number]) => [`${name}:${number}`]),
  )

  it('print what parses to the same again, however they are written', () => {
    const joint = fc.constantFrom(';', ',', ' ; ', ', ')
    const prefix = fc.constantFrom('', 'http://', 'https://', ' HTTP://')
    fc.assert(
      fc.property(addresses, joint, prefix, (parts, separator, before) => {
        const endpoints = Endpoints.parse(`${before}${parts.join(separator)}`)
        expect(endpoints.key.split(';')).toEqual([...new Set(parts.map(part => part.toLowerCase()))])
        expect(Endpoints.parse(String(endpoints))).toBe(endpoints)
      }),
    )
  })

  it('that are any text at all are read or refused as a configuration error', () => {
    const character = fc.constantFrom(...'0123456789.:[];,/-_%@ abcfhtp\u0000é消😀\ud800')
    fc.assert(
      fc.property(fc.string({ unit: character, maxLength: 40 }), text => {
        try {
          expect(Endpoints.parse(text).addresses.length).toBeGreaterThan(0)
        } catch (error) {
          expect(error).toMatchObject({ code: 'CONFIGURATION' })
        }
      }),
      { numRuns: 500 },
    )
  })
})

describe('the queue of a message group', () => {
  it('is what its hash as a signed number leaves, divided by the number of queues', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 100_000 }), (group, queues) => {
        const { high, low } = sipHash24(group)
        const hash = BigInt.asIntN(64, (BigInt(high) << 32n) | BigInt(low))
        const expected = ((hash % BigInt(queues)) + BigInt(queues)) % BigInt(queues)
        expect(sipHashQueueIndex(group, queues)).toBe(Number(expected))
      }),
    )
  })
})

/** The server's rules, written down a second time: what is refused, and by which code. */
function verdict(message: Message): string | undefined {
  const control = (text: string) => [...text].some(char => /\p{Cc}/u.test(char))
  const bytes = (text: string) => Buffer.byteLength(text)
  const blank = (text: string) => [...text].every(char => char === ' ' || char === '\u3000')
  if (bytes(message.body as string) === 0) return 'MESSAGE_BODY_EMPTY'
  const { tag, keys = [], properties = {}, messageGroup } = message
  if (tag !== undefined && (blank(tag) || tag.includes('|') || control(tag))) return 'ILLEGAL_MESSAGE_TAG'
  if (keys.some(key => blank(key) || key.includes(' ') || control(key))) return 'ILLEGAL_MESSAGE_KEY'
  const entries = Object.entries(properties)
  if (entries.flat().some(text => text === '' || control(text))) return 'ILLEGAL_MESSAGE_PROPERTY_KEY'
  const used = [tag ?? '', ...keys, ...entries.flat()].reduce((sum, text) => sum + bytes(text), 0)
  if (entries.length > 128 || used > 16_384) return 'MESSAGE_PROPERTIES_TOO_LARGE'
  if (messageGroup === undefined) return undefined
  if (blank(messageGroup) || bytes(messageGroup) > 63 || control(messageGroup)) return 'ILLEGAL_MESSAGE_GROUP'
  return undefined
}

describe('validation', () => {
  it('accepts exactly what the server does, with the same code where it refuses', () => {
    const character = fc.constantFrom(...'aZ09 |_-%=é消😀\u3000\u0000\n\u007f\u0085\u00a0')
    const text = (maxLength: number) => fc.string({ unit: character, maxLength })
    const good = fc.string({ unit: fc.constantFrom(...'abc消'), minLength: 1, maxLength: 40 })
    const mostlyGood = (maxLength: number) => fc.oneof({ weight: 4, arbitrary: good }, text(maxLength))
    const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
    const message = fc.record({
      topic: fc.constant('orders'),
      body: fc.oneof({ weight: 9, arbitrary: good }, fc.constant('')),
      tag: maybe(mostlyGood(5)),
      keys: maybe(fc.array(mostlyGood(5), { maxLength: 4 })),
      properties: maybe(
        fc.oneof(
          fc.dictionary(mostlyGood(6), mostlyGood(6), { maxKeys: 5, noNullPrototype: true }),
          fc
            .tuple(fc.integer({ min: 120, max: 136 }), fc.integer({ min: 1, max: 140 }))
            .map(([count, length]) =>
              Object.fromEntries(
                Array.from({ length: count }, (_, index) => [`n${index}`, 'v'.repeat(length)]),
              ),
            ),
        ),
      ),
      messageGroup: maybe(mostlyGood(70)),
    })
    fc.assert(
      fc.property(message, candidate => {
        let code: string | undefined
        try {
          validateMessage(candidate)
        } catch (error) {
          code = (error as { code: string }).code
        }
        expect(code).toBe(verdict(candidate))
      }),
      { numRuns: 2000 },
    )
  })
})
