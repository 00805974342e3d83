// What the official Node client does in a test: `node official-client-script.js PACKAGE SCENARIO OPTIONS`.
// Prints what it saw in one line that begins with SEEN, and goes on until it is killed: a consumer that is shut
// down would wait for the end of its poll.
import { createRequire } from 'node:module'

const [, , anchor, scenario, json] = process.argv
const { ConsumeResult, Producer, PushConsumer, SimpleConsumer } =
  createRequire(anchor)('rocketmq-client-nodejs')
const { endpoints, topic, group, count = 0 } = JSON.parse(json)
const common = { endpoints, namespace: '' }

const scenarios = { send, receive, push, fail, delay, transaction }

const seen = await scenarios[scenario]()
process.stdout.write(`SEEN ${JSON.stringify(seen)}\n`)
setInterval(() => {}, 60_000)

/** Sends `count` messages and tells their ids. */
async function send() {
  const producer = new Producer({ ...common, topics: [topic] })
  await producer.startup()
  const ids = []
  for (let i = 0; i < count; i++) ids.push((await sendOne(producer, i)).messageId)
  await producer.shutdown()
  return { ids }
}

/** Receives until it has `count` messages, acknowledging each. */
async function receive() {
  const subscriptions = new Map([[topic, '*']])
  const options = { ...common, consumerGroup: group, subscriptions, awaitDuration: 5000 }
  const consumer = new SimpleConsumer(options)
  await consumer.startup()
  const messages = []
  while (messages.length < count) {
    for (const message of await consumer.receive(16, 20_000)) {
      messages.push(describe(message))
      await consumer.ack(message)
    }
  }
  await consumer.shutdown()
  return { messages }
}

/** Takes `count` messages through a listener. */
async function push() {
  return { messages: await listen(count, () => ConsumeResult.SUCCESS) }
}

/** Fails each message once. */
async function fail() {
  const failed = new Set()
  const messages = await listen(2 * count, message => {
    if (failed.has(message.messageId)) return ConsumeResult.SUCCESS
    failed.add(message.messageId)
    return ConsumeResult.FAILURE
  })
  return { attempts: messages.map(message => message.deliveryAttempt) }
}

/** Sends a message for later and tells what it got to take it back with. */
async function delay() {
  const producer = new Producer({ ...common, topics: [topic] })
  await producer.startup()
  const deliveryTimestamp = new Date(Date.now() + 2000)
  const { messageId } = await producer.send({ topic, body: Buffer.from('later'), deliveryTimestamp })
  await producer.shutdown()
  return { messageId }
}

/** Commits one transaction and rolls another one back. */
async function transaction() {
  const checker = { check: async () => 2 }
  const producer = new Producer({ ...common, topics: [topic], checker })
  await producer.startup()
  const ids = []
  for (const end of ['commit', 'rollback']) {
    const began = producer.beginTransaction()
    ids.push((await producer.send({ topic, body: Buffer.from(end) }, began)).messageId)
    await began[end]()
  }
  await producer.shutdown()
  return { ids }
}

function sendOne(producer, i) {
  return producer.send({
    topic,
    tag: `tag${i}`,
    keys: [`key${i}`],
    body: Buffer.from(`body ${i}`),
    properties: new Map([['n', String(i)]]),
  })
}

async function listen(wanted, judge) {
  const messages = []
  let done
  const all = new Promise(resolve => {
    done = resolve
  })
  const consume = async message => {
    messages.push(describe(message))
    const verdict = judge(message)
    if (messages.length === wanted) done()
    return verdict
  }
  const subscriptions = new Map([[topic, '*']])
  const options = { ...common, consumerGroup: group, subscriptions, messageListener: { consume } }
  const consumer = new PushConsumer(options)
  await consumer.startup()
  await all
  return messages
}

function describe({ messageId, body, tag, keys, properties, deliveryAttempt, corrupted }) {
  const n = properties.get('n')
  return { messageId, body: body.toString(), tag, keys, n, deliveryAttempt, corrupted: corrupted === true }
}
