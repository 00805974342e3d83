import { beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { Producer, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { runScript } from '../support/client-process.js'
import { eventually, localCluster, ownsCluster, uniqueName } from '../support/cluster.js'

const topic = uniqueName('lifecycle')
const group = uniqueName('lifecycle')
const other = uniqueName('lifecycle')
const cluster = localCluster()
const { endpoints } = cluster

beforeAll(async () => {
  await cluster.createTopic(topic)
  await cluster.createGroup(group)
  await cluster.createGroup(other)
})

const pushConsumer = (listener: () => void, consumerGroup = group) =>
  new PushConsumer({ endpoints, consumerGroup, subscriptions: { [topic]: '*' }, listener })

/** How many calls found nobody. */
const refusals = (client: Producer | PushConsumer) =>
  client.stats().rpcs.reduce((sum, { codes }) => sum + (codes.UNAVAILABLE ?? 0), 0)

describe('clients of a real server', () => {
  it('leave nothing open in their process when they are closed, which ends by itself', async () => {
    const script = `import { Producer, PushConsumer, SimpleConsumer } from './src/index.ts'
const [endpoints, topic, group, other] = process.argv.slice(1)
const patient = { endpoints, requestTimeoutMs: 30_000, connectionPool: { connectTimeoutMs: 30_000 } }
const kinds = () => process.getActiveResourcesInfo().filter(name => /TCP|TLS|Timeout/.test(name))
const before = kinds()
let got
const received = new Promise(resolve => { got = resolve })
const producer = new Producer(patient)
const push = new PushConsumer({ ...patient, consumerGroup: group, subscriptions: { [topic]: '*' }, listener: () => got() })
const simple = new SimpleConsumer({ ...patient, consumerGroup: other, subscriptions: { [topic]: '*' } })
await push.start()
await producer.send({ topic, body: 'hello' })
await received
await simple.ack(await simple.receive())
await Promise.all([producer.close(), push.close(), simple.close()])
const end = Date.now() + 30_000
do await new Promise(resolve => setImmediate(resolve))
while (kinds().join() !== before.join() && Date.now() < end)
console.log(JSON.stringify({ before, after: kinds() }))`
    const outcome = await runScript(script, [endpoints, topic, group, other], 200_000)
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    const { before, after } = JSON.parse(outcome.stdout)
    expect(after).toEqual(before)
  })

  it('are forgotten by the server when they say goodbye', async () => {
    // A client that closes waits a second for the answer to its goodbye, and not for a server that is slow.
    await eventually(async () => {
      const consumer = pushConsumer(() => {})
      await consumer.start()
      await consumer.close()
      const { codes } = consumer.stats().rpcs.find(rpc => rpc.method === 'NotifyClientTermination') ?? {}
      expect(codes).toEqual({ OK: 1 })
    })
  })

  it('are closed when they go out of scope, in whatever state', async () => {
    let unused: Producer | undefined
    {
      await using never = new Producer({ endpoints })
      await using consumer = new SimpleConsumer({
        endpoints,
        consumerGroup: other,
        subscriptions: { [topic]: '*' },
      })
      await consumer.start()
      unused = never
    }
    expect(unused.state).toBe('closed')
  })
})

describe.runIf(ownsCluster())('clients of a server that is killed and comes back', () => {
  it('go on by themselves, an idle one too, and reject nothing unhandled', { timeout: 900_000 }, async () => {
    const rejections: unknown[] = []
    const note = (reason: unknown) => void rejections.push(reason)
    process.on('unhandledRejection', note)
    const handled: string[] = []
    // A start of the server may take a while on a busy machine.
    await using producer = new Producer({ endpoints, topics: [topic], deliveryTimeoutMs: 600_000 })
    await using idle = new Producer({ endpoints, topics: [topic], deliveryTimeoutMs: 600_000 })
    await using push = new PushConsumer({
      endpoints,
      consumerGroup: group,
      subscriptions: { [topic]: '*' },
      listener: message => void handled.push(message.text()),
    })
    await Promise.all([producer.start(), idle.start(), push.start()])
    await producer.send({ topic, body: 'before' })
    await eventually(() => expect(handled).toContain('before'))

    await cluster.killProxy()
    const during = producer.send({ topic, body: 'during' })
    for (const client of [producer, push]) await eventually(() => expect(refusals(client)).toBeGreaterThan(3))
    await cluster.startProxy()

    await during
    await idle.send({ topic, body: 'idle' })
    await eventually(() => expect(handled).toEqual(expect.arrayContaining(['during', 'idle'])), 240_000)
    process.off('unhandledRejection', note)
    expect(rejections).toEqual([])
  })

  it('are shown to operators by their id and language', async () => {
    const consumer = pushConsumer(() => {})
    onTestFinished(() => consumer.close())
    await consumer.start()
    const shown = async () => {
      const broker = /\S+:\d+/.exec(await cluster.admin('clusterList'))?.[0] ?? ''
      expect(await cluster.admin('consumerConnection', '-g', group, '-b', broker)).toMatch(
        new RegExp(`${consumer.clientId} .* NODE_JS `),
      )
    }
    await vi.waitFor(shown, { timeout: 60_000, interval: 500 })
  })
})
