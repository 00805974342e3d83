import { DEFAULT_TABLE_SIZE, ErrorCode, Http2Error, type Output } from './frame.js'

export interface HeaderField {
  readonly name: string
  readonly value: string
}

/** The value of the first field of this name. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | undefined {
  for (const field of fields) if (field.name === name) return field.value
  return undefined
}

/** The fields that every HPACK table begins with, from index 1 on (RFC 7541, appendix A). */
const STATIC_FIELDS: readonly HeaderField[] = (
  ':authority|:method=GET|:method=POST|:path=/|:path=/index.html|:scheme=http|:scheme=https|:status=200|' +
  ':status=204|:status=206|:status=304|:status=400|:status=404|:status=500|accept-charset|' +
  'accept-encoding=gzip, deflate|accept-language|accept-ranges|accept|access-control-allow-origin|age|allow|' +
  'authorization|cache-control|content-disposition|content-encoding|content-language|content-length|' +
  'content-location|content-range|content-type|cookie|date|etag|expect|expires|from|host|if-match|' +
  'if-modified-since|if-none-match|if-range|if-unmodified-since|last-modified|link|location|max-forwards|' +
  'proxy-authenticate|proxy-authorization|range|referer|refresh|retry-after|server|set-cookie|' +
  'strict-transport-security|transfer-encoding|user-agent|vary|via|www-authenticate'
)
  .split('|')
  .map(field => {
    const [name = '', value = ''] = field.split('=')
    return { name, value }
  })

/** What a field counts for in a table and in a header list, beside its name and value. */
const FIELD_OVERHEAD = 32

/** What a field counts for in a table and in a header list. It is never shorter than the field encoded. */
function fieldSize(name: string, value: string): number {
  return name.length + value.length + FIELD_OVERHEAD
}

/** Header fields in order, pseudo headers first. Once it was used, the same array always says the same. */
export type FieldList = readonly (readonly [name: string, value: string])[]

/** Room for what a block may begin with: two table size updates. */
export const BLOCK_PREFIX_BYTES = 12

/** A table that got full of fields nobody names any more is built anew, but no oftener than so many blocks. */
const BLOCKS_BETWEEN_RESETS = 1_000

const UNWRITABLE = /[^\t\x20-\x7e]/

/** A list of fields that comes again and again. */
interface KnownList {
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
  if (UNWRITABLE.test(value)) throw new TypeError(`the value of header '${name}' is not printable ASCII`)
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

/**
 * The largest block that is put together. It is far more than the header list that is taken: a block has to be read to
 * its end even if its fields are not wanted, because all that follow refer to its table. What is larger ends the
 * connection with everybody's calls on it (RFC 9113, 10.5.1).
 */
const MAX_BLOCK_BYTES = 4 * 1024 * 1024

/** Frames that a block may come in, and bytes that each one above has to bring on the average. */
const MAX_CONTINUATIONS = 32
const BYTES_PER_CONTINUATION = 256

/** Puts a header block together that comes in more frames than one. */
export class HeaderBlock {
  /** The stream whose block is being put together; 0 if none is. */
  streamId = 0
  /** Flags of the HEADERS frame that it began with. */
  flags = 0
  #parts: Buffer[] = []
  #bytes = 0

  begin(streamId: number, flags: number, fragment: Buffer): void {
    this.streamId = streamId
    this.flags = flags
    this.#parts = []
    this.#bytes = 0
    this.add(fragment)
  }

