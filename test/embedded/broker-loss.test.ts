import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type MessageListener, Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import type { EmbeddedProxy, EmbeddedProxyOptions } from '../../src/testing/index.js'
import { PATIENTLY, produceTo, startProxy, texts } from '../support/producing.js'

const GROUPS = texts(8, 'group')

const startTwo = () => startProxy({ brokers: 2, topics: { steps: 'FIFO', orders: 'NORMAL' } })

/** The second broker dies, and the name server forgets it. */
async function lose(proxy: EmbeddedProxy): Promise<void> {
  proxy.setRouted(1, false)
  await proxy.stopProxy(1)
}

async function bringBack(proxy: EmbeddedProxy): Promise<void> {
  await proxy.startProxy(1)
  proxy.setRouted(1, true)
}

/** What a group's messages say, in the order they were stored. */
const stored = (proxy: EmbeddedProxy, group: string) =>
  proxy
    .messages('steps')
    .filter(({ messageGroup }) => messageGroup === group)
    .map(({ body }) => body.toString())

/** Sends one message of each group; tells the broker of each. */
async function sendEach(producer: ReturnType<typeof produceTo>, body: string): Promise<Map<string, string>> {
  const homes = new Map<string, string>()
  await Promise.all(
    GROUPS.map(async messageGroup => {
      homes.set(messageGroup, (await producer.send({ topic: 'steps', body, messageGroup })).endpoint)
    }),
  )
  return homes
}

