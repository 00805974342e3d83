import protobufjs from 'protobufjs'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { json, protobuf } from '../../../src/topics/codec.js'

const bytes = (body: string | Uint8Array): Buffer => Buffer.from(body as Uint8Array)

describe('json()', () => {
  it('gives back what it was given, whatever characters it holds', () => {
    const codec = json<{ name: string; parts: number[] }>()
    const value = { name: 'Zoë 😀', parts: [1, 2.5] }
    expect(codec.decode(bytes(codec.encode(value)))).toEqual(value)
  })

  it.each([
    ['text that is none', 'hello'],
    ['half of a document', '{"id": 1'],
    ['no text at all', Uint8Array.of(0x7b, 0xff, 0x7d)],
  ])('refuses %s', (_, body) => {
    expect(() => json().decode(bytes(body))).toThrow()
  })

  it.each([
    ['undefined', undefined],
    ['a function', () => {}],
    ['a symbol', Symbol('x')],
  ])('cannot write %s, and says so', (_, value) => {
    expect(() => json<unknown>().encode(value)).toThrow(/JSON has no form of/)
  })

  it('gives consumers what the schema made of a body', () => {
    const codec = json(z.object({ at: z.coerce.date(), cents: z.number().default(0) }))
    expect(codec.decode(bytes('{"at":"2026-01-02T03:04:05.000Z","more":1}'))).toEqual({
      at: new Date('2026-01-02T03:04:05.000Z'),
      cents: 0,
    })
  })

  it('tells the first issues of a schema by their places, and how many more there are', () => {
    const codec = json(
      z.object({ a: z.number(), b: z.object({ c: z.string() }), d: z.string(), e: z.string() }),
    )
    expect(() => codec.decode(bytes('{"a":"1","b":{}}'))).toThrow(/^a: .*; b\.c: .*; d: .*; and 1 more$/)
  })

  it('tells a sender what consumers would refuse, after it went through JSON', () => {
    const codec = json(z.object({ at: z.date() }))
    // It would arrive as text.
    expect(() => codec.encode({ at: new Date() })).toThrow(/^at: /)
  })

  it('takes a schema that has parse() alone, and calls it as its method', () => {
    class Even {
      readonly #divisor = 2
      parse(value: unknown): number {
        if (typeof value !== 'number' || value % this.#divisor !== 0) throw new Error('it is not even')
        return value
      }
    }
    const codec = json(new Even())
    expect(codec.decode(bytes(codec.encode(4)))).toBe(4)
    expect(() => codec.encode(3)).toThrow('it is not even')
  })

  it('refuses schemas that answer by a promise, and leaves no rejection of theirs behind', async () => {
    const parsing = json({ parse: () => Promise.reject(new Error('later')) })
    const standard = json({
      '~standard': { version: 1, vendor: 'test', validate: () => Promise.reject(new Error('later')) },
    })
    expect(() => parsing.decode(bytes('1'))).toThrow(/answers by a promise/)
    expect(() => standard.decode(bytes('"a"'))).toThrow(/answers by a promise/)
    // An unhandled rejection would fail the run.
    await new Promise(resolve => setImmediate(resolve))
  })
})

describe('protobuf()', () => {
  const { root } = protobufjs.parse(
    'syntax = "proto3"; message Order { string id = 1; uint32 cents = 2; bytes note = 3; }',
  )
  const codec = protobuf(root.lookupType('Order'))

  it('gives back what it was given', () => {
    const body = codec.encode({ id: 'o-1', cents: 995, note: Buffer.from('x') })
    expect(codec.decode(bytes(body))).toMatchObject({ id: 'o-1', cents: 995, note: Buffer.from('x') })
  })

  it('writes a message of nothing but defaults as bytes that read as that, because no body may be empty', () => {
    const body = codec.encode({ id: '', cents: 0 })
    expect(codec.encode({}).length).toBeGreaterThan(0)
    expect(body.length).toBeGreaterThan(0)
    expect(codec.decode(bytes(codec.encode({})))).toMatchObject({ id: '', cents: 0 })
  })

  it('refuses a value of another type, which protobufjs would write as something else', () => {
    expect(() => codec.encode({ id: 'o-1', cents: 'many' })).toThrow('cents: integer expected')
  })

  it('refuses bytes that are no such message', () => {
    expect(() => codec.decode(bytes('hello'))).toThrow()
  })

  it('needs no more of a class than encode and decode', () => {
    const plain = protobuf({
      encode: (text: string) => ({ finish: () => Buffer.from(text) }),
      decode: (body: Uint8Array) => Buffer.from(body).toString(),
    })
    expect(plain.decode(bytes(plain.encode('hello')))).toBe('hello')
  })
})
