import { DEFAULT_TABLE_SIZE, fieldSize, type HeaderField, STATIC_FIELDS } from './hpack-table.js'
import { ErrorCode, Http2Error } from './http2-error.js'
import { decodeHuffman } from './huffman.js'

/** Continuation octets of an integer: four make 28 bits, more than anything here may be. */
const MAX_INTEGER_OCTETS = 4

const WRONG_NAME = /[^\x21-\x39\x3b-\x40\x5b-\x7e]/
const WRONG_VALUE = /[\0\r\n]/

/** A field as the table keeps it. */
interface Entry extends HeaderField {
  /** What is wrong with it as a header of HTTP, if something is. */
  readonly fault: string | undefined
}

const STATIC_ENTRIES: readonly Entry[] = STATIC_FIELDS.map(field => ({ ...field, fault: undefined }))

/** Reads the header blocks of one peer, in the order they came (RFC 7541). */
export class HpackDecoder {
  /** What the last block said; the next one overwrites it. */
  readonly fields: HeaderField[] = []
  readonly #maxListSize: number
  /** The dynamic table, newest last. */
  readonly #table: Entry[] = []
  #tableSize = 0
  #tableLimit = DEFAULT_TABLE_SIZE
  #listSize = 0
  #fault: string | undefined
  #bytes: Buffer = Buffer.alloc(0)
  #at = 0
  #end = 0

  /** @param maxListSize of a block's fields together, as SETTINGS_MAX_HEADER_LIST_SIZE counts them */
  constructor(maxListSize: number) {
    this.#maxListSize = maxListSize
  }

  /** Bytes in the dynamic table. */
  get tableSize(): number {
    return this.#tableSize
  }

  /**
   * Reads a whole block into {@link HpackDecoder.fields}. Returns what is wrong with its fields, if they cannot be
   * used but the table is still in step.
   *
   * @throws Http2Error COMPRESSION_ERROR where the table may be out of step from here on
   */
  decode(bytes: Buffer, start: number, end: number): string | undefined {
    this.fields.length = 0
    this.#listSize = 0
    this.#fault = undefined
    this.#bytes = bytes
    this.#at = start
    this.#end = end
    let begun = false
    while (this.#at < end) {
      const octet = bytes[this.#at] as number
      if ((octet & 0xe0) === 0x20) {
        if (begun) throw broken('a table size update stands behind a field')
        this.#resize(this.#integer(5))
        continue
      }
      begun = true
      if (octet >= 0x80) this.#add(this.#entry(this.#integer(7)))
      else if (octet >= 0x40) this.#insert(this.#literal(6))
      else this.#add(this.#literal(4))
    }
    return this.#fault
  }

  #add(entry: Entry): void {
    this.#listSize += fieldSize(entry.name, entry.value)
    if (this.#listSize > this.#maxListSize) {
      this.#fault =
        `the header fields of the answer are larger than ${this.#maxListSize} bytes, the most that is taken; ` +
        'look at what the server, or a gateway before it, puts into them'
      return
    }
    this.#fault ??= entry.fault
    this.fields.push(entry)
  }

  #insert(entry: Entry): void {
    this.#add(entry)
    const size = fieldSize(entry.name, entry.value)
    this.#evict(this.#tableLimit - size)
    // One that is larger than the whole table empties it, and that is no error.
    if (size > this.#tableLimit) return
    this.#table.push(entry)
    this.#tableSize += size
  }

  #resize(limit: number): void {
    if (limit > DEFAULT_TABLE_SIZE) throw broken(`a table size update says ${limit}, above what was allowed`)
    this.#tableLimit = limit
    this.#evict(limit)
  }

  #evict(limit: number): void {
    while (this.#tableSize > limit) {
      const oldest = this.#table.shift()
      if (oldest === undefined) return
      this.#tableSize -= fieldSize(oldest.name, oldest.value)
    }
  }

  #entry(index: number): Entry {
    const entry =
      index <= STATIC_ENTRIES.length
        ? STATIC_ENTRIES[index - 1]
        : this.#table[this.#table.length + STATIC_ENTRIES.length - index]
    if (entry === undefined) throw broken(`index ${index} is not in the table`)
    return entry
  }

  #literal(prefix: number): Entry {
    const index = this.#integer(prefix)
    const name = index === 0 ? this.#string() : this.#entry(index).name
    const value = this.#string()
    return { name, value, fault: faultOf(name, value) }
  }

  #string(): string {
    const huffman = ((this.#bytes[this.#at] ?? 0) & 0x80) !== 0
    const length = this.#integer(7)
    const start = this.#at
    const end = start + length
    if (end > this.#end) throw broken('a string is longer than its block')
    this.#at = end
    if (huffman) return decodeHuffman(this.#bytes, start, end)
    return this.#bytes.toString('latin1', start, end)
  }

  #integer(prefix: number): number {
    if (this.#at >= this.#end) throw broken('a block ends within a field')
    const mask = (1 << prefix) - 1
    let value = (this.#bytes[this.#at++] as number) & mask
    if (value < mask) return value
    for (let octets = 0; octets < MAX_INTEGER_OCTETS; octets++) {
      if (this.#at >= this.#end) throw broken('a block ends within a number')
      const octet = this.#bytes[this.#at++] as number
      value += (octet & 0x7f) << (7 * octets)
      if (octet < 0x80) return value
    }
    throw broken('a number is too large')
  }
}

function faultOf(name: string, value: string): string | undefined {
  const bare = name.startsWith(':') ? name.slice(1) : name
  if (bare === '' || WRONG_NAME.test(bare)) return `'${printable(name)}' is not a header name`
  if (WRONG_VALUE.test(value)) return `the value of header '${name}' has a line break or a NUL`
  return undefined
}

function printable(text: string): string {
  return text.slice(0, 60).replace(/[^\x20-\x7e]/g, '?')
}

function broken(what: string): Http2Error {
  return new Http2Error(ErrorCode.COMPRESSION_ERROR, `HPACK: ${what}`)
}
