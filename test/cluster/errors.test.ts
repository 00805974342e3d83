import { beforeAll, describe, expect, it } from 'vitest'
import {
  FilterExpression,
  Producer,
  PushConsumer,
  type RocketMQError,
  SimpleConsumer,
} from '../../src/index.js'
import {
  clusterModeCluster,
  eventually,
  hasCluster,
  localCluster,
  type TestCluster,
  uniqueName,
} from '../support/cluster.js'
import { freePort } from '../support/peers.js'
import { failureOf } from '../support/rpc-client.js'

/** No misconfiguration may keep a user waiting for longer, on a slow machine. */
const BOUND_MS = 60_000

/** The error of what a client does first, which must come in bounded time. */
async function firstFailure<C extends AsyncDisposable>(client: C, act: (client: C) => Promise<unknown>) {
  const begun = performance.now()
  try {
    const failure = await failureOf<RocketMQError>(act(client))
    expect(performance.now() - begun).toBeLessThan(BOUND_MS)
    return failure
  } finally {
    await client[Symbol.asyncDispose]()
  }
}

const topic = uniqueName('errors')
const group = uniqueName('errors')
const message = { topic, body: 'hello' }

const simple = (endpoints: string, options: object = {}) =>
  new SimpleConsumer({ endpoints, consumerGroup: group, subscriptions: { [topic]: '*' }, ...options })
const push = (endpoints: string, options: object = {}) =>
  new PushConsumer({
    endpoints,
    consumerGroup: group,
    subscriptions: { [topic]: '*' },
    listener: () => {},
    ...options,
  })

const clusters: [string, () => TestCluster][] = [['LOCAL', localCluster]]
if (hasCluster('clusterMode')) clusters.push(['CLUSTER', clusterModeCluster])

describe.each(clusters)('the wrong thing at a real server in %s mode', (_mode, reach) => {
  let cluster: TestCluster
  beforeAll(async () => {
    cluster = reach()
    await cluster.createTopic(topic)
    await cluster.createGroup(group)
  })

  const missing = uniqueName('missing')
  const noTopic = {
    code: 'TOPIC_NOT_FOUND',
    retryable: false,
    message: expect.stringContaining(
      'RocketMQ does not create topics for gRPC clients; create it with mqadmin updateTopic',
    ),
  }

  it('is a topic that does not exist, for a send', async () => {
    const producer = new Producer({ endpoints: cluster.endpoints })
    const failure = await firstFailure(producer, () => producer.send({ topic: missing, body: 'x' }))
    expect(failure).toMatchObject(noTopic)
    expect(failure.message).toContain(missing)
    expect(failure.message).not.toContain('\n')
  })

  it('is a topic that does not exist, for a producer that names it', async () => {
    const producer = new Producer({ endpoints: cluster.endpoints, topics: [missing] })
    expect(await firstFailure(producer, () => producer.start())).toMatchObject(noTopic)
  })

  it('is a SQL filter that cannot be read, for consumers', async () => {
    const subscriptions = { [topic]: FilterExpression.sql("region = 'eu") }
    const refused = { code: 'ILLEGAL_FILTER_EXPRESSION', retryable: false }
    // A server that is too busy to refuse the filter at once lets the consumer start.
    for (const make of [simple, push])
      await eventually(async () => {
        const consumer = make(cluster.endpoints, { subscriptions })
        expect(await firstFailure(consumer, () => consumer.start())).toMatchObject(refused)
      })
  })

  it('is a topic that does not exist, for consumers', async () => {
    const subscriptions = { [missing]: '*' }
    const receiver = simple(cluster.endpoints, { subscriptions })
    expect(await firstFailure(receiver, () => receiver.receive())).toMatchObject(noTopic)
    const worker = push(cluster.endpoints, { subscriptions })
    expect(await firstFailure(worker, () => worker.start())).toMatchObject(noTopic)
  })

  it('is the port of the name server, which is not the one to dial', async () => {
    const { nameServer } = cluster
    if (nameServer === undefined) return
    const producer = new Producer({ endpoints: nameServer })
    const receiver = simple(nameServer)
    for (const failure of [
      await firstFailure(producer, () => producer.send(message)),
      await firstFailure(receiver, () => receiver.receive()),
    ]) {
      expect(failure).toMatchObject({ code: 'WRONG_PROTOCOL' })
      expect(failure.message).toContain(
        'Dial the gRPC port of the RocketMQ proxy (8081 by default), not the name server',
      )
    }
  })
})

describe('the wrong thing at a real server', () => {
  const noGroup = {
    code: 'CONSUMER_GROUP_NOT_FOUND',
    retryable: false,
    message: expect.stringContaining('Create the consumer group first'),
  }

  it('is a group that does not exist, for a simple consumer', async () => {
    const { endpoints } = localCluster()
    const started = simple(endpoints, { consumerGroup: uniqueName('missing') })
    expect(await firstFailure(started, () => started.start())).toMatchObject(noGroup)
    const received = simple(endpoints, { consumerGroup: uniqueName('missing') })
    expect(await firstFailure(received, () => received.receive())).toMatchObject(noGroup)
  })

  it('is a group that does not exist, for a push consumer', async () => {
    const worker = push(localCluster().endpoints, { consumerGroup: uniqueName('missing') })
    expect(await firstFailure(worker, () => worker.start())).toMatchObject(noGroup)
  })

  it('is a port on which nothing listens', async () => {
    const endpoints = `127.0.0.1:${await freePort()}`
    // It is waited for that long, in case it is not up yet.
    const producer = new Producer({ endpoints, deliveryTimeoutMs: 8_000 })
    const receiver = simple(endpoints)
    const failures = await Promise.all([
      firstFailure(producer, () => producer.send(message)),
      firstFailure(receiver, () => receiver.start({ timeoutMs: 8_000 })),
    ])
    for (const failure of failures) {
      expect(failure).toMatchObject({ retryable: true })
      // What it was tried for in vain, or the cause of the time that ran out.
      expect([failure.code, (failure.cause as RocketMQError).code]).toContain('UNAVAILABLE')
      expect(failure.message).toContain('nothing listens there. Is the RocketMQ proxy running')
    }
  })

  it('is TLS with a certificate that nobody knows, with advice', async () => {
    const producer = new Producer({ endpoints: localCluster().endpoints, tls: true })
    const failure = await firstFailure(producer, () => producer.send(message))
    expect(failure).toMatchObject({ code: 'TLS', retryable: false })
    expect(failure.message).toContain('self-signed certificate')
    expect(failure.message).toContain('Give the authority in tls.ca')
  })

  it('is TLS to the name server, which speaks none', async () => {
    const { nameServer } = localCluster()
    if (nameServer === undefined) return
    const producer = new Producer({ endpoints: nameServer, tls: true })
    const failure = await firstFailure(producer, () => producer.send(message))
    expect(failure.code).toMatch(/^(TLS|WRONG_PROTOCOL)$/)
  })
})