  /** Keeps a copy of the fragment. */
  add(fragment: Buffer): void {
    this.#parts.push(Buffer.from(fragment))
    this.#bytes += fragment.length
    if (this.#bytes > MAX_BLOCK_BYTES)
      throw new Http2Error(
        ErrorCode.ENHANCE_YOUR_CALM,
        `the peer sends more than ${MAX_BLOCK_BYTES} bytes of header fields at once, the most that is read; ` +
          'look at what the server, or a gateway before it, puts into its headers',
      )
    if (this.#parts.length > MAX_CONTINUATIONS + 1 + this.#bytes / BYTES_PER_CONTINUATION)
      throw new Http2Error(
        ErrorCode.ENHANCE_YOUR_CALM,
        'a header block comes in too many CONTINUATION frames',
      )
  }

  /** The whole block. */
  finish(): Buffer {
    const block = Buffer.concat(this.#parts)
    this.streamId = 0
    this.#parts = []
    return block
  }
}

/**
 * How many bits the code of each octet has, and in the last place that of the end mark (RFC 7541, appendix B). The
 * code is canonical: codes of one length follow each other in the order of their symbols, and those of the next
 * length begin where they end. So the lengths are all there is to know.
 */
// biome-ignore format: 32 symbols a line
const CODE_LENGTHS = [
  13,23,28,28,28,28,28,28,28,24,30,28,28,30,28,28,28,28,28,28,28,28,30,28,28,28,28,28,28,28,28,28,
  6,10,10,12,13,6,8,11,10,10,8,11,8,6,6,6,5,5,5,6,6,6,6,6,6,6,7,8,15,6,12,10,
  13,6,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,7,8,7,8,13,19,13,14,6,
  15,5,6,5,6,5,6,6,6,5,7,7,6,6,6,5,6,7,6,5,5,6,7,7,7,7,7,15,11,14,13,28,
  20,22,20,20,22,22,22,23,22,23,23,23,23,23,24,23,24,24,22,23,24,23,23,23,23,21,22,23,22,23,23,24,
  22,21,20,22,22,23,23,21,23,22,22,24,21,22,23,23,21,21,22,21,23,22,23,23,20,22,22,22,23,22,22,23,
  26,26,20,19,22,23,22,25,26,26,26,27,27,26,24,25,19,21,26,27,27,26,27,24,21,21,26,26,28,27,27,27,
  20,24,20,21,22,21,21,23,22,22,25,25,24,24,26,23,26,27,26,26,27,27,27,27,27,28,27,27,27,27,27,26,
  30,
]

const SHORTEST = 5
const LONGEST = 30
const END = 256

/** How to find the symbol of a code. */
interface CodeTable {
  /** Symbols in the order of their codes. */
  symbols: Uint16Array
  /** For each length, the code after the last one of that length. */
  limits: Int32Array
  /** For each length, where its symbols stand in the order, less their code. */
  offsets: Int32Array
}

const { symbols, limits, offsets } = tableOf(CODE_LENGTHS)

function tableOf(lengths: readonly number[]): CodeTable {
  const lengthOf = (symbol: number): number => lengths[symbol] as number
  const order = [...lengths.keys()].sort((a, b) => lengthOf(a) - lengthOf(b) || a - b)
  const table = {
    symbols: Uint16Array.from(order),
    limits: new Int32Array(LONGEST + 1),
    offsets: new Int32Array(LONGEST + 1),
  }
  let code = 0
  let place = 0
  for (let length = 1; length <= LONGEST; length++) {
    code <<= 1
    table.offsets[length] = place - code
    const count = lengths.filter(each => each === length).length
    code += count
    place += count
    table.limits[length] = code
  }
  return table
}

let decoded = Buffer.allocUnsafe(256)

/**
 * Reads a string in Huffman's code.
 *
 * @throws Http2Error COMPRESSION_ERROR
 */
function decodeHuffman(bytes: Uint8Array, start: number, end: number): string {
  // No symbol has less than five bits.
  const most = Math.ceil(((end - start) * 8) / SHORTEST)
  if (decoded.length < most) decoded = Buffer.allocUnsafe(most)
  let written = 0
  let word = 0
  let length = 0
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number
    for (let bit = 7; bit >= 0; bit--) {
      word = (word << 1) | ((byte >> bit) & 1)
      length++
      if (length < SHORTEST || word >= (limits[length] as number)) continue
      const symbol = symbols[(offsets[length] as number) + word] as number
      if (symbol === END) throw invalid('the end mark stands inside a string')
      decoded[written++] = symbol
      word = 0
      length = 0
    }
  }
  // What is left over must be the beginning of the end mark, which is all ones, and less than an octet.
  if (length > 7 || word !== (1 << length) - 1) throw invalid('a string is padded wrongly')
  return decoded.toString('latin1', 0, written)
}

function invalid(what: string): Http2Error {
  return new Http2Error(ErrorCode.COMPRESSION_ERROR, `Huffman code: ${what}`)
}
