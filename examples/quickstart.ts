// A producer and a push consumer exchange 1,000 messages, and the monitor reports what that took.
//
//   npm run quickstart                                        on an in-memory double, nothing else needed
//   ROCKETMQ_ENDPOINTS=127.0.0.1:8081 npm run quickstart      on your RocketMQ
//
// Topic and group must exist there: `quickstart` and `quickstart-workers`, or name yours in ROCKETMQ_TOPIC
// and ROCKETMQ_GROUP.
import { randomUUID } from 'node:crypto'
import { Monitor, Producer, PushConsumer } from 'rocketmq-jet'
import { EmbeddedProxy } from 'rocketmq-jet/testing'

const MESSAGES = 1_000
const PATIENCE_MS = 60_000

const topic = process.env.ROCKETMQ_TOPIC || 'quickstart'
const consumerGroup = process.env.ROCKETMQ_GROUP || 'quickstart-workers'

// Without a RocketMQ of yours, one in memory takes its place.
const proxy = process.env.ROCKETMQ_ENDPOINTS
  ? undefined
  : await EmbeddedProxy.start({ topics: { [topic]: 'NORMAL' }, groups: [consumerGroup] })
const endpoints = process.env.ROCKETMQ_ENDPOINTS || (proxy as EmbeddedProxy).endpoints
console.log(
  proxy === undefined
    ? `Running on RocketMQ at ${endpoints}.`
    : 'Running on the in-memory double of RocketMQ, which keeps nothing.\n' +
        'For a real one: ROCKETMQ_ENDPOINTS=host:8081 npm run quickstart (npm run cluster:up starts one).',
)

const monitor = new Monitor({ name: 'quickstart', intervalMs: 100 })
const run = randomUUID()
const times = new Map<string, number>()
let complete = () => {}
const all = new Promise<void>(resolve => {
  complete = resolve
})

const consumer = new PushConsumer({
  endpoints,
  consumerGroup,
  subscriptions: { [topic]: '*' },
  monitor,
  logger: console,
  listener: message => {
    // Messages of earlier runs may still be there.
    if (message.properties.run !== run) return
    times.set(message.messageId, (times.get(message.messageId) ?? 0) + 1)
    if (times.size === MESSAGES) complete()
  },
})
const producer = new Producer({ endpoints, topics: [topic], monitor, logger: console })

try {
  monitor.start()
  await Promise.all([consumer.start(), producer.start()])
  const startedAt = performance.now()
  const receipts = await Promise.all(
    Array.from({ length: MESSAGES }, (_, index) =>
      producer.send({
        topic,
        body: JSON.stringify({ order: index }),
        keys: [`o-${index}`],
        properties: { run },
      }),
    ),
  )
  const sentMs = performance.now() - startedAt
  await within(PATIENCE_MS, all)
  const exactlyOnce = receipts.every(receipt => times.get(receipt.messageId) === 1)
  const batches = monitor
    .snapshot()
    .batches.reduce((sum, each) => sum + (isSend(each.name) ? each.batches : 0), 0)
  console.log(
    `\n${MESSAGES} send() calls, confirmed in ${sentMs.toFixed(0)} ms, travelled in ${batches} requests.\n` +
      `${times.size} messages received, ${exactlyOnce ? 'each of them once' : 'SOME MORE THAN ONCE'}.\n`,
  )
  console.log(monitor.report())
  if (!exactlyOnce) process.exitCode = 1
} catch (error) {
  console.error(`\n${(error as Error).message}`)
  process.exitCode = 1
} finally {
  await Promise.allSettled([producer.close(), consumer.close()])
  await monitor.stop()
  await proxy?.close()
}

function isSend(name: string): boolean {
  return name.startsWith('send')
}

async function within(milliseconds: number, promise: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const say = () =>
      reject(new Error(`Only ${times.size} of ${MESSAGES} messages came in ${milliseconds / 1000} s.`))
    timer = setTimeout(say, milliseconds)
  })
  try {
    await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
