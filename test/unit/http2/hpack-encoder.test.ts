import { describe, expect, it } from 'vitest'
import { Output } from '../../../src/http2/frame.js'
import { type FieldList, HpackDecoder, HpackEncoder } from '../../../src/http2/hpack.js'

const nowhere = { writableLength: 0, write: () => true, cork: () => {}, uncork: () => {} }

class Pair {
  readonly encoder = new HpackEncoder(new Set(['authorization']))
  readonly decoder = new HpackDecoder(100_000)
  readonly #output = new Output(nowhere)

  /** Writes a block, reads it again, and gives what was read and how long it was. */
  block(constant: readonly FieldList[], passing: FieldList = [], once: readonly string[] = []) {
    const { encoder } = this
    const output = this.#output
    output.end = 0
    encoder.begin(output)
    for (const list of constant) encoder.writeConstants(output, encoder.know(list))
    encoder.writePassing(output, encoder.know(passing))
    encoder.writeOnce(output, once)
    const bytes = Buffer.from(output.bytes.subarray(0, output.end))
    expect(this.decoder.decode(bytes, 0, bytes.length)).toBeUndefined()
    return { bytes, fields: this.decoder.fields.map(({ name, value }) => [name, value]) }
  }
}

const HEAD: FieldList = [
  [':method', 'POST'],
  [':path', '/a.Service/Method'],
]
const CLIENT: FieldList = [
  ['x-client', 'one'],
  ['te', 'trailers'],
]

describe('HpackEncoder', () => {
  it('needs one byte for each constant after the first time', () => {
    const pair = new Pair()
    expect(pair.block([HEAD, CLIENT]).bytes.length).toBeGreaterThan(30)
    for (let call = 0; call < 3; call++) {
      const { bytes, fields } = pair.block([HEAD, CLIENT])
      expect(bytes).toHaveLength(4)
      expect(fields).toEqual([...HEAD, ...CLIENT])
    }
  })

  it('keeps step where constants of other calls come between', () => {
    const pair = new Pair()
    const others = Array.from({ length: 8 }, (_, index): FieldList => [[':path', `/a.Service/${index}`]])
    for (let call = 0; call < 40; call++) {
      const other = others[call % others.length] as FieldList
      expect(pair.block([other, CLIENT]).fields).toEqual([...other, ...CLIENT])
    }
    expect(pair.block([HEAD, CLIENT]).fields).toEqual([...HEAD, ...CLIENT])
  })

  it('writes what changes as literals that leave the table alone, and secrets as never indexed', () => {
    const pair = new Pair()
    pair.block([HEAD])
    const { tableSize } = pair.decoder
    const { bytes, fields } = pair.block([HEAD], [['authorization', 'secret']], ['x-id', '1'])
    expect(fields.slice(2)).toEqual([
      ['authorization', 'secret'],
      ['x-id', '1'],
    ])
    // Never indexed, the name by its place in the static table.
    expect(bytes.subarray(2, 4)).toEqual(Buffer.from([0x1f, 0x08]))
    expect(pair.decoder.tableSize).toBe(tableSize)
  })

  it('does not let a secret among the constants into the table', () => {
    const pair = new Pair()
    pair.block([[['authorization', 'secret']]])
    expect(pair.decoder.tableSize).toBe(0)
  })

  it.each([0, 40, 100, 4_096, 1_000_000])('respects a table of %i bytes', limit => {
    const pair = new Pair()
    pair.block([HEAD, CLIENT])
    pair.encoder.resize(limit)
    expect(pair.block([HEAD, CLIENT]).fields).toEqual([...HEAD, ...CLIENT])
    expect(pair.decoder.tableSize).toBeLessThanOrEqual(limit)
    expect(pair.block([HEAD, CLIENT], [], ['a', 'b']).fields).toEqual([...HEAD, ...CLIENT, ['a', 'b']])
    expect(pair.decoder.tableSize).toBeLessThanOrEqual(limit)
  })

  it('empties the table where it was smaller for a moment', () => {
    const pair = new Pair()
    pair.block([HEAD, CLIENT])
    pair.encoder.resize(0)
    pair.encoder.resize(4_096)
    expect(pair.block([HEAD, CLIENT]).bytes.subarray(0, 4)).toEqual(Buffer.from([0x20, 0x3f, 0xe1, 0x1f]))
    expect(pair.block([HEAD, CLIENT]).bytes).toHaveLength(4)
  })

  it('builds a table anew that got full of what nobody says any more', () => {
    const pair = new Pair()
    for (let call = 0; call < 200; call++) pair.block([[['x-token', `${call}`.repeat(20)]]])
    const before = pair.block([HEAD, CLIENT]).bytes.length
    for (let call = 0; call < 1_000; call++) pair.block([HEAD, CLIENT])
    expect(before).toBeGreaterThan(20)
    expect(pair.block([HEAD, CLIENT]).bytes).toHaveLength(4)
  })

  it('reads back long values', () => {
    const long = 'v'.repeat(20_000)
    expect(new Pair().block([], [], ['x-long', long, 'y', '']).fields).toEqual([
      ['x-long', long],
      ['y', ''],
    ])
  })

  it('refuses values that are not printable ASCII', () => {
    const encoder = new HpackEncoder(new Set())
    for (const value of ['a\nb', 'grüße', '\0']) {
      expect(() => encoder.measure(['x', value])).toThrow(/header 'x' is not printable ASCII/)
      expect(() => encoder.know([['x', value]])).toThrow(TypeError)
    }
  })
})
