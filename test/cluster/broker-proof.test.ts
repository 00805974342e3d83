import { expect, it, onTestFinished } from 'vitest'
import { startCluster } from '../../scripts/cluster/cluster.js'
import type { Producer } from '../../src/index.js'
import type { Credentials } from '../../src/remoting/credentials.js'
import { NameServerClient, parseNameServers } from '../../src/remoting/name-server-client.js'
import { eventually } from '../support/cluster.js'
import { producerOf, sendDifferent, untilCoalescing } from '../support/reading-back.js'

const COUNT = 200

const LIMITS = { timeout: 1_200_000 }

function requests(producer: Producer): number {
  return producer.stats().rpcs?.find(({ method }) => method === 'SendMessage')?.started ?? 0
}

async function coalescing(producer: Producer) {
  return (await producer.inspect('mixed')).coalescing
}

/** How many requests so many sends take once the brokers have proven what they are. */
async function requestsOf(producer: Producer, topic: string): Promise<number> {
  await untilCoalescing(producer, topic)
  const before = requests(producer)
  await sendDifferent(producer, topic, COUNT)
  return requests(producer) - before
}

it('the version of a broker is told to every user whom it knows, and to nobody else', LIMITS, async () => {
  const cluster = await startCluster({ mode: 'cluster', acl: true, topics: { proven: 'NORMAL' } })
  onTestFinished(() => cluster.stop(), 180_000)
  await cluster.createUser('bob', 'bob-secret')
  await cluster.createAcl('bob', ['Topic:proven'], ['Pub'])
  const bob = { accessKey: 'bob', secretKey: 'bob-secret' }
  const producer = producerOf(cluster, { batch: { nameServer: cluster.nameServer }, credentials: bob })
  expect(await requestsOf(producer, 'proven')).toBeLessThan(COUNT / 10)
  const asked = (credentials: Credentials | undefined) =>
    new NameServerClient(parseNameServers(cluster.nameServer), {
      tls: undefined,
      timeoutMs: 60_000,
      signal: () => new AbortController().signal,
      credentials: async () => credentials,
    }).brokers('proven')
  expect(await asked(bob)).toMatchObject([{ version: '5.5.0' }])
  expect((await asked({ ...bob, secretKey: 'guessed' }))[0]?.failure).toContain('check signature failed')
  expect((await asked(undefined))[0]?.failure).toContain('username cannot be null')
})

it('one old broker of two keeps sends single until it is another version', LIMITS, async () => {
  const cluster = await startCluster({
    mode: 'cluster',
    brokers: 2,
    brokerVersion: ['5.5.0', '5.3.3'],
    topics: { mixed: 'NORMAL' },
  })
  onTestFinished(() => cluster.stop(), 180_000)
  const nameServer = cluster.nameServer
  const producer = producerOf(cluster, { batch: { nameServer } })
  await sendDifferent(producer, 'mixed', COUNT)
  expect(requests(producer)).toBeGreaterThanOrEqual(COUNT)
  // What could not be asked in time is asked again ten seconds later.
  await eventually(
    async () =>
      expect(await coalescing(producer)).toMatchObject({
        coalesced: false,
        reason: expect.stringMatching(/broker-b at .* is 5\.3\.3, older than 5\.4\.0/),
      }),
    240_000,
  )
  await cluster.changeBroker(1, '5.5.0')
  expect(await requestsOf(producer, 'mixed')).toBeLessThan(COUNT / 10)

  await cluster.killNameServer()
  const late = producerOf(cluster, { batch: { nameServer }, logger: false })
  await sendDifferent(late, 'mixed', COUNT)
  expect(requests(late)).toBeGreaterThanOrEqual(COUNT)
  expect((await coalescing(late))?.reason).toContain(`name server ${nameServer}`)
  await cluster.startNameServer()
  await untilCoalescing(late, 'mixed')
})

it('servers that take TLS only are asked in TLS', LIMITS, async () => {
  const cluster = await startCluster({ mode: 'cluster', remotingTls: true, topics: { sealed: 'NORMAL' } })
  onTestFinished(() => cluster.stop(), 180_000)
  const producer = producerOf(cluster, {
    tls: { rejectUnauthorized: false },
    batch: { nameServer: cluster.nameServer },
  })
  expect(await requestsOf(producer, 'sealed')).toBeLessThan(COUNT / 10)
})
