import { describe, expect, it, vi } from 'vitest'
import type { RocketMQError, SendReceipt } from '../../src/index.js'
import type { Fault } from '../../src/testing/index.js'
import { persistently } from '../support/persistently.js'
import {
  batchSizes,
  expectNothingOut,
  PATIENTLY,
  produceTo,
  startProxy,
  storedBodies,
  texts,
} from '../support/producing.js'
import { TRANSPORTS } from '../support/transports.js'

/** How each of several sends ended: `'stored'`, or the code of its error. */
async function endings(sends: Promise<SendReceipt>[]): Promise<string[]> {
  const outcomes = await Promise.allSettled(sends)
  return outcomes.map(each =>
    each.status === 'fulfilled' ? 'stored' : String((each.reason as RocketMQError).code),
  )
}

/** Whether a request brings the message that the server is to mind. */
function guilty({ messages }: { messages?: { body?: Uint8Array | null }[] | null }): boolean {
  return messages?.some(({ body }) => Buffer.from(body ?? []).toString() === 'guilty') === true
}

describe('a request that fails for a while', () => {
  it.each([
    { grpcStatus: 14 },
    { cut: 'request' as const },
    { code: 'TOO_MANY_REQUESTS' as const },
    { code: 'INTERNAL_SERVER_ERROR' as const },
    { code: 'PROXY_TIMEOUT' as const },
    { garbage: true },
  ])('is tried again after %j', async fault => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    const script = proxy.faults.once('SendMessage', fault, { times: 1 })
    const receipt = await producer.send({ topic: 'orders', body: 'second' })
    expect(script.hits).toBe(1)
    expect(
      proxy
        .messages('orders')
        .find(each => each.messageId === receipt.messageId)
        ?.body.toString(),
    ).toBe('second')
    expect(producer.stats().producer).toMatchObject({ sent: 2, succeeded: 2, failed: 0, retries: 1 })
  })

  it('waits longer and longer, as the server asks', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.start()
    proxy.faults.once('SendMessage', { code: 'TOO_MANY_REQUESTS' }, { times: 5 })
    const startedAt = performance.now()
    await producer.send({ topic: 'orders', body: 'patient' })
    // 20, 40, 80, 160 and 320 ms, each a fifth shorter at the most.
    expect(performance.now() - startedAt).toBeGreaterThan(400)
    expect(batchSizes(proxy)).toEqual([1, 1, 1, 1, 1, 1])
  })
})

describe('a reply that is lost', () => {
  it('may double a message, but never loses it', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    proxy.faults.once('SendMessage', { cut: 'reply' })
    const receipt = await producer.send({ topic: 'orders', body: 'twice' })
    const copies = proxy.messages('orders').filter(each => each.messageId === receipt.messageId)
    expect(copies.map(copy => copy.body.toString())).toEqual(['twice', 'twice'])
    expect(copies.map(copy => copy.offset)).toContain(receipt.offset)
  })
})

