import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect as expectIn, test } from 'vitest'
import { LitePushConsumer } from '../../src/index.js'
import { EmbeddedProxy, ManualClock, type RpcName } from '../../src/testing/index.js'
import { sendAll } from '../support/consuming.js'
import { AMBIGUOUS, PASSING_FAULTS, shortPolls } from '../support/fault-kinds.js'
import { heldBy } from '../support/leaks.js'
import { startAtLast } from '../support/persistently.js'
import { Quiet } from '../support/quiet.js'
import { callsOver, TRANSPORTS, type Transport } from '../support/transports.js'

const BODIES = ['waits first', 'second', 'third']
const THREE_HOURS = 3 * 60 * 60 * 1000
const TICK = 20
const RPCS: readonly RpcName[] = [
  'QueryRoute',
  'Telemetry',
  'QueryAssignment',
  'SyncLiteSubscription',
  'ReceiveMessage',
  'AckMessage',
  'ChangeInvisibleDuration',
  'NotifyClientTermination',
]

/** Waits until every message was handled and nothing is out, with time going on. */
async function settled(
  proxy: EmbeddedProxy,
  clock: ManualClock,
  handled: ReadonlySet<string>,
): Promise<void> {
  const begun = Date.now()
  const quiet = new Quiet()
  let isReleased = false
  while (handled.size < BODIES.length || proxy.inFlight('talks', 'talkers') > 0) {
    if (Date.now() - begun > 200_000) throw new Error(`not settled: ${[...handled].join(', ')}`)
    clock.advance(TICK)
    // An answer that got lost had messages in it, which are kept for the client for three hours.
    const seen = `${handled.size} ${proxy.inFlight('talks', 'talkers')}`
    if (quiet.since(seen) > 15_000 && !isReleased) {
      isReleased = true
      clock.advance(THREE_HOURS)
    }
    await sleep(TICK)
  }
}

describe.concurrent.each(TRANSPORTS)(
  'a lite push consumer over %s, of whose calls one',
  { timeout: 240_000 },
  transport => {
    for (const rpc of callsOver(transport, RPCS)) {
      test.for(Object.entries(PASSING_FAULTS))(`${rpc} %s`, async ([what, fault], { expect }) => {
        const clock = new ManualClock()
        const proxy = await EmbeddedProxy.start({
          mode: 'CLUSTER',
          topics: { talks: 'LITE' },
          groups: [{ name: 'talkers', liteTopic: 'talks', maxAttempts: 5, backoff: [100] }],
          clock,
        })
        try {
          await sendAll(proxy.endpoints, 'talks', BODIES, { liteTopic: 'a' })
          await sendAll(proxy.endpoints, 'talks', ['not for us'], { liteTopic: 'b' })
          const { handled, deliveries, consumer } = talker(proxy, transport)
          const scripted = proxy.faults.once(rpc, fault)
          proxy.faults.always('Telemetry', shortPolls)
          await startAtLast(consumer)
          await startAtLast({ start: () => consumer.subscribeLite('a') })
          await settled(proxy, clock, handled)
          await consumer.close()
          expect(scripted.hits).toBe(1)
          expect([...handled].sort()).toEqual([...BODIES].sort())
          if (!AMBIGUOUS.has(what)) expect(deliveries.filter(body => body === 'third')).toHaveLength(1)
          expect(heldBy(consumer)).toEqual([])
        } finally {
          await proxy.close()
        }
      })
    }
  },
)

/** Handles everything; the first message puts its lite topic off once. */
function talker(proxy: EmbeddedProxy, transport: Transport) {
  const deliveries: string[] = []
  const handled = new Set<string>()
  const consumer = new LitePushConsumer({
    endpoints: proxy.endpoints,
    transport,
    consumerGroup: 'talkers',
    bindTopic: 'talks',
    listener: message => {
      const body = message.text()
      deliveries.push(body)
      if (body === 'waits first' && deliveries.filter(each => each === body).length === 1) {
        return { suspendMs: 100 }
      }
      handled.add(body)
      return 'SUCCESS'
    },
  })
  return { consumer, handled, deliveries }
}

test.for(TRANSPORTS)(
  'a lite push consumer over %s goes on receiving after its proxy restarted',
  async transport => {
    const proxy = await EmbeddedProxy.start({
      mode: 'CLUSTER',
      topics: { talks: 'LITE' },
      groups: [{ name: 'talkers', liteTopic: 'talks' }],
    })
    const { consumer, handled } = talker(proxy, transport)
    await consumer.start()
    await consumer.subscribeLite('a')
    await proxy.restart({ downMs: 200 })
    await sendAll(proxy.endpoints, 'talks', ['after'], { liteTopic: 'a' })
    await expectIn.poll(() => [...handled], { timeout: 25_000 }).toEqual(['after'])
    await consumer.close()
    await proxy.close()
  },
)
