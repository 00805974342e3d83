import { afterAll, describe, expect, test } from 'vitest'
import { startCluster } from '../../scripts/cluster/cluster.js'
import { Producer } from '../../src/index.js'
import { guardedCluster } from '../conformance/server-under-test.js'
import { guardedConformance } from '../conformance/suite.js'
import { eventually, ownsCluster } from '../support/cluster.js'
import { PATIENT_CLIENT } from '../support/patience.js'

/** Whether this run may start clusters of its own; with the user's own it may not. */
const ours = ownsCluster() || process.env.ROCKETMQ_NAME_SERVER !== undefined
const cluster = ours ? await startCluster({ acl: true, tls: true }) : undefined
afterAll(() => cluster?.stop())

if (cluster === undefined) {
  describe('a real server with users and a certificate', () =>
    test.skip('is not at ROCKETMQ_ENDPOINTS', () => {}))
} else {
  test('credentials are rotated while a client runs, and it goes on', async () => {
    await cluster.createUser('rota', 'first-secret', { superUser: true })
    let current = { accessKey: 'rota', secretKey: 'first-secret' }
    await using producer = new Producer({
      ...PATIENT_CLIENT,
      endpoints: cluster.endpoints,
      credentials: async () => current,
    })
    await producer.send({ topic: 'quickstart', body: 'before' })
    const change = ['-c', 'DefaultCluster', '-u', 'rota', '-p', 'second-secret']
    await eventually(async () => expect(await cluster.admin('updateUser', ...change)).toContain('success'))
    current = { accessKey: 'rota', secretKey: 'second-secret' }
    const { messageId } = await producer.send({ topic: 'quickstart', body: 'after' })
    expect(messageId).not.toBe('')
  })

  guardedConformance('a real server with users and a certificate', await guardedCluster(cluster))
}
