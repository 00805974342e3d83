import { describe, expect, it } from 'vitest'
import { digestMatches } from '../../../src/wire/message-reader.js'

const bytes = Buffer.from('123456789')

describe('a body digest', () => {
  it.each([
    ['MD5', '25F9E794323B453885F5181F1B624D0B'],
    ['SHA1', 'F7C3BC1D808E04732ADF679965CCC34CA7AE3441'],
    ['CRC32', 'CBF43926'],
  ] as const)('of type %s matches in upper case hex, and in lower case', (type, checksum) => {
    expect(digestMatches(bytes, { type, checksum })).toBe(true)
    expect(digestMatches(bytes, { type, checksum: checksum.toLowerCase() })).toBe(true)
  })

  it.each([
    ['MD5', '25F9E794323B453885F5181F1B624D0C'],
    ['SHA1', 'F7C3BC1D808E04732ADF679965CCC34CA7AE3442'],
    ['CRC32', 'CBF43927'],
    ['MD5', 'CBF43926'],
    ['CRC32', 'CBF439260'],
    ['CRC32', ''],
    ['MD5', 'not hex'],
  ] as const)('of type %s does not match %j', (type, checksum) => {
    expect(digestMatches(bytes, { type, checksum })).toBe(false)
  })

  it('of type CRC32 is written without leading zeros, and matches with them too', () => {
    const body = Buffer.from('665')
    expect(digestMatches(body, { type: 'CRC32', checksum: '81566' })).toBe(true)
    expect(digestMatches(body, { type: 'CRC32', checksum: '00081566' })).toBe(true)
  })

  it('of type CRC32 matches 0, the checksum of nothing', () => {
    expect(digestMatches(new Uint8Array(), { type: 'CRC32', checksum: '0' })).toBe(true)
    expect(digestMatches(new Uint8Array(), { type: 'CRC32', checksum: '00000000' })).toBe(true)
  })
})