describe('a refusal', () => {
  it('rejects at once with the server’s code when it is permanent', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    const script = proxy.faults.always('SendMessage', { code: 'UNAUTHORIZED', message: 'not you' })
    const failure = await producer.send({ topic: 'orders', body: 'x' }).catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({ code: 'UNAUTHORIZED', serverCode: 40100, endpoint: proxy.endpoints })
    expect((failure as RocketMQError).message).toContain('not you')
    expect(script.hits).toBe(1)
  })

  it('of a batch for everybody’s fault is not repeated for each message', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.start()
    const script = proxy.faults.always('SendMessage', { code: 'FORBIDDEN' })
    const ends = await endings(texts(64).map(body => producer.send({ topic: 'orders', body })))
    expect(new Set(ends)).toEqual(new Set(['FORBIDDEN']))
    expect(script.hits).toBe(1)
  })

  it('of a batch is the guilty message’s alone; the others are stored, once each', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    // Nothing that the library lets pass is refused by the server by itself.
    proxy.faults.always('SendMessage', { code: 'ILLEGAL_MESSAGE_PROPERTY_KEY' }, { when: guilty })
    const sends = texts(100).map(body => producer.send({ topic: 'orders', body }))
    sends.push(producer.send({ topic: 'orders', body: 'guilty' }))
    sends.push(...texts(50, 'n').map(body => producer.send({ topic: 'orders', body })))
    const ends = await endings(sends)
    expect(ends.indexOf('ILLEGAL_MESSAGE_PROPERTY_KEY')).toBe(100)
    expect(ends.filter(end => end === 'stored')).toHaveLength(150)
    expect(storedBodies(proxy).sort()).toEqual(['first', ...texts(100), ...texts(50, 'n')].sort())
    expect(producer.stats().producer).toMatchObject({ succeeded: 151, failed: 1 })
  })

  it('that may pass does not let the others wait behind the guilty message', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    proxy.faults.always('SendMessage', {
      change: reply => {
        const [last] = proxy.requestsOf('SendMessage').slice(-1)
        const isGuilty = last?.message.messages?.some(
          ({ body }) => Buffer.from(body ?? []).toString() === 'm0',
        )
        return isGuilty ? { status: { code: 50001, message: 'the broker failed' } } : reply
      },
    })
    const [guilty, ...innocent] = texts(40).map(body => producer.send({ topic: 'orders', body }))
    const last = (guilty as Promise<SendReceipt>).catch((error: RocketMQError) => error)
    expect(await endings(innocent)).toEqual(Array(39).fill('stored'))
    await expect(producer.close({ timeoutMs: 0 })).rejects.toMatchObject({ code: 'TIMEOUT' })
    expect(await last).toMatchObject({ code: 'CLOSED' })
  })

  describe('without a code of RocketMQ’s own', () => {
    it.each([
      ['gRPC UNKNOWN', { grpcStatus: 2 }, 'BAD_REQUEST'],
      ['gRPC INVALID_ARGUMENT', { grpcStatus: 3 }, 'BAD_REQUEST'],
      ['gRPC RESOURCE_EXHAUSTED', { grpcStatus: 8, message: 'quota' }, 'BAD_REQUEST'],
      ['gRPC INTERNAL', { grpcStatus: 13 }, 'BAD_REQUEST'],
      ['HTTP 400 of a gateway', { httpStatus: 400 }, 'BAD_REQUEST'],
      ['HTTP 413 of a gateway', { httpStatus: 413 }, 'PAYLOAD_TOO_LARGE'],
    ])(
      '%s is the guilty message’s alone, for good and after a bounded number of tries',
      async (_, fault, code) => {
        const proxy = await startProxy()
        const warnings: string[] = []
        const logger = { debug() {}, info() {}, error() {}, warn: (text: string) => void warnings.push(text) }
        const producer = produceTo(proxy, { logger })
        await producer.start()
        const script = proxy.faults.always('SendMessage', fault, { when: guilty })
        const bad = producer.send({ topic: 'orders', body: 'guilty' }).catch((error: RocketMQError) => error)
        const good = texts(100).map(body => producer.send({ topic: 'orders', body }))
        expect(await endings(good)).toEqual(Array(100).fill('stored'))
        expect(await bad).toMatchObject({ code, retryable: false })
        expect(script.hits).toBeLessThanOrEqual(30)
        expect(storedBodies(proxy).sort()).toEqual(texts(100).sort())
        expect(warnings[0]).toContain('101 messages are sent again in two parts')
      },
    )

    it.each([
      ['gRPC INTERNAL', { grpcStatus: 13 }],
      ['gRPC RESOURCE_EXHAUSTED', { grpcStatus: 8 }],
      ['HTTP 500 of a gateway', { httpStatus: 500 }],
      ['HTTP 503 of a gateway', { httpStatus: 503 }],
      ['gRPC UNIMPLEMENTED of a gateway', { grpcStatus: 12 }],
    ])('%s costs nobody a message where it passes', async (_, fault) => {
      const proxy = await startProxy()
      const producer = produceTo(proxy)
      await producer.start()
      proxy.faults.once('SendMessage', fault, { times: 6 })
      const sends = texts(20).map(body => producer.send({ topic: 'orders', body }))
      expect(await endings(sends)).toEqual(Array(20).fill('stored'))
    })

    it.each([
      ['HTTP 413 of a gateway', { httpStatus: 413 }],
      ['gRPC UNIMPLEMENTED of a gateway', { grpcStatus: 12 }],
    ])('%s to the question for a route costs nobody a message where it passes', async (_, fault) => {
      const proxy = await startProxy()
      const producer = produceTo(proxy)
      await producer.send({ topic: 'orders', body: 'first' })
      proxy.createTopic('bills', 'NORMAL')
      proxy.faults.once('QueryRoute', fault, { times: 2 })
      await producer.send({ topic: 'bills', body: 'second' })
      expect(proxy.messages('bills')).toHaveLength(1)
    })

    it('does not set the broker aside for others', async () => {
      const proxy = await startProxy()
      const producer = produceTo(proxy)
      await producer.send({ topic: 'orders', body: 'first' })
      const routes = proxy.requestsOf('QueryRoute').length
      proxy.faults.always('SendMessage', { grpcStatus: 2 }, { when: guilty })
      await expect(producer.send({ topic: 'orders', body: 'guilty' })).rejects.toThrow('refused 10 times')
      expect(proxy.requestsOf('QueryRoute')).toHaveLength(routes)
    })
  })

  it('of the proxy for the size of a batch is met by smaller ones', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    proxy.clearRequests()
    proxy.faults.once('SendMessage', { grpcStatus: 8, message: 'Received message larger than max (9 vs 4)' })
    const ends = await endings(texts(8).map(body => producer.send({ topic: 'orders', body })))
    expect(new Set(ends)).toEqual(new Set(['stored']))
    expect(batchSizes(proxy)).toEqual([8, 4, 4])
  })
})

