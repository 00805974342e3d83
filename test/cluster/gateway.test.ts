import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import { Producer, PushConsumer, type RocketMQError, SimpleConsumer } from '../../src/index.js'
import { Balancer } from '../support/balancer.js'
import { eventually, uniqueName } from '../support/cluster.js'
import { hasNginx, Nginx, type NginxSettings } from '../support/nginx.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { expectStored, mayBeDoubled, receiveAll, topicOf, UNHURRIED } from '../support/reading-back.js'

/** One message a request: each call is another stream, and no answer may be lost or doubled. */
const SINGLY = { mode: 'off' } as const

// One of its own: the routes of a single proxy lead past what stands before it.
let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster({ mode: 'cluster', proxies: 2 })
}, 600_000)
afterAll(() => cluster?.stop())

/** `host:port` of each proxy. */
const proxies = () => cluster.endpoints.split(';')
const upstream = () => proxies()[0] as string

describe.runIf(hasNginx())('a gateway before a real server', () => {
  const behind = (server: string, more: Partial<NginxSettings> = {}) =>
    Nginx.start({ upstream: upstream(), server, ...more })
  const producerAt = (gateway: Nginx, options: object = {}) =>
    new Producer({ endpoints: gateway.endpoints, ...UNHURRIED, batch: SINGLY, ...options })

  const sendAll = (producer: Producer, topic: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, n) => producer.send({ topic, body: `message ${n}` })))

  it.each([false, true])('carries sends and deliveries (TLS: %s)', async tls => {
    await using gateway = await behind('', { tls })
    const topic = await topicOf(cluster)
    const consumerGroup = uniqueName('behind')
    await cluster.createGroup(consumerGroup)
    const options = tls ? { tls: { ca: gateway.certificate as string } } : {}
    await using producer = producerAt(gateway, options)
    const seen = new Set<string>()
    await using consumer = new PushConsumer({
      endpoints: gateway.endpoints,
      ...options,
      consumerGroup,
      subscriptions: { [topic]: '*' },
      listener: async message => void seen.add(message.text()),
    })
    await consumer.start()
    await sendAll(producer, topic, 200)
    await eventually(() => expect(seen.size).toBe(200))
  })

  it('refuses what is too large for it as that message alone, at once', async () => {
    await using gateway = await behind('client_max_body_size 100k;')
    const topic = await topicOf(cluster)
    await using producer = producerAt(gateway, { batch: { mode: 'on' } })
    await producer.send({ topic, body: 'first' })
    const bodies = ['a', 'b', 'x'.repeat(200_000), 'c', 'd']
    const outcomes = await Promise.allSettled(bodies.map(body => producer.send({ topic, body })))
    const refused = outcomes.filter(outcome => outcome.status === 'rejected')
    expect(refused.map(({ reason }) => (reason as RocketMQError).code)).toEqual(['PAYLOAD_TOO_LARGE'])
    expect(outcomes[2]?.status).toBe('rejected')
    await expectStored(cluster, topic, 5, mayBeDoubled(producer))
  })

  it('is waited for while it answers 502, and nothing is lost or doubled', async () => {
    await using gateway = await behind('')
    const topic = await topicOf(cluster)
    await using producer = producerAt(gateway)
    await producer.send({ topic, body: 'before' })
    await gateway.reload({ upstream: '127.0.0.1:1' })
    let sent = 1
    let over = false
    const callers = Array.from({ length: 8 }, async () => {
      for (; !over; sent++) await producer.send({ topic, body: `message ${sent}` })
    })
    await eventually(() => {
      const rpc = producer.stats().rpcs.find(({ method }) => method === 'SendMessage')
      expect(rpc?.codes.UNAVAILABLE).toBeGreaterThan(0)
    })
    await gateway.reload({ upstream: upstream() })
    over = true
    await Promise.all(callers)
    await expectStored(cluster, topic, sent, mayBeDoubled(producer))
  })

  it('reloads under load without a failed or doubled message', async () => {
    await using gateway = await behind('')
    const topic = await topicOf(cluster)
    await using producer = producerAt(gateway)
    await producer.send({ topic, body: 'before' })
    let sent = 1
    let over = false
    const caller = async () => {
      for (; !over; sent++) await producer.send({ topic, body: `message ${sent}` })
    }
    const callers = Array.from({ length: 16 }, caller)
    for (let reloads = 0; reloads < 3; reloads++) {
      const reached = sent + 300
      await gateway.reload({ upstream: upstream() })
      await eventually(() => expect(sent).toBeGreaterThan(reached))
    }
    over = true
    await Promise.all(callers)
    await expectStored(cluster, topic, sent, mayBeDoubled(producer))
  })

  it('that ends its connections after 50 requests costs no message and doubles none', async () => {
    await using gateway = await behind('keepalive_requests 50;')
    const topic = await topicOf(cluster)
    await using producer = producerAt(gateway)
    await sendAll(producer, topic, 1_000)
    await expectStored(cluster, topic, 1_000, mayBeDoubled(producer))
  })

  it('that takes 16 streams at once gets no more, and no message is doubled', async () => {
    await using gateway = await behind('http2_max_concurrent_streams 16;')
    const topic = await topicOf(cluster)
    await using producer = producerAt(gateway)
    await sendAll(producer, topic, 1_000)
    await expectStored(cluster, topic, 1_000, mayBeDoubled(producer))
  })
})

describe('a balancer of connections before two real proxies', () => {
  it('costs consumers no failed poll, though their sessions and their polls begin at two of them', async () => {
    const topic = await topicOf(cluster)
    const [pushGroup, simpleGroup] = [uniqueName('pushed'), uniqueName('asked')]
    await Promise.all([pushGroup, simpleGroup].map(group => cluster.createGroup(group)))
    await using beforePush = await Balancer.before(proxies())
    await using beforeSimple = await Balancer.before(proxies())
    const subscriptions = { [topic]: '*' }
    const handled = new Set<string>()
    // What is slow must not count as a failed poll.
    await using push = new PushConsumer({
      ...PATIENT_CLIENT,
      endpoints: beforePush.endpoints,
      consumerGroup: pushGroup,
      subscriptions,
      listener: message => void handled.add(message.text()),
    })
    await using simple = new SimpleConsumer({
      ...PATIENT_CLIENT,
      endpoints: beforeSimple.endpoints,
      consumerGroup: simpleGroup,
      subscriptions,
    })
    await push.start()
    await using producer = new Producer({ endpoints: upstream(), ...UNHURRIED, batch: SINGLY })
    await producer.send({ topic, body: 'one' })
    const asked = await receiveAll(simple, 1)
    expect(asked.map(message => message.text())).toEqual(['one'])
    await simple.ack(asked)
    await eventually(() => expect([...handled]).toEqual(['one']))
    for (const { connections } of [beforePush, beforeSimple]) expect(connections).toBeGreaterThan(1)
    for (const consumer of [push, simple]) expect(consumer.stats().consumer?.errors).toEqual({})
  })
})
