import { expect } from 'vitest'
import { apache } from '../../src/wire/generated/protocol.js'
import { receiptOf, textOf } from './raw-consumer.js'
import { codeOf, message, only, testOn, timestamp } from './scene.js'
import type { ServerUnderTest } from './server-under-test.js'

import v2 = apache.rocketmq.v2

const MIB = 1024 * 1024

/** What SendMessage answers and stores. */
export function sending(server: ServerUnderTest): void {
  const test = testOn(server)

  test('one message: one entry with its own id and the offset in its queue', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const client = scene.client()
    const sent = message(topic)
    for (const [offset, each] of [message(topic), sent].entries()) {
      const reply = await client.send(each)
      const entry = only(reply.entries)
      expect([codeOf(reply), codeOf(entry)]).toEqual(['OK', 'OK'])
      expect(entry.messageId).toBe(each.systemProperties?.messageId)
      expect(entry.transactionId).toBe(each.systemProperties?.messageId)
      expect(Number(entry.offset)).toBe(offset)
      expect(entry.recallHandle).toBe('')
    }
  })

  test('a batch: one entry with the first offset, N messages, each whole, in one queue', async ({
    scene,
  }) => {
    const topic = await scene.topic('NORMAL', 4)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const client = scene.client()
    const batch = [0, 1, 2].map(i =>
      message(topic, { body: `b${i}`, tag: `tag${i}`, keys: [`k${i}`, 'k'], properties: { p: String(i) } }),
    )
    const entry = only((await client.send(...batch)).entries)
    const ids = batch.map(each => each.systemProperties?.messageId)
    if (server.mode === 'CLUSTER') expect(entry.messageId).toBe(ids.join(','))
    else expect(ids).not.toContain(entry.messageId)

    const got = (await consumer.receiveAll(3)).sort((a, b) => textOf(a).localeCompare(textOf(b)))
    const seen = got.map(each => ({
      id: each.systemProperties?.messageId,
      tag: each.systemProperties?.tag,
      keys: each.systemProperties?.keys,
      properties: each.userProperties,
      offset: Number(each.systemProperties?.queueOffset) - Number(entry.offset),
    }))
    expect(seen).toEqual(
      ids.map((id, i) => ({
        id,
        tag: `tag${i}`,
        keys: [`k${i}`, 'k'],
        properties: { p: String(i) },
        offset: i,
      })),
    )
    expect(new Set(got.map(each => each.systemProperties?.queueId)).size).toBe(1)
    expect(codeOf(await consumer.acknowledge(...got))).toBe('OK')
  })

  test('a delivered message carries what was sent, a digest and where it was', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const born = Date.now() - 5000
    const sent = message(topic, {
      body: 'hello',
      tag: 'paid',
      keys: ['a', 'b c'],
      properties: { colour: 'red', empty: '' },
      bornTimestamp: timestamp(born),
      bodyEncoding: v2.Encoding.GZIP,
    })
    await scene.client().send(sent)
    const got = await consumer.receiveOne({ invisibleMs: 20_000 })
    const system = got.systemProperties
    expect(got.topic?.name).toBe(topic)
    expect(textOf(got)).toBe('hello')
    expect(got.userProperties).toEqual({ colour: 'red' })
    expect(system?.tag).toBe('paid')
    expect(system?.keys).toEqual(['a', 'b', 'c'])
    expect(system?.bodyEncoding).toBe(v2.Encoding.GZIP)
    expect(system?.bodyDigest).toMatchObject({
      type: v2.DigestType.MD5,
      checksum: '5D41402ABC4B2A76B9719D911017C592',
    })
    expect(Number(system?.bornTimestamp?.seconds)).toBe(Math.floor(born / 1000))
    expect(system?.messageType).toBe(v2.MessageType.NORMAL)
    expect(system?.deliveryAttempt).toBe(1)
    expect([system?.queueId, Number(system?.queueOffset)]).toEqual([0, 0])
    expect(system?.invisibleDuration).toBeNull()
    expect(Number(system?.storeTimestamp?.seconds)).toBeGreaterThan(0)
    expect(system?.receiptHandle).not.toBe('')
    expect([system?.messageGroup, system?.deliveryTimestamp, system?.priority, system?.liteTopic]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  test('messages of one group go to one queue, those of a FIFO batch anywhere', async ({ scene }) => {
    const topic = await scene.topic('FIFO', 8)
    const group = await scene.group()
    const consumer = await scene.consumer({ group, topic })
    const client = scene.client()
    for (const messageGroup of ['one', 'one', 'two', 'two', 'customer-4711']) {
      await client.send(message(topic, { messageGroup, messageType: v2.MessageType.FIFO }))
    }
    const queues = new Map<string, number>()
    for (const { systemProperties } of await consumer.receiveAll(5)) {
      const messageGroup = systemProperties?.messageGroup ?? ''
      const queueId = systemProperties?.queueId ?? -1
      expect(queues.get(messageGroup) ?? queueId).toBe(queueId)
      queues.set(messageGroup, queueId)
    }
    // The proxy's own hash: the double must come to the same queues.
    expect(Object.fromEntries(queues)).toEqual({ one: 4, two: 4, 'customer-4711': 3 })
    const batch = ['one', 'one'].map(messageGroup =>
      message(topic, { messageGroup, messageType: v2.MessageType.FIFO }),
    )
    expect(codeOf(await client.send(...batch))).toBe('OK')
  })

  test('sends one after another are spread over the queues', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 4)
    const consumer = await scene.consumer({ group: await scene.group(), topic })
    const client = scene.client()
    for (let i = 0; i < 40; i++) await client.send(message(topic))
    const got = await consumer.receiveAll(40)
    expect(new Set(got.map(each => each.systemProperties?.queueId)).size).toBeGreaterThan(1)
  })

  test('a batch of what cannot be batched is refused whole', async ({ scene }) => {
    const client = scene.client()
    const delays = await scene.topic('DELAY')
    const later = () =>
      message(delays, {
        messageType: v2.MessageType.DELAY,
        deliveryTimestamp: timestamp(Date.now() + 60_000),
      })
    expect(codeOf(await client.send(later(), later()))).toBe('INTERNAL_SERVER_ERROR')

    const transactions = await scene.topic('TRANSACTION')
    const half = () => message(transactions, { messageType: v2.MessageType.TRANSACTION })
    const refused = await client.send(half(), half())
    expect(codeOf(refused)).toBe('INTERNAL_SERVER_ERROR')
    expect(refused.entries).toEqual([])

    const normal = await scene.topic()
    const large = () => message(normal, { body: new Uint8Array(3 * MIB) })
    expect(codeOf(await client.send(large(), large()))).toBe('INTERNAL_SERVER_ERROR')
    expect(codeOf(await client.send(large()))).toBe('OK')
  })

  test('PRIORITY and FIFO batches are taken', async ({ scene }) => {
    const topic = await scene.topic('PRIORITY')
    const first = () => message(topic, { messageType: v2.MessageType.PRIORITY, priority: 3 })
    expect(codeOf(await scene.client().send(first(), first()))).toBe('OK')
  })

  test('a request without messages, or with several topics, is corrupted', async ({ scene }) => {
    const [one, two] = [await scene.topic(), await scene.topic()]
    const client = scene.client()
    expect(codeOf(await client.send())).toBe('MESSAGE_CORRUPTED')
    const mixed = await client.send(message(one), message(two))
    expect(codeOf(mixed)).toBe('MESSAGE_CORRUPTED')
    expect(mixed.entries).toEqual([])
  })

  test('of a batch whose first message fits its topic, the others are not looked at', async ({ scene }) => {
    const topic = await scene.topic()
    const client = scene.client()
    const other = message(topic, { messageGroup: 'a', messageType: v2.MessageType.FIFO })
    expect(codeOf(await client.send(message(topic), other))).toBe('OK')
    expect(codeOf(await client.send(other))).toBe('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE')
  })

  test('a batch with one bad message stores none', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const client = scene.client()
    const reply = await client.send(message(topic), message(topic, { tag: 'a|b' }))
    expect([codeOf(reply), reply.entries]).toEqual(['ILLEGAL_MESSAGE_TAG', []])
    expect(Number(only((await client.send(message(topic))).entries).offset)).toBe(0)
  })

  test('an unknown topic conflicts with any type', async ({ scene }) => {
    const reply = await scene.client().send(message('nobody-made-this'))
    expect(codeOf(reply)).toBe('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE')
  })

  test('no client id, no service', async ({ scene }) => {
    const client = scene.client({ headers: { 'x-mq-client-id': undefined } })
    expect(codeOf(await client.send(message(await scene.topic())))).toBe('CLIENT_ID_REQUIRED')
  })

  test('what the server calls unimplemented ends with the gRPC status', async ({ scene }) => {
    const { PullMessageRequest, PullMessageResponse } = v2
    const call = scene.client().unary('QueryOffset', PullMessageRequest, PullMessageResponse, {})
    await expect(call).rejects.toMatchObject({ code: 12 })
  })

  test('a receipt names the delivery, not the message', async ({ scene }) => {
    const topic = await scene.topic('NORMAL', 1)
    const [one, two] = [await scene.group(), await scene.group()]
    await scene.client().send(message(topic))
    const first = await (await scene.consumer({ group: one, topic })).receiveOne()
    const second = await (await scene.consumer({ group: two, topic })).receiveOne()
    expect(first.systemProperties?.messageId).toBe(second.systemProperties?.messageId)
    expect(receiptOf(first).receiptHandle).not.toBe(receiptOf(second).receiptHandle)
  })
}