describe.each(TRANSPORTS)('a reply that is too large over %s', transport => {
  it('is not the fault of a message: the batch is not split, and sent again', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { transport })
    await producer.send({ topic: 'orders', body: 'first' })
    proxy.clearRequests()
    proxy.faults.once('SendMessage', { oversize: 137 * 1024 * 1024 })
    await Promise.all(texts(8).map(body => producer.send({ topic: 'orders', body })))
    expect(batchSizes(proxy)).toEqual([8, 8])
  })
})

describe('the time a message has', () => {
  it('ends though the server’s settings ask for a wait of a year', async () => {
    const proxy = await startProxy()
    const year = { seconds: 365 * 86_400 }
    proxy.faults.always('Telemetry', {
      change: command => ({
        ...command,
        settings: {
          ...command.settings,
          backoffPolicy: { maxAttempts: 3, exponentialBackoff: { initial: year, max: year, multiplier: 2 } },
        },
      }),
    })
    const producer = produceTo(proxy, { deliveryTimeoutMs: 3_000 })
    await producer.send({ topic: 'orders', body: 'first' })
    proxy.faults.always('SendMessage', { code: 'INTERNAL_SERVER_ERROR' })
    const begun = performance.now()
    expect(await endings([producer.send({ topic: 'orders', body: 'x' })])).toEqual(['TIMEOUT'])
    expect(performance.now() - begun).toBeLessThan(60_000)
  })

  it('ends with TIMEOUT and the last reason, while the server refuses', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { deliveryTimeoutMs: 3_000 })
    await producer.start()
    proxy.faults.always('SendMessage', { code: 'PROXY_TIMEOUT', message: 'no broker' })
    const failure = await producer.send({ topic: 'orders', body: 'x' }).catch((error: RocketMQError) => error)
    expect(failure).toMatchObject({ code: 'TIMEOUT', retryable: true, cause: { code: 'PROXY_TIMEOUT' } })
    expect((failure as RocketMQError).message).toContain('no broker')
  })

  it('ends while the server is silent, long before the request would', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { deliveryTimeoutMs: 500, requestTimeoutMs: 25_000 })
    await producer.start()
    proxy.faults.always('SendMessage', { drop: 'request' })
    const startedAt = performance.now()
    const ends = await endings(texts(10).map(body => producer.send({ topic: 'orders', body })))
    expect(new Set(ends)).toEqual(new Set(['TIMEOUT']))
    expect(performance.now() - startedAt).toBeLessThan(20_000)
    expect(producer.stats().producer?.errors).toEqual({ TIMEOUT: 10 })
  })

  it('counts while a message waits behind slow requests', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { deliveryTimeoutMs: 600, batch: { maxInFlight: 1, batchSize: 1 } })
    await producer.start()
    proxy.faults.always('SendMessage', { delayMs: 400 })
    const ends = await endings(texts(6).map(body => producer.send({ topic: 'orders', body })))
    expect(ends.at(-1)).toBe('TIMEOUT')
    // Those that never left are nobody's duplicates.
    expect(proxy.messages('orders').length).toBeLessThan(6)
  })
})

