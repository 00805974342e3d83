import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PushConsumer, type PushConsumerOptions } from '../../src/index.js'
import { EmbeddedProxy, ManualClock } from '../../src/testing/index.js'
import { eventually, Recorder, sendAll, settled } from '../support/consuming.js'

/** The shortest lease. Consumers renew it in the machine's time. */
const LEASE_MS = 10_000

const log: string[] = []
const logger = { debug: () => {}, info: () => {}, warn: (line: string) => log.push(line), error: () => {} }

let clock: ManualClock
let proxy: EmbeddedProxy
const open: PushConsumer[] = []

async function consume(options: Partial<PushConsumerOptions>): Promise<PushConsumer> {
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    invisibleDurationMs: LEASE_MS,
    logger,
    ...options,
  })
  open.push(consumer)
  await consumer.start()
  return consumer
}

/** Waits until the lease of each of so many messages was renewed. */
const renewed = (count: number) =>
  eventually(() => expect(proxy.requestsOf('ChangeInvisibleDuration')).toHaveLength(count), 30_000)

beforeEach(async () => {
  log.length = 0
  clock = new ManualClock()
  proxy = await EmbeddedProxy.start({
    clock,
    topics: { orders: { type: 'NORMAL', queues: 1 }, steps: { type: 'FIFO', queues: 1 } },
    groups: ['workers', { name: 'keepers', fifo: true, maxAttempts: 1 }],
  })
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(consumer => consumer.close({ timeoutMs: 0 }).catch(() => {})))
  await proxy.close()
})

describe.each([
  ['in a handler', 20],
  ['behind a handler', 1],
])('messages that are %s for longer than their lease', (_where, concurrency) => {
  it('are handled once each, and their acknowledgements hold', async () => {
    const recorder = new Recorder()
    recorder.hang()
    await sendAll(proxy.endpoints, 'orders', ['a', 'b', 'c'])
    await consume({ listener: recorder.listener, concurrency })
    await recorder.saw(Math.min(3, concurrency))
    await renewed(3)
    recorder.letGo()
    await settled(proxy, 'orders', 'workers')
    expect(recorder.bodies.sort()).toEqual(['a', 'b', 'c'])
  })
})

describe('a renewal', () => {
  it('leaves it to the server when a message comes back whose handler failed', {
    timeout: 240_000,
  }, async () => {
    const attempts: number[] = []
    await sendAll(proxy.endpoints, 'orders', ['first', 'second'])
    await consume({
      listener: async (message, { attempt }) => {
        if (message.text() !== 'second') return
        attempts.push(attempt)
        if (attempt === 1) await renewed(1)
        return attempt === 1 ? 'FAILURE' : 'SUCCESS'
      },
    })
    await eventually(() => expect(proxy.requestsOf('ChangeInvisibleDuration')).toHaveLength(2), 30_000)
    clock.advance(5_000)
    await eventually(() => expect(attempts).toEqual([1, 2]))
    await settled(proxy, 'orders', 'workers')
  })

  it('does not change what becomes a dead letter in a FIFO group', async () => {
    await sendAll(proxy.endpoints, 'orders', ['of another topic'])
    await sendAll(proxy.endpoints, 'steps', ['bad', 'good'], { messageGroup: 'g' })
    const handled: string[] = []
    await consume({
      consumerGroup: 'keepers',
      subscriptions: { steps: '*' },
      listener: async message => {
        handled.push(message.text())
        if (message.text() === 'good') return
        await renewed(2)
        throw new Error('no good')
      },
    })
    await settled(proxy, 'steps', 'keepers')
    await eventually(() => expect(proxy.messages('%DLQ%keepers')).toHaveLength(1), 30_000)
    await eventually(() => expect(handled).toEqual(['bad', 'good']))
    await settled(proxy, 'steps', 'keepers')
    expect(proxy.messages('%DLQ%keepers').map(({ body }) => body.toString())).toEqual(['bad'])
  })

  it('is waited for by the acknowledgement of a handler that ends meanwhile', {
    timeout: 240_000,
  }, async () => {
    const recorder = new Recorder()
    recorder.hang()
    await sendAll(proxy.endpoints, 'orders', ['a', 'b'])
    await consume({ listener: recorder.listener })
    await recorder.saw(2)
    const slow = proxy.faults.always('ChangeInvisibleDuration', { delayMs: 500 })
    await eventually(() => expect(slow.hits).toBe(2), 30_000)
    recorder.letGo()
    await settled(proxy, 'orders', 'workers')
    expect(recorder.messages).toHaveLength(2)
  })

  it('hides nothing of a consumer that was killed: it comes back after its lease', async () => {
    const recorder = new Recorder()
    recorder.hang()
    await sendAll(proxy.endpoints, 'orders', ['a'])
    // It waits for the room that one message takes, and polls for no other.
    const killed = await consume({ listener: recorder.listener, maxCachedMessages: 1 })
    await recorder.saw(1)
    const other = new Recorder()
    await consume({ listener: other.listener })
    proxy.faults.always('*', { drop: 'request' }, { clientId: killed.clientId })
    clock.advance(LEASE_MS)
    await other.saw(1)
    expect(other.bodies).toEqual(['a'])
  })

  it('that is refused keeps a message from being handled that somebody else has by now', {
    timeout: 240_000,
  }, async () => {
    const recorder = new Recorder()
    recorder.hang()
    await sendAll(proxy.endpoints, 'orders', ['a', 'b'])
    await consume({ listener: recorder.listener, concurrency: 1 })
    await recorder.saw(1)
    // The lease of both is over by the server's clock.
    const refused = proxy.faults.always('ReceiveMessage', { code: 'TOO_MANY_REQUESTS' })
    clock.advance(LEASE_MS)
    await eventually(
      () => expect(log.filter(line => line.includes('could not keep'))).toHaveLength(2),
      30_000,
    )
    recorder.letGo()
    refused.remove()
    await eventually(() =>
      expect(recorder.messages.map(({ deliveryAttempt }) => deliveryAttempt)).toEqual([1, 2, 2]),
    )
    await settled(proxy, 'orders', 'workers')
  })
})
