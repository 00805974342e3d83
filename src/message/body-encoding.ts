import { promisify } from 'node:util'
import { gunzip, gunzipSync, gzip, gzipSync, inflate, inflateSync } from 'node:zlib'
import { RocketMQError, reasonOf } from '../errors.js'
import { ConcurrencyGate } from '../waiting/concurrency-gate.js'
import { LZ4_MAGIC, unpackLz4 } from './lz4-frame.js'
import { unpackZstd, ZSTD_MAGIC } from './zstd-frame.js'

/** How bodies can be compressed. */
type BodyCodec = 'none' | 'gzip' | 'snappy'

/** A property that tells this library's consumers how a body is compressed; RocketMQ itself knows gzip only. */
export const SNAPPY_MARK = { key: '__jet_body', value: 'snappy' } as const

/** Bodies below this are done at once: handing them to a thread would cost more than the work. */
const SYNC_BYTES = 32 * 1024

/** Largest body a message may have after decoding; beyond it a body is a bomb, not a message. */
const MAX_DECODED_BYTES = 64 * 1024 * 1024

/** Most bytes that a body may become at once, on the event loop; beyond it a thread does it. */
const SYNC_DECODED_BYTES = 256 * 1024

/** The best ratio that deflate can reach, which gzip and zlib are made of. */
const MAX_DEFLATE_RATIO = 1_032

/** The best ratio snappy can reach is about 21; a claim beyond this is a lie that would cost memory. */
const MAX_SNAPPY_RATIO = 25

/**
 * The thread pool has four threads, which it shares with file and name look-ups. What is unpacked there side by side
 * may become no more than two of the largest bodies.
 */
const threads = new ConcurrencyGate(4, 2 * MAX_DECODED_BYTES)

const gzipAsync = promisify(gzip)
const gunzipAsync = promisify(gunzip)
const inflateAsync = promisify(inflate)

/** A body, ready for the wire. */
interface EncodedBody {
  body: string | Uint8Array
  bodyBytes: number
  /** What the protocol is told. */
  encoding: 'IDENTITY' | 'GZIP'
  /** A property to add to the message. */
  mark: { readonly key: string; readonly value: string } | undefined
}

/** Compresses a body, if it is large enough and gets smaller by it. */
export async function encodeBody(
  body: string | Uint8Array,
  options: { codec: BodyCodec; thresholdBytes: number },
): Promise<EncodedBody> {
  const bodyBytes = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  const plain: EncodedBody = { body, bodyBytes, encoding: 'IDENTITY', mark: undefined }
  if (options.codec === 'none' || bodyBytes < options.thresholdBytes) return plain
  const bytes = typeof body === 'string' ? Buffer.from(body) : asBuffer(body)
  const packed = options.codec === 'gzip' ? await packGzip(bytes) : await packSnappy(bytes)
  if (packed.length >= bodyBytes) return plain
  return {
    body: packed,
    bodyBytes: packed.length,
    encoding: options.codec === 'gzip' ? 'GZIP' : 'IDENTITY',
    mark: options.codec === 'snappy' ? SNAPPY_MARK : undefined,
  }
}

/** What is known of a body that arrived. */
interface EncodedHint {
  /** Whether the protocol calls it compressed. */
  compressed: boolean
  /** The value of the mark property, if it is there. */
  mark: string | undefined
}

/**
 * Undoes the compression of a body. One that is not compressed, as most are, is given back at once, without a
 * promise; otherwise the promise rejects with CORRUPTED where it cannot be undone.
 */
export function decodeBody(bytes: Buffer, hint: EncodedHint): Buffer | Promise<Buffer> {
  if (hint.mark === SNAPPY_MARK.value) return unpackSnappy(bytes)
  return hint.compressed ? unpackZipped(bytes) : bytes
}

/**
 * What is flagged as gzip may be what Java's older kind of producer packs by: zlib, LZ4 or Zstandard. The first bytes
 * decide.
 */
