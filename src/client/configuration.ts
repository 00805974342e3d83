import type { RocketMQError } from '../errors.js'
import { isPrintable } from '../message/message-validation.js'
import type { OptionCheck } from '../options/option-check.js'
import { LeakDetector } from '../pool/leak-detector.js'
import { type CredentialsSource, validCredentials } from '../remoting/credentials.js'
import {
  type ConnectionPoolOptions,
  defaultConnectionPoolOptions,
  type Transport,
} from '../remoting/endpoint-connections.js'
import { parseNameServers } from '../remoting/name-server-client.js'
import type { TlsOptions } from '../remoting/observed-credentials.js'
import { Endpoints } from '../route/endpoints.js'
import type { ClientKind, Monitored } from '../stats/stats.js'
import { GuardedTracing, type Tracing } from '../stats/tracing.js'
import { LONGEST_TIMER_MS } from '../waiting/pause.js'
import { ConsoleLogger, type Logger, silentLogger } from './logger.js'

/** A monitor, as far as a client needs one. */
export interface ClientMonitor {
  /** A client was made: looks at it from now on. */
  attach(client: Monitored): void
  /** A client is closed: looks at it no more. */
  detach(client: Monitored): void
}

/** What an {@link ErrorListener} is told beside the error. */
export interface ErrorContext {
  /**
   * What went wrong, by itself and with no caller whose promise could reject:
   *
   * - `start`: an attempt to start failed, and another follows.
   * - `connection`: a server was lost, refuses the client, or does not answer its heartbeats.
   * - `route`: the route or the assignment of a topic could not be had.
   * - `receive`: messages could not be received; it is tried again.
   * - `handler`: a handler threw or said FAILURE, or a function of the user failed beside it.
   * - `settlement`: what became of a message could not be told to the server; it is delivered again.
   * - `transaction`: an orphaned transaction could not be checked.
   */
  readonly during: 'start' | 'connection' | 'route' | 'receive' | 'handler' | 'settlement' | 'transaction'
  /** Kind of the client. */
  readonly kind: ClientKind
  /** Id of the client. */
  readonly clientId: string
  /** The topic, where it is about one. */
  readonly topic: string | undefined
  /** The message, where it is about one. */
  readonly messageId: string | undefined
}

/** Told of errors that no promise rejects with. */
export type ErrorListener = (error: RocketMQError, context: ErrorContext) => void

/** Options that producers and consumers share. */
export interface ClientOptions {
  /**
   * Where the RocketMQ proxy's gRPC port is: `host:port`, several joined by `;` or `,`, IPv4, `[IPv6]:port`
   * or one domain name. A leading `http://` is dropped, `https://` turns TLS on.
   */
  endpoints: string
  /** Access key and secret, or a function that gets them. Default: none. */
  credentials?: CredentialsSource | undefined
  /** `true` for TLS with Node's own authorities, or the details. Default `false`. */
  tls?: boolean | TlsOptions | undefined
  /**
   * Where the name server is: `host:port`, several joined by `;` or `,`. Only producers ask it, to learn which brokers
   * stand behind a proxy in CLUSTER mode and whether their batches are safe: see `batch.nameServer`, which wins over
   * it. Consumers take it so that all clients of a process can share their options. Default: none.
   */
  nameServer?: string | undefined
  /** Namespace of all topics and groups of this client. Default: none. */
  namespace?: string | undefined
  /**
   * What operators are to know of this client, such as `{ app: 'shop', zone: 'eu-1' }`: told to servers that list it
   * beside the client, and ignored by those before. Up to 32, keys of 1 to 64 letters, digits, `_`, `.` or `-` that
   * begin with a letter, values of up to 256 characters, 4 KiB together. Default: none.
   */
  clientProperties?: Readonly<Record<string, string>> | undefined
  /** How long one request may take, in milliseconds. Default 3,000. */
  requestTimeoutMs?: number | undefined
  /**
   * Who carries messages and what happens to them: `'direct'` writes HTTP/2 frames straight to a socket, which costs a
   * fraction of a call through @grpc/grpc-js; `'grpc-js'` sends them through that package, on the connections that
   * carry everything else, too. Routes, heartbeats and telemetry always go through @grpc/grpc-js. Default `'direct'`.
   */
  transport?: Transport | undefined
  /** The pool of connections to each endpoint; with `transport: 'direct'` one more carries routes and heartbeats. */
  connectionPool?: Partial<ConnectionPoolOptions> | undefined
  /**
   * Where to write what an operator should know; `false` for nowhere. Default: warnings and errors go to the console,
   * each kind of line no oftener than every five seconds, with a count.
   */
  logger?: Logger | false | undefined
  /**
   * Told of every error that no promise rejects with: a handler that failed, a server that was lost, a message whose
   * outcome could not be told. What it throws or rejects with is ignored. Clients are not event emitters, because an
   * `error` event that nobody listens to ends the process. Default: none.
   */
  onError?: ErrorListener | undefined
  /** A monitor to attach this client to, until it is closed. */
  monitor?: ClientMonitor | undefined
  /**
   * Told of every send, receive and run of a handler; its context travels with the messages. `rocketmq-jet/open-telemetry`
   * has one. Default: none, which costs nothing.
   */
  tracing?: Tracing | undefined
}

