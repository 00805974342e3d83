import { type ChannelCredentials, status as grpcStatus, type StatusObject } from '@grpc/grpc-js'
import { RocketMQError } from '../errors.js'
import { channels } from '../monitor/channels.js'
import type { ConnectionStats, RpcStats } from '../monitor/stats.js'
import type { Lease } from '../pool/connection-pool.js'
import type { Endpoints } from '../route/endpoints.js'
import { type Call, NO_DEADLINE, openCall } from './call.js'
import type { Connection } from './connection.js'
import { type ConnectionPoolOptions, EndpointConnections } from './endpoint-connections.js'
import { createCredentials, type TlsOptions } from './observed-credentials.js'
import { RequestHeadersFactory } from './request-headers.js'
import { RpcCounter } from './rpc-stats.js'
import type { Rpc } from './rpc-table.js'
import type { CredentialsSource } from './signature.js'
import { codeName, type ReplyStatus } from './status-table.js'
import { transportError } from './transport-error.js'

/** What an RPC client is made with. */
export interface RpcClientOptions {
  clientId: string
  namespace: string
  credentials: CredentialsSource | undefined
  tls: TlsOptions | undefined
  /** Deadline of calls that name none, in milliseconds. */
  requestTimeoutMs: number
  connectionPool: ConnectionPoolOptions
  /** Let calls that ask for it compress their request. */
  gzip: boolean
}

/** Options of one call. */
export interface CallOptions {
  /** Deadline in milliseconds. Default: the client's `requestTimeoutMs`. */
  timeoutMs?: number | undefined
  signal?: AbortSignal | undefined
  /** Compress the request with gzip; only where the client was made with `gzip`. */
  compress?: boolean | undefined
}

/** A stream open in both directions. */
export interface Duplex<Q> {
  send(message: Q): void
  /** Ends it; the listener's `onEnd` follows. */
  close(): void
}

/** Hears what arrives on a {@link Duplex}. */
export interface DuplexListener<S> {
  onMessage(message: S): void
  onEnd(error: RocketMQError): void
}

interface Exchange<Q, S> {
  rpc: Rpc<Q, S>
  place: EndpointConnections
  lease: Lease<Connection>
  counter: RpcCounter
  startedAt: number
  requestId: string
  timeoutMs: number
}

/**
 * The one way to a server: borrows a stream from the connection pool of the endpoint, signs, calls, maps the
 * outcome. A reply's own status is counted here, but judged by the caller.
 */
export class RpcClient {
  readonly #options: RpcClientOptions
  readonly #headers: RequestHeadersFactory
  readonly #credentials: ChannelCredentials
  readonly #places = new Map<string, EndpointConnections>()
  readonly #counters = new Map<string, RpcCounter>()
  #closed = false

  constructor(options: RpcClientOptions) {
    this.#options = options
    this.#headers = new RequestHeadersFactory(options.clientId, options.namespace, options.credentials)
    this.#credentials = createCredentials(options.tls)
  }

