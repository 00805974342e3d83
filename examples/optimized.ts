// Everything this library does for speed, in one walk: pools of the process, coalesced sends, a push consumer, a
// batch processor of one's own, and a monitor that shows what came of it.
//
//   npm run example examples/optimized.ts
import { setTimeout as sleep } from 'node:timers/promises'
import {
  BatchManager,
  BatchProcessor,
  closeGlobalPools,
  getBuffer,
  getMessage,
  initGlobalPools,
  Monitor,
  Producer,
  PushConsumer,
  putBuffer,
  putMessage,
  registerPool,
} from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-normal'
const run = `${Date.now()}`

// Pools of the process: messages, buffers, and one of our own.
const pools = initGlobalPools()
registerPool('orders', {
  create: () => ({ id: 0, lines: [] as string[] }),
  reset: order => {
    order.id = 0
    order.lines.length = 0
  },
})
const batches = new BatchManager()
const monitor = new Monitor({ name: 'optimized', intervalMs: 200, alerts: 'default', logger: console })
monitor.attachPool(pools)
monitor.attachBatch(batches)
monitor.start()

// 1,000 messages, drafted in pooled objects.
const producer = new Producer({ endpoints, topics: [topic], monitor })
await producer.start()
const startedAt = performance.now()
await Promise.all(
  Array.from({ length: 1_000 }, async (_, index) => {
    const message = getMessage()
    message.topic = topic
    message.properties = { run }
    message.body = `order ${index}`
    await producer.send(message)
    putMessage(message)
  }),
)
const seconds = (performance.now() - startedAt) / 1_000
console.log(`produced 1,000 messages in ${seconds.toFixed(3)} s, ${(1_000 / seconds).toFixed(0)} messages/s`)

// 100 of them, received and handled twenty at a time.
let received = 0
let complete = () => {}
const hundred = new Promise<void>(resolve => {
  complete = resolve
})
const consumer = new PushConsumer({
  endpoints,
  consumerGroup: 'example-workers',
  subscriptions: { [topic]: '*' },
  monitor,
  listener: message => {
    if (message.properties.run === run && ++received === 100) complete()
  },
})
await consumer.start()
await hundred
console.log('consumed 100 messages')

// 500 tasks in batches of 50, each batch written into one pooled buffer.
const tasks = new BatchProcessor<string>({
  name: 'tasks',
  batchSize: 50,
  flushIntervalMs: 100,
  bufferSize: 1_000,
  handler: async names => {
    const buffer = getBuffer(names.length * 16)
    buffer.write(names.join('\n'))
    await sleep(2)
    putBuffer(buffer)
  },
})
batches.register('tasks', tasks)
batches.start()
await Promise.all(Array.from({ length: 500 }, (_, index) => tasks.add(`task ${index}`)))
console.log(`processed 500 tasks in ${tasks.stats().batches} batches`)

console.log(`\n${monitor.report()}`)

await Promise.all([producer.close(), consumer.close(), batches.stop({ timeoutMs: 5_000 })])
await monitor.stop()
closeGlobalPools()
