import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CLIENT_OPTION_NAMES, type ClientOptions, parseClientOptions } from '../client/configuration.js'
import {
  LITE_PUSH_CONSUMER_OPTION_NAMES,
  type LitePushConsumerOptions,
  PUSH_CONSUMER_OPTION_NAMES,
  type PushConsumerOptions,
  parseLitePushConsumerOptions,
  parsePushConsumerOptions,
} from '../consumer/push-consumer-options.js'
import {
  LITE_SIMPLE_CONSUMER_OPTION_NAMES,
  type LiteSimpleConsumerOptions,
  parseLiteSimpleConsumerOptions,
  parseSimpleConsumerOptions,
  SIMPLE_CONSUMER_OPTION_NAMES,
  type SimpleConsumerOptions,
} from '../consumer/simple-consumer-options.js'
import { FilterExpression } from '../consumer/subscriptions.js'
import { RocketMQError } from '../errors.js'
import { MONITOR_OPTION_NAMES, type MonitorOptions, parseMonitorOptions } from '../monitor/monitor-options.js'
import { OptionCheck } from '../options/option-check.js'
import { isPlain, probableName } from '../options/unknown-name.js'
import {
  PRODUCER_OPTION_NAMES,
  type ProducerOptions,
  parseProducerOptions,
} from '../producer/producer-options.js'
import { LONGEST_TIMER_MS } from '../waiting/pause.js'

/** Options that are functions or objects of code, which no file can hold. */
const CODE_ONLY = [
  'onError',
  'monitor',
  'tracing',
  'transactionChecker',
  'listener',
  'batchListener',
  'onUnsubscribed',
  'notify',
] as const

/** Options as a file or variables can say them: without functions and what only code can give. */
export type InFile<T> = Omit<T, (typeof CODE_ONLY)[number]>

/** What {@link optionsFromEnvironment} and {@link optionsFromFile} return, by the kind that is asked for. */
export interface EnvironmentOptions {
  /** What producers and consumers share. */
  client: InFile<ClientOptions>
  producer: InFile<ProducerOptions>
  pushConsumer: InFile<PushConsumerOptions>
  simpleConsumer: InFile<SimpleConsumerOptions>
  litePushConsumer: InFile<LitePushConsumerOptions>
  liteSimpleConsumer: InFile<LiteSimpleConsumerOptions>
  monitor: InFile<MonitorOptions>
}

/** What options are for: the constructor's name with a small first letter, or `client` for what all clients share. */
export type EnvironmentKind = keyof EnvironmentOptions

/** Names in the section of each kind. */
const SECTIONS: Readonly<Record<Exclude<EnvironmentKind, 'client'>, readonly string[]>> = {
  producer: PRODUCER_OPTION_NAMES,
  pushConsumer: PUSH_CONSUMER_OPTION_NAMES,
  simpleConsumer: SIMPLE_CONSUMER_OPTION_NAMES,
  litePushConsumer: LITE_PUSH_CONSUMER_OPTION_NAMES,
  liteSimpleConsumer: LITE_SIMPLE_CONSUMER_OPTION_NAMES,
  monitor: MONITOR_OPTION_NAMES,
}

/** Options without which a constructor refuses, and which a file can hold. */
const REQUIRED: Readonly<Record<EnvironmentKind, readonly string[]>> = {
  client: ['endpoints'],
  producer: ['endpoints'],
  pushConsumer: ['endpoints', 'consumerGroup', 'subscriptions'],
  simpleConsumer: ['endpoints', 'consumerGroup', 'subscriptions'],
  litePushConsumer: ['endpoints', 'consumerGroup', 'bindTopic'],
  liteSimpleConsumer: ['endpoints', 'consumerGroup', 'bindTopic'],
  monitor: [],
}

/** Checks the values for each kind, as its constructor does. */
const CHECKS: { readonly [K in EnvironmentKind]: (options: EnvironmentOptions[K]) => unknown } = {
  client: options => {
    const check = new OptionCheck('client')
    parseClientOptions(options, check)
    check.done()
  },
  producer: parseProducerOptions,
  pushConsumer: options => parsePushConsumerOptions({ ...options, listener: () => {} }),
  simpleConsumer: parseSimpleConsumerOptions,
  litePushConsumer: options => parseLitePushConsumerOptions({ ...options, listener: () => {} }),
  liteSimpleConsumer: parseLiteSimpleConsumerOptions,
  monitor: parseMonitorOptions,
}

