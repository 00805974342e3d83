import { DEFAULT_TABLE_SIZE, fieldSize, STATIC_FIELDS } from './hpack-table.js'
import type { Output } from './output.js'

/** Header fields in order, pseudo headers first. Once it was used, the same array always says the same. */
export type FieldList = readonly (readonly [name: string, value: string])[]

/** Room for what a block may begin with: two table size updates. */
export const BLOCK_PREFIX_BYTES = 12

/** A table that got full of fields nobody names any more is built anew, but no oftener than so many blocks. */
const BLOCKS_BETWEEN_RESETS = 1_000

const WRONG_VALUE = /[^\t\x20-\x7e]/

/** A list of fields that comes again and again. */
export interface KnownList {
  readonly list: FieldList
  /** What it counts for in SETTINGS_MAX_HEADER_LIST_SIZE; never less than its bytes in a block. */
  readonly size: number
  /** How it was written last; right as long as nothing else got into the table. */
  bytes: Uint8Array | undefined
  inserted: number
}

/** Where the static table has a field, and where it has a name for the first time. */
const staticFields = new Map(STATIC_FIELDS.map(({ name, value }, place) => [keyOf(name, value), place + 1]))
const staticNames = new Map(STATIC_FIELDS.map(({ name }, place) => [name, place + 1] as const).reverse())

/**
 * Writes header blocks for one peer (RFC 7541). What every block says is put into the peer's table once and costs
 * one byte each from then on; what each block says anew never gets into it. Huffman's code is not used: it would
 * save the wire a third of some short strings, and cost more than they do.
 */
export class HpackEncoder {
  readonly #sensitive: ReadonlySet<string>
  /** Size of the peer's table as it was last told, and as it shall be. */
  #limit = DEFAULT_TABLE_SIZE
  #wanted = DEFAULT_TABLE_SIZE
  #smallest = DEFAULT_TABLE_SIZE
  /** When each field got into the table, counted from 1 over the whole connection. Nothing leaves it but all. */
  readonly #places = new Map<string, number>()
  #tableSize = 0
  #inserted = 0
  #full = false
  #blocks = 0
  readonly #known = new WeakMap<FieldList, KnownList>()
  readonly #literalNames = new Map<string, Uint8Array>()

  /** @param sensitive names of fields that no table on the way may keep */
  constructor(sensitive: ReadonlySet<string>) {
    this.#sensitive = sensitive
  }

  /** The peer says how large a table it keeps. */
  resize(limit: number): void {
    this.#wanted = Math.min(limit, DEFAULT_TABLE_SIZE)
    this.#smallest = Math.min(this.#smallest, this.#wanted)
  }

  /**
   * A list that comes again and again; the same array is the same list.
   *
   * @throws TypeError where a value is not printable ASCII
   */
  know(list: FieldList): KnownList {
    let known = this.#known.get(list)
    if (known === undefined) {
      let size = 0
      for (const [name, value] of list) size += sizeOf(name, value)
      known = { list, size, bytes: undefined, inserted: -1 }
      this.#known.set(list, known)
    }
    return known
  }

  /**
   * What fields that come once count for, given as names and values in turn.
   *
   * @throws TypeError where a value is not printable ASCII
   */
  measure(pairs: readonly string[]): number {
    let size = 0
    for (let at = 0; at < pairs.length; at += 2) size += sizeOf(pairs[at] as string, pairs[at + 1] as string)
    return size
  }

