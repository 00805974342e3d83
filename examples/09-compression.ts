// Two ways to send less: of whole requests (the proxy undoes it; every consumer reads the messages), and of each
// body from end to end.
//
//   npm run example examples/09-compression.ts
import { Producer, type ProducerOptions } from 'rocketmq-jet'

const endpoints = process.env.ROCKETMQ_ENDPOINTS || '127.0.0.1:8081'
const topic = 'example-normal'
const MESSAGES = 1_000

const ways: Record<string, Partial<ProducerOptions>> = {
  'as they are': {},
  'gzip of requests': { wireCompression: 'gzip' },
  'gzip of bodies': { compression: { codec: 'gzip', thresholdBytes: 512 } },
  'snappy of bodies': { compression: { codec: 'snappy', thresholdBytes: 512 } },
}
const line = JSON.stringify({ sku: 'A-1042', quantity: 3, price: { amount: 19.9, currency: 'EUR' } })

for (const [name, options] of Object.entries(ways)) {
  await using producer = new Producer({ endpoints, topics: [topic], ...options })
  await producer.start()
  await Promise.all(
    Array.from({ length: MESSAGES }, (_, index) =>
      producer.send({
        topic,
        tag: 'compressed',
        body: `{"order":${index},"lines":[${Array(10).fill(line)}]}`,
      }),
    ),
  )
  await producer.close()
  const bytes = producer.stats().connections.reduce((sum, each) => sum + each.bytesSent, 0)
  console.log(`${name.padEnd(18)} ${(bytes / MESSAGES).toFixed(0).padStart(5)} bytes a message on the wire`)
}
