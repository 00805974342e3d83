import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { knownClusters, livingProcesses, removeState } from '../../scripts/cluster/cluster-state.js'
import { accepts, answersRoute } from '../../scripts/cluster/readiness.js'
import { until } from '../../scripts/cluster/waiting.js'
import { clusterModeCluster, hasCluster, localCluster, ownsCluster, uniqueName } from '../support/cluster.js'

const portOf = (endpoints: string) => Number(endpoints.split(':').at(-1))

/** Whether the first answer, however slow, is the route of a topic. */
const routes = (endpoints: string, topic: string) =>
  answersRoute(portOf(endpoints), topic, { timeoutMs: 120_000 })

describe('the LOCAL-mode cluster', () => {
  it('routes a topic as soon as it is created', async () => {
    const cluster = localCluster()
    const topic = uniqueName('tool')
    await cluster.createTopic(topic, 'FIFO', { queues: 4 })
    expect(await routes(cluster.endpoints, topic)).toBe(true)
  })

  it('says why the broker refuses a group', async () => {
    const group = localCluster().createGroup(uniqueName('tool'), { retryPolicy: '{"type":"NONSENSE"}' })
    await expect(group).rejects.toThrow(/NONSENSE/)
  })

  it.runIf(ownsCluster())('is dead after killProxy and routes again after startProxy', async () => {
    const cluster = localCluster()
    const topic = uniqueName('tool')
    await cluster.createTopic(topic)
    await cluster.killProxy()
    expect(await accepts(portOf(cluster.endpoints))).toBe(false)
    await cluster.startProxy()
    expect(await routes(cluster.endpoints, topic)).toBe(true)
  })
})

describe.runIf(hasCluster('clusterMode'))('the CLUSTER-mode cluster', () => {
  it('takes a LITE topic and a group bound to it', async () => {
    const cluster = clusterModeCluster()
    const topic = uniqueName('tool')
    await cluster.createTopic(topic, 'LITE')
    await cluster.createGroup(uniqueName('tool'), { liteTopic: topic })
    expect(await routes(cluster.endpoints, topic)).toBe(true)
  })
})

describe.runIf(ownsCluster())('a cluster of a process that is killed', () => {
  it('leaves no server behind', async () => {
    const script = fileURLToPath(new URL('../support/start-cluster.ts', import.meta.url))
    const parent = spawn(process.execPath, ['--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [portBase] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string]
    const state = (await knownClusters()).find(known => String(known.portBase) === portBase)
    expect(state && livingProcesses(state)).toHaveLength(2)
    parent.kill('SIGKILL')
    const gone = async () =>
      state !== undefined && livingProcesses(state).length === 0 && !(await accepts(Number(portBase)))
    await until(gone, { what: 'The servers did not end', timeoutMs: 120_000 })
    if (state) await removeState(state.portBase)
  })
})