describe('a broker that is lost and forgotten', () => {
  it('is waited for by its message groups, and by no other, which stay where they are', async () => {
    const proxy = await startTwo()
    const producer = produceTo(proxy, { maxAttempts: 6 })
    const homes = await sendEach(producer, '0')
    const [first, second] = proxy.allEndpoints
    expect(new Set(homes.values())).toEqual(new Set([first, second]))
    await lose(proxy)
    const back: string[] = []
    const sends = GROUPS.map(async messageGroup => {
      for (const body of ['1', '2', '3']) {
        const { endpoint } = await producer.send({ topic: 'steps', body, messageGroup })
        expect(endpoint).toBe(homes.get(messageGroup))
        if (endpoint === first) back.push(messageGroup)
      }
    })
    const atFirst = GROUPS.filter(group => homes.get(group) === first)
    await vi.waitFor(() => expect(back).toHaveLength(3 * atFirst.length), PATIENTLY)
    expect(proxy.messages('steps')).toHaveLength(GROUPS.length + 3 * atFirst.length)
    // Far more often than a message may be sent: what waits for its broker is not.
    const looks = 10 * (GROUPS.length - atFirst.length)
    await vi.waitFor(() => expect(producer.stats().producer?.retries).toBeGreaterThan(looks), PATIENTLY)
    await bringBack(proxy)
    await Promise.all(sends)
    for (const group of GROUPS) expect(stored(proxy, group)).toEqual(['0', '1', '2', '3'])
  })

  it('is waited for no longer than a message has, and that is told', async () => {
    const proxy = await startTwo()
    const producer = produceTo(proxy, { deliveryTimeoutMs: 3_000 })
    const homes = await sendEach(producer, '0')
    const group = GROUPS.find(each => homes.get(each) === proxy.allEndpoints[1]) as string
    await lose(proxy)
    const late = Array.from({ length: 3 }, () =>
      producer.send({ topic: 'steps', body: 'late', messageGroup: group }),
    )
    // Also of those that waited behind the first.
    for (const outcome of await Promise.allSettled(late))
      expect((outcome as PromiseRejectedResult).reason).toMatchObject({
        code: 'TIMEOUT',
        message: expect.stringMatching(
          /the broker of 'group\d' is lost.*does not name broker-1 .*fifoOnBrokerLoss: 'move'/,
        ),
      })
  })

  it('is waited for ten minutes; then its groups move, and that is told', async () => {
    const proxy = await startTwo()
    const warnings: string[] = []
    const logger = {
      debug: () => {},
      info: () => {},
      warn: (line: string) => warnings.push(line),
      error: () => {},
    }
    const producer = produceTo(proxy, { deliveryTimeoutMs: 3_600_000, logger })
    const homes = await sendEach(producer, '0')
    const [first, second] = proxy.allEndpoints
    const messageGroup = GROUPS.find(each => homes.get(each) === second) as string
    await lose(proxy)
    let settled = false
    const sending = producer.send({ topic: 'steps', body: '1', messageGroup }).finally(() => (settled = true))
    const asked = proxy.requestsOf('QueryRoute').length
    await vi.waitFor(
      () => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(asked + 2),
      PATIENTLY,
    )
    expect(settled).toBe(false)
    const now = performance.now.bind(performance)
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 600_000)
    onTestFinished(() => clock.mockRestore())
    expect((await sending).endpoint).toBe(first)
    expect(new Set((await sendEach(producer, '2')).values())).toEqual(new Set([first]))
    const told = warnings.filter(line => line.includes('message groups of steps'))
    expect(told).toEqual([expect.stringMatching(/waited ten minutes for broker-1/)])
  })

  it('is not waited for where the order may be lost', async () => {
    const proxy = await startTwo()
    const producer = produceTo(proxy, { fifoOnBrokerLoss: 'move' })
    await sendEach(producer, '0')
    await lose(proxy)
    const homes = await sendEach(producer, '1')
    expect(new Set(homes.values())).toEqual(new Set([proxy.allEndpoints[0]]))
  })

  it.each([0, 1])(
    'behind a proxy is waited for by each group that would be filed elsewhere: broker %i',
    async lost => {
      const proxy = await startProxy({ mode: 'CLUSTER', brokers: 2, topics: { steps: 'FIFO' } })
      const producer = produceTo(proxy)
      await sendEach(producer, '0')
      const placeOf = ({ broker, queueId }: { broker: string; queueId: number }) => `${broker} ${queueId}`
      const homes = new Map(proxy.messages('steps').map(each => [each.messageGroup, placeOf(each)]))
      const isLost = (group = '') => homes.get(group)?.startsWith(`broker-${lost}`)
      const groupOf = ({
        messages,
      }: {
        messages?: { systemProperties?: { messageGroup?: string | null } | null }[] | null
      }) => messages?.[0]?.systemProperties?.messageGroup ?? ''
      // At first the proxy knows it yet, and fails to connect.
      const failing = proxy.faults.always(
        'SendMessage',
        { code: 'INTERNAL_SERVER_ERROR', message: 'connect to 127.0.0.1:10911 failed' },
        { when: request => isLost(groupOf(request)) === true },
      )
      const sending = sendEach(producer, '1').then(() => sendEach(producer, '2'))
      await vi.waitFor(() => expect(failing.hits).toBeGreaterThan(GROUPS.filter(isLost).length), PATIENTLY)
      proxy.stopBroker(lost)
      const asked = proxy.requestsOf('QueryRoute').length
      await vi.waitFor(
        () => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(asked + 3),
        PATIENTLY,
      )
      failing.remove()
      const waited = proxy.requestsOf('QueryRoute').length
      await vi.waitFor(
        () => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(waited + 1),
        PATIENTLY,
      )
      proxy.startBroker(lost)
      await sending
      for (const group of GROUPS) expect(stored(proxy, group)).toEqual(['0', '1', '2'])
      for (const each of proxy.messages('steps')) expect(placeOf(each)).toBe(homes.get(each.messageGroup))
    },
  )

  it('behind a proxy is waited for by groups whose own broker lives, once a message of another group failed', async () => {
    const proxy = await startProxy({ mode: 'CLUSTER', brokers: 2, topics: { steps: 'FIFO' } })
    const producer = produceTo(proxy, { maxAttempts: 1 })
    await sendEach(producer, '0')
    const placeOf = ({ broker, queueId }: { broker: string; queueId: number }) => `${broker} ${queueId}`
    const homes = new Map(proxy.messages('steps').map(each => [each.messageGroup as string, placeOf(each)]))
    const on = (broker: number) => GROUPS.filter(group => homes.get(group)?.startsWith(`broker-${broker}`))
    const sendTo = (groups: string[], body: string) =>
      groups.map(messageGroup => producer.send({ topic: 'steps', body, messageGroup }))
    proxy.faults.once('SendMessage', {
      code: 'INTERNAL_SERVER_ERROR',
      message: 'connect to 127.0.0.1:10911 failed',
    })
    await expect(sendTo(on(0).slice(0, 1), '1')[0]).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
    await Promise.all(sendTo(on(1), '1'))
    proxy.stopBroker(0)
    let stored = 0
    const sending = sendTo(on(1), '2').map(each => each.then(() => stored++))
    const asked = proxy.requestsOf('QueryRoute').length
    await vi.waitFor(
      () => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(asked + 2),
      PATIENTLY,
    )
    expect(stored).toBeLessThan(sending.length)
    proxy.startBroker(0)
    await Promise.all(sending)
    for (const each of proxy.messages('steps'))
      expect(placeOf(each)).toBe(homes.get(each.messageGroup as string))
  })

  it('has its share of plain messages again when it is named again', async () => {
    const proxy = await startTwo()
    const producer = produceTo(proxy)
    await producer.send({ topic: 'orders', body: 'first' })
    await lose(proxy)
    for (let n = 0; n < 10; n++) await producer.send({ topic: 'orders', body: `${n}` })
    await bringBack(proxy)
    const [, second] = proxy.allEndpoints
    await vi.waitFor(
      async () => expect((await producer.send({ topic: 'orders', body: 'again' })).endpoint).toBe(second),
      { timeout: 60_000, interval: 20 },
    )
  })

  it('is received from again long before the next look at all routes', async () => {
    const proxy = await startProxy({ brokers: 2, topics: { orders: 'NORMAL' }, groups: ['workers'] })
    const consumer = new SimpleConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
    })
    onTestFinished(() => consumer.close({ timeoutMs: 0 }))
    const seen = new Set<string>()
    const run = async () => {
      for await (const message of consumer) {
        seen.add(message.messageId)
        await consumer.ack(message)
      }
    }
    run().catch(() => {})
    const producer = produceTo(proxy)
    const sendsToBoth = async () => {
      await producer.send({ topic: 'orders', body: 'again' })
      const handled = proxy.messages('orders').filter(({ messageId }) => seen.has(messageId))
      expect(new Set(handled.map(({ broker }) => broker)).size).toBe(2)
    }
    await vi.waitFor(sendsToBoth, PATIENTLY)
    proxy.setRouted(1, false)
    const failing = proxy.faults.always('ReceiveMessage', { code: 'INTERNAL_SERVER_ERROR' })
    const polls = () => consumer.stats().rpcs.find(({ method }) => method === 'ReceiveMessage')?.inFlight
    const asked = proxy.requestsOf('QueryRoute').length
    await vi.waitFor(() => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(asked), PATIENTLY)
    failing.remove()
    await vi.waitFor(() => expect(polls()).toBe(1), PATIENTLY)
    proxy.setRouted(1, true)
    seen.clear()
    await vi.waitFor(sendsToBoth, PATIENTLY)
  })
})

