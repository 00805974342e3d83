import { AsyncLocalStorage } from 'node:async_hooks'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  FilterExpression,
  type MessageView,
  Producer,
  PushConsumer,
  type PushConsumerOptions,
} from '../../src/index.js'
import { EmbeddedProxy, ManualClock } from '../../src/testing/index.js'
import { eventually, Recorder, sendAll, settled } from '../support/consuming.js'
import { shortPolls } from '../support/fault-kinds.js'
import { ODD_VALUES } from '../support/odd-values.js'

const SECOND = 1_000
const HOUR = 3_600_000

let proxy: EmbeddedProxy
const open: PushConsumer[] = []
const log: string[] = []
const logger = {
  debug: () => {},
  info: () => {},
  warn: (line: string) => log.push(line),
  error: (line: string) => log.push(line),
}

async function consume(options: Partial<PushConsumerOptions>): Promise<PushConsumer> {
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    logger,
    ...options,
  })
  open.push(consumer)
  await consumer.start()
  return consumer
}

beforeEach(async () => {
  log.length = 0
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL', others: 'NORMAL' }, groups: ['workers'] })
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(consumer => consumer.close({ timeoutMs: 0 }).catch(() => {})))
  await proxy.close()
})

const bodies = (count: number) => Array.from({ length: count }, (_, i) => `m${i}`)

