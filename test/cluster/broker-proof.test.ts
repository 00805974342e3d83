import { expect, it, onTestFinished } from 'vitest'
import { startCluster } from '../../scripts/cluster/cluster.js'
import type { Producer } from '../../src/index.js'
import { NameServerClient, parseNameServers } from '../../src/remoting/name-server-client.js'
import type { Credentials } from '../../src/remoting/signature.js'
import { producerOf, sendDifferent } from '../support/reading-back.js'

const COUNT = 500

function requests(producer: Producer): number {
  return producer.stats().rpcs?.find(({ method }) => method === 'SendMessage')?.started ?? 0
}

it('the version of a broker is told to every user whom it knows, and to nobody else', {
  timeout: 300_000,
}, async () => {
  const cluster = await startCluster({ mode: 'cluster', acl: true, topics: { proven: 'NORMAL' } })
  onTestFinished(() => cluster.stop(), 60_000)
  await cluster.createUser('bob', 'bob-secret')
  await cluster.createAcl('bob', ['Topic:proven'], ['Pub'])
  const bob = { accessKey: 'bob', secretKey: 'bob-secret' }
  const producer = producerOf(cluster, { batch: { nameServer: cluster.nameServer }, credentials: bob })
  await sendDifferent(producer, 'proven', COUNT)
  expect(requests(producer)).toBeLessThan(COUNT / 10)
  const asked = (credentials: Credentials | undefined) =>
    new NameServerClient(parseNameServers(cluster.nameServer), {
      tls: undefined,
      timeoutMs: 10_000,
      signal: () => new AbortController().signal,
      credentials: async () => credentials,
    }).brokers('proven')
  expect(await asked(bob)).toMatchObject([{ version: '5.5.0' }])
  expect((await asked({ ...bob, secretKey: 'guessed' }))[0]?.failure).toContain('check signature failed')
  expect((await asked(undefined))[0]?.failure).toContain('username cannot be null')
})
