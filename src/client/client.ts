import process from 'node:process'
import { failuresOf, RocketMQError, reasonOf } from '../errors.js'
import { ClientCalls } from '../remoting/client-calls.js'
import { closesUnasked, createTlsSettings } from '../remoting/dial.js'
import { NameServerClient, type NameServers } from '../remoting/name-server-client.js'
import { RpcClient } from '../remoting/rpc-client.js'
import { DoubtfulPeer } from '../remoting/transport-error.js'
import { Endpoints } from '../route/endpoints.js'
import type { TopicRoute } from '../route/topic-route.js'
import { channels } from '../stats/channels.js'
import type { ClientKind, ClientStats, MetricSetting, Monitored } from '../stats/stats.js'
import { Occurrence, pause, sharedController } from '../waiting/pause.js'
import { contain, heed } from '../waiting/user-callback.js'
import type { ServerCommand } from '../wire/server-command.js'
import {
  hostName,
  type PublisherSettings,
  type ServerSettings,
  type SubscriberSettings,
} from '../wire/settings.js'
import { CapabilityCache } from './capability-cache.js'
import type { ClientConfiguration, ErrorContext } from './configuration.js'
import { PeriodicTask } from './periodic-task.js'
import { RouteCache } from './route-cache.js'
import { SessionRegistry } from './session-registry.js'

/** Periods the official clients use; the server forgets a client after 120 s of silence. */
const ROUTE_REFRESH_MS = 30_000
const HEARTBEAT_MS = 10_000
const SETTINGS_SYNC_MS = 300_000

/** How often servers are looked for that vanished from a route, are lost or refused the client, in milliseconds. */
const LOST_SERVERS_MS = 3_000

/** Wait after a receive that failed, in milliseconds, and how much longer while no server has the client's settings. */
const RETRY_MS = 1_000
const UNKNOWN_RETRY_MS = 2_000

/** Beyond the request's own time-out, how long a start waits for the server's settings. */
const SETTINGS_GRACE_MS = 3_000

/** How old a route may be that a start goes by, in milliseconds. */
const START_ROUTE_AGE_MS = 1_000

/** How many brokers that cannot be dialled a complaint names. */
const MOST_TOLD = 3

/** What a producer or a consumer is to the server, and what it wants to hear of. */
export interface ClientRole {
  readonly kind: ClientKind
  /** The group, for consumers. */
  readonly consumerGroup: string | undefined
  /** Topics whose routes must be there before the client runs. */
  startTopics(): Iterable<string>
  /** What the server is told at this moment. */
  settings(): PublisherSettings | SubscriberSettings
  onSettings(settings: ServerSettings, endpoints: Endpoints): void
  /** A command of the server other than settings and reconnect. */
  onCommand(command: ServerCommand, endpoints: Endpoints): void
  onRoute(route: TopicRoute): void
  /** A heartbeat to this endpoint was answered. */
  onHealthy(endpoints: Endpoints): void
  /** The connection to this endpoint was lost and is back: another server may answer there. */
  onReconnected(endpoints: Endpoints): void
  /** The server at this endpoint has the client's settings now, or has lost them: {@link Client.isKnown}. */
  onKnown?(endpoints: Endpoints, known: boolean): void
}

/**
 * What producers and consumers share of being connected: routes, telemetry sessions, heartbeats, capabilities.
 * It is the same for both; what they do differently is in their {@link ClientRole}.
 */
export class Client {
  readonly id = createClientId()
  readonly configuration: ClientConfiguration
  readonly rpc: RpcClient
  readonly routes: RouteCache
  readonly capabilities: CapabilityCache
  readonly #role: ClientRole
  readonly #calls: ClientCalls
  readonly #sessions: SessionRegistry
  #tasks: PeriodicTask[] = []
  /** Ends all that runs by itself: what a closing client still waited for would only keep it from closing. */
  #lifetime = sharedController()
  #metric: MetricSetting | undefined
  /** What was told of brokers that cannot be dialled, by topic. */
  readonly #unusable = new Map<string, string>()
  /** A server has sent its settings. */
  readonly #settingsArrival = new Occurrence()

