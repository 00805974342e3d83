import { randomUUID } from 'node:crypto'
import { status as grpcStatus } from '@grpc/grpc-js'
import { abortedError, RocketMQError } from '../errors.js'
import type { FieldList } from '../http2/hpack.js'
import type { Lease } from '../pool/connection-pool.js'
import type { Endpoints } from '../route/endpoints.js'
import { channels } from '../stats/channels.js'
import { RpcCounter } from '../stats/meters.js'
import type { ConnectionStats, RpcStats } from '../stats/stats.js'
import { CallAbort, type Grace } from '../waiting/abort-listeners.js'
import { PROTOCOL_VERSION } from '../wire/library.js'
import { isOk, ReplyReader, type ReplyStatus } from '../wire/reply-reader.js'
import type { Rpc } from '../wire/rpc-table.js'
import { codeName, type KnownNames, statusError } from '../wire/status-table.js'
import {
  type Call,
  type CallEnd,
  type CallLimits,
  type CallListener,
  type Connection,
  type LinkOutcome,
  NO_DEADLINE,
  type RequestHeaders,
} from './connection.js'
import { type Credentials, type CredentialsSource, type Signature, Signer } from './credentials.js'
import { createTlsSettings } from './dial.js'
import {
  type ConnectionPoolOptions,
  type ConnectionSettings,
  EndpointConnections,
  type KeptLease,
  type LanguageHeader,
  type Transport,
} from './endpoint-connections.js'
import { createCredentials, type TlsOptions } from './observed-credentials.js'
import { isStrange, mayBeRepeatedAtOnce, transportError } from './transport-error.js'

/** What an RPC client is made with. */
export interface RpcClientOptions {
  clientId: string
  namespace: string
  credentials: CredentialsSource | undefined
  /** The endpoints that the user named; all others come from routes. */
  accessPoint?: Endpoints | undefined
  tls: TlsOptions | undefined
  /** Deadline of calls that name none, in milliseconds. */
  requestTimeoutMs: number
  connectionPool: ConnectionPoolOptions
  /** Who carries the data plane. */
  transport: Transport
  /** Let calls that ask for it compress their request. */
  gzip: boolean
}

/** How often to look whether the last calls to endpoints that nobody names any more have ended. */
const FORGET_MS = 1_000

/** How often a call is made again at once that the server refused to look at. */
const MAX_REFUSALS = 3

/** A server is told a deadline so much later if bytes need time on the link: it would end a call before they arrive. */
const TOLD_BEYOND_MS = 300_000

export interface CallOptions {
  /** Deadline in milliseconds. Default: the client's `requestTimeoutMs`. */
  timeoutMs?: number | undefined
  /**
   * The longest that the call may take, in milliseconds. A slow link gets more than the deadline: what its bytes need
   * by the rate that was measured, and as long as they flow. Default: no limit.
   */
  limitMs?: number | undefined
  signal?: AbortSignal | undefined
  /** Lets the call go on for a moment after `signal` fired. Default: it is cancelled at once. */
  grace?: Grace | undefined
  /** Makes the call on a stream that is kept for such calls. Default: one borrowed for this call. */
  lease?: KeptLease | undefined
  /** Replies may flow for longer than the deadline, so that the server is told a later one. Default `false`. */
  outlasts?: boolean | undefined
  /** Compress the request with gzip; only where the client was made with `gzip`. */
  compress?: boolean | undefined
}

/** A stream open in both directions. */
export interface Duplex<Q> {
  send(message: Q): void
  /** An answer is overdue, which is all that is ever seen of a peer that vanished without closing its connection. */
  noteSilence(): void
  /** Whether there are other credentials by now than those it was opened with, which the server refused. */
  renewCredentials(): Promise<boolean>
  /** Ends it; the listener's `onEnd` follows. */
  close(): void
}

/** Hears what arrives on a {@link Duplex}. */
interface DuplexListener<S> {
  onMessage(message: S): void
  onEnd(error: RocketMQError): void
}

/**
 * The one way to a server: borrows a stream from the connection pool of the endpoint, signs, calls, maps the
 * outcome. A reply's own status is counted here, but judged by the caller.
 */