describe('one of two proxies that is lost', () => {
  it.each([0, 1])('costs no consumer more than a moment: proxy %i', async lost => {
    const proxy = await startProxy({
      mode: 'CLUSTER',
      proxies: 2,
      topics: { orders: 'NORMAL' },
      groups: ['a', 'b'],
    })
    // A proxy answers routes with its own address, whatever it was asked under.
    const endpoints = [...proxy.allEndpoints].join(';')
    const subscriptions = { orders: '*' }
    const pushed: string[] = []
    const asked: string[] = []
    const push = new PushConsumer({
      endpoints,
      consumerGroup: 'a',
      subscriptions,
      listener: message => void pushed.push(message.text()),
    })
    const simple = new SimpleConsumer({ endpoints, consumerGroup: 'b', subscriptions })
    onTestFinished(
      async () =>
        void (await Promise.all([push, simple].map(each => each.close({ timeoutMs: 0 }).catch(() => {})))),
    )
    await push.start()
    const run = async () => {
      for await (const message of simple) {
        asked.push(message.text())
        // Where it came from may be gone.
        simple.ack(message).catch(() => {})
      }
    }
    run().catch(() => {})
    const producer = new Producer({ endpoints })
    onTestFinished(() => producer.close({ timeoutMs: 0 }))
    const send = async (body: string) => {
      await producer.send({ topic: 'orders', body })
      await vi.waitFor(() => expect([pushed, asked].every(each => each.includes(body))).toBe(true), PATIENTLY)
    }
    await send('before')
    await proxy.stopProxy(lost)
    await send('during')
  })
})

