import type { TestProject } from 'vitest/node'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import type { ClusterMode } from '../../scripts/cluster/cluster-options.js'
import type { ProvidedCluster, ProvidedClusters } from './cluster.js'
import { type ControlledCluster, serveControl } from './cluster-control.js'
import { openGivenCluster } from './given-cluster.js'

interface OwnedCluster extends ControlledCluster {
  stop(): Promise<void>
}

interface StartedClusters {
  provided: ProvidedClusters
  stop(): Promise<void>
}

/** Vitest gives each project a copy of this module; what they share is the process. */
const SHARED = Symbol.for('rocketmq-jet: the clusters of this run')
const run = globalThis as { [SHARED]?: { users: number; clusters: Promise<StartedClusters> } | undefined }

/**
 * Gives the cluster suite its RocketMQ: the user's own at `ROCKETMQ_ENDPOINTS` (with `ROCKETMQ_NAME_SERVER`
 * to create topics), else one in LOCAL and one in CLUSTER mode, started here. `ROCKETMQ_TEST_CLUSTERS=local`
 * leaves the second out, for quick turns of work on tests that don't need it. All projects of a run share them.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  run[SHARED] ??= { users: 0, clusters: start() }
  const shared = run[SHARED]
  shared.users++
  const { provided, stop } = await shared.clusters
  project.provide('clusters', provided)
  return async () => {
    if (--shared.users === 0) await stop()
  }
}

async function start(): Promise<StartedClusters> {
  const owned = new Map<string, OwnedCluster>()
  try {
    const provided = process.env.ROCKETMQ_ENDPOINTS ? await useGiven(owned) : await startOwn(owned)
    const control = await serveControl(owned)
    const stop = async () => {
      run[SHARED] = undefined
      await control.close()
      await stopAll(owned)
    }
    return { provided: { ...provided, control: control.url }, stop }
  } catch (failure) {
    run[SHARED] = undefined
    await stopAll(owned)
    throw failure
  }
}

async function useGiven(owned: Map<string, OwnedCluster>): Promise<Omit<ProvidedClusters, 'control'>> {
  const nameServer = process.env.ROCKETMQ_NAME_SERVER || undefined
  owned.set('local', await openGivenCluster(nameServer))
  const endpoints = process.env.ROCKETMQ_ENDPOINTS ?? ''
  console.log(
    `Not run: tests that kill servers or need a second one. ROCKETMQ_ENDPOINTS names your own, ${endpoints}.`,
  )
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
