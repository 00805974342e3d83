import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { codeOf, type MessageWish, message, testOn, timestamp } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

const DAY = 24 * 60 * 60 * 1000

/** One field of a message, and what the server says to it. */
type Case = readonly [what: string, wish: MessageWish, code: string]

/** A text that was cut within an emoji; it cannot be written as UTF-8. */
const HALF = 'Nice 👍'.slice(0, 6)

/** How a request ends whose bytes are no message: gRPC's UNKNOWN. */
const REFUSED_WITHOUT_REASON = { code: 2, details: '' }

const CASES: readonly Case[] = [
  ['an empty body', { body: '' }, 'MESSAGE_BODY_EMPTY'],
  ['a body of 4 MiB', { body: new Uint8Array(4 * 1024 * 1024 - 1024) }, 'OK'],
  ['a body above 4 MiB', { body: new Uint8Array(4 * 1024 * 1024 + 1) }, 'MESSAGE_BODY_TOO_LARGE'],
  ['a tag with a bar', { tag: 'a|b' }, 'ILLEGAL_MESSAGE_TAG'],
  ['a blank tag', { tag: '  ' }, 'ILLEGAL_MESSAGE_TAG'],
  ['a tag with a control character', { tag: 'a\nb' }, 'ILLEGAL_MESSAGE_TAG'],
  ['an empty tag', { tag: '' }, 'OK'],
  ['a tag of letters', { tag: 'größe' }, 'OK'],
  ['a blank key', { keys: ['a', ' '] }, 'ILLEGAL_MESSAGE_KEY'],
  ['an empty key', { keys: [''] }, 'OK'],
  ['a key with a control character', { keys: ['a\u0001'] }, 'ILLEGAL_MESSAGE_KEY'],
  ['a key with a space', { keys: ['a b'] }, 'OK'],
  ['no id', { messageId: '' }, 'ILLEGAL_MESSAGE_ID'],
  ['a blank id', { messageId: '  ' }, 'ILLEGAL_MESSAGE_ID'],
  ['a property of the system', { properties: { KEYS: 'x' } }, 'ILLEGAL_MESSAGE_PROPERTY_KEY'],
  ['another property of the system', { properties: { UNIQ_KEY: 'x' } }, 'ILLEGAL_MESSAGE_PROPERTY_KEY'],
  ['a control character in a property', { properties: { a: 'b\tc' } }, 'ILLEGAL_MESSAGE_PROPERTY_KEY'],
  ['a control character in its key', { properties: { 'a\tb': 'c' } }, 'ILLEGAL_MESSAGE_PROPERTY_KEY'],
  ['128 properties', { properties: numbered(128) }, 'OK'],
  ['129 properties', { properties: numbered(129) }, 'MESSAGE_PROPERTIES_TOO_LARGE'],
  ['16 KiB of properties', { properties: { a: 'x'.repeat(16_383) } }, 'OK'],
  ['more than that', { properties: { a: 'x'.repeat(16_384) } }, 'MESSAGE_PROPERTIES_TOO_LARGE'],
  [
    'tag and properties over 16 KiB',
    { tag: 't', properties: { a: 'x'.repeat(16_383) } },
    'MESSAGE_PROPERTIES_TOO_LARGE',
  ],
  ['a negative priority', { priority: -1 }, 'INTERNAL_SERVER_ERROR'],
  ['a recovery time above an hour', { orphanedTransactionRecoveryDuration: { seconds: 3601 } }, 'OK'],
]