describe('a push consumer', () => {
  it('hands every message to the handler once and acknowledges it', async () => {
    const recorder = new Recorder()
    const consumer = await consume({ listener: recorder.listener })
    await sendAll(proxy.endpoints, 'orders', bodies(50))
    await recorder.saw(50)
    await settled(proxy, 'orders', 'workers')
    expect(new Set(recorder.bodies)).toEqual(new Set(bodies(50)))
    expect(recorder.bodies).toHaveLength(50)
    await eventually(() =>
      expect(consumer.stats().consumer).toMatchObject({ received: 50, consumed: 50, acked: 50, failed: 0 }),
    )
  })

  it('runs no more handlers at once than its concurrency', async () => {
    let running = 0
    let most = 0
    let done = 0
    await sendAll(proxy.endpoints, 'orders', bodies(60))
    await consume({
      concurrency: 3,
      listener: async () => {
        most = Math.max(most, ++running)
        await new Promise(resolve => setTimeout(resolve, 2))
        running--
        done++
      },
    })
    await eventually(() => expect(done).toBe(60))
    expect(most).toBe(3)
  })

  it('holds no more messages than maxCachedMessages, over all topics', async () => {
    const recorder = new Recorder()
    recorder.hang()
    await sendAll(proxy.endpoints, 'orders', bodies(100))
    await sendAll(proxy.endpoints, 'others', bodies(100))
    const consumer = await consume({
      listener: recorder.listener,
      subscriptions: { orders: '*', others: '*' },
      concurrency: 4,
      maxCachedMessages: 40,
    })
    await eventually(() => expect(consumer.stats().consumer?.cachedMessages).toBe(40))
    // Half of the room is for both alike; the rest is for whoever asks first.
    const { orders, others } = consumer.stats().consumer?.cachedByTopic ?? {}
    expect(Math.min(orders?.messages ?? 0, others?.messages ?? 0)).toBeGreaterThanOrEqual(10)
    recorder.letGo()
    await recorder.saw(200)
    expect(consumer.stats().consumer?.cachedMessages).toBeLessThanOrEqual(40)
  })

  it('holds no more bytes than maxCachedBytes, and handles all in the end at their first attempt', async () => {
    const MIB = 1024 * 1024
    const recorder = new Recorder()
    recorder.hang()
    await sendAll(proxy.endpoints, 'orders', Array(12).fill('x'.repeat(3 * MIB)))
    const consumer = await consume({ listener: recorder.listener, maxCachedBytes: 10 * MIB })
    let most = 0
    const look = setInterval(() => {
      most = Math.max(most, consumer.stats().consumer?.cachedBytes ?? 0)
    }, 1)
    await recorder.saw(3)
    recorder.letGo()
    await eventually(() => expect(new Set(recorder.messages.map(each => each.messageId)).size).toBe(12))
    clearInterval(look)
    expect(most).toBeLessThanOrEqual(10 * MIB)
    expect(recorder.attempts).toEqual(Array(12).fill(1))
  })

  it.each([
    ['one by one', {}],
    ['in batches', { batch: true }],
    ['in order', { fifo: true }],
  ])(
    'handles the messages of a topic %s while the handlers of another never end',
    async (_how, { batch, fifo }: { batch?: boolean; fifo?: boolean }) => {
      if (fifo) proxy.createGroup('workers', { fifo: true })
      const urgent: string[] = []
      let hanging = 0
      const handle = (message: MessageView | undefined) => {
        if (message?.topic === 'others') return void urgent.push(message.text())
        hanging += 1
        return new Promise<void>(() => {})
      }
      await sendAll(proxy.endpoints, 'orders', bodies(60))
      await consume({
        subscriptions: { orders: '*', others: '*' },
        concurrency: 4,
        ...(batch
          ? { batchListener: { batchSize: 1, handle: ([message]) => handle(message) } }
          : { listener: handle }),
      })
      await eventually(() => expect(hanging).toBe(3))
      await sendAll(proxy.endpoints, 'others', bodies(3))
      await eventually(() => expect(urgent).toHaveLength(3))
      expect(hanging).toBe(3)
    },
  )

  it('polls for a full batch of a busy topic beside many that are idle', { timeout: 240_000 }, async () => {
    const idle = Array.from({ length: 60 }, (_, number) => `idle-${number}`)
    for (const topic of idle) proxy.createTopic(topic, 'NORMAL')
    await sendAll(proxy.endpoints, 'orders', bodies(200))
    const recorder = new Recorder()
    await consume({
      listener: recorder.listener,
      maxCachedMessages: 1_000,
      subscriptions: Object.fromEntries(['orders', ...idle].map(topic => [topic, '*'])),
    })
    await recorder.saw(200)
    // For a moment all count as busy, since their first polls are still out.
    await eventually(async () => {
      const seen = recorder.messages.length
      await sendAll(proxy.endpoints, 'orders', bodies(200))
      await recorder.saw(seen + 200)
      const sizes = proxy
        .requestsOf('ReceiveMessage')
        .filter(({ message }) => message.messageQueue?.topic?.name === 'orders')
        .map(({ message }) => message.batchSize ?? 0)
      expect(Math.max(...sizes)).toBe(32)
    }, 120_000)
  })

  it('retries a failed message after the waits of the ladder, two hours too, then it is a dead letter', async () => {
    await proxy.close()
    const clock = new ManualClock()
    const backoff = [SECOND, 5 * SECOND, 2 * HOUR]
    proxy = await EmbeddedProxy.start({
      topics: { orders: 'NORMAL' },
      groups: [{ name: 'workers', backoff, maxAttempts: 4 }],
      clock,
    })
    const times: number[] = []
    const consumer = await consume({
      listener: () => {
        times.push(clock.now())
        throw new Error('no')
      },
    })
    await sendAll(proxy.endpoints, 'orders', ['m'])
    for (const [index, wait] of backoff.entries()) {
      const changes = () => proxy.requestsOf('ChangeInvisibleDuration').length
      await eventually(() => expect(changes()).toBe(1))
      clock.advance(wait - 1)
      // The proxy has not heard of its client for two hours of its own time, and must not think it gone.
      proxy.clearRequests()
      await consumer.subscribe('orders')
      await eventually(() => expect(proxy.requestsOf('Telemetry')).toHaveLength(1))
      expect(times).toHaveLength(index + 1)
      clock.advance(1)
      await eventually(() => expect(times).toHaveLength(index + 2))
    }
    expect(times.slice(1).map((at, i) => at - (times[i] as number))).toEqual(backoff)
    await eventually(() => expect(proxy.requestsOf('ChangeInvisibleDuration')).toHaveLength(1))
    clock.advance(2 * HOUR)
    await consumer.subscribe('orders')
    await eventually(() => expect(proxy.messages('%DLQ%workers')).toHaveLength(1))
    expect(times).toHaveLength(4)
  })

  it('reports a handler that throws, and goes on', async () => {
    const consumer = await consume({
      listener: message => {
        if (message.text() === 'm0') throw new Error('cannot bill')
      },
    })
    await sendAll(proxy.endpoints, 'orders', bodies(2))
    await eventually(() => expect(consumer.stats().consumer).toMatchObject({ consumed: 1, failed: 1 }))
    expect(log.join()).toMatch(/handler failed for message .* attempt 1: .*cannot bill/)
    expect(consumer.stats().consumer?.errors).toMatchObject({ HANDLER: 1 })
  })

  it.each(ODD_VALUES)('goes on, and counts the attempt, when a handler throws %s', async (_what, make) => {
    proxy.createGroup('workers', { backoff: [10] })
    const attempts: number[] = []
    await consume({
      concurrency: 1,
      listener: message => {
        attempts.push(message.deliveryAttempt)
        if (attempts.length === 1) throw make()
      },
    })
    await sendAll(proxy.endpoints, 'orders', ['m'])
    await eventually(() => expect(attempts).toEqual([1, 2]))
    await settled(proxy, 'orders', 'workers')
    expect(log).toEqual([expect.stringContaining('the handler failed')])
  })

  it('acknowledges whatever a handler returns that is not documented, and tells it once', async () => {
    let handled = 0
    await consume({ listener: (() => `row ${++handled}`) as never })
    await sendAll(proxy.endpoints, 'orders', bodies(3))
    await eventually(() => expect(handled).toBe(3))
    await settled(proxy, 'orders', 'workers')
    expect(log).toEqual([expect.stringContaining('counts as success')])
  })

  it('runs its handlers outside the context it was made and started in', async () => {
    const request = new AsyncLocalStorage<string>()
    const seen: unknown[] = []
    const listener = async () => {
      seen.push(request.getStore())
      request.enterWith('left behind')
    }
    await request.run('a request', () => consume({ concurrency: 1, listener }))
    await sendAll(proxy.endpoints, 'orders', bodies(3))
    await eventually(() => expect(seen).toEqual([undefined, undefined, undefined]))
  })

  it('suspends a message without counting the attempt', async () => {
    const attempts: number[] = []
    await consume({
      listener: message => {
        attempts.push(message.deliveryAttempt)
        return attempts.length === 1 ? { suspendMs: 50 } : undefined
      },
    })
    await sendAll(proxy.endpoints, 'orders', ['m'])
    await eventually(() => expect(attempts).toEqual([1, 1]))
  })

  it('isolates a corrupted body: its companions are handled, it goes the way of a failure', async () => {
    const recorder = new Recorder()
    proxy.faults.always('ReceiveMessage', {
      change: part =>
        part.message?.systemProperties?.tag === 'bad'
          ? { message: { ...part.message, body: Buffer.from('spoilt') } }
          : part,
    })
    await sendAll(proxy.endpoints, 'orders', ['bad'], { tag: 'bad' })
    await sendAll(proxy.endpoints, 'orders', bodies(3))
    const consumer = await consume({ listener: recorder.listener })
    await recorder.saw(3)
    expect(new Set(recorder.bodies)).toEqual(new Set(bodies(3)))
    await eventually(() =>
      expect(consumer.stats().consumer).toMatchObject({ corrupted: 1, errors: { CORRUPTED: 1 } }),
    )
    await eventually(() => expect(proxy.requestsOf('ChangeInvisibleDuration')).toHaveLength(1))
  })

  it('acknowledges, unseen, what the server lets through although its tag is not wanted', async () => {
    const recorder = new Recorder()
    proxy.faults.always('ReceiveMessage', {
      change: part =>
        part.message?.body?.toString() === 'other'
          ? {
              message: {
                ...part.message,
                systemProperties: { ...part.message.systemProperties, tag: 'same-hash' },
              },
            }
          : part,
    })
    await consume({ listener: recorder.listener, subscriptions: { orders: 'wanted' } })
    await sendAll(proxy.endpoints, 'orders', ['other', 'mine'], { tag: 'wanted' })
    await recorder.saw(1)
    await settled(proxy, 'orders', 'workers')
    expect(recorder.bodies).toEqual(['mine'])
  })

  it('receives what an SQL condition selects', async () => {
    const recorder = new Recorder()
    await consume({
      listener: recorder.listener,
      subscriptions: { orders: FilterExpression.sql("region = 'eu' AND amount > 10") },
    })
    await using producer = new Producer({ endpoints: proxy.endpoints })
    for (const [region, amount] of [
      ['eu', '5'],
      ['eu', '50'],
      ['us', '50'],
    ] as const)
      await producer.send({ topic: 'orders', body: `${region}${amount}`, properties: { region, amount } })
    await recorder.saw(1)
    await settled(proxy, 'orders', 'workers')
    expect(recorder.bodies).toEqual(['eu50'])
  })

  it('tells an operator once of a broker that gives batched messages one id', async () => {
    const recorder = new Recorder()
    let first: string | undefined
    proxy.faults.always('ReceiveMessage', {
      change: part => {
        const system = part.message?.systemProperties
        if (system == null) return part
        first ??= system.messageId ?? ''
        return { message: { ...part.message, systemProperties: { ...system, messageId: first, queueId: 0 } } }
      },
    })
    await sendAll(proxy.endpoints, 'orders', bodies(6))
    await consume({ listener: recorder.listener })
    await recorder.saw(6)
    await sendAll(proxy.endpoints, 'orders', bodies(6))
    await recorder.saw(12)
    expect(log.filter(line => line.includes("batch.mode to 'off'"))).toHaveLength(1)
  })
})

