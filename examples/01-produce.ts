// Sends 1,000 messages by 1,000 awaited calls, and shows how few requests they became.
//
//   npm run example examples/01-produce.ts
import { optionsFromEnvironment, Producer } from 'rocketmq-jet'

// A proxy in CLUSTER mode cannot say what its brokers are: with ROCKETMQ_NAME_SERVER they are asked, and sends share
// requests.
const options = optionsFromEnvironment('client', { endpoints: '127.0.0.1:8081' })
const topic = 'example-normal'
await using producer = new Producer({ ...options, topics: [topic], logger: console })

const receipt = await producer.send({ topic, tag: 'paid', keys: ['o-0'], body: 'hello' })
console.log(`One message is stored at offset ${receipt.offset}, id ${receipt.messageId}.`)

// Each call is awaited by itself; what is sent at the same time shares requests.
const startedAt = performance.now()
await Promise.all(
  Array.from({ length: 1_000 }, (_, index) =>
    producer.send({
      topic,
      tag: index % 2 === 0 ? 'paid' : 'open',
      keys: [`o-${index}`],
      properties: { region: index % 3 === 0 ? 'eu' : 'us' },
      body: JSON.stringify({ order: index }),
    }),
  ),
)
const elapsed = performance.now() - startedAt
const requests = producer.stats().batches.reduce((sum, each) => sum + each.batches, 0) - 1
console.log(`1,000 messages are stored after ${elapsed.toFixed(0)} ms, in ${requests} requests.`)
