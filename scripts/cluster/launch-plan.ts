import { join } from 'node:path'
import type { ClusterSettings } from './cluster-options.js'
import { type ClusterState, stateFolder } from './cluster-state.js'
import { brokerName, nameServerAddress } from './config-files.js'
import type { JavaLaunch } from './java-process.js'
import { brokerPorts, proxyPorts } from './port-layout.js'

/** Role of the name server's process. */
export const NAME_SERVER = 'name-server'

/** Role of the process of the first proxy, which in LOCAL mode holds the broker, too. */
const PROXY = 'proxy'

/** Names the proxies' processes proxy, proxy-2, … */
export function proxyRole(index: number): string {
  return index === 0 ? PROXY : `${PROXY}-${index + 1}`
}

/** The processes of every proxy. */
export function proxyRoles({ proxies }: ClusterSettings): string[] {
  return Array.from({ length: proxies }, (_, index) => proxyRole(index))
}

const NAME_SERVER_HEAP_MB = 256

/** What a JVM is told that asks name server and brokers in TLS. */
export const ASKS_IN_TLS: readonly string[] = ['-Dtls.enable=true']

/** What name server and brokers are told: they ask each other in TLS, and take nothing else. */
const TLS_ONLY = [...ASKS_IN_TLS, '-Dtls.server.mode=enforcing', '-Dtls.test.mode.enable=true']

/** Paths of the configuration files inside a cluster's folder. */
export function configPaths(folder: string): {
  nameServer: string
  proxy(index: number): string
  tools: string
  broker(index: number): string
  store(index: number): string
} {
  return {
    nameServer: join(folder, 'home/conf/name-server.conf'),
    proxy: index => join(folder, `home/conf/rmq-${proxyRole(index)}.json`),
    tools: join(folder, 'home/conf/tools.yml'),
    broker: index => join(folder, `home/conf/${brokerName(index)}.conf`),
    store: index => join(folder, `store-${brokerName(index)}`),
  }
}

/** Every JVM of the cluster, in the order of their dependence. */
export function launchPlan(state: ClusterState): JavaLaunch[] {
  const separate = state.settings.mode === 'cluster'
  const brokers = separate ? state.layout.brokers.map((_, index) => brokerLaunch(state, index)) : []
  const proxies = proxyRoles(state.settings).map((_, index) => proxyLaunch(state, index))
  return [nameServerLaunch(state), ...brokers, ...(separate ? proxies : [localProxyLaunch(state)])]
}

/** How to start one of them again. */
export function launchOf(state: ClusterState, role: string): JavaLaunch | undefined {
  return launchPlan(state).find(launch => launch.role === role)
}

/** The ports of one of them. */
export function portsOf({ layout, settings }: ClusterState, role: string): number[] {
  if (role === NAME_SERVER) return [layout.nameServer]
  const proxy = proxyRoles(settings).indexOf(role)
  if (proxy >= 0) {
    const inProxy = settings.mode === 'local' ? layout.brokers.flatMap(brokerPorts) : []
    return [...Object.values(proxyPorts(layout, proxy)), ...inProxy]
  }
  return layout.brokers.filter((_, index) => role === brokerName(index)).flatMap(brokerPorts)
}

/** What all JVMs have in common that are of a version. */
function commonLaunch(
  { portBase, settings, classPaths, guarded }: ClusterState,
  version: string | undefined,
): Pick<JavaLaunch, 'classPath' | 'folder' | 'guarded' | 'flags'> {
  return {
    classPath: classPaths[version ?? settings.version] ?? '',
    folder: stateFolder(portBase),
    guarded,
    flags: settings.remotingTls ? TLS_ONLY : [],
  }
}

function nameServerLaunch(state: ClusterState): JavaLaunch {
  const folder = stateFolder(state.portBase)
  return {
    role: NAME_SERVER,
    mainClass: 'org.apache.rocketmq.namesrv.NamesrvStartup',
    args: ['-c', configPaths(folder).nameServer],
    heapMb: NAME_SERVER_HEAP_MB,
    ...commonLaunch(state, state.settings.brokerVersions[0]),
  }
}

function brokerLaunch(state: ClusterState, index: number): JavaLaunch {
  const folder = stateFolder(state.portBase)
  return {
    role: brokerName(index),
    mainClass: 'org.apache.rocketmq.broker.BrokerStartup',
    args: ['-c', configPaths(folder).broker(index)],
    heapMb: state.settings.brokerHeapMb,
    ...commonLaunch(state, state.settings.brokerVersions[index]),
  }
}

function proxyLaunch(state: ClusterState, index: number): JavaLaunch {
  const folder = stateFolder(state.portBase)
  return {
    role: proxyRole(index),
    mainClass: 'org.apache.rocketmq.proxy.ProxyStartup',
    args: ['-pm', 'cluster', '-pc', configPaths(folder).proxy(index), '-n', nameServerAddress(state.layout)],
    heapMb: state.settings.proxyHeapMb,
    ...commonLaunch(state, state.settings.version),
    flags: state.settings.remotingTls ? ASKS_IN_TLS : [],
  }
}

function localProxyLaunch(state: ClusterState): JavaLaunch {
  const paths = configPaths(stateFolder(state.portBase))
  const files = ['-bc', paths.broker(0), '-pc', paths.proxy(0)]
  return {
    ...proxyLaunch(state, 0),
    args: ['-pm', 'local', ...files, '-n', nameServerAddress(state.layout)],
    heapMb: state.settings.brokerHeapMb,
  }
}
