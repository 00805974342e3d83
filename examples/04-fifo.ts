// Messages of one group are handled in the order they were sent, even if one of them fails at first; groups go
// side by side. Topic and consumer group must be FIFO.
//
//   npm run example examples/04-fifo.ts
import { Producer, PushConsumer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-fifo'
const GROUPS = ['alice', 'bob', 'carol']
const STEPS = 5
const run = `${Date.now()}`

const seen = new Map<string, string[]>(GROUPS.map(group => [group, []]))
let left = GROUPS.length * STEPS
let complete = () => {}
const all = new Promise<void>(resolve => {
  complete = resolve
})

await using producer = new Producer({ endpoints, topics: [topic] })
await using consumer = new PushConsumer({
  endpoints,
  consumerGroup: 'example-fifo-workers',
  subscriptions: { [topic]: '*' },
  listener: (message, { attempt }) => {
    if (message.properties.run !== run) return
    // Bob's second step fails once; his third waits for it, Alice and Carol do not.
    if (message.messageGroup === 'bob' && message.text() === '2' && attempt === 1) throw new Error('not yet')
    seen.get(message.messageGroup ?? '')?.push(message.text())
    left -= 1
    if (left === 0) complete()
  },
})
await consumer.start()

await Promise.all(
  GROUPS.flatMap(messageGroup =>
    Array.from({ length: STEPS }, (_, index) =>
      producer.send({ topic, messageGroup, properties: { run }, body: String(index + 1) }),
    ),
  ),
)
await all
for (const [group, steps] of seen) console.log(`${group}: ${steps.join(' ')}`)
