import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PushConsumer, type PushConsumerOptions } from '../../src/index.js'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { eventually, Recorder, sendAll } from '../support/consuming.js'

let proxy: EmbeddedProxy
const open: PushConsumer[] = []
const logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

async function consume(
  options: Omit<PushConsumerOptions, 'endpoints' | 'consumerGroup'> & { consumerGroup?: string },
): Promise<PushConsumer> {
  const consumer = new PushConsumer({
    endpoints: proxy.endpoints,
    consumerGroup: 'workers',
    logger,
    ...options,
  })
  open.push(consumer)
  await consumer.start()
  return consumer
}

beforeEach(async () => {
  proxy = await EmbeddedProxy.start({
    topics: { orders: 'NORMAL', steps: { type: 'FIFO', queues: 1 } },
    groups: ['workers', { name: 'keepers', fifo: true }],
  })
})

afterEach(async () => {
  await Promise.all(open.splice(0).map(consumer => consumer.close({ timeoutMs: 0 }).catch(() => {})))
  await proxy.close()
})

describe('a push consumer whose server restarts', () => {
  it('polls when the server has its settings again, and not before', async () => {
    const recorder = new Recorder()
    const consumer = await consume({ subscriptions: { orders: '*' }, listener: recorder.listener })
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThan(0))
    const late = proxy.faults.always('Telemetry', { delayMs: 2_000 })
    await proxy.restart({ downMs: 200 })
    await sendAll(proxy.endpoints, 'orders', ['after'])
    await recorder.saw(1, 30_000)
    expect(late.hits).toBeGreaterThan(0)
    const polls = consumer.stats().rpcs?.find(({ method }) => method === 'ReceiveMessage')
    expect(polls?.codes).not.toHaveProperty('INTERNAL_SERVER_ERROR')
  })

  it('does not poll before, either, where only room was missing', async () => {
    const recorder = new Recorder()
    recorder.hang()
    const { listener } = recorder
    const consumer = await consume({ subscriptions: { orders: '*' }, listener, maxCachedMessages: 1 })
    await sendAll(proxy.endpoints, 'orders', ['before'])
    await recorder.saw(1)
    const late = proxy.faults.always('Telemetry', { delayMs: 2_000 })
    await proxy.restart({ downMs: 200 })
    recorder.letGo()
    await sendAll(proxy.endpoints, 'orders', ['after'])
    await recorder.saw(2, 30_000)
    expect(late.hits).toBeGreaterThan(0)
    const polls = consumer.stats().rpcs.find(({ method }) => method === 'ReceiveMessage')
    expect(polls?.codes).not.toHaveProperty('INTERNAL_SERVER_ERROR')
  })

  it('is back at the first attempt that begins when the server listens again', {
    timeout: 240_000,
  }, async () => {
    const listener = () => {}
    for (let i = 0; i < 5; i++) await consume({ subscriptions: { orders: '*' }, listener })
    const clients = open.map(({ clientId }) => clientId)
    /** Of each consumer, what its session went through: since it was lost, then since the server listens again. */
    let states = new Map(clients.map(each => [each, [] as string[]]))
    const note = (told: unknown) => {
      const { clientId, state } = told as { clientId: string; state: string }
      states.get(clientId)?.push(state)
    }
    subscribe('rocketmq-jet:telemetry:state', note)
    try {
      await proxy.stopProxy()
      await eventually(() => expect(every(states, each => each.length > 10)).toBe(true), 30_000)
      await proxy.startProxy()
      states = new Map(clients.map(each => [each, []]))
      await eventually(() => expect(every(states, each => each.includes('ready'))).toBe(true), 30_000)
    } finally {
      unsubscribe('rocketmq-jet:telemetry:state', note)
    }
    // An attempt that began while nothing listened may have failed only now.
    const failed = [...states.values()].filter(each =>
      each.includes('waiting', each.indexOf('connecting') + 1),
    )
    expect(failed).toEqual([])
  })

  it('repeats every FIFO attempt whose answer was lost under its name', async () => {
    const recorder = new Recorder()
    recorder.hang()
    const groups = 'abcdefgh'.split('')
    await Promise.all(
      groups.map(group =>
        sendAll(
          proxy.endpoints,
          'steps',
          Array.from({ length: 8 }, (_, i) => `${group}${i}`),
          { messageGroup: group },
        ),
      ),
    )
    await consume({ consumerGroup: 'keepers', subscriptions: { steps: '*' }, listener: recorder.listener })
    // One full answer makes two polls, which wait for what handlers hold up.
    await eventually(() => expect(proxy.requestsOf('ReceiveMessage').length).toBeGreaterThanOrEqual(3))
    const asked = new Set(attempts())
    proxy.clearRequests()
    proxy.cutConnections()
    const repeated = () => new Set(attempts().filter(attempt => asked.has(attempt)))
    await eventually(() => expect(repeated().size).toBeGreaterThanOrEqual(2), 30_000)
  })
})

const attempts = () => proxy.requestsOf('ReceiveMessage').map(({ message }) => message.attemptId)

const every = (states: ReadonlyMap<string, string[]>, is: (each: string[]) => boolean) =>
  [...states.values()].every(is)