describe('several brokers', () => {
  it('share the requests', async () => {
    const proxy = await startProxy({ brokers: 3 })
    const producer = produceTo(proxy)
    for (const body of texts(9)) await producer.send({ topic: 'orders', body })
    const brokers = proxy.messages('orders').map(message => message.broker)
    for (const broker of new Set(brokers)) expect(brokers.filter(each => each === broker)).toHaveLength(3)
    expect(new Set(brokers).size).toBe(3)
  })

  it('stand in for one that is down, which gets its share again when it is back', async () => {
    const proxy = await startProxy({ brokers: 2 })
    const producer = produceTo(proxy)
    for (const body of texts(4)) await producer.send({ topic: 'orders', body })
    await proxy.stopProxy(1)
    const receipts = []
    for (const body of texts(20, 'down')) receipts.push(await producer.send({ topic: 'orders', body }))
    expect(new Set(receipts.map(receipt => receipt.endpoint))).toEqual(new Set([proxy.endpoints]))
    // Each would have been tried there first, had the endpoint not been set aside.
    expect(producer.stats().producer?.retries).toBeLessThan(5)
    await proxy.startProxy(1)
    const back = async () => (await producer.send({ topic: 'orders', body: 'back' })).endpoint
    await vi.waitFor(async () => expect(await back()).toBe(proxy.allEndpoints[1]), PATIENTLY)
  })

  it('are tried in turn by a request that the first refuses', async () => {
    const proxy = await startProxy({ brokers: 2 })
    const producer = produceTo(proxy)
    await producer.start()
    for (const body of texts(2)) await producer.send({ topic: 'orders', body })
    proxy.faults.always('SendMessage', { code: 'INTERNAL_SERVER_ERROR' }, { proxy: 0 })
    const receipts = []
    for (const body of texts(8)) receipts.push(await producer.send({ topic: 'orders', body }))
    expect(new Set(receipts.map(receipt => receipt.endpoint))).toEqual(new Set([proxy.allEndpoints[1]]))
    expect(producer.stats().producer?.retries).toBeLessThanOrEqual(8)
  })

  it('are taken from a refreshed route at once', async () => {
    const proxy = await startProxy({ brokers: 2 })
    const producer = produceTo(proxy)
    proxy.setRouted(1, false)
    for (const body of texts(4)) {
      expect((await producer.send({ topic: 'orders', body })).endpoint).toBe(proxy.endpoints)
    }
    proxy.setRouted(1, true)
    // A failed request has the route refreshed.
    proxy.faults.once('SendMessage', { grpcStatus: 14 })
    const back = async () => (await producer.send({ topic: 'orders', body: 'x' })).endpoint
    await vi.waitFor(async () => expect(await back()).toBe(proxy.allEndpoints[1]), PATIENTLY)
  })

  it('keep each message group at one of them, also when it is down for a while', async () => {
    const proxy = await startProxy({ brokers: 2, topics: { steps: 'FIFO' } })
    const producer = produceTo(proxy)
    const homes = new Map<string, string>()
    for (const messageGroup of texts(6, 'group')) {
      homes.set(messageGroup, (await producer.send({ topic: 'steps', body: '0', messageGroup })).endpoint)
    }
    expect(new Set(homes.values()).size).toBe(2)
    await proxy.stopProxy(1)
    const sends = [...homes].flatMap(([messageGroup, home]) =>
      ['1', '2', '3'].map(async body => {
        expect((await producer.send({ topic: 'steps', body, messageGroup })).endpoint).toBe(home)
      }),
    )
    await vi.waitFor(() => expect(producer.stats().producer?.retries).toBeGreaterThan(2), PATIENTLY)
    await proxy.startProxy(1)
    await Promise.all(sends)
    for (const group of homes.keys()) {
      const bodies = proxy.messages('steps').filter(message => message.messageGroup === group)
      expect(bodies.map(message => message.body.toString())).toEqual(['0', '1', '2', '3'])
    }
  })
})