/** {@link ClientOptions}, checked and complete. */
export type ClientConfiguration = ReturnType<typeof parseClientOptions>

export const CLIENT_OPTION_NAMES = (
  'endpoints credentials tls nameServer namespace clientProperties requestTimeoutMs transport ' +
  'connectionPool logger onError monitor tracing'
).split(' ')

const NOWHERE = '0.0.0.0:1'

/** Checks the shared options; complaints are left with `check`, whose `done()` the caller calls. */
export function parseClientOptions(options: Partial<ClientOptions>, check: OptionCheck) {
  const address = options.endpoints
  if (typeof address !== 'string' || address === '') {
    check.complain("endpoints must name the proxy's gRPC port, for example '127.0.0.1:8081'")
  }
  const endpoints = check.attempt(() => Endpoints.parse(address || NOWHERE)) ?? Endpoints.parse(NOWHERE)
  const { credentials } = options
  if (credentials !== undefined && typeof credentials !== 'function') {
    check.hide(...secretsOf(credentials))
    check.attempt(() => validCredentials(credentials))
    if (credentials !== null && typeof credentials === 'object') {
      check.options('credentials', credentials, ['accessKey', 'secretKey', 'securityToken'])
    }
  }
  return Object.freeze({
    endpoints,
    credentials,
    tls: parseTls(options.tls, String(address), check),
    nameServer: parseNameServer('nameServer', options.nameServer, check),
    namespace: parseNamespace(options.namespace, check),
    clientProperties: parseClientProperties(options.clientProperties, check),
    requestTimeoutMs: check.number('requestTimeoutMs', options.requestTimeoutMs, 3_000, {
      min: 1,
      max: LONGEST_TIMER_MS,
    }),
    transport: check.oneOf('transport', options.transport, ['direct', 'grpc-js'], 'direct'),
    connectionPool: parseConnectionPool(options.connectionPool, check),
    logger: parseLogger(options.logger, check),
    onError: check.callable('onError', options.onError, false),
    monitor: parseMonitor(options.monitor, check),
    tracing: parseTracing(options.tracing, check),
  })
}

/** All that is in them but the access key, which is a name: a misspelt field has its secret, too. */
function secretsOf(credentials: unknown): unknown[] {
  if (typeof credentials !== 'object' || credentials === null) return [credentials]
  return Object.entries(credentials).flatMap(([name, value]) => (name === 'accessKey' ? [] : [value]))
}

function parseTls(
  tls: boolean | TlsOptions | undefined,
  address: string,
  check: OptionCheck,
): TlsOptions | undefined {
  const secure = /^\s*https:\/\//i.test(address)
  if (tls === undefined) return secure ? {} : undefined
  if (tls === true) return {}
  if (tls === false) {
    if (secure) check.complain('endpoints begins with https://, but tls is false')
    return undefined
  }
  if (!check.object('tls', tls, 'true, false or an object')) return undefined
  check.options('tls', tls, ['ca', 'cert', 'key', 'rejectUnauthorized', 'serverName'])
  for (const name of ['ca', 'cert', 'key'] as const) check.pem(`tls.${name}`, tls[name])
  check.boolean('tls.rejectUnauthorized', tls.rejectUnauthorized, true)
  check.string('tls.serverName', tls.serverName, '')
  if ((tls.cert === undefined) !== (tls.key === undefined)) check.complain('tls.cert and tls.key go together')
  return tls
}