describe('a small pool of connections', () => {
  it('is shared by polls and acknowledgements while there is a backlog', async () => {
    await using producer = new Producer({ endpoints: proxy.endpoints })
    await producer.sendBatch(bodies(2_000).map(body => ({ topic: 'orders', body })))
    const recorder = new Recorder()
    // One stream is the telemetry session's: more pollers than streams are left want the others.
    const consumer = await consume({
      listener: recorder.listener,
      maxCachedMessages: 100,
      connectionPool: { maxConnections: 1, streamsPerConnection: 4 },
    })
    await recorder.saw(2_000, 25_000)
    await eventually(() => expect(proxy.inFlight('orders', 'workers')).toBe(0))
    expect(consumer.stats().consumer?.errors).toEqual({})
  })
})

describe('pausing and subscribing', () => {
  it('receives nothing while it is paused and all of it afterwards, even after a quick pause and resume', async () => {
    const recorder = new Recorder()
    const consumer = await consume({ listener: recorder.listener })
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage')).toHaveLength(1))
    consumer.pause()
    consumer.resume()
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage')).toHaveLength(2))
    await sendAll(proxy.endpoints, 'orders', ['before'])
    await recorder.saw(1)
    consumer.pause()
    await eventually(() =>
      expect(consumer.stats().rpcs.find(each => each.method === 'ReceiveMessage')?.inFlight).toBe(0),
    )
    await sendAll(proxy.endpoints, 'orders', ['during'])
    expect(recorder.bodies).toEqual(['before'])
    consumer.resume()
    await recorder.saw(2)
    expect(recorder.bodies).toEqual(['before', 'during'])
  })

  it('loses no message of a poll that was answered when it is paused', async () => {
    const recorder = new Recorder()
    const consumer = await consume({ listener: recorder.listener })
    let sending = true
    const sender = (async () => {
      await using producer = new Producer({ endpoints: proxy.endpoints })
      for (const body of bodies(100)) await producer.send({ topic: 'orders', body })
      sending = false
    })()
    while (sending) {
      consumer.pause()
      await new Promise(resolve => setTimeout(resolve, 3))
      consumer.resume()
      await new Promise(resolve => setTimeout(resolve, 3))
    }
    await sender
    // What a server sends while a poll is being taken back comes after its lease. That is rare; of polls that are taken
    // back at once it would be every tenth message.
    await eventually(() => expect(new Set(recorder.bodies).size).toBeGreaterThan(96))
  })

  it('receives a topic subscribed to while it runs, once subscribe() settled', async () => {
    const recorder = new Recorder()
    const consumer = await consume({ listener: recorder.listener })
    await consumer.subscribe('others', 'red')
    await sendAll(proxy.endpoints, 'others', ['x'], { tag: 'blue' })
    await sendAll(proxy.endpoints, 'others', ['y'], { tag: 'red' })
    await recorder.saw(1)
    expect(recorder.bodies).toEqual(['y'])
  })

  it.each([
    ['a', 'b', ['b']],
    ['a', '*', ['a', 'b', 'c']],
    ['a', 'a||b', ['a', 'b']],
    ['a', FilterExpression.sql("TAGS IN ('b', 'c')"), ['b', 'c']],
    [FilterExpression.sql("TAGS = 'a'"), FilterExpression.sql("TAGS <> 'a'"), ['b', 'c']],
    [FilterExpression.sql("TAGS = 'a'"), '*', ['a', 'b', 'c']],
    ['*', 'a', ['a']],
  ])(
    'changes the filter of a topic from %j to %j, once subscribe() settled',
    async (before, after, wanted) => {
      proxy.faults.always('Telemetry', shortPolls)
      const recorder = new Recorder()
      const consumer = await consume({ listener: recorder.listener, subscriptions: { orders: before } })
      await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
      await consumer.subscribe('orders', after)
      for (const tag of ['a', 'b', 'c', 'a', 'b', 'c'])
        await sendAll(proxy.endpoints, 'orders', [tag], { tag })
      await recorder.saw(2 * wanted.length)
      await settled(proxy, 'orders', 'workers')
      expect([...new Set(recorder.bodies)].sort()).toEqual(wanted)
    },
  )

  it('hands back what waits of an old filter, and handles it no more if the new one does not want it', async () => {
    proxy.faults.always('Telemetry', shortPolls)
    const recorder = new Recorder()
    recorder.hang()
    const consumer = await consume({ listener: recorder.listener, concurrency: 1 })
    for (const tag of ['a', 'b', 'a', 'b']) await sendAll(proxy.endpoints, 'orders', [tag], { tag })
    await eventually(() => expect(consumer.stats().consumer?.cachedMessages).toBe(4))
    await consumer.subscribe('orders', 'b')
    recorder.letGo()
    await recorder.saw(3)
    await settled(proxy, 'orders', 'workers')
    expect(recorder.bodies.slice(1)).toEqual(['b', 'b'])
    expect(recorder.attempts).toEqual([1, 1, 1])
  })

  it('gives no poll up for a filter that says the same', async () => {
    const recorder = new Recorder()
    const consumer = await consume({ listener: recorder.listener, subscriptions: { orders: 'a || b' } })
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage')).toHaveLength(1))
    await consumer.subscribe('orders', 'a || b')
    await sendAll(proxy.endpoints, 'orders', ['a'], { tag: 'a' })
    await recorder.saw(1)
    expect(recorder.bodies).toEqual(['a'])
  })

  it('says that a topic to subscribe to does not exist, and keeps what it had', async () => {
    const recorder = new Recorder()
    const consumer = await consume({ listener: recorder.listener })
    await expect(consumer.subscribe('missing')).rejects.toMatchObject({ code: 'TOPIC_NOT_FOUND' })
    await sendAll(proxy.endpoints, 'orders', ['m'])
    await recorder.saw(1)
  })

  it('receives nothing of a topic whose subscribe() failed, though a look at the assignments found it meanwhile', async () => {
    const consumer = await consume({ listener: () => {}, requestTimeoutMs: 60_000 })
    const betweenLooksMs = 5_000
    proxy.faults.once(
      'QueryAssignment',
      { delayMs: betweenLooksMs + 1_000, code: 'INTERNAL_SERVER_ERROR' },
      { when: ({ topic }) => topic?.name === 'others' },
    )
    await expect(consumer.subscribe('others')).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    expect(Object.keys(consumer.stats().consumer?.cachedByTopic ?? {})).toEqual(['orders'])
  })

  it('keeps what another subscribe() made of a topic while one failed', async () => {
    const recorder = new Recorder()
    const consumer = await consume({ listener: recorder.listener, requestTimeoutMs: 60_000 })
    proxy.faults.once(
      'QueryAssignment',
      { delayMs: 200, code: 'INTERNAL_SERVER_ERROR' },
      { when: ({ topic }) => topic?.name === 'others' },
    )
    const failing = expect(consumer.subscribe('others', 'red')).rejects.toThrow()
    await eventually(() =>
      expect(
        proxy.requestsOf('QueryAssignment').some(({ message }) => message.topic?.name === 'others'),
      ).toBe(true),
    )
    await consumer.subscribe('others', 'blue')
    await failing
    await sendAll(proxy.endpoints, 'others', ['b'], { tag: 'blue' })
    await recorder.saw(1)
    await consumer.unsubscribe('others')
    expect(Object.keys(consumer.stats().consumer?.cachedByTopic ?? {})).toEqual(['orders'])
  })

  it('receives nothing more once unsubscribe() settled, and hands back what waited', async () => {
    const recorder = new Recorder()
    recorder.hang()
    const consumer = await consume({ listener: recorder.listener, concurrency: 2 })
    await sendAll(proxy.endpoints, 'orders', bodies(20))
    await eventually(() => expect(consumer.stats().consumer?.cachedMessages).toBe(20))
    await consumer.unsubscribe('orders')
    expect(proxy.inFlight('orders', 'workers')).toBe(2)
    proxy.clearRequests()
    await sendAll(proxy.endpoints, 'orders', ['late'])
    recorder.letGo()
    await settled(proxy, 'orders', 'workers')
    expect(recorder.messages).toHaveLength(2)
    expect(proxy.requestsOf('ReceiveMessage')).toHaveLength(0)
  })
})

