import { describe, expect, it, vi } from 'vitest'
import type { Producer, RocketMQError } from '../../src/index.js'
import { leftOpen, openResources } from '../support/leaks.js'
import {
  batchSizes,
  expectNothingOut,
  PATIENTLY,
  produceTo,
  startProxy,
  storedBodies,
  texts,
} from '../support/producing.js'

const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'fulfilled',
    (error: RocketMQError) => error.code,
  )

/** Of all its senders together. */
const sumOf = (producer: Producer, count: 'buffered' | 'waiting' | 'inFlight'): number =>
  producer.stats().batches?.reduce((sum, each) => sum + each[count], 0) ?? 0

describe('close()', () => {
  it('lets everything leave that was sent before, even by a producer that has not started', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const sends = texts(300).map(body => producer.send({ topic: 'orders', body }))
    await producer.close()
    expect((await Promise.all(sends)).length).toBe(300)
    expect(storedBodies(proxy).sort()).toEqual(texts(300).sort())
    expect(producer.state).toBe('closed')
  })

  it('lets messages leave that wait for the route of a new topic', async () => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL', late: 'NORMAL' } })
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    proxy.faults.once('QueryRoute', { delayMs: 100 })
    const send = producer.send({ topic: 'late', body: 'in time' })
    await producer.close()
    expect((await send).topic).toBe('late')
  })

  it('refuses what comes after it, at once', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    const closing = producer.close()
    expect(producer.state).toBe('closing')
    expect(await codeOf(producer.send({ topic: 'orders', body: 'late' }))).toBe('CLOSED')
    await closing
    const failure = await producer.send({ topic: 'orders', body: 'late' }).catch((error: Error) => error)
    expect((failure as Error).message).toBe('send: the producer is closed')
    expect(await codeOf(producer.start())).toBe('CLOSED')
    expect(storedBodies(proxy)).toEqual(['first'])
  })

  it('is one for all who call it', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.start()
    expect(producer.close()).toBe(producer.close({ timeoutMs: 1 }))
  })

  it('gives up at its deadline, settles every promise, and says how many it gave up', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { batch: { batchSize: 10, maxInFlight: 1 } })
    await producer.send({ topic: 'orders', body: 'first' })
    proxy.faults.always('SendMessage', { drop: 'request' })
    const sends = texts(25).map(body => codeOf(producer.send({ topic: 'orders', body })))
    await vi.waitFor(() => expect(batchSizes(proxy).length).toBeGreaterThan(1), PATIENTLY)
    const failure = await producer.close({ timeoutMs: 50 }).catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({ code: 'TIMEOUT' })
    expect((failure as RocketMQError).message).toContain('25 messages given up')
    expect(new Set(await Promise.all(sends))).toEqual(new Set(['CLOSED']))
    expect(producer.stats().producer).toMatchObject({ sent: 26, succeeded: 1, failed: 25, inFlight: 0 })
    await vi.waitFor(() => expectNothingOut(producer), PATIENTLY)
  })

  it('says how many it gave up of all kinds together', async () => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL', steps: 'FIFO', later: 'DELAY' } })
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    await producer.send({ topic: 'steps', body: 'first', messageGroup: 'g' })
    await producer.send({ topic: 'later', body: 'first', deliveryTimestamp: Date.now() + 60_000 })
    proxy.faults.always('SendMessage', { drop: 'request' })
    const sends = [
      { topic: 'orders', body: 'a' },
      { topic: 'orders', body: 'b' },
      { topic: 'steps', body: 'c', messageGroup: 'g' },
      { topic: 'later', body: 'd', deliveryTimestamp: Date.now() + 60_000 },
    ].map(message => codeOf(producer.send(message)))
    const failure = await producer.close({ timeoutMs: 50 }).catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('4 messages given up'),
    })
    expect(await Promise.all(sends)).toEqual(['CLOSED', 'CLOSED', 'CLOSED', 'CLOSED'])
  })

  it('gives up messages whose topic is not ready by its deadline', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    proxy.faults.always('QueryRoute', { drop: 'request' })
    const sends = texts(3).map(body => codeOf(producer.send({ topic: 'orders', body })))
    const failure = await producer.close({ timeoutMs: 50 }).catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({ code: 'TIMEOUT' })
    expect((failure as RocketMQError).message).toContain('3 messages')
    expect(await Promise.all(sends)).toEqual(['CLOSED', 'CLOSED', 'CLOSED'])
  })

  it('leaves no connection and no timer', async () => {
    const proxy = await startProxy()
    const before = openResources()
    const producer = produceTo(proxy, { batch: { flushIntervalMs: 60_000 } })
    const sends = texts(3).map(body => producer.send({ topic: 'orders', body }))
    await producer.flush()
    await Promise.all(sends)
    await producer.close()
    await vi.waitFor(() => expect(proxy.connectionCount).toBe(0), PATIENTLY)
    expect(await leftOpen(before)).toEqual({})
  })
})

