// A handler that takes many messages at once, say for one insert into a database, and names those that failed.
//
//   npm run example examples/08-batch-listener.ts
import { Producer, PushConsumer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-normal'
const MESSAGES = 500
const run = `${Date.now()}`

const stored = new Set<string>()
const sizes: number[] = []
let complete = () => {}
const all = new Promise<void>(resolve => {
  complete = resolve
})

await using producer = new Producer({ endpoints, topics: [topic] })
await using consumer = new PushConsumer({
  endpoints,
  consumerGroup: 'example-batch-workers',
  subscriptions: { [topic]: 'batch' },
  batchListener: {
    batchSize: 50,
    flushIntervalMs: 100,
    handle: messages => {
      const ours = messages.filter(message => message.properties.run === run)
      if (ours.length > 0) sizes.push(ours.length)
      // Every hundredth fails the first time, and comes again by itself.
      const failed = ours.filter(
        message => Number(message.text()) % 100 === 0 && message.deliveryAttempt === 1,
      )
      for (const message of ours) if (!failed.includes(message)) stored.add(message.text())
      if (stored.size === MESSAGES) complete()
      return { failed }
    },
  },
})
await consumer.start()
await Promise.all(
  Array.from({ length: MESSAGES }, (_, index) =>
    producer.send({ topic, tag: 'batch', properties: { run }, body: String(index) }),
  ),
)
await all
console.log(`${stored.size} messages were stored by ${sizes.length} calls of the handler.`)
