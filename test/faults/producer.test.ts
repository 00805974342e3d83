import { describe, expect, test } from 'vitest'
import { Producer, RocketMQError } from '../../src/index.js'
import { EmbeddedProxy, type Fault, type RpcName } from '../../src/testing/index.js'
import { AMBIGUOUS, PASSING_FAULTS } from '../support/fault-kinds.js'
import { heldBy } from '../support/leaks.js'
import { persistently, startAtLast } from '../support/persistently.js'
import { callsOver, TRANSPORTS, type Transport } from '../support/transports.js'

const COUNT = 30
const RPCS: readonly RpcName[] = [
  'QueryRoute',
  'Telemetry',
  'ServerReflectionInfo',
  'SendMessage',
  'EndTransaction',
  'RecallMessage',
  'NotifyClientTermination',
]

/** What a producer can do, once; every message must be stored in the end. */
async function produce(
  proxy: EmbeddedProxy,
  transport: Transport,
): Promise<{ ids: string[]; held: string[] }> {
  const producer = new Producer({ endpoints: proxy.endpoints, transport })
  await startAtLast(producer)
  const bodies = Array.from({ length: COUNT }, (_, i) => `body ${i}`)
  const receipts = await Promise.all(bodies.map(body => producer.send({ topic: 'orders', body })))
  const transaction = producer.beginTransaction()
  await transaction.send({ topic: 'halves', body: 'half' })
  // Whether a commit whose answer was lost had come through cannot be known from another commit.
  await persistently(() => transaction.commit(), 3).catch(() => {})
  const deliveryTimestamp = Date.now() + 3600_000
  const { recallHandle = '' } = await producer.send({ topic: 'later', body: 'later', deliveryTimestamp })
  await persistently(() => producer.recall('later', recallHandle))
  await producer.close()
  return { ids: receipts.map(receipt => receipt.messageId), held: heldBy(producer) }
}

describe.concurrent.each(TRANSPORTS)(
  'a producer over %s, of whose calls one',
  { timeout: 240_000 },
  transport => {
    for (const rpc of callsOver(transport, RPCS)) {
      test.for(Object.entries(PASSING_FAULTS))(`${rpc} %s`, async ([what, fault], { expect }) => {
        const proxy = await EmbeddedProxy.start({
          topics: { orders: 'NORMAL', halves: 'TRANSACTION', later: 'DELAY' },
        })
        const scripted = proxy.faults.once(rpc, fault)
        try {
          const { ids, held } = await produce(proxy, transport)
          expect(scripted.hits).toBe(1)
          const stored = proxy.messages('orders').map(({ messageId }) => messageId)
          expect([...new Set(stored)].sort()).toEqual([...ids].sort())
          if (rpc !== 'SendMessage' || !AMBIGUOUS.has(what)) expect(stored).toHaveLength(COUNT)
          expect(proxy.messages('halves').length).toBeGreaterThanOrEqual(1)
          expect(held).toEqual([])
        } finally {
          await proxy.close()
        }
      })
    }
  },
)

describe.each(TRANSPORTS)('what a server may say of a send over %s', transport => {
  const cases: readonly (readonly [what: string, fault: Fault, code: string])[] = [
    ['a code that is not in the protocol', { code: 47_110 }, 'UNKNOWN_SERVER_CODE'],
  ]
  test.for(cases)('%s fails the message at once, with its code', async ([, fault, code]) => {
    const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' } })
    const producer = new Producer({ endpoints: proxy.endpoints, transport })
    await producer.start()
    proxy.faults.always('SendMessage', fault)
    const failure = await producer.send({ topic: 'orders', body: 'b' }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(RocketMQError)
    expect((failure as RocketMQError).code).toBe(code)
    await producer.close()
    expect(heldBy(producer)).toEqual([])
    await proxy.close()
  })
})
