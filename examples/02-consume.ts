// Receives messages as they come, until it is interrupted (Ctrl-C), then closes without losing one.
//
//   npm run example examples/02-consume.ts
import { once } from 'node:events'
import { PushConsumer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'

let handled = 0
const consumer = new PushConsumer({
  endpoints,
  consumerGroup: 'example-workers',
  // 'paid||open' would want these two tags only, FilterExpression.sql("region = 'eu'") by a property.
  subscriptions: { 'example-normal': '*' },
  concurrency: 20,
  logger: console,
  listener: async message => {
    handled += 1
    if (handled % 100 === 1) console.log(`${handled}: ${message.tag} ${message.keys} ${message.text()}`)
    // Returning acknowledges the message; throwing brings it back after the group's backoff.
  },
})
await consumer.start()
console.log('Receiving; interrupt to end.')

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
await consumer.close()
console.log(`${handled} messages were handled.`)
