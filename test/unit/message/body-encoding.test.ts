import { randomBytes } from 'node:crypto'
import { deflateRawSync, deflateSync, gunzipSync, gzipSync } from 'node:zlib'
import { compressSync } from 'snappy'
import { describe, expect, it } from 'vitest'
import { decodeBody, encodeBody, SNAPPY_MARK } from '../../../src/message/body-encoding.js'
import { unpackInTurns } from '../../../src/message/zstd-frame.js'

const text = 'a body that packs well, '.repeat(1000)
const plain = { compressed: false, mark: undefined }
const gzipped = { compressed: true, mark: undefined }
const snappied = { compressed: false, mark: SNAPPY_MARK.value }

const corrupted = (why: string | RegExp) =>
  expect.objectContaining({ code: 'CORRUPTED', message: expect.stringMatching(why) })

/** The header of a snappy block that says how long it will be. */
function claim(length: number): Buffer {
  const bytes: number[] = []
  for (let rest = length; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return Buffer.from([...bytes, rest])
    bytes.push((rest % 128) + 128)
  }
}

/** The text, packed by the tools `lz4` and `zstd`. */
const FRAMES = {
  lz4: 'BCJNGGRAp4AAAAD/CWEgYm9keSB0aGF0IHBhY2tzIHdlbGwsIBgA////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////7VBlbGwsIAAAAADPfT8N',
  'lz4 with its size, checksums and linked blocks':
    'BCJNGHRAvYAAAAD/CWEgYm9keSB0aGF0IHBhY2tzIHdlbGwsIBgA////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////7VBlbGwsIPuaFboAAAAAz30/DQ==',
  zstd: 'KLUv/QRYBQEAwGEgYm9keSB0aGF0IHBhY2tzIHdlbGwsIAEAlHa7zzEACa5E',
  'zstd without a checksum': 'KLUv/QBoBQEAwGEgYm9keSB0aGF0IHBhY2tzIHdlbGwsIAEAlHa7zzE=',
} as const

const LZ4_HEADER = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x70, 0])

/** One block and the end of the frame. */
function lz4Block(block: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(block.length)
  return Buffer.concat([size, block, Buffer.alloc(4)])
}

function lz4Claiming(bytes: number): Buffer {
  const header = Buffer.concat([LZ4_HEADER.subarray(0, 6), Buffer.alloc(8), Buffer.alloc(1)])
  header[4] = 0x68
  header.writeBigUInt64LE(BigInt(bytes), 6)
  return header
}

/** A frame of blocks of 128 KiB, each one byte repeated. */
function zstdRuns(blocks: number): Buffer {
  const block = (last: number) => {
    const bytes = Buffer.alloc(4)
    bytes.writeUIntLE(((128 * 1024) << 3) | 2 | last, 0, 3)
    return bytes
  }
  const frame = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58])
  return Buffer.concat([
    frame,
    ...Array.from({ length: blocks }, (_, index) => block(index === blocks - 1 ? 1 : 0)),
  ])
}

function flippedAt(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] as number) ^ 0x10
  return copy
}

