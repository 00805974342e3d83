import { getEventListeners, once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type MessageView, SimpleConsumer, type SimpleConsumerOptions } from '../../src/index.js'
import { EmbeddedProxy, ManualClock } from '../../src/testing/index.js'
import { eventually, sendAll, settled } from '../support/consuming.js'

const TOPICS = Array.from({ length: 20 }, (_, i) => `topic${i}`)

let proxy: EmbeddedProxy
let clock: ManualClock
const open: SimpleConsumer[] = []

function consumer(options: Partial<SimpleConsumerOptions> = {}): SimpleConsumer {
  const made = new SimpleConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { topic0: '*' },
    ...options,
  })
  open.push(made)
  return made
}

const bodies = (messages: readonly MessageView[]) => messages.map(message => message.text())
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`)

beforeEach(async () => {
  clock = new ManualClock()
  const topics = Object.fromEntries(TOPICS.map(topic => [topic, 'NORMAL' as const]))
  proxy = await EmbeddedProxy.start({ topics, groups: ['workers'], clock })
})

afterEach(async () => {
  // What a test left unsettled is not waited for.
  await Promise.all(open.splice(0).map(each => each.close({ timeoutMs: 0 })))
  await proxy.close()
})

/** No poll of it is out, which the double would give messages to at the moment it ends. */
function pollsEnd(simple: SimpleConsumer): Promise<void> {
  const polls = () => simple.stats().rpcs.find(({ method }) => method === 'ReceiveMessage')?.inFlight
  return eventually(() => expect(polls()).toBe(0))
}

/** A pipeline from the consumer, aborted while it waits for a message. */
async function abortedPipeline(simple: SimpleConsumer, waits: () => Promise<void>): Promise<void> {
  const controller = new AbortController()
  const { signal } = controller
  const piping = pipeline(Readable.from(simple), new PassThrough({ objectMode: true }), { signal })
  await waits()
  controller.abort()
  await expect(piping).rejects.toMatchObject({ name: 'AbortError' })
}

/** A stream from the consumer, destroyed while it waits for a message. */
async function destroyedStream(simple: SimpleConsumer, waits: () => Promise<void>): Promise<void> {
  const stream = Readable.from(simple)
  stream.resume()
  await waits()
  stream.destroy()
  await once(stream, 'close')
}

describe('receive()', () => {
  it('returns what is there, up to maxMessages', async () => {
    await sendAll(proxy.endpoints, 'topic0', numbered(5))
    const simple = consumer()
    const messages = await simple.receive({ maxMessages: 3 })
    expect(messages).toHaveLength(3)
    const rest = await simple.receive({ maxMessages: 3 })
    expect(new Set(bodies([...messages, ...rest]))).toEqual(new Set(numbered(5)))
  })

  it('is served at once by the one full topic of twenty, again and again, without a poll for each empty one', async () => {
    const simple = consumer({ subscriptions: Object.fromEntries(TOPICS.map(topic => [topic, '*'])) })
    await simple.start()
    await sendAll(proxy.endpoints, 'topic7', numbered(10))
    const received: MessageView[] = []
    while (received.length < 10) received.push(...(await simple.receive({ maxMessages: 1 })))
    expect(new Set(bodies(received))).toEqual(new Set(numbered(10)))
    expect(proxy.requestsOf('ReceiveMessage').length).toBeLessThan(10 * TOPICS.length)
  })

  it('loses nothing of several full topics whose polls race', async () => {
    const subscriptions = Object.fromEntries(TOPICS.slice(0, 5).map(topic => [topic, '*']))
    const simple = consumer({ subscriptions })
    for (const topic of Object.keys(subscriptions)) await sendAll(proxy.endpoints, topic, numbered(40))
    const received: MessageView[] = []
    while (received.length < 200) received.push(...(await simple.receive()))
    expect(new Set(received.map(each => each.messageId)).size).toBe(200)
    await simple.ack(received)
    for (const topic of Object.keys(subscriptions)) await settled(proxy, topic, 'workers')
  })

  it('hands on what it is not asked for again, at its first attempt', async () => {
    for (const topic of ['topic0', 'topic1']) await sendAll(proxy.endpoints, topic, numbered(3))
    const subscriptions = { topic0: '*', topic1: '*' }
    const [mine, others] = [consumer({ subscriptions }), consumer({ subscriptions })]
    const received = await mine.receive({ maxMessages: 1 })
    while (received.length < 6) received.push(...(await others.receive()))
    expect(new Set(received.map(each => each.messageId)).size).toBe(6)
    expect(received.every(each => each.deliveryAttempt === 1)).toBe(true)
  })

  it('is empty when nothing came in its time', async () => {
    const simple = consumer({ awaitDurationMs: 5_000 })
    await simple.start()
    const receiving = simple.receive()
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
    clock.advance(5_000)
    // The poll that ended too early by this process's clock is begun anew, for the rest of the time.
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage')).toHaveLength(2))
    await Promise.all([expect(receiving).rejects.toMatchObject({ code: 'CLOSED' }), simple.close()])
  })

  it('ends at once when its signal fires, and keeps what was arriving for the next one', async () => {
    const simple = consumer()
    const controller = new AbortController()
    const receiving = simple.receive({ signal: controller.signal })
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
    controller.abort(new Error('enough'))
    await expect(receiving).rejects.toMatchObject({ code: 'ABORTED' })
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    expect(bodies(await simple.receive())).toEqual(['m'])
  })

  it('puts one listener on a signal that many share, and takes it away', async () => {
    const simple = consumer()
    await simple.start()
    const controller = new AbortController()
    const { signal } = controller
    const receiving = Array.from({ length: 30 }, () => simple.receive({ signal }))
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThanOrEqual(30))
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    controller.abort()
    await Promise.allSettled(receiving)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })

  it('is refused where the server refuses, with its reason', async () => {
    const simple = consumer({ subscriptions: { missing: '*' } })
    await expect(simple.receive()).rejects.toMatchObject({ code: 'TOPIC_NOT_FOUND' })
    await expect(consumer({ subscriptions: {} }).receive()).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
    await expect(consumer().receive({ maxMessage: 3 } as never)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('did you mean "maxMessages"?'),
    })
    await expect(consumer().receive({ maxMessages: 33 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await expect(consumer().receive({ invisibleDurationMs: 9_999 })).rejects.toMatchObject({
      code: 'ILLEGAL_INVISIBLE_TIME',
    })
  })

  it('goes on with the topics that work when one fails', async () => {
    proxy.createTopic('gone')
    const simple = consumer({ subscriptions: { gone: '*', topic0: '*' } })
    await simple.start()
    proxy.deleteTopic('gone')
    const receiving = simple.receive()
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    expect(bodies(await receiving)).toEqual(['m'])
  })

  it('takes a Map of subscriptions, as other clients do', async () => {
    const simple = consumer({ subscriptions: new Map([['topic0', 'red']]) })
    await sendAll(proxy.endpoints, 'topic0', ['other'], { tag: 'blue' })
    await sendAll(proxy.endpoints, 'topic0', ['m'], { tag: 'red' })
    expect(bodies(await simple.receive())).toEqual(['m'])
  })

  it('begins without a topic only if one is subscribed to before', async () => {
    const simple = consumer({ subscriptions: {} })
    await expect(simple.start()).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    await simple.subscribe('topic0')
    await simple.start()
    expect(simple.state).toBe('running')
  })

  it('receives a topic subscribed to later, and none that was unsubscribed', async () => {
    const simple = consumer()
    await simple.start()
    await simple.subscribe('topic1', 'red')
    await simple.unsubscribe('topic0')
    await sendAll(proxy.endpoints, 'topic0', ['no'])
    await sendAll(proxy.endpoints, 'topic1', ['yes'], { tag: 'red' })
    expect(bodies(await simple.receive())).toEqual(['yes'])
  })
})

describe('acknowledging', () => {
  it('acknowledges many in few calls, each with a result of its own', async () => {
    await sendAll(proxy.endpoints, 'topic0', numbered(20))
    const simple = consumer()
    const messages = await simple.receive()
    expect(messages).toHaveLength(20)
    clock.advance(31_000)
    const fresh = await simple.receive()
    expect(fresh).toHaveLength(20)
    const [last] = fresh.splice(0, 1)
    await expect(simple.ack([...messages.slice(0, 1), ...fresh])).rejects.toMatchObject({
      code: 'INVALID_RECEIPT_HANDLE',
      message: expect.stringContaining('1 of 20 acknowledgements failed'),
    })
    expect(proxy.inFlight('topic0', 'workers')).toBe(1)
    await simple.ack(last as MessageView)
    await settled(proxy, 'topic0', 'workers')
    expect(proxy.requestsOf('AckMessage').length).toBeLessThan(6)
    expect(simple.stats().consumer).toMatchObject({ acked: 20, consumed: 20, redelivered: 20 })
  })

  it('tries again what failed for a reason that may pass', async () => {
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    const simple = consumer()
    const [message] = await simple.receive()
    proxy.faults.once('AckMessage', { code: 'INTERNAL_SERVER_ERROR' }, { times: 2 })
    await simple.ack(message as MessageView)
    expect(proxy.requestsOf('AckMessage')).toHaveLength(3)
    expect(proxy.inFlight('topic0', 'workers')).toBe(0)
  })

  it('keeps no acknowledgement waiting behind one that the server goes on refusing', async () => {
    await sendAll(proxy.endpoints, 'topic0', ['bad', 'good'])
    const simple = consumer()
    const messages = await simple.receive()
    const bad = messages.find(each => each.text() === 'bad') as MessageView
    const good = messages.find(each => each.text() === 'good') as MessageView
    const refusal = proxy.faults.always('AckMessage', {
      change: reply => {
        const entries = reply.entries?.map(entry =>
          entry.messageId === bad.messageId ? { ...entry, status: { code: 50_001, message: 'no' } } : entry,
        )
        return { status: { code: 30_000, message: 'mixed' }, entries: entries?.reverse() }
      },
    })
    let settledBad = false
    const ackingBad = simple.ack(bad).then(() => {
      settledBad = true
    })
    await simple.ack(good)
    expect(settledBad).toBe(false)
    refusal.remove()
    await ackingBad
  })

  it('uses the new handle after changeInvisibleDuration', async () => {
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    const simple = consumer()
    const [message] = await simple.receive({ invisibleDurationMs: 10_000 })
    await simple.changeInvisibleDuration(message as MessageView, 60_000)
    clock.advance(50_000)
    await simple.ack(message as MessageView)
    expect(proxy.inFlight('topic0', 'workers')).toBe(0)
  })

  it('acknowledges every message whose invisible duration was changed, however often', async () => {
    proxy.createTopic('single', { type: 'NORMAL', queues: 1 })
    await sendAll(proxy.endpoints, 'single', numbered(3))
    const simple = consumer({ subscriptions: { single: '*' } })
    const messages = await simple.receive()
    expect(bodies(messages)).toEqual(numbered(3))
    for (const ms of [30_000, 60_000])
      for (const message of messages) await simple.changeInvisibleDuration(message, ms)
    await simple.ack(messages)
    expect(proxy.inFlight('single', 'workers')).toBe(0)
  })

  it.each([
    ['a change of its invisible duration', 'ChangeInvisibleDuration'],
    ['another acknowledgement', 'AckMessage'],
  ] as const)('waits for %s that is on its way, and holds', async (_, rpc) => {
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    const simple = consumer()
    const [message] = (await simple.receive()) as [MessageView]
    proxy.faults.once(rpc, { delayMs: 200 })
    const before =
      rpc === 'AckMessage' ? simple.ack(message) : simple.changeInvisibleDuration(message, 60_000)
    await Promise.all([before, simple.ack(message)])
    expect(proxy.inFlight('topic0', 'workers')).toBe(0)
  })

  it('runs changes of one message in turn, each with the newest handle', async () => {
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    const simple = consumer()
    const [message] = (await simple.receive()) as [MessageView]
    proxy.faults.once('ChangeInvisibleDuration', { delayMs: 200 })
    await Promise.all([
      simple.changeInvisibleDuration(message, 60_000),
      simple.changeInvisibleDuration(message, 0),
    ])
    expect(await simple.receive()).toMatchObject([{ messageId: message.messageId, deliveryAttempt: 2 }])
  })

  it('does not bring a message back that is acknowledged', async () => {
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    const simple = consumer()
    const [message] = (await simple.receive()) as [MessageView]
    proxy.faults.once('AckMessage', { delayMs: 200 })
    const acking = simple.ack(message)
    await expect(simple.changeInvisibleDuration(message, 10_000)).rejects.toMatchObject({
      code: 'INVALID_RECEIPT_HANDLE',
    })
    await acking
    expect(proxy.inFlight('topic0', 'workers')).toBe(0)
  })

  it('makes a message visible again at once with an invisible duration of 0', async () => {
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    const simple = consumer()
    const [message] = await simple.receive()
    await simple.changeInvisibleDuration(message as MessageView, 0)
    const [again] = await simple.receive()
    expect(again).toMatchObject({ messageId: message?.messageId, deliveryAttempt: 2 })
  })

  it('refuses a message that another group received, and lets another consumer of its own settle it', async () => {
    proxy.createGroup('others')
    await sendAll(proxy.endpoints, 'topic0', ['m0'])
    const [message] = (await consumer().receive()) as [MessageView]
    const refused = {
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('received by group workers'),
    }
    const other = consumer({ consumerGroup: 'others' })
    await expect(other.ack(message)).rejects.toMatchObject(refused)
    await expect(other.changeInvisibleDuration(message, 0)).rejects.toMatchObject(refused)
    await consumer().ack(message)
    await settled(proxy, 'topic0', 'workers')
  })

  it('takes no topic when it is closed', async () => {
    const closed = consumer()
    await closed.close()
    await expect(closed.subscribe('topic1')).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('refuses a message of nobody', async () => {
    await expect(consumer().ack({} as MessageView)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })
})

describe('iterating', () => {
  it('gives messages one after the other, and hands back what was not reached', async () => {
    await sendAll(proxy.endpoints, 'topic0', numbered(5))
    const simple = consumer()
    const seen: string[] = []
    for await (const message of simple) {
      seen.push(message.text())
      await simple.ack(message)
      if (seen.length === 2) break
    }
    await settled(proxy, 'topic0', 'workers')
    const rest = await consumer().receive()
    expect(new Set([...seen, ...bodies(rest)])).toEqual(new Set(numbered(5)))
    expect(rest.every(each => each.deliveryAttempt === 1)).toBe(true)
  })

  it('is left at once while it waits, and what comes then is for others', async () => {
    const simple = consumer()
    const iterator = simple[Symbol.asyncIterator]()
    const waiting = iterator.next()
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBe(1))
    expect(await iterator.return()).toEqual({ done: true, value: undefined })
    expect(await waiting).toEqual({ done: true, value: undefined })
    await pollsEnd(simple)
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    expect(await consumer().receive()).toMatchObject([{ deliveryAttempt: 1 }])
  })

  it.each([
    ['an aborted pipeline', abortedPipeline],
    ['a stream that is destroyed', destroyedStream],
  ])('is left at once by %s, and what comes then is for others', async (_, leave) => {
    const simple = consumer()
    await simple.start()
    await leave(simple, () => eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBe(1)))
    await pollsEnd(simple)
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    expect(await consumer().receive()).toMatchObject([{ deliveryAttempt: 1 }])
  })

  it('outlives a server that is away for a moment', async () => {
    const simple = consumer()
    await simple.start()
    proxy.faults.once('ReceiveMessage', { code: 'INTERNAL_SERVER_ERROR' }, { times: 2 })
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    for await (const message of simple) {
      expect(message.text()).toBe('m')
      break
    }
  })

  it('ends when the consumer is closed', async () => {
    const simple = consumer()
    const loop = (async () => {
      for await (const _ of simple) throw new Error('nothing was sent')
    })()
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
    await simple.close()
    await loop
  })
})

describe('closing a simple consumer', () => {
  it('ends a running receive at once', async () => {
    const simple = consumer()
    const receiving = simple.receive()
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
    await Promise.all([expect(receiving).rejects.toMatchObject({ code: 'CLOSED' }), simple.close()])
    await expect(simple.receive()).rejects.toMatchObject({ code: 'CLOSED' })
  })

  it('waits for acknowledgements on their way, retries included', async () => {
    await sendAll(proxy.endpoints, 'topic0', ['m'])
    const simple = consumer()
    const [message] = await simple.receive()
    proxy.faults.once('AckMessage', { code: 'INTERNAL_SERVER_ERROR' })
    const acking = simple.ack(message as MessageView)
    await simple.close()
    await acking
    expect(proxy.inFlight('topic0', 'workers')).toBe(0)
  })
})

describe.concurrent('a loop over long jobs', () => {
  const LEASE_MS = 10_000
  const job = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

  it.each([
    ['many of them, together longer than one lease', 14, 1_000],
    ['one of them, longer than its lease', 1, 13_000],
  ])('has %s, and each message once', async (_, count, jobMs) => {
    await using own = await EmbeddedProxy.start({
      topics: { orders: 'NORMAL' },
      groups: [{ name: 'workers', maxAttempts: 1 }],
    })
    await sendAll(own.endpoints, 'orders', numbered(count))
    await using simple = new SimpleConsumer({
      endpoints: own.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      invisibleDurationMs: LEASE_MS,
    })
    const seen: string[] = []
    for await (const message of simple) {
      await job(jobMs)
      await simple.ack(message)
      seen.push(message.text())
      if (seen.length === count) break
    }
    expect(seen.sort()).toEqual(numbered(count).sort())
    expect(own.messages('%DLQ%workers')).toEqual([])
    expect(own.inFlight('orders', 'workers')).toBe(0)
  })
})
