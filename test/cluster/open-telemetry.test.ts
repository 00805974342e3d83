import { randomBytes } from 'node:crypto'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ChannelPayloads, type MessageView, Producer, PushConsumer } from '../../src/index.js'
import type { Tracing } from '../../src/stats/tracing.js'
import { apache } from '../../src/wire/generated/protocol.js'
import { localCluster, uniqueName } from '../support/cluster.js'
import { PATIENT_CLIENT } from '../support/patience.js'
import { RawClient } from '../support/raw-client.js'
import { UNHURRIED } from '../support/reading-back.js'
import { recordSpans } from '../support/spans.js'

const cluster = localCluster()
const PATIENTLY = { timeout: 60_000, interval: 20 }

/** A topic, and everything that comes from it to a consumer that traces. */
async function scene(tracing: Tracing) {
  const topic = uniqueName('traced')
  const group = uniqueName('tracers')
  await cluster.createTopic(topic)
  await cluster.createGroup(group)
  const seen: MessageView[] = []
  const consumer = new PushConsumer({
    ...PATIENT_CLIENT,
    endpoints: cluster.endpoints,
    consumerGroup: group,
    subscriptions: { [topic]: '*' },
    tracing,
    listener: async message => void seen.push(message),
  })
  onTestFinished(() => consumer.close({ timeoutMs: 5_000 }).catch(() => {}))
  await consumer.start()
  return { topic, seen }
}

describe('trace context through a real server', () => {
  it('reaches the handler of each message of a batch, whose span follows its own send', async () => {
    const spans = recordSpans()
    const { topic, seen } = await scene(spans.tracing)
    const producer = new Producer({
      endpoints: cluster.endpoints,
      ...UNHURRIED,
      tracing: spans.tracing,
    })
    onTestFinished(() => producer.close({ timeoutMs: 5_000 }).catch(() => {}))
    const properties = { colour: 'red' }
    await Promise.all(
      Array.from({ length: 30 }, (_, n) => producer.send({ topic, body: `m${n}`, properties })),
    )
    const processes = await spans.waitFor(`process ${topic}`, 30)
    const sends = spans.named(`send ${topic}`)
    expect(producer.stats().rpcs.find(({ method }) => method === 'SendMessage')?.started).toBeLessThan(30)
    for (const process of processes) {
      const id = process.attributes['messaging.message.id']
      const send = sends.find(each => each.attributes['messaging.message.id'] === id)
      expect(process.parentSpanContext?.spanId).toBe(send?.spanContext().spanId)
      expect(process.spanContext().traceId).toBe(send?.spanContext().traceId)
    }
    expect(seen[0]?.properties).toEqual({ colour: 'red', traceparent: expect.stringMatching(/^00-/) })
    expect(seen[0]?.traceContext).toBeUndefined()
  })

  it("is also found in the protocol's own field, where other producers may have put it", async () => {
    const spans = recordSpans()
    const { topic, seen } = await scene(spans.tracing)
    const raw = new RawClient(cluster.endpoints)
    onTestFinished(() => raw.close())
    const traceId = randomBytes(16).toString('hex')
    const traceContext = `00-${traceId}-${'cd'.repeat(8)}-01`
    const { status } = await raw.send({
      topic: { name: topic },
      systemProperties: {
        messageId: uniqueName('raw').padEnd(34, '0'),
        messageType: apache.rocketmq.v2.MessageType.NORMAL,
        bodyEncoding: apache.rocketmq.v2.Encoding.IDENTITY,
        traceContext,
      },
      body: Buffer.from('hello'),
    })
    expect(status?.code).toBe(apache.rocketmq.v2.Code.OK)
    const [process] = await spans.waitFor(`process ${topic}`)
    expect(process?.parentSpanContext).toMatchObject({ traceId, spanId: 'cd'.repeat(8), isRemote: true })
    expect(seen[0]?.traceContext).toBe(traceContext)
  })
})

describe('the time that a real server hands messages over', () => {
  it('comes with every receive, by which the delivery latency is known', async () => {
    const received: ChannelPayloads['rocketmq-jet:receive:end'][] = []
    const listener = (payload: unknown) => void received.push(payload as (typeof received)[number])
    subscribe('rocketmq-jet:receive:end', listener)
    onTestFinished(() => void unsubscribe('rocketmq-jet:receive:end', listener))
    const { topic, seen } = await scene(recordSpans().tracing)
    const producer = new Producer({ endpoints: cluster.endpoints, ...UNHURRIED })
    onTestFinished(() => producer.close({ timeoutMs: 5_000 }).catch(() => {}))
    await producer.send({ topic, body: 'hello' })
    await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0), PATIENTLY)
    const [event] = received.filter(each => each.topic === topic)
    expect(event?.deliveryLatencyMs).toBeGreaterThanOrEqual(0)
    expect(event?.deliveryLatencyMs).toBeLessThan(60_000)
  })
})
