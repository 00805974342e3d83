// What the clients of a process do, as a page with plots and as text. Ends by itself after some seconds; with
// `--stay` the page stays until it is interrupted.
//
//   npm run example examples/11-monitor.ts -- --stay
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Monitor, Producer, PushConsumer } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-normal'
const stay = process.argv.includes('--stay')

const monitor = new Monitor({ name: 'monitor example', logger: console })
monitor.start()
const page = await monitor.serve({ port: 0 })
console.log(`Open ${page.url}, or run: npx rocketmq-jet top ${page.url}`)

const producer = new Producer({ endpoints, topics: [topic], monitor })
const consumer = new PushConsumer({
  endpoints,
  consumerGroup: 'example-workers',
  subscriptions: { [topic]: '*' },
  monitor,
  listener: () => sleep(Math.random() * 5),
})
await consumer.start()

const interrupted = new AbortController()
if (stay)
  void Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => interrupted.abort())
else setTimeout(() => interrupted.abort(), 5_000)
while (!interrupted.signal.aborted) {
  await Promise.all(Array.from({ length: 50 }, () => producer.send({ topic, body: 'x'.repeat(500) })))
  await sleep(20)
}

console.log(monitor.report())
console.log(`\nIn one line: ${monitor.line()}`)
await Promise.all([producer.close(), consumer.close()])
await monitor.stop()