/** Options of which a file may change one field and leave the others as the code has them. */
const MERGED = ['batch', 'limits', 'compression', 'connectionPool', 'clientProperties']

/** The variables that are read. */
const VARIABLES = [
  'ROCKETMQ_CONFIG',
  'ROCKETMQ_ENDPOINTS',
  'ROCKETMQ_ACCESS_KEY',
  'ROCKETMQ_SECRET_KEY',
  'ROCKETMQ_SECURITY_TOKEN',
  'ROCKETMQ_TLS',
  'ROCKETMQ_TLS_CA',
  'ROCKETMQ_NAMESPACE',
  'ROCKETMQ_REQUEST_TIMEOUT_MS',
  'ROCKETMQ_NAME_SERVER',
] as const

type Variables = Partial<Record<(typeof VARIABLES)[number], string>>
type Fields = Record<string, unknown>

/**
 * Options from the variables `ROCKETMQ_*`, and from the JSON file that `ROCKETMQ_CONFIG` names, if it names one. A
 * variable wins over the file, the file over `defaults`; a variable that is empty counts as not set.
 *
 * ```ts
 * const producer = new Producer({ ...optionsFromEnvironment(), topics: ['orders'] })
 * ```
 *
 * Read are `ROCKETMQ_ENDPOINTS`, `ROCKETMQ_ACCESS_KEY`, `ROCKETMQ_SECRET_KEY`, `ROCKETMQ_SECURITY_TOKEN`,
 * `ROCKETMQ_TLS` (`true` or `false`), `ROCKETMQ_TLS_CA` (a PEM file), `ROCKETMQ_NAMESPACE`,
 * `ROCKETMQ_REQUEST_TIMEOUT_MS`, `ROCKETMQ_NAME_SERVER` and `ROCKETMQ_CONFIG`.
 *
 * @param kind whose section of the file is wanted, too: `'producer'`, `'pushConsumer'`, … Default `'client'`: only what
 *   all clients share
 * @param defaults what holds where neither a variable nor the file says anything
 * @param environment the variables. Default `process.env`
 * @throws RocketMQError CONFIGURATION naming everything that is wrong or missing; no secret is repeated
 */
export function optionsFromEnvironment<K extends EnvironmentKind = 'client'>(
  kind?: K,
  defaults?: Partial<EnvironmentOptions[K]>,
  environment: NodeJS.ProcessEnv = process.env,
): EnvironmentOptions[K] {
  const check = new OptionCheck('optionsFromEnvironment()')
  const section = kindOf(kind, check)
  const variables = setVariables(environment)
  const { ROCKETMQ_CONFIG: path } = variables
  const filed = path === undefined ? {} : read(path, section, check)
  const given = section === 'monitor' ? {} : fromVariables(variables, filed.tls, check)
  const options = merge(defaults ?? {}, filed, given)
  for (const name of missing(section, options)) {
    check.complain(
      name === 'endpoints' ? noEndpoints(environment) : `${name} is missing: ${placesFor(section)}`,
    )
  }
  return checked(section as K, options, check)
}

/**
 * Options from a JSON file: what all clients share stands at its top, what only one kind has in a section with the
 * kind's name. Names that do not exist are refused.
 *
 * ```json
 * {
 *   "endpoints": "127.0.0.1:8081",
 *   "producer": { "batch": { "batchSize": 500 } },
 *   "pushConsumer": { "consumerGroup": "workers", "subscriptions": { "orders": "paid" } }
 * }
 * ```
 *
 * Functions and objects, such as `listener`, must be set in code. `tls` may have `caFile`, `certFile` and `keyFile`
 * in place of the PEM itself, relative to the file; a subscription may be `{ "sql": "…" }`.
 *
 * @param path the file
 * @param kind whose section is wanted, too. Default `'client'`: only what all clients share
 * @param defaults what holds where the file says nothing
 * @throws RocketMQError CONFIGURATION naming everything that is wrong or missing; no secret is repeated
 */
export function optionsFromFile<K extends EnvironmentKind = 'client'>(
  path: string,
  kind?: K,
  defaults?: Partial<EnvironmentOptions[K]>,
): EnvironmentOptions[K] {
  const check = new OptionCheck('optionsFromFile()')
  const section = kindOf(kind, check)
  const options = merge(defaults ?? {}, read(path, section, check))
  for (const name of missing(section, options)) check.complain(`${path}: ${name} is missing`)
  return checked(section as K, options, check)
}