describe('the only broker', () => {
  it('may restart under load: no send fails, no message is lost', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.start()
    let stop = false
    const receipts: SendReceipt[] = []
    const callers = texts(16).map(async caller => {
      for (let n = 0; !stop; n++)
        receipts.push(await producer.send({ topic: 'orders', body: `${caller} ${n}` }))
    })
    await vi.waitFor(() => expect(receipts.length).toBeGreaterThan(50), PATIENTLY)
    await proxy.restart({ downMs: 300 })
    const before = receipts.length
    await vi.waitFor(() => expect(receipts.length).toBeGreaterThan(before + 50), PATIENTLY)
    stop = true
    await Promise.all(callers)
    const stored = new Set(proxy.messages('orders').map(message => message.messageId))
    for (const { messageId } of receipts) expect(stored).toContain(messageId)
    expect(producer.stats().producer).toMatchObject({ failed: 0, succeeded: receipts.length })
  })

  it('gets batches, not single messages, as soon as it is back', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    await proxy.stopProxy()
    const sends = texts(200).map(body => producer.send({ topic: 'orders', body }))
    await vi.waitFor(() => expect(producer.stats().producer?.retries).toBeGreaterThan(0), PATIENTLY)
    sends.push(...texts(200, 'n').map(body => producer.send({ topic: 'orders', body })))
    proxy.clearRequests()
    await proxy.startProxy()
    await Promise.all(sends)
    expect(batchSizes(proxy).length).toBeLessThan(20)
    expect(new Set(storedBodies(proxy)).size).toBe(401)
  })
})

describe('a proxy that is replaced by an older one', () => {
  it('gets single messages from then on, also those that were gathered for a batch', async () => {
    const modern = await startProxy()
    const producer = produceTo(modern)
    await producer.send({ topic: 'orders', body: 'first' })
    await modern.stopProxy()
    const sends = texts(60).map(body =>
      producer.send({ topic: 'orders', body, tag: body, keys: [body], properties: { text: body } }),
    )
    await vi.waitFor(() => expect(producer.stats().producer?.retries).toBeGreaterThan(0), PATIENTLY)
    const old = await startProxy({ version: '5.3.3', port: modern.port })
    await Promise.all(sends)
    expect(new Set(batchSizes(old))).toEqual(new Set([1]))
    for (const { body, tag, keys, properties } of old.messages('orders')) {
      const text = body.toString()
      expect({ tag, keys, properties }).toEqual({ tag: text, keys: [text], properties: { text } })
    }
    expect(storedBodies(old).sort()).toEqual(texts(60).sort())
    expectNothingOut(producer)
  })
})

