import { parseArgs } from 'node:util'
import { ClusterError } from './cluster-error.js'
import {
  type ClusterMode,
  type ClusterOptions,
  type GroupOptions,
  TOPIC_TYPES,
  type TopicType,
} from './cluster-options.js'
import type { PortBase } from './port-layout.js'

/** What a person asked the command to do. */
export type Command =
  | { name: 'help' }
  | { name: 'up'; options: ClusterOptions }
  | { name: 'down' | 'status' | 'kill-proxy' | 'restart-proxy'; portBase?: PortBase }
  | { name: 'topic'; portBase?: PortBase; topic: string; type: TopicType; queues?: number }
  | { name: 'group'; portBase?: PortBase; group: string; options: GroupOptions }
  | { name: 'admin'; portBase?: PortBase; args: string[] }

/** The command's help. */
export const USAGE = `A real RocketMQ on loopback, from Maven's jars.

  npm run cluster:up -- [--mode local|cluster] [--version 5.5.0] [--broker-version 5.3.3] [--brokers 2]
                        [--proxies 2] [--acl] [--tls] [--flush async|sync] [--heap 512m] [--port-base N]
  npm run cluster:down -- [--port-base N]        every cluster if no port base is given
  npm run cluster -- topic NAME [--type NORMAL|FIFO|DELAY|TRANSACTION|PRIORITY|LITE|MIXED] [--queues 8]
  npm run cluster -- group NAME [--fifo] [--lite-topic T] [--max-attempts N] [--retry-policy JSON]
  npm run cluster -- status
  npm run cluster -- kill-proxy | restart-proxy
  npm run cluster -- admin clusterList           any mqadmin command, -n left out

Ports: 8081 (gRPC), 8080 (remoting), 9876 (name server), 10909, 10911, 10912 (broker). With --port-base N: N,
N+1, N+2 and, for each broker, N+10, N+12, N+13 (then N+20, …); a second proxy has those of the first and 3. All
commands take --port-base.
`

const OPTIONS = {
  mode: { type: 'string' },
  version: { type: 'string' },
  'broker-version': { type: 'string' },
  brokers: { type: 'string' },
  proxies: { type: 'string' },
  acl: { type: 'boolean' },
  tls: { type: 'boolean' },
  flush: { type: 'string' },
  heap: { type: 'string' },
  'port-base': { type: 'string' },
  type: { type: 'string' },
  queues: { type: 'string' },
  fifo: { type: 'boolean' },
  'lite-topic': { type: 'string' },
  'max-attempts': { type: 'string' },
  'retry-policy': { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

type Values = ReturnType<typeof read>['values']

const ALLOWED: Record<string, readonly (keyof Values)[]> = {
  up: ['mode', 'version', 'broker-version', 'brokers', 'proxies', 'acl', 'tls', 'flush', 'heap'],
  topic: ['type', 'queues'],
  group: ['fifo', 'lite-topic', 'max-attempts', 'retry-policy'],
}

/** Reads the command line (without node and the script); a mistake is a `ClusterError` that says which. */
export function parseCommand(args: readonly string[]): Command {
  if (args[0] === 'admin') return parseAdmin(args.slice(1))
  const { values, positionals } = read(args)
  const [name = 'help', subject, ...rest] = positionals
  if (values.help || name === 'help') return { name: 'help' }
  refuseForeignOptions(name, values)
  if (rest.length > 0) throw new ClusterError(`Unexpected argument "${rest[0]}" after ${name} ${subject}.`)
  const at = values['port-base'] === undefined ? {} : { portBase: portBase(values['port-base']) }
  switch (name) {
    case 'up':
      return { name, options: { ...upOptions(values), ...at } }
    case 'down':
    case 'status':
    case 'kill-proxy':
    case 'restart-proxy':
      return { name, ...at }
    case 'topic':
      return { name, topic: needed(subject, 'topic'), ...topicOptions(values), ...at }
    case 'group':
      return { name, group: needed(subject, 'group'), options: groupOptions(values), ...at }
    default:
      throw new ClusterError(`"${name}" is not a command of this tool.\n\n${USAGE}`)
  }
}

/** Whatever follows belongs to mqadmin, whose options are not ours to check. */
function parseAdmin(args: readonly string[]): Command {
  const at = args.indexOf('--port-base')
  if (at < 0) return { name: 'admin', args: [...args] }
  const rest = args.filter((_, index) => index !== at && index !== at + 1)
  return { name: 'admin', args: rest, portBase: portBase(args[at + 1] ?? '') }
}

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
  } catch (failure) {
    throw new ClusterError(`${(failure as Error).message}\n\n${USAGE}`)
  }
}

