import type { ChannelCredentials } from '@grpc/grpc-js'
import { ConnectionPool, type Lease } from '../pool/connection-pool.js'
import type { LeakDetection } from '../pool/leak-detector.js'
import type { Endpoints } from '../route/endpoints.js'
import { channels } from '../stats/channels.js'
import { FailureStreak } from '../stats/meters.js'
import type { ConnectionStats } from '../stats/stats.js'
import type { Rpc } from '../wire/rpc-table.js'
import type { Connection, ConnectionEvents } from './connection.js'
import { LinkRate } from './connection.js'
import type { TlsSettings } from './dial.js'
import { DirectConnection } from './direct-connection.js'
import { GrpcJsConnection } from './grpc-js-connection.js'
import type { TlsOptions } from './observed-credentials.js'
import type { CallFailure } from './transport-error.js'

/** How many connections a client holds to one endpoint, and how long. */
export interface ConnectionPoolOptions {
  /** Most connections to one endpoint. Default 4; one is opened at first, more only when it is full. */
  maxConnections: number
  /** Calls and streams at once on one connection. Default 256. */
  streamsPerConnection: number
  /** An idle connection is closed after this many milliseconds. Default 60,000. */
  idleTimeoutMs: number
  /** How long a call waits for a free stream, in milliseconds. Default 3,000. */
  acquireTimeoutMs: number
  /** How long the TCP, TLS and HTTP/2 handshakes may take, in milliseconds. Default 3,000. */
  connectTimeoutMs: number
  /** Whether to find calls and streams that never give their connection back. Default `false`. */
  leakDetection?: LeakDetection | undefined
}

/** Defaults of {@link ConnectionPoolOptions}. */
export const defaultConnectionPoolOptions: ConnectionPoolOptions = {
  maxConnections: 4,
  streamsPerConnection: 256,
  idleTimeoutMs: 60_000,
  acquireTimeoutMs: 3_000,
  connectTimeoutMs: 3_000,
  leakDetection: false,
}

/** One connection is enough for the few calls of the control plane; it has room for polls that join the session there. */
const CONTROL_POOL = { maxConnections: 1, streamsPerConnection: 1_024 }

/** Within so long the proxies of a cluster tell each other of a new client, in milliseconds: it took 10.5 s. */
const INTRODUCTION_MS = 15_000

/** Who carries the data plane: HTTP/2 frames written straight to a socket, or @grpc/grpc-js. */
export type Transport = 'direct' | 'grpc-js'

/** What all connections of a client have in common. */
export interface ConnectionSettings {
  readonly transport: Transport
  readonly pool: ConnectionPoolOptions
  readonly credentials: ChannelCredentials
  /** The endpoints that the user named; all others come from routes. */
  readonly accessPoint: Endpoints | undefined
  readonly tls: TlsOptions | undefined
  readonly directTls: TlsSettings | undefined
  /** Let calls that ask for it compress their request. */
  readonly gzip: boolean
}

/**
 * Values the `x-mq-language` header may have. Servers before 5.3.2 do not know `NODE_JS` and answer it with an
 * internal error; `HTTP` is known to all.
 */
export type LanguageHeader = 'NODE_JS' | 'HTTP'

/** What decides on which connection a procedure is called. */
type CalledOn = Pick<Rpc<never, unknown>, 'plane' | 'needsSession'>

/** What a client knows of one endpoint: its connections, and what it learned of the server there. */
export class EndpointConnections {
  readonly endpoints: Endpoints
  /** What errors tell of the way there. */
  readonly way: Readonly<Pick<CallFailure, 'tls' | 'fromRoute'>>
  /** Whether the server ever answered here; before that, a strange silence means a wrong port. */
  everAnswered = false
  /** The language header this server understands. */
  language: LanguageHeader = 'HTTP'
  /** How fast requests get there. */
  readonly link = new LinkRate()
  readonly #control: PooledConnections
  readonly #data: PooledConnections
  /** Until when calls that need the session go where it is, on the clock of `performance.now()`. */
  #withSessionUntil = 0

