// Values in place of bodies: a topic that says what its messages are, and what becomes of one that is something else.
//
//   npm run example examples/17-typed-topics.ts
import { defineTopic, json, optionsFromEnvironment, Producer, PushConsumer } from 'rocketmq-jet'

const options = optionsFromEnvironment('client', { endpoints: '127.0.0.1:8081' })
// A tag of its own, so that one run does not meet the messages of another.
const tag = `run-${Date.now()}`

interface Order {
  id: string
  cents: number
}

/** Any schema library does this better: give `json()` its schema. */
const orderSchema = {
  parse(value: unknown): Order {
    const { id, cents } = value as Partial<Order>
    if (typeof id !== 'string' || typeof cents !== 'number') throw new Error('an order has an id and cents')
    return { id, cents }
  },
}
const orders = defineTopic('example-typed', json(orderSchema))

let total = 0
let handled = 0
let refused = 0
let finish = () => {}
const all = new Promise<void>(resolve => {
  finish = () => handled === 3 && refused === 1 && resolve()
})

await using consumer = new PushConsumer({
  ...options,
  consumerGroup: 'example-typed-workers',
  subscriptions: { [orders.name]: tag },
  listener: orders.listener(order => {
    total += order.cents
    handled += 1
    finish()
  }),
  logger: false,
  onError: (error, { messageId }) => {
    if (error.code !== 'UNREADABLE') return console.error(error.message)
    if (refused === 0) console.log(`Not handled: ${messageId}, because ${error.message.split(': ').at(-1)}.`)
    refused = 1
    finish()
  },
})
await consumer.start()

await using producer = new Producer(options)
try {
  orders.message({ id: 'o-5' } as Order)
} catch (error) {
  console.log(`Not sent: ${(error as Error).message}.`)
}
await producer.sendBatch([1, 2, 3].map(n => orders.message({ id: `o-${n}`, cents: n * 100 }, { tag })))
// What another program sent.
await producer.send({ topic: orders.name, tag, body: '{"id":"o-4"}' })
await all
console.log(`${handled} orders of ${total} cents are handled.`)
