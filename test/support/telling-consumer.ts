// Run as a process of its own by a test that stops it: consumes, and tells the body of what it handled.
import { PushConsumer } from '../../src/index.js'

const [endpoints = '', topic = '', consumerGroup = '', invisibleDurationMs = ''] = process.argv.slice(2)
const consumer = new PushConsumer({
  endpoints,
  consumerGroup,
  invisibleDurationMs: Number(invisibleDurationMs),
  subscriptions: { [topic]: '*' },
  listener: message => console.log(message.text()),
})
await consumer.start()
console.log('begun')
