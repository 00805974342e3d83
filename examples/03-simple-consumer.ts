// Asks for messages when it has time for them, and acknowledges each when it likes.
//
//   npm run example examples/03-simple-consumer.ts
import { type MessageView, Producer, SimpleConsumer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-normal'

await using producer = new Producer({ endpoints, topics: [topic] })
await producer.sendBatch(['a', 'b', 'c'].map(body => ({ topic, tag: 'simple', body })))

await using consumer = new SimpleConsumer({
  endpoints,
  consumerGroup: 'example-simple',
  subscriptions: { [topic]: 'simple' },
})

// Up to 32 at once, which may be fewer than there are; they stay hidden from others for 30 seconds.
const messages: MessageView[] = []
while (messages.length < 3)
  messages.push(...(await consumer.receive({ maxMessages: 16, invisibleDurationMs: 30_000 })))
for (const message of messages) console.log(`received ${message.text()}, delivery ${message.deliveryAttempt}`)

// More time for the first one, then all are done with.
const [first] = messages
if (first !== undefined) await consumer.changeInvisibleDuration(first, 60_000)
await consumer.ack(messages)
console.log(`${messages.length} messages are acknowledged.`)

// Or one by one, for as long as you like.
await producer.send({ topic, tag: 'simple', body: 'd' })
for await (const message of consumer) {
  await consumer.ack(message)
  console.log(`then came ${message.text()}`)
  break
}
