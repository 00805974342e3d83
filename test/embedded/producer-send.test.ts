import { gunzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { type MessageView, Monitor, type RocketMQError, renderReport } from '../../src/index.js'
import { ManualClock } from '../../src/testing/index.js'
import {
  batchSizes,
  expectNothingOut,
  PATIENTLY,
  produceTo,
  startProxy,
  storedBodies,
  texts,
} from '../support/producing.js'

describe('concurrent sends', () => {
  it('share requests, and each receipt names the place of its own message', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const receipts = await Promise.all(texts(2_000).map(body => producer.send({ topic: 'orders', body })))
    const stored = new Map(proxy.messages('orders').map(message => [message.messageId, message]))
    for (const [index, receipt] of receipts.entries()) {
      const message = stored.get(receipt.messageId)
      expect(message?.body.toString()).toBe(`m${index}`)
      expect(message?.offset).toBe(receipt.offset)
    }
    expect(stored.size).toBe(2_000)
    expect(batchSizes(proxy).length).toBeLessThan(50)
  })

  it('of many topics each get batches of their own', async () => {
    const names = texts(20, 'topic')
    const proxy = await startProxy({ topics: Object.fromEntries(names.map(name => [name, 'NORMAL'])) })
    const producer = produceTo(proxy)
    const sends = names.flatMap(topic => texts(10).map(body => producer.send({ topic, body })))
    await Promise.all(sends)
    for (const topic of names) expect(storedBodies(proxy, topic)).toEqual(texts(10))
    expect(batchSizes(proxy).length).toBeLessThan(60)
  })

  it('are cut by bytes, not by count alone', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.start()
    const bodies = [1, 100, 3_000_000, 10, 1_200_000, 4 * 1024 * 1024, 5].map(bytes => Buffer.alloc(bytes, 7))
    await Promise.all(bodies.map(body => producer.send({ topic: 'orders', body })))
    const lengths = proxy.messages('orders').map(({ body }) => body.length)
    expect(lengths.sort((a, b) => a - b)).toEqual(bodies.map(body => body.length).sort((a, b) => a - b))
  })

  it('go one by one where the server does not keep batches whole, by itself', async () => {
    const warnings: string[] = []
    const note = (message: string) => void warnings.push(message)
    const proxy = await startProxy({ mode: 'CLUSTER', topics: { orders: 'NORMAL', others: 'NORMAL' } })
    const logger = { debug: () => {}, info: () => {}, warn: note, error: note }
    const producer = produceTo(proxy, { logger })
    await Promise.all(texts(50).map(body => producer.send({ topic: 'orders', body })))
    expect(new Set(batchSizes(proxy))).toEqual(new Set([1]))
    await producer.send({ topic: 'others', body: 'x' })
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain("set batch.mode to 'on'")
    const reason = `${proxy.endpoints} runs in CLUSTER mode`
    expect(warnings[0]).toContain(reason)
    expect(producer.stats().producer?.uncoalesced).toEqual([
      { topic: 'orders', reason },
      { topic: 'others', reason },
    ])
    const monitor = new Monitor()
    monitor.attach(producer)
    expect(renderReport(monitor.snapshot())).toContain(`orders: sent one by one, because ${reason}`)
  })

  it('are none of a monitor’s business where they share requests, or were told not to', async () => {
    const proxy = await startProxy()
    for (const mode of ['auto', 'off'] as const) {
      const producer = produceTo(proxy, { batch: { mode } })
      await producer.send({ topic: 'orders', body: 'x' })
      expect(producer.stats().producer).not.toHaveProperty('uncoalesced')
    }
  })

  it('share requests in CLUSTER mode when told that all brokers are new enough', async () => {
    const proxy = await startProxy({ mode: 'CLUSTER' })
    const producer = produceTo(proxy, { batch: { mode: 'on' } })
    await Promise.all(texts(50).map(body => producer.send({ topic: 'orders', body })))
    expect(batchSizes(proxy)).toEqual([50])
  })

  it('never share requests when told so', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { batch: { mode: 'off' } })
    await Promise.all(texts(20).map(body => producer.send({ topic: 'orders', body })))
    expect(batchSizes(proxy)).toEqual(Array(20).fill(1))
  })
})

