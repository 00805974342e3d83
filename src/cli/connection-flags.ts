import { readFileSync } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { ClientOptions } from '../index.js'
import { UsageError } from './command.js'

/** Flags by which every command that talks to a server is told which. */
export const connectionFlags = {
  endpoints: { type: 'string' },
  'access-key': { type: 'string' },
  'secret-key': { type: 'string' },
  tls: { type: 'boolean' },
  'tls-ca': { type: 'string' },
  'tls-insecure': { type: 'boolean' },
  namespace: { type: 'string' },
  timeout: { type: 'string' },
} as const satisfies ParseArgsConfig['options']

/** Their part of a `--help`. */
export const connectionHelp = `Connection:
  --endpoints H:P       the proxy's gRPC port (or ROCKETMQ_ENDPOINTS)
  --access-key KEY      with --secret-key KEY, where the server asks for them (or
                        ROCKETMQ_ACCESS_KEY and ROCKETMQ_SECRET_KEY, which other users do not see)
  --tls                 speak TLS; --tls-ca FILE trusts an authority, --tls-insecure trusts anybody
  --namespace NAME      namespace of topic and group
  --timeout MS          how long one request may take (3000)`

/** Values as `parseArgs` gives them. */
export type FlagValues = Record<string, string | boolean | (string | boolean)[] | undefined>

/** What `parseArgs` gives for these options. */
export type Parsed<T extends NonNullable<ParseArgsConfig['options']>> = ReturnType<
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
    throw new UsageError((error as Error).message)
  }
  if (parsed.positionals.length <= positionals) return parsed
  // Not repeated, as no value is: it may be a secret that a blank or a forgotten flag made a word of.
  const over = parsed.positionals.length - positionals
  throw new UsageError(
    `${over === 1 ? 'unexpected extra argument' : `${over} unexpected extra arguments`}: check for a missing flag, or put quotes around text with blanks`,
  )
}

/** @throws UsageError */
export function clientOptions(flags: FlagValues): ClientOptions {
  const endpoints = text(flags.endpoints) ?? process.env.ROCKETMQ_ENDPOINTS
  if (endpoints === undefined || endpoints === '')
    throw new UsageError('--endpoints is needed, for example 127.0.0.1:8081')
  return {
    endpoints,
    credentials: credentials(flags),
    tls: tls(flags),
    namespace: text(flags.namespace),
    requestTimeoutMs: number('timeout', flags.timeout),
    // What went wrong is the command's to say.
    logger: false,
  }
}

/** How long the commands wait for a server, in milliseconds: somebody is looking. */
export const START_TIMEOUT_MS = 3_000

/** @throws UsageError if the flag is missing */
export function required(name: string, value: FlagValues[string]): string {
  const given = text(value)
  if (given === undefined || given === '') throw new UsageError(`--${name} is needed`)
  return given
}

/** @throws UsageError if the flag is not a whole number from 1 on */
export function number(name: string, value: FlagValues[string]): number | undefined {
  if (value === undefined) return undefined
  const parsed = Number(value)
  if (Number.isInteger(parsed) && parsed >= 1) return parsed
  throw new UsageError(`--${name} must be a whole number from 1 on`)
}

function credentials(flags: FlagValues): ClientOptions['credentials'] {
  const accessKey = text(flags['access-key']) ?? process.env.ROCKETMQ_ACCESS_KEY
  const secretKey = text(flags['secret-key']) ?? process.env.ROCKETMQ_SECRET_KEY
  if (accessKey === undefined && secretKey === undefined) return undefined
  if (accessKey === undefined || secretKey === undefined)
    throw new UsageError('--access-key and --secret-key go together')
  return { accessKey, secretKey }
}

function tls(flags: FlagValues): ClientOptions['tls'] {
  const ca = text(flags['tls-ca'])
  const insecure = flags['tls-insecure'] === true
  if (ca === undefined && !insecure) return flags.tls === true ? true : undefined
  return { ...(ca === undefined ? {} : { ca: readCa(ca) }), rejectUnauthorized: !insecure }
}

function readCa(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch (error) {
    throw new UsageError(`--tls-ca: ${(error as Error).message}`)
  }
}

function text(value: FlagValues[string]): string | undefined {
  return typeof value === 'string' ? value : undefined
}
