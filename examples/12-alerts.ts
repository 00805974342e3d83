// Alerts: the rules that suit most, one of our own, and a webhook that hears of them.
//
//   npm run example examples/12-alerts.ts
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type AlertStatus, Monitor, Producer, webhook } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'

// The receiver, which would be a service of yours.
let told = (_alert: AlertStatus) => {}
const first = new Promise<AlertStatus>(resolve => {
  told = resolve
})
const receiver = createServer(async (request, response) => {
  told(JSON.parse(await text(request)) as AlertStatus)
  response.end()
})
receiver.listen(0, '127.0.0.1')
await once(receiver, 'listening')
const { port } = receiver.address() as AddressInfo

const monitor = new Monitor({
  intervalMs: 100,
  logger: console,
  notify: webhook(`http://127.0.0.1:${port}/alerts`),
  alerts: [
    'default',
    {
      name: 'sends are refused',
      metric: 'producers.*.errors.TOPIC_NOT_FOUND',
      above: 0,
      severity: 'critical',
    },
  ],
})
const producer = new Producer({ endpoints, monitor })
monitor.start()

await producer
  .send({ topic: 'a-topic-that-nobody-made', body: 'hello' })
  .catch(error => console.log(error.message))
const alert = await first
console.log(`The webhook heard: ${alert.state} (${alert.severity}): ${alert.message}`)

await producer.close()
await monitor.stop()
receiver.close()
