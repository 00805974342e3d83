// Many small topics below one, each subscribed and unsubscribed quickly: for example one for each chat or session. The
// topic must be LITE, the group bound to it, and the proxy of 5.5.0 or later in CLUSTER mode:
//
//   npm run cluster:up -- --mode cluster
//   npm run example examples/10-lite.ts
import { LitePushConsumer, Producer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-lite'
const run = `${Date.now()}`
const chats = ['alice', 'bob', 'carol'].map(name => `${name}-${run}`)

const seen: string[] = []
let complete = () => {}
const all = new Promise<void>(resolve => {
  complete = resolve
})

await using consumer = new LitePushConsumer({
  endpoints,
  consumerGroup: 'example-lite-workers',
  bindTopic: topic,
  listener: message => {
    seen.push(`${message.liteTopic?.split('-')[0]}: ${message.text()}`)
    if (seen.length === 4) complete()
  },
})
await consumer.start()
// Not Carol's.
await consumer.subscribeLite(chats[0] as string)
await consumer.subscribeLite(chats[1] as string)

await using producer = new Producer({ endpoints, topics: [topic] })
for (const liteTopic of chats) {
  await producer.send({ topic, liteTopic, body: 'hello' })
  await producer.send({ topic, liteTopic, body: 'goodbye' })
}
await all
console.log(seen.sort().join('\n'))
