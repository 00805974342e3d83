import { createHmac } from 'node:crypto'
import { connect } from 'node:net'
import { connect as tlsConnect } from 'node:tls'
import { RocketMQError, reasonOf } from '../errors.js'
import { type Address, Endpoints } from '../route/endpoints.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import { Deadline } from '../waiting/deadline.js'
import type { Credentials } from './credentials.js'
import { type TlsSettings, verifying } from './dial.js'

/** Codes of RocketMQ's remoting protocol. */
const GET_BROKER_RUNTIME_INFO = 28
const GET_ROUTEINFO_BY_TOPIC = 105
const GET_BROKER_CLUSTER_INFO = 106

/** More than any cluster has; a list that is longer is not believed. */
const MAX_BROKERS = 1_000
/** How many brokers are asked at once. */
const ASKED_AT_ONCE = 16

/** A broker, and what it says of itself. */
export interface InspectedBroker {
  /** The name that routes have, shared by a master and its slaves. */
  name: string
  /** `host:port` at which it was asked. */
  address: string
  /** As it tells it, for example `5.5.0`; absent where it could not be asked. */
  version?: string
  /** Why it could not be asked. */
  failure?: string
}

/** How a {@link NameServerClient} asks. */
export interface NameServerSettings {
  /** TLS by which servers are asked that take nothing else; always, where {@link NameServers.secure}. */
  readonly tls: TlsSettings | undefined
  readonly timeoutMs: number
  readonly signal: () => AbortSignal
  readonly credentials: () => Promise<Credentials | undefined>
}

/** Name servers as a user names them. */
export interface NameServers {
  readonly addresses: readonly Endpoints[]
  /** Whether `https://` stood before them: they and the brokers are asked in TLS only. */
  readonly secure: boolean
}

/**
 * Reads `host:port`, several joined by `;` or `,`, with `https://` before it for TLS.
 *
 * @param option what it is given as, for the message
 * @throws RocketMQError CONFIGURATION
 */
