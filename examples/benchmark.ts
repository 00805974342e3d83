// A short measurement of your own RocketMQ through this library: sends by 1 to 1,000 callers, with and without
// sharing requests, then consumes what was sent. `npm run bench` is the thorough one, with other clients beside it.
//
//   npm run example examples/benchmark.ts -- --seconds 3
import { parseArgs } from 'node:util'
import { type BatchOptions, optionsFromEnvironment, Producer, PushConsumer } from 'rocketmq-jet'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '2' }, bytes: { type: 'string', default: '1024' } },
})
/** Where a proxy runs in CLUSTER mode, ROCKETMQ_NAME_SERVER proves that its brokers keep batches whole. */
const options = optionsFromEnvironment('client', { endpoints: '127.0.0.1:8081' })
const topic = 'example-normal'
const durationMs = Number(values.seconds) * 1_000
const body = 'x'.repeat(Number(values.bytes))
const run = `${Date.now()}`
let sent = 0

console.log('callers  mode  messages/s      p50      p99  requests')
for (const callers of [1, 16, 64, 256, 1_000]) {
  for (const mode of ['off', 'auto'] as const) await measureSending(callers, mode)
}
await measureConsuming()

async function measureSending(callers: number, mode: BatchOptions['mode']): Promise<void> {
  await using producer = new Producer({ ...options, topics: [topic], batch: { mode } })
  await producer.start()
  const startedAt = performance.now()
  const end = startedAt + durationMs
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() < end) await producer.send({ topic, body, properties: { run } })
    }),
  )
  const seconds = (performance.now() - startedAt) / 1_000
  const { producer: counted, batches } = producer.stats()
  if (counted === undefined) return
  sent += counted.succeeded
  const requests = batches.reduce((sum, each) => sum + each.batches, 0)
  const { p50, p99 } = counted.latencyMs
  const row = [
    callers,
    mode,
    (counted.succeeded / seconds).toFixed(0),
    `${p50.toFixed(1)} ms`,
    `${p99.toFixed(1)} ms`,
    requests,
  ]
  const widths = [7, 5, 11, 8, 8, 9]
  console.log(row.map((cell, index) => String(cell).padStart(widths[index] as number)).join(' '))
}

async function measureConsuming(): Promise<void> {
  let received = 0
  let complete = () => {}
  const all = new Promise<void>(resolve => {
    complete = resolve
  })
  await using consumer = new PushConsumer({
    ...options,
    consumerGroup: 'example-workers',
    subscriptions: { [topic]: '*' },
    listener: message => {
      if (message.properties.run === run && ++received === sent) complete()
    },
  })
  const startedAt = performance.now()
  await consumer.start()
  await all
  const seconds = (performance.now() - startedAt) / 1_000
  console.log(
    `\nconsumed ${sent} messages in ${seconds.toFixed(1)} s, ${(sent / seconds).toFixed(0)} messages/s`,
  )
}
