import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { AdminClient } from './admin-client.js'
import { certificatePaths, createCertificates } from './certificates.js'
import type { ClusterProcesses } from './cluster-processes.js'
import { type ClusterState, stateFolder } from './cluster-state.js'
import {
  ADMIN,
  brokerAddresses,
  brokerName,
  renderBrokerConfig,
  renderNameServerConfig,
  renderProxyConfig,
  renderToolsConfig,
} from './config-files.js'
import { DEFAULT_TOPIC } from './defaults.js'
import { configPaths, NAME_SERVER, proxyRole, proxyRoles } from './launch-plan.js'
import { proxyPorts } from './port-layout.js'
import type { Progress } from './progress.js'
import { accepts, answersRoute } from './readiness.js'
import { serverClassPath } from './server-jars.js'
import { until } from './waiting.js'

const BOOT_TIMEOUT_MS = 300_000

/** How often a CLUSTER proxy is launched before it is given up. */
const PROXY_STARTS = 3

/** Downloads what is missing and writes the cluster's files; answers its class paths. */
export async function prepare(state: ClusterState, progress: Progress): Promise<ClusterState['classPaths']> {
  const folder = stateFolder(state.portBase)
  await writeConfiguration(state)
  if (state.settings.tls) {
    await createCertificates(`${folder}/tls`)
    progress.step('certificates made')
  }
  const { version, brokerVersions } = state.settings
  const classPaths: Record<string, string> = {}
  for (const each of new Set([version, ...brokerVersions])) {
    classPaths[each] = await serverClassPath(each, progress)
  }
  return classPaths
}

async function writeConfiguration({ portBase, settings, layout }: ClusterState): Promise<void> {
  const folder = stateFolder(portBase)
  const paths = configPaths(folder)
  const tls = settings.tls ? certificatePaths(`${folder}/tls`) : undefined
  await mkdir(dirname(paths.nameServer), { recursive: true })
  await writeFile(paths.nameServer, renderNameServerConfig(layout))
  if (settings.acl) await writeFile(paths.tools, renderToolsConfig())
  for (let index = 0; index < settings.brokers; index++) {
    const config = renderBrokerConfig(settings, layout, index, paths.store(index))
    await writeFile(paths.broker(index), config)
  }
  for (let index = 0; index < settings.proxies; index++) {
    await writeFile(paths.proxy(index), renderProxyConfig(settings, layout, tls, index))
  }
}

/** Starts the JVMs in the order they need and lets `populate` create topics before the proxy is asked. */
export async function boot(
  processes: ClusterProcesses,
  admin: AdminClient,
  progress: Progress,
  populate: () => Promise<void>,
): Promise<void> {
  const { settings, layout } = processes.state
  const brokers = Array.from({ length: settings.brokers }, (_, index) => brokerName(index))
  const separate = settings.mode === 'cluster'
  admin.start()
  const proxies = proxyRoles(settings)
  const first = [NAME_SERVER, ...(separate ? brokers : proxies)]
  await processes.launch(...first)
  progress.step(`started ${first.join(', ')}`)
  await processes.whileAlive(first, admin.waitForBrokers(brokerAddresses(layout), BOOT_TIMEOUT_MS))
  progress.step(settings.brokers === 1 ? 'the broker is registered' : 'the brokers are registered')
  // A separate proxy ends at once if no broker is registered yet.
  if (separate) {
    await processes.launch(...proxies)
    progress.step(`started ${proxies.join(', ')}`)
  }
  await processes.whileAlive(first, populate())
  progress.step('topics and groups exist')
  await Promise.all(proxies.map((_, index) => waitForProxy(processes, index)))
  progress.step(settings.proxies === 1 ? 'the proxy answers' : 'the proxies answer')
}

/**
 * Waits until a proxy that was launched answers a client's first question. One in CLUSTER mode ends at once where its
 * broker does not answer within three seconds, as on a busy machine; then it is launched again.
 */
export async function waitForProxy(processes: ClusterProcesses, index: number): Promise<void> {
  const role = proxyRole(index)
  const starts = processes.state.settings.mode === 'cluster' ? PROXY_STARTS : 1
  for (let start = 1; ; start++) {
    try {
      return await processes.whileAlive([role], firstAnswer(processes, index))
    } catch (failure) {
      if (start === starts || processes.isAlive(role)) throw failure
      await processes.launch(role)
    }
  }
}

async function firstAnswer({ state }: ClusterProcesses, index: number): Promise<void> {
  const { settings, layout } = state
  const port = proxyPorts(layout, index).grpc
  const credentials = settings.acl ? ADMIN : undefined
  await until(() => accepts(port), {
    what: `The proxy's port ${port} did not open`,
    timeoutMs: BOOT_TIMEOUT_MS,
  })
  await until(() => answersRoute(port, DEFAULT_TOPIC, { credentials }), {
    what: `The proxy did not answer the route of ${DEFAULT_TOPIC}`,
    timeoutMs: BOOT_TIMEOUT_MS,
    intervalMs: 200,
  })
}