export function parseNameServers(text: string, option = 'batch.nameServer'): NameServers {
  const parts = text.split(/[;,]/).filter(part => part.trim() !== '')
  const wrong = (reason: string) =>
    new RocketMQError(
      'CONFIGURATION',
      `${option} must be host:port, several joined by ';', for example '127.0.0.1:9876': ${reason}`,
    )
  if (parts.length === 0) throw wrong('it names none')
  try {
    const addresses = parts.map(part => Endpoints.parse(part))
    return { addresses, secure: /^\s*https:\/\//i.test(text) }
  } catch (error) {
    throw wrong(RocketMQError.from(error).message)
  }
}

/** Asks name servers where topics are, and brokers what version they are. */
export class NameServerClient {
  readonly #servers: NameServers
  readonly #settings: NameServerSettings
  /** Brokers that are being asked: one answer serves all who want it at the same time. */
  readonly #asking = new Map<string, Promise<InspectedBroker>>()

  constructor(servers: NameServers, settings: NameServerSettings) {
    this.#servers = servers
    this.#settings = settings
  }

  /**
   * Every broker that may hold queues of a topic, slaves too, since each may become the master; all brokers of the
   * cluster if no topic is given. The first name server that knows them is believed.
   *
   * @throws RocketMQError why no name server told
   */
  async brokers(topic?: string): Promise<InspectedBroker[]> {
    const request =
      topic === undefined
        ? { code: GET_BROKER_CLUSTER_INFO, fields: {} }
        : { code: GET_ROUTEINFO_BY_TOPIC, fields: { topic, acceptStandardJsonOnly: 'true' } }
    const failures: string[] = []
    for (const address of this.#servers.addresses) {
      try {
        const found = brokersIn(parseJson(await this.#call(address, request)))
        return await this.#versions(found)
      } catch (error) {
        const { code, message } = RocketMQError.from(error)
        if (code === 'CLOSED') throw error
        failures.push(`name server ${address.key}: ${message}`)
      }
    }
    throw new RocketMQError('UNAVAILABLE', failures.join('; '), { retryable: true })
  }

  async #versions(brokers: readonly InspectedBroker[]): Promise<InspectedBroker[]> {
    const asked: InspectedBroker[] = []
    for (let next = 0; next < brokers.length; next += ASKED_AT_ONCE) {
      const some = brokers.slice(next, next + ASKED_AT_ONCE)
      asked.push(...(await Promise.all(some.map(broker => this.#versionOf(broker)))))
    }
    return asked
  }

  #versionOf(broker: InspectedBroker): Promise<InspectedBroker> {
    const key = `${broker.name} ${broker.address}`
    let asking = this.#asking.get(key)
    if (asking === undefined) {
      asking = this.#withVersion(broker).finally(() => this.#asking.delete(key))
      this.#asking.set(key, asking)
    }
    return asking
  }

  async #withVersion(broker: InspectedBroker): Promise<InspectedBroker> {
    try {
      const address = Endpoints.parse(broker.address)
      const info = parseJson(await this.#call(address, { code: GET_BROKER_RUNTIME_INFO, fields: {} }))
      return { ...broker, version: versionIn(info) }
    } catch (error) {
      return { ...broker, failure: RocketMQError.from(error).message }
    }
  }

  /** In plaintext as brokers are by default, unless TLS is asked for; in TLS where a server takes nothing else. */
  async #call({ addresses }: Endpoints, request: RemotingRequest): Promise<Buffer> {
    const { tls, timeoutMs, signal, credentials } = this.#settings
    const { secure } = this.#servers
    const [address] = addresses as readonly [Address]
    const settings: RemotingSettings = {
      tls: secure ? tls : undefined,
      credentials: await credentials(),
      timeoutMs,
      signal: signal(),
    }
    try {
      return await callRemoting(address, request, settings)
    } catch (error) {
      if (secure || tls === undefined || !(error instanceof ClosedUnanswered)) throw error
      return callRemoting(address, request, { ...settings, tls })
    }
  }
}

/** The first version whose brokers keep batched messages whole. */
const KEEPS_BATCHES_WHOLE = [5, 4, 0] as const

/**
 * Why it is not sure that these brokers keep batched messages whole; `undefined` if it is.
 *
 * @param names the brokers that there must be among them
 */
export function shortcomingOf(
  brokers: readonly InspectedBroker[],
  names: Iterable<string>,
): string | undefined {
  const known = new Set(brokers.map(({ name }) => name))
  const faults = brokers.map(faultOf).filter(fault => fault !== undefined)
  for (const name of names)
    if (!known.has(name)) faults.push(`the name server does not know broker ${name} of the topic's route`)
  return faults.length === 0 ? undefined : faults.join(', ')
}

function faultOf({ name, address, version, failure }: InspectedBroker): string | undefined {
  const who = `broker ${name} at ${address}`
  if (version === undefined) return `${who} cannot be asked for its version: ${failure}`
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)(.*)$/.exec(version) ?? []
  if (parts.length === 0) return `${who} reports an unknown version: ${version}`
  const [major, minor, patch] = parts.slice(0, 3).map(Number) as [number, number, number]
  const [m, n, p] = KEEPS_BATCHES_WHOLE
  const order = major - m || minor - n || patch - p
  // A build before the release of 5.4.0 may lack the correction.
  if (order > 0 || (order === 0 && parts[3] === '')) return undefined
  return `${who} is ${version}, older than 5.4.0`
}

/** `V5_5_0` and `V5_5_0_SNAPSHOT` as people write them. */
function versionIn(info: unknown): string {
  const version = fieldOf(fieldOf(info, 'table'), 'brokerVersionDesc')
  if (typeof version !== 'string') throw new RocketMQError('PROTOCOL', 'it tells no brokerVersionDesc')
  return version.replace(/^V(\d+)_(\d+)_(\d+)/, '$1.$2.$3').replace('_', '-')
}

function brokersIn(answer: unknown): InspectedBroker[] {
  const described = fieldOf(answer, 'brokerDatas') ?? Object.values(fieldOf(answer, 'brokerAddrTable') ?? {})
  const list = Array.isArray(described) ? described : []
  const brokers = list.flatMap(each => {
    const name = String(fieldOf(each, 'brokerName'))
    return Object.values(fieldOf(each, 'brokerAddrs') ?? {}).map(address => ({
      name,
      address: String(address),
    }))
  })
  if (brokers.length === 0) throw new RocketMQError('PROTOCOL', 'it names no broker')
  if (brokers.length > MAX_BROKERS)
    throw new RocketMQError('PROTOCOL', `it names more than ${MAX_BROKERS} brokers`)
  return brokers
}

function fieldOf(value: unknown, name: string): object | string | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, object | string>)[name] ?? undefined
}

/** Servers write keys that are numbers without quotes, unless they know `acceptStandardJsonOnly`. */
function parseJson(body: Buffer): unknown {
  const strict = body
    .toString()
    .replaceAll(/"(?:[^"\\]|\\.)*"|(?<=[{,]\s*)-?\d+(?=\s*:)/g, match =>
      match.startsWith('"') ? match : `"${match}"`,
    )
  try {
    return JSON.parse(strict)
  } catch (cause) {
    throw new RocketMQError('PROTOCOL', 'its answer cannot be read', { cause })
  }
}

