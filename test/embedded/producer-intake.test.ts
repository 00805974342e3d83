import { getEventListeners } from 'node:events'
import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  closeGlobalPools,
  getMessage,
  initGlobalPools,
  type Message,
  type Producer,
  putMessage,
  type SendReceipt,
} from '../../src/index.js'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import {
  expectNothingOut,
  PATIENTLY,
  produceTo,
  startProxy,
  storedBodies,
  texts,
} from '../support/producing.js'

/** Bodies of many lengths. */
const BODIES = Array.from(
  { length: 120 },
  (_, index) => `{"n":${index},"text":"${'x'.repeat((index * 7) % 40)}"}`,
)

/** What the proxy stored under the id of each receipt. */
async function storedFor(proxy: EmbeddedProxy, sends: Promise<SendReceipt>[]) {
  const stored = new Map(proxy.messages('orders').map(message => [message.messageId, message]))
  const receipts = await Promise.all(sends)
  for (const message of proxy.messages('orders')) stored.set(message.messageId, message)
  return receipts.map(({ messageId }) => stored.get(messageId))
}

const textOf = (message: { body: Buffer } | undefined) => message?.body.toString()

/** A producer whose topic is ready, or is not yet. */
async function producerAt(proxy: EmbeddedProxy, when: string): Promise<Producer> {
  const producer = produceTo(proxy)
  if (when === 'ready') await producer.send({ topic: 'orders', body: 'first' })
  return producer
}

describe.each(['ready', 'not ready yet'])(
  'what stood in a message when it was sent, its topic %s, is stored',
  when => {
    it('if one object is filled in again for each send', async () => {
      const proxy = await startProxy()
      const producer = await producerAt(proxy, when)
      const message = { topic: 'orders', body: '' }
      const sends = BODIES.map(body => {
        message.body = body
        return producer.send(message)
      })
      expect((await storedFor(proxy, sends)).map(textOf)).toEqual(BODIES)
    })

    it('beside messages of others that are of another length by then', async () => {
      const proxy = await startProxy()
      const producer = await producerAt(proxy, when)
      const message = { topic: 'orders', body: 'short' }
      const sends = BODIES.flatMap(body => {
        message.body = 'short'
        const mine = producer.send(message)
        message.body = 'and something that is longer'
        return [mine, producer.send({ topic: 'orders', body })]
      })
      expect((await storedFor(proxy, sends)).map(textOf)).toEqual(BODIES.flatMap(body => ['short', body]))
    })

    it('if keys and properties change afterwards', async () => {
      const proxy = await startProxy()
      const producer = await producerAt(proxy, when)
      const keys = ['k']
      const properties: Record<string, string> = { name: 'value' }
      const sends = texts(50).map(body =>
        producer.send({ topic: 'orders', body, keys, properties, tag: 't' }),
      )
      keys.push('another', 5 as never)
      properties.name = undefined as never
      properties.other = 'a much longer value'.repeat(100)
      for (const stored of await storedFor(proxy, sends)) {
        expect(stored).toMatchObject({ keys: ['k'], properties: { name: 'value' }, tag: 't' })
        expect(Object.keys(stored?.properties ?? {})).toEqual(['name'])
      }
    })

    it('if it comes from the pool of messages and is given back at once', async () => {
      initGlobalPools()
      onTestFinished(() => closeGlobalPools())
      const proxy = await startProxy()
      const producer = await producerAt(proxy, when)
      const sends = BODIES.map(body => {
        const message = getMessage()
        Object.assign(message, { topic: 'orders', body, properties: { body } })
        const send = producer.send(message)
        putMessage(message)
        return send
      })
      const stored = await storedFor(proxy, sends)
      expect(stored.map(textOf)).toEqual(BODIES)
      expect(stored.map(each => each?.properties.body)).toEqual(BODIES)
    })
  },
)

