import { describe, expect, it, onTestFinished } from 'vitest'
import { startCluster } from '../../scripts/cluster/cluster.js'
import type { ClusterOptions } from '../../scripts/cluster/cluster-options.js'
import type { Producer } from '../../src/index.js'
import { expectStoredOnce, producerOf, sendDifferent, untilCoalescing } from '../support/reading-back.js'

const COUNT = 20_000

interface Case extends ClusterOptions {
  coalesces: boolean
}

/** Each runs on a cluster of its own, one after the other. 5.5.0 LOCAL is the shared cluster's, in producer.test.ts. */
const cases: Case[] = [
  { version: '5.2.0', coalesces: false },
  { version: '5.3.3', coalesces: false },
  { version: '5.4.0', coalesces: true },
  { version: '5.5.0', mode: 'cluster', brokerVersion: '5.3.3', coalesces: false },
]

function requests(producer: Producer): number {
  return producer.stats().rpcs?.find(({ method }) => method === 'SendMessage')?.started ?? 0
}

// Each boots a cluster of its own, which on a busy machine takes its time.
describe('20,000 concurrent sends, each different', { timeout: 1_200_000 }, () => {
  it.each(cases)('arrive once each and whole on %j', async ({ coalesces, ...options }) => {
    const cluster = await startCluster({ ...options, topics: { versions: 'NORMAL' } })
    onTestFinished(() => cluster.stop(), 180_000)
    const producer = producerOf(cluster, { batch: { nameServer: cluster.nameServer } })
    if (coalesces) await untilCoalescing(producer, 'versions')
    const sent = await sendDifferent(producer, 'versions', COUNT)
    if (coalesces) expect(requests(producer)).toBeLessThan(COUNT / 40)
    else expect(requests(producer)).toBeGreaterThanOrEqual(COUNT)
    await expectStoredOnce(cluster, 'versions', producer, sent)
  })

  it('arrive once each and whole on 5.5.0 in CLUSTER mode: one by one by itself, batched when proven or told so', async () => {
    const topics = { alone: 'NORMAL', proven: 'NORMAL', together: 'NORMAL' } as const
    const cluster = await startCluster({ mode: 'cluster', topics })
    onTestFinished(() => cluster.stop(), 180_000)
    const cautious = producerOf(cluster)
    const alone = await sendDifferent(cautious, 'alone', COUNT)
    expect(requests(cautious)).toBeGreaterThanOrEqual(COUNT)
    const shown = producerOf(cluster, { batch: { nameServer: cluster.nameServer } })
    await untilCoalescing(shown, 'proven')
    const proven = await sendDifferent(shown, 'proven', COUNT)
    expect(requests(shown)).toBeLessThan(COUNT / 40)
    const told = producerOf(cluster, { batch: { mode: 'on' } })
    const together = await sendDifferent(told, 'together', COUNT)
    expect(requests(told)).toBeLessThan(COUNT / 40)
    await expectStoredOnce(cluster, 'alone', cautious, alone)
    await expectStoredOnce(cluster, 'proven', shown, proven)
    await expectStoredOnce(cluster, 'together', told, together)
  })
})
