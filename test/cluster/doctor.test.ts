import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import {
  clusterModeCluster,
  hasCluster,
  localCluster,
  type TestCluster,
  uniqueName,
} from '../support/cluster.js'
import { insist, runCommand } from '../support/command-line.js'

/** A topic and a group that nobody else uses, and the doctor's flags for them. */
async function examined(cluster: TestCluster): Promise<string[]> {
  const topic = uniqueName('doctor')
  const group = uniqueName('doctor-group')
  await Promise.all([cluster.createTopic(topic, 'NORMAL'), cluster.createGroup(group)])
  return ['--endpoints', cluster.endpoints, '--topic', topic, '--group', group]
}

function doctor(...flags: readonly string[]) {
  return insist(() => runCommand(['doctor', '--timeout', '30000', ...flags]))
}

describe('rocketmq-jet doctor on a real LOCAL server', () => {
  let flags: string[]
  beforeAll(async () => {
    flags = await examined(localCluster())
  })

  it('sees version, mode, topic and group, and that batches are safe', async () => {
    const { code, stdout } = await doctor(...flags)
    expect(stdout).toMatch(/✓ version .*5\.4\.0 or later, LOCAL mode/)
    expect(stdout).toMatch(/✓ topic .* queues on .*, for NORMAL/)
    expect(stdout).toMatch(/✓ batches .*safe/)
    expect(stdout).toMatch(/✓ group /)
    expect(code).toBe(0)
  })

  it('proves by writing and reading that batches stay whole', async () => {
    const { code, stdout } = await doctor(...flags, '--write-batch')
    expect(stdout).toMatch(/✓ trial .*(\d+) of \1 messages in \d+ batches came back whole.*'on' is safe/)
    expect(code).toBe(0)
  })

  it('says what is missing', async () => {
    const { code, stdout } = await doctor(
      '--endpoints',
      localCluster().endpoints,
      '--topic',
      uniqueName('nowhere'),
    )
    expect(stdout).toMatch(/✗ topic .*TOPIC_NOT_FOUND/)
    expect(code).toBe(1)
  })

  it.runIf(localCluster().nameServer !== undefined)(
    'knows the port of the name server for a wrong one',
    async () => {
      const { nameServer = '' } = localCluster()
      const { code, stdout } = await runCommand(['doctor', '--endpoints', nameServer])
      expect(stdout).toMatch(/✗ server .*WRONG_PROTOCOL.*name server \(9876\)/)
      expect(code).toBe(1)
    },
  )
})

describe.runIf(hasCluster('clusterMode'))('rocketmq-jet doctor on a real CLUSTER-mode server', () => {
  it('takes nothing for granted, and proves by a trial that batches stay whole', async () => {
    const { code, stdout } = await doctor(...(await examined(clusterModeCluster())), '--write-batch')
    expect(stdout).toMatch(/✓ version .*5\.4\.0 or later, CLUSTER mode/)
    expect(stdout).toMatch(/• batches .*not proven safe/)
    expect(stdout).toMatch(/✓ trial .*(\d+) of \1 messages in \d+ batches came back whole/)
    expect(code).toBe(0)
  })
})

describe('rocketmq-jet doctor on a real server before 5.4.0', () => {
  let cluster: Cluster
  beforeAll(async () => {
    cluster = await startCluster({
      version: '5.3.3',
      topics: { trials: 'NORMAL' },
      groups: { triers: {} },
    })
  })
  afterAll(() => cluster?.stop())

  it('sees by a trial that batches are damaged', async () => {
    const flags = [
      '--endpoints',
      cluster.endpoints,
      '--topic',
      'trials',
      '--group',
      'triers',
      '--write-batch',
    ]
    const { code, stdout } = await doctor(...flags)
    expect(stdout).toMatch(/• batches .*not safe at/)
    expect(stdout).toMatch(/✗ trial .*damaged: id \S+ became/)
    expect(code).toBe(1)
  })
})
