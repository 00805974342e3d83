import type { Command } from './arguments.js'
import { Cluster } from './cluster.js'
import { ClusterError } from './cluster-error.js'
import { type ClusterOptions, resolveSettings } from './cluster-options.js'
import { stopKnown } from './cluster-processes.js'
import {
  type ClusterState,
  isOccupied,
  knownClusters,
  livingProcesses,
  readState,
  removeState,
  stateFolder,
} from './cluster-state.js'
import { exampleGroups, exampleTopics } from './defaults.js'
import { isRunning } from './file-lock.js'
import type { PortBase } from './port-layout.js'

type Print = (line: string) => void

/** Carries out a command; prints what a person wants to see. */
export async function runCommand(command: Exclude<Command, { name: 'help' }>, print: Print): Promise<void> {
  switch (command.name) {
    case 'up':
      return up(command.options, print)
    case 'down':
      return down(command.portBase, print)
    case 'status':
      return status(print)
    case 'kill-proxy':
      return withCluster(command.portBase, async cluster => {
        await cluster.killProxy()
        print('The proxy is killed.')
      })
    case 'restart-proxy':
      return withCluster(command.portBase, cluster => restartProxy(cluster, print))
    case 'topic':
      return withCluster(command.portBase, async cluster => {
        const { topic, type, queues } = command
        await cluster.createTopic(topic, type, queues === undefined ? {} : { queues })
        print(`Topic ${topic} (${type}) exists at ${cluster.endpoints}.`)
      })
    case 'group':
      return withCluster(command.portBase, async cluster => {
        await cluster.createGroup(command.group, command.options)
        print(`Group ${command.group} exists at ${cluster.endpoints}.`)
      })
    case 'admin':
      return withCluster(command.portBase, async cluster => print(await cluster.admin(...command.args)))
  }
}

async function up(options: ClusterOptions, print: Print): Promise<void> {
  // The servers are to outlive this process, so an interrupted start has to end them itself.
  const interrupted = () => void giveUp(options.portBase ?? 'standard', print)
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  const { version } = resolveSettings(options)
  const topics = { ...exampleTopics(version), ...options.topics }
  const groups = { ...exampleGroups(version), ...options.groups }
  const cluster = await Cluster.start({ ...options, topics, groups, onProgress: print }, { outlive: true })
  process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
  describe(cluster, print)
  await cluster.detach()
}

async function giveUp(portBase: PortBase, print: Print): Promise<void> {
  print('Interrupted: ending what was started.')
  const state = await readState(portBase)
  if (state?.keeper === process.pid) await downOne(state, print)
  process.exit(130)
}

function describe(cluster: Cluster, print: Print): void {
  const { credentials, state } = cluster
  const different = cluster.brokerVersions.some(version => version !== cluster.version)
  const brokers = different ? ` before brokers of ${cluster.brokerVersions.join(' and ')}` : ''
  print('')
  print(`RocketMQ ${cluster.version}${brokers} runs in ${cluster.mode.toUpperCase()} mode.`)
  print(`  gRPC endpoint  ${cluster.endpoints}`)
  print(`  name server    ${cluster.nameServer}`)
  print(`  logs, store    ${cluster.folder}`)
  if (state.settings.tls) print(`  CA certificate ${cluster.folder}/tls/ca.crt`)
  if (credentials) {
    for (const { accessKey, secretKey } of Object.values(credentials)) {
      print(`  user           ${accessKey}, secret ${secretKey}`)
    }
  }
  print('')
  print(`ROCKETMQ_ENDPOINTS=${cluster.endpoints}`)
}

/** Without a port base every cluster but those that belong to a running process: those end with it. */
async function down(portBase: PortBase | undefined, print: Print): Promise<void> {
  if (portBase !== undefined) {
    const state = await readState(portBase)
    if (!state) return print(`No cluster is known at port base ${portBase}.`)
    return downOne(state, print)
  }
  const states = await knownClusters()
  if (states.length === 0) print('No cluster is known.')
  for (const state of states) {
    if (state.guarded && state.keeper > 0 && isRunning(state.keeper)) {
      const hint = `it ends with it, or name it with --port-base ${state.portBase}`
      print(
        `Left alone: the cluster at ${state.portBase} belongs to the running process ${state.keeper}; ${hint}.`,
      )
    } else {
      await downOne(state, print)
    }
  }
}

async function downOne(state: ClusterState, print: Print): Promise<void> {
  const count = await stopKnown(state)
  await removeState(state.portBase)
  print(
    `Stopped the cluster at 127.0.0.1:${state.layout.proxy}: ${count} processes ended, its folder is removed.`,
  )
}

async function status(print: Print): Promise<void> {
  const states = await knownClusters()
  if (states.length === 0) print('No cluster is known.')
  for (const state of states) {
    const { settings, layout, portBase } = state
    const alive = livingProcesses(state).length
    const all = Object.keys(state.pids).length
    const owner = state.guarded ? `, owned by process ${state.keeper}` : ''
    const health = alive === all && state.ready ? 'running' : isOccupied(state) ? 'incomplete' : 'dead'
    print(
      `127.0.0.1:${layout.proxy} ${health} (${alive} of ${all} processes): ` +
        `${settings.version} ${settings.mode.toUpperCase()}, port base ${portBase}${owner}, ${stateFolder(portBase)}`,
    )
  }
}

async function restartProxy(cluster: Cluster, print: Print): Promise<void> {
  await cluster.killProxy().catch(failure => {
    if (!(failure instanceof ClusterError)) throw failure
  })
  await cluster.startProxy()
  print(`The proxy answers again at ${cluster.endpoints}.`)
}

async function withCluster(
  portBase: PortBase | undefined,
  work: (cluster: Cluster) => Promise<void>,
): Promise<void> {
  const cluster = await Cluster.attach(portBase ?? (await onlyPortBase()))
  if (!cluster) throw new ClusterError(`No cluster runs there: npm run cluster:up starts one.`)
  try {
    await work(cluster)
  } finally {
    await cluster.detach()
  }
}

/** The cluster a person means without saying so: the one on the standard ports, or the only one. */
async function onlyPortBase(): Promise<PortBase> {
  const bases = (await knownClusters()).filter(isOccupied).map(state => state.portBase)
  const only = bases.length === 1 ? bases[0] : bases.find(base => base === 'standard')
  if (only !== undefined) return only
  throw new ClusterError(
    bases.length === 0
      ? 'No cluster is running: npm run cluster:up starts one.'
      : `Several clusters are running: name one with --port-base ${bases.join(' or ')}.`,
  )
}
