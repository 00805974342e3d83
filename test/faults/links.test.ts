import { test } from 'vitest'
import { Producer, PushConsumer } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { heldBy } from '../support/leaks.js'
import { eventually } from '../support/patience.js'
import { startAtLast } from '../support/persistently.js'
import { SlowWire, type WireOptions } from '../support/slow-wire.js'
import { TRANSPORTS } from '../support/transports.js'

const COUNT = 60

interface Link {
  what: string
  options: WireOptions
  /** What happens to it in the middle. */
  trouble?: (wire: SlowWire) => void
  /** Whether a reply may be lost, and with it the knowledge that a message is stored. */
  losesReplies?: boolean
}

const forSome = (milliseconds: number, begin: (wire: SlowWire) => void) => (wire: SlowWire) => {
  begin(wire)
  setTimeout(() => void wire.resume(), milliseconds)
}
const stall = (milliseconds: number) => forSome(milliseconds, wire => wire.stall())

const LINKS: readonly Link[] = [
  { what: 'takes 200 ms each way', options: { latencyMs: 200 } },
  { what: 'carries one byte at a time', options: { pieceBytes: 1 } },
  { what: 'stands still for less than a deadline', options: {}, trouble: stall(1_000) },
  {
    what: 'stands still for longer than a deadline',
    options: {},
    trouble: stall(4_500),
    losesReplies: true,
  },
  { what: 'carries 1 Mbit/s', options: { bytesPerSecond: 125_000 } },
  { what: 'is reset', options: { latencyMs: 5 }, trouble: wire => wire.reset(), losesReplies: true },
  {
    what: 'is reset behind it',
    options: { latencyMs: 5 },
    trouble: wire => wire.resetServer(),
    losesReplies: true,
  },
  {
    what: 'loses its peers without a word',
    options: { latencyMs: 5 },
    trouble: wire => wire.vanish(),
    losesReplies: true,
  },
  {
    what: 'is mute for a while',
    options: { latencyMs: 5 },
    trouble: forSome(1_500, wire => wire.mute()),
    losesReplies: true,
  },
  {
    what: 'refuses connections for a while',
    options: { latencyMs: 5 },
    trouble: forSome(1_500, wire => wire.refuse()),
    losesReplies: true,
  },
]

test.concurrent.for(TRANSPORTS.flatMap(transport => LINKS.map(link => ({ transport, ...link }))))(
  'a link that $what costs no message over $transport',
  { timeout: 240_000 },
  async ({ transport, options, trouble, losesReplies = false }, { expect }) => {
    const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
    const wire = await SlowWire.on(proxy, options)
    // Where no reply gets lost, none may be late either, however busy the machine is: it would be sent again.
    const requestTimeoutMs = losesReplies ? 2_000 : 120_000
    const common = { endpoints: wire.endpoints, transport, requestTimeoutMs, logger: false as const }
    const producer = new Producer({ ...common, deliveryTimeoutMs: 120_000 })
    const handled: string[] = []
    const consumer = new PushConsumer({
      ...common,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      listener: message => void handled.push(message.messageId),
    })
    await Promise.all([producer, consumer].map(client => startAtLast(client)))
    const first = await producer.send({ topic: 'orders', body: 'first' })
    const sends = Array.from({ length: COUNT }, (_, n) => producer.send({ topic: 'orders', body: `${n}` }))
    trouble?.(wire)
    const ids = [first, ...(await Promise.all(sends))].map(({ messageId }) => messageId)
    // Over grpc-js, a poll whose peer is gone may last until its end.
    await eventually(() => expect(handled).toEqual(expect.arrayContaining(ids)), 120_000)
    const stored = proxy.messages('orders').map(({ messageId }) => messageId)
    if (!losesReplies) {
      expect(stored).toHaveLength(COUNT + 1)
      expect(handled).toHaveLength(COUNT + 1)
    }
    await Promise.all([producer, consumer].map(client => client.close({ timeoutMs: 120_000 })))
    expect([producer, consumer].flatMap(heldBy)).toEqual([])
    await wire.close()
    await proxy.close()
  },
)

test('a link that is gone without a word is told from a quiet topic long before the poll would end', {
  timeout: 60_000,
}, async ({ expect }) => {
  const maxPollingMs = 600_000
  const given = {
    topics: { orders: 'NORMAL' as const },
    groups: ['workers'],
    settings: { maxPollingMs },
  }
  await using proxy = await EmbeddedProxy.start(given)
  const wire = await SlowWire.on(proxy, {})
  const consumer = new PushConsumer({
    endpoints: wire.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    requestTimeoutMs: 1_000,
    logger: false,
    listener: () => {},
  })
  await startAtLast(consumer)
  const polls = () => proxy.requests.filter(({ rpc }) => rpc === 'ReceiveMessage').length
  await eventually(() => expect(polls()).toBeGreaterThan(0))
  const before = polls()
  wire.vanish()
  await eventually(() => expect(polls()).toBeGreaterThan(before), 45_000)
  await consumer.close()
  await wire.close()
})
