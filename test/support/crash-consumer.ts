// Run as a process of its own by a test that kills it: consumes with a handler that never ends, and says when it
// has begun.
import { PushConsumer } from '../../src/index.js'

const [endpoints = '', topic = '', consumerGroup = ''] = process.argv.slice(2)
const consumer = new PushConsumer({
  endpoints,
  consumerGroup,
  subscriptions: { [topic]: '*' },
  listener: message => {
    console.log(message.messageId)
    return new Promise(() => {})
  },
})
await consumer.start()
setInterval(() => {}, 60_000)