/** Bytes before the header: the length of all that follows, and that of the header with its encoding in the top byte. */
const PREFIX_BYTES = 8
/** No answer to what is asked here comes near it. */
const MAX_REPLY_BYTES = 4 * 1024 * 1024
const SUCCESS = 0
/** What every server knows for a language that has no code of its own there. */
const LANGUAGE = 'OTHER'

/** A request of RocketMQ's remoting protocol, which name servers and brokers speak. */
interface RemotingRequest {
  readonly code: number
  readonly fields: Readonly<Record<string, string>>
}

/** How servers are asked. */
interface RemotingSettings {
  readonly tls: TlsSettings | undefined
  readonly credentials: Credentials | undefined
  readonly timeoutMs: number
  readonly signal: AbortSignal
}

interface ReplyHeader {
  code?: unknown
  remark?: unknown
}

/** The peer closed the connection before it answered: most often it wants TLS, or wants none. */
class ClosedUnanswered extends RocketMQError {
  /** @param reason the system's word, if it had one */
  constructor(reason: string) {
    super(
      'WRONG_PROTOCOL',
      `it closed the connection without an answer${reason}: the port may belong to something else than a name server or broker, or may expect TLS`,
      { retryable: true },
    )
  }
}

/**
 * Asks one server once, on a connection of its own: what is asked so is little and seldom.
 *
 * @returns the body of the answer
 * @throws RocketMQError why it cannot be asked, or the reason for which it refused; the address is the caller's to name
 */
function callRemoting(
  address: Address,
  request: RemotingRequest,
  settings: RemotingSettings,
): Promise<Buffer> {
  const { tls, credentials, timeoutMs, signal } = settings
  if (signal.aborted) return Promise.reject(nobodyWaits())
  return new Promise((resolve, reject) => {
    const socket =
      tls === undefined
        ? connect({ ...address, noDelay: true })
        : tlsConnect({ ...address, ...verifying(tls, address.host) })
    const reply = new ReplyFrame()
    const end = (settle: () => void) => {
      deadline.clear()
      stopListening(signal, onAbort)
      socket.removeAllListeners('data')
      socket.destroy()
      settle()
    }
    const fail = (error: RocketMQError) => end(() => reject(error))
    const onAbort = () => fail(nobodyWaits())
    const deadline = new Deadline(timeoutMs, () =>
      fail(new RocketMQError('TIMEOUT', `no answer within ${timeoutMs} ms`, { retryable: true })),
    ).unref()
    listenForAbort(signal, onAbort)
    socket.on('error', error => fail(connectionError(error)))
    socket.on('close', () => fail(new ClosedUnanswered('')))
    socket.on('data', (chunk: Buffer) => {
      try {
        const body = reply.add(chunk)
        if (body !== undefined) end(() => resolve(body))
      } catch (error) {
        fail(RocketMQError.from(error))
      }
    })
    socket.write(encode(request, credentials))
  })
}