  constructor(configuration: ClientConfiguration, role: ClientRole, options: { gzip: boolean }) {
    this.configuration = configuration
    this.#role = role
    const accessPoint = configuration.endpoints
    this.rpc = new RpcClient({ ...configuration, ...options, clientId: this.id, accessPoint })
    this.#calls = new ClientCalls(this.rpc, accessPoint)
    this.capabilities = new CapabilityCache(this.rpc, () => this.#lifetime.signal)
    this.routes = new RouteCache({
      fetch: topic => this.#fetchRoute(topic),
      onChange: route => this.#onRoute(route),
      onRefreshError: (topic, error) =>
        this.#complain('route', `route of ${topic} not refreshed`, error, topic),
    })
    const { namespace, requestTimeoutMs, clientProperties } = configuration
    const told = { kind: role.kind, namespace, accessPoint, requestTimeoutMs, clientProperties }
    this.#sessions = new SessionRegistry(this.rpc, this.capabilities, {
      clientId: this.id,
      settings: () => ({ ...told, role: role.settings() }),
      onSettings: (settings, endpoints) => this.#onSettings(settings, endpoints),
      onCommand: (command, endpoints) => role.onCommand(command, endpoints),
      onReconnected: endpoints => this.#onReconnected(endpoints),
      onKnown: (endpoints, known) => role.onKnown?.(endpoints, known),
      onLost: (endpoints, error, attempt) => {
        const text = `telemetry of ${endpoints.key} lost: ${error.message}`
        if (attempt === 1) this.report('connection', error, text)
        else this.log('debug', text)
      },
    })
  }

  /** What it is to the server. */
  get kind(): ClientKind {
    return this.#role.kind
  }

  /** Every endpoint that a telemetry session stands with, or is being brought back to. */
  endpointsInUse(): Endpoints[] {
    return this.#sessions.endpoints()
  }

  /** Whether a telemetry session stands with any server. */
  get reached(): boolean {
    return this.#sessions.ready().length > 0
  }

  /** Whether a telemetry session stands with the server at an endpoint. */
  isReached(endpoints: Endpoints): boolean {
    return this.#sessions.isReady(endpoints)
  }

  /** Whether the server at an endpoint has the client's settings: without them it answers a poll with an internal error. */
  isKnown(endpoints: Endpoints): boolean {
    return this.#sessions.isKnown(endpoints)
  }

  /** Gets the routes, opens the telemetry sessions, waits for the settings: one attempt, bounded in time. */
  async start(): Promise<void> {
    this.#lifetime = sharedController()
    try {
      await this.#reachServers(this.#lifetime.signal)
    } catch (error) {
      throw await forwarderFailure(error)
    }
    this.#startTasks()
  }

  async #reachServers(signal: AbortSignal): Promise<void> {
    const topics = [...this.#role.startTopics()]
    // What an attempt before this one was told may name servers that are gone.
    await Promise.all(topics.map(topic => this.routes.fresh(topic, START_ROUTE_AGE_MS)))
    if (!signal.aborted) await this.#openSessions()
    if (signal.aborted) throw new RocketMQError('CLOSED', 'the client was closed while it started')
  }

  /** An attempt to start failed, and another follows. */
  noteFailedStart(failure: RocketMQError): void {
    this.report('start', failure, `not started yet, trying again: ${failure.message}`)
  }

  /** Stops all that runs by itself, tells the servers, closes the sessions; connections stay. */
  async stop(tellServers: boolean): Promise<void> {
    this.#lifetime.abort()
    const tasks = this.#tasks
    this.#tasks = []
    await Promise.all(tasks.map(task => task.stop()))
    if (tellServers) await this.#notifyTermination()
    this.#sessions.closeAll()
  }

  /** Closes the connections; calls in flight get until `deadline`, on the clock of `performance.now()`. */
  async closeConnections(deadline: number): Promise<void> {
    await this.rpc.close(Math.max(0, deadline - performance.now()))
  }

  /** Who asks these name servers, and the brokers that they name, for as long as this client lives. */
  nameServers(servers: NameServers): NameServerClient {
    const { tls, requestTimeoutMs } = this.configuration
    return new NameServerClient(servers, {
      tls: servers.secure || tls !== undefined ? createTlsSettings(tls ?? {}) : undefined,
      timeoutMs: requestTimeoutMs,
      signal: () => this.#lifetime.signal,
      credentials: () => this.rpc.credentials(),
    })
  }

  /** The part of a client's stats that is the same for all. */
  stats(): Pick<ClientStats, 'kind' | 'clientId' | 'connections' | 'rpcs' | 'metric'> {
    return {
      kind: this.#role.kind,
      clientId: this.id,
      connections: this.rpc.connectionStats(),
      rpcs: this.rpc.rpcStats(),
      ...(this.#metric === undefined ? {} : { metric: this.#metric }),
    }
  }

  /**
   * Settles when a receive that failed is worth another attempt, or when `signal` fires: after a moment, and as soon
   * as a server that was lost has the client's settings again, because it refuses every receive before.
   */
  async recovery(signal: AbortSignal): Promise<void> {
    const arrived = this.#settingsArrival.next
    await pause(RETRY_MS, signal, arrived)
    const runs = this.#tasks.length > 0
    if (runs && !this.reached) await pause(UNKNOWN_RETRY_MS, signal, arrived)
  }

  /** Tells every server the client's settings as they are now. */
  syncSettings(): void {
    this.#sessions.syncSettings()
  }

  /**
   * Tells `onError`, and the logger in words, of an error that no promise rejects with.
   *
   * @param text what happened, the reason included
   */
  report(
    during: ErrorContext['during'],
    error: RocketMQError,
    text: string,
    about: Partial<Pick<ErrorContext, 'topic' | 'messageId'>> & { level?: 'debug' | 'warn' | 'error' } = {},
  ): void {
    const { level = 'warn', topic, messageId } = about
    this.log(level, text)
    const { onError } = this.configuration
    if (onError === undefined) return
    const context = { during, kind: this.#role.kind, clientId: this.id, topic, messageId }
    contain(() => onError(error, context))
  }

  /** Writes a line to the user's logger; a logger that fails breaks nothing. */
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string): void {
    const { logger } = this.configuration
    contain(() => logger[level](`rocketmq-jet ${this.#role.kind} ${this.id}: ${message}`))
  }

  /** Has the user's monitor look at what the application holds, until {@link Client.detach}. */
  attach(owner: Monitored): void {
    heed(this.configuration.monitor?.attach(owner), fault => this.#complainOfMonitor('attach', fault))
  }

  /** Never throws: a monitor that fails keeps no client from closing. */
  detach(owner: Monitored): void {
    contain(
      () => this.configuration.monitor?.detach(owner),
      fault => this.#complainOfMonitor('detach', fault),
    )
  }

  #complainOfMonitor(what: string, fault: unknown): void {
    this.log('warn', `${what}() of the monitor failed: ${reasonOf(fault)}`)
  }

  /** Brokers and addresses that cannot be dialled are told of once, until something else is wrong with the route. */
  async #fetchRoute(topic: string): Promise<TopicRoute> {
    const unusable: string[] = []
    let first: RocketMQError | undefined
    const onUnusable = (what: string, why: RocketMQError) => {
      first ??= why
      unusable.push(`${what} is left out: ${why.message}`)
    }
    const isKnown = this.routes.peek(topic) !== undefined
    const route = await this.#calls.route(topic, isKnown, onUnusable, this.#lifetime.signal)
    const others = unusable.length - MOST_TOLD
    const text = unusable.slice(0, MOST_TOLD).join('; ') + (others > 0 ? `; and ${others} more` : '')
    if (first !== undefined && text !== this.#unusable.get(topic))
      this.report('route', first, `route of ${topic}: ${text}`, { topic })
    if (first === undefined) this.#unusable.delete(topic)
    else this.#unusable.set(topic, text)
    return route
  }

  #onRoute(route: TopicRoute): void {
    this.#role.onRoute(route)
    if (this.#tasks.length > 0) void this.#reopenSessions(false)
  }

  #openSessions(): Promise<void> {
    const { endpoints, requestTimeoutMs } = this.configuration
    const wanted = this.#wanted()
    const opening = this.#sessions.open(wanted, requestTimeoutMs + SETTINGS_GRACE_MS)
    const named = new Set(wanted.keys()).add(endpoints.key)
    this.capabilities.keep(named)
    this.rpc.keep(named)
    return opening
  }

  /** @param again whether it may have been told already that a server refuses */
  async #reopenSessions(again: boolean): Promise<void> {
    if (this.#lifetime.signal.aborted) return
    try {
      await this.#openSessions()
    } catch (error) {
      if (again) this.log('debug', reasonOf(error))
      else this.#complain('connection', 'no session with a broker', error)
    }
  }

  /**
   * A broker that no route names any more may be back; a server that is lost may be named no more; one that refused
   * the client, as some do while they start, may take it now.
   */
  async #lookForLost(): Promise<void> {
    const reached = new Set([this.configuration.endpoints, ...this.#sessions.ready()].map(({ key }) => key))
    const isLost = ({ key }: Endpoints) => !reached.has(key)
    await this.routes.lookAgain(({ endpointsList }) => endpointsList.some(isLost))
    // A client that closes does not wait for a server that is slow to answer.
    void this.#reopenSessions(true)
  }

  /** Sessions stand with every broker of every route; with the access point where there is no route yet. */
  #wanted(): Map<string, { endpoints: Endpoints; topic: string | undefined }> {
    const wanted = new Map<string, { endpoints: Endpoints; topic: string | undefined }>()
    for (const route of this.routes.all()) {
      for (const endpoints of route.endpointsList)
        wanted.set(endpoints.key, { endpoints, topic: route.topic })
    }
    const { endpoints } = this.configuration
    if (wanted.size === 0) wanted.set(endpoints.key, { endpoints, topic: undefined })
    return wanted
  }

  #startTasks(): void {
    const task = (name: string, intervalMs: number, run: () => void | Promise<void>) =>
      new PeriodicTask(intervalMs, run, error => this.#complain('connection', name, error))
    this.#tasks = [
      task('route refresh', ROUTE_REFRESH_MS, () => this.routes.refreshAll()),
      task('look for lost servers', LOST_SERVERS_MS, () => this.#lookForLost()),
      task('heartbeat', HEARTBEAT_MS, () => this.#heartbeatAll()),
      task('settings sync', SETTINGS_SYNC_MS, () => this.syncSettings()),
    ]
    for (const each of this.#tasks) each.start()
  }

  async #heartbeatAll(): Promise<void> {
    await Promise.all(this.endpointsInUse().map(endpoints => this.#heartbeat(endpoints)))
  }

  async #heartbeat(endpoints: Endpoints): Promise<void> {
    try {
      await this.#calls.heartbeat(endpoints, this.#role, this.#lifetime.signal)
      this.#role.onHealthy(endpoints)
    } catch (error) {
      // The server lost our settings, for example by a restart or after two silent minutes: tell them again.
      if (RocketMQError.from(error).code === 'UNRECOGNIZED_CLIENT_TYPE')
        this.#sessions.syncSettings(endpoints)
      this.#complain('connection', 'heartbeat', error)
    }
  }

  #onSettings(settings: ServerSettings, endpoints: Endpoints): void {
    const { on, endpoints: target } = settings.metric
    this.#metric = { on, endpoint: target?.key, secure: this.configuration.tls !== undefined }
    if (channels.telemetrySettings.hasSubscribers) {
      const { id: clientId } = this
      channels.telemetrySettings.publish({ clientId, endpoint: endpoints.key, metric: this.#metric })
    }
    this.#role.onSettings(settings, endpoints)
    this.#settingsArrival.happen()
  }

  #onReconnected(endpoints: Endpoints): void {
    this.#role.onReconnected(endpoints)
    void this.routes.refreshAll()
  }

  async #notifyTermination(): Promise<void> {
    const timeoutMs = Math.min(this.configuration.requestTimeoutMs, 1_000)
    const ready = this.#sessions.ready()
    const told = ready.map(endpoints => this.#calls.terminate(endpoints, this.#role, timeoutMs))
    for (const { message } of failuresOf(await Promise.allSettled(told))) this.log('debug', message)
  }

  /** Reports a failure, unless closing the client was its cause. */
  #complain(during: ErrorContext['during'], what: string, error: unknown, topic?: string): void {
    if (this.#lifetime.signal.aborted) return
    const failure = RocketMQError.from(error)
    this.report(during, failure, `${what}: ${failure.message}`, { topic })
  }
}

let index = 0

/**
 * A client id in the form all RocketMQ clients use: `host@pid@index@time`. The server knows a client by it
 * alone, so two with one id would overwrite each other; `hrtime` tells worker threads of one process apart.
 */
export function createClientId(): string {
  // Header values take printable ASCII only, which a host's name need not be.
  const host = hostName().replaceAll(/[^\x21-\x7e]/g, '_')
  const nanos = process.hrtime.bigint() + BigInt(Math.floor(Math.random() * 1_000_000))
  index += 1
  return `${host}@${process.pid}@${index - 1}@${nanos.toString(36)}`
}

/**
 * Tells a forwarder whose server is not up from a server of another protocol, neither of which begins HTTP/2: the
 * former passes, so that a start goes on waiting for it.
 */
async function forwarderFailure(error: unknown): Promise<unknown> {
  const { code, endpoint } = RocketMQError.from(error)
  if (code !== 'WRONG_PROTOCOL' || endpoint === undefined || error instanceof DoubtfulPeer) return error
  if (!(await closesUnasked(Endpoints.parse(endpoint)))) return error
  return new RocketMQError(
    'UNAVAILABLE',
    `${endpoint} takes connections and closes them before anything is sent, as a port forwarder or a balancer does ` +
      'whose server is not up. Is the RocketMQ proxy behind it running, and is this its gRPC port (8081 by default)?',
    { retryable: true, endpoint, cause: error },
  )
}
