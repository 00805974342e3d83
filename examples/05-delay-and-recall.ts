// A message that is delivered later, and one that is taken back before its time. The topic must be DELAY.
//
//   npm run example examples/05-delay-and-recall.ts
import { Producer, SimpleConsumer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-delay'
const DELAY_MS = 3_000
const run = `${Date.now()}`

await using producer = new Producer({ endpoints, topics: [topic] })
await using consumer = new SimpleConsumer({
  endpoints,
  consumerGroup: 'example-simple',
  subscriptions: { [topic]: '*' },
})

const sentAt = Date.now()
await producer.send({ topic, body: 'later', properties: { run }, deliveryTimestamp: sentAt + DELAY_MS })

const mistake = await producer.send({
  topic,
  body: 'never',
  properties: { run },
  deliveryTimestamp: new Date(sentAt + 60_000),
})
if (mistake.recallHandle !== undefined) {
  await producer.recall(topic, mistake.recallHandle)
  console.log('The second message was taken back.')
}

for await (const message of consumer) {
  await consumer.ack(message)
  if (message.properties.run !== run) continue
  console.log(
    `'${message.text()}' came ${((Date.now() - sentAt) / 1000).toFixed(0)} seconds after it was sent.`,
  )
  break
}