describe('compressed bodies', () => {
  it('never share a request with plain ones, and are kept only if smaller', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { compression: { codec: 'gzip', thresholdBytes: 500 } })
    const small = texts(50)
    const large = texts(50).map(text => text.repeat(500))
    const noise = Array.from({ length: 20 }, () => crypto.getRandomValues(new Uint8Array(600)))
    await Promise.all([...small, ...large, ...noise].map(body => producer.send({ topic: 'orders', body })))
    for (const { message } of proxy.requestsOf('SendMessage')) {
      expect(new Set(message.messages?.map(each => each.systemProperties?.bodyEncoding)).size).toBe(1)
    }
    const stored = proxy.messages('orders')
    const packed = stored.filter(({ gzip }) => gzip).map(({ body }) => gunzipSync(body).toString())
    expect(packed.sort()).toEqual(large.sort())
    expect(stored.filter(({ gzip }) => !gzip)).toHaveLength(70)
  })

  it('are packed for messages that go alone, too, and only once however often they are tried', async () => {
    const proxy = await startProxy({ topics: { steps: 'FIFO' } })
    const producer = produceTo(proxy, { compression: { codec: 'gzip', thresholdBytes: 100 } })
    await producer.send({ topic: 'steps', body: 'first', messageGroup: 'g' })
    proxy.faults.once('SendMessage', { code: 'PROXY_TIMEOUT' }, { times: 2 })
    const body = 'again '.repeat(100)
    await producer.send({ topic: 'steps', body, messageGroup: 'g' })
    const last = proxy.messages('steps').at(-1)
    expect(last?.gzip).toBe(true)
    expect(gunzipSync(last?.body ?? '').toString()).toBe(body)
  })
})

describe('messages of a group', () => {
  it('are stored in the order of the calls, across failures, while groups run side by side', async () => {
    const proxy = await startProxy({ topics: { steps: 'FIFO' } })
    const producer = produceTo(proxy)
    const sends = texts(20).flatMap(body =>
      texts(5, 'group').map(messageGroup => producer.send({ topic: 'steps', body, messageGroup })),
    )
    proxy.faults.once('SendMessage', { code: 'PROXY_TIMEOUT' }, { times: 7 })
    await vi.waitFor(() => expect(proxy.messages('steps').length).toBeGreaterThan(20), PATIENTLY)
    proxy.faults.once('SendMessage', { grpcStatus: 14 }, { times: 7 })
    await Promise.all(sends)
    for (const group of texts(5, 'group')) {
      const bodies = proxy.messages('steps').filter(message => message.messageGroup === group)
      expect(bodies.map(message => message.body.toString())).toEqual(texts(20))
    }
    expect(new Set(batchSizes(proxy))).toEqual(new Set([1]))
  })

  it('keep their order from the very first send on, while the client starts', async () => {
    const proxy = await startProxy({ topics: { steps: 'FIFO' } })
    const producer = produceTo(proxy)
    const sends = []
    for (const body of texts(60)) {
      sends.push(producer.send({ topic: 'steps', body, messageGroup: 'g' }))
      if (sends.length % 7 === 0) await null
      if (sends.length % 20 === 0) await new Promise(resolve => setImmediate(resolve))
    }
    await Promise.all(sends)
    expect(storedBodies(proxy, 'steps')).toEqual(texts(60))
  })
})

describe('the types of message', () => {
  it('come as the topic takes them, or are refused before the wire', async () => {
    const proxy = await startProxy({
      topics: { orders: 'NORMAL', later: 'DELAY', ranked: 'PRIORITY', lite: 'LITE' },
    })
    const producer = produceTo(proxy)
    const deliveryTimestamp = Date.now() + 60_000
    const delayed = await producer.send({ topic: 'later', body: 'x', deliveryTimestamp })
    expect(delayed.recallHandle).toBeTypeOf('string')
    await producer.send({ topic: 'ranked', body: 'x', priority: 0 })
    expect(proxy.messages('ranked')[0]?.priority).toBe(0)
    proxy.clearRequests()
    const refused = async (message: Parameters<typeof producer.send>[0]) =>
      ((await producer.send(message).catch((error: unknown) => error)) as RocketMQError).code
    expect(await refused({ topic: 'orders', body: 'x', priority: 1 })).toBe(
      'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
    )
    expect(await refused({ topic: 'ranked', body: 'x' })).toBe('MESSAGE_PROPERTY_CONFLICT_WITH_TYPE')
    // LITE: no consumer could ever get it from a proxy in LOCAL mode.
    expect(await refused({ topic: 'lite', body: 'x', liteTopic: 'a' })).toBe('UNSUPPORTED_BY_SERVER')
    expect(batchSizes(proxy)).toEqual([])
    // A limit that may be configured is for the server to judge.
    expect(await refused({ topic: 'later', body: 'x', deliveryTimestamp: Date.now() + 90_000_000 })).toBe(
      'ILLEGAL_DELIVERY_TIME',
    )
  })

  it('include LITE in CLUSTER mode', async () => {
    const proxy = await startProxy({ mode: 'CLUSTER', topics: { lite: 'LITE' } })
    const producer = produceTo(proxy)
    await producer.send({ topic: 'lite', body: 'x', liteTopic: 'a' })
    expect(proxy.messages('lite')[0]?.liteTopic).toBe('a')
  })

  it('let a delayed message be recalled, once', async () => {
    const proxy = await startProxy({ topics: { later: 'DELAY' } })
    const producer = produceTo(proxy)
    const { messageId, recallHandle } = await producer.send({
      topic: 'later',
      body: 'x',
      deliveryTimestamp: new Date(Date.now() + 60_000),
    })
    expect(await producer.recall('later', recallHandle as string)).toBe(messageId)
    await expect(producer.recall('later', 'nonsense')).rejects.toMatchObject({
      code: 'INTERNAL_SERVER_ERROR',
    })
  })
})

