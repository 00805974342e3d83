// RocketMQ in memory, for tests of your own code: started in milliseconds, with faults and a clock to your script.
//
//   npm run example examples/15-testing.ts
import assert from 'node:assert/strict'
import { Producer, SimpleConsumer } from 'rocketmq-jet'
import { EmbeddedProxy } from 'rocketmq-jet/testing'

const proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
const { endpoints } = proxy
const producer = new Producer({ endpoints, requestTimeoutMs: 500 })

// The broker stores the message, but its reply is lost: it is sent again, and may be there twice.
proxy.faults.once('SendMessage', { drop: 'reply' })
const receipt = await producer.send({ topic: 'orders', body: 'hello' })
const stored = proxy.messages('orders')
assert.equal(stored.length, 2)
console.log(
  `One send, its reply lost: stored ${stored.length} times, the receipt names offset ${receipt.offset}.`,
)

// The server throttles twice, then takes it.
proxy.faults.once('SendMessage', { code: 'TOO_MANY_REQUESTS' }, { times: 2 })
await producer.send({ topic: 'orders', body: 'patience' })
console.log(`Throttled twice: ${producer.stats().producer?.retries} retries so far, nothing lost.`)

// The whole server goes away and comes back on its port.
const [sent] = await Promise.all([
  producer.send({ topic: 'orders', body: 'restart' }),
  proxy.restart({ downMs: 300 }),
])
console.log(`Restarted under a send: stored at offset ${sent.offset}.`)

const consumer = new SimpleConsumer({ endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } })
const messages = await consumer.receive()
await consumer.ack(messages)
console.log(
  `Received: ${messages
    .map(message => message.text())
    .sort()
    .join(', ')}.`,
)
console.log(`The proxy saw ${proxy.requestsOf('SendMessage').length} SendMessage requests.`)

await producer.close()
await consumer.close()
await proxy.close()
