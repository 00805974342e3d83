import { beforeAll, expect } from 'vitest'
import { Producer, type RocketMQError, SimpleConsumer, type TlsOptions } from '../../src/index.js'
import { selfSignedCertificate } from '../../src/testing/self-signed-certificate.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { receiveAll } from '../support/reading-back.js'
import { failureOf } from '../support/rpc-client.js'
import { TRANSPORTS, type Transport } from '../support/transports.js'
import { testOn } from './scene.js'
import { credentialsOf, type GuardedServer } from './server-under-test.js'

const common = { credentials: credentialsOf('root'), ...PATIENT_CLIENT }

interface Way {
  endpoints: string
  transport?: Transport
  tls?: boolean | TlsOptions
}

async function sendBy(way: Way, topic = 'open-topic'): Promise<string> {
  await using producer = new Producer({ ...common, ...way })
  return (await producer.send({ topic, body: 'hello' })).messageId
}

async function failureBy(way: Way): Promise<RocketMQError> {
  const begun = performance.now()
  const failure = await failureOf<RocketMQError>(sendBy(way))
  expect(performance.now() - begun).toBeLessThan(60_000)
  expect(failure).toMatchObject({ code: 'TLS', retryable: false })
  return failure
}

/** Who is trusted, and on which way. */
export function tls(server: GuardedServer): void {
  const test = testOn(server)
  const { endpoints, ca } = server

  beforeAll(() => server.createTopic('open-topic', 'NORMAL', 8))

  test.for(TRANSPORTS)(
    'a client over %s that trusts the authority sends, receives and acknowledges',
    async (transport, { scene }) => {
      const [topic, consumerGroup] = [await scene.topic(), await scene.group()]
      const messageId = await sendBy({ endpoints, transport, tls: { ca } }, topic)
      await using consumer = new SimpleConsumer({
        ...common,
        endpoints,
        transport,
        tls: { ca },
        consumerGroup,
        subscriptions: { [topic]: '*' },
      })
      const messages = await receiveAll(consumer, 1)
      expect(messages.map(each => each.messageId)).toEqual([messageId])
      await consumer.ack(messages)
    },
  )

  test.for([
    ['PEM as bytes', { tls: { ca: Buffer.from(ca) } }],
    [
      'https:// and a name of the certificate',
      { endpoints: `https://localhost:${portOf(endpoints)}`, tls: { ca } },
    ],
    ['a name of the certificate that is not the one dialled', { tls: { ca, serverName: 'localhost' } }],
    ['verifying nothing', { tls: { rejectUnauthorized: false } }],
    ['plaintext on the same port', {}],
  ] as const)('%s: served', async ([, way]) => {
    expect(await sendBy({ endpoints, ...way })).not.toBe('')
  })

  test('an authority that the client does not know: not trusted, with advice', async () => {
    const { message } = await failureBy({ endpoints, tls: true })
    expect(message).toMatch(/unable to verify|self-signed|unable to get/)
    expect(message).toContain('Give the authority in tls.ca')
  })

  test('another authority than the client knows: not trusted, with advice', async () => {
    const { message } = await failureBy({ endpoints, tls: { ca: selfSignedCertificate().cert } })
    expect(message).toContain('Give the authority in tls.ca')
  })

  test('a name that the certificate does not carry: not trusted, with advice', async () => {
    const { message } = await failureBy({ endpoints, tls: { ca, serverName: 'other.example.com' } })
    expect(message).toContain('Set tls.serverName to a name of the certificate')
  })
}

/** A port on which nothing but plaintext is spoken. A real server starts anew for it, so it comes last. */
export function plaintext(server: GuardedServer): void {
  const test = testOn(server)
  let endpoints: string

  beforeAll(async () => {
    endpoints = await server.withoutTls()
  }, 600_000)

  test('plaintext is served', async () => {
    expect(await sendBy({ endpoints })).not.toBe('')
  })

  test('TLS fails, with advice', async () => {
    const { message } = await failureBy({ endpoints, tls: { ca: server.ca } })
    expect(message).toContain('wrong version number')
    expect(message).toContain('The port may speak plaintext: leave tls off')
  })
}

function portOf(endpoints: string): string | undefined {
  return endpoints.split(':').at(-1)
}
