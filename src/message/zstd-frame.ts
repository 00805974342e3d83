import { setImmediate } from 'node:timers/promises'
import { promisify } from 'node:util'
import zlib from 'node:zlib'
import { ByteSink } from './byte-sink.js'

/** The first bytes of a frame, as a number of little end. */
export const ZSTD_MAGIC = 0xfd2fb528

/** The largest block once it is unpacked. */
const BLOCK_BYTES = 128 * 1024

/** Packed bytes that are unpacked before the event loop gets a turn, at first: a block can be as short as four bytes. */
const FIRST_SLICE = 256
const LARGEST_SLICE = 64 * 1024
const TURN_BYTES = 1024 * 1024

type Unpack = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

/** Node.js has it from 22.15 on. */
const native = (zlib as { zstdDecompress?: Parameters<typeof promisify>[0] }).zstdDecompress
const unpackNatively = native === undefined ? undefined : (promisify(native) as Unpack)

/**
 * Unpacks one Zstandard frame, as Java's producers make them, off the event loop or in short turns of it.
 *
 * @throws Error for what is no whole frame, or becomes more than `maxBytes`
 */
export async function unpackZstd(bytes: Buffer, maxBytes: number): Promise<Buffer> {
  checkFrame(bytes, maxBytes)
  if (unpackNatively !== undefined) return unpackNatively(bytes, { maxOutputLength: maxBytes })
  return unpackInTurns(bytes, maxBytes)
}

/** With a package in JavaScript, for older versions of Node.js; it is loaded when the first such body comes. */
export async function unpackInTurns(bytes: Buffer, maxBytes: number): Promise<Buffer> {
  const { Decompress } = await import('fzstd')
  const sink = new ByteSink(bytes.length * 4, maxBytes)
  const stream = new Decompress(chunk => sink.write(chunk))
  let slice = FIRST_SLICE
  let turnBegan = 0
  for (let at = 0; at < bytes.length; ) {
    const before = sink.length
    const end = Math.min(at + slice, bytes.length)
    stream.push(bytes.subarray(at, end), end === bytes.length)
    at = end
    if (sink.length - before < TURN_BYTES / 4) slice = Math.min(slice * 2, LARGEST_SLICE)
    if (sink.length - turnBegan < TURN_BYTES) continue
    await setImmediate()
    turnBegan = sink.length
  }
  return sink.bytes()
}

/**
 * Walks over the blocks of a frame without unpacking them. The unpackers take memory for the window that a frame claims,
 * and look no further than the first frame's end.
 *
 * @throws RangeError
 */
function checkFrame(bytes: Buffer, maxBytes: number): void {
  const descriptor = bytes.readUInt8(4)
  const singleSegment = (descriptor & 0x20) !== 0
  const dictionaryBytes = [0, 1, 2, 4][descriptor & 3] as number
  const sizeBytes = [singleSegment ? 1 : 0, 2, 4, 8][descriptor >>> 6] as number
  const sizeAt = 5 + (singleSegment ? 0 : 1) + dictionaryBytes
  const window = singleSegment ? contentSize(bytes, sizeAt, sizeBytes) : windowSize(bytes.readUInt8(5))
  if (window > maxBytes) throw new RangeError(`a Zstandard frame that needs ${window} bytes of memory`)
  const end = endOfBlocks(bytes, sizeAt + sizeBytes) + ((descriptor & 0x04) === 0 ? 0 : 4)
  if (end !== bytes.length) throw new RangeError('a Zstandard frame has a wrong end')
}

function contentSize(bytes: Buffer, at: number, length: number): number {
  if (length === 8) return Number(bytes.readBigUInt64LE(at))
  return bytes.readUIntLE(at, length) + (length === 2 ? 256 : 0)
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3))
  return base + (base / 8) * (descriptor & 7)
}

/** Where the last block ends. */
function endOfBlocks(bytes: Buffer, start: number): number {
  for (let at = start; ; ) {
    const header = bytes.readUIntLE(at, 3)
    const size = header >>> 3
    if (size > BLOCK_BYTES) throw new RangeError('a Zstandard block is too large')
    // A block of one byte that is repeated says how often, and holds that byte only.
    at += 3 + (((header >>> 1) & 3) === 1 ? 1 : size)
    if ((header & 1) === 1) return at
  }
}
