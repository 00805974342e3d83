import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Producer, RocketMQError, type SendReceipt } from '../../src/index.js'
import { EmbeddedProxy, type Fault, type StoredMessage } from '../../src/testing/index.js'
import { expectNothingOut } from '../support/producing.js'

const TOPICS = {
  plain: 'NORMAL',
  other: 'NORMAL',
  steps: 'FIFO',
  later: 'DELAY',
  ranked: 'PRIORITY',
} as const

const message = fc.oneof(
  { weight: 6, arbitrary: fc.record({ topic: fc.constantFrom('plain', 'other') }) },
  {
    weight: 3,
    arbitrary: fc.record({ topic: fc.constant('steps'), messageGroup: fc.constantFrom('a', 'b') }),
  },
  { weight: 1, arbitrary: fc.record({ topic: fc.constant('ranked'), priority: fc.nat(3) }) },
  // A delivery that is due already goes to the queue at once.
  { weight: 1, arbitrary: fc.record({ topic: fc.constant('later'), deliveryTimestamp: fc.constant(1_000) }) },
  { weight: 1, arbitrary: fc.record({ topic: fc.constantFrom('missing', 'no topic!') }) },
)

const fault = fc.constantFrom<Fault>(
  { grpcStatus: 14 },
  { cut: 'request' },
  { cut: 'reply' },
  { code: 'INTERNAL_SERVER_ERROR' },
  { code: 'TOO_MANY_REQUESTS' },
  { code: 'MESSAGE_CORRUPTED' },
  { garbage: true },
  { delayMs: 3 },
  { reset: 2 },
)

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      message,
      bytes: fc.constantFrom(1, 10, 2_000, 9_000),
      signal: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('fail' as const), fault, times: fc.integer({ min: 1, max: 4 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('abort' as const), which: fc.nat(60) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('turn' as const, 'loop' as const, 'flush' as const) }),
  },
)

const scenario = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 60 }),
  batch: fc.record({
    batchSize: fc.constantFrom(1, 3, 1_024),
    maxBytes: fc.constantFrom(1_024, 20_000, 1_048_576),
    flushIntervalMs: fc.constantFrom(0, 0, 2),
    maxInFlight: fc.constantFrom(1, 4),
    bufferSize: fc.constantFrom(4, 65_536),
    onFull: fc.constantFrom('wait' as const, 'wait' as const, 'reject' as const),
  }),
  codec: fc.constantFrom('none' as const, 'gzip' as const, 'snappy' as const),
  brokers: fc.constantFrom(1, 2),
  closeInFlight: fc.boolean(),
})
type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never

interface Attempted {
  topic: string
  messageGroup: string | undefined
  text: string
  outcome: PromiseSettledResult<SendReceipt>
}

/** Plays a scenario and gives what became of every send. */
async function play(
  { steps, batch, codec, closeInFlight }: Scenario,
  proxy: EmbeddedProxy,
  producer: Producer,
) {
  const controllers: AbortController[] = []
  const sends: {
    text: string
    topic: string
    messageGroup: string | undefined
    sent: Promise<SendReceipt>
  }[] = []
  for (const one of steps) {
    if (one.do === 'send') {
      const text = `${sends.length} `.padEnd(one.bytes, 'x')
      const controller = new AbortController()
      controllers.push(controller)
      const options = one.signal ? { signal: controller.signal } : {}
      const sent = producer.send({ ...one.message, body: text }, options)
      sent.catch(() => {})
      const messageGroup = 'messageGroup' in one.message ? one.message.messageGroup : undefined
      sends.push({ text, topic: one.message.topic, messageGroup, sent })
    } else if (one.do === 'fail') proxy.faults.once('SendMessage', one.fault, { times: one.times })
    else if (one.do === 'abort') controllers[one.which % Math.max(1, controllers.length)]?.abort()
    else if (one.do === 'turn') await null
    else if (one.do === 'loop') await new Promise(resolve => setTimeout(resolve, 2))
    else void producer.flush()
  }
  expect([batch, codec]).toBeDefined()
  if (closeInFlight) await producer.close()
  const outcomes = await Promise.allSettled(sends.map(({ sent }) => sent))
  return sends.map(
    (send, index): Attempted => ({ ...send, outcome: outcomes[index] as Attempted['outcome'] }),
  )
}

/** What was acknowledged is stored, under the id and at the place of its receipt. */
function expectStored(
  attempted: readonly Attempted[],
  stored: ReadonlyMap<string, readonly StoredMessage[]>,
): void {
  for (const { outcome, topic } of attempted) {
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toBeInstanceOf(RocketMQError)
      continue
    }
    const copies = stored.get(outcome.value.messageId) ?? []
    expect(copies.map(copy => copy.topic)).toContain(topic)
    expect(copies.map(copy => copy.offset)).toContain(outcome.value.offset)
  }
}

/** The first copies of the messages of a group stand in the order of the calls. */
function expectInOrder(attempted: readonly Attempted[], proxy: EmbeddedProxy): void {
  for (const group of ['a', 'b']) {
    const acknowledged = attempted
      .filter(({ messageGroup, outcome }) => messageGroup === group && outcome.status === 'fulfilled')
      .map(({ outcome }) => (outcome as PromiseFulfilledResult<SendReceipt>).value.messageId)
    const order = [...new Set(proxy.messages('steps').map(({ messageId }) => messageId))]
    expect(order.filter(id => acknowledged.includes(id))).toEqual(acknowledged)
  }
}

describe('a producer, whatever is sent, fails, is aborted and closed', () => {
  it('settles every promise, loses nothing it acknowledged, keeps the order, and gives everything back', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, async plan => {
        const proxy = await EmbeddedProxy.start({ topics: TOPICS, brokers: plan.brokers })
        const producer = new Producer({
          endpoints: proxy.endpoints,
          requestTimeoutMs: 10_000,
          batch: plan.batch,
          compression: { codec: plan.codec, thresholdBytes: 1_000 },
          leakDetection: true,
        })
        try {
          const attempted = await play(plan, proxy, producer)
          const stored = new Map<string, StoredMessage[]>()
          for (const each of Object.keys(TOPICS).flatMap(topic => proxy.messages(topic))) {
            stored.set(each.messageId, [...(stored.get(each.messageId) ?? []), each])
          }
          expectStored(attempted, stored)
          expectInOrder(attempted, proxy)
          const { sent, succeeded, failed, inFlight, buffered } = producer.stats().producer ?? {}
          expect(sent).toBe(attempted.length)
          // A message that was aborted while it was out is counted when its request is done.
          expect((succeeded ?? 0) + (failed ?? 0) + (inFlight ?? 0) + (buffered ?? 0)).toBe(sent)
          expect(succeeded).toBe(attempted.filter(({ outcome }) => outcome.status === 'fulfilled').length)
        } finally {
          await producer.close()
          await proxy.close()
        }
        expectNothingOut(producer)
      }),
      { numRuns: 40 },
    )
  }, 400_000)
})
