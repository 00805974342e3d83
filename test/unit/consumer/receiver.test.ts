import { gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { ConsumerCounter } from '../../../src/consumer/consumer-counter.js'
import { deliveryOf } from '../../../src/consumer/delivery.js'
import { MessageCache } from '../../../src/consumer/message-cache.js'
import { Receiver } from '../../../src/consumer/receiver.js'
import { FilterExpression } from '../../../src/consumer/subscriptions.js'
import { GroupCalls } from '../../../src/remoting/group-calls.js'
import { Endpoints } from '../../../src/route/endpoints.js'
import { apache } from '../../../src/wire/generated/protocol.js'
import { ReplyReader } from '../../../src/wire/reply-reader.js'
import { rpcs } from '../../../src/wire/rpc-table.js'

const { Encoding } = apache.rocketmq.v2
const MIB = 1024 * 1024
const endpoints = Endpoints.parse('127.0.0.1:8081')
const queue = {
  topic: 'orders',
  id: 0,
  brokerName: 'broker',
  endpoints,
  acceptMessageTypes: ['NORMAL'],
} as never

/** One message as a server sends it. */
function message(number: number, body: Buffer, packed = false, tag = '') {
  const bytes = apache.rocketmq.v2.ReceiveMessageResponse.encode({
    message: {
      topic: { name: 'orders' },
      body,
      systemProperties: {
        messageId: `id-${number}`,
        receiptHandle: `handle-${number}`,
        tag,
        bodyEncoding: packed ? Encoding.GZIP : Encoding.IDENTITY,
      },
    },
  }).finish()
  return rpcs.receiveMessage.reply.decode(new ReplyReader(bytes))
}

/** A receiver whose server answers each poll with these messages, and what came of one poll. */
async function poll(
  answer: Iterable<ReturnType<typeof message>>,
  options: { cache?: MessageCache; filter?: FilterExpression } = {},
) {
  const { cache = new MessageCache(1_000, 64 * MIB), filter = FilterExpression.all } = options
  const share = cache.open()
  const space = cache.reserve(share, 32)
  const surplus: string[] = []
  const lines: string[] = []
  let sent = 0
  const client = {
    id: 'me',
    configuration: { requestTimeoutMs: 1_000, namespace: '' },
    log: (_level: string, line: string) => lines.push(line),
    rpc: {
      resource: (name: string) => ({ resourceNamespace: '', name }),
      streamEncoded: async (...call: unknown[]) => {
        const onPart = call[4] as (part: unknown) => void
        for (const part of answer) {
          sent += 1
          onPart(part)
        }
      },
    },
  }
  const settlement = { ack: async () => {} }
  const onSurplus = (messages: { messageId: string }[]) =>
    surplus.push(...messages.map(each => each.messageId))
  const calls = new GroupCalls(client as never, 'workers')
  const member = { client, calls, group: 'workers', counter: new ConsumerCounter() }
  const receiver = new Receiver(member as never, settlement, onSurplus as never)
  const request = {
    queue,
    filter,
    maxMessages: 32,
    space,
    invisibleDurationMs: 30_000,
    awaitDurationMs: 5_000,
  }
  const messages = await receiver.receive(request)
  space?.end(messages.length, 0)
  return { messages, ids: messages.map(each => each.messageId), surplus, lines, sent, share, cache }
}

const ids = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `id-${from + index}`)
const plain = (count: number, bytes = 10) =>
  Array.from({ length: count }, (_, index) => message(index, Buffer.alloc(bytes)))

describe('a poll that brings more than was asked for', () => {
  it('keeps what was asked for and hands the others back', async () => {
    const { ids: kept, surplus, lines } = await poll(plain(40))
    expect(kept).toEqual(ids(0, 32))
    expect(surplus).toEqual(ids(32, 40))
    expect(lines).toEqual([expect.stringMatching(/more than the 32 messages.*handed back/)])
  })

  it('is ended when the server goes on and on', async () => {
    function* endless() {
      for (let number = 0; ; number++) yield message(number, Buffer.alloc(10))
    }
    const { ids: kept, surplus, sent } = await poll(endless())
    expect(kept).toEqual(ids(0, 32))
    expect(surplus).toEqual(ids(32, 64))
    expect(sent).toBe(64)
  })
})