  /** What is known of an endpoint. */
  at(endpoints: Endpoints): EndpointConnections {
    let place = this.#places.get(endpoints.key)
    if (place === undefined) {
      const { connectionPool, tls, gzip } = this.#options
      place = new EndpointConnections(endpoints, connectionPool, this.#credentials, tls?.serverName, gzip)
      this.#places.set(endpoints.key, place)
    }
    return place
  }

  /** One request, one reply. Rejects when no reply came; a reply with a bad status is still a reply. */
  call<Q, S>(endpoints: Endpoints, rpc: Rpc<Q, S>, request: Q, options: CallOptions = {}): Promise<S> {
    return this.callEncoded(endpoints, rpc, rpc.encode(request), options)
  }

  /** {@link RpcClient.call} with a request that is bytes already; they are free again once it settles. */
  async callEncoded<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    payload: Buffer,
    options: CallOptions = {},
  ): Promise<S> {
    let reply: S | undefined
    await this.#run(endpoints, rpc, payload, options, message => {
      reply = message
    })
    if (reply === undefined) {
      throw new RocketMQError('PROTOCOL', `${rpc.method} to ${endpoints.key}: the server sent no reply`, {
        retryable: true,
        endpoint: endpoints.key,
      })
    }
    return reply
  }

  /** One request, many replies; settles when the server ends the stream. */
  stream<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    request: Q,
    options: CallOptions,
    onMessage: (message: S) => void,
  ): Promise<void> {
    return this.#run(endpoints, rpc, rpc.encode(request), options, onMessage)
  }

  /** Opens a stream in both directions without a deadline; it holds its lease until it ends. */
  async duplex<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    listener: DuplexListener<S>,
    signal?: AbortSignal,
  ): Promise<Duplex<Q>> {
    const exchange = await this.#begin(endpoints, rpc, NO_DEADLINE, signal)
    const { place, lease } = exchange
    const headers = await this.#headersFor(exchange)
    exchange.requestId = headers.requestId
    const call = openCall(lease.connection.channel, rpc.path, headers.metadata, NO_DEADLINE, {
      onMessage: bytes => {
        this.#noteAnswer(place, lease.connection)
        let message: S
        try {
          message = rpc.decode(bytes)
        } catch {
          call.cancel()
          return
        }
        listener.onMessage(message)
      },
      onEnd: end => {
        lease.release()
        const error = this.#failure(end, exchange)
        this.#count(exchange, end.code === grpcStatus.OK ? 'OK' : error.code, error)
        listener.onEnd(error)
      },
    })
    return {
      send: message => call.send(rpc.encode(message), false),
      close: () => call.cancel(),
    }
  }

  /** Closes every connection; calls in flight get until the time is up. */
  async close(timeoutMs: number): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#places.values()].map(place => place.close(timeoutMs)))
  }

  /** Counters of all connections. */
  connectionStats(): ConnectionStats[] {
    return [...this.#places.values()].map(place => place.stats())
  }

  /** Counters of all methods called so far. */
  rpcStats(): RpcStats[] {
    return [...this.#counters.values()].map(counter => counter.stats())
  }

  async #run<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    payload: Buffer,
    options: CallOptions,
    onMessage: (message: S) => void,
  ): Promise<void> {
    const timeoutMs = options.timeoutMs ?? this.#options.requestTimeoutMs
    const exchange = await this.#begin(endpoints, rpc, timeoutMs, options.signal)
    let code = 'OK'
    let failure: RocketMQError | undefined
    try {
      await this.#exchange(exchange, payload, options, message => {
        const status = (message as { status?: ReplyStatus | null }).status
        if (status?.code) code = codeName(status.code)
        if (code === 'UNAUTHORIZED') this.#headers.expireCredentials()
        onMessage(message)
      })
    } catch (error) {
      failure = RocketMQError.from(error)
      code = failure.code
      throw failure
    } finally {
      exchange.lease.release()
      this.#count(exchange, code, failure)
    }
  }

  async #begin<Q, S>(
    endpoints: Endpoints,
    rpc: Rpc<Q, S>,
    timeoutMs: number,
    signal: AbortSignal | undefined,
  ): Promise<Exchange<Q, S>> {
    if (this.#closed) throw new RocketMQError('CLOSED', `${rpc.method}: the client is closed`)
    if (signal?.aborted) throw aborted(rpc.method, signal)
    const place = this.at(endpoints)
    const lease = await place.acquire(signal)
    const counter = this.#counter(rpc.method)
    counter.start()
    return { rpc, place, lease, counter, startedAt: performance.now(), requestId: '', timeoutMs }
  }

  async #headersFor<Q, S>(exchange: Exchange<Q, S>) {
    try {
      return await this.#headers.next(exchange.place.language)
    } catch (error) {
      exchange.lease.release()
      this.#count(exchange, RocketMQError.from(error).code, error)
      throw error
    }
  }

  async #exchange<Q, S>(
    exchange: Exchange<Q, S>,
    payload: Buffer,
    options: CallOptions,
    onMessage: (message: S) => void,
  ): Promise<void> {
    const { rpc, place, lease } = exchange
    const next = this.#headers.next(place.language)
    const headers = next instanceof Promise ? await next : next
    exchange.requestId = headers.requestId
    const { signal } = options
    if (signal?.aborted) throw aborted(rpc.method, signal)
    const deadline = Date.now() + exchange.timeoutMs
    await new Promise<void>((resolve, reject) => {
      let broken: RocketMQError | undefined
      const onAbort = () => {
        broken = aborted(rpc.method, signal as AbortSignal)
        call.cancel()
      }
      const call: Call = openCall(lease.connection.channel, rpc.path, headers.metadata, deadline, {
        onMessage: bytes => {
          if (broken !== undefined) return
          this.#noteAnswer(place, lease.connection)
          try {
            onMessage(rpc.decode(bytes))
          } catch (error) {
            broken = undecodable(rpc.method, place.endpoints, error)
            call.cancel()
          }
        },
        onEnd: end => {
          signal?.removeEventListener('abort', onAbort)
          if (broken !== undefined) reject(broken)
          else if (end.code === grpcStatus.OK) resolve()
          else reject(this.#failure(end, exchange))
        },
      })
      signal?.addEventListener('abort', onAbort)
      call.send(payload, options.compress === true)
      call.endSending()
    })
  }

  #noteAnswer(place: EndpointConnections, connection: Connection): void {
    place.everAnswered = true
    connection.noteAnswer()
  }

  #failure<Q, S>(end: StatusObject, exchange: Exchange<Q, S>): RocketMQError {
    const { place, lease } = exchange
    if (end.code === grpcStatus.DEADLINE_EXCEEDED) {
      lease.connection.noteDeadline()
      if (!lease.connection.usable) lease.invalidate('calls run into their deadline')
    }
    return transportError(end, {
      method: exchange.rpc.method,
      endpoint: place.endpoints.key,
      requestId: exchange.requestId,
      acceptedOnly: !place.everAnswered && lease.connection.acceptedOnly,
      tls: this.#options.tls !== undefined,
      timeoutMs: exchange.timeoutMs,
    })
  }

  #counter(method: string): RpcCounter {
    let counter = this.#counters.get(method)
    if (counter === undefined) {
      counter = new RpcCounter(method)
      this.#counters.set(method, counter)
    }
    return counter
  }

  #count<Q, S>(exchange: Exchange<Q, S>, code: string, error: unknown): void {
    const durationMs = performance.now() - exchange.startedAt
    exchange.counter.end(code, durationMs)
    if (channels.rpcEnd.hasSubscribers) {
      const { method } = exchange.rpc
      channels.rpcEnd.publish({ method, endpoint: exchange.place.endpoints.key, durationMs, error })
    }
  }
}

function aborted(method: string, signal: AbortSignal): RocketMQError {
  return new RocketMQError('ABORTED', `${method} was aborted by the caller's signal`, {
    cause: signal.reason,
  })
}

function undecodable(method: string, endpoints: Endpoints, error: unknown): RocketMQError {
  return new RocketMQError('PROTOCOL', `${method}: the reply of ${endpoints.key} cannot be decoded`, {
    retryable: true,
    endpoint: endpoints.key,
    cause: error,
  })
}