describe('flush()', () => {
  it('sends what lingers, and settles after everything sent before', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { batch: { flushIntervalMs: 60_000 } })
    await producer.start()
    let settled = 0
    for (const body of texts(20)) {
      void producer.send({ topic: 'orders', body }).then(() => {
        settled += 1
      })
    }
    await producer.flush()
    expect(settled).toBe(20)
    expect(batchSizes(proxy)).toEqual([20])
  })

  it('waits for messages whose bodies are being compressed', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, {
      batch: { flushIntervalMs: 60_000 },
      compression: { codec: 'gzip', thresholdBytes: 1 },
    })
    await producer.start()
    const big = 'x'.repeat(100_000)
    const sends = texts(20).map(body => producer.send({ topic: 'orders', body: body + big }))
    await producer.flush()
    expect(proxy.messages('orders')).toHaveLength(20)
    expect((await Promise.all(sends)).length).toBe(20)
  })
})

describe('a signal', () => {
  it('takes a message out that has not left', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { batch: { flushIntervalMs: 60_000 } })
    await producer.start()
    const controller = new AbortController()
    const kept = producer.send({ topic: 'orders', body: 'kept' })
    const aborted = codeOf(producer.send({ topic: 'orders', body: 'aborted' }, { signal: controller.signal }))
    await new Promise(resolve => setImmediate(resolve))
    controller.abort()
    expect(await aborted).toBe('ABORTED')
    await producer.flush()
    await kept
    expect(storedBodies(proxy)).toEqual(['kept'])
  })

  it('takes a message out that waits for the client to start', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const fault = proxy.faults.always('QueryRoute', { drop: 'request' })
    const controller = new AbortController()
    const aborted = codeOf(producer.send({ topic: 'orders', body: 'aborted' }, { signal: controller.signal }))
    controller.abort()
    expect(await aborted).toBe('ABORTED')
    fault.remove()
    expect(producer.stats().producer).toMatchObject({ buffered: 0, failed: 1 })
  })

  it('that fires while the message is out rejects its promise only', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    proxy.faults.once('SendMessage', { delayMs: 200 })
    const controller = new AbortController()
    const aborted = codeOf(producer.send({ topic: 'orders', body: 'aborted' }, { signal: controller.signal }))
    const other = producer.send({ topic: 'orders', body: 'other' })
    await vi.waitFor(() => expect(batchSizes(proxy)).toEqual([1, 2]), PATIENTLY)
    controller.abort()
    expect(await aborted).toBe('ABORTED')
    await other
    expect(storedBodies(proxy).sort()).toEqual(['aborted', 'first', 'other'])
    expect(producer.stats().producer).toMatchObject({ sent: 3, succeeded: 2, failed: 1 })
  })

  it('keeps a message from being tried again', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    const fault = proxy.faults.always('SendMessage', { code: 'PROXY_TIMEOUT' })
    const controller = new AbortController()
    const aborted = codeOf(producer.send({ topic: 'orders', body: 'aborted' }, { signal: controller.signal }))
    const other = producer.send({ topic: 'orders', body: 'other' })
    await vi.waitFor(() => expect(fault.hits).toBeGreaterThan(1), PATIENTLY)
    controller.abort()
    expect(await aborted).toBe('ABORTED')
    fault.remove()
    await other
    expect(storedBodies(proxy)).toEqual(['first', 'other'])
  })

  it.each([
    ['waits for the client to start', {}, false],
    ['waits in a batch', { topics: ['orders'], batch: { flushIntervalMs: 60_000 } }, true],
  ])('names the topic of a message that %s, and its own reason', async (_, options, started) => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, options)
    if (started) await producer.start()
    const reason = new Error('enough')
    const controller = new AbortController()
    const aborted = producer.send({ topic: 'orders', body: 'aborted' }, { signal: controller.signal })
    controller.abort(reason)
    await expect(aborted).rejects.toMatchObject({
      code: 'ABORTED',
      message: "the send to topic orders was aborted by the caller's signal",
      cause: reason,
    })
  })

  it('that was aborted before is refused at once', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    expect(await codeOf(producer.send({ topic: 'orders', body: 'x' }, { signal: AbortSignal.abort() }))).toBe(
      'ABORTED',
    )
  })
})

