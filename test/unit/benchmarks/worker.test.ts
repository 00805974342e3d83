import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type {
  ConsumeResult,
  GrowthResult,
  MemorySample,
  MessageKind,
  MonitorCost,
  OutageResult,
  SendResult,
  SubjectName,
} from '../../../benchmarks/subjects/protocol.js'
import { WireMeter } from '../../../benchmarks/subjects/wire-meter.js'
import { Worker } from '../../../benchmarks/subjects/worker.js'
import { EmbeddedProxy, type TopicType } from '../../../src/testing/index.js'
import { eventually } from '../../support/patience.js'

const SDK = new URL('../../../src/', import.meta.url).href
const WIRE = new WireMeter()
const LOAD = { callers: 8, bodyBytes: 128, content: 'random', warmMs: 50, measureMs: 200 } as const

/** The worker of a measured process, in this process. */
function worker(
  subject: SubjectName,
  place: { endpoints: string; topic?: string; consumerGroup?: string },
): Worker {
  return new Worker({ subject, topic: 'orders', sdk: SDK, ...place }, WIRE)
}

/** Sends until a window has messages in it: a busy machine may leave one without any. */
async function send(
  sender: Worker,
  load: { kind?: MessageKind; allocations?: boolean } = {},
): Promise<SendResult> {
  for (;;) {
    const result = (await sender.obey({ do: 'send', ...LOAD, ...load })) as SendResult
    if (result.messages > 0) return result
  }
}

