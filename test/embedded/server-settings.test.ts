import { describe, expect, it } from 'vitest'
import { PushConsumer, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy, type ServerSettingsOptions } from '../../src/testing/index.js'
import { eventually } from '../support/consuming.js'
import { produceTo, startProxy, storedBodies } from '../support/producing.js'

const DAY_MS = 24 * 60 * 60 * 1000
const properties = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, 'v']))

const topics = { orders: 'NORMAL', steps: 'FIFO', later: 'DELAY', ranked: 'PRIORITY' } as const
const given = (settings: ServerSettingsOptions = {}) => startProxy({ topics, groups: ['workers'], settings })

/** What servers may be configured for, and a message that needs it. */
const CONFIGURED: [string, ServerSettingsOptions, object][] = [
  [
    'ILLEGAL_DELIVERY_TIME',
    { maxDelayMs: 3 * DAY_MS },
    { topic: 'later', deliveryTimestamp: Date.now() + 2 * DAY_MS },
  ],
  ['ILLEGAL_MESSAGE_GROUP', { maxMessageGroupBytes: 200 }, { topic: 'steps', messageGroup: 'g'.repeat(100) }],
  [
    'MESSAGE_PROPERTIES_TOO_LARGE',
    { maxProperties: 300 },
    { topic: 'steps', messageGroup: 'g', properties: properties(200) },
  ],
  [
    'MESSAGE_PROPERTIES_TOO_LARGE',
    { maxPropertyBytes: 30_000 },
    { topic: 'ranked', priority: 1, properties: { k: 'v'.repeat(20_000) } },
  ],
  [
    'MESSAGE_BODY_TOO_LARGE',
    { maxBodyBytes: 8 * 1024 * 1024 },
    { topic: 'orders', body: Buffer.alloc(5 * 1024 * 1024, 1) },
  ],
  [
    'MESSAGE_PROPERTY_CONFLICT_WITH_TYPE',
    { validateMessageType: false },
    { topic: 'orders', messageGroup: 'g' },
  ],
]

describe('a limit that servers may be configured for', () => {
  it.each(CONFIGURED)('is not ours to hold: %s with %j', async (code, settings, message) => {
    const usual = produceTo(await given())
    await expect(usual.send({ topic: 'orders', body: 'x', ...message })).rejects.toMatchObject({ code })
    const proxy = await given(settings)
    const sent = { topic: 'orders', body: 'x', ...message }
    await expect(produceTo(proxy).send(sent)).resolves.toMatchObject({ topic: sent.topic })
  })

  it('carries the code and number of the server that refused', async () => {
    const producer = produceTo(await given())
    await expect(
      producer.send({ topic: 'later', body: 'x', deliveryTimestamp: Date.now() + 2 * DAY_MS }),
    ).rejects.toMatchObject({
      code: 'ILLEGAL_DELIVERY_TIME',
      serverCode: 40012,
      retryable: false,
      message: expect.stringContaining('unless they are configured for more'),
    })
  })

  it('is held here for messages that may share a request, and follows an option', async () => {
    const proxy = await given({ maxProperties: 300 })
    const message = { topic: 'orders', body: 'x', properties: properties(200) }
    await expect(produceTo(proxy).send(message)).rejects.toMatchObject({
      code: 'MESSAGE_PROPERTIES_TOO_LARGE',
      serverCode: undefined,
    })
    await produceTo(proxy, { limits: { maxProperties: 300 } }).send(message)
    expect(storedBodies(proxy, 'orders')).toEqual(['x'])
  })

  it('meets no neighbour', async () => {
    const proxy = await given()
    const producer = produceTo(proxy)
    const tooFar = { topic: 'later', body: 'far', deliveryTimestamp: Date.now() + 2 * DAY_MS }
    const near = (body: string) => ({ topic: 'later', body, deliveryTimestamp: Date.now() - 1_000 })
    const outcomes = await Promise.allSettled([near('a'), tooFar, near('b')].map(each => producer.send(each)))
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })
})