describe('what stood in a message when it was sent is stored', () => {
  it('while the connection is down, for every neighbour too', async () => {
    const proxy = await startProxy()
    const producer = await producerAt(proxy, 'ready')
    proxy.faults.once('SendMessage', { cut: 'request' }, { times: 3 })
    const properties: Record<string, string> = { name: 'value' }
    const sends = texts(50).map(body => producer.send({ topic: 'orders', body, properties }))
    properties.name = Number.NaN as never
    const stored = await storedFor(proxy, sends)
    expect(stored.map(textOf)).toEqual(texts(50))
    expect(new Set(stored.map(each => each?.properties.name))).toEqual(new Set(['value']))
  })

  it('by a sendBatch() whose generator fills one object in again and again', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const message = { topic: 'orders', body: '', keys: [''] }
    function* refilled(bodies: readonly string[]) {
      for (const body of bodies) {
        message.body = body
        message.keys[0] = body
        yield message
      }
    }
    await producer.sendBatch(refilled(BODIES.map(body => body.replaceAll(' ', ''))))
    expect(storedBodies(proxy)).toEqual(BODIES)
    expect(proxy.messages('orders').map(({ keys }) => keys)).toEqual(BODIES.map(body => [body]))
  })

  it('none of it, if one message of a sendBatch() is refused or its generator fails', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    function* broken() {
      yield { topic: 'orders', body: 'good' }
      throw new Error('no more')
    }
    await expect(producer.sendBatch(broken())).rejects.toThrow('no more')
    const batch = [
      { topic: 'orders', body: 'good' },
      { topic: 'orders', body: '' },
    ]
    await expect(producer.sendBatch(batch)).rejects.toMatchObject({ code: 'MESSAGE_BODY_EMPTY' })
    await producer.flush()
    expect(proxy.messages('orders')).toEqual([])
    expect(producer.stats().producer).toMatchObject({ sent: 1, failed: 1, inFlight: 0, buffered: 0 })
    expectNothingOut(producer)
  })

  it('by sendBatch() and in a transaction', async () => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL', halves: 'TRANSACTION' } })
    const producer = produceTo(proxy)
    const batch: Message[] = texts(5).map(body => ({ topic: 'orders', body }))
    const receipts = producer.sendBatch(batch)
    for (const message of batch) message.body = 'changed'
    batch.length = 0
    expect(await receipts).toHaveLength(5)
    expect(storedBodies(proxy)).toEqual(texts(5))
    const message = { topic: 'halves', body: 'half', properties: { name: 'value' } }
    const transaction = producer.beginTransaction()
    const sent = transaction.send(message)
    Object.assign(message, { body: 'changed' })
    message.properties.name = 'changed'
    await sent
    await transaction.commit()
    expect(proxy.messages('halves').map(each => [textOf(each), each.properties.name])).toEqual([
      ['half', 'value'],
    ])
  })

  it('while it waits to be compressed', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, { compression: { codec: 'gzip', thresholdBytes: 1 } })
    await producer.start()
    const message = { topic: 'orders', body: '', properties: { n: '' } }
    const bodies = texts(50, 'x'.repeat(200))
    const sends = bodies.map((body, index) => {
      message.body = body
      message.properties.n = String(index)
      return producer.send(message)
    })
    const stored = await storedFor(proxy, sends)
    expect(stored.map(each => each?.properties.n)).toEqual(bodies.map((_, index) => String(index)))
  })

  it('with the time of delivery it had', async () => {
    const proxy = await startProxy({ topics: { later: 'DELAY' } })
    const producer = produceTo(proxy)
    const deliveryTimestamp = new Date(Date.now() + 1_000)
    const at = deliveryTimestamp.getTime()
    const sent = producer.send({ topic: 'later', body: 'x', deliveryTimestamp })
    deliveryTimestamp.setTime(at + 3600_000)
    await sent
    const [request] = proxy.requestsOf('SendMessage')
    const { seconds } = request?.message.messages?.[0]?.systemProperties?.deliveryTimestamp ?? {}
    expect(Number(seconds)).toBe(Math.floor(at / 1_000))
  })
})

describe('a body of bytes whose memory is given away after send()', () => {
  let detach: (bytes: Uint8Array) => void
  beforeAll(() => {
    detach = bytes => void structuredClone(bytes.buffer, { transfer: [bytes.buffer as ArrayBuffer] })
  })

  it.each([
    ['plain', {}],
    ['to be compressed', { compression: { codec: 'gzip' as const, thresholdBytes: 4 } }],
  ])('fails its own message alone, %s', async (_, options) => {
    const proxy = await startProxy()
    const producer = produceTo(proxy, options)
    const bytes = new Uint8Array(10).fill(97)
    const before = texts(20).map(body => producer.send({ topic: 'orders', body }))
    const lost = producer.send({ topic: 'orders', body: bytes }).catch((error: unknown) => error)
    const after = texts(20, 'n').map(body => producer.send({ topic: 'orders', body }))
    detach(bytes)
    expect(await lost).toMatchObject({ code: 'INVALID_ARGUMENT', retryable: false })
    expect((await storedFor(proxy, [...before, ...after])).map(textOf)).toHaveLength(40)
    expect(proxy.messages('orders')).toHaveLength(40)
    expect(producer.stats().producer).toMatchObject({ succeeded: 40, failed: 1 })
  })
})