async function unpackZipped(bytes: Buffer): Promise<Buffer> {
  const magic = bytes.length < 4 ? 0 : bytes.readUInt32LE(0)
  try {
    if (isGzip(bytes)) return await unzip(bytes, gunzipSync, gunzipAsync)
    if (isZlib(bytes)) return await unzip(bytes, inflateSync, inflateAsync)
    if (magic === LZ4_MAGIC)
      return await threads.run(() => unpackLz4(bytes, MAX_DECODED_BYTES), MAX_DECODED_BYTES)
    if (magic === ZSTD_MAGIC)
      return await threads.run(() => unpackZstd(bytes, MAX_DECODED_BYTES), MAX_DECODED_BYTES)
  } catch (error) {
    throw corrupted(`it cannot be unpacked: ${reasonOf(error)}`, error)
  }
  throw corrupted('it is packed by a method that is none of gzip, zlib, LZ4 and Zstandard', undefined)
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b
}

/** Its header names method 8, and is a multiple of 31. */
function isZlib(bytes: Buffer): boolean {
  return bytes.length > 1 && ((bytes[0] as number) & 0x0f) === 8 && bytes.readUInt16BE(0) % 31 === 0
}

type Unzip = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer
type UnzipAsync = (bytes: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

function unzip(bytes: Buffer, now: Unzip, later: UnzipAsync): Promise<Buffer> | Buffer {
  return (bytes.length < SYNC_BYTES ? unzipAtOnce(bytes, now) : undefined) ?? unzipInThread(bytes, later)
}

/** `undefined` if it becomes so large that it would hold up the event loop. */
function unzipAtOnce(bytes: Buffer, now: Unzip): Buffer | undefined {
  try {
    return now(bytes, { maxOutputLength: SYNC_DECODED_BYTES })
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') return undefined
    throw error
  }
}

function unzipInThread(bytes: Buffer, later: UnzipAsync): Promise<Buffer> {
  const weight = Math.min(MAX_DECODED_BYTES, bytes.length * MAX_DEFLATE_RATIO)
  return threads.run(() => later(bytes, { maxOutputLength: MAX_DECODED_BYTES }), weight)
}

function packGzip(bytes: Buffer): Promise<Buffer> | Buffer {
  return bytes.length < SYNC_BYTES ? gzipSync(bytes) : threads.run(() => gzipAsync(bytes))
}

async function packSnappy(bytes: Buffer): Promise<Buffer> {
  const snappy = await loadSnappy()
  return bytes.length < SYNC_BYTES ? snappy.compressSync(bytes) : threads.run(() => snappy.compress(bytes))
}

async function unpackSnappy(bytes: Buffer): Promise<Buffer> {
  const claimed = claimedLength(bytes)
  if (claimed > MAX_DECODED_BYTES || claimed > bytes.length * MAX_SNAPPY_RATIO) {
    throw corrupted(`it claims to unpack to ${claimed} bytes`, undefined)
  }
  const snappy = await loadSnappy()
  try {
    const options = { asBuffer: true } as const
    const body =
      bytes.length < SYNC_BYTES
        ? snappy.uncompressSync(bytes, options)
        : await threads.run(() => snappy.uncompress(bytes, options), claimed)
    return body as Buffer
  } catch (error) {
    throw corrupted(reasonOf(error), error)
  }
}

/** The length a snappy block says it unpacks to; snappy allocates it before it looks any further. */
function claimedLength(bytes: Buffer): number {
  let length = 0
  for (let index = 0; index < 5; index++) {
    const byte = bytes[index]
    if (byte === undefined) break
    length += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return length
  }
  throw corrupted('its snappy header is broken', undefined)
}

/** Not a literal where it is imported: a bundler would try to take along what snappy compiled, and cannot. */
const SNAPPY: string = 'snappy'

async function loadSnappy(): Promise<typeof import('snappy')> {
  try {
    return await import(/* webpackIgnore: true */ /* @vite-ignore */ SNAPPY)
  } catch (error) {
    throw new RocketMQError(
      'CONFIGURATION',
      "the package snappy cannot be loaded: run npm install snappy, or use codec 'gzip'",
      { cause: error },
    )
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function corrupted(why: string, cause: unknown): RocketMQError {
  return new RocketMQError('CORRUPTED', `the body is corrupted: ${why}`, { cause })
}
