import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import { Producer, type RocketMQError, SimpleConsumer, type TlsOptions } from '../../src/index.js'
import { localCluster } from '../support/cluster.js'
import { failureOf } from '../support/rpc-client.js'

/** Whether this run may start clusters of its own; with the user's own it may not. */
const ours = localCluster().mode !== undefined || process.env.ROCKETMQ_NAME_SERVER !== undefined

describe.runIf(ours)('a server with a certificate of an own authority', () => {
  let cluster: Cluster

  beforeAll(async () => {
    cluster = await startCluster({ tls: true })
  })
  afterAll(() => cluster?.stop())

  const message = { topic: 'quickstart', body: 'hello' }
  const port = () => cluster.endpoints.split(':').at(-1)

  async function failureWith(
    tls: boolean | TlsOptions,
    endpoints = cluster.endpoints,
  ): Promise<RocketMQError> {
    const begun = performance.now()
    const producer = new Producer({ endpoints, tls })
    const failure = await failureOf<RocketMQError>(producer.send(message))
    await producer.close()
    expect(performance.now() - begun).toBeLessThan(20_000)
    return failure
  }

  async function sendWith(options: { endpoints?: string; tls?: boolean | TlsOptions }): Promise<string> {
    await using producer = new Producer({ endpoints: cluster.endpoints, ...options })
    return (await producer.send(message)).messageId
  }

  it('serves a client that trusts the authority: send, receive, acknowledge', async () => {
    const tls = { ca: cluster.ca }
    const messageId = await sendWith({ tls })
    await using consumer = new SimpleConsumer({
      endpoints: cluster.endpoints,
      tls,
      consumerGroup: 'quickstart-workers',
      subscriptions: { quickstart: '*' },
    })
    const messages = await consumer.receive()
    expect(messages.map(each => each.messageId)).toContain(messageId)
    await consumer.ack(messages)
  })

  it('serves a client that dials https:// and a name of the certificate', async () => {
    expect(await sendWith({ endpoints: `https://localhost:${port()}`, tls: { ca: cluster.ca } })).not.toBe('')
  })

  it('serves a client that verifies nothing', async () => {
    expect(await sendWith({ tls: { rejectUnauthorized: false } })).not.toBe('')
  })

  it('serves plaintext on the same port', async () => {
    expect(await sendWith({})).not.toBe('')
  })

  it('is not trusted by a client that does not know the authority, with advice', async () => {
    const failure = await failureWith(true)
    expect(failure).toMatchObject({ code: 'TLS', retryable: false })
    expect(failure.message).toMatch(/unable to verify|self-signed|unable to get/)
    expect(failure.message).toContain('Give the authority in tls.ca')
  })

  it('is not trusted under a name that its certificate does not carry, with advice', async () => {
    const failure = await failureWith({ ca: cluster.ca, serverName: 'other.example.com' })
    expect(failure).toMatchObject({ code: 'TLS', retryable: false })
    expect(failure.message).toContain('Set tls.serverName to a name of the certificate')
  })

  it('is trusted under a name of its certificate that is not the one dialled', async () => {
    expect(await sendWith({ tls: { ca: cluster.ca, serverName: 'localhost' } })).not.toBe('')
  })

  it('takes PEM as the bytes of a file too', async () => {
    const file = await readFile(`${cluster.folder}/tls/ca.crt`).catch(() => Buffer.from(cluster.ca ?? ''))
    expect(await sendWith({ tls: { ca: file } })).not.toBe('')
  })
})
