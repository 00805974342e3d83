import { randomUUID } from 'node:crypto'
import { type ClientOptions, type Message, type MessageView, Producer, SimpleConsumer } from '../index.js'
import { START_TIMEOUT_MS } from './flags.js'

/** What became of the batches that were sent on trial. */
export interface BatchVerdict {
  sent: number
  received: number
  batches: number
  /** Brokers that messages came back from. */
  brokersSeen: number
  /** How a message differs from what was sent; `undefined` if none does. */
  damage: string | undefined
}

const BATCH_SIZE = 8
/** Which broker a batch goes to is chosen at random in part: rounds for each broker there is. */
const ROUNDS_PER_BROKER = 4
const PATIENCE_MS = 30_000

interface Sent {
  message: Message
  messageId: string
}

/** Sends batches whose messages differ in everything, reads them back, and compares. */
export async function tryBatch(
  options: ClientOptions,
  topic: string,
  group: string,
  brokers: number,
  signal: AbortSignal,
): Promise<BatchVerdict> {
  const { sent, batches } = await sendBatches(options, topic, brokers * ROUNDS_PER_BROKER)
  const consumer = new SimpleConsumer({
    ...options,
    consumerGroup: group,
    subscriptions: { [topic]: '*' },
    awaitDurationMs: 5_000,
    invisibleDurationMs: 10_000,
  })
  try {
    const received = await readBack(consumer, sent, signal)
    const differences = [...received].map(([body, view]) => difference(sent.get(body) as Sent, view))
    return {
      sent: sent.size,
      received: received.size,
      batches,
      brokersSeen: new Set([...received.values()].map(view => view.storeHost)).size,
      damage: differences.find(each => each !== undefined),
    }
  } finally {
    // Ours are acknowledged; others that came along are not ours to settle.
    await consumer.close({ timeoutMs: 0 })
  }
}

async function sendBatches(
  options: ClientOptions,
  topic: string,
  rounds: number,
): Promise<{ sent: Map<string, Sent>; batches: number }> {
  // A lingering batch is full before its time: each round leaves as one.
  const batch = { mode: 'on', batchSize: BATCH_SIZE, flushIntervalMs: 1_000 } as const
  const producer = new Producer({ ...options, topics: [topic], batch })
  const run = randomUUID()
  const sent = new Map<string, Sent>()
  try {
    await producer.start({ timeoutMs: START_TIMEOUT_MS })
    for (let round = 0; round < rounds; round++) {
      const messages = Array.from({ length: BATCH_SIZE }, (_, index) =>
        trialMessage(topic, run, round, index),
      )
      const receipts = await producer.sendBatch(messages)
      for (const [index, message] of messages.entries())
        sent.set(message.body as string, { message, messageId: receipts[index]?.messageId ?? '' })
    }
    const counted = producer.stats().batches.map(each => each.batches)
    return { sent, batches: counted.reduce((sum, each) => sum + each, 0) }
  } finally {
    await producer.close()
  }
}

function trialMessage(topic: string, run: string, round: number, index: number): Message {
  const mark = `${round}-${index}`
  return {
    topic,
    body: `rocketmq-jet doctor ${run} ${mark}`,
    tag: `tag-${mark}`,
    keys: [`key-${run}-${mark}`],
    properties: { trial: mark },
  }
}

/** Messages of this trial by their bodies. Others are left alone: they come again to whom they belong. */
async function readBack(
  consumer: SimpleConsumer,
  sent: ReadonlyMap<string, Sent>,
  signal: AbortSignal,
): Promise<Map<string, MessageView>> {
  const received = new Map<string, MessageView>()
  const deadline = performance.now() + PATIENCE_MS
  while (received.size < sent.size && performance.now() < deadline) {
    const messages = await consumer.receive({ signal })
    const ours = messages.filter(message => sent.has(message.text()))
    for (const message of ours) received.set(message.text(), message)
    await consumer.ack(ours)
  }
  return received
}

function difference({ message, messageId }: Sent, view: MessageView): string | undefined {
  const pairs = [
    ['id', messageId, view.messageId],
    ['tag', message.tag, view.tag],
    ['keys', message.keys?.toString(), view.keys.toString()],
    ['properties', message.properties?.trial, view.properties.trial],
  ]
  const changed = pairs.filter(([, before, after]) => before !== after)
  if (changed.length === 0) return undefined
  return changed.map(([field, before, after]) => `${field} ${before} became ${after}`).join(', ')
}
