import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, vi } from 'vitest'
import {
  type MessageView,
  Producer,
  type ProducerOptions,
  type ReceiveOptions,
  type RocketMQError,
  type SendReceipt,
  SimpleConsumer,
} from '../../src/index.js'
import { eventually, uniqueName } from './cluster.js'
import type { ControlledCluster } from './cluster-control.js'
import { PATIENT_CLIENT } from './patience.js'
import { persistently } from './persistently.js'
import { expectNothingOut } from './producing.js'
import { Quiet } from './quiet.js'

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

/** What a consumer took stays hidden longer than any test lasts: what comes again must have a reason for it. */
const HIDDEN = { invisibleDurationMs: 600_000 } as const

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
    ...PATIENT_CLIENT,
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
      const messages = await persistently(() => consumer.receive({ ...HIDDEN, signal }))
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

/**
 * Receives until so many different messages have come. What comes a second time is there once, by its latest delivery;
 * a poll that failed for a reason that passes is made again.
 */
export async function receiveAll(
  consumer: { receive(options: ReceiveOptions): Promise<MessageView[]> },
  count: number,
  options: ReceiveOptions = {},
): Promise<MessageView[]> {
  const seen = new Map<string, MessageView>()
  while (seen.size < count)
    for (const view of await persistently(() => consumer.receive({ ...HIDDEN, ...options })))
      seen.set(view.messageId, view)
  return [...seen.values()]
}

/** How long the broker's account must stand still to be final, in milliseconds, and how often it is looked at. */
const STILL_MS = 2_000
const LOOK_MS = 500

/**
 * How many messages the queues of a topic hold, by the broker's own account. It stores first and books later, so
 * the account counts once it stands still.
 */
export async function storedCount(cluster: ReadableCluster, topic: string): Promise<number> {
  const quiet = new Quiet()
  for (;;) {
    const count = await bookedCount(cluster, topic)
    if (quiet.since(String(count)) >= STILL_MS) return count
    await sleep(LOOK_MS)
  }
}

/**
 * A topic holds so many messages and no more. The account is waited for, however late a busy broker keeps it.
 *
 * @param doubled how many of them may be there once more: see {@link mayBeDoubled}
 */
export async function expectStored(
  cluster: ReadableCluster,
  topic: string,
  count: number,
  doubled = 0,
): Promise<void> {
  await eventually(async () => expect(await bookedCount(cluster, topic)).toBeGreaterThanOrEqual(count))
  const stored = await storedCount(cluster, topic)
  expect(stored).toBeGreaterThanOrEqual(count)
  expect(stored).toBeLessThanOrEqual(count + doubled)
}

/**
 * How many messages a producer may have stored twice: those of each request whose fate a proxy did not know. It waits
 * two seconds for its broker, which stores the request all the same, and the request is sent again. In LOCAL mode there
 * is no such wait, and nothing is stored twice.
 */
export function mayBeDoubled(producer: Producer): number {
  const { rpcs = [], batches = [] } = producer.stats()
  const unknown = rpcs.find(({ method }) => method === 'SendMessage')?.codes.PROXY_TIMEOUT ?? 0
  return unknown * Math.max(1, ...batches.map(({ batchItems }) => batchItems.max))
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

/**
 * Each message was stored, whole, at the place its receipt names, and no message at another place but for what the
 * producer cannot help: see {@link mayBeDoubled}.
 */
export async function expectStoredOnce(
  cluster: ReadableCluster,
  topic: string,
  producer: Producer,
  sent: readonly Sent[],
): Promise<void> {
  await expectStored(cluster, topic, sent.length, mayBeDoubled(producer))
  const byId = new Map(sent.map(each => [each.receipt.messageId, each]))
  const views = await readBack(cluster, topic)
  for (const view of views) {
    const { body, tag, keys, properties } = byId.get(view.messageId) ?? {}
    const found = { body: view.text(), tag: view.tag, keys: view.keys, properties: view.properties }
    // Compared by hand first: twenty thousand deep comparisons take their time.
    if (JSON.stringify(found) !== JSON.stringify({ body, tag, keys, properties })) {
      expect(found).toEqual({ body, tag, keys, properties })
    }
  }
  const places = new Set(views.map(({ messageId, offset }) => `${messageId} ${offset}`))
  const missing = sent.filter(({ receipt }) => !places.has(`${receipt.messageId} ${receipt.offset}`))
  expect(missing.slice(0, 5)).toEqual([])
  expect(new Set(views.map(view => `${view.queueId} ${view.offset}`)).size).toBe(views.length)
}