/** Addresses of name servers as they were given, once they can be read. */
export function parseNameServer(path: string, given: unknown, check: OptionCheck): string | undefined {
  if (given === undefined) return undefined
  const text = check.string(path, given, '')
  if (typeof given === 'string') check.attempt(() => parseNameServers(text, path))
  return text
}

/** It travels as a header. */
function parseNamespace(namespace: string | undefined, check: OptionCheck): string {
  const text = check.string('namespace', namespace, '')
  if (/^[\x21-\x7e]*$/.test(text)) return text
  check.complain('namespace may hold printable ASCII without spaces only')
  return ''
}

const MAX_PROPERTIES = 32
const MAX_PROPERTY_LENGTH = 256
const MAX_PROPERTIES_BYTES = 4 * 1024
/** What protobuf writes around a name and a value. */
const ENTRY_BYTES = 8

/** A copy of them: what is told to a server that comes back is what was told first. */
function parseClientProperties(
  given: ClientOptions['clientProperties'],
  check: OptionCheck,
): Readonly<Record<string, string>> {
  if (given === undefined) return {}
  if (!check.object('clientProperties', given, 'an object of names and texts')) return {}
  const entries = Object.entries(given)
  let bytes = 0
  for (const [name, value] of entries) {
    if (!/^[a-zA-Z][a-zA-Z0-9_.-]{0,63}$/.test(name)) {
      check.complain(
        `clientProperties '${name}' must be 1 to 64 letters, digits, _, . or -, and begin with a letter`,
      )
    }
    if (!isPrintable(value) || value.length > MAX_PROPERTY_LENGTH) {
      check.complain(
        `clientProperties.${name} must be a text of up to ${MAX_PROPERTY_LENGTH} characters without control characters`,
      )
    }
    bytes += name.length + Buffer.byteLength(String(value)) + ENTRY_BYTES
  }
  if (entries.length > MAX_PROPERTIES || bytes > MAX_PROPERTIES_BYTES) {
    check.complain(`clientProperties must be up to ${MAX_PROPERTIES}, of 4 KiB together`)
  }
  return { ...given }
}

function parseMonitor(monitor: ClientMonitor | undefined, check: OptionCheck): ClientMonitor | undefined {
  if (monitor === undefined) return undefined
  check.callable('monitor.attach', monitor?.attach, true)
  check.callable('monitor.detach', monitor?.detach, true)
  return monitor
}

function parseConnectionPool(
  given: Partial<ConnectionPoolOptions> | undefined,
  check: OptionCheck,
): ConnectionPoolOptions {
  const options = check.options('connectionPool', given, Object.keys(defaultConnectionPoolOptions))
  const { leakDetection } = options
  if (leakDetection !== undefined) {
    check.attempt(() => LeakDetector.from('of connections', leakDetection)?.stop())
  }
  const read = (name: Exclude<keyof ConnectionPoolOptions, 'leakDetection'>, min: number, max: number) =>
    check.number(`connectionPool.${name}`, options[name], defaultConnectionPoolOptions[name], { min, max })
  return {
    maxConnections: read('maxConnections', 1, 1_000),
    streamsPerConnection: read('streamsPerConnection', 1, 100_000),
    idleTimeoutMs: read('idleTimeoutMs', 1, LONGEST_TIMER_MS),
    acquireTimeoutMs: read('acquireTimeoutMs', 1, LONGEST_TIMER_MS),
    connectTimeoutMs: read('connectTimeoutMs', 1, LONGEST_TIMER_MS),
    leakDetection,
  }
}

function parseLogger(logger: Logger | false | undefined, check: OptionCheck): Logger {
  if (logger === undefined) return new ConsoleLogger()
  if (logger === false) return silentLogger
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    check.callable(`logger.${level}`, logger?.[level], true)
  }
  return logger
}

function parseTracing(tracing: Tracing | undefined, check: OptionCheck): Tracing | undefined {
  if (tracing === undefined) return undefined
  check.callable('tracing.startSend', tracing?.startSend, true)
  check.callable('tracing.startProcess', tracing?.startProcess, true)
  return new GuardedTracing(tracing)
}
