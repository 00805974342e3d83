import { describe, type ExpectStatic, test } from 'vitest'
import { PushConsumer } from '../../src/index.js'
import { EmbeddedProxy, type Fault, ManualClock, type RpcName } from '../../src/testing/index.js'
import { AMBIGUOUS, PASSING_FAULTS, shortPolls } from '../support/fault-kinds.js'
import { fillTopic } from '../support/fill-topic.js'
import { heldBy } from '../support/leaks.js'
import { startAtLast } from '../support/persistently.js'
import { Quiet } from '../support/quiet.js'
import { callsOver, TRANSPORTS, type Transport } from '../support/transports.js'

const COUNT = 30
/** How long the server hides what it gave to a push consumer. */
const LEASE_MS = 60_000
const TICK = 20
const RPCS: readonly RpcName[] = [
  'QueryRoute',
  'Telemetry',
  'QueryAssignment',
  'ReceiveMessage',
  'AckMessage',
  'ChangeInvisibleDuration',
  'ForwardMessageToDeadLetterQueue',
  'NotifyClientTermination',
]

interface Outcome {
  /** How often the handler got each body. */
  deliveries: Map<string, number>
  held: string[]
}

/** Handles everything; `body 0` fails at first, `body 1` always. */
async function consume(proxy: EmbeddedProxy, clock: ManualClock, transport: Transport): Promise<Outcome> {
  const deliveries = new Map<string, number>()
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    transport,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    listener: message => {
      const body = message.text()
      const times = (deliveries.get(body) ?? 0) + 1
      deliveries.set(body, times)
      return body === 'body 1' || (body === 'body 0' && times === 1) ? 'FAILURE' : 'SUCCESS'
    },
  })
  await startAtLast(consumer)
  await settled(proxy, clock, deliveries)
  await consumer.close()
  return { deliveries, held: heldBy(consumer) }
}

/** Waits until nothing is left to do, with time going on. */
async function settled(
  proxy: EmbeddedProxy,
  clock: ManualClock,
  deliveries: Map<string, number>,
): Promise<void> {
  const begun = Date.now()
  const quiet = new Quiet()
  let isReleased = false
  const isDone = () =>
    deliveries.size === COUNT &&
    proxy.inFlight('orders', 'workers') === 0 &&
    (deliveries.get('body 0') ?? 0) >= 2 &&
    proxy.messages('%DLQ%workers').length >= 1
  while (!isDone()) {
    if (Date.now() - begun > 200_000) throw new Error(`not settled: ${JSON.stringify([...deliveries])}`)
    clock.advance(TICK)
    // An answer that a cut swallowed had messages in it, which come back by themselves. It takes two polls to find
    // out that a peer vanished.
    const seen = `${[...deliveries.values()]} ${proxy.inFlight('orders', 'workers')}`
    if (quiet.since(seen) > 25_000 && !isReleased) {
      isReleased = true
      clock.advance(LEASE_MS)
    }
    await new Promise(resolve => setTimeout(resolve, TICK))
  }
}

describe.concurrent.each(TRANSPORTS)(
  'a push consumer over %s, of whose calls one',
  { timeout: 240_000 },
  transport => {
    for (const rpc of callsOver(transport, RPCS)) {
      test.for(Object.entries(PASSING_FAULTS))(`${rpc} %s`, async ([what, fault], { expect }) => {
        // Of groups without order the server itself puts dead letters away.
        const fifo = rpc === 'ForwardMessageToDeadLetterQueue'
        const groups = [{ name: 'workers', maxAttempts: 3, backoff: [100], fifo }]
        const clock = new ManualClock()
        const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups, clock })
        try {
          await fillTopic(proxy, 'orders', COUNT)
          if (rpc === 'ReceiveMessage' && AMBIGUOUS.has(what))
            return await comesBack(proxy, clock, fault, transport, expect)
          const scripted = proxy.faults.once(rpc, fault)
          proxy.faults.always('Telemetry', shortPolls)
          const { deliveries, held } = await consume(proxy, clock, transport)
          expect(scripted.hits).toBe(1)
          const times = (i: number) => [2, 3][i] ?? 1
          const expected = new Map(Array.from({ length: COUNT }, (_, i) => [`body ${i}`, times(i)]))
          if (fault.cut === undefined) expect(deliveries).toEqual(expected)
          else expect([...deliveries.keys()].sort()).toEqual([...expected.keys()].sort())
          const dead = new Set(proxy.messages('%DLQ%workers').map(({ body }) => body.toString()))
          expect(dead).toEqual(new Set(['body 1']))
          expect(held).toEqual([])
        } finally {
          await proxy.close()
        }
      })
    }
  },
)

/** The messages of a lost answer come back after their invisible duration, while their consumer lives. */
async function comesBack(
  proxy: EmbeddedProxy,
  clock: ManualClock,
  fault: Fault,
  transport: Transport,
  expect: ExpectStatic,
): Promise<void> {
  const bodies = new Set<string>()
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    transport,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    listener: message => void bodies.add(message.text()),
  })
  proxy.faults.always('Telemetry', shortPolls)
  const scripted = proxy.faults.once('ReceiveMessage', fault)
  await consumer.start()
  await expect.poll(() => scripted.hits, { timeout: 25_000 }).toBe(1)
  // Once the server has them out; the rest is acknowledged.
  await expect.poll(() => proxy.inFlight('orders', 'workers')).toBeGreaterThan(0)
  clock.advance(LEASE_MS)
  await expect.poll(() => bodies.size, { timeout: 40_000 }).toBe(COUNT)
  await consumer.close()
  expect(heldBy(consumer)).toEqual([])
}
