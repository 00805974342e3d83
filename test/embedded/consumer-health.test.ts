import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { defaultAlertRules, Monitor, PushConsumer, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy, type Fault } from '../../src/testing/index.js'
import { apache } from '../../src/wire/generated/protocol.js'
import { eventually, Recorder, sendAll } from '../support/consuming.js'

const { Code } = apache.rocketmq.v2

/** The default rules of ages, which are the same but need not get old. */
const impatientRules = defaultAlertRules
  .filter(({ metric }) => /(unreachable|Failing|stalled|Handler)Ms$/.test(metric))
  .map(rule => ({ ...rule, above: 300, forMs: 0, resolveForMs: 0 }))

let proxy: EmbeddedProxy
let monitor: Monitor

beforeEach(async () => {
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL', bills: 'NORMAL' }, groups: ['workers'] })
  monitor = new Monitor({ intervalMs: 100, alerts: impatientRules, notify: () => {} })
  monitor.start()
})

afterEach(async () => {
  await monitor.stop()
  await proxy.close()
})

function firing(): string[] {
  const rules = monitor.snapshot().alerts.filter(({ state }) => state === 'firing')
  return [...new Set(rules.map(({ rule }) => rule))].sort()
}

const fires = (...rules: string[]) => eventually(() => expect(firing()).toEqual(rules), 25_000)

/** A reply that refuses every entry by itself, for a reason that will not pass. */
function refuseEach(reply: apache.rocketmq.v2.IAckMessageResponse): apache.rocketmq.v2.IAckMessageResponse {
  const status = { code: Code.INVALID_RECEIPT_HANDLE }
  return {
    status: { code: Code.MULTIPLE_RESULTS },
    entries: (reply.entries ?? []).map(entry => ({ ...entry, status })),
  }
}

function consuming(listener: Recorder['listener']): PushConsumer {
  return new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*', bills: '*' },
    listener,
    concurrency: 4,
    monitor,
  })
}

describe('the default alerts', () => {
  it('fire when all handlers hang, and are resolved when they end', async () => {
    const recorder = new Recorder()
    recorder.hang()
    const consumer = consuming(recorder.listener)
    await consumer.start()
    await sendAll(proxy.endpoints, 'orders', ['a', 'b', 'c', 'd', 'e'])
    // One of the four places is kept for other topics.
    await recorder.saw(3)
    await fires('handler running long', 'handlers hanging')
    recorder.letGo()
    await recorder.saw(5)
    await fires()
    expect(consumer.stats().consumer).toMatchObject({ oldestHandlerMs: 0, stalledMs: 0 })
    await consumer.close()
  })

  it('tell one handler that hangs from all of them', async () => {
    const held: (() => void)[] = []
    const consumer = consuming(async message => {
      if (message.text() === 'poison') await new Promise<void>(resolve => held.push(resolve))
    })
    await consumer.start()
    await sendAll(proxy.endpoints, 'orders', ['poison'])
    await eventually(() => expect(held).toHaveLength(1))
    const stop = new AbortController()
    const traffic = (async () => {
      while (!stop.signal.aborted) await sendAll(proxy.endpoints, 'orders', ['a', 'b', 'c'])
    })()
    await eventually(() => {
      const { oldestHandlerMs = 0, stalledMs } = consumer.stats().consumer ?? {}
      expect(oldestHandlerMs).toBeGreaterThan(2_000)
      expect(stalledMs).toBeLessThan(oldestHandlerMs)
    }, 25_000)
    stop.abort()
    await traffic
    held[0]?.()
    await consumer.close()
  })

  it('fire when receiving is forbidden, be it for one topic of two', async () => {
    const consumer = consuming(new Recorder().listener)
    await consumer.start()
    const forbidden = proxy.faults.always(
      'ReceiveMessage',
      { code: 'FORBIDDEN' },
      { when: request => request.messageQueue?.topic?.name === 'bills' },
    )
    await fires('receiving fails')
    forbidden.remove()
    await sendAll(proxy.endpoints, 'bills', ['welcome'])
    await fires()
    await consumer.close()
  })

  it('fire when a simple consumer cannot receive', async () => {
    const consumer = new SimpleConsumer({
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      monitor,
    })
    await consumer.start()
    const forbidden = proxy.faults.always('ReceiveMessage', { code: 'FORBIDDEN' })
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(consumer.receive()).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await fires('receiving fails')
    forbidden.remove()
    await consumer.close()
  })

  it.each<[string, Fault<apache.rocketmq.v2.IAckMessageResponse>]>([
    ['the call', { code: 'INTERNAL_SERVER_ERROR' }],
    ['each entry', { change: refuseEach }],
  ])('fire when acknowledgements fail by %s', { timeout: 240_000 }, async (_by, fault) => {
    const recorder = new Recorder()
    const consumer = consuming(recorder.listener)
    await consumer.start()
    const failing = proxy.faults.always('AckMessage', fault)
    await eventually(async () => {
      await sendAll(proxy.endpoints, 'orders', ['a'])
      expect(firing()).toEqual(['acknowledgements fail'])
    }, 120_000)
    failing.remove()
    await sendAll(proxy.endpoints, 'orders', ['b'])
    await fires()
    await consumer.close()
  })

  it('fire when the server is gone, also while nothing is sent or received, and are resolved when it is back', async () => {
    const consumer = consuming(new Recorder().listener)
    await consumer.start()
    await proxy.stopProxy()
    await eventually(() => expect(firing()).toContain('server gone'), 25_000)
    await proxy.startProxy()
    await fires()
    await consumer.close()
  })

  it('are silent about a message that always fails', async () => {
    const recorder = new Recorder()
    const consumer = consuming(async (message, context) => {
      await recorder.listener(message, context)
      throw new Error('poison')
    })
    await consumer.start()
    await sendAll(proxy.endpoints, 'orders', ['poison'])
    await recorder.saw(2, 30_000)
    expect(firing()).toEqual([])
    expect(consumer.stats().consumer?.deliveryMs.count).toBe(1)
    await consumer.close()
  })
})
