import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, vi } from 'vitest'
import {
  type MessageView,
  Producer,
  type ProducerOptions,
  type RocketMQError,
  type SendReceipt,
  SimpleConsumer,
} from '../../src/index.js'
import { eventually, uniqueName } from './cluster.js'
import type { ControlledCluster } from './cluster-control.js'
import { expectNothingOut } from './producing.js'

/** What is needed of a real cluster to send to it and read back. */
export type ReadableCluster = Pick<ControlledCluster, 'createGroup' | 'createTopic' | 'admin'> & {
  endpoints: string
}

/** An unhurried producer that ends with the test; everything it took from its pools must be back by then. */
export function producerOf(cluster: { endpoints: string }, options: Partial<ProducerOptions> = {}): Producer {
  const producer = new Producer({ endpoints: cluster.endpoints, ...UNHURRIED, ...options })
  onTestFinished(async () => {
    await producer.close()
    expectNothingOut(producer)
  })
  return producer
}

/** A topic with a name of its own. */
export async function topicOf(
  cluster: ReadableCluster,
  type: Parameters<ControlledCluster['createTopic']>[1] = 'NORMAL',
  options: Parameters<ControlledCluster['createTopic']>[2] = {},
): Promise<string> {
  const topic = uniqueName('producer')
  await cluster.createTopic(topic, type, options)
  return topic
}

/**
 * For a producer whose messages or requests are counted. An answer that is only late must not count as lost: its
 * message would be sent again, and stored twice.
 */
export const UNHURRIED = { requestTimeoutMs: 120_000, deliveryTimeoutMs: 240_000 } as const

const POLLS_AT_ONCE = 4
/** How long nothing comes before a topic counts as read, in milliseconds. */
const READ_MS = 60_000

/**
 * Receives `count` messages of a topic, or all that it holds, without acknowledging them. What was stored twice is
 * there twice, at two places; what the server delivers twice from one place is there once, for it promises no less
 * than one delivery and no more. Ends early when nothing more comes. A count of what was sent is too few where a
 * reply may be lost: for each message that was stored twice another one would stay unread.
 */
export async function readBack(
  cluster: ReadableCluster,
  topic: string,
  count?: number,
): Promise<MessageView[]> {
  const wanted = count ?? (await storedCount(cluster, topic))
  const consumerGroup = uniqueName('reader')
  await cluster.createGroup(consumerGroup)
  const consumer = new SimpleConsumer({
    endpoints: cluster.endpoints,
    consumerGroup,
    subscriptions: { [topic]: '*' },
    awaitDurationMs: 10_000,
  })
  const seen = new Map<string, MessageView>()
  const enough = new AbortController()
  const { signal } = enough
  let lastCame = performance.now()
  const poll = async () => {
    while (!signal.aborted) {
      const messages = await consumer.receive({ maxMessages: 32, invisibleDurationMs: 600_000, signal })
      for (const view of messages) seen.set(`${view.messageId} ${view.queueId} ${view.offset}`, view)
      if (messages.length > 0) lastCame = performance.now()
      if (seen.size >= wanted || performance.now() - lastCame > READ_MS) enough.abort()
    }
  }
  try {
    // The polls that are cut off would only have waited for more.
    await Promise.all(Array.from({ length: POLLS_AT_ONCE }, () => poll().catch(ignoreAbort)))
  } finally {
    // Nothing of what was read is to be acknowledged.
    await consumer.close({ timeoutMs: 0 })
  }
  return [...seen.values()]
}

function ignoreAbort(error: RocketMQError): void {
  if (error.code !== 'ABORTED') throw error
}

/** How long the broker's account must stand still to be final, in milliseconds. */
const STILL_MS = 1_000

/**
 * How many messages the queues of a topic hold, by the broker's own account. It stores first and books later, so
 * the account counts once it stands still.
 */
export async function storedCount(cluster: ReadableCluster, topic: string): Promise<number> {
  let before = await bookedCount(cluster, topic)
  for (;;) {
    await sleep(STILL_MS)
    const now = await bookedCount(cluster, topic)
    if (now === before) return now
    before = now
  }
}

async function bookedCount(cluster: ReadableCluster, topic: string): Promise<number> {
  const table = await eventually(async () => {
    const printed = await cluster.admin('topicStatus', '-t', topic)
    // A broker that is too busy to answer in time is told of in place of its table.
    expect(printed).toContain('#Broker Name')
    return printed
  })
  let count = 0
  for (const line of table.split('\n')) {
    const [, , minimum, maximum] = line.trim().split(/\s+/)
    if (/^\d+$/.test(minimum ?? '') && /^\d+$/.test(maximum ?? '')) count += Number(maximum) - Number(minimum)
  }
  return count
}

/** A message and what became of it. */
export interface Sent {
  body: string
  tag: string
  keys: string[]
  properties: Record<string, string>
  receipt: SendReceipt
}

/** Sends `count` messages at once, each different from all others in everything. */
export function sendDifferent(producer: Producer, topic: string, count: number): Promise<Sent[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const message = {
        body: `body ${index} ${'·'.repeat(index % 50)}`,
        tag: `tag-${index % 97}`,
        keys: [`key-${index}`, `other-${index % 13}`],
        properties: { index: String(index), [`only-${index % 7}`]: `value ${index}` },
      }
      return { ...message, receipt: await producer.send({ topic, ...message }) }
    }),
  )
}

/** Settles when a producer puts messages of a topic into common requests: the brokers have proven what they are. */
export function untilCoalescing(producer: Producer, topic: string): Promise<void> {
  return vi.waitFor(
    async () => expect((await producer.inspect(topic)).coalescing?.coalesced).toBe(true),
    // Brokers are asked again every ten seconds or more.
    { timeout: 240_000, interval: 500 },
  )
}

/** Each message was stored exactly once, whole, at the place its receipt names. */
export async function expectStoredOnce(
  cluster: ReadableCluster,
  topic: string,
  sent: readonly Sent[],
): Promise<void> {
  expect(await storedCount(cluster, topic)).toBe(sent.length)
  const views = await readBack(cluster, topic, sent.length)
  const byId = new Map(views.map(view => [view.messageId, view]))
  expect(views.length).toBe(sent.length)
  expect(byId.size).toBe(sent.length)
  expect(new Set(views.map(view => `${view.queueId} ${view.offset}`)).size).toBe(sent.length)
  for (const { body, tag, keys, properties, receipt } of sent) {
    const view = byId.get(receipt.messageId)
    const found = view && { body: view.text(), tag: view.tag, keys: view.keys, properties: view.properties }
    // Compared by hand first: twenty thousand deep comparisons take their time.
    if (JSON.stringify(found) !== JSON.stringify({ body, tag, keys, properties })) {
      expect(found).toEqual({ body, tag, keys, properties })
    }
    if (view?.offset !== receipt.offset) expect(view?.offset).toBe(receipt.offset)
  }
}
