import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { ReplyReader, toNumber } from '../../src/wire/reply-reader.js'

const { SystemProperties } = apache.rocketmq.v2

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 80 }),
  fc.stringMatching(/^[a-z0-9.:]{0,40}$/),
  // Few, so that the same ones come again and others of their length between them.
  fc.constantFrom('127.0.0.1:10911', '127.0.0.2:10911', 'grüße', 'abcdefg'),
)
const whole = fc.oneof(
  fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  fc.integer(),
  fc.constantFrom(0, 127, 128),
)

describe('ReplyReader', () => {
  it('reads texts and numbers as they were written', () => {
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), whole, (messageId, keys, queueOffset) => {
        const bytes = SystemProperties.encode({ messageId, keys, queueOffset }).finish() as Buffer
        const read = SystemProperties.decode(new ReplyReader(bytes))
        expect([read.messageId, read.keys, toNumber(read.queueOffset)]).toEqual([
          messageId,
          keys,
          queueOffset,
        ])
      }),
    )
  })

  it('refuses what is cut off anywhere, or reads less of it', () => {
    const bytes = SystemProperties.encode({ messageId: 'an id', queueOffset: 2 ** 40 }).finish() as Buffer
    for (let length = 0; length < bytes.length; length++) {
      const cut = new ReplyReader(bytes.subarray(0, length))
      let read: apache.rocketmq.v2.SystemProperties | undefined
      try {
        read = SystemProperties.decode(cut)
      } catch (error) {
        expect(error).toBeInstanceOf(Error)
      }
      expect(toNumber(read?.queueOffset)).toBe(0)
    }
  })
})