export class RpcClient {
  readonly #options: RpcClientOptions
  readonly #headers: RequestHeadersFactory
  readonly #settings: ConnectionSettings
  readonly #servers = new Map<string, EndpointConnections>()
  readonly #counters = new Map<string, RpcCounter>()
  #named: ReadonlySet<string> | undefined
  #forgetting: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: RpcClientOptions) {
    this.#options = options
    const { clientId, namespace, credentials, requestTimeoutMs } = options
    this.#headers = new RequestHeadersFactory(clientId, namespace, credentials, requestTimeoutMs)
    const { connectionPool, accessPoint, tls, transport, gzip } = options
    this.#settings = {
      pool: connectionPool,
      credentials: createCredentials(tls),
      accessPoint,
      tls,
      directTls: tls === undefined || transport !== 'direct' ? undefined : createTlsSettings(tls),
      transport,
      gzip,
    }
  }

  /** What is known of an endpoint. */
  at(endpoints: Endpoints): EndpointConnections {
    let server = this.#servers.get(endpoints.key)
    if (server === undefined) {
      server = new EndpointConnections(endpoints, this.#settings)
      this.#servers.set(endpoints.key, server)
      if (this.#forgetting === undefined && !this.#isNamed(endpoints.key)) this.#forgetLater()
    }
    return server
  }

  /**
   * Says which endpoints are still named by somebody. What is known of the others is forgotten, and their connections
   * are closed, as soon as no call to them is under way. A later call to one of them makes new connections.
   */
  keep(named: ReadonlySet<string>): void {
    this.#named = named
    this.#forgetOthers()
  }

  /** What calls are signed with now, if anything. */
  async credentials(): Promise<Credentials | undefined> {
    return (await this.#headers.next('NODE_JS')).credentials
  }

  /** A topic or a group of the client's namespace, as requests name it. */
  resource(name: string): { resourceNamespace: string; name: string } {
    return { resourceNamespace: this.#options.namespace, name }
  }

  /**
   * One request whose reply must be OK.
   *
   * @param what what is being done, for the error: `acknowledge in orders`
   * @param known the names in it that the server knew before
   */
  async request<Q, S extends { status?: ReplyStatus | null }>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    request: Q,
    what: string,
    options: CallOptions = {},
    known: KnownNames = 'topic and group',
  ): Promise<S> {
    const reply = await this.call(endpoints, rpc, request, options)
    if (!isOk(reply.status)) throw statusError(reply.status, what, { endpoint: endpoints.key, known })
    return reply
  }

  /** One request, one reply. Rejects when no reply came; a reply with a bad status is still a reply. */
  call<Q, S>(endpoints: Endpoints, rpc: Rpc<Q, S>, request: Q, options: CallOptions = {}): Promise<S> {
    return this.callEncoded(endpoints, rpc, encode(rpc, request), options)
  }

  /**
   * {@link RpcClient.call} with a request that is bytes already; they are free again once it settles. A server
   * that refuses credentials is asked once more if the provider has others by now.
   */
  async callEncoded<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    payload: Buffer,
    options: CallOptions = {},
  ): Promise<S> {
    let reply: S | undefined
    const onMessage = (message: S) => {
      reply = message
    }
    const refused = await this.#run(endpoints, rpc, payload, options, onMessage)
    if (refused !== undefined && (await this.#headers.renew(refused.credentials))) {
      await this.#run(endpoints, rpc, payload, options, onMessage)
    }
    return reply as S
  }

  /** One request, as bytes, and many replies; settles when the server ends the stream. */
  async streamEncoded<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    payload: Buffer,
    options: CallOptions,
    onMessage: (message: S) => void,
  ): Promise<void> {
    const refused = await this.#run(endpoints, rpc, payload, options, onMessage)
    if (refused !== undefined) void this.#headers.renew(refused.credentials)
  }

  /** Opens a stream in both directions without a deadline; it holds its lease until it ends. */
  async duplex<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    listener: DuplexListener<S>,
    signal?: AbortSignal,
  ): Promise<Duplex<Q>> {
    const exchange = await this.#begin(endpoints, rpc, signal)
    try {
      const headers = await this.#headers.next(exchange.server.language)
      const onEnd = (end: CallEnd) => {
        const error = exchange.broken ?? exchange.failure(end)
        exchange.end(end.code === grpcStatus.OK ? 'OK' : error.code, error)
        listener.onEnd(error)
      }
      const call = exchange.open(headers, NO_DEADLINE, message => listener.onMessage(message), onEnd)
      return {
        send: message => call.send(encode(rpc, message), false),
        noteSilence: () => exchange.noteSilence(),
        renewCredentials: () => this.#headers.renew(headers.credentials),
        close: () => call.cancel(),
      }
    } catch (error) {
      const failure = RocketMQError.from(error)
      exchange.end(failure.code, failure)
      throw failure
    }
  }

  /** Closes every connection; calls in flight get until the time is up. */
  async close(timeoutMs: number): Promise<void> {
    this.#closed = true
    clearTimeout(this.#forgetting)
    await Promise.all([...this.#servers.values()].map(server => server.close(timeoutMs)))
  }

  /** Counters of all connections. */
  connectionStats(): ConnectionStats[] {
    return [...this.#servers.values()].flatMap(server => server.stats())
  }

  /** Counters of all methods called so far. */
  rpcStats(): RpcStats[] {
    return [...this.#counters.values()].map(counter => counter.stats())
  }

  /**
   * Resolves to the headers whose credentials the server refused, if it did. A call that the server never looked at is
   * made again on another connection: it cannot be done twice.
   */
  async #run<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    payload: Buffer,
    options: CallOptions,
    onMessage: (message: S) => void,
  ): Promise<RequestHeaders | undefined> {
    const { timeoutMs = this.#options.requestTimeoutMs, signal } = options
    for (let refusals = 0; ; refusals++) {
      const exchange = await this.#begin(endpoints, rpc, signal, options.lease)
      let failure: RocketMQError | undefined
      try {
        const next = this.#headers.next(exchange.server.language)
        const headers = next instanceof Promise ? await next : next
        if (signal?.aborted) throw abortedError(rpc.method, signal)
        await exchange.run(headers, payload, timeoutMs, options, onMessage)
        return exchange.code === 'UNAUTHORIZED' ? headers : undefined
      } catch (error) {
        failure = RocketMQError.from(error)
        if (!exchange.unprocessed || refusals === MAX_REFUSALS) throw failure
      } finally {
        exchange.end(failure?.code ?? exchange.code ?? 'OK', failure)
      }
    }
  }

  async #begin<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    signal: AbortSignal | undefined,
    kept?: KeptLease,
  ): Promise<Exchange<Q, S>> {
    if (this.#closed) throw new RocketMQError('CLOSED', `${rpc.method}: the client is closed`)
    if (signal?.aborted) throw abortedError(rpc.method, signal)
    const server = this.at(endpoints)
    const connections = server.on(rpc)
    const lease = await (kept === undefined ? connections.acquire(signal) : kept.take(connections, signal))
    return new Exchange(rpc, server, lease, this.#counter(rpc.method))
  }

  #isNamed(key: string): boolean {
    return this.#named?.has(key) !== false
  }

  #forgetOthers(): void {
    clearTimeout(this.#forgetting)
    this.#forgetting = undefined
    let busy = false
    for (const [key, server] of this.#servers) {
      if (this.#isNamed(key)) continue
      if (server.idle) {
        this.#servers.delete(key)
        void server.close(0)
      } else busy = true
    }
    if (busy) this.#forgetLater()
  }

  #forgetLater(): void {
    if (this.#closed) return
    this.#forgetting = setTimeout(() => this.#forgetOthers(), FORGET_MS)
    this.#forgetting.unref()
  }

  #counter(method: string): RpcCounter {
    let counter = this.#counters.get(method)
    if (counter === undefined) {
      counter = new RpcCounter(method)
      this.#counters.set(method, counter)
    }
    return counter
  }
}

/** A request as bytes, which protobufjs makes buffers of in Node.js. */
export function encode<Q>({ request }: Pick<Rpc<Q, unknown>, 'request'>, message: Q): Buffer {
  return request.encode(message).finish() as Buffer
}

const UNSIGNED: FieldList = []

/** Builds the headers of calls; all but the request id is made once, or once a second. */
export class RequestHeadersFactory {
  readonly #clientId: string
  readonly #namespace: string
  readonly #signer: Signer | undefined
  readonly #constants = new Map<LanguageHeader, FieldList>()
  readonly #requestIdPrefix = randomUUID().slice(0, -12)
  #requests = 0

  /** @param providerTimeoutMs how long a credentials provider may take */
  constructor(
    clientId: string,
    namespace: string,
    source: CredentialsSource | undefined,
    providerTimeoutMs: number,
  ) {
    this.#clientId = clientId
    this.#namespace = namespace
    if (source !== undefined) this.#signer = new Signer(source, providerTimeoutMs)
  }

  /** The headers, at once unless a credentials provider must be asked first. */
  next(language: LanguageHeader): RequestHeaders | Promise<RequestHeaders> {
    const signature = this.#signer?.next()
    if (!(signature instanceof Promise)) return this.#build(language, signature)
    return signature.then(given => this.#build(language, given))
  }

  /** The server refused what was signed with `refused`. Resolves to whether there are others now; never rejects. */
  async renew(refused: Credentials | undefined): Promise<boolean> {
    return (await this.#signer?.renew(refused)) ?? false
  }

  #build(language: LanguageHeader, signature: Signature | undefined): RequestHeaders {
    let constant = this.#constants.get(language)
    if (constant === undefined) {
      constant = this.#constant(language)
      this.#constants.set(language, constant)
    }
    // Counted: a random id for each call would cost more than all its other headers.
    this.#requests += 1
    return {
      constant,
      signed: signature === undefined ? UNSIGNED : signature.headers,
      requestId: this.#requestIdPrefix + this.#requests.toString(16).padStart(12, '0'),
      credentials: signature?.credentials,
    }
  }

  #constant(language: LanguageHeader): FieldList {
    return [
      ['x-mq-language', language],
      ['x-mq-protocol', 'v2'],
      ['x-mq-client-version', PROTOCOL_VERSION],
      ['x-mq-client-id', this.#clientId],
      ...(this.#namespace === '' ? [] : [['x-mq-namespace', this.#namespace] as const]),
    ]
  }
}

/** One call, from the stream that was borrowed for it to its end. It is counted once, by {@link Exchange.end}. */
class Exchange<Q, S> implements CallListener {
  readonly server: EndpointConnections
  readonly #rpc: Rpc<Q, S>
  readonly #lease: Lease<Connection>
  readonly #counter: RpcCounter
  readonly #startedAt = performance.now()
  #requestId = ''
  #timeoutMs = NO_DEADLINE
  #call: Call | undefined
  #take: ((message: S) => void) | undefined
  #onEnd: ((end: CallEnd) => void) | undefined
  /** What the server said of the request, by its name for it; the latest where a reply says it more than once. */
  code: string | undefined
  /** Why the call was given up on this side. */
  broken: RocketMQError | undefined
  /** Whether the call ended before the server looked at it. */
  unprocessed = false

  constructor(rpc: Rpc<Q, S>, server: EndpointConnections, lease: Lease<Connection>, counter: RpcCounter) {
    this.#rpc = rpc
    this.server = server
    this.#lease = lease
    this.#counter = counter
    counter.start()
  }

  /** Sends one request and takes replies until the server ends the call; rejects if it does not end well. */
  run(
    headers: RequestHeaders,
    payload: Buffer,
    timeoutMs: number,
    options: CallOptions,
    take: (message: S) => void,
  ): Promise<void> {
    const { link } = this.server
    const { length } = payload
    const { signal, limitMs, grace, compress = false } = options
    const underWay = link.begin(length)
    const transferMs = link.transferMs(underWay)
    const toldMs = timeoutMs + (options.outlasts === true || transferMs > 0 ? TOLD_BEYOND_MS : 0)
    return new Promise<void>((resolve, reject) => {
      let abort: CallAbort | undefined
      const onEnd = (end: CallEnd) => {
        abort?.close()
        link.end(length, underWay, this.#startedAt, outcomeOf(end))
        if (this.broken !== undefined) reject(this.broken)
        else if (end.code !== grpcStatus.OK) reject(this.failure(end))
        else {
          this.#lease.connection.noteEnd(true)
          if (this.code === undefined) reject(this.#breach('the server sent no reply'))
          else resolve()
        }
      }
      let call: Call
      try {
        call = this.open(headers, timeoutMs + transferMs, take, onEnd, { toldMs, limitMs, link })
      } catch (error) {
        link.end(length, underWay, this.#startedAt, 'unknown')
        throw error
      }
      if (signal !== undefined)
        abort = new CallAbort(signal, grace, () => this.#giveUp(abortedError(this.#rpc.method, signal)))
      call.send(payload, compress)
      call.endSending()
    })
  }

  /** Opens the call itself. @param take takes each message; what it throws ends the call */
  open(
    headers: RequestHeaders,
    timeoutMs: number,
    take: (message: S) => void,
    onEnd: (end: CallEnd) => void,
    limits?: CallLimits,
  ): Call {
    this.#requestId = headers.requestId
    this.#timeoutMs = timeoutMs
    this.#take = take
    this.#onEnd = onEnd
    this.#call = this.#lease.connection.open(this.#rpc.path, headers, timeoutMs, this, limits)
    return this.#call
  }

  onMessage(bytes: Buffer): void {
    if (this.broken !== undefined) return
    try {
      this.#take?.(this.#read(bytes))
    } catch (error) {
      this.#giveUp(RocketMQError.from(error))
    }
  }

  onEnd(end: CallEnd): void {
    this.#onEnd?.(end)
  }

  #giveUp(error: RocketMQError): void {
    this.broken = error
    this.#call?.cancel()
  }

  /** @throws RocketMQError PROTOCOL */
  #read(bytes: Buffer): S {
    this.server.noteAnswer(this.#rpc)
    this.#lease.connection.noteAnswer()
    let message: S
    try {
      message = this.#rpc.reply.decode(new ReplyReader(bytes))
    } catch (error) {
      throw this.#breach('the reply cannot be decoded', error)
    }
    const { status } = message as { status?: ReplyStatus | null }
    const code = status?.code
    if (code || this.code === undefined) this.code = code && !isOk(status) ? codeName(code) : 'OK'
    if (status != null && !isOk(status)) status.requestId = this.#requestId
    return message
  }

  /** The error for a call that ended without the answer it was made for. */
  failure(end: CallEnd): RocketMQError {
    const { everAnswered, endpoints, way } = this.server
    this.unprocessed = mayBeRepeatedAtOnce(end)
    if (end.code === grpcStatus.DEADLINE_EXCEEDED) this.noteSilence()
    if (isStrange(end)) this.#noteNonsense()
    const failure = transportError(end, {
      method: this.#rpc.method,
      endpoint: endpoints.key,
      requestId: this.#requestId,
      everAnswered,
      acceptedOnly: !everAnswered && this.#lease.connection.acceptedOnly,
      timeoutMs: this.#timeoutMs,
      ...way,
    })
    if (failure.code === 'UNAVAILABLE' || failure.code === 'TIMEOUT')
      this.server.on(this.#rpc).noteUnanswered()
    return failure
  }

  /** The answer is overdue. A connection whose peer stays silent is replaced. */
  noteSilence(): void {
    const { connection } = this.#lease
    connection.noteDeadline()
    if (!connection.usable) this.#lease.invalidate('calls run into their deadline')
    this.server.probe()
  }

  /** The call ended as none should. A connection on which all do is replaced. */
  #noteNonsense(): void {
    const { connection } = this.#lease
    connection.noteEnd(false)
    if (!connection.usable) this.#lease.invalidate('answers make no sense')
  }

  /** The error for a server that does not keep to the protocol. */
  #breach(what: string, cause?: unknown): RocketMQError {
    const { key } = this.server.endpoints
    return new RocketMQError('PROTOCOL', `${this.#rpc.method} to ${key}: ${what}`, {
      retryable: true,
      endpoint: key,
      requestId: this.#requestId,
      cause,
    })
  }

  /** Gives the stream back and counts the call. @param code `OK`, or the code of the error or of the reply */
  end(code: string, error: unknown): void {
    this.#lease.release()
    const durationMs = performance.now() - this.#startedAt
    this.#counter.end(code, durationMs)
    if (channels.rpcEnd.hasSubscribers) {
      const { method } = this.#rpc
      channels.rpcEnd.publish({ method, endpoint: this.server.endpoints.key, durationMs, error })
    }
  }
}

/** What the end of a call says of the link. */
function outcomeOf({ code, unprocessed }: CallEnd): LinkOutcome {
  if (code === grpcStatus.OK) return 'answered'
  return code === grpcStatus.DEADLINE_EXCEEDED && unprocessed !== true ? 'late' : 'unknown'
}