/** The options, once nothing in them is wrong. */
function checked<K extends EnvironmentKind>(
  kind: K,
  given: Fields,
  check: OptionCheck,
): EnvironmentOptions[K] {
  check.done()
  const options = given as unknown as EnvironmentOptions[K]
  check.attempt(() => CHECKS[kind](options))
  check.done()
  return options
}

function kindOf(kind: EnvironmentKind | undefined, check: OptionCheck): EnvironmentKind {
  return check.oneOf('kind', kind, Object.keys(REQUIRED) as EnvironmentKind[], 'client')
}

/** Those that are set to something. */
function setVariables(environment: NodeJS.ProcessEnv): Variables {
  const set = VARIABLES.map(name => [name, environment[name]?.trim()]).filter(([, value]) => value)
  return Object.fromEntries(set) as Variables
}

function fromVariables(variables: Variables, filedTls: unknown, check: OptionCheck): Fields {
  return withoutUndefined({
    endpoints: variables.ROCKETMQ_ENDPOINTS,
    credentials: credentialsFrom(variables, check),
    tls: tlsFrom(variables, filedTls, check),
    namespace: variables.ROCKETMQ_NAMESPACE,
    requestTimeoutMs: timeoutFrom(variables, check),
    nameServer: variables.ROCKETMQ_NAME_SERVER,
  })
}

function credentialsFrom(variables: Variables, check: OptionCheck): ClientOptions['credentials'] {
  const {
    ROCKETMQ_ACCESS_KEY: accessKey,
    ROCKETMQ_SECRET_KEY: secretKey,
    ROCKETMQ_SECURITY_TOKEN: securityToken,
  } = variables
  check.hide(secretKey, securityToken)
  if (accessKey === undefined && secretKey === undefined) {
    if (securityToken !== undefined)
      check.complain('ROCKETMQ_SECURITY_TOKEN needs ROCKETMQ_ACCESS_KEY and ROCKETMQ_SECRET_KEY')
    return undefined
  }
  if (accessKey === undefined || secretKey === undefined) {
    check.complain('ROCKETMQ_ACCESS_KEY and ROCKETMQ_SECRET_KEY go together')
    return undefined
  }
  return { accessKey, secretKey, ...(securityToken === undefined ? {} : { securityToken }) }
}

function tlsFrom(variables: Variables, filed: unknown, check: OptionCheck): ClientOptions['tls'] {
  const { ROCKETMQ_TLS: wanted, ROCKETMQ_TLS_CA: file } = variables
  const on = wanted === undefined ? undefined : /^(true|1)$/i.test(wanted)
  if (on === false && !/^(false|0)$/i.test(wanted as string))
    check.complain('ROCKETMQ_TLS must be true or false')
  if (on === false) {
    if (file !== undefined) check.complain('ROCKETMQ_TLS_CA is given, but ROCKETMQ_TLS is false')
    return false
  }
  const details = isFields(filed) ? filed : undefined
  const ca = file === undefined ? undefined : readPem('ROCKETMQ_TLS_CA', file, check)
  if (ca !== undefined) return { ...details, ca }
  // What the file says in detail holds; the variable only turns it on.
  return on === true ? (details ?? true) : undefined
}

function timeoutFrom(variables: Variables, check: OptionCheck): number | undefined {
  const text = variables.ROCKETMQ_REQUEST_TIMEOUT_MS
  if (text === undefined) return undefined
  const value = /^\d+$/.test(text) ? Number(text) : 0
  if (value >= 1 && value <= LONGEST_TIMER_MS) return value
  // Its value is not repeated: it may be a secret in the wrong place.
  check.complain(`ROCKETMQ_REQUEST_TIMEOUT_MS must be a whole number from 1 to ${LONGEST_TIMER_MS}`)
  return undefined
}

/** The options of a kind in a file: those of all kinds, and its section. */
function read(path: string, kind: EnvironmentKind, outer: OptionCheck): Fields {
  const check = new OptionCheck(path)
  const options = optionsIn(parse(path, check), kind, check)
  if (isFields(options.tls)) options.tls = tlsOf(dirname(path), options.tls, check)
  outer.attempt(() => check.done())
  return options
}

function parse(path: string, check: OptionCheck): unknown {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    check.complain(RocketMQError.from(error).message)
    return {}
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    // The parser's own words repeat a piece of the file, which may be a secret.
    const at = /position (\d+)/.exec(RocketMQError.from(error).message)?.[1]
    const line = at === undefined ? '' : `, at line ${text.slice(0, Number(at)).split('\n').length}`
    check.complain(`it is not valid JSON${line}`)
    return {}
  }
}

