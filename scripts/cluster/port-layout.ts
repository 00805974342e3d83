import { createServer } from 'node:net'

/**
 * The ports of one cluster. A broker takes three: `listenPort`, `listenPort - 2` (its fast lane) and
 * `listenPort + 1` (replication).
 */
export interface PortLayout {
  /** gRPC port of the first proxy: what clients are given. */
  readonly proxy: number
  /** Remoting port of the first proxy. */
  readonly proxyRemoting: number
  /** Port of the name server. */
  readonly nameServer: number
  /** `listenPort` of each broker. */
  readonly brokers: readonly number[]
}

/** Where a cluster's ports lie: a block that begins at a number, or RocketMQ's usual ports. */
export type PortBase = number | 'standard'

/** Ports a block may use, counted from its base; blocks closer than this may collide. */
export const BLOCK_SIZE = 100

const NAME_SERVER_OFFSET = 2
const PROXY_SPACING = 3
const BROKER_OFFSET = 12
const BROKER_SPACING = 10

/**
 * Ports for a base N: proxy gRPC N, proxy remoting N+1, name server N+2, brokers N+12, N+22, …
 * `standard` means 8081, 8080, 9876, 10911, 10921, …
 */
export function portLayout(base: PortBase, brokers = 1): PortLayout {
  const first = base === 'standard' ? 10_911 : base + BROKER_OFFSET
  const listenPorts = Array.from({ length: brokers }, (_, index) => first + index * BROKER_SPACING)
  if (base === 'standard') {
    return { proxy: 8081, proxyRemoting: 8080, nameServer: 9876, brokers: listenPorts }
  }
  return {
    proxy: base,
    proxyRemoting: base + 1,
    nameServer: base + NAME_SERVER_OFFSET,
    brokers: listenPorts,
  }
}

/** Every port that must be free before the cluster starts, and is free again after it stopped. */
export function allPorts(layout: PortLayout, proxies = 1): number[] {
  const ofBrokers = layout.brokers.flatMap(brokerPorts)
  const ofProxies = Array.from({ length: proxies }, (_, index) => Object.values(proxyPorts(layout, index)))
  return [...ofProxies.flat(), layout.nameServer, ...ofBrokers]
}

/** The ports of one proxy: those of the first, or N+3 and N+4, N+6 and N+7, … */
export function proxyPorts(layout: PortLayout, index: number): { grpc: number; remoting: number } {
  const further = index * PROXY_SPACING
  return { grpc: layout.proxy + further, remoting: layout.proxyRemoting + further }
}

/** The ports of one broker. */
export function brokerPorts(listenPort: number): number[] {
  return [listenPort - 2, listenPort, listenPort + 1]
}

/** Those of the ports that something listens on. */
export async function busyPorts(ports: readonly number[]): Promise<number[]> {
  const free = await Promise.all(ports.map(isFree))
  return ports.filter((_, index) => !free[index])
}

/** Binds every interface, as the servers do: a port taken on any one of them counts as taken. */
function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, exclusive: true }, () => server.close(() => resolve(true)))
  })
}
