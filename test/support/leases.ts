import { expect } from 'vitest'
import { SimpleConsumer } from '../../src/index.js'
import { eventually, uniqueName } from './cluster.js'
import type { ControlledCluster } from './cluster-control.js'
import { PATIENT_CLIENT } from './patience.js'

/**
 * Settles when leases of `leaseMs` that begin now are over, by the account of the real server: a group of its own
 * takes the topic's `count` messages, acknowledges none, and waits until each has come again. What another group
 * was to get again after such a lease has come to it by then. Many messages, because the server looks after leases in
 * several places, and each may be behind.
 */
export async function leasesOver(
  cluster: Pick<ControlledCluster, 'createGroup'> & { endpoints: string },
  topic: string,
  count: number,
  leaseMs: number,
): Promise<void> {
  const consumerGroup = uniqueName('lease')
  await cluster.createGroup(consumerGroup)
  const consumer = new SimpleConsumer({
    ...PATIENT_CLIENT,
    endpoints: cluster.endpoints,
    consumerGroup,
    subscriptions: { [topic]: '*' },
    invisibleDurationMs: leaseMs,
    awaitDurationMs: 5_000,
  })
  const again = new Set<string>()
  try {
    await eventually(async () => {
      for (const { messageId, deliveryAttempt } of await consumer.receive())
        if (deliveryAttempt > 1) again.add(messageId)
      expect(again.size).toBeGreaterThanOrEqual(count)
    }, 20 * leaseMs)
  } finally {
    await consumer.close({ timeoutMs: 0 })
  }
}
