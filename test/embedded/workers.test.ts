import { afterAll, beforeAll, expect, it } from 'vitest'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { runScript } from '../support/client-process.js'
import { texts } from '../support/producing.js'

const COUNT = 200

/** Takes part in a group, sends its share, and says when all is done. */
const CLIENTS = `
async function work(endpoints, name, count) {
  const { Producer, PushConsumer } = await import(process.cwd() + '/src/index.ts')
  const handled = []
  const consumer = new PushConsumer({
    endpoints,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    listener: message => void handled.push(message.text()),
  })
  const producer = new Producer({ endpoints, requestTimeoutMs: 60_000, deliveryTimeoutMs: 90_000 })
  await consumer.start()
  await Promise.all(Array.from({ length: count }, (_, n) => producer.send({ topic: 'orders', body: name + n })))
  await producer.close()
  return { handled, close: () => consumer.close() }
}
`

const THREADS = `
import { Worker } from 'node:worker_threads'
const [endpoints, count] = process.argv.slice(1)
const thread = name => new Worker(\`
  import { parentPort } from 'node:worker_threads'
  import { register } from 'tsx/esm/api'
  register()
  ${CLIENTS.replaceAll('`', '')}
  work('\${endpoints}', '\${name}', \${count}).then(({ handled, close }) => {
    parentPort.on('message', async () => {
      await close()
      parentPort.postMessage(handled)
      parentPort.close()
    })
    parentPort.postMessage('sent')
  })
\`, { eval: true })
const heard = worker => new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject))
const workers = ['a', 'b', 'c'].map(thread)
await Promise.all(workers.map(heard))
// One of them ends without a word.
await workers[2].terminate()
process.stdin.resume()
process.once('SIGTERM', async () => {
  const handled = Promise.all(workers.slice(0, 2).map(heard))
  for (const worker of workers.slice(0, 2)) worker.postMessage('close')
  console.log(JSON.stringify((await handled).map(each => each.length)))
  process.stdin.pause()
})
process.stdout.write('sent')
`

const PROCESSES = `
import cluster from 'node:cluster'
const [endpoints, count] = process.argv.slice(1)
${CLIENTS}
if (cluster.isPrimary) {
  const workers = ['a', 'b'].map(name => cluster.fork({ NAME: name }))
  const heard = worker => new Promise(resolve => worker.once('message', resolve))
  await Promise.all(workers.map(heard))
  process.once('SIGTERM', async () => {
    const handled = Promise.all(workers.map(heard))
    for (const worker of workers) worker.send('close')
    console.log(JSON.stringify((await handled).map(each => each.length)))
  })
  process.stdout.write('sent')
} else {
  const { handled, close } = await work(endpoints, process.env.NAME, Number(count))
  process.on('SIGTERM', () => {})
  process.once('message', async () => {
    await close()
    process.send(handled, () => process.disconnect())
  })
  process.send('sent')
}
`

let proxy: EmbeddedProxy
beforeAll(async () => {
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
})
afterAll(() => proxy.close())

it.each([
  ['threads of one process, of which one is terminated', THREADS, ['a', 'b', 'c']],
  ['processes of the cluster module', PROCESSES, ['a', 'b']],
])(
  'clients in several %s share a group, and end with them',
  { timeout: 240_000 },
  async (_, script, names) => {
    const before = proxy.messages('orders').length
    const running = runScript(script, [proxy.endpoints, String(COUNT)], 110_000, {
      signal: 'SIGTERM',
      after: 'sent',
    })
    const { code, stdout, stderr } = await running
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const counts: number[] = JSON.parse(stdout.replace('sent', ''))
    expect(counts).toHaveLength(2)
    const bodies = proxy
      .messages('orders')
      .slice(before)
      .map(({ body }) => body.toString())
    expect(bodies.sort()).toEqual(names.flatMap(name => texts(COUNT, name)).sort())
  },
)
