// Everything the monitor knows, for Prometheus to scrape.
//
//   npm run example examples/13-prometheus.ts
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Monitor, Producer } from 'rocketmq-jet'
import { PrometheusExporter } from 'rocketmq-jet/prometheus'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-normal'

const monitor = new Monitor()
monitor.start()
const producer = new Producer({ endpoints, topics: [topic], monitor })
await Promise.all(Array.from({ length: 100 }, () => producer.send({ topic, body: 'hello' })))

// With prom-client: exporter.register(register) adds the metrics to your own registry.
const exporter = new PrometheusExporter(monitor)
const server = createServer((_request, response) => {
  response.setHeader('content-type', exporter.contentType)
  response.end(exporter.text())
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')

const { port } = server.address() as AddressInfo
const scraped = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
console.log(
  scraped
    .split('\n')
    .filter(line => /^rocketmq_jet_producer/.test(line))
    .slice(0, 12)
    .join('\n'),
)

server.close()
server.closeAllConnections()
await producer.close()
await monitor.stop()
