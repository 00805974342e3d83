import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Cluster } from '../../scripts/cluster/cluster.js'
import { startCluster } from '../../scripts/cluster/cluster.js'
import type { Credentials } from '../../src/index.js'
import { Producer, PushConsumer, type RocketMQError, SimpleConsumer } from '../../src/index.js'
import { localCluster } from '../support/cluster.js'
import { failureOf } from '../support/rpc-client.js'

/** Whether this run may start clusters of its own; with the user's own it may not. */
const ours = localCluster().mode !== undefined || process.env.ROCKETMQ_NAME_SERVER !== undefined

describe.runIf(ours)('a server with access control', () => {
  let cluster: Cluster
  let alice: Credentials

  beforeAll(async () => {
    cluster = await startCluster({
      acl: true,
      topics: { secret: 'NORMAL' },
      groups: { 'secret-workers': {} },
    })
    if (cluster.credentials === undefined) throw new Error('the cluster has no users')
    alice = cluster.credentials.alice
  })
  afterAll(() => cluster?.stop())

  const sender = (credentials: Credentials | (() => Promise<Credentials>) | undefined) =>
    new Producer({ endpoints: cluster.endpoints, credentials })
  const receiver = (
    credentials: Credentials | undefined,
    topic = 'quickstart',
    group = 'quickstart-workers',
  ) =>
    new SimpleConsumer({
      endpoints: cluster.endpoints,
      credentials,
      consumerGroup: group,
      subscriptions: { [topic]: '*' },
      awaitDurationMs: 5_000,
    })

  async function refusal<C extends AsyncDisposable>(client: C, act: (client: C) => Promise<unknown>) {
    const begun = performance.now()
    const failure = await failureOf<RocketMQError>(act(client))
    expect(performance.now() - begun).toBeLessThan(20_000)
    await client[Symbol.asyncDispose]()
    expect(failure).toMatchObject({ code: 'UNAUTHORIZED', serverCode: 40_100, retryable: false })
    expect(failure.message).toContain('Check credentials.accessKey and secretKey, and what that user may do')
    return failure.message
  }

  it('lets a user do what it may: send, receive and acknowledge', async () => {
    await using producer = sender(alice)
    const receipt = await producer.send({ topic: 'quickstart', body: 'hello' })
    await using consumer = receiver(alice)
    const messages = await consumer.receive()
    expect(messages.map(message => message.messageId)).toContain(receipt.messageId)
    await consumer.ack(messages)
  })

  it('takes credentials from a provider', async () => {
    await using producer = sender(async () => alice)
    await producer.send({ topic: 'quickstart', body: 'hello' })
  })

  it('refuses a client without credentials, with its reason', async () => {
    const producer = sender(undefined)
    expect(await refusal(producer, () => producer.send({ topic: 'quickstart', body: 'x' }))).toContain(
      'username',
    )
    const consumer = receiver(undefined)
    await refusal(consumer, () => consumer.receive())
  })

  it('refuses a wrong secret, at the start of each kind of client', async () => {
    const wrong = { accessKey: alice.accessKey, secretKey: 'not-the-secret' }
    const producer = new Producer({
      endpoints: cluster.endpoints,
      credentials: wrong,
      topics: ['quickstart'],
    })
    expect(await refusal(producer, () => producer.start())).toContain('signature')
    const bare = sender(wrong)
    await refusal(bare, () => bare.start())
    const simple = receiver(wrong)
    await refusal(simple, () => simple.start())
    const push = new PushConsumer({
      endpoints: cluster.endpoints,
      credentials: wrong,
      consumerGroup: 'quickstart-workers',
      subscriptions: { quickstart: '*' },
      listener: () => {},
    })
    await refusal(push, () => push.start())
  })

  it('refuses a topic that the user may not use, by its name', async () => {
    const producer = sender(alice)
    expect(await refusal(producer, () => producer.send({ topic: 'secret', body: 'x' }))).toContain('secret')
    const consumer = receiver(alice, 'secret')
    expect(await refusal(consumer, () => consumer.receive())).toContain('secret')
  })

  it('refuses a group that the user may not use', async () => {
    const consumer = receiver(alice, 'quickstart', 'secret-workers')
    await refusal(consumer, () => consumer.receive())
  })

  it('refuses a provider that fails with its own reason, not the server’s', async () => {
    const producer = sender(() => Promise.reject(new Error('the vault is sealed')))
    const failure = await failureOf<RocketMQError>(producer.send({ topic: 'quickstart', body: 'x' }))
    await producer.close()
    expect(failure).toMatchObject({
      code: 'CONFIGURATION',
      message: expect.stringContaining('the vault is sealed'),
    })
  })

  it('goes on serving a client whose credentials are rotated while it runs', async () => {
    await cluster.createUser('rota', 'first-secret', { superUser: true })
    let current = { accessKey: 'rota', secretKey: 'first-secret' }
    await using producer = sender(async () => current)
    await producer.send({ topic: 'quickstart', body: 'before' })
    await cluster.admin('updateUser', '-c', 'DefaultCluster', '-u', 'rota', '-p', 'second-secret')
    current = { accessKey: 'rota', secretKey: 'second-secret' }
    await producer.send({ topic: 'quickstart', body: 'after' })
  })
})
