import type { ClusterSettings } from './cluster-options.js'
import { type PortLayout, proxyPorts } from './port-layout.js'

/** Name of the RocketMQ cluster all brokers join. */
export const CLUSTER_NAME = 'DefaultCluster'

/** The super user: administration, and what proxies and brokers use among themselves. */
export const ADMIN = { accessKey: 'admin', secretKey: 'admin12345' } as const

/** A user without rights, but for the quickstart topic and group. */
export const ALICE = { accessKey: 'alice', secretKey: 'alice12345' } as const

/** The address clients of the name server use. */
export function nameServerAddress(layout: PortLayout): string {
  return `127.0.0.1:${layout.nameServer}`
}

/** The addresses the brokers register. */
export function brokerAddresses(layout: PortLayout): string[] {
  return layout.brokers.map(port => `127.0.0.1:${port}`)
}

/** Names the brokers broker-a, broker-b, … */
export function brokerName(index: number): string {
  return `broker-${String.fromCharCode('a'.charCodeAt(0) + index)}`
}

/** The name server's `-c` file. */
export function renderNameServerConfig(layout: PortLayout): string {
  return properties({ listenPort: layout.nameServer, bindAddress: '127.0.0.1' })
}

/** The `-c` file of the broker with this index, small enough to have several on one machine. */
export function renderBrokerConfig(
  settings: ClusterSettings,
  layout: PortLayout,
  index: number,
  store: string,
): string {
  return properties({
    brokerClusterName: CLUSTER_NAME,
    brokerName: brokerName(index),
    brokerId: 0,
    brokerIP1: '127.0.0.1',
    brokerIP2: '127.0.0.1',
    bindAddress: '127.0.0.1',
    listenPort: layout.brokers[index] ?? 0,
    namesrvAddr: nameServerAddress(layout),
    storePathRootDir: store,
    flushDiskType: settings.flush === 'sync' ? 'SYNC_FLUSH' : 'ASYNC_FLUSH',
    // The files are sparse, but a thousand queues of RocketMQ's usual sizes still fill a disk.
    mappedFileSizeCommitLog: 67_108_864,
    mappedFileSizeConsumeQueue: 600_000,
    maxHashSlotNum: 50_000,
    maxIndexNum: 200_000,
    mappedFileSizeTimerLog: 10_485_760,
    enableCompaction: false,
    recallMessageEnable: true,
    enableMixedMessageType: true,
    enablePropertyFilter: true,
    // LITE topics stand on these two.
    enableLmq: true,
    enableMultiDispatch: true,
    // From the first transaction on, brokers spin on a core when nothing of one is left to write and the interval
    // has passed (seen on 5.5.0). So the interval never passes.
    transactionOpBatchInterval: 86_400_000,
    ...(settings.manyTransactions ? MANY_TRANSACTIONS : FEW_TRANSACTIONS),
    ...(settings.acl ? BROKER_ACCESS_CONTROL : {}),
  })
}

/** The `-pc` file of the proxy with this index. */
export function renderProxyConfig(
  settings: ClusterSettings,
  layout: PortLayout,
  tls?: { certificate: string; key: string },
  index = 0,
): string {
  const ports = proxyPorts(layout, index)
  const config: Record<string, unknown> = {
    rocketMQClusterName: CLUSTER_NAME,
    // Must differ from every broker's name: in LOCAL mode both share one registry of providers.
    proxyName: `proxy-${index + 1}`,
    proxyMode: settings.mode,
    grpcServerPort: ports.grpc,
    remotingListenPort: ports.remoting,
    namesrvAddr: nameServerAddress(layout),
    localServeAddr: '127.0.0.1',
    enablePrintJstack: false,
  }
  if (settings.acl) Object.assign(config, proxyAccessControl(settings))
  // Else it answers its own port for all of them, and leads past what stands before them.
  if (settings.proxies > 1) config.useEndpointPortFromRequest = true
  if (tls) {
    Object.assign(config, { tlsTestModeEnable: false, tlsCertPath: tls.certificate, tlsKeyPath: tls.key })
  }
  return `${JSON.stringify(config, null, 2)}\n`
}

/** `conf/tools.yml` under ROCKETMQ_HOME, from which mqadmin takes its credentials. */
export function renderToolsConfig(): string {
  return `accessKey: ${ADMIN.accessKey}\nsecretKey: ${ADMIN.secretKey}\n`
}

/** Orphaned transactions are asked about within seconds; what ends one is written at once. */
const FEW_TRANSACTIONS = {
  transactionCheckInterval: 2000,
  transactionTimeOut: 1000,
  transactionOpMsgMaxSize: 1,
}

/**
 * Written one by one, the ends of some thousand transactions a second fill the broker's queue of 20,000, and then it
 * answers no EndTransaction any more (seen on 5.5.0). So they are written some hundreds at once.
 */
const MANY_TRANSACTIONS = {
  transactionCheckInterval: 30_000,
  transactionTimeOut: 6_000,
  transactionOpMsgMaxSize: 4_096,
}

const BROKER_ACCESS_CONTROL = {
  authenticationEnabled: true,
  authenticationMetadataProvider:
    'org.apache.rocketmq.auth.authentication.provider.LocalAuthenticationMetadataProvider',
  authorizationEnabled: true,
  authorizationMetadataProvider:
    'org.apache.rocketmq.auth.authorization.provider.LocalAuthorizationMetadataProvider',
  initAuthenticationUser: JSON.stringify({ username: ADMIN.accessKey, password: ADMIN.secretKey }),
  innerClientAuthenticationCredentials: JSON.stringify(ADMIN),
}

function proxyAccessControl(settings: ClusterSettings): Record<string, unknown> {
  const ofBoth = {
    authenticationEnabled: true,
    authenticationMetadataProvider: 'org.apache.rocketmq.proxy.auth.ProxyAuthenticationMetadataProvider',
    authorizationEnabled: true,
    authorizationMetadataProvider: 'org.apache.rocketmq.proxy.auth.ProxyAuthorizationMetadataProvider',
  }
  if (settings.mode === 'local') return ofBoth
  // Only a separate proxy has to sign what it sends to its brokers.
  return {
    ...ofBoth,
    enableAclRpcHookForClusterMode: true,
    innerClientAuthenticationCredentials: JSON.stringify(ADMIN),
  }
}

function properties(values: Record<string, string | number | boolean>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
}