  constructor(endpoints: Endpoints, settings: ConnectionSettings) {
    this.endpoints = endpoints
    const { accessPoint, tls, transport } = settings
    this.way = { tls: tls !== undefined, fromRoute: (accessPoint ?? endpoints).key !== endpoints.key }
    if (transport === 'grpc-js') {
      this.#control = new PooledConnections(endpoints, 'both', settings)
      this.#data = this.#control
    } else {
      this.#control = new PooledConnections(endpoints, 'control', settings)
      this.#data = new PooledConnections(endpoints, 'data', settings)
    }
  }

  /** The connections that a procedure is called on. */
  on({ plane, needsSession }: CalledOn): PooledConnections {
    if (plane === 'control') return this.#control
    return needsSession && performance.now() < this.#withSessionUntil ? this.#control : this.#data
  }

  /**
   * A call was refused for want of a session: what spreads connections over several servers gave the session to
   * another one. Such calls share its connection until the servers have told each other of the client.
   *
   * @returns whether this one did not, and so is worth repeating
   */
  joinSession(refused: CalledOn): boolean {
    if (this.on(refused) === this.#control) return false
    this.#withSessionUntil = performance.now() + INTRODUCTION_MS
    return true
  }

  /** A call was answered, whatever the answer is. */
  noteAnswer(rpc: CalledOn): void {
    this.everAnswered = true
    this.on(rpc).noteAnswer()
  }

  /**
   * A call ran into its deadline: the connection may be broken, which polls of an idle topic would notice late. Nothing is
   * asked while requests need long to get there, because the question would have to wait behind them.
   */
  probe(): void {
    if (this.link.transferMs(this.link.underWay) > 0) return
    for (const pool of this.#pools()) pool.probe()
  }

  /** Whether no call is under way here, and none waits for a stream. */
  get idle(): boolean {
    return this.#pools().every(pool => pool.idle)
  }

  /** Closes every connection once its calls are done, or when the time is up. */
  async close(timeoutMs: number): Promise<void> {
    await Promise.all(this.#pools().map(pool => pool.close(timeoutMs)))
  }

  stats(): ConnectionStats[] {
    return this.#pools().map(pool => pool.stats())
  }

  #pools(): PooledConnections[] {
    return this.#control === this.#data ? [this.#data] : [this.#control, this.#data]
  }
}

/** The connections to one endpoint that carry the same calls, behind the pool that leases their streams. */
export class PooledConnections {
  readonly #endpoint: string
  readonly #plane: ConnectionStats['plane']
  readonly #pool: ConnectionPool<Connection>
  readonly #open = new Set<Connection>()
  readonly #silence = new FailureStreak()
  #opened = 0
  #closed = 0
  #bytesSent = 0
  #bytesReceived = 0

  constructor(endpoints: Endpoints, plane: ConnectionStats['plane'], settings: ConnectionSettings) {
    this.#endpoint = endpoints.key
    this.#plane = plane
    const { connectTimeoutMs: _, ...limits } = settings.pool
    this.#pool = new ConnectionPool<Connection>({
      ...limits,
      ...(plane === 'control' ? CONTROL_POOL : {}),
      name: plane === 'both' ? `connections ${endpoints.key}` : `${plane} connections ${endpoints.key}`,
      connect: () => this.#connect(endpoints, settings),
      disconnect: connection => connection.retire(() => this.#open.delete(connection)),
      isUsable: connection => connection.usable,
      streamsOf: connection => connection.maxStreams,
    })
  }

  /** Whether somebody waits for a stream: then none should be kept between calls. */
  get crowded(): boolean {
    return this.#pool.waiting > 0
  }

  get idle(): boolean {
    return this.#pool.waiting === 0 && this.#pool.stats().outstanding === 0
  }

  noteAnswer(): void {
    this.#silence.succeeded()
  }

  /** A call ended without an answer, because the way there is broken or nobody answered in time. */
  noteUnanswered(): void {
    this.#silence.failed()
  }

  probe(): void {
    for (const connection of this.#open) connection.probe()
  }

  acquire(signal: AbortSignal | undefined): Promise<Lease<Connection>> {
    return this.#pool.acquire({ signal })
  }

  /** Closes every connection once its calls are done, or when the time is up. */
  async close(timeoutMs: number): Promise<void> {
    await this.#pool.drain({ timeoutMs })
    for (const connection of this.#open) connection.close()
    this.#open.clear()
  }

  stats(): ConnectionStats {
    const pool = this.#pool.stats()
    let bytesSent = this.#bytesSent
    let bytesReceived = this.#bytesReceived
    for (const connection of this.#open) {
      bytesSent += connection.bytesSent
      bytesReceived += connection.bytesReceived
    }
    return {
      endpoint: this.#endpoint,
      plane: this.#plane,
      transport: this.#plane === 'data' ? 'direct' : 'grpc-js',
      open: this.#opened - this.#closed,
      opened: this.#opened,
      closed: this.#closed,
      leases: pool.outstanding,
      pool,
      bytesSent,
      bytesReceived,
      unreachableMs: this.#silence.ms,
    }
  }

  #connect(
    endpoints: Endpoints,
    { pool, credentials, tls, directTls, gzip }: ConnectionSettings,
  ): Connection {
    const { connectTimeoutMs } = pool
    const serverName = tls?.serverName
    const events: ConnectionEvents = {
      onOpen: () => this.#noteOpen(),
      onClose: (sent, received) => this.#noteClose(sent, received),
    }
    const connection =
      this.#plane === 'data'
        ? new DirectConnection(endpoints, { tls: directTls, connectTimeoutMs, gzip }, events)
        : new GrpcJsConnection(endpoints, { credentials, serverName, connectTimeoutMs, gzip }, events)
    this.#open.add(connection)
    return connection
  }

  #noteOpen(): void {
    this.#opened += 1
    if (channels.connectionOpen.hasSubscribers) {
      channels.connectionOpen.publish({ endpoint: this.#endpoint })
    }
  }

  #noteClose(sent: number, received: number): void {
    this.#closed += 1
    this.#bytesSent += sent
    this.#bytesReceived += received
    if (channels.connectionClose.hasSubscribers) {
      const endpoint = this.#endpoint
      channels.connectionClose.publish({ endpoint, bytesSent: sent, bytesReceived: received })
    }
  }
}

/**
 * The lease of a stream that is kept for calls to one endpoint that follow each other: borrowing it for each
 * would cost a consumer with a backlog a seventh of its time. Whoever keeps one gives it back before waiting for
 * anything else.
 */
export class KeptLease {
  #lease: Lease<Connection> | undefined
  #shared: Lease<Connection> | undefined
  #from: PooledConnections | undefined

  /**
   * A lease for one more call: the one that is kept, unless its connection broke or others wait for a stream, or
   * one borrowed instead. Its release does nothing, because the lease stays here.
   */
  take(
    connections: PooledConnections,
    signal: AbortSignal | undefined,
  ): Lease<Connection> | Promise<Lease<Connection>> {
    const kept = this.#shared
    const good = kept?.connection.usable && this.#from === connections && !connections.crowded
    return good ? kept : this.#exchange(connections, signal)
  }

  async #exchange(
    connections: PooledConnections,
    signal: AbortSignal | undefined,
  ): Promise<Lease<Connection>> {
    this.release()
    const lease = await connections.acquire(signal)
    this.#lease = lease
    this.#from = connections
    this.#shared = {
      connection: lease.connection,
      release: () => {},
      invalidate: reason => lease.invalidate(reason),
    }
    return this.#shared
  }

  /** Gives the lease back, if one is kept. */
  release(): void {
    this.#lease?.release()
    this.#lease = undefined
    this.#shared = undefined
  }
}
