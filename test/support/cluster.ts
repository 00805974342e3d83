import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import type { ClusterMode } from '../../scripts/cluster/cluster-options.js'
import { askControl, type ControlledCluster } from './cluster-control.js'
import { eventually as waitUntil } from './patience.js'

/** The clusters of a test run, by the names test files know them by. */
export type ClusterName = 'local' | 'clusterMode'

/** What the global set-up tells the test files about one cluster. */
export interface ProvidedCluster {
  endpoints: string
  /** Unknown for a cluster of the user's own without `ROCKETMQ_NAME_SERVER`. */
  nameServer?: string
  /** Unknown for a cluster of the user's own. */
  mode?: ClusterMode
  /** Version of proxy and brokers; unknown for a cluster of the user's own. */
  version?: string
}

/** What the global set-up provides. */
export interface ProvidedClusters {
  /** URL of the control server. */
  control: string
  /** RocketMQ in LOCAL mode, or the user's own. */
  local: ProvidedCluster
  /** RocketMQ in CLUSTER mode; missing with `ROCKETMQ_ENDPOINTS`, or where it was not wanted. */
  clusterMode?: ProvidedCluster
}

declare module 'vitest' {
  interface ProvidedContext {
    clusters: ProvidedClusters
  }
}

/** A real RocketMQ shared by all test files; they tell their topics and groups apart by `uniqueName`. */
export interface TestCluster extends ProvidedCluster, ControlledCluster {}

/** The LOCAL-mode cluster: broker and proxy in one process. */
export function localCluster(): TestCluster {
  return reach('local', inject('clusters').local)
}

/** The CLUSTER-mode one: a proxy before a broker. */
export function clusterModeCluster(): TestCluster {
  const { clusterMode } = inject('clusters')
  if (!clusterMode) {
    throw new Error(
      'This run has no CLUSTER-mode RocketMQ: leave ROCKETMQ_ENDPOINTS and ROCKETMQ_TEST_CLUSTERS unset.',
    )
  }
  return reach('clusterMode', clusterMode)
}

/** Whether the run has the cluster; for `describe.runIf`. */
export function hasCluster(name: ClusterName): boolean {
  return inject('clusters')[name] !== undefined
}

/** Whether the run started its servers, and so may kill them; those at `ROCKETMQ_ENDPOINTS` are the user's own. */
export function ownsCluster(): boolean {
  return inject('clusters').local.mode !== undefined
}

/** Waits until `check` passes, for long: the servers of Java share the machine, and with tests. */
export function eventually<T>(check: () => T | Promise<T>, timeoutMs = 60_000): Promise<T> {
  return waitUntil(check, timeoutMs)
}

/** A name for a topic or group that no other test, file or run uses. */
export function uniqueName(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}-${randomBytes(4).toString('hex')}`
}

function reach(name: ClusterName, provided: ProvidedCluster): TestCluster {
  const { control } = inject('clusters')
  const ask = async (method: keyof ControlledCluster, ...args: readonly unknown[]) =>
    askControl(control, { cluster: name, method, args })
  return {
    ...provided,
    createTopic: async (...args) => void (await ask('createTopic', ...args)),
    createGroup: async (...args) => void (await ask('createGroup', ...args)),
    killProxy: async () => void (await ask('killProxy')),
    startProxy: async () => void (await ask('startProxy')),
    killBroker: async (...args) => void (await ask('killBroker', ...args)),
    startBroker: async (...args) => void (await ask('startBroker', ...args)),
    verifyMessage: async (...args) => String(await ask('verifyMessage', ...args)),
    admin: async (...args) => String(await ask('admin', ...args)),
  }
}