describe('a signal of a transaction', () => {
  const deal = { topic: 'deals', body: 'deal' }
  const startDeals = () =>
    startProxy({ topics: { deals: 'TRANSACTION' }, transactions: { timeoutMs: 600_000 } })

  it('takes its message back while it waits to leave, and leaves it open', async () => {
    const proxy = await startDeals()
    const transaction = produceTo(proxy).beginTransaction()
    const fault = proxy.faults.always('QueryRoute', { drop: 'request' })
    const controller = new AbortController()
    const taken = { ...deal, body: 'taken back' }
    const aborted = codeOf(transaction.send(taken, { signal: controller.signal }))
    controller.abort()
    expect(await aborted).toBe('ABORTED')
    fault.remove()
    await transaction.send(deal)
    await transaction.commit()
    await vi.waitFor(() => expect(storedBodies(proxy, 'deals')).toEqual(['deal']), PATIENTLY)
    const sent = proxy.requestsOf('SendMessage').flatMap(({ message }) => message.messages ?? [])
    expect(new Set(sent.map(({ body }) => String(body)))).toEqual(new Set(['deal']))
  })

  it('that fires while its message is out waits for the receipt, by which it is ended', async () => {
    const proxy = await startDeals()
    const transaction = produceTo(proxy).beginTransaction()
    proxy.faults.once('SendMessage', { delayMs: 200 })
    const controller = new AbortController()
    const sent = transaction.send(deal, { signal: controller.signal })
    await vi.waitFor(() => expect(proxy.requestsOf('SendMessage')).not.toEqual([]), PATIENTLY)
    controller.abort()
    expect((await sent).topic).toBe('deals')
    await transaction.commit()
    await vi.waitFor(() => expect(proxy.messages('deals')).toHaveLength(1), PATIENTLY)
  })

  it('keeps its message from being tried again', async () => {
    const proxy = await startDeals()
    const transaction = produceTo(proxy).beginTransaction()
    const fault = proxy.faults.always('SendMessage', { code: 'PROXY_TIMEOUT' })
    const controller = new AbortController()
    const aborted = codeOf(transaction.send(deal, { signal: controller.signal }))
    await vi.waitFor(() => expect(fault.hits).toBeGreaterThan(0), PATIENTLY)
    controller.abort()
    expect(await aborted).toBe('ABORTED')
  })

  it.each([{ signal: {} }, { signl: AbortSignal.abort() }])('is refused if it is none: %j', async options => {
    const proxy = await startDeals()
    const transaction = produceTo(proxy).beginTransaction()
    expect(await codeOf(transaction.send(deal, options as object))).toBe('INVALID_ARGUMENT')
    await transaction.send(deal)
  })
})