function optionsIn(content: unknown, kind: EnvironmentKind, check: OptionCheck): Fields {
  if (!isFields(content)) {
    check.complain('it must hold a JSON object')
    return {}
  }
  const { credentials } = content
  check.hide(...(isFields(credentials) ? Object.values(credentials) : [credentials]))
  const sections = Object.keys(SECTIONS) as (keyof typeof SECTIONS)[]
  const fields = Object.fromEntries(
    Object.entries(content).filter(([name]) => !sections.some(section => section === name)),
  )
  const shared = section('', fields, CLIENT_OPTION_NAMES, sections, check)
  let own: Fields = {}
  // All sections are checked, so that a misspelling in any of them is found at the first start.
  for (const name of sections) {
    if (content[name] === undefined) continue
    const given = section(`${name}.`, content[name], SECTIONS[name], [], check)
    if (name === kind) own = given
  }
  return merge(kind === 'monitor' ? {} : shared, own)
}

/** The options of one section, each name checked. */
function section(
  prefix: string,
  given: unknown,
  names: readonly string[],
  sections: readonly string[],
  check: OptionCheck,
): Fields {
  if (!isFields(given)) {
    check.complain(`${prefix.slice(0, -1)} must be a JSON object`)
    return {}
  }
  const options = { ...given }
  for (const name of Object.keys(given)) {
    if (!isCodeOnly(name) || !names.includes(name)) continue
    check.complain(`${prefix}${name} must be set in code; a file cannot hold it`)
    delete options[name]
  }
  const known = [...names.filter(name => !isCodeOnly(name)), ...sections]
  check.options(prefix.slice(0, -1), options, known)
  if (options.logger !== undefined && options.logger !== false)
    check.complain(`${prefix}logger may only be false here; any other logger must be set in code`)
  if (isFields(options.subscriptions))
    options.subscriptions = subscriptionsOf(`${prefix}subscriptions`, options.subscriptions, check)
  return options
}

function subscriptionsOf(path: string, given: Fields, check: OptionCheck): Fields {
  const entries = Object.entries(given).map(([topic, filter]) => {
    if (!isFields(filter)) return [topic, filter]
    const { sql } = check.options(`${path}.${topic}`, filter, ['sql'])
    return [topic, check.attempt(() => FilterExpression.sql(sql as string))]
  })
  return Object.fromEntries(entries)
}

/** Certificates and keys stand in files of their own: a JSON string cannot be broken into lines. */
function tlsOf(folder: string, given: Fields, check: OptionCheck): Fields {
  const tls = { ...given }
  for (const name of ['ca', 'cert', 'key']) {
    const file = given[`${name}File`]
    if (file === undefined) continue
    delete tls[`${name}File`]
    if (typeof file !== 'string') check.complain(`tls.${name}File must be the name of a file`)
    else tls[name] = readPem(`tls.${name}File`, resolve(folder, file), check)
  }
  return tls
}

function readPem(what: string, file: string, check: OptionCheck): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    check.complain(`${what}: ${RocketMQError.from(error).message}`)
    return undefined
  }
}

/** Later ones win. Groups of options are merged field by field. */
function merge(...all: readonly object[]): Fields {
  const merged: Fields = {}
  for (const options of all) {
    for (const [name, value] of Object.entries(options)) {
      const before = merged[name]
      merged[name] =
        MERGED.includes(name) && isFields(before) && isFields(value) ? { ...before, ...value } : value
    }
  }
  return merged
}

function missing(kind: EnvironmentKind, options: Fields): string[] {
  return REQUIRED[kind].filter(name => options[name] === undefined || options[name] === '')
}

/** The complaint about missing endpoints, with the variable that was probably meant, if there is one. */
function noEndpoints(environment: NodeJS.ProcessEnv): string {
  const near = Object.keys(environment).find(
    name => /^ROCKETMQ_/i.test(name) && probableName(name, VARIABLES) === 'ROCKETMQ_ENDPOINTS',
  )
  const hint = near === undefined || near === 'ROCKETMQ_ENDPOINTS' ? '' : ` (${near} is, which nobody reads)`
  return `ROCKETMQ_ENDPOINTS is not set${hint}: it must name the proxy's gRPC port, for example 127.0.0.1:8081`
}

function placesFor(kind: EnvironmentKind): string {
  return `give it in the section ${kind} of the file that ROCKETMQ_CONFIG names, or in the defaults`
}

function isCodeOnly(name: string): boolean {
  return (CODE_ONLY as readonly string[]).includes(name)
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && isPlain(value)
}

function withoutUndefined(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