describe('sendBatch()', () => {
  it('gives receipts in order, for one topic or many', async () => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL', steps: 'FIFO' } })
    const producer = produceTo(proxy)
    const messages = texts(30).map((body, index) =>
      index % 3 === 0 ? { topic: 'steps', body, messageGroup: 'g' } : { topic: 'orders', body },
    )
    const receipts = await producer.sendBatch(messages)
    const stored = new Map(
      [...proxy.messages('orders'), ...proxy.messages('steps')].map(each => [
        each.messageId,
        each.body.toString(),
      ]),
    )
    expect(receipts.map(receipt => stored.get(receipt.messageId))).toEqual(texts(30))
  })

  it('sends nothing if one of the messages is illegal', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const batch = [
      { topic: 'orders', body: 'fine' },
      { topic: 'orders', body: '' },
    ]
    await expect(producer.sendBatch(batch)).rejects.toMatchObject({ code: 'MESSAGE_BODY_EMPTY' })
    expect(storedBodies(proxy)).toEqual([])
  })

  it('tells of all failures by the first', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const failure = await producer
      .sendBatch([
        { topic: 'orders', body: 'fine' },
        { topic: 'missing', body: 'x' },
        { topic: 'none', body: 'x' },
      ])
      .catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({ code: 'TOPIC_NOT_FOUND', cause: { errors: { length: 2 } } })
    expect(storedBodies(proxy)).toEqual(['fine'])
  })
})

