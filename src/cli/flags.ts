import { type ParseArgsConfig, parseArgs } from 'node:util'
import { type ClientOptions, optionsFromEnvironment, RocketMQError } from '../index.js'
import { UsageError } from './command.js'

/** The flags of every command that talks to a server: which one, and as whom. */
export const connectionFlags = {
  endpoints: { type: 'string' },
  'access-key': { type: 'string' },
  'secret-key': { type: 'string' },
  tls: { type: 'boolean' },
  'tls-ca': { type: 'string' },
  'tls-insecure': { type: 'boolean' },
  namespace: { type: 'string' },
  timeout: { type: 'string' },
  'name-server': { type: 'string' },
  config: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

/** Their part of a `--help`. */
export const connectionHelp = `Connection:
  --endpoints H:P       the proxy's gRPC port (or ROCKETMQ_ENDPOINTS)
  --access-key KEY      with --secret-key KEY, where the server asks for them (or
                        ROCKETMQ_ACCESS_KEY and ROCKETMQ_SECRET_KEY, which other users do not see)
  --tls                 speak TLS (or ROCKETMQ_TLS=true); --tls-ca FILE trusts an authority (or ROCKETMQ_TLS_CA),
                        --tls-insecure trusts anybody
  --namespace NAME      namespace of topic and group (or ROCKETMQ_NAMESPACE)
  --timeout MS          how long one request may take, 3000 by default (or ROCKETMQ_REQUEST_TIMEOUT_MS); the server is
                        waited for a second longer at the start, and four seconds at least
  --name-server H:P     the name server, which tells whether brokers behind a proxy in CLUSTER mode keep batches whole
                        (or ROCKETMQ_NAME_SERVER)
  --config FILE         a JSON file of options (or ROCKETMQ_CONFIG); flags and variables win over it`

/** The variable that says the same as a flag. */
const VARIABLES: Readonly<Record<string, string>> = {
  config: 'ROCKETMQ_CONFIG',
  endpoints: 'ROCKETMQ_ENDPOINTS',
  'access-key': 'ROCKETMQ_ACCESS_KEY',
  'secret-key': 'ROCKETMQ_SECRET_KEY',
  tls: 'ROCKETMQ_TLS',
  'tls-ca': 'ROCKETMQ_TLS_CA',
  namespace: 'ROCKETMQ_NAMESPACE',
  timeout: 'ROCKETMQ_REQUEST_TIMEOUT_MS',
  'name-server': 'ROCKETMQ_NAME_SERVER',
}

/** The flags, by the names that the options have in error messages of the library. */
const FLAGS: Readonly<Record<string, string>> = {
  endpoints: '--endpoints',
  credentials: '--access-key and --secret-key',
  tls: '--tls',
  'tls.ca': '--tls-ca',
  namespace: '--namespace',
  requestTimeoutMs: '--timeout',
  nameServer: '--name-server',
  'batch.nameServer': '--name-server',
  consumerGroup: '--group',
  topic: '--topic',
  tag: '--tag',
  key: '--key',
  keys: '--key',
  property: '--property',
  properties: '--property',
  messageGroup: '--message-group',
  deliveryTimestamp: '--delay',
  priority: '--priority',
  liteTopic: '--lite',
}

/** Values as `parseArgs` gives them. */
export type FlagValues = Record<string, string | boolean | (string | boolean)[] | undefined>

/** What `parseArgs` gives for these options. */
type Parsed<T extends NonNullable<ParseArgsConfig['options']>> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>
>

/** @throws UsageError for unknown flags, missing values and arguments too many */
export function parseFlags<T extends NonNullable<ParseArgsConfig['options']>>(
  args: string[],
  options: T,
  positionals = 0,
): Parsed<T> {
  let parsed: Parsed<T>
  try {
    parsed = parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(withHint(error as NodeJS.ErrnoException, Object.keys(options)))
  }
  if (parsed.positionals.length <= positionals) return parsed
  // The arguments are not repeated: one of them may be a secret.
  const over = parsed.positionals.length - positionals
  throw new UsageError(
    `${over === 1 ? 'unexpected extra argument' : `${over} unexpected extra arguments`}: check for a missing flag, or put quotes around text with blanks`,
  )
}

/** A flag as people write them. Behind the name of a key stands the key itself where a blank was forgotten. */
const SHOWABLE = /^(?!(?:access|secret)-?key.)[a-z-]{1,20}$/

/** Names the flag that was probably meant, for one that does not exist. */
function withHint({ code, message }: NodeJS.ErrnoException, flags: readonly string[]): string {
  const [, written] = (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' && /'--([\w-]+)'/.exec(message)) || []
  if (written === undefined) return message
  const plain = (flag: string) => flag.toLowerCase().replaceAll('-', '')
  const wanted = plain(written)
  const meant = flags.find(flag => plain(flag).startsWith(wanted) || wanted.startsWith(plain(flag)))
  const shown = SHOWABLE.test(written) ? written : '***'
  return `unknown flag --${shown}${meant === undefined ? '' : `, did you mean --${meant}?`}`
}

/** What the flags, the variables and the configuration file say, in this order. @throws UsageError */
export function clientOptions(flags: FlagValues): ClientOptions {
  const environment = { ...process.env }
  const given = Object.entries(VARIABLES).filter(([flag]) => flags[flag] !== undefined)
  for (const [flag, variable] of given) environment[variable] = String(flags[flag])
  const variables = ['ROCKETMQ_ENDPOINTS', 'ROCKETMQ_CONFIG'].map(name => environment[name]?.trim())
  if (!variables.some(Boolean)) throw new UsageError('--endpoints is needed, for example 127.0.0.1:8081')
  let options: ClientOptions
  try {
    options = optionsFromEnvironment('client', {}, environment)
  } catch (error) {
    throw new UsageError(namingFlags(RocketMQError.from(error).message, given))
  }
  if (flags['tls-insecure'] === true) {
    const details = typeof options.tls === 'object' ? options.tls : {}
    options = { ...options, tls: { ...details, rejectUnauthorized: false } }
  }
  // The command itself reports what went wrong.
  return { ...options, logger: false }
}

/** How long the commands wait at least for a server, in milliseconds: not long, because somebody waits for the command. */
const START_TIMEOUT_MS = 4_000

/** A start goes on for so long after its first request is given up, so that it can say why. */
const TELLING_MS = 1_000

/** How long the commands wait for a server to start with, in milliseconds. */
export function startTimeoutMs({ requestTimeoutMs = 0 }: ClientOptions): number {
  return Math.max(START_TIMEOUT_MS, requestTimeoutMs + TELLING_MS)
}

/** @throws UsageError if the flag is missing */
export function required(name: string, value: FlagValues[string]): string {
  if (typeof value === 'string' && value !== '') return value
  throw new UsageError(`--${name} is needed`)
}

/** @throws UsageError if the flag is not a whole number from `min` on */
export function number(name: string, value: FlagValues[string], min = 1): number | undefined {
  if (value === undefined) return undefined
  const parsed = value === '' ? Number.NaN : Number(value)
  if (Number.isSafeInteger(parsed) && parsed >= min) return parsed
  throw new UsageError(`--${name} must be a whole number from ${min} on`)
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }

/** Milliseconds. @throws UsageError if the flag is not a time, such as `500`, `500ms`, `10s`, `5m` or `2h` */
export function duration(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const [, count, unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(value) ?? []
  const milliseconds = Math.round(Number(count) * (UNITS[unit] as number))
  if (milliseconds >= 1) return milliseconds
  throw new UsageError(`--${name} must be a time, such as 500ms, 10s, 5m or 2h`)
}

/** @throws UsageError if the flag is none of the words */
export function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  words: readonly T[],
): T | undefined {
  if (value === undefined || words.includes(value as T)) return value as T | undefined
  throw new UsageError(`--${name} must be one of ${words.join(', ')}`)
}

/** @throws UsageError if more than one of these flags is given */
export function atMostOne(flags: FlagValues, ...names: string[]): void {
  const given = names.filter(name => flags[name] !== undefined && flags[name] !== false)
  if (given.length > 1)
    throw new UsageError(`${given.map(name => `--${name}`).join(' and ')} exclude each other`)
}

/**
 * An error of the library in the words of the command line, if the command line is to blame for it: a server that
 * refuses names its own code and is not.
 */
export function usageErrorFor(error: unknown): UsageError | undefined {
  if (error instanceof UsageError) return error
  const { code, message, serverCode } = RocketMQError.from(error)
  const ours = /^(CONFIGURATION|INVALID_ARGUMENT|ILLEGAL_\w+|MESSAGE_BODY_(EMPTY|TOO_LARGE))$/.test(code)
  return ours && serverCode === undefined ? new UsageError(namingFlags(message, [])) : undefined
}

/** Names the flags that were given in place of the options and variables that the library names. */
function namingFlags(message: string, given: readonly (readonly [string, string])[]): string {
  let text = message
    .replace(/^(\w+|optionsFromEnvironment\(\)): (client: )?/, (owner, _, client) =>
      client !== undefined || /^(Producer|\w+Consumer|optionsFrom)/.test(owner) ? '' : owner,
    )
    .replace(/(^|[;:] )([a-zA-Z]+(?:\.[a-zA-Z]+)?)(?= |$)/g, (all, before, name) => {
      const flag = Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined
      return flag === undefined ? all : `${before}${flag}`
    })
  const flags = new Map(given.map(([flag, variable]) => [variable, flag]))
  // Of the two keys one may be missing in both ways.
  if (flags.has('ROCKETMQ_ACCESS_KEY') || flags.has('ROCKETMQ_SECRET_KEY')) {
    flags.set('ROCKETMQ_ACCESS_KEY', 'access-key').set('ROCKETMQ_SECRET_KEY', 'secret-key')
  }
  for (const [variable, flag] of flags)
    text = text.replaceAll(new RegExp(`\\b${variable}\\b`, 'g'), `--${flag}`)
  return text
}
