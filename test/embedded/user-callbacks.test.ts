import { expect, it } from 'vitest'
import { EmbeddedProxy } from '../../src/testing/index.js'
import { runScript } from '../support/client-process.js'

const SCRIPT = `import { BatchProcessor, Monitor, ObjectPool, Producer, PushConsumer } from './src/index.ts'
const [endpoints] = process.argv.slice(1)
const called = {}
const rejects = name => async () => { called[name] = true; throw new Error(name + ' is out of order') }
const logger = Object.fromEntries(['debug', 'info', 'warn', 'error'].map(level => [level, rejects('logger')]))
const tracing = {
  startSend: rejects('startSend'),
  received: rejects('received'),
  startProcess: () => ({
    run: async handler => { called.run = true; await handler(); throw new Error('run is out of order') },
    end: rejects('end'),
  }),
}
const alert = { name: 'always', metric: 'system.memory.rss', above: 0, forMs: 0 }
const monitor = new Monitor({ intervalMs: 100, alerts: [alert], notify: rejects('notify'), logger })
let sampled
const samples = new Promise(resolve => { sampled = resolve })
monitor.onSample(async () => { sampled(); throw new Error('a sample listener is out of order') })
monitor.start()
const pool = new ObjectPool({ name: 'p', create: () => ({}), reset: rejects('reset'), destroy: rejects('destroy') })
pool.release(pool.acquire())
pool.close()
const processor = new BatchProcessor({ handler: async () => {}, onDone: rejects('onDone') })
await processor.add(1)
await processor.stop()
const onError = rejects('onError')
const producer = new Producer({ endpoints, logger, tracing })
let handled
const received = new Promise(resolve => { handled = resolve })
const listener = async () => { handled(); throw new Error('the handler fails') }
const consumer = new PushConsumer({ endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' }, listener, logger, tracing, onError })
await consumer.start()
await producer.send({ topic: 'orders', body: 'x' })
await Promise.all([received, samples])
while (!called.notify || !called.end) await new Promise(resolve => setTimeout(resolve, 5))
await Promise.all([producer.close(), consumer.close(), monitor.stop()])
console.log(Object.keys(called).sort().join(' '))`

it('callbacks of the user that reject make no unhandled rejection', { timeout: 240_000 }, async () => {
  await using proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'] })
  const outcome = await runScript(SCRIPT, [proxy.endpoints])
  expect(outcome.stderr).not.toMatch(/Unhandled|triggerUncaught|ERR_/)
  expect(outcome).toMatchObject({
    code: 0,
    stdout: 'destroy end logger notify onDone onError received reset run startSend\n',
  })
})
