import { status as grpcStatus } from '@grpc/grpc-js'
import { abortedError, RocketMQError } from '../errors.js'
import type { Endpoints } from '../route/endpoints.js'
import type { ConnectionStats, RpcStats } from '../stats/stats.js'
import { apache } from '../wire/generated/protocol.js'
import { resource } from '../wire/route-codec.js'
import type { Rpc } from '../wire/rpc-table.js'
import { codeName, isOk, type KnownNames, type ReplyStatus, statusError } from '../wire/status-table.js'
import { NO_DEADLINE } from './connection.js'
import { createTlsSettings } from './dial.js'
import type { KeptLease } from './endpoint-connections.js'
import {
  type ConnectionPoolOptions,
  type ConnectionSettings,
  EndpointConnections,
  type Transport,
} from './endpoint-connections.js'
import type { Grace } from './exchange.js'
import { Exchange, RpcCounter, type Way } from './exchange.js'
import { createCredentials, type TlsOptions } from './observed-credentials.js'
import { type RequestHeaders, RequestHeadersFactory } from './request-headers.js'
import type { Credentials, CredentialsSource } from './signature.js'

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

/** How soon endpoints that nobody names any more, but calls are under way to, are looked at again. */
const FORGET_MS = 1_000

/** How often a call is made again at once that the server refused to look at. */
const MAX_REFUSALS = 3

const PLAIN: Way = { tls: false, fromRoute: false }
const SECURE: Way = { tls: true, fromRoute: false }
const SECURE_BY_ROUTE: Way = { tls: true, fromRoute: true }

const OK = apache.rocketmq.v2.Code.OK

/** Options of one call. */
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
  /** Makes the call on a place that is kept for such calls. Default: one borrowed for this call. */
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
export interface DuplexListener<S> {
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
  readonly #places = new Map<string, EndpointConnections>()
  readonly #counters = new Map<string, RpcCounter>()
  #named: ReadonlySet<string> | undefined
  #forgetting: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: RpcClientOptions) {
    this.#options = options
    const { clientId, namespace, credentials, requestTimeoutMs } = options
    this.#headers = new RequestHeadersFactory(clientId, namespace, credentials, requestTimeoutMs)
    const { connectionPool, tls, transport, gzip } = options
    const directTls = tls === undefined || transport !== 'direct' ? undefined : createTlsSettings(tls)
    this.#settings = {
      pool: connectionPool,
      credentials: createCredentials(tls),
      tls,
      directTls,
      transport,
      gzip,
    }
  }

  /** What is known of an endpoint. */
  at(endpoints: Endpoints): EndpointConnections {
    let place = this.#places.get(endpoints.key)
    if (place === undefined) {
      place = new EndpointConnections(endpoints, this.#settings)
      this.#places.set(endpoints.key, place)
      if (this.#forgetting === undefined && !this.#isNamed(endpoints.key)) this.#forgetLater()
    }
    return place
  }

  /**
   * Says which endpoints are still named by somebody. What is known of the others is forgotten, and their connections
   * closed, as soon as no call is under way there; who calls there later begins anew.
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
    return resource(this.#options.namespace, name)
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
    return this.callEncoded(endpoints, rpc, rpc.encode(request), options)
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
    const exchange = await this.#begin(endpoints, rpc, NO_DEADLINE, signal)
    try {
      return this.#openDuplex(exchange, await this.#headers.next(exchange.place.language), listener)
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
    await Promise.all([...this.#places.values()].map(place => place.close(timeoutMs)))
  }

  /** Counters of all connections. */
  connectionStats(): ConnectionStats[] {
    return [...this.#places.values()].flatMap(place => place.stats())
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
    const { timeoutMs = this.#options.requestTimeoutMs, signal, grace, limitMs } = options
    const { compress = false, outlasts = false } = options
    const outgoing = { payload, compress, outlasts, signal, grace, limitMs }
    for (let refusals = 0; ; refusals++) {
      const exchange = await this.#begin(endpoints, rpc, timeoutMs, signal, options.lease)
      let code: string | undefined
      let failure: RocketMQError | undefined
      try {
        const next = this.#headers.next(exchange.place.language)
        const headers = next instanceof Promise ? await next : next
        if (signal?.aborted) throw abortedError(rpc.method, signal)
        await exchange.run(headers, outgoing, message => {
          const status = statusOf(message)
          if (status?.code || code === undefined) code = codeName(status?.code || OK)
          if (status != null && status.code !== OK) status.requestId = headers.requestId
          onMessage(message)
        })
        if (code === undefined) throw exchange.breach('the server sent no reply')
        return code === 'UNAUTHORIZED' ? headers : undefined
      } catch (error) {
        failure = RocketMQError.from(error)
        if (!exchange.untouched || refusals === MAX_REFUSALS) throw failure
      } finally {
        exchange.end(failure?.code ?? code ?? 'OK', failure)
      }
    }
  }

  #openDuplex<Q, S>(
    exchange: Exchange<Q, S>,
    headers: RequestHeaders,
    listener: DuplexListener<S>,
  ): Duplex<Q> {
    const { rpc } = exchange
    let broken: RocketMQError | undefined
    const call = exchange.open(headers, NO_DEADLINE, {
      onMessage: bytes => {
        if (broken !== undefined) return
        try {
          const message = exchange.decode(bytes)
          const status = statusOf(message)
          if (status != null && status.code !== OK) status.requestId = headers.requestId
          listener.onMessage(message)
        } catch (error) {
          broken = RocketMQError.from(error)
          call.cancel()
        }
      },
      onEnd: end => {
        const error = broken ?? exchange.failure(end)
        exchange.end(end.code === grpcStatus.OK ? 'OK' : error.code, error)
        listener.onEnd(error)
      },
    })
    return {
      send: message => call.send(rpc.encode(message), false),
      noteSilence: () => exchange.noteSilence(),
      renewCredentials: () => this.#headers.renew(headers.credentials),
      close: () => call.cancel(),
    }
  }

  async #begin<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    timeoutMs: number,
    signal: AbortSignal | undefined,
    kept?: KeptLease,
  ): Promise<Exchange<Q, S>> {
    if (this.#closed) throw new RocketMQError('CLOSED', `${rpc.method}: the client is closed`)
    if (signal?.aborted) throw abortedError(rpc.method, signal)
    const place = this.at(endpoints)
    const connections = place.on(rpc.plane)
    const lease = await (kept === undefined ? connections.acquire(signal) : kept.take(connections, signal))
    const counter = this.#counter(rpc.method)
    return new Exchange(rpc, place, lease, counter, timeoutMs, this.#way(endpoints))
  }

  /** What errors tell of the way to an endpoint. */
  #way({ key }: Endpoints): Way {
    const { tls, accessPoint } = this.#options
    if (tls === undefined) return PLAIN
    return accessPoint === undefined || accessPoint.key === key ? SECURE : SECURE_BY_ROUTE
  }

  #isNamed(key: string): boolean {
    return this.#named?.has(key) !== false
  }

  #forgetOthers(): void {
    clearTimeout(this.#forgetting)
    this.#forgetting = undefined
    let busy = false
    for (const [key, place] of this.#places) {
      if (this.#isNamed(key)) continue
      if (place.idle) {
        this.#places.delete(key)
        void place.close(0)
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

function statusOf(message: unknown): ReplyStatus | null | undefined {
  return (message as { status?: ReplyStatus | null }).status
}