describe('the processes that are measured, against a server in memory', () => {
  let proxy: EmbeddedProxy
  let endpoints = ''

  beforeAll(async () => {
    proxy = await EmbeddedProxy.start({
      topics: { orders: 'NORMAL', steady: 'NORMAL', numbers: 'NORMAL' },
      groups: ['workers', 'counters', 'steady-workers'],
    })
    endpoints = proxy.endpoints
  })

  afterAll(() => proxy.close())

  test.each(['jet', 'grpc-js', 'http2', 'http2-single', 'frames', 'frames-batches'] as const)(
    '%s sends in a closed loop and counts its requests',
    async name => {
      const sender = worker(name, { endpoints })
      const result = await send(sender)
      await sender.obey({ do: 'close' })
      expect(result.failed).toBe(0)
      expect(result.messages).toBeGreaterThan(0)
      expect(result.connections).toBeGreaterThan(0)
      expect(result.requests).toBeGreaterThan(0)
      expect(result.wireBytes).toBeGreaterThan(result.messages * 100)
      expect(result.cpuMicrosPerMessage).toBeGreaterThan(0)
    },
  )

  test.each(['fifo', 'delay', 'transaction'] as const)(
    'sends of kind %s go one message a call',
    async kind => {
      const topic = `single-${kind}`
      proxy.createTopic(topic, kind.toUpperCase() as TopicType)
      const sender = worker('jet', { endpoints, topic })
      const result = await send(sender, { kind })
      await sender.obey({ do: 'close' })
      expect(result.failed).toBe(0)
      expect(result.messages).toBeGreaterThan(0)
      expect(result.requests).toBeGreaterThanOrEqual(result.messages - LOAD.callers)
    },
  )

  test('requests of the floor hold as many messages as there are callers', async () => {
    const sender = worker('http2', { endpoints })
    const result = await send(sender)
    await sender.obey({ do: 'close' })
    expect(result.messages % LOAD.callers).toBe(0)
  })

  test('allocations are sampled where the load asks for them', async () => {
    const sender = worker('jet', { endpoints })
    const result = await send(sender, { allocations: true })
    await sender.obey({ do: 'close' })
    expect(result.allocatedBytes).toBeGreaterThan(0)
  })

  test.each(['jet-push', 'jet-simple', 'http2-consumer', 'grpc-js-consumer'] as const)(
    '%s consumes a backlog and counts its requests',
    async name => {
      const topic = `backlog-${name}`
      const consumerGroup = topic
      proxy.createTopic(topic, 'NORMAL')
      proxy.createGroup(consumerGroup)
      const loader = worker('jet', { endpoints, topic })
      await loader.obey({ do: 'fill', messages: 800, bodyBytes: 64 })
      await loader.obey({ do: 'close' })
      const consumer = worker(name, { endpoints, topic, consumerGroup })
      await consumer.obey({ do: 'listen', keep: 'nothing', warmUp: 50 })
      const result = (await consumer.obey({
        do: 'collect',
        messages: 800,
        timeoutMs: 20_000,
      })) as ConsumeResult
      await consumer.obey({ do: 'close' })
      // More than eight receives of 32 messages, which may all be out before the warm-up ends.
      expect(result.requests).toBeGreaterThan(0)
      expect(result.requests).toBeLessThan(result.messages)
      expect(result.messages).toBeGreaterThanOrEqual(750)
      expect(result.messages).toBeLessThan(800)
      expect(result.rate).toBeGreaterThan(0)
    },
  )

  test('a steady flow has the latency from send to handler', async () => {
    const place = { endpoints, topic: 'steady', consumerGroup: 'steady-workers' }
    const [loader, consumer] = [worker('jet', place), worker('jet-push', place)]
    await consumer.obey({ do: 'listen', keep: 'stamps', warmUp: 20 })
    const collected = consumer.obey({ do: 'collect', messages: 100, timeoutMs: 20_000 })
    expect(await loader.obey({ do: 'pace', perSecond: 100, seconds: 1, bodyBytes: 64 })).toBe(100)
    const { p50Ms, p99Ms } = (await collected) as ConsumeResult
    await Promise.all([loader.obey({ do: 'close' }), consumer.obey({ do: 'close' })])
    expect(p50Ms).toBeGreaterThan(0)
    expect(p99Ms).toBeGreaterThanOrEqual(p50Ms)
  })

  test('a collection that stays short fails and says how short', async () => {
    const consumer = worker('jet-push', { endpoints, topic: 'numbers', consumerGroup: 'workers' })
    await consumer.obey({ do: 'listen', keep: 'nothing', warmUp: 0 })
    await expect(consumer.obey({ do: 'collect', messages: 5, timeoutMs: 50 })).rejects.toThrow('only 0 of 5')
    await consumer.obey({ do: 'close' })
  })

  test('every confirmed number of a producer that repeats its attempts is found by the counting consumer', async () => {
    const place = { endpoints, topic: 'numbers', consumerGroup: 'counters' }
    const [sender, consumer] = [worker('jet', place), worker('jet-push', place)]
    await sender.obey({ do: 'outage', callers: 4, pauseMs: 1 })
    await eventually(() => expect(proxy.messages('numbers').length).toBeGreaterThan(100), 25_000)
    const { confirmed, confirmedAt, succeeded, failed } = (await sender.obey({
      do: 'settle',
    })) as OutageResult
    await consumer.obey({ do: 'listen', keep: 'numbers', warmUp: 0 })
    const messages = confirmed.length
    const found = (await consumer.obey({ do: 'numbers', messages, quietMs: 10_000 })) as number[]
    await Promise.all([sender.obey({ do: 'close' }), consumer.obey({ do: 'close' })])
    expect(messages).toBeGreaterThan(0)
    expect([succeeded, failed, confirmedAt.length]).toEqual([messages, 0, messages])
    expect([...found].sort((a, b) => a - b)).toEqual([...confirmed].sort((a, b) => a - b))
  })

  test('a monitor comes and goes while one producer sends', async () => {
    const sender = worker('jet', { endpoints })
    const command = { do: 'monitor', callers: 4, bodyBytes: 64, pairs: 1 } as const
    const { callers, on, off, ownShare } = (await sender.obey(command)) as MonitorCost
    expect([callers, on.length, off.length]).toEqual([4, 1, 1])
    for (const { rate, cpuMicrosPerMessage } of [...on, ...off])
      expect(Math.min(rate, cpuMicrosPerMessage)).toBeGreaterThan(0)
    expect(ownShare).toBeGreaterThan(0)
    expect(ownShare).toBeLessThan(1)
  })

  test('memory is looked at on the way', async () => {
    const sender = worker('jet', { endpoints })
    const command = { do: 'soak', messages: 400, callers: 10, bodyBytes: 64 } as const
    const samples = (await sender.obey(command)) as MemorySample[]
    await sender.obey({ do: 'close' })
    expect(samples).toHaveLength(40)
    expect(samples.at(-1)).toMatchObject({ messages: 400 })
  })

  test('work is spread over topics and groups of a server of that size', async () => {
    const grown = worker('jet', { endpoints })
    const load = { producers: 2, topics: 1, groups: 0, callers: 8, warmMs: 20, measureMs: 100 }
    proxy.createTopic('topic-0', 'NORMAL')
    const result = (await grown.obey({ do: 'grow', ...load })) as GrowthResult
    expect(result.failed).toBe(0)
    expect(result.messages).toBeGreaterThan(0)
    expect(result.idleHeapMb).toBeGreaterThan(0)
  })

  test('a subject is refused what it cannot do', async () => {
    await expect(
      worker('jet', { endpoints }).obey({ do: 'listen', keep: 'nothing', warmUp: 0 }),
    ).rejects.toThrow('jet cannot do that')
  })
})