function refuseForeignOptions(name: string, values: Values): void {
  const allowed: readonly string[] = ['port-base', ...(ALLOWED[name] ?? [])]
  const foreign = Object.keys(values).find(option => !allowed.includes(option))
  if (foreign !== undefined) throw new ClusterError(`--${foreign} means nothing to "${name}".\n\n${USAGE}`)
}

function upOptions(values: Values): ClusterOptions {
  const options: ClusterOptions = { portBase: 'standard' }
  if (values.mode !== undefined) options.mode = oneOf<ClusterMode>('mode', values.mode, ['local', 'cluster'])
  if (values.flush !== undefined) options.flush = oneOf('flush', values.flush, ['async', 'sync'])
  if (values.version !== undefined) options.version = values.version
  if (values['broker-version'] !== undefined) options.brokerVersion = values['broker-version']
  if (values.brokers !== undefined) options.brokers = count('brokers', values.brokers)
  if (values.proxies !== undefined) options.proxies = count('proxies', values.proxies)
  if (values.heap !== undefined) options.heap = values.heap
  if (values.acl) options.acl = true
  if (values.tls) options.tls = true
  return options
}

function topicOptions(values: Values): { type: TopicType; queues?: number } {
  const type = oneOf('type', (values.type ?? 'NORMAL').toUpperCase(), TOPIC_TYPES)
  return values.queues === undefined ? { type } : { type, queues: count('queues', values.queues) }
}

function groupOptions(values: Values): GroupOptions {
  const options: GroupOptions = {}
  if (values.fifo) options.fifo = true
  if (values['lite-topic'] !== undefined) options.liteTopic = values['lite-topic']
  if (values['max-attempts'] !== undefined) {
    options.maxAttempts = count('max-attempts', values['max-attempts'])
  }
  if (values['retry-policy'] !== undefined) options.retryPolicy = json('retry-policy', values['retry-policy'])
  return options
}

function needed(subject: string | undefined, what: string): string {
  if (subject === undefined || !/^[%a-zA-Z0-9_-]{1,127}$/.test(subject)) {
    throw new ClusterError(`Name the ${what} (letters, digits, -, _ and %), not "${subject ?? ''}".`)
  }
  return subject
}

function oneOf<T extends string>(option: string, value: string, choices: readonly T[]): T {
  const choice = choices.find(known => known === value)
  if (choice === undefined) {
    throw new ClusterError(`--${option} must be one of ${choices.join(', ')}, not "${value}".`)
  }
  return choice
}

function count(option: string, value: string): number {
  const number = Number(value)
  if (Number.isInteger(number) && number > 0) return number
  throw new ClusterError(`--${option} must be a positive whole number, not "${value}".`)
}

function portBase(value: string): PortBase {
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1024 && number <= 65_400) return number
  throw new ClusterError(`--port-base must be a number from 1024 to 65400, not "${value}".`)
}

function json(option: string, value: string): object {
  try {
    const parsed: unknown = JSON.parse(value)
    if (typeof parsed === 'object' && parsed !== null) return parsed
  } catch {
    // Told below, together with what is JSON but no object.
  }
  throw new ClusterError(`--${option} must be a JSON object, not ${value}.`)
}
