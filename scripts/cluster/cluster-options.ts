import { ClusterError } from './cluster-error.js'
import type { PortBase } from './port-layout.js'

/** What a topic accepts; LITE works behind a CLUSTER-mode proxy only. */
export type TopicType = 'NORMAL' | 'FIFO' | 'DELAY' | 'TRANSACTION' | 'PRIORITY' | 'LITE' | 'MIXED'

/** Every topic type, for checking what a person typed. */
export const TOPIC_TYPES: readonly TopicType[] = [
  'NORMAL',
  'FIFO',
  'DELAY',
  'TRANSACTION',
  'PRIORITY',
  'LITE',
  'MIXED',
]

/** A topic with a number of queues of its own. */
export interface TopicOptions {
  /** Default NORMAL. */
  type?: TopicType
  /** Readable and writable queues on each broker. Default 8. */
  queues?: number
}

/** How a consumer group is created. */
export interface GroupOptions {
  /** Deliver in order per message group. Default false. */
  fifo?: boolean
  /** The LITE topic this group is bound to; needed by lite consumers. */
  liteTopic?: string
  /** Deliveries of one message before it becomes a dead letter. Default 17, RocketMQ's own. */
  maxAttempts?: number
  /** RocketMQ's retry policy, as an object or as its JSON text. Default its ladder of 18 steps. */
  retryPolicy?: string | object
}

/** `local`: broker and proxy are one process. `cluster`: a proxy before separate brokers. */
export type ClusterMode = 'local' | 'cluster'

/** Options of `startCluster`; all have defaults. */
export interface ClusterOptions {
  /** Default `local`. */
  mode?: ClusterMode
  /** RocketMQ version from Maven Central, 5.x. Default 5.5.0. */
  version?: string
  /** Version of the brokers behind a CLUSTER-mode proxy, or of each of them. Default: `version`. */
  brokerVersion?: string | readonly string[]
  /** Access control with users `admin` (super user) and `alice`; needs 5.3.0. Default false. */
  acl?: boolean
  /** A certificate for localhost and 127.0.0.1 by a CA of our own, instead of a self-signed one. */
  tls?: boolean
  /** Name server and brokers take TLS only, with certificates nobody signed. Default false. */
  remotingTls?: boolean
  /** Bears thousands of transactions a second; orphaned ones are asked about after half a minute. Default false. */
  manyTransactions?: boolean
  /** First port of the cluster's block, or `standard`. Default: a block nobody uses, from 18000 on. */
  portBase?: PortBase
  /** `sync` answers a send when the message is on disk. Default `async`. */
  flush?: 'async' | 'sync'
  /** Java heap of each broker and proxy, such as `512m` or `2g`. Default 512m, a CLUSTER proxy 384m. */
  heap?: string
  /** Brokers in the cluster, 1 to 4; more than one only in CLUSTER mode. Default 1. */
  brokers?: number
  /** Proxies before the brokers, 1 to 3; more than one only in CLUSTER mode. Default 1. */
  proxies?: number
  /** Topics to create, besides `quickstart`. */
  topics?: Readonly<Record<string, TopicType | TopicOptions>>
  /** Consumer groups to create, besides `quickstart-workers`. */
  groups?: Readonly<Record<string, GroupOptions>>
  /** Called with one line per finished step, and now and then during a long one. */
  onProgress?: (line: string) => void
}

/** The options that describe a cluster for as long as it exists; kept in its state file. */
export interface ClusterSettings {
  readonly mode: ClusterMode
  readonly version: string
  /** Of each broker. */
  readonly brokerVersions: readonly string[]
  readonly acl: boolean
  readonly tls: boolean
  readonly remotingTls: boolean
  readonly manyTransactions: boolean
  readonly flush: 'async' | 'sync'
  readonly brokerHeapMb: number
  readonly proxyHeapMb: number
  readonly brokers: number
  readonly proxies: number
}

/** The RocketMQ version everything is tested with first. */
export const DEFAULT_VERSION = '5.5.0'

/** Fills in defaults and refuses what cannot work, before anything is downloaded or started. */
export function resolveSettings(options: ClusterOptions): ClusterSettings {
  const mode = options.mode ?? 'local'
  const version = options.version ?? DEFAULT_VERSION
  const brokers = options.brokers ?? 1
  const proxies = options.proxies ?? 1
  const brokerVersions = versionsOf(options.brokerVersion ?? version, brokers)
  for (const each of [version, ...brokerVersions]) checkVersion(each)
  check(
    mode === 'cluster' || brokerVersions.every(each => each === version),
    'A LOCAL proxy holds its broker in one process: another broker version needs --mode cluster.',
  )
  check(
    Number.isInteger(brokers) && brokers >= 1 && brokers <= 4,
    `The number of brokers must be 1 to 4, not ${brokers}.`,
  )
  check(
    mode === 'cluster' || brokers === 1,
    'LOCAL mode has one broker, in the proxy; several need --mode cluster.',
  )
  check(
    Number.isInteger(proxies) && proxies >= 1 && proxies <= 3,
    `The number of proxies must be 1 to 3, not ${proxies}.`,
  )
  check(mode === 'cluster' || proxies === 1, 'LOCAL mode has one proxy; several need --mode cluster.')
  check(
    !options.acl || [version, ...brokerVersions].every(each => isAtLeast(each, 5, 3)),
    'Access control of this kind came with RocketMQ 5.3.0: use that or a later version, or leave --acl out.',
  )
  return {
    mode,
    version,
    brokerVersions,
    brokers,
    proxies,
    acl: options.acl ?? false,
    tls: options.tls ?? false,
    remotingTls: options.remotingTls ?? false,
    manyTransactions: options.manyTransactions ?? false,
    flush: options.flush ?? 'async',
    brokerHeapMb: megabytes(options.heap ?? '512m'),
    proxyHeapMb: megabytes(options.heap ?? '384m'),
  }
}

function versionsOf(versions: string | readonly string[], brokers: number): readonly string[] {
  if (typeof versions === 'string') return Array.from({ length: brokers }, () => versions)
  check(versions.length === brokers, `${versions.length} broker versions are named for ${brokers} brokers.`)
  return versions
}

/** Reads a Java heap size such as `512m` or `2g`. */
export function megabytes(heap: string): number {
  const match = /^(\d+)([mg])$/i.exec(heap)
  const size = Number(match?.[1]) * (match?.[2]?.toLowerCase() === 'g' ? 1024 : 1)
  check(match !== null && size >= 256, `The heap must be like 512m or 2g and at least 256m, not "${heap}".`)
  return size
}

/** Whether `version` (such as 5.3.3) is `major.minor` or later. */
export function isAtLeast(version: string, major: number, minor: number): boolean {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number)
  return ownMajor > major || (ownMajor === major && ownMinor >= minor)
}

function checkVersion(version: string): void {
  check(/^5\.\d+\.\d+$/.test(version), `"${version}" is not a RocketMQ 5 version such as ${DEFAULT_VERSION}.`)
}

function check(condition: boolean, message: string): void {
  if (!condition) throw new ClusterError(message)
}
