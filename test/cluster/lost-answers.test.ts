import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { Producer, PushConsumer } from '../../src/index.js'
import { eventually, localCluster, uniqueName } from '../support/cluster.js'
import { leasesOver } from '../support/leases.js'

const LEASE_MS = 10_000

const cluster = localCluster()
const { endpoints } = cluster
const producer = new Producer({ endpoints, deliveryTimeoutMs: 240_000 })
afterAll(() => producer.close())

async function given(type: 'NORMAL' | 'FIFO') {
  const topic = uniqueName('lost')
  const group = uniqueName('lost')
  await cluster.createTopic(topic, type)
  // Polls whose connection broke wait on at the server. What each of them takes counts as an attempt in a FIFO group,
  // and what has no attempt left becomes a dead letter that no handler has seen.
  await cluster.createGroup(group, { fifo: type === 'FIFO', maxAttempts: 1_000 })
  return { topic, group }
}

const pause = (milliseconds: number) => new Promise<void>(resolve => setTimeout(resolve, milliseconds))

/** Sends so many messages at an even pace. */
async function sendEvenly(topic: string, count: number, overMs: number, groups?: number): Promise<void> {
  const sending: Promise<unknown>[] = []
  for (let i = 0; i < count; i++) {
    const order = groups === undefined ? {} : { messageGroup: `g${i % groups}` }
    sending.push(producer.send({ topic, body: `m${i}`, ...order }))
    await pause(overMs / count)
  }
  await Promise.all(sending)
}

/** Resets every connection of this process to the server, as a network does: what is on its way is lost. */
function resetConnections(): number {
  const port = Number(endpoints.split(':').at(-1))
  const handles = (process as unknown as { _getActiveHandles(): unknown[] })._getActiveHandles()
  const sockets = handles.filter(each => each instanceof Socket && each.remotePort === port) as Socket[]
  for (const socket of sockets) socket.resetAndDestroy()
  return sockets.length
}

describe('a push consumer on the real server', { timeout: 900_000 }, () => {
  it.each(['NORMAL', 'FIFO'] as const)(
    'of a %s topic handles everything though its connections are reset again and again',
    async type => {
      const { topic, group } = await given(type)
      const handled = new Set<string>()
      const consumer = new PushConsumer({
        endpoints,
        consumerGroup: group,
        invisibleDurationMs: LEASE_MS,
        subscriptions: { [topic]: '*' },
        logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
        listener: message => void handled.add(message.text()),
      })
      await consumer.start()
      let resets = 0
      const resetting = setInterval(() => {
        resets += resetConnections()
      }, 300)
      await sendEvenly(topic, 1_000, 15_000, type === 'FIFO' ? 20 : undefined).finally(() =>
        clearInterval(resetting),
      )
      expect(resets).toBeGreaterThan(20)
      // What was lost comes back after its lease, and some seconds until the server looks.
      await eventually(() => expect(handled.size).toBe(1_000), 30 * LEASE_MS)
      await consumer.close()
    },
  )

  it('that was stopped for longer than its deadlines and its lease goes on with everything', async () => {
    const { topic, group } = await given('NORMAL')
    const script = fileURLToPath(new URL('../support/telling-consumer.ts', import.meta.url))
    const args = [endpoints, topic, group, String(LEASE_MS)]
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    try {
      const handled = new Set<string>()
      const lines = createInterface({ input: child.stdout })
      const started = once(lines, 'line')
      lines.on('line', line => handled.add(line))
      await started
      const sending = sendEvenly(topic, 1_000, 24_000)
      await eventually(() => expect(handled.size).toBeGreaterThan(100))
      child.kill('SIGSTOP')
      await leasesOver(cluster, topic, 100, LEASE_MS)
      child.kill('SIGCONT')
      await sending
      // One line more: that it has begun.
      await eventually(() => expect(handled.size).toBe(1_001), 30 * LEASE_MS)
    } finally {
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
  })
})