describe('a message whose fields are getters', () => {
  it('is stored as it was read once, and its neighbours with it', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    class Counted {
      reads = 0
      topic = 'orders'
      get body() {
        this.reads += 1
        return 'x'.repeat(this.reads)
      }
      get properties() {
        return { part: this.reads < 3 ? 'good' : 'Nice 👍'.slice(0, 6) }
      }
    }
    const messages = Array.from({ length: 5 }, () => new Counted())
    const sends = messages.flatMap(each => [
      producer.send({ topic: 'orders', body: 'm' }),
      producer.send(each),
    ])
    expect((await storedFor(proxy, sends)).map(textOf)).toEqual(Array(5).fill(['m', 'x']).flat())
    expect(messages.map(({ reads }) => reads)).toEqual(Array(5).fill(1))
  })

  it.each([
    ['topic', { body: 'x' }],
    ['body', { topic: 'orders' }],
    ['tag', { topic: 'orders', body: 'x' }],
  ])('is refused in words if its %s throws, and counted', async (name, fields) => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const message = Object.defineProperty({ ...fields }, name, {
      get: () => {
        throw new Error('not loaded yet')
      },
    }) as Message
    const refused = {
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(/cannot be read.*not loaded yet/),
    }
    await expect(producer.send(message)).rejects.toMatchObject(refused)
    await expect(producer.sendBatch([{ topic: 'orders', body: 'x' }, message])).rejects.toMatchObject(refused)
    expect(producer.stats().producer).toMatchObject({ sent: 2, failed: 2, inFlight: 0, buffered: 0 })
    expect(proxy.messages('orders')).toEqual([])
  })
})

describe('half of a character in a body', () => {
  it.each([6, 60])('becomes U+FFFD, as Buffer.from() makes it, in a text of %d', async length => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    const body = `${'x'.repeat(length - 1)}👍`.slice(0, length)
    await Promise.all([producer.send({ topic: 'orders', body }), producer.send({ topic: 'orders', body })])
    expect(proxy.messages('orders').map(each => each.body)).toEqual([Buffer.from(body), Buffer.from(body)])
  })
})

describe('messages of one lite topic', () => {
  const NAMES = ['a', 'b', 'c']

  it.each(['ready', 'not ready yet'])(
    'are stored in the order they were sent, their topic %s, retries and all',
    async when => {
      const proxy = await startProxy({ mode: 'CLUSTER', topics: { talks: 'LITE' } })
      const producer = produceTo(proxy)
      if (when === 'ready') await producer.send({ topic: 'talks', body: 'first', liteTopic: 'other' })
      proxy.faults.once('SendMessage', { delayMs: 50 }, { times: 2 })
      proxy.faults.once('SendMessage', { grpcStatus: 14 }, { times: 5 })
      const sends = texts(20).flatMap(body =>
        NAMES.map(liteTopic => producer.send({ topic: 'talks', body, liteTopic })),
      )
      await Promise.all(sends)
      const stored = proxy.messages('talks').toSorted((one, other) => one.logOffset - other.logOffset)
      for (const name of NAMES) {
        expect(stored.filter(each => each.liteTopic === name).map(textOf)).toEqual(texts(20))
      }
    },
  )

  it('go one at a time, and those of several side by side', async () => {
    const proxy = await startProxy({ mode: 'CLUSTER', topics: { talks: 'LITE' } })
    const producer = produceTo(proxy)
    await producer.send({ topic: 'talks', body: 'first', liteTopic: 'a' })
    proxy.clearRequests()
    const held = proxy.faults.always('SendMessage', { drop: 'request' })
    const sends = texts(5).flatMap(body =>
      NAMES.map(liteTopic => producer.send({ topic: 'talks', body, liteTopic })),
    )
    await vi.waitFor(() => expect(held.hits).toBe(3), PATIENTLY)
    const out = proxy
      .requestsOf('SendMessage')
      .map(each => each.message.messages?.[0]?.systemProperties?.liteTopic)
    expect(out.sort()).toEqual(NAMES)
    held.remove()
    proxy.cutConnections()
    await Promise.all(sends)
  })
})

describe('sends that share one signal', () => {
  it.each(['ready', 'not ready yet'])('add one listener to it and leave none, their topic %s', async when => {
    const proxy = await startProxy({ topics: { orders: 'NORMAL', ordered: 'FIFO' } })
    const producer = await producerAt(proxy, when)
    const { signal } = new AbortController()
    const sends = texts(500).flatMap(body => [
      producer.send({ topic: 'orders', body }, { signal }),
      producer.send({ topic: 'ordered', body, messageGroup: body }, { signal }),
    ])
    expect(getEventListeners(signal, 'abort')).toHaveLength(1)
    await Promise.all(sends)
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  it('are all taken back by it, those that wait for their topic too', async () => {
    const proxy = await startProxy()
    const producer = produceTo(proxy)
    proxy.faults.always('QueryRoute', { delayMs: 200 })
    const controller = new AbortController()
    const { signal } = controller
    const sends = texts(500).map(body => producer.send({ topic: 'orders', body }, { signal }))
    controller.abort()
    for (const outcome of await Promise.allSettled(sends)) {
      expect(outcome).toMatchObject({ reason: { code: 'ABORTED' } })
    }
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})
