// A message that consumers see only if the local work succeeded. If the process dies between the two, the server
// asks a producer of the topic what became of it. The topic must be TRANSACTION.
//
//   npm run example examples/07-transaction.ts
import { Producer, SimpleConsumer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-transaction'
const run = `${Date.now()}`

/** What your database would know. */
const paid = new Set<string>()

await using producer = new Producer({
  endpoints,
  topics: [topic],
  transactionChecker: message => {
    console.log(`The server asks about '${message.text()}'.`)
    return paid.has(message.keys[0] ?? '') ? 'COMMIT' : 'ROLLBACK'
  },
})

const kept = producer.beginTransaction()
await kept.send({ topic, keys: ['order-1'], properties: { run }, body: 'order 1 is paid' })
paid.add('order-1')
await kept.commit()

const dropped = producer.beginTransaction()
await dropped.send({ topic, keys: ['order-2'], properties: { run }, body: 'order 2 is paid' })
await dropped.rollback()

// Nobody ends this one: the checker will.
paid.add('order-3')
await producer
  .beginTransaction()
  .send({ topic, keys: ['order-3'], properties: { run }, body: 'order 3 is paid' })

await using consumer = new SimpleConsumer({
  endpoints,
  consumerGroup: 'example-simple',
  subscriptions: { [topic]: '*' },
})
const seen: string[] = []
for await (const message of consumer) {
  await consumer.ack(message)
  if (message.properties.run === run) seen.push(message.text())
  if (seen.length === 2) break
}
console.log(`Consumers see: ${seen.sort().join(', ')}.`)
