import { OptionCheck } from '../options/option-check.js'
import type { User } from './access-control.js'
import type { Clock } from './clock.js'
import type { ProxyMode } from './cluster.js'
import type { ServerCertificate } from './grpc-listener.js'
import type { GroupOptions, TopicOptions, TopicType } from './resources.js'
import { SERVER_VERSIONS, type ServerSettingsOptions, type ServerVersion } from './server-settings.js'
import type { TransactionOptions } from './transaction-store.js'

/** A consumer group with its name. */
export interface NamedGroupOptions extends GroupOptions {
  name: string
}

/** How an {@link EmbeddedProxy} is started. */
export interface EmbeddedProxyOptions {
  /** Topics by name: what each takes, or all of its options. Default none. */
  topics?: Readonly<Record<string, TopicType | TopicOptions>>
  /** Consumer groups: names, or all of their options. Default none. */
  groups?: readonly (string | NamedGroupOptions)[]
  /**
   * Whether topics and groups are made when they are first used; a topic then takes the type of its first
   * message. The real server never does that. Default `false`.
   */
  autoCreate?: boolean
  /** The port of the first proxy. Default a free one. */
  port?: number
  /** `'LOCAL'`: each broker is its own proxy. `'CLUSTER'`: proxies stand before all brokers. Default `'LOCAL'`. */
  mode?: ProxyMode
  /** Brokers. In LOCAL mode each has a port. Default 1. */
  brokers?: number
  /** CLUSTER mode: the version of each broker, where they differ from the proxies. Default `version` for all. */
  brokerVersions?: readonly ServerVersion[]
  /**
   * CLUSTER mode: whether to start a name server, and brokers that answer with their versions, for `batch.nameServer`
   * of a producer; see `EmbeddedProxy.nameServer`. Default `false`.
   */
  nameServer?: boolean
  /** Proxies in CLUSTER mode. Default 1. */
  proxies?: number
  /** The server version that it behaves as. Default `'5.5.0'`. */
  version?: ServerVersion
  /** What operators can configure on a real server: its limits, and what it checks. Default its defaults. */
  settings?: ServerSettingsOptions
  /** The users that may call, with what they may do. Default: everybody may do everything. */
  credentials?: User | readonly User[]
  /**
   * Whether TLS is spoken, beside plaintext on the same port: `true` with a certificate made on the spot, see
   * `EmbeddedProxy.certificate`, or with one that is given. Default `false`.
   */
  tls?: boolean | ServerCertificate
  /** Where time comes from. Default the machine's clock. */
  clock?: Clock
  /** When open transactions are checked. Default as the server does. */
  transactions?: TransactionOptions
  /** How many requests are kept for `EmbeddedProxy.requests`, at least. Default 1000. */
  recordedRequests?: number
}

const OPTION_NAMES = (
  'topics groups autoCreate port mode brokers brokerVersions nameServer proxies version credentials tls ' +
  'settings clock transactions recordedRequests'
).split(' ')

/** @throws RocketMQError CONFIGURATION naming everything that is wrong; topics and groups are looked at when they are made */
export function checkEmbeddedProxyOptions(given: EmbeddedProxyOptions): EmbeddedProxyOptions {
  const check = new OptionCheck('EmbeddedProxy')
  const options = check.options('', given, OPTION_NAMES)
  const { topics, groups, credentials, transactions, tls } = options
  if (topics !== undefined) check.object('topics', topics, "an object such as { orders: 'NORMAL' }")
  if (groups !== undefined && !Array.isArray(groups))
    check.complain("groups must be an array such as ['workers']")
  check.boolean('autoCreate', options.autoCreate, false)
  check.number('port', options.port, 0, { min: 0, max: 65_535 })
  check.oneOf('mode', options.mode, ['LOCAL', 'CLUSTER'] as const, 'LOCAL')
  check.number('brokers', options.brokers, 1, { min: 1, max: 1_000 })
  checkBrokerVersions(options, check)
  check.number('proxies', options.proxies, 1, { min: 1, max: 1_000 })
  check.oneOf('version', options.version, SERVER_VERSIONS, '5.5.0')
  check.number('recordedRequests', options.recordedRequests, 1_000, { min: 0 })
  for (const user of credentials === undefined ? [] : [credentials].flat()) {
    check.options('credentials', user, ['accessKey', 'secretKey', 'permissions'])
    for (const each of user?.permissions ?? []) {
      check.options('credentials.permissions', each, ['resource', 'actions'])
    }
  }
  if (typeof tls === 'object') check.options('tls', tls, ['cert', 'key'])
  const { timeoutMs, checkIntervalMs } = check.options('transactions', transactions, [
    'timeoutMs',
    'checkIntervalMs',
  ])
  check.milliseconds('transactions.timeoutMs', timeoutMs, 0)
  check.milliseconds('transactions.checkIntervalMs', checkIntervalMs, 0)
  check.done()
  return options
}

function checkBrokerVersions(
  { mode, brokers = 1, brokerVersions = [], nameServer }: EmbeddedProxyOptions,
  check: OptionCheck,
): void {
  check.boolean('nameServer', nameServer, false)
  if (!Array.isArray(brokerVersions)) {
    check.complain("brokerVersions must be an array such as ['5.5.0', '5.3.3']")
    return
  }
  for (const version of brokerVersions) check.oneOf('brokerVersions', version, SERVER_VERSIONS, '5.5.0')
  if (brokerVersions.length > brokers) check.complain(`brokerVersions names more than ${brokers} brokers`)
  if (mode === 'CLUSTER') return
  if (brokerVersions.length > 0 || nameServer === true)
    check.complain(
      "brokerVersions and nameServer need mode 'CLUSTER': in LOCAL mode a broker is its own proxy",
    )
}
