import { readFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PushConsumer, SimpleConsumer } from '../../src/index.js'
import { EmbeddedProxy, ManualClock } from '../../src/testing/index.js'
import { runScript } from '../support/client-process.js'
import { eventually, sendAll } from '../support/consuming.js'

const SIGNALS = ['SIGTERM', 'SIGINT'] as const

/** What README tells users to write, once the consumer is there. */
const lines = (await readFile('README.md', 'utf8'))
  .split('\n')
  .filter(line => line.includes('process.once('))
  .join('\n')

const IMPORTS = `import { PushConsumer, SimpleConsumer } from './src/index.ts'
const [endpoints] = process.argv.slice(1)
const options = {
  endpoints,
  consumerGroup: 'workers',
  subscriptions: { orders: '*' },
  logger: false,
  requestTimeoutMs: 30_000,
  connectionPool: { connectTimeoutMs: 30_000 },
}
const work = () => new Promise(resolve => setTimeout(resolve, 500))`

const WORKERS = {
  'a push consumer': `
    const consumer = new PushConsumer({ ...options, listener: async () => {
      console.log('in hand')
      await work()
      console.log('done')
    } })
    await consumer.start()
    ${lines}`,
  'a loop over a simple consumer': `
    const consumer = new SimpleConsumer(options)
    ${lines}
    for await (const message of consumer) {
      console.log('in hand')
      await work()
      await consumer.ack(message)
      console.log('done')
    }`,
  'receives of a simple consumer': `
    const consumer = new SimpleConsumer(options)
    ${lines}
    const messages = await consumer.receive()
    console.log('in hand')
    for (const message of messages) {
      await work()
      await consumer.ack(message)
    }
    console.log('done')`,
}

let proxy: EmbeddedProxy

beforeEach(async () => {
  // Time stands still there, so that no lease ends: what is not acknowledged stays in flight.
  const clock = new ManualClock()
  proxy = await EmbeddedProxy.start({ topics: { orders: 'NORMAL' }, groups: ['workers'], clock })
})

afterEach(() => proxy.close())

describe.each(SIGNALS)('%s, taken as README says', { timeout: 240_000 }, signal => {
  it.each(Object.entries(WORKERS))(
    'lets %s finish what it has in hand, and ends the process',
    async (_, worker) => {
      await sendAll(proxy.endpoints, 'orders', ['m'])
      const interruption = { signal, after: 'in hand' }
      const outcome = await runScript(`${IMPORTS}\n${worker}`, [proxy.endpoints], 200_000, interruption)
      expect(outcome).toEqual({ code: 0, stdout: 'in hand\ndone\n', stderr: '' })
      expect(proxy.inFlight('orders', 'workers')).toBe(0)
    },
  )
})

describe('a drain that is not finished', { timeout: 240_000 }, () => {
  it('is told to the logger and ends no process whose signal handler lets go of it', async () => {
    await sendAll(proxy.endpoints, 'orders', ['m'])
    const script = `${IMPORTS}
      const logger = { ...console, warn: console.log, info() {}, debug() {} }
      const consumer = new PushConsumer({ ...options, logger, listener: () => {
        console.log('in hand')
        return new Promise(() => {})
      } })
      await consumer.start()
      process.once('SIGTERM', () => { consumer.close({ timeoutMs: 100 }) })`
    const interruption = { signal: 'SIGTERM' as const, after: 'in hand' }
    const outcome = await runScript(script, [proxy.endpoints], 200_000, interruption)
    expect(outcome).toMatchObject({ code: 0, stderr: '' })
    expect(outcome.stdout).toContain('1 handler was still running')
  })

  it('gives up what a simple consumer was not told of, and says so', async () => {
    await sendAll(proxy.endpoints, 'orders', ['m'])
    const told: string[] = []
    const note = (line: string) => void told.push(line)
    const logger = { debug: note, info: note, warn: note, error: note }
    const options = { endpoints: proxy.endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } }
    const consumer = new SimpleConsumer({ ...options, logger })
    const [message] = await consumer.receive()
    await consumer.close({ timeoutMs: 100 })
    expect(told.join()).toContain('1 received messages were neither acknowledged nor handed back')
    await expect(consumer.ack(message ?? [])).rejects.toMatchObject({
      code: 'CLOSED',
      message: 'acknowledge: the consumer was closed; the message is delivered again',
    })
    await expect(consumer.receive()).rejects.toMatchObject({ code: 'CLOSED' })
  })
})

