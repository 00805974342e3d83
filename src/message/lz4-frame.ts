import { setImmediate } from 'node:timers/promises'
import { ByteSink } from './byte-sink.js'

/** The first bytes of a frame, as a number of little end. */
export const LZ4_MAGIC = 0x184d2204

/** Bytes that are unpacked before the event loop gets a turn. */
const TURN_BYTES = 1024 * 1024

/** The best ratio there can be; a claim beyond it is not believed. */
const MAX_RATIO = 255

/** How far back a match may reach. */
const WINDOW = 64 * 1024

/** The shortest match; lengths are counted from here. */
const MIN_MATCH = 4

/** A length of this many is continued in the bytes that follow. */
const LONG = 15

/** Bits of the frame's flags. */
const FLAG = {
  version: 0xc0,
  linked: 0x20,
  blockChecksum: 0x10,
  size: 0x08,
  checksum: 0x04,
  dictionary: 0x01,
}

/** A block that is stored as it is has this bit in its size. */
const STORED = 0x80000000

/**
 * Unpacks one LZ4 frame, as Java's producers make them. The event loop gets a turn between blocks. Checksums within the
 * frame are not looked at: the server gives a digest of the whole.
 *
 * @throws RangeError for what is no whole frame, or becomes more than `maxBytes`
 */
export async function unpackLz4(bytes: Buffer, maxBytes: number): Promise<Buffer> {
  const header = readHeader(bytes)
  const expected = Math.min(header.contentBytes ?? bytes.length * 4, bytes.length * MAX_RATIO)
  const sink = new ByteSink(expected, maxBytes)
  let at = header.end
  let turnEnd = TURN_BYTES
  for (let size = bytes.readUInt32LE(at); size !== 0; size = bytes.readUInt32LE(at)) {
    at += 4
    const length = (size & ~STORED) >>> 0
    const block = bytes.subarray(at, at + length)
    if (block.length < length) throw new RangeError('an LZ4 block is cut short')
    if (size >= STORED) sink.write(block)
    else unpackBlock(block, sink, header.linked ? Math.max(0, sink.length - WINDOW) : sink.length)
    at += length + (header.blockChecksums ? 4 : 0)
    if (sink.length < turnEnd) continue
    await setImmediate()
    turnEnd = sink.length + TURN_BYTES
  }
  if (at + 4 + (header.checksum ? 4 : 0) !== bytes.length)
    throw new RangeError('an LZ4 frame has a wrong end')
  return sink.bytes()
}

interface FrameHeader {
  readonly linked: boolean
  readonly blockChecksums: boolean
  readonly checksum: boolean
  readonly contentBytes: number | undefined
  readonly end: number
}

function readHeader(bytes: Buffer): FrameHeader {
  const flags = bytes.readUInt8(4)
  if ((flags & FLAG.version) !== 0x40) throw new RangeError('an LZ4 frame of an unknown version')
  if ((flags & FLAG.dictionary) !== 0) throw new RangeError('an LZ4 frame that needs a dictionary')
  const sized = (flags & FLAG.size) !== 0
  return {
    linked: (flags & FLAG.linked) === 0,
    blockChecksums: (flags & FLAG.blockChecksum) !== 0,
    checksum: (flags & FLAG.checksum) !== 0,
    contentBytes: sized ? Number(bytes.readBigUInt64LE(6)) : undefined,
    end: sized ? 15 : 7,
  }
}

/** @param windowStart how far back matches may reach, in the sink */
function unpackBlock(block: Buffer, sink: ByteSink, windowStart: number): void {
  let at = 0
  /** A length whose four bits are all set goes on in bytes that are added up, until one is not full. */
  const extended = (length: number): number => {
    if (length < LONG) return length
    let sum = length
    for (let byte = 255; byte === 255; sum += byte) byte = block.readUInt8(at++)
    return sum
  }
  while (at < block.length) {
    const token = block.readUInt8(at++)
    const literals = extended(token >>> 4)
    if (at + literals > block.length) throw new RangeError('an LZ4 block is cut short')
    sink.write(block, at, at + literals)
    at += literals
    if (at === block.length) return
    const distance = block.readUInt16LE(at)
    at += 2
    if (distance === 0 || sink.length - distance < windowStart)
      throw new RangeError('an LZ4 match reaches too far back')
    sink.repeat(distance, extended(token & LONG) + MIN_MATCH)
  }
}