describe('a consumer of a server that is configured otherwise', () => {
  const consumerGroup = 'workers'
  const subscriptions = { orders: '*' }

  it('may hide messages for seconds, poll for a moment, and is refused by the usual server', async () => {
    const options = { consumerGroup, subscriptions, invisibleDurationMs: 3_000, awaitDurationMs: 200 }
    const quick = { minInvisibleMs: 500, minPollingMs: 100 }
    const proxy = await given(quick)
    await produceTo(proxy).send({ topic: 'orders', body: 'm' })
    await using consumer = new SimpleConsumer({ endpoints: proxy.endpoints, ...options })
    for await (const message of consumer) {
      expect(message.text()).toBe('m')
      await consumer.ack(message)
      break
    }
    await expect(consumer.receive()).resolves.toEqual([])

    const usual = await given()
    await using refused = new SimpleConsumer({
      endpoints: usual.endpoints,
      ...options,
      awaitDurationMs: 5_000,
    })
    await expect(refused.receive()).rejects.toMatchObject({
      code: 'ILLEGAL_INVISIBLE_TIME',
      serverCode: 40011,
    })
    await using hasty = new SimpleConsumer({
      endpoints: usual.endpoints,
      consumerGroup,
      subscriptions,
      awaitDurationMs: 200,
      requestTimeoutMs: 3_000,
    })
    await expect(hasty.receive()).rejects.toMatchObject({ code: 'ILLEGAL_POLLING_TIME', serverCode: 40018 })
  })

  it('may change the invisible duration to more than twelve hours where the server takes it', async () => {
    const change = async (proxy: EmbeddedProxy) => {
      await produceTo(proxy).send({ topic: 'orders', body: 'm' })
      await using consumer = new SimpleConsumer({ endpoints: proxy.endpoints, consumerGroup, subscriptions })
      const messages = await consumer.receive()
      try {
        for (const message of messages) await consumer.changeInvisibleDuration(message, 2 * DAY_MS)
      } finally {
        await consumer.ack(messages)
      }
    }
    await expect(change(await given({ maxInvisibleMs: 3 * DAY_MS }))).resolves.toBeUndefined()
    await expect(change(await given())).rejects.toMatchObject({
      code: 'ILLEGAL_INVISIBLE_TIME',
      serverCode: 40011,
    })
  })

  it('may suspend a message for longer than that', async () => {
    const proxy = await given({ maxInvisibleMs: 3 * DAY_MS })
    await produceTo(proxy).send({ topic: 'orders', body: 'm' })
    await using consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup,
      subscriptions,
      listener: () => ({ suspendMs: 2 * DAY_MS }),
    })
    await consumer.start()
    await eventually(() => {
      const [change] = proxy.requestsOf('ChangeInvisibleDuration')
      expect(Number(change?.message.invisibleDuration?.seconds)).toBe((2 * DAY_MS) / 1_000)
    })
  })

  it('polls as long as its settings say', async () => {
    const proxy = await given({ maxPollingMs: 30_000 })
    await using consumer = new PushConsumer({
      endpoints: proxy.endpoints,
      consumerGroup,
      subscriptions,
      listener: () => {},
    })
    await consumer.start()
    await eventually(() => {
      const [poll] = proxy.requestsOf('ReceiveMessage')
      expect(Number(poll?.message.longPollingTimeout?.seconds)).toBe(30)
    })
  })
})

describe('settings of the EmbeddedProxy', () => {
  it.each([
    [{ maxDelay: 1 }, 'did you mean "settings.maxDelayMs"?'],
    [{ maxProperties: -1 }, 'settings.maxProperties must be a whole number from 0 up'],
    [{ validateMessageType: 'no' }, 'settings.validateMessageType must be true or false'],
  ])('are checked: %j', async (settings, text) => {
    await expect(EmbeddedProxy.start({ settings: settings as never })).rejects.toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringContaining(text),
    })
  })
})