describe('the attempts a message has', () => {
  it.each<[string, Fault, string, number]>([
    ['whose reply is lost with its connection', { cut: 'reply' }, 'UNAVAILABLE', 20],
    ['whose reply is lost, the connection whole', { drop: 'reply' }, 'TIMEOUT', 20],
    ['whose reply is garbage', { garbage: true }, 'PROTOCOL', 20],
    ['whose reply is too large', { oversize: 300 * 1024 * 1024 }, 'PROTOCOL', 20],
    ['that is throttled', { code: 'TOO_MANY_REQUESTS' }, 'TOO_MANY_REQUESTS', 0],
    ['that meets a failing broker', { code: 'INTERNAL_SERVER_ERROR' }, 'INTERNAL_SERVER_ERROR', 0],
    ['that is refused without a code', { grpcStatus: 2 }, 'PROTOCOL', 0],
  ])('end after the first with maxAttempts 1, for a batch %s', async (_, fault, code, stored) => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { maxAttempts: 1, requestTimeoutMs: 3_000 })
    await producer.start()
    const script = proxy.faults.always('SendMessage', fault)
    const sends = texts(20).map(body => producer.send({ topic: 'orders', body }))
    const outcomes = await Promise.allSettled(sends)
    expect(script.hits).toBe(1)
    for (const outcome of outcomes) {
      expect(outcome).toMatchObject({ reason: { code, retryable: true, cause: { code } } })
      expect(String((outcome as PromiseRejectedResult).reason)).toContain('not confirmed in one attempt')
    }
    expect(proxy.messages('orders')).toHaveLength(stored)
  })

  it.each([
    ['a message group', 'FIFO', { messageGroup: 'g' }],
    ['a time of delivery', 'DELAY', { deliveryTimestamp: new Date(1e12) }],
    ['a priority', 'PRIORITY', { priority: 1 }],
  ] as const)('count for a message with %s too', async (_, type, fields) => {
    const proxy = await startProxy({ topics: { special: type } })
    const producer = produceTo(proxy, { maxAttempts: 2 })
    await producer.start()
    const script = proxy.faults.always('SendMessage', { cut: 'reply' })
    await expect(producer.send({ topic: 'special', body: 'x', ...fields })).rejects.toThrow('in 2 attempts')
    expect(script.hits).toBe(2)
  })

  it('count for the message of a transaction', async () => {
    const proxy = await startProxy({ topics: { halves: 'TRANSACTION' } })
    const producer = produceTo(proxy, { maxAttempts: 1 })
    const script = proxy.faults.always('SendMessage', { cut: 'reply' })
    await expect(producer.beginTransaction().send({ topic: 'halves', body: 'x' })).rejects.toThrow(
      'one attempt',
    )
    expect(script.hits).toBe(1)
  })

  it('are not used up by waiting for the route, nor by what passes before the last', async () => {
    const proxy = await startProxy()
    proxy.faults.once('QueryRoute', { code: 'INTERNAL_SERVER_ERROR' }, { times: 3 })
    const producer = produceTo(proxy, { maxAttempts: 3 })
    await persistently(() => producer.start())
    proxy.faults.once('SendMessage', { grpcStatus: 14 }, { times: 2 })
    await producer.send({ topic: 'orders', body: 'third time lucky' })
    expect(storedBodies(proxy)).toEqual(['third time lucky'])
  })

  it('are not used up by a bad neighbour that the server names, since nothing was stored', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { maxAttempts: 1 })
    await producer.start()
    proxy.faults.always('SendMessage', { code: 'ILLEGAL_MESSAGE_TAG' }, { when: guilty })
    const bad = producer.send({ topic: 'orders', body: 'guilty' }).catch((error: RocketMQError) => error)
    const good = texts(20).map(body => producer.send({ topic: 'orders', body }))
    expect(await endings(good)).toEqual(Array(20).fill('stored'))
    expect(await bad).toMatchObject({ code: 'ILLEGAL_MESSAGE_TAG' })
    expect(storedBodies(proxy).sort()).toEqual(texts(20).sort())
  })
})
