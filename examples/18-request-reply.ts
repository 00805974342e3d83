// A question and its answer, by two messages.
//
//   npm run example examples/18-request-reply.ts
import { optionsFromEnvironment, Producer, PushConsumer, Requester, replyWith } from 'rocketmq-jet'

const options = optionsFromEnvironment('client', { endpoints: '127.0.0.1:8081' })

await using producer = new Producer(options)
await using responder = new PushConsumer({
  ...options,
  consumerGroup: 'example-responders',
  subscriptions: { 'example-requests': '*' },
  listener: replyWith(producer, request => {
    const number = Number(request.text())
    return number >= 0 ? { body: String(Math.sqrt(number)) } : { refused: `${number} has no root` }
  }),
})
await responder.start()

// Each process that asks has a group of its own, or all share one on a topic of type LITE.
await using requester = new Requester({
  ...options,
  replyTopic: 'example-replies',
  consumerGroup: 'example-requester',
  timeoutMs: 20_000,
})
const root = async (number: number) =>
  (await requester.request({ topic: 'example-requests', body: String(number) })).text()

console.log(`The root of 81 is ${await root(81)}.`)
const startedAt = performance.now()
const roots = await Promise.all(Array.from({ length: 100 }, (_, index) => root(index * index)))
const elapsed = performance.now() - startedAt
console.log(
  `100 requests at once have their replies after ${elapsed.toFixed(0)} ms, the last is ${roots[99]}.`,
)
await root(-4).catch(error => console.log(`Refused: ${error.message}.`))
