import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClusterSettings } from './cluster-options.js'
import { isRunning, withFileLock } from './file-lock.js'
import { JavaProcess } from './java-process.js'
import { type PortBase, type PortLayout, portLayout } from './port-layout.js'

const PREFIX = 'rocketmq-jet-cluster-'
const STATE_FILE = 'cluster.json'

/** What is written about a cluster, so that another process can find, change and stop it. */
export interface ClusterState {
  readonly portBase: PortBase
  readonly settings: ClusterSettings
  readonly layout: PortLayout
  /** Java class paths, by version. */
  readonly classPaths: Readonly<Record<string, string>>
  /** The Node process that boots the cluster or, when `guarded`, owns it for its whole life; 0 for none. */
  readonly keeper: number
  /** Whether the JVMs end with the keeper. */
  readonly guarded: boolean
  /** Whether it came up; until then the keeper is still at work or crashed. */
  readonly ready: boolean
  /** Process ids by role. */
  readonly pids: Readonly<Record<string, number>>
}

/** Everything of one cluster: configuration, logs, store, process ids. */
export function stateFolder(portBase: PortBase): string {
  return join(tmpdir(), `${PREFIX}${portBase}`)
}

/**
 * Takes a port base for this process, atomically. False if a living cluster, or one just being started, has
 * it; what a crashed one left is cleared away.
 */
export function claim(portBase: PortBase, settings: ClusterSettings, guarded: boolean): Promise<boolean> {
  // Two that find the same leftovers must not clear away each other's claim.
  const lock = join(tmpdir(), 'rocketmq-jet-cluster.lock')
  const wait = () => {}
  return withFileLock(lock, wait, () => claimAlone(portBase, settings, guarded))
}

async function claimAlone(portBase: PortBase, settings: ClusterSettings, guarded: boolean): Promise<boolean> {
  const folder = stateFolder(portBase)
  const known = await readState(portBase)
  if (known && isOccupied(known)) return false
  await rm(folder, { recursive: true, force: true })
  const aside = await mkdtemp(join(tmpdir(), 'rocketmq-jet-claim-'))
  const state: ClusterState = {
    portBase,
    settings,
    layout: portLayout(portBase, settings.brokers),
    classPaths: {},
    keeper: process.pid,
    guarded,
    ready: false,
    pids: {},
  }
  await writeFile(join(aside, STATE_FILE), JSON.stringify(state, null, 2))
  try {
    await rename(aside, folder)
    return true
  } catch {
    await rm(aside, { recursive: true, force: true })
    return false
  }
}

/** Whether somebody still starts, owns or runs this cluster. */
export function isOccupied(state: ClusterState): boolean {
  const keeps = (state.guarded || !state.ready) && state.keeper > 0 && isRunning(state.keeper)
  return keeps || livingProcesses(state).length > 0
}

/** The JVMs of the state file that run and are ours. */
export function livingProcesses(state: ClusterState): JavaProcess[] {
  const folder = stateFolder(state.portBase)
  return Object.entries(state.pids)
    .map(([role, pid]) => new JavaProcess(pid, folder, role))
    .filter(process => process.isAlive())
}

/** Undefined if there is none, or none that can be read. */
export async function readState(portBase: PortBase): Promise<ClusterState | undefined> {
  try {
    return JSON.parse(await readFile(join(stateFolder(portBase), STATE_FILE), 'utf8')) as ClusterState
  } catch {
    return undefined
  }
}

/** Replaces the state file in one step: a reader never sees half of it. */
export async function writeState(state: ClusterState): Promise<void> {
  const folder = stateFolder(state.portBase)
  const aside = join(folder, `${STATE_FILE}.${process.pid}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(aside, JSON.stringify(state, null, 2))
  await rename(aside, join(folder, STATE_FILE))
}

/** Removes the cluster's folder: configuration, logs and messages. */
export async function removeState(portBase: PortBase): Promise<void> {
  await rm(stateFolder(portBase), { recursive: true, force: true, maxRetries: 3 })
}

/** Every cluster that left a state file, running or not. */
export async function knownClusters(): Promise<ClusterState[]> {
  const names = (await readdir(tmpdir())).filter(name => name.startsWith(PREFIX))
  const bases = names.map(name => name.slice(PREFIX.length))
  const states = await Promise.all(bases.map(base => readState(base === 'standard' ? base : Number(base))))
  return states.filter(state => state !== undefined)
}