describe('encoding a body', () => {
  it('leaves it as it is without a codec', async () => {
    expect(await encodeBody(text, { codec: 'none', thresholdBytes: 0 })).toEqual({
      body: text,
      bodyBytes: text.length,
      encoding: 'IDENTITY',
      mark: undefined,
    })
  })

  it('leaves it as it is below the threshold, in bytes', async () => {
    const body = 'é'.repeat(50)
    const below = await encodeBody(body, { codec: 'gzip', thresholdBytes: 101 })
    expect(below).toMatchObject({ body, bodyBytes: 100, encoding: 'IDENTITY' })
    const above = await encodeBody(body, { codec: 'gzip', thresholdBytes: 100 })
    expect(above.encoding).toBe('GZIP')
  })

  it.each(['gzip', 'snappy'] as const)('leaves it as it is where %s makes it no smaller', async codec => {
    const body = randomBytes(5000)
    expect(await encodeBody(body, { codec, thresholdBytes: 0 })).toEqual({
      body,
      bodyBytes: 5000,
      encoding: 'IDENTITY',
      mark: undefined,
    })
  })

  it('packs by gzip as the protocol knows it', async () => {
    const { body, bodyBytes, encoding, mark } = await encodeBody(text, { codec: 'gzip', thresholdBytes: 0 })
    expect(gunzipSync(body as Uint8Array).toString()).toBe(text)
    expect(bodyBytes).toBe(body.length)
    expect({ encoding, mark }).toEqual({ encoding: 'GZIP', mark: undefined })
  })

  it('packs by snappy under a mark of its own, because the protocol has no word for it', async () => {
    const { body, encoding, mark } = await encodeBody(text, { codec: 'snappy', thresholdBytes: 0 })
    expect(body.length).toBeLessThan(text.length)
    expect({ encoding, mark }).toEqual({ encoding: 'IDENTITY', mark: { key: '__jet_body', value: 'snappy' } })
  })

  it('takes bytes that are a part of a larger buffer', async () => {
    const whole = Buffer.from(`before ${text} after`)
    const part = new Uint8Array(whole.buffer, whole.byteOffset + 7, text.length)
    const { body } = await encodeBody(part, { codec: 'gzip', thresholdBytes: 0 })
    expect(gunzipSync(body as Uint8Array).toString()).toBe(text)
  })

  it.each(['gzip', 'snappy'] as const)('packs large bodies by %s too, many at once', async codec => {
    const large = text.repeat(10)
    const encoded = await Promise.all(
      Array.from({ length: 20 }, (_, index) => encodeBody(`${index} ${large}`, { codec, thresholdBytes: 0 })),
    )
    for (const [index, { body }] of encoded.entries()) {
      const hint = codec === 'gzip' ? gzipped : snappied
      expect((await decodeBody(body as Buffer, hint)).toString()).toBe(`${index} ${large}`)
    }
  })
})

