import type { TestProject } from 'vitest/node'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import type { ClusterMode } from '../../scripts/cluster/cluster-options.js'
import type { ProvidedCluster, ProvidedClusters } from './cluster.js'
import { type ControlledCluster, serveControl } from './cluster-control.js'
import { openGivenCluster } from './given-cluster.js'

interface OwnedCluster extends ControlledCluster {
  stop(): Promise<void>
}

/**
 * Gives the cluster suite its RocketMQ: the user's own at `ROCKETMQ_ENDPOINTS` (with `ROCKETMQ_NAME_SERVER`
 * to create topics), else one in LOCAL and one in CLUSTER mode, started here. `ROCKETMQ_TEST_CLUSTERS=local`
 * leaves the second out, for quick turns of work on tests that don't need it.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const owned = new Map<string, OwnedCluster>()
  try {
    const provided = process.env.ROCKETMQ_ENDPOINTS ? await useGiven(owned) : await startOwn(owned)
    const control = await serveControl(owned)
    project.provide('clusters', { ...provided, control: control.url })
    return async () => {
      await control.close()
      await stopAll(owned)
    }
  } catch (failure) {
    await stopAll(owned)
    throw failure
  }
}

async function useGiven(owned: Map<string, OwnedCluster>): Promise<Omit<ProvidedClusters, 'control'>> {
  const nameServer = process.env.ROCKETMQ_NAME_SERVER || undefined
  owned.set('local', await openGivenCluster(nameServer))
  const endpoints = process.env.ROCKETMQ_ENDPOINTS ?? ''
  return { local: nameServer === undefined ? { endpoints } : { endpoints, nameServer } }
}

async function startOwn(owned: Map<string, OwnedCluster>): Promise<Omit<ProvidedClusters, 'control'>> {
  const start = async (name: string, mode: ClusterMode): Promise<ProvidedCluster> => {
    const cluster = await startCluster({ mode, onProgress: line => console.log(`${name}: ${line}`) })
    owned.set(name, cluster)
    return describeCluster(cluster)
  }
  if (process.env.ROCKETMQ_TEST_CLUSTERS === 'local') return { local: await start('local', 'local') }
  // All settled, so that one failure does not leave the other's processes without an owner.
  const [local, clusterMode] = await Promise.allSettled([
    start('local', 'local'),
    start('clusterMode', 'cluster'),
  ])
  if (local.status === 'rejected') throw local.reason
  if (clusterMode.status === 'rejected') throw clusterMode.reason
  return { local: local.value, clusterMode: clusterMode.value }
}

function describeCluster({ endpoints, nameServer, mode, version }: Cluster): ProvidedCluster {
  return { endpoints, nameServer, mode, version }
}

async function stopAll(owned: ReadonlyMap<string, OwnedCluster>): Promise<void> {
  await Promise.all([...owned.values()].map(cluster => cluster.stop()))
}