/** Of each field, what is refused, and with which code. */
export function validation(server: ServerUnderTest): void {
  const test = testOn(server)

  test.for(CASES)('%s', async ([, wish, code], { scene }) => {
    expect(codeOf(await scene.client().send(message(await scene.topic(), wish)))).toBe(code)
  })

  test.for([
    ['a tag', { tag: HALF }],
    ['a key', { keys: [HALF] }],
    ['the name of a property', { properties: { [HALF]: 'x' } }],
    ['a property', { properties: { name: HALF } }],
    ['a message group', { messageGroup: HALF }],
  ] as const)(
    'half of a character in %s has the whole request refused without a code',
    async ([, wish], { scene }) => {
      const topic = await scene.topic()
      const messages = [message(topic), message(topic, wish as MessageWish)]
      await expect(scene.client().send(...messages)).rejects.toMatchObject(REFUSED_WITHOUT_REASON)
    },
  )

  test('half of a character in a topic name ends any call, and the telemetry stream', async ({ scene }) => {
    const topic = { name: HALF }
    const client = scene.client()
    await expect(client.queryRoute({ topic, endpoints: {} })).rejects.toMatchObject(REFUSED_WITHOUT_REASON)
    const stream = client.telemetry()
    stream.write({ settings: { clientType: v2.ClientType.PRODUCER, publishing: { topics: [topic] } } })
    expect(await stream.ended).toEqual(REFUSED_WITHOUT_REASON)
  })

  test('a message group: 63 bytes at most, not blank, no control characters', async ({ scene }) => {
    const topic = await scene.topic('FIFO')
    const client = scene.client()
    const send = async (messageGroup: string) =>
      codeOf(await client.send(message(topic, { messageGroup, messageType: v2.MessageType.FIFO })))
    expect(await send('g'.repeat(63))).toBe('OK')
    expect(await send('g'.repeat(64))).toBe('ILLEGAL_MESSAGE_GROUP')
    expect(await send('é'.repeat(32))).toBe('ILLEGAL_MESSAGE_GROUP')
    expect(await send('  ')).toBe('ILLEGAL_MESSAGE_GROUP')
    expect(await send('a\u0007')).toBe('ILLEGAL_MESSAGE_GROUP')
    expect(await send('')).toBe('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE')
  })

  test('a delivery time: a day ahead at most', async ({ scene }) => {
    const topic = await scene.topic('DELAY')
    const client = scene.client()
    const send = async (ahead: number) => {
      const deliveryTimestamp = timestamp(Date.now() + ahead)
      return codeOf(await client.send(message(topic, { deliveryTimestamp, messageType: 3 })))
    }
    expect(await send(DAY + 60_000)).toBe('ILLEGAL_DELIVERY_TIME')
    expect(await send(DAY - 60_000)).toBe('OK')
    expect(await send(-60_000)).toBe('OK')
  })

  test.for([
    ['blank', ' '],
    ['of a letter that is not allowed', 'a.b'],
    ['of 128 letters', 't'.repeat(128)],
    ['of the system', 'TBW102'],
    ['beginning like those of the system', 'rmq_sys_mine'],
  ] as const)('a topic name %s is illegal', async ([, name], { scene }) => {
    const client = scene.client()
    expect(codeOf(await client.send(message(name)))).toBe('ILLEGAL_TOPIC')
    expect(codeOf(await client.queryRoute({ topic: { name }, endpoints: {} }))).toBe('ILLEGAL_TOPIC')
  })

  test.for([
    ['blank', ' '],
    ['of a letter that is not allowed', 'a.b'],
    ['of 121 letters', 'g'.repeat(121)],
    ['of the system', 'CID_RMQ_SYS_MINE'],
  ] as const)('a group name %s is illegal', async ([, name], { scene }) => {
    const request = { group: { name }, topic: { name: await scene.topic() }, endpoints: {} }
    const client = scene.client()
    expect(codeOf(await client.queryAssignment(request))).toBe('ILLEGAL_CONSUMER_GROUP')
    expect(codeOf(await client.acknowledge({ ...request, entries: [] }))).toBe('ILLEGAL_CONSUMER_GROUP')
  })

  test.for([
    ['FIFO', { messageGroup: 'g', messageType: v2.MessageType.FIFO }],
    ['DELAY', { deliveryTimestamp: timestamp(Date.now() + 3600_000), messageType: v2.MessageType.DELAY }],
    ['TRANSACTION', { messageType: v2.MessageType.TRANSACTION }],
    ['PRIORITY', { priority: 1, messageType: v2.MessageType.PRIORITY }],
    ['LITE', { liteTopic: 'l', messageType: v2.MessageType.LITE }],
    ['NORMAL', {}],
  ] as const)('%s messages go to topics of their type, or MIXED ones', async ([type, wish], { scene }) => {
    const client = scene.client()
    const send = async (topic: string) => codeOf(await client.send(message(topic, wish)))
    expect(await send(await scene.topic(type))).toBe('OK')
    const other = await scene.topic(type === 'NORMAL' ? 'FIFO' : 'NORMAL')
    expect(await send(other)).toBe('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE')
    expect(await send(await scene.topic('MIXED'))).toBe('OK')
  })

  test('the type follows from the fields, in a fixed order, not from what is claimed', async ({ scene }) => {
    const client = scene.client()
    const [fifo, delay] = [await scene.topic('FIFO'), await scene.topic('DELAY')]
    const claimed = message(fifo, { messageGroup: 'g', messageType: v2.MessageType.NORMAL })
    expect(codeOf(await client.send(claimed))).toBe('OK')
    const both = { messageGroup: 'g', deliveryTimestamp: timestamp(Date.now() + 60_000) }
    expect(codeOf(await client.send(message(fifo, both)))).toBe('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE')
    expect(codeOf(await client.send(message(delay, both)))).toBe('OK')
    const prior = { messageGroup: 'g', priority: 1 }
    expect(codeOf(await client.send(message(fifo, prior)))).toBe('OK')
  })
}

function numbered(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, 'x']))
}
