import { hash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** How a digest was made. */
export type DigestType = 'CRC32' | 'MD5' | 'SHA1'

/** A checksum as the server sends it: hex digits, upper case, CRC32 without leading zeros. */
export interface BodyDigest {
  readonly type: DigestType
  readonly checksum: string
}

/** Whether the bytes, as they came over the wire, have this digest. */
export function digestMatches(bytes: Uint8Array, digest: BodyDigest): boolean {
  const given = digest.checksum.toUpperCase()
  if (digest.type === 'CRC32') return stripZeros(crc32Hex(bytes)) === stripZeros(given)
  return hash(digest.type, bytes, 'hex').toUpperCase() === given
}

function stripZeros(digits: string): string {
  return digits.replace(/^0+(?=.)/, '')
}

function crc32Hex(bytes: Uint8Array): string {
  return crc32(bytes).toString(16).toUpperCase()
}