describe('decoding a body', () => {
  it('leaves it as it is where nothing says that it is packed', async () => {
    const body = gzipSync(text)
    expect(decodeBody(body, plain)).toBe(body)
    expect(decodeBody(body, { compressed: false, mark: 'another' })).toBe(body)
  })

  it.each([
    ['gzip', gzipSync(text)],
    ['zlib', deflateSync(text)],
    ['zlib at another level', deflateSync(text, { level: 1 })],
    ['a large gzip', gzipSync(randomBytes(100_000).toString('hex'))],
  ])('tells %s by its first bytes', async (name, body) => {
    const expected = name === 'a large gzip' ? gunzipSync(body).toString() : text
    expect((await decodeBody(body, gzipped)).toString()).toBe(expected)
  })

  it.each(Object.entries(FRAMES))(
    'tells %s by its first bytes, as producers of other kinds pack',
    async (_, frame) => {
      expect((await decodeBody(Buffer.from(frame, 'base64'), gzipped)).toString()).toBe(text)
    },
  )

  it('unpacks Zstandard in short turns where Node.js cannot do it', async () => {
    const frame = Buffer.from(FRAMES.zstd, 'base64')
    expect((await unpackInTurns(frame, 64 * 1024)).toString()).toBe(text)
  })

  it.each(Object.values(FRAMES))(
    'never takes a damaged frame for a reason to fail in another way: %s',
    async frame => {
      const whole = Buffer.from(frame, 'base64')
      for (let at = 4; at < whole.length; at++) {
        for (const damaged of [whole.subarray(0, at), flippedAt(whole, at)]) {
          const body = await Promise.resolve(decodeBody(damaged, gzipped)).catch((error: unknown) => error)
          if (!Buffer.isBuffer(body)) expect(body).toEqual(corrupted('cannot be unpacked'))
        }
      }
    },
  )

  it.each([
    [
      'LZ4',
      Buffer.concat([LZ4_HEADER, lz4Block(Buffer.from([0x1f, 0, 1, 0, ...Array(3_000_000).fill(255), 0]))]),
    ],
    ['LZ4 that claims to be large', lz4Claiming(2 ** 40)],
    ['Zstandard', zstdRuns(600)],
    ['Zstandard that claims a large window', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xf8, 1, 0, 0])],
  ])('stops a bomb of %s before it has filled the memory', async (_, bomb) => {
    const before = process.memoryUsage.rss()
    await expect(decodeBody(bomb, gzipped)).rejects.toEqual(corrupted('cannot be unpacked'))
    expect(process.memoryUsage.rss() - before).toBeLessThan(500 * 1024 * 1024)
  })

  it('leaves the event loop free while small bodies become large', async () => {
    const body = gzipSync(Buffer.alloc(30 * 1024 * 1024))
    expect(body.length).toBeLessThan(32 * 1024)
    let turns = 0
    const count = setInterval(() => {
      turns += 1
    }, 0)
    const unpacked = await Promise.all(Array.from({ length: 8 }, () => decodeBody(body, gzipped)))
    clearInterval(count)
    expect(unpacked.map(({ length }) => length)).toEqual(Array(8).fill(30 * 1024 * 1024))
    expect(turns).toBeGreaterThan(8)
  })

  it('undoes snappy by its mark', async () => {
    expect((await decodeBody(compressSync(text) as Buffer, snappied)).toString()).toBe(text)
  })

  it.each([
    ['nothing at all', Buffer.alloc(0), 'none of gzip, zlib'],
    ['plain text', Buffer.from('hello'), 'none of gzip, zlib'],
    ['raw deflate', deflateRawSync(text), '(none of gzip, zlib|cannot be unpacked)'],
    ['lz4', Buffer.from([0x04, 0x22, 0x4d, 0x18, 0, 0]), 'cannot be unpacked'],
    ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0]), 'cannot be unpacked'],
    ['a gzip cut short', gzipSync(text).subarray(0, 40), 'cannot be unpacked'],
    ['a gzip with a flipped bit', flipped(gzipSync(text)), 'cannot be unpacked'],
    [
      'a gzip with something after it',
      Buffer.concat([gzipSync(text), Buffer.from('junk')]),
      'cannot be unpacked',
    ],
    ['one byte of a zlib', Buffer.from([0x78]), 'none of gzip, zlib'],
  ])('calls %s corrupted', async (_, body, why) => {
    await expect(decodeBody(body, gzipped)).rejects.toEqual(corrupted(`^the body is corrupted: it .*${why}`))
  })

  it.each([
    ['of gzip', gzipSync(Buffer.alloc(65 * 1024 * 1024))],
    ['of zlib', deflateSync(Buffer.alloc(65 * 1024 * 1024))],
  ])('stops a bomb %s before it has filled the memory', async (_, bomb) => {
    expect(bomb.length).toBeLessThan(100_000)
    const before = process.memoryUsage.rss()
    await expect(decodeBody(bomb, gzipped)).rejects.toEqual(corrupted('cannot be unpacked'))
    expect(process.memoryUsage.rss() - before).toBeLessThan(500 * 1024 * 1024)
  })

  it.each([
    ['more than any body has', Buffer.concat([claim(2 ** 32 - 1), Buffer.alloc(2)]), 4294967295],
    ['more than its bytes can hold', Buffer.concat([claim(100_000), Buffer.alloc(200)]), 100_000],
    ['beyond 32 bits', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x7f, 0]), 34359738367],
  ])('does not believe a snappy body that claims %s', async (_, body, bytes) => {
    await expect(decodeBody(body, snappied)).rejects.toEqual(
      corrupted(`it claims to unpack to ${bytes} bytes`),
    )
  })

  it.each([
    ['nothing at all', Buffer.alloc(0), 'its snappy header is broken'],
    ['a header without an end', Buffer.alloc(10, 0xff), 'its snappy header is broken'],
    ['garbage', Buffer.concat([claim(20), Buffer.alloc(20, 0xff)]), 'corrupt'],
    ['plain text', Buffer.from('plain text, not packed'), 'the body is corrupted'],
    ['a block cut short', (compressSync(text) as Buffer).subarray(0, 500), 'the body is corrupted'],
    ['a large block cut short', (compressSync(randomBytes(60_000)) as Buffer).subarray(0, 50_000), 'corrupt'],
  ])('calls %s under the mark of snappy corrupted', async (_, body, why) => {
    await expect(decodeBody(body, snappied)).rejects.toEqual(corrupted(why))
  })

  it('unpacks the best that snappy can do', async () => {
    const zeros = Buffer.alloc(4 * 1024 * 1024)
    expect((await decodeBody(compressSync(zeros) as Buffer, snappied)).equals(zeros)).toBe(true)
  })
})

function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const at = copy.length - 6
  copy[at] = (copy[at] as number) ^ 0xff
  return copy
}
