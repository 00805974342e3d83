import { ClusterError } from './cluster-error.js'
import type { ClusterSettings } from './cluster-options.js'
import { type ClusterState, claim, readState, removeState } from './cluster-state.js'
import { allPorts, BLOCK_SIZE, busyPorts, type PortBase, portLayout } from './port-layout.js'

const FIRST_BLOCK = 18_000
const LAST_BLOCK = 28_000

/** Takes the given port base, or the first block that nobody uses, and answers the state written for it. */
export async function claimPortBase(
  wanted: PortBase | undefined,
  settings: ClusterSettings,
  guarded: boolean,
): Promise<ClusterState> {
  if (wanted !== undefined) return claimThis(wanted, settings, guarded)
  for (let base = FIRST_BLOCK; base <= LAST_BLOCK; base += BLOCK_SIZE) {
    const taken = await tryClaim(base, settings, guarded)
    if (typeof taken !== 'string') return taken
  }
  throw new ClusterError(
    `No free block of ports between ${FIRST_BLOCK} and ${LAST_BLOCK}: stop other clusters, or name a port base.`,
  )
}

async function claimThis(
  portBase: PortBase,
  settings: ClusterSettings,
  guarded: boolean,
): Promise<ClusterState> {
  const taken = await tryClaim(portBase, settings, guarded)
  if (typeof taken === 'string') throw new ClusterError(taken)
  return taken
}

/** The state, or why the ports cannot be had. */
async function tryClaim(
  portBase: PortBase,
  settings: ClusterSettings,
  guarded: boolean,
): Promise<ClusterState | string> {
  if (!(await claim(portBase, settings, guarded))) {
    return `A cluster is running at port base ${portBase} already: stop it with cluster:down, or name another --port-base.`
  }
  const busy = await busyPorts(allPorts(portLayout(portBase, settings.brokers), settings.proxies))
  const state = await readState(portBase)
  if (busy.length === 0 && state) return state
  await removeState(portBase)
  return `Something else listens on port ${busy.join(', ')}: stop it, or choose other ports with --port-base.`
}
