import { beforeAll, expect } from 'vitest'
import {
  type Credentials,
  type CredentialsSource,
  Producer,
  PushConsumer,
  type RocketMQError,
  SimpleConsumer,
} from '../../src/index.js'
import { eventually, PATIENT_CLIENT } from '../support/patience.js'
import { receiveAll } from '../support/reading-back.js'
import { failureOf } from '../support/rpc-client.js'
import { testOn, unique } from './scene.js'
import { credentialsOf, type GuardedServer } from './server-under-test.js'

const root = credentialsOf('root')
const owner = credentialsOf('owner')

/** The SDK itself, before a server that wants credentials. */
export function guardedClients(server: GuardedServer): void {
  const test = testOn(server)
  const { endpoints, ca } = server
  const common = { endpoints, tls: { ca }, ...PATIENT_CLIENT }
  const producerOf = (credentials: CredentialsSource | undefined, ...topics: string[]) =>
    new Producer({ ...common, credentials, topics })
  const simpleOf = (credentials: CredentialsSource | undefined, of = 'open-topic', by = 'open-group') =>
    new SimpleConsumer({ ...common, credentials, consumerGroup: by, subscriptions: { [of]: '*' } })
  const pushOf = (credentials: CredentialsSource | undefined, listener: (text: string) => void = () => {}) =>
    new PushConsumer({
      ...common,
      credentials,
      consumerGroup: 'open-pushed',
      subscriptions: { 'open-pushed': '*' },
      listener: got => listener(got.text()),
    })

  beforeAll(async () => {
    for (const name of ['open-topic', 'closed-topic', 'open-pushed']) {
      await server.createTopic(name, 'NORMAL', 8)
    }
    for (const name of ['open-group', 'closed-group', 'open-pushed']) await server.createGroup(name, {})
  })

  async function refusal<C extends AsyncDisposable>(client: C, act: (client: C) => Promise<unknown>) {
    const begun = performance.now()
    const failure = await failureOf<RocketMQError>(act(client))
    expect(performance.now() - begun).toBeLessThan(60_000)
    await client[Symbol.asyncDispose]()
    expect(failure).toMatchObject({ code: 'UNAUTHORIZED', serverCode: 40_100, retryable: false })
    expect(failure.message).toContain('Check credentials.accessKey and secretKey, and what that user may do')
    return failure.message
  }

  test.for<Credentials>([root, owner])('$accessKey may send, receive and acknowledge', async user => {
    const name = unique('open')
    await server.createTopic(name, 'NORMAL', 8)
    await server.createGroup(name, {})
    await using producer = producerOf(user)
    const { messageId } = await producer.send({ topic: name, body: 'hello' })
    await using consumer = simpleOf(user, name, name)
    const messages = await receiveAll(consumer, 1)
    expect(messages.map(each => each.messageId)).toEqual([messageId])
    await consumer.ack(messages)
  })

  test('a push consumer handles what its user may receive', async () => {
    const handled: string[] = []
    await using consumer = pushOf(owner, text => handled.push(text))
    await consumer.start()
    await using producer = producerOf(owner)
    await producer.send({ topic: 'open-pushed', body: 'hello' })
    await eventually(() => expect(handled).toContain('hello'), 60_000)
  })

  test('credentials come from a provider', async () => {
    await using producer = producerOf(async () => owner)
    await producer.send({ topic: 'open-topic', body: 'hello' })
  })

  test('a provider that fails is told with its own reason, not the server’s', async () => {
    const credentials = () => Promise.reject(new Error('the vault is sealed'))
    // It may be open in a moment, and so it is asked again until the message's time is over.
    const producer = new Producer({ ...common, credentials, deliveryTimeoutMs: 5_000 })
    const failure = await failureOf<RocketMQError>(producer.send({ topic: 'open-topic', body: 'x' }))
    await producer.close()
    expect(failure).toMatchObject({
      code: 'TIMEOUT',
      message: expect.stringContaining('the vault is sealed'),
    })
  })

  test.for([
    ['no credentials', undefined, 'username'],
    ['an unknown access key', { ...owner, accessKey: 'stranger' }, 'stranger'],
    ['a wrong secret', { ...owner, secretKey: 'wrong' }, 'signature'],
  ] as const)('%s: refused when any client starts', async ([, credentials, why]) => {
    const messages = await Promise.all([
      refusal(producerOf(credentials), client => client.start()),
      refusal(producerOf(credentials, 'open-topic'), client => client.start()),
      refusal(producerOf(credentials), client => client.send({ topic: 'open-topic', body: 'x' })),
      refusal(simpleOf(credentials), client => client.start()),
      refusal(simpleOf(credentials), client => client.receive()),
      refusal(pushOf(credentials), client => client.start()),
    ])
    for (const text of messages) expect(text).toContain(why)
  })

  test('a topic that the user may not use: refused by its name', async () => {
    const sent = await refusal(producerOf(owner), client => client.send({ topic: 'closed-topic', body: 'x' }))
    expect(sent).toContain('Topic:closed-topic')
    const received = await refusal(simpleOf(owner, 'closed-topic'), client => client.receive())
    expect(received).toContain('Topic:closed-topic')
  })

  test('a group that the user may not use: refused by its name', async () => {
    const consumer = simpleOf(owner, 'open-topic', 'closed-group')
    expect(await refusal(consumer, client => client.receive())).toContain('Group:closed-group')
  })
}
