// Messages of higher priority are delivered first, as far as they wait on the server. The topic must be PRIORITY,
// which servers know from 5.4.0 on.
//
//   npm run example examples/06-priority.ts
import { Producer, SimpleConsumer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-priority'
const run = `${Date.now()}`

await using producer = new Producer({ endpoints, topics: [topic] })
for (const priority of [0, 1, 2, 3, 4]) {
  await producer.send({ topic, priority, properties: { run }, body: `priority ${priority}` })
}

await using consumer = new SimpleConsumer({
  endpoints,
  consumerGroup: 'example-simple',
  subscriptions: { [topic]: '*' },
})
const order: string[] = []
for await (const message of consumer) {
  await consumer.ack(message)
  if (message.properties.run === run) order.push(message.text())
  if (order.length === 5) break
}
console.log(order.join(', '))