function nobodyWaits(): RocketMQError {
  return new RocketMQError('CLOSED', 'nobody waits for the answer any more')
}

function connectionError(error: Error & { code?: string }): RocketMQError {
  if (error.code === 'ECONNRESET' || error.code === 'EPIPE') return new ClosedUnanswered(` (${error.code})`)
  return new RocketMQError('UNAVAILABLE', reasonOf(error), { retryable: true, cause: error })
}

function encode({ code, fields }: RemotingRequest, credentials: Credentials | undefined): Buffer {
  const extFields = credentials === undefined ? fields : signed(fields, credentials)
  const header = Buffer.from(
    JSON.stringify({
      code,
      language: LANGUAGE,
      version: 0,
      opaque: 0,
      flag: 0,
      serializeTypeCurrentRPC: 'JSON',
      extFields,
    }),
  )
  const prefix = Buffer.alloc(PREFIX_BYTES)
  prefix.writeUInt32BE(4 + header.length, 0)
  // The top byte is 0 for JSON.
  prefix.writeUInt32BE(header.length, 4)
  return Buffer.concat([prefix, header])
}

/** The values of all fields in the order of their names, and the body, of which requests here have none. */
function signed(
  fields: Readonly<Record<string, string>>,
  { accessKey, secretKey, securityToken }: Credentials,
): Record<string, string> {
  const all: Record<string, string> = {
    ...fields,
    AccessKey: accessKey,
    ...(securityToken === undefined ? {} : { SecurityToken: securityToken }),
  }
  const content = Object.keys(all)
    .sort()
    .map(name => all[name])
    .join('')
  const Signature = createHmac('sha1', secretKey).update(content).digest('base64')
  return { ...all, Signature }
}

/** The frame of an answer, as its bytes arrive. */
class ReplyFrame {
  readonly #chunks: Buffer[] = []
  #received = 0

  /** @returns the body, once all of the frame is here */
  add(chunk: Buffer): Buffer | undefined {
    this.#chunks.push(chunk)
    this.#received += chunk.length
    return this.#received < this.#length() ? undefined : readReply(Buffer.concat(this.#chunks))
  }

  /** How long the whole frame is; more than has come as long as that is not known. */
  #length(): number {
    const first = this.#chunks[0] as Buffer
    const start = first.length < 4 ? Buffer.concat(this.#chunks.slice(0, 4)) : first
    if (start.length < 4) return Number.POSITIVE_INFINITY
    const length = start.readUInt32BE(0)
    if (length < 4 || length > MAX_REPLY_BYTES) throw notRemoting()
    return 4 + length
  }
}

function readReply(frame: Buffer): Buffer {
  const kind = frame.readUInt8(4)
  const headerEnd = PREFIX_BYTES + frame.readUIntBE(5, 3)
  const end = 4 + frame.readUInt32BE(0)
  if (kind !== 0 || headerEnd > end) throw notRemoting()
  const { code, remark } = readHeader(frame.toString('utf8', PREFIX_BYTES, headerEnd))
  if (code !== SUCCESS) {
    const [reason] = String(remark ?? 'no reason given').split('\n')
    throw new RocketMQError('INTERNAL_SERVER_ERROR', `it refused with code ${code}: ${reason?.trim()}`)
  }
  return frame.subarray(headerEnd, end)
}

function readHeader(text: string): ReplyHeader {
  try {
    const header: unknown = JSON.parse(text)
    if (typeof header === 'object' && header !== null) return header
  } catch {
    // Said below.
  }
  throw notRemoting()
}

function notRemoting(): RocketMQError {
  return new RocketMQError('WRONG_PROTOCOL', "what answers there does not speak RocketMQ's remoting protocol")
}
