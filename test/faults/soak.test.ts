import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test, vi } from 'vitest'
import { Producer, PushConsumer } from '../../src/index.js'
import { heapAfterCollection } from '../support/garbage.js'
import { heldBy, leftOpen, openResources, TimerWatch } from '../support/leaks.js'
import { eventually } from '../support/patience.js'
import { type ProxyProcess, type ProxyProcessOptions, startProxyProcess } from '../support/proxy-process.js'

/** For how long, where that is given; else about ten seconds. */
const MINUTES = Number(process.env.ROCKETMQ_SOAK_MINUTES ?? 0)
const PHASE_MS = MINUTES > 0 ? 20_000 : 1_500
const SENDERS = 16
const PAUSE_MS = 4
/** Confirmed of one server, however slow the machine is. */
const LEAST = 50
/** What a heap may have grown by between two moments at which nothing is under way. */
const GROWTH_BYTES = 16 * 1024 * 1024
const MEBIBYTE = 1024 * 1024

/** What was confirmed, and what was handled of it, while one server lived. */
class Ledger {
  readonly confirmed = new Set<string>()
  readonly handled = new Set<string>()

  get lost(): string[] {
    return [...this.confirmed].filter(id => !this.handled.has(id))
  }
}

interface Load {
  ledger: Ledger
  producer: Producer
  failed: number
}

/** Sends one message after the other until `end`, and some at least; what fails is not confirmed, and counted. */
async function sendUntil(end: number, load: Load): Promise<void> {
  while (Date.now() < end || load.ledger.confirmed.size < LEAST) {
    try {
      const { messageId } = await load.producer.send({ topic: 'orders', body: 'b'.repeat(500) })
      load.ledger.confirmed.add(messageId)
    } catch {
      load.failed++
    }
    await sleep(PAUSE_MS)
  }
}

/** One server's life: trouble, calm, and everything handled. */
async function livesThrough(proxy: ProxyProcess, load: Load): Promise<void> {
  const end = Date.now() + PHASE_MS
  await Promise.all(Array.from({ length: SENDERS }, () => sendUntil(end, load)))
  proxy.calm()
  await vi.waitFor(() => expect(load.ledger.lost).toEqual([]), { timeout: 60_000, interval: 50 })
  expect(proxy.isAlive).toBe(true)
}

test('a client whose connections are cut, replaced and drained loses no message and holds nothing in the end', {
  timeout: 900_000 + 3 * MINUTES * 60_000,
}, async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', note)
  const seed = MINUTES > 0 ? Date.now() : 1
  const served: ProxyProcessOptions = { topics: { orders: 'NORMAL' }, groups: ['workers'], clockSpeed: 20 }
  let proxy = await startProxyProcess(served)
  const before = openResources()
  using timers = new TimerWatch()
  const { endpoints } = proxy
  const port = Number(endpoints.split(':')[1])
  const logger = false
  const producer = new Producer({ endpoints, logger, batch: { mode: 'off' }, deliveryTimeoutMs: 60_000 })
  const load: Load = { producer, ledger: new Ledger(), failed: 0 }
  const consumer = new PushConsumer({
    endpoints,
    logger,
    consumerGroup: 'workers',
    subscriptions: { orders: '*' },
    listener: ({ messageId }) => void load.ledger.handled.add(messageId),
  })
  await Promise.all([producer.start(), consumer.start()])

  const heaps: number[] = []
  let confirmed = 0
  const end = Date.now() + MINUTES * 60_000
  for (let phase = 0; phase < 3 || Date.now() < end; phase++) {
    await proxy.close()
    const trouble = phase % 2 === 0 ? 'cuts' : 'goAways'
    proxy = await startProxyProcess({ ...served, port, trouble, seed: seed + phase })
    load.ledger = new Ledger()
    await livesThrough(proxy, load)
    confirmed += load.ledger.confirmed.size
    load.ledger = new Ledger()
    // Also forgets the timers that are over.
    expect(timers.running.length).toBeLessThan(1_000)
    heaps.push(await heapAfterCollection())
  }
  const connections = [producer, consumer].flatMap(client => client.stats().connections)
  await proxy.close()
  proxy = await startProxyProcess({ ...served, port })
  await Promise.all([producer.close(), consumer.close()])
  if (MINUTES > 0) {
    console.log(
      JSON.stringify({
        seed,
        confirmed,
        failed: load.failed,
        connections: connections.map(({ plane, opened }) => ({ plane, opened })),
        heapMiB: heaps.map(bytes => Math.round(bytes / MEBIBYTE)),
      }),
    )
  }

  expect([...heldBy(producer), ...heldBy(consumer)]).toEqual([])
  expect(await leftOpen(before)).toEqual({})
  await eventually(() => expect(timers.running).toEqual([]))
  expect(unhandled).toEqual([])
  process.off('unhandledRejection', note)
  expect(confirmed).toBeGreaterThan(100)
  expect((heaps.at(-1) as number) - (heaps[1] as number)).toBeLessThan(GROWTH_BYTES)
  await proxy.close()
})