describe('a poll that brings more bytes than there is room for', () => {
  it('keeps what fits and hands back the others, in their order and without a warning', async () => {
    const { ids: kept, surplus, lines, share, cache } = await poll(plain(32, 4 * MIB))
    expect(kept).toEqual(ids(0, 16))
    expect(surplus).toEqual(ids(16, 32))
    expect(lines).toEqual([])
    expect(share.bytes).toBe(64 * MIB)
    for (let count = 0; count < 16; count++) cache.evict(share, 4 * MIB)
    expect(cache.reserve(share, 32)?.messages).toBe(16)
  })

  it('keeps what fits of bodies that become large when they are unpacked, and those in front of them', async () => {
    const bomb = gzipSync(Buffer.alloc(30 * MIB))
    const answer = [
      ...plain(2),
      ...Array.from({ length: 20 }, (_, number) => message(number + 2, bomb, true)),
    ]
    const { ids: kept, surplus, share, messages } = await poll(answer)
    expect(kept).toEqual(ids(0, 4))
    expect(messages.map(each => each.body.length)).toEqual([10, 10, 30 * MIB, 30 * MIB])
    expect(surplus).toEqual(ids(4, 22))
    expect(share.bytes).toBe(60 * MIB + 20)
  })

  it('brings one message larger than the bound, alone', async () => {
    const bomb = gzipSync(Buffer.alloc(30 * MIB))
    const cache = new MessageCache(1_000, MIB)
    const answer = [message(0, bomb, true)]
    expect((await poll(answer, { cache })).ids).toEqual(['id-0'])
    expect((await poll(plain(3, 2 * MIB), { cache: new MessageCache(1_000, MIB) })).ids).toEqual(['id-0'])
  })

  it('counts nothing of messages that the filter does not want', async () => {
    const answer = [
      message(0, Buffer.alloc(10), false, 'wanted'),
      message(1, Buffer.alloc(10), false, 'other'),
    ]
    const { ids: kept, share } = await poll(answer, { filter: FilterExpression.tag('wanted') })
    expect(kept).toEqual(['id-0'])
    expect(share).toMatchObject({ messages: 1, bytes: 10 })
  })
})

describe('polls over a slow link', () => {
  it('ask for what arrives while its lease lasts, and tell when that is over', async () => {
    let now = 1_000_000
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now)
    let msPerMessage = 2_000
    const asked: (number | null | undefined)[] = []
    const client = {
      configuration: { requestTimeoutMs: 1_000, namespace: '' },
      rpc: {
        resource: (name: string) => ({ name }),
        streamEncoded: async (
          _endpoints: unknown,
          _rpc: unknown,
          payload: Buffer,
          _options: unknown,
          onPart: unknown,
        ) => {
          const { batchSize } = apache.rocketmq.v2.ReceiveMessageRequest.decode(payload)
          asked.push(batchSize)
          const take = onPart as (part: unknown) => void
          const status = { code: apache.rocketmq.v2.Code.OK }
          const head = apache.rocketmq.v2.ReceiveMessageResponse.encode({ status }).finish()
          take(rpcs.receiveMessage.reply.decode(new ReplyReader(head)))
          for (let number = 0; number < batchSize; number++) {
            now += msPerMessage
            take(message(number, Buffer.alloc(10)))
          }
        },
      },
    }
    const calls = new GroupCalls(client as never, 'workers')
    const member = { client, calls, group: 'workers', counter: new ConsumerCounter() }
    const receiver = new Receiver(member as never, { ack: async () => {} }, () => {})
    const lease = { invisibleDurationMs: 30_000, awaitDurationMs: 5_000 }
    const receive = async () => {
      const begunAt = now
      const messages = await receiver.receive({
        queue,
        filter: FilterExpression.all,
        maxMessages: 32,
        ...lease,
      })
      expect(messages.map(each => deliveryOf(each).invisibleUntil - begunAt)).toEqual(
        messages.map(() => 30_000),
      )
      return messages.length
    }
    expect(await receive()).toBe(32)
    expect(await receive()).toBe(3)
    msPerMessage = 100_000
    await receive()
    expect(await receive()).toBe(1)
    msPerMessage = 1
    while ((await receive()) < 32);
    clock.mockRestore()
    expect(asked).toEqual([32, 3, 3, 1, 1, 1, 1, 1, 1, 2, 4, 9, 19, 32])
  })
})
