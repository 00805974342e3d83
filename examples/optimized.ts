// Everything this library does for speed, in one walk: pools, a monitor and a batch manager of the whole process,
// sends that share requests, a push consumer, a batch processor of one's own, and what came of it all.
//
//   npm run example examples/optimized.ts
import { setTimeout as sleep } from 'node:timers/promises'
import {
  BatchProcessor,
  closeGlobalPools,
  getBuffer,
  getMessage,
  globalBatchManager,
  globalMonitor,
  initGlobalPools,
  optionsFromEnvironment,
  Producer,
  PushConsumer,
  putBuffer,
  putMessage,
  registerPool,
} from 'rocketmq-jet'

const options = optionsFromEnvironment('client', { endpoints: '127.0.0.1:8081' })
const topic = 'example-normal'
const run = `${Date.now()}`

// The process has one of each: pools of messages, of buffers and of objects of our own; a monitor; a batch manager.
const pools = initGlobalPools()
const orders = registerPool('orders', {
  create: () => ({ id: 0, lines: [] as string[] }),
  reset: order => {
    order.id = 0
    order.lines.length = 0
  },
})
const monitor = globalMonitor()
const batches = globalBatchManager()
monitor.attachPool(pools)
monitor.attachBatch(batches)
console.log(`pools are initialised: ${Object.keys(pools.stats()).join(', ')}`)
console.log('the monitor is started, and watches them')

// 1,000 messages in waves of 50. Only the first wave makes objects, the other nineteen use them again.
const producer = new Producer({ ...options, topics: [topic], monitor })
await producer.start()
const startedAt = performance.now()
for (let wave = 0; wave < 20; wave++) {
  await Promise.all(Array.from({ length: 50 }, (_, place) => sendOrder(wave * 50 + place)))
}
const seconds = (performance.now() - startedAt) / 1_000
console.log(`produced 1,000 messages in ${seconds.toFixed(3)} s, ${(1_000 / seconds).toFixed(0)} messages/s`)

async function sendOrder(id: number): Promise<void> {
  const order = orders.acquire()
  order.id = id
  order.lines.push('one book', 'two pens')
  const message = getMessage()
  message.topic = topic
  message.properties = { run }
  message.body = JSON.stringify(order)
  try {
    await producer.send(message)
  } finally {
    putMessage(message)
    orders.release(order)
  }
}

// 100 of them, received and handled twenty at a time.
let received = 0
let complete = () => {}
const hundred = new Promise<void>(resolve => {
  complete = resolve
})
const consumer = new PushConsumer({
  ...options,
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

for (const { name, acquired, hits, misses } of Object.values(pools.stats()))
  console.log(`pool ${name}: ${acquired} taken, ${hits} hits, ${misses} misses`)
console.log(`\n${monitor.report()}`)

await Promise.all([producer.close(), consumer.close(), batches.stop({ timeoutMs: 5_000 })])
await monitor.stop()
closeGlobalPools()