/** What a handler may say, by which call the server is told of it, and how often the message is handled then. */
const OUTCOMES: [how: string, rpc: Settling, times: number, outcome: ReturnType<MessageListener>][] = [
  ['acknowledged', 'AckMessage', 1, 'SUCCESS'],
  ['postponed', 'ChangeInvisibleDuration', 2, { suspendMs: 50 }],
  ['given up', 'ForwardMessageToDeadLetterQueue', 1, 'FAILURE'],
]
type Settling = 'AckMessage' | 'ChangeInvisibleDuration' | 'ForwardMessageToDeadLetterQueue'

/** A server whose only message is in its handler. */
async function handling(options: EmbeddedProxyOptions, rpc: Settling, outcome: ReturnType<MessageListener>) {
  // Only messages of a FIFO group are given up by the consumer.
  const fifo = rpc === 'ForwardMessageToDeadLetterQueue'
  const groups = [{ name: 'keepers', fifo, maxAttempts: fifo ? 1 : 3 }]
  const proxy = await startProxy({ mode: 'CLUSTER', topics: { steps: 'FIFO' }, groups, ...options })
  let release = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  const handled: string[] = []
  const failures: string[] = []
  const consumer = new PushConsumer({
    endpoints: proxy.allEndpoints.join(';'),
    consumerGroup: 'keepers',
    subscriptions: { steps: '*' },
    listener: async message => {
      handled.push(message.messageId)
      await held
      return handled.length === 1 ? outcome : 'SUCCESS'
    },
    onError: (error, { during }) => {
      if (during === 'settlement') failures.push(error.message)
    },
    logger: false,
  })
  onTestFinished(() => consumer.close({ timeoutMs: 0 }).catch(() => {}))
  await consumer.start()
  await produceTo(proxy).send({ topic: 'steps', body: 'step', messageGroup: 'one' })
  await vi.waitFor(() => expect(handled).toHaveLength(1), PATIENTLY)
  const settledAfter = async (times: number) => {
    await vi.waitFor(() => expect(handled).toHaveLength(times), PATIENTLY)
    await vi.waitFor(() => expect(proxy.inFlight('steps', 'keepers')).toBe(0), PATIENTLY)
    expect(handled).toHaveLength(times)
    expect(failures).toEqual([])
  }
  return { proxy, release, settledAfter }
}

describe('a message in its handler', () => {
  it.each(OUTCOMES)('is %s by another proxy when its own is lost', async (_how, rpc, times, outcome) => {
    const { proxy, release, settledAfter } = await handling({ proxies: 2 }, rpc, outcome)
    const lost = proxy.requestsOf('ReceiveMessage')[0]?.proxy as number
    await proxy.stopProxy(lost)
    release()
    await vi.waitFor(() => expect(proxy.requestsOf(rpc)[0]?.proxy).toBe(1 - lost), PATIENTLY)
    await settledAfter(times)
  })

  it('is acknowledged at no other broker of a cluster in LOCAL mode', async () => {
    const options = { mode: 'LOCAL', brokers: 2 } as const
    const { proxy, release, settledAfter } = await handling(options, 'AckMessage', 'SUCCESS')
    const lost = proxy.messages('steps')[0]?.broker === 'broker-0' ? 0 : 1
    proxy.setRouted(lost, false)
    await proxy.stopProxy(lost)
    const asked = proxy.requestsOf('QueryRoute').length
    release()
    await vi.waitFor(
      () => expect(proxy.requestsOf('QueryRoute').length).toBeGreaterThan(asked + 1),
      PATIENTLY,
    )
    await proxy.startProxy(lost)
    await settledAfter(1)
    expect(new Set(proxy.requestsOf('AckMessage').map(request => request.proxy))).toEqual(new Set([lost]))
  })

  it.each(OUTCOMES)('is %s when its forgotten broker is back', async (_how, rpc, times, outcome) => {
    const { proxy, release, settledAfter } = await handling({ brokers: 2 }, rpc, outcome)
    const lost = proxy.messages('steps')[0]?.broker === 'broker-0' ? 0 : 1
    proxy.stopBroker(lost)
    release()
    await vi.waitFor(() => expect(proxy.requestsOf(rpc).length).toBeGreaterThan(1), PATIENTLY)
    proxy.startBroker(lost)
    await settledAfter(times)
  })
})
