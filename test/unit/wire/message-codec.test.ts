import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { MessageView } from '../../../src/message/message-view.js'
import { apache } from '../../../src/wire/generated/protocol.js'
import { messageFromWire } from '../../../src/wire/message-reader.js'

const v2 = apache.rocketmq.v2

function md5(body: Uint8Array) {
  return { type: v2.DigestType.MD5, checksum: createHash('md5').update(body).digest('hex').toUpperCase() }
}

/** As a reply brings it: decoded from bytes, its body a view on all of them. */
async function received(message: object): Promise<MessageView> {
  return new MessageView(await messageFromWire(v2.Message.decode(v2.Message.encode(message).finish())))
}

describe('a message from the wire', () => {
  it('is read with all its fields', async () => {
    const view = await received({
      topic: { name: 'orders' },
      body: Buffer.from('hello'),
      userProperties: { colour: 'red' },
      systemProperties: {
        messageId: 'id-1',
        tag: 'paid',
        keys: ['a', 'b'],
        messageGroup: 'group',
        priority: 3,
        liteTopic: 'lite',
        deliveryAttempt: 2,
        queueId: 5,
        queueOffset: 2 ** 40,
        bornTimestamp: { seconds: 1_700_000_000, nanos: 5e6 },
        storeTimestamp: { seconds: 1_700_000_001 },
        deliveryTimestamp: { seconds: 1_700_000_002 },
        bornHost: 'here',
        storeHost: 'there:1',
        traceContext: '00-a-b-01',
        bodyDigest: md5(Buffer.from('hello')),
      },
    })
    expect(view).toMatchObject({
      topic: 'orders',
      messageId: 'id-1',
      tag: 'paid',
      keys: ['a', 'b'],
      properties: { colour: 'red' },
      messageGroup: 'group',
      priority: 3,
      liteTopic: 'lite',
      deliveryAttempt: 2,
      offset: 2 ** 40,
      bornHost: 'here',
      bornTimestamp: new Date(1_700_000_000_005),
      corrupted: undefined,
    })
    expect(view.text()).toBe('hello')
  })

  it('leaves unset what the server left unset', async () => {
    const view = await received({ topic: { name: 'orders' } })
    expect([view.tag, view.messageGroup, view.priority, view.liteTopic]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect([view.keys, view.properties, view.body.length]).toEqual([[], {}, 0])
  })

  it('owns its dates, also where the server sent none', async () => {
    const [one, other] = [await received({}), await received({})]
    one.bornTimestamp.setTime(1)
    expect(other.bornTimestamp).toEqual(new Date(0))
  })

  it('undoes gzip, after the digest of the compressed bytes was checked', async () => {
    const body = gzipSync('hello '.repeat(100))
    const view = await received({
      body,
      systemProperties: { bodyEncoding: v2.Encoding.GZIP, bodyDigest: md5(body) },
    })
    expect([view.text(), view.corrupted]).toEqual(['hello '.repeat(100), undefined])
  })

  it('is marked, not thrown away, where its digest is wrong', async () => {
    const view = await received({
      body: Buffer.from('hello'),
      systemProperties: { messageId: 'id-1', bodyDigest: md5(Buffer.from('other')) },
    })
    expect(view).toMatchObject({ messageId: 'id-1', corrupted: { code: 'CORRUPTED' } })
  })

  it('is marked where its body cannot be decompressed', async () => {
    const broken = gzipSync('hello '.repeat(100)).subarray(0, 20)
    const view = await received({ body: broken, systemProperties: { bodyEncoding: v2.Encoding.GZIP } })
    expect(view.corrupted?.code).toBe('CORRUPTED')
  })

  it.each([
    [v2.DigestType.SHA1, createHash('sha1').update('hello').digest('hex').toUpperCase()],
    [v2.DigestType.CRC32, '3610A686'],
  ])('is checked by digest type %i too', async (type, checksum) => {
    const good = await received({
      body: Buffer.from('hello'),
      systemProperties: { bodyDigest: { type, checksum } },
    })
    const bad = await received({
      body: Buffer.from('jello'),
      systemProperties: { bodyDigest: { type, checksum } },
    })
    expect([good.corrupted, bad.corrupted?.code]).toEqual([undefined, 'CORRUPTED'])
  })
})