describe('a server slower than the caller', () => {
  it('is given no more than the buffer holds at once, and nothing is lost by waiting', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, {
      batch: { bufferSize: 50, batchSize: 10, maxInFlight: 2 },
      requestTimeoutMs: 120_000,
      deliveryTimeoutMs: 120_000,
    })
    await producer.start()
    proxy.faults.always('SendMessage', { delayMs: 5 })
    const sends = texts(1_000).map(body => producer.send({ topic: 'orders', body }))
    let most = 0
    const watch = setInterval(() => {
      const batch = producer.stats().batches?.find(each => each.name === 'send coalescing')
      most = Math.max(most, batch?.buffered ?? 0)
    }, 1)
    await Promise.all(sends)
    clearInterval(watch)
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThanOrEqual(50)
    expect(storedBodies(proxy).length).toBe(1_000)
  })

  it('has no more waiting than the buffer holds, of all kinds of messages together', async () => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL', ordered: 'FIFO', later: 'DELAY' } })
    const producer = produceTo(proxy, {
      batch: { bufferSize: 10, batchSize: 10 },
      topics: ['orders', 'ordered', 'later'],
    })
    await producer.start()
    const deliveryTimestamp = Date.now() + 1_000
    const sends = texts(30).flatMap(body => [
      producer.send({ topic: 'orders', body }),
      producer.send({ topic: 'ordered', body, messageGroup: 'one' }),
      producer.send({ topic: 'later', body, deliveryTimestamp }),
    ])
    expect(sumOf(producer, 'buffered')).toBe(10)
    expect(sumOf(producer, 'waiting')).toBe(80)
    await Promise.all(sends)
    expect(storedBodies(proxy, 'ordered')).toEqual(texts(30))
  })

  it('is asked no more than 1,024 things at once, by messages of all kinds together', async () => {
    const proxy = await startProxy({ topics: { ordered: 'FIFO', later: 'DELAY' } })
    const producer = produceTo(proxy, { topics: ['ordered', 'later'], deliveryTimeoutMs: 120_000 })
    await producer.start()
    const fault = proxy.faults.always('SendMessage', { drop: 'request' })
    const deliveryTimestamp = Date.now() + 1_000
    const sends = [
      ...texts(1_030).map(body => codeOf(producer.send({ topic: 'ordered', body, messageGroup: body }))),
      ...texts(200).map(body => codeOf(producer.send({ topic: 'later', body, deliveryTimestamp }))),
    ]
    await vi.waitFor(() => expect(sumOf(producer, 'inFlight')).toBeGreaterThanOrEqual(1_024), PATIENTLY)
    expect(sumOf(producer, 'inFlight')).toBe(1_024)
    fault.remove()
    proxy.cutConnections()
    expect(new Set(await Promise.all(sends))).toEqual(new Set(['fulfilled']))
  })

  it.each([
    ['count', { bufferSize: 20, batchSize: 10 }, 'x'],
    ['bytes', { bufferBytes: 20_000, maxBytes: 10_000 }, 'x'.repeat(1_000)],
  ])('rejects with FULL when the buffer is full by %s, if asked to', async (_, batch, body) => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { batch: { ...batch, maxInFlight: 1, onFull: 'reject' } })
    await producer.send({ topic: 'orders', body: 'first' })
    const fault = proxy.faults.always('SendMessage', { drop: 'request' })
    const sends = Array.from({ length: 100 }, () => codeOf(producer.send({ topic: 'orders', body })))
    await vi.waitFor(() => expect(producer.stats().producer?.errors.FULL).toBeGreaterThan(50), PATIENTLY)
    fault.remove()
    proxy.cutConnections()
    const ends = await Promise.all(sends)
    const stored = ends.filter(end => end === 'fulfilled').length
    expect(stored).toBeGreaterThan(5)
    expect(stored + ends.filter(end => end === 'FULL').length).toBe(100)
    expect(proxy.messages('orders')).toHaveLength(stored + 1)
  })

  it('gets the messages of a group in their order, whatever waited for a route and for room', async () => {
    const proxy = await startProxy({ topics: { ordered: 'FIFO', more: 'FIFO' } })
    const producer = produceTo(proxy, { batch: { bufferSize: 5, batchSize: 5 } })
    proxy.faults.once('QueryRoute', { delayMs: 100 })
    const send = (topic: string, body: string) => producer.send({ topic, body, messageGroup: 'one' })
    const sends = texts(40).flatMap(body => [send('ordered', body), send('more', body)])
    await sends[0]
    sends.push(...texts(20, 'n').flatMap(body => [send('ordered', body), send('more', body)]))
    await Promise.all(sends)
    for (const topic of ['ordered', 'more'])
      expect(storedBodies(proxy, topic)).toEqual([...texts(40), ...texts(20, 'n')])
  })

  it('rejects with FULL also what waits for a route', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { batch: { bufferSize: 10, batchSize: 10, onFull: 'reject' } })
    proxy.faults.once('QueryRoute', { delayMs: 200 })
    const ends = await Promise.all(texts(30).map(body => codeOf(producer.send({ topic: 'orders', body }))))
    expect(ends.filter(end => end === 'FULL')).toHaveLength(20)
    expect(storedBodies(proxy)).toEqual(texts(10))
  })
})