describe('closing a simple consumer', () => {
  it('from within a loop over it ends both, once the message in hand is settled', async () => {
    await sendAll(proxy.endpoints, 'orders', ['a', 'b', 'c'])
    const options = { endpoints: proxy.endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } }
    const consumer = new SimpleConsumer(options)
    let count = 0
    for await (const message of consumer) {
      count += 1
      await consumer.ack(message)
      await consumer.close({ timeoutMs: 600_000 })
    }
    expect(count).toBe(1)
    expect(proxy.inFlight('orders', 'workers')).toBe(0)
  })

  it('says what it waits for, if that takes long', async () => {
    await sendAll(proxy.endpoints, 'orders', ['m'])
    const told: string[] = []
    const note = (line: string) => void told.push(line)
    const logger = { debug: note, info: note, warn: note, error: note }
    const options = { endpoints: proxy.endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } }
    const consumer = new SimpleConsumer({ ...options, logger })
    const messages = await consumer.receive()
    const closing = consumer.close({ timeoutMs: 600_000 })
    await eventually(() => expect(told.join()).toContain('close() waits until 1 received messages'))
    await consumer.ack(messages)
    await closing
  })

  it('ends as soon as what was handed out is acknowledged or given back', async () => {
    await sendAll(proxy.endpoints, 'orders', ['a', 'b', 'c'])
    const options = { endpoints: proxy.endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } }
    const consumer = new SimpleConsumer(options)
    const messages = []
    while (messages.length < 3) messages.push(...(await consumer.receive()))
    const [a, b, c] = messages
    const closing = consumer.close()
    await eventually(() => expect(consumer.state).toBe('closing'))
    if (a !== undefined) await consumer.ack(a)
    if (b !== undefined) await consumer.changeInvisibleDuration(b, 0)
    expect(consumer.state).toBe('closing')
    if (c !== undefined) await consumer.ack(c)
    await closing
    expect(proxy.inFlight('orders', 'workers')).toBe(0)
  })
})

describe('a double that is closed while consumers have something to tell it', () => {
  /** Longer than a test may take: nobody waits for it. */
  const options = { timeoutMs: 600_000 }

  it.each([
    ['before them', async (close: () => Promise<void>) => proxy.close().then(close)],
    [
      'beside them',
      async (close: () => Promise<void>) => Promise.all([proxy.close(), close()]).then(() => {}),
    ],
  ])('%s, is not waited for', async (_, closing) => {
    await sendAll(proxy.endpoints, 'orders', ['a', 'b', 'c', 'd'])
    const common = { endpoints: proxy.endpoints, consumerGroup: 'workers', subscriptions: { orders: '*' } }
    const simple = new SimpleConsumer(common)
    const [message] = await simple.receive({ maxMessages: 1 })
    let begun = () => {}
    const handling = new Promise<void>(resolve => {
      begun = resolve
    })
    let letGo = () => {}
    const held = new Promise<void>(resolve => {
      letGo = resolve
    })
    const listener = () => {
      begun()
      return held
    }
    const push = new PushConsumer({ ...common, listener })
    await push.start()
    await handling
    const acking = closing(async () => {
      const [pushed, simply] = await Promise.allSettled([push.close(options), simple.close(options)])
      expect(pushed).toMatchObject({ status: 'rejected', reason: { code: 'TIMEOUT' } })
      expect(simply).toMatchObject({ status: 'fulfilled' })
    })
    letGo()
    await acking
    await expect(simple.ack(message ?? [])).rejects.toMatchObject({ code: 'CLOSED' })
  })
})

describe('close() called by a handler', () => {
  it.each(['listener', 'batchListener'] as const)('of a %s does not make it wait for itself', async kind => {
    await sendAll(proxy.endpoints, 'orders', ['m'])
    const told: string[] = []
    const note = (line: string) => void told.push(line)
    const common = {
      endpoints: proxy.endpoints,
      consumerGroup: 'workers',
      subscriptions: { orders: '*' },
      logger: { debug: note, info: note, warn: note, error: note },
    }
    let returned = () => {}
    const handled = new Promise<void>(resolve => {
      returned = resolve
    })
    const stop = async () => {
      await consumer.stats()
      await consumer.close({ timeoutMs: 600_000 })
    }
    const handler = async () => {
      await stop()
      returned()
    }
    const consumer: PushConsumer = new PushConsumer(
      kind === 'listener'
        ? { ...common, listener: handler }
        : { ...common, batchListener: { batchSize: 1, flushIntervalMs: 0, handle: handler } },
    )
    await consumer.start()
    await handled
    await consumer.close()
    expect(consumer.state).toBe('closed')
    expect(proxy.inFlight('orders', 'workers')).toBe(0)
    expect(told.join()).toContain('close() was called by a handler')
  })
})