describe('transactions', () => {
  const topics = { deals: 'TRANSACTION' } as const

  it('show their message after the commit, and never after a rollback', async () => {
    const proxy = await startProxy({ topics })
    const producer = produceTo(proxy)
    const kept = producer.beginTransaction()
    const dropped = producer.beginTransaction()
    const receipt = await kept.send({ topic: 'deals', body: 'kept' })
    await dropped.send({ topic: 'deals', body: 'dropped' })
    expect(receipt.transactionId).toBeTypeOf('string')
    expect(storedBodies(proxy, 'deals')).toEqual([])
    await kept.commit()
    await dropped.rollback()
    expect(storedBodies(proxy, 'deals')).toEqual(['kept'])
    await expect(kept.commit()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await expect(dropped.send({ topic: 'deals', body: 'x' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
  })

  it('end at the proxy that has them', async () => {
    const proxy = await startProxy({ topics, brokers: 3 })
    const producer = produceTo(proxy)
    for (let round = 0; round < 6; round++) {
      const transaction = producer.beginTransaction()
      const { endpoint } = await transaction.send({ topic: 'deals', body: 'x' })
      await transaction.commit()
      const ended = proxy.requestsOf('EndTransaction').at(-1)
      expect(proxy.allEndpoints[ended?.proxy ?? -1]).toBe(endpoint)
    }
    expect(proxy.messages('deals')).toHaveLength(6)
  })

  it('may be ended again when that failed', async () => {
    const proxy = await startProxy({ topics })
    const producer = produceTo(proxy)
    const transaction = producer.beginTransaction()
    await transaction.send({ topic: 'deals', body: 'x' })
    proxy.faults.once('EndTransaction', { code: 'INTERNAL_SERVER_ERROR' })
    await expect(transaction.commit()).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    await transaction.commit()
    expect(proxy.messages('deals')).toHaveLength(1)
  })

  it('are not ended twice when the server’s question crosses the commit', async () => {
    const clock = new ManualClock()
    const proxy = await startProxy({ topics, clock, transactions: { timeoutMs: 1, checkIntervalMs: 20 } })
    const transactionChecker = vi.fn(() => 'COMMIT' as const)
    const producer = produceTo(proxy, { topics: ['deals'], transactionChecker })
    const transaction = producer.beginTransaction()
    // The commit takes long enough for the server to ask in between.
    proxy.faults.once('EndTransaction', { delayMs: 300 })
    await transaction.send({ topic: 'deals', body: 'x' })
    const committed = transaction.commit()
    await vi.waitFor(() => expect(proxy.requestsOf('EndTransaction')).toHaveLength(1), PATIENTLY)
    clock.advance(200)
    await committed
    // What is answered behind the question shows that it was heard.
    proxy.command(producer.clientId, { printThreadStackTraceCommand: { nonce: '1' } })
    const answered = () => proxy.requestsOf('Telemetry').some(({ message }) => message.threadStackTrace)
    await vi.waitFor(() => expect(answered()).toBe(true), PATIENTLY)
    expect(proxy.requestsOf('EndTransaction')).toHaveLength(1)
    expect(transactionChecker).not.toHaveBeenCalled()
    expect(proxy.messages('deals')).toHaveLength(1)
  })

  it('that nobody ended are decided by the checker of any producer of the topic, asked again after UNKNOWN', async () => {
    const clock = new ManualClock()
    const proxy = await startProxy({ topics, clock, transactions: { timeoutMs: 1, checkIntervalMs: 100 } })
    const dead = produceTo(proxy)
    await dead.beginTransaction().send({ topic: 'deals', body: 'commit' })
    await dead.beginTransaction().send({ topic: 'deals', body: 'rollback' })
    await dead.beginTransaction().send({ topic: 'deals', body: 'forgotten return' })
    await dead.close()
    const asked: string[] = []
    const transactionChecker = (message: MessageView) => {
      asked.push(message.text())
      const times = asked.filter(body => body === message.text()).length
      if (times === 1) return 'UNKNOWN'
      if (times === 2) throw new Error('the database is away')
      if (message.text() === 'commit') return 'COMMIT'
      return message.text() === 'rollback' ? 'ROLLBACK' : (undefined as never)
    }
    const heir = produceTo(proxy, { topics: ['deals'], transactionChecker })
    await heir.start()
    const timesOf = (body: string) => asked.filter(each => each === body).length
    // The server asks fifteen times at most, whether it was answered or not.
    for (let times = 1; times <= 12; times++) {
      clock.advance(100)
      await vi.waitFor(() => expect(timesOf('forgotten return')).toBe(times), PATIENTLY)
    }
    await vi.waitFor(() => expect(storedBodies(proxy, 'deals')).toEqual(['commit']), PATIENTLY)
    for (const decided of ['commit', 'rollback'])
      expect(timesOf(decided)).toBeLessThan(timesOf('forgotten return'))
    expect(storedBodies(proxy, 'deals')).toEqual(['commit'])
  })

  it('are declared by the first message, without topics in the options', async () => {
    const proxy = await startProxy({ topics, transactions: { timeoutMs: 1, checkIntervalMs: 500 } })
    const producer = produceTo(proxy, { transactionChecker: () => 'COMMIT' })
    await producer.beginTransaction().send({ topic: 'deals', body: 'x' })
    await vi.waitFor(() => expect(proxy.messages('deals')).toHaveLength(1), PATIENTLY)
  })
})

describe('the pools of a producer', () => {
  it('get everything back, and lose nothing by their leak detection', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { leakDetection: true })
    for (let round = 0; round < 3; round++) {
      await Promise.all(texts(100).map(body => producer.send({ topic: 'orders', body })))
    }
    const [envelopes, buffers] = producer.stats().pools ?? []
    expect(envelopes).toMatchObject({ acquired: 300, misses: 100, hits: 200 })
    expect(buffers?.hits).toBeGreaterThan(0)
    expectNothingOut(producer)
  })

  it('can be switched off', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { pooling: false })
    for (let round = 0; round < 3; round++) {
      await Promise.all(texts(100).map(body => producer.send({ topic: 'orders', body })))
    }
    const [envelopes] = producer.stats().pools ?? []
    expect(envelopes).toMatchObject({ acquired: 300, misses: 300, hits: 0 })
    expectNothingOut(producer)
    expect(proxy.messages('orders')).toHaveLength(300)
  })
})

describe('a text that was cut within an emoji', () => {
  const half = 'Nice 👍'.slice(0, 6)

  it.each([
    ['tag', { tag: half }],
    ['keys', { keys: [half] }],
    ['properties', { properties: { name: half } }],
  ])('in %s fails its own message at once, and no neighbour', async (_, fields) => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const bad = producer.send({ topic: 'orders', body: 'bad', ...fields })
    const good = texts(100).map(body => producer.send({ topic: 'orders', body }))
    await expect(bad).rejects.toMatchObject({
      retryable: false,
      message: expect.stringContaining('half of a character'),
    })
    await Promise.all(good)
    expect(storedBodies(proxy)).toEqual(texts(100))
  })

  it('is refused as a recall handle', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await expect(producer.recall('orders', half)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await expect(producer.recall(half, 'handle')).rejects.toMatchObject({ code: 'ILLEGAL_TOPIC' })
  })
})