  /** Begins a block. */
  begin(output: Output): void {
    this.#blocks++
    if (this.#full && this.#blocks > BLOCKS_BETWEEN_RESETS) this.#smallest = 0
    if (this.#smallest < this.#limit) {
      // Only an empty table is told anew: so nothing here needs to know what the peer drops first.
      this.#places.clear()
      this.#tableSize = 0
      this.#inserted++
      this.#full = false
      this.#blocks = 0
      integer(output, 0x20, 5, 0)
      if (this.#wanted > 0) integer(output, 0x20, 5, this.#wanted)
    } else if (this.#wanted !== this.#limit) {
      integer(output, 0x20, 5, this.#wanted)
    }
    this.#limit = this.#wanted
    this.#smallest = this.#wanted
  }

  /** Writes fields that come for as long as the connection lasts: the peer keeps them in its table. */
  writeConstants(output: Output, known: KnownList): void {
    if (known.bytes !== undefined && known.inserted === this.#inserted) {
      output.copy(known.bytes, 0, known.bytes.length)
      return
    }
    const start = output.end
    const before = this.#inserted
    for (const [name, value] of known.list) this.#writeConstant(output, name, value)
    // Where a field got into the table, what names it is shorter from the next time on.
    known.bytes =
      before === this.#inserted ? Uint8Array.from(output.bytes.subarray(start, output.end)) : undefined
    known.inserted = this.#inserted
  }

  /** Writes fields that come for a while: kept here as they were written, but not in the peer's table. */
  writePassing(output: Output, known: KnownList): void {
    if (known.bytes !== undefined) {
      output.copy(known.bytes, 0, known.bytes.length)
      return
    }
    const start = output.end
    for (const [name, value] of known.list) this.#writeLiteral(output, name, value)
    known.bytes = Uint8Array.from(output.bytes.subarray(start, output.end))
  }

  /** Writes fields that come once, given as names and values in turn. */
  writeOnce(output: Output, pairs: readonly string[]): void {
    for (let at = 0; at < pairs.length; at += 2)
      this.#writeLiteral(output, pairs[at] as string, pairs[at + 1] as string)
  }

  #writeConstant(output: Output, name: string, value: string): void {
    const key = keyOf(name, value)
    const index = staticFields.get(key) ?? this.#dynamicIndex(key)
    if (index !== undefined) integer(output, 0x80, 7, index)
    else if (this.#sensitive.has(name) || !this.#insert(key, fieldSize(name, value)))
      this.#writeLiteral(output, name, value)
    else {
      this.#writeName(output, 0x40, 6, name)
      text(output, value)
    }
  }

  #dynamicIndex(key: string): number | undefined {
    const place = this.#places.get(key)
    return place === undefined ? undefined : STATIC_FIELDS.length + 1 + this.#inserted - place
  }

  #insert(key: string, size: number): boolean {
    if (this.#tableSize + size > this.#limit) {
      if (size <= this.#limit) this.#full = true
      return false
    }
    this.#tableSize += size
    this.#places.set(key, ++this.#inserted)
    return true
  }

  #writeLiteral(output: Output, name: string, value: string): void {
    let start = this.#literalNames.get(name)
    if (start === undefined) {
      const from = output.end
      this.#writeName(output, this.#sensitive.has(name) ? 0x10 : 0, 4, name)
      start = Uint8Array.from(output.bytes.subarray(from, output.end))
      this.#literalNames.set(name, start)
    } else output.copy(start, 0, start.length)
    text(output, value)
  }

  #writeName(output: Output, pattern: number, prefix: number, name: string): void {
    const index = staticNames.get(name)
    integer(output, pattern, prefix, index ?? 0)
    if (index === undefined) text(output, name)
  }
}

function sizeOf(name: string, value: string): number {
  if (WRONG_VALUE.test(value)) throw new TypeError(`the value of header '${name}' is not printable ASCII`)
  return fieldSize(name, value)
}

function keyOf(name: string, value: string): string {
  return `${name}\0${value}`
}

function text(output: Output, value: string): void {
  integer(output, 0, 7, value.length)
  output.ascii(value)
}

function integer(output: Output, pattern: number, prefix: number, value: number): void {
  const { bytes } = output
  const mask = (1 << prefix) - 1
  if (value < mask) {
    bytes[output.end++] = pattern | value
    return
  }
  bytes[output.end++] = pattern | mask
  let rest = value - mask
  while (rest >= 0x80) {
    bytes[output.end++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[output.end++] = rest
}