describe('closing a push consumer', () => {
  it('cancels polls at once', async () => {
    const consumer = await consume({ listener: () => {} })
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
    const startedAt = performance.now()
    await consumer.close()
    expect(performance.now() - startedAt).toBeLessThan(15_000)
    await eventually(() => expect(proxy.connectionCount).toBe(0))
  })

  it('lets running handlers end and acknowledges; what was not begun comes to another at its first attempt', async () => {
    const recorder = new Recorder()
    recorder.hang()
    const consumer = await consume({ listener: recorder.listener, concurrency: 2 })
    await sendAll(proxy.endpoints, 'orders', bodies(10))
    await recorder.saw(2)
    await eventually(() => expect(consumer.stats().consumer?.cachedMessages).toBe(10))
    const closing = consumer.close()
    await eventually(() => expect(proxy.inFlight('orders', 'workers')).toBe(2))
    recorder.letGo()
    await closing
    const other = new Recorder()
    await consume({ listener: other.listener })
    await other.saw(8)
    expect(new Set([...recorder.bodies, ...other.bodies])).toEqual(new Set(bodies(10)))
    expect(other.attempts.every(attempt => attempt === 1)).toBe(true)
    expect(recorder.messages).toHaveLength(2)
  })

  it('says what it left when a handler hangs, and that handler acknowledges nothing later', async () => {
    const recorder = new Recorder()
    recorder.hang()
    const consumer = await consume({ listener: recorder.listener })
    await sendAll(proxy.endpoints, 'orders', ['m'])
    await recorder.saw(1)
    await expect(consumer.close({ timeoutMs: 100 })).rejects.toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('1 handler was still running'),
    })
    expect(consumer.state).toBe('closed')
    recorder.letGo()
    await eventually(() => expect(log.join()).toMatch(/could not acknowledge/))
    expect(proxy.requestsOf('AckMessage')).toHaveLength(0)
  })

  it('fires the signal of a handler that is running at the deadline', async () => {
    let fired = false
    const consumer = await consume({
      listener: (_message, { signal }) =>
        new Promise<void>(resolve => {
          signal.addEventListener('abort', () => {
            fired = true
            resolve()
          })
        }),
    })
    await sendAll(proxy.endpoints, 'orders', ['m'])
    await eventually(() => expect(consumer.stats().consumer?.inFlight).toBe(1))
    await consumer.close({ timeoutMs: 50 }).catch(() => {})
    expect(fired).toBe(true)
  })

  it('closes an idle consumer without complaint even with no time at all', async () => {
    const consumer = await consume({ listener: () => {} })
    await consumer.close({ timeoutMs: 0 })
    expect(consumer.state).toBe('closed')
  })
})

