import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { MessageView } from '../../src/index.js'
import { eventually, localCluster } from '../support/cluster.js'
import { expectStored, producerOf, readBack, storedCount, topicOf } from '../support/reading-back.js'
import { SlowWire } from '../support/slow-wire.js'

const cluster = localCluster()

describe('a transaction on a real server', () => {
  it('shows its message after the commit, and never after a rollback', async () => {
    const topic = await topicOf(cluster, 'TRANSACTION')
    const producer = producerOf(cluster)
    const transactions = Array.from({ length: 10 }, () => producer.beginTransaction())
    await Promise.all(
      transactions.map((each, n) => each.send({ topic, body: String(n), tag: 'deal', keys: [`k${n}`] })),
    )
    expect(await storedCount(cluster, topic)).toBe(0)
    await Promise.all(transactions.map((each, n) => (n % 2 === 0 ? each.commit() : each.rollback())))
    const views = await readBack(cluster, topic, 5)
    expect(views.map(view => view.text()).sort()).toEqual(['0', '2', '4', '6', '8'])
    expect(views[0]).toMatchObject({ tag: 'deal', properties: {} })
    await expectStored(cluster, topic, 5)
  })

  it('whose message is on the wire when its signal fires has its receipt, and is committed by it', async () => {
    const topic = await topicOf(cluster, 'TRANSACTION')
    const wire = await SlowWire.inPlaceOf(cluster.endpoints, { latencyMs: 500 })
    onTestFinished(() => wire.close())
    const producer = producerOf(wire, { topics: [topic] })
    await producer.start()
    const transaction = producer.beginTransaction()
    const controller = new AbortController()
    const sent = transaction.send({ topic, body: 'deal' }, { signal: controller.signal })
    await eventually(() => expect(producer.stats().producer?.inFlight).toBe(1))
    controller.abort()
    expect((await sent).topic).toBe(topic)
    await transaction.commit()
    const views = await readBack(cluster, topic, 1)
    expect(views.map(view => view.text())).toEqual(['deal'])
    const refused = producer.beginTransaction().send({ topic, body: 'none' }, { signal: AbortSignal.abort() })
    await expect(refused).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it('whose producer was killed is decided by the checker of another, asked again after UNKNOWN', {
    timeout: 900_000,
  }, async () => {
    const topic = await topicOf(cluster, 'TRANSACTION')
    const script = fileURLToPath(new URL('../support/die-in-transaction.ts', import.meta.url))
    const arguments_ = ['--import', 'tsx', script, cluster.endpoints, topic, 'commit', 'rollback']
    const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(createInterface({ input: child.stdout }), 'line')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const asked: string[] = []
    const transactionChecker = async (message: MessageView) => {
      const body = message.text()
      asked.push(body)
      if (asked.filter(each => each === body).length === 1) return 'UNKNOWN'
      return body === 'commit' ? 'COMMIT' : 'ROLLBACK'
    }
    await producerOf(cluster, { topics: [topic], transactionChecker }).start()
    // The server gives up a dead producer's channel, or asks it in turn with the living one. Where it is slow to see an
    // answer, it asks once more.
    const bothTwice = () => {
      for (const body of ['commit', 'rollback'])
        expect(asked.filter(each => each === body).length).toBeGreaterThanOrEqual(2)
    }
    await vi.waitFor(bothTwice, { timeout: 300_000, interval: 100 })
    await eventually(async () => expect(await storedCount(cluster, topic)).toBeGreaterThan(0))
    // What it asks of once more and is told to commit again, it stores twice.
    const views = await readBack(cluster, topic)
    expect(new Set(views.map(view => view.text()))).toEqual(new Set(['commit']))
  })
})
