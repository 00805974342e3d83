import { ErrorCode, Http2Error } from './http2-error.js'

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
export function decodeHuffman(bytes: Uint8Array, start: number, end: number): string {
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
