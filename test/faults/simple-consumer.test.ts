import { describe, test } from 'vitest'
import { RocketMQError, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy, type RpcName, SystemClock } from '../../src/testing/index.js'
import { PASSING_FAULTS } from '../support/fault-kinds.js'
import { fillTopic } from '../support/fill-topic.js'
import { heldBy } from '../support/leaks.js'
import { persistently, startAtLast } from '../support/persistently.js'
import { callsOver, TRANSPORTS, type Transport } from '../support/transports.js'

const COUNT = 30
const RPCS: readonly RpcName[] = [
  'QueryRoute',
  'Telemetry',
  'ReceiveMessage',
  'AckMessage',
  'ChangeInvisibleDuration',
  'NotifyClientTermination',
]

/** So few that each is acknowledged long before its time is over, which here are six seconds. */
const FEW = { maxMessages: 4, invisibleDurationMs: 60_000 }

/** Receives and acknowledges everything; the first message only at its second delivery. */
async function consume(proxy: EmbeddedProxy, ids: readonly string[], transport: Transport) {
  const { endpoints } = proxy
  const consumer = new SimpleConsumer({
    endpoints,
    transport,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    awaitDurationMs: 5000,
  })
  await startAtLast(consumer)
  const acknowledged = new Set<string>()
  const afterItsAck: string[] = []
  let returned = false
  while (acknowledged.size < ids.length) {
    for (const message of await persistently(() => consumer.receive(FEW))) {
      if (acknowledged.has(message.messageId)) afterItsAck.push(message.messageId)
      else if (!returned) {
        returned = true
        await inTime(() => persistently(() => consumer.changeInvisibleDuration(message, 1000)))
      } else if (await inTime(() => consumer.ack(message))) acknowledged.add(message.messageId)
    }
  }
  await consumer.close()
  return { acknowledged: [...acknowledged], afterItsAck, held: heldBy(consumer) }
}

/** Whether it was done before the message's time was over; if not, the message comes again. */
async function inTime(action: () => Promise<void>): Promise<boolean> {
  try {
    await action()
    return true
  } catch (error) {
    if (error instanceof RocketMQError && error.code === 'INVALID_RECEIPT_HANDLE') return false
    throw error
  }
}

describe.concurrent.each(TRANSPORTS)(
  'a simple consumer over %s, of whose calls one',
  { timeout: 240_000 },
  transport => {
    for (const rpc of callsOver(transport, RPCS)) {
      test.for(Object.entries(PASSING_FAULTS))(`${rpc} %s`, async ([, fault], { expect }) => {
        // Ten times as fast, lest messages of a lost answer take a minute to come back.
        const clock = new SystemClock(10)
        const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'], clock })
        try {
          const ids = await fillTopic(proxy, 'orders', COUNT)
          const scripted = proxy.faults.once(rpc, fault)
          const { acknowledged, afterItsAck, held } = await consume(proxy, ids, transport)
          expect(scripted.hits).toBe(1)
          expect(acknowledged.sort()).toEqual([...ids].sort())
          expect(afterItsAck).toEqual([])
          expect(proxy.inFlight('orders', 'workers')).toBe(0)
          expect(held).toEqual([])
        } finally {
          await proxy.close()
        }
      })
    }
  },
)
