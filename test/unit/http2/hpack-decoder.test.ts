import { describe, expect, it } from 'vitest'
import { HpackDecoder } from '../../../src/http2/hpack.js'

const hex = (digits: string) => Buffer.from(digits.replaceAll(' ', ''), 'hex')

function decode(decoder: HpackDecoder, digits: string): [string | undefined, string] {
  const bytes = hex(digits)
  const fault = decoder.decode(bytes, 0, bytes.length)
  return [fault, decoder.fields.map(({ name, value }) => `${name}: ${value}`).join('\n')]
}

const REQUESTS = [
  ':method: GET\n:scheme: http\n:path: /\n:authority: www.example.com',
  ':method: GET\n:scheme: http\n:path: /\n:authority: www.example.com\ncache-control: no-cache',
  ':method: GET\n:scheme: https\n:path: /index.html\n:authority: www.example.com\ncustom-key: custom-value',
]
const DATE = 'date: Mon, 21 Oct 2013 20:13:21 GMT'
const PLACE = 'location: https://www.example.com'

/** RFC 7541, appendix C: blocks in order, and the size of the table after each. */
const VECTORS = [
  {
    name: 'C.3, requests as they are',
    blocks: [
      '8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
      '8286 84be 5808 6e6f 2d63 6163 6865',
      '8287 85bf 400a 6375 7374 6f6d 2d6b 6579 0c63 7573 746f 6d2d 7661 6c75 65',
    ],
    lists: REQUESTS,
    sizes: [57, 110, 164],
  },
  {
    name: 'C.4, requests in the code of Huffman',
    blocks: [
      '8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff',
      '8286 84be 5886 a8eb 1064 9cbf',
      '8287 85bf 4088 25a8 49e9 5ba9 7d7f 8925 a849 e95b b8e8 b4bf',
    ],
    lists: REQUESTS,
    sizes: [57, 110, 164],
  },
  ...[
    [
      'C.5, answers as they are, in a table of 256 bytes',
      '4803 3330 3258 0770 7269 7661 7465 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3120' +
        '474d 546e 1768 7474 7073 3a2f 2f77 7777 2e65 7861 6d70 6c65 2e63 6f6d',
      '4803 3330 37c1 c0bf',
      '88c1 611d 4d6f 6e2c 2032 3120 4f63 7420 3230 3133 2032 303a 3133 3a32 3220 474d 54c0 5a04 677a 6970 7738' +
        '666f 6f3d 4153 444a 4b48 514b 425a 584f 5157 454f 5049 5541 5851 5745 4f49 553b 206d 6178 2d61 6765' +
        '3d33 3630 303b 2076 6572 7369 6f6e 3d31',
    ],
    [
      'C.6, answers in the code of Huffman, in a table of 256 bytes',
      '4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718' +
        '63c7 8f0b 97c8 e9ae 82ae 43d3',
      '4883 640e ffc1 c0bf',
      '88c1 6196 d07a be94 1054 d444 a820 0595 040b 8166 e084 a62d 1bff c05a 839b d9ab 77ad 94e7 821d d7f2 e6c7' +
        'b335 dfdf cd5b 3960 d5af 2708 7f36 72c1 ab27 0fb5 291f 9587 3160 65c0 03ed 4ee5 b106 3d50 07',
    ],
  ].map(([name = '', ...blocks]) => ({
    name,
    // What comes first sets the size of the table, which the examples of the RFC take for granted.
    blocks: blocks.map((block, index) => (index === 0 ? `3fe101${block}` : block)),
    lists: [
      `:status: 302\ncache-control: private\n${DATE}\n${PLACE}`,
      `:status: 307\ncache-control: private\n${DATE}\n${PLACE}`,
      `:status: 200\ncache-control: private\n${DATE.replace(':21 ', ':22 ')}\n${PLACE}\ncontent-encoding: gzip\n` +
        'set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1',
    ],
    sizes: [222, 222, 215],
  })),
]

describe('HpackDecoder', () => {
  it.each(VECTORS)('reads the examples of the RFC: $name', ({ blocks, lists, sizes }) => {
    const decoder = new HpackDecoder(1_000)
    for (const [index, block] of blocks.entries()) {
      expect(decode(decoder, block)).toEqual([undefined, lists[index]])
      expect(decoder.tableSize).toBe(sizes[index])
    }
  })

  it.each([
    ['a literal that is indexed', '400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572', 55],
    ['a literal that is not indexed', '000a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572', 0],
    [
      'a literal that is never indexed',
      '100a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572',
      0,
    ],
  ])('reads %s', (_what, block, size) => {
    const decoder = new HpackDecoder(1_000)
    expect(decode(decoder, block)).toEqual([undefined, 'custom-key: custom-header'])
    expect(decoder.tableSize).toBe(size)
  })

  it('empties its table for a field that is larger', () => {
    const decoder = new HpackDecoder(1_000)
    decode(decoder, '4001 6101 62')
    expect(decode(decoder, '3f05 4001 6101 62')).toEqual([undefined, 'a: b'])
    expect(decode(decoder, '3f01 4001 6105 6262 6262 62')).toEqual([undefined, 'a: bbbbb'])
    expect(decoder.tableSize).toBe(0)
  })

  it.each([
    ['index 0', '80', 'index 0 is not in the table'],
    ['an index beyond the table', 'be', 'index 62 is not in the table'],
    ['a name beyond the table', '7f00 0161', 'index 63 is not in the table'],
    ['a number without end', 'ffff ffff ffff ff01', 'a number is too large'],
    ['a number that is cut off', 'ff80', 'a block ends within a number'],
    ['a field that is cut off', '40', 'a block ends within a field'],
    ['a string longer than its block', '4003 6162', 'a string is longer than its block'],
    [
      'a table size above what was allowed',
      '3fe2 1f',
      'a table size update says 4097, above what was allowed',
    ],
    ['a table size behind a field', '8220', 'a table size update stands behind a field'],
    ['the end mark inside a string', '4001 6184 ffff ffff', 'the end mark stands inside a string'],
    ['padding of a whole octet', '4001 6182 1fff', 'a string is padded wrongly'],
    ['padding that is not all ones', '4001 6181 18', 'a string is padded wrongly'],
  ])('refuses %s', (_what, block, message) => {
    expect(() => decode(new HpackDecoder(1_000), block)).toThrow(message)
  })

  it.each([
    ['capital letters', '0001 4101 62', "'A' is not a header name"],
    ['no name', '0000 0162', "'' is not a header name"],
    ['a bare colon', '0001 3a01 62', "':' is not a header name"],
    ['a line break', '0001 6101 0a', "the value of header 'a' has a line break or a NUL"],
  ])('tells of a field with %s, and goes on', (_what, block, fault) => {
    const decoder = new HpackDecoder(1_000)
    expect(decode(decoder, block)[0]).toBe(fault)
    expect(decode(decoder, '82')).toEqual([undefined, ':method: GET'])
  })

  it('tells of a list that is too large, keeps none of it, and stays in step', () => {
    const decoder = new HpackDecoder(100)
    decode(decoder, `4001 61 7e ${'62'.repeat(126)}`)
    const [fault] = decode(decoder, 'be'.repeat(10_000))
    expect(fault).toMatch(/the header fields of the answer are larger than 100 bytes/)
    expect(decoder.fields).toEqual([])
    expect(decode(decoder, '82')).toEqual([undefined, ':method: GET'])
  })
})