describe('a batch listener', () => {
  it('gets batches and fails only the messages it names', async () => {
    const seen: string[][] = []
    const failedOnce = new Set<string>()
    proxy.createGroup('workers', { backoff: [10] })
    const consumer = await consume({
      batchListener: {
        batchSize: 10,
        flushIntervalMs: 50,
        handle: messages => {
          seen.push(messages.map(message => message.text()))
          const failed = messages.filter(each => each.text() === 'm3' && !failedOnce.has(each.messageId))
          for (const each of failed) failedOnce.add(each.messageId)
          return failed.length === 0 ? undefined : { failed }
        },
      },
    })
    await sendAll(proxy.endpoints, 'orders', bodies(10))
    await eventually(() => expect(seen.flat()).toHaveLength(11))
    await settled(proxy, 'orders', 'workers')
    expect(seen.flat().filter(body => body === 'm3')).toHaveLength(2)
    expect(consumer.stats().consumer).toMatchObject({ consumed: 10, failed: 1 })
  })

  it.each([
    ['unsubscribes', (consumer: PushConsumer) => consumer.unsubscribe('orders')],
    ['closes', (consumer: PushConsumer) => void consumer.close({ timeoutMs: 20_000 })],
  ])(
    'lets others have what it did not begin at once when it %s with a batch running',
    async (_what, leave) => {
      let begun = 0
      const recorder = new Recorder()
      recorder.hang()
      const consumer = await consume({
        concurrency: 1,
        batchListener: {
          batchSize: 10,
          handle: messages => {
            begun += messages.length
            return recorder.listener(messages[0] as MessageView, { attempt: 1 })
          },
        },
      })
      await sendAll(proxy.endpoints, 'orders', bodies(100))
      await eventually(() => expect(consumer.stats().consumer?.cachedMessages).toBe(100))
      await leave(consumer)
      const other = new Recorder()
      await consume({ listener: other.listener })
      await other.saw(100 - begun)
      expect(recorder.messages).toHaveLength(1)
      recorder.letGo()
      await settled(proxy, 'orders', 'workers')
      expect(new Set(other.messages.map(({ deliveryAttempt }) => deliveryAttempt))).toEqual(new Set([1]))
      expect(other.messages).toHaveLength(100 - begun)
    },
  )

  it('fails the whole batch if it names a message that is not in it', async () => {
    proxy.createGroup('workers', { backoff: [10] })
    let runs = 0
    const consumer = await consume({
      batchListener: {
        handle: messages => {
          runs++
          return runs === 1 ? { failed: [{ ...messages[0] } as unknown as MessageView] } : undefined
        },
      },
    })
    await sendAll(proxy.endpoints, 'orders', ['m'])
    await eventually(() => expect(consumer.stats().consumer).toMatchObject({ consumed: 1, failed: 1 }))
  })

  it.each(ODD_VALUES)(
    'fails the whole batch, which counts as an attempt, when it throws %s',
    async (_what, make) => {
      proxy.createGroup('workers', { backoff: [10] })
      const attempts: number[] = []
      await consume({
        batchListener: {
          handle: ([message]) => {
            attempts.push(message?.deliveryAttempt ?? 0)
            if (attempts.length === 1) throw make()
          },
        },
      })
      await sendAll(proxy.endpoints, 'orders', ['m'])
      await eventually(() => expect(attempts).toEqual([1, 2]))
      await settled(proxy, 'orders', 'workers')
    },
  )

  it('does not keep close() beyond its deadline', async () => {
    const consumer = await consume({ batchListener: { handle: () => new Promise<void>(() => {}) } })
    await sendAll(proxy.endpoints, 'orders', bodies(3))
    await eventually(() => expect(consumer.stats().consumer?.inFlight).toBeGreaterThan(0))
    await expect(consumer.close({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'TIMEOUT' })
  })

  it('is refused for a FIFO group', async () => {
    proxy.createGroup('workers', { fifo: true })
    await expect(consume({ batchListener: { handle: () => {} } })).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringContaining('FIFO group workers'),
    })
  })
})
