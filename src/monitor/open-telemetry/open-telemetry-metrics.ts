import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { type MeterProvider, metrics } from '@opentelemetry/api'
import { reasonOf } from '../../errors.js'
import { OptionCheck } from '../../options/option-check.js'
import type { ChannelName, ChannelPayloads } from '../../stats/channels.js'
import type { ClientStats, Monitored } from '../../stats/stats.js'
import { contain } from '../../waiting/user-callback.js'
import { LIBRARY_NAME, LIBRARY_VERSION } from '../../wire/library.js'
import { type ClientEvents, Instruments, MessagingMetrics, SCOPE } from './instruments.js'
import { ServerExports } from './server-exports.js'

/** What clients are attached to. A `Monitor` is one. */
export interface AttachTarget {
  attach(client: Monitored): void
  detach(client: Monitored): void
}

/** Options of {@link OpenTelemetryMetrics}. */
export interface OpenTelemetryMetricsOptions {
  /** Where metrics go. Default: the application's global meter provider. */
  meterProvider?: MeterProvider | undefined
  /**
   * Whether to send metrics where a server wants them by its `Settings.metric`, beside what the meter provider does
   * with them. Needs the packages `@opentelemetry/sdk-metrics` and `@opentelemetry/exporter-metrics-otlp-grpc`, which
   * are loaded when the first server turns it on. Default `true`.
   */
  followServer?: boolean | undefined
  /** How often they are sent there, in milliseconds, from 100 on. Default 60,000. */
  exportIntervalMs?: number | undefined
  /** A monitor, or anything else that clients attach to, to which the same clients are attached. Default: none. */
  monitor?: AttachTarget | undefined
  /** Called if metrics cannot be sent to a server. Default: a process warning. */
  onError?: ((error: unknown) => void) | undefined
}

const OPTION_NAMES = ['meterProvider', 'followServer', 'exportIntervalMs', 'monitor', 'onError']
const DEFAULT_INTERVAL_MS = 60_000
const MIN_INTERVAL_MS = 100

/**
 * Client metrics by OpenTelemetry: RocketMQ's own and those of the semantic conventions for messaging to any meter
 * provider of the application, and RocketMQ's own to where servers want them. Give it to clients as their `monitor`:
 * they attach themselves, and detach when they are closed.
 *
 * Distributions are recorded as things happen, on the diagnostics channels that this library publishes, and of
 * attached clients only.
 *
 * @example
 * ```ts
 * const metrics = new OpenTelemetryMetrics()
 * const producer = new Producer({ endpoints, monitor: metrics })
 * // and in the end
 * await metrics.shutdown()
 * ```
 */
export class OpenTelemetryMetrics implements AttachTarget, AsyncDisposable {
  readonly #clients = new Map<string, Monitored>()
  readonly #monitor: AttachTarget | undefined
  readonly #followServer: boolean
  readonly #instruments: Instruments
  readonly #messaging: MessagingMetrics
  readonly #exports: ServerExports
  #unsubscribe: (() => void) | undefined

  /** @throws RocketMQError CONFIGURATION if an option is wrong */
  constructor(options: OpenTelemetryMetricsOptions = {}) {
    const check = new OptionCheck('OpenTelemetryMetrics')
    check.options('', options, OPTION_NAMES)
    const { meterProvider, monitor } = options
    const followServer = check.boolean('followServer', options.followServer, true)
    const intervalMs = check.milliseconds(
      'exportIntervalMs',
      options.exportIntervalMs,
      DEFAULT_INTERVAL_MS,
      MIN_INTERVAL_MS,
    )
    check.callable('onError', options.onError, false)
    check.done()
    this.#monitor = monitor
    this.#followServer = followServer
    const provider = meterProvider ?? metrics.getMeterProvider()
    this.#messaging = new MessagingMetrics(provider.getMeter(LIBRARY_NAME, LIBRARY_VERSION))
    this.#instruments = new Instruments(provider.getMeter(SCOPE), () =>
      this.#statsOf(new Set(this.#clients.keys())),
    )
    this.#exports = new ServerExports({
      intervalMs,
      statsOf: clientIds => this.#statsOf(clientIds),
      onError: error => void contain(() => (options.onError ?? warn)(error), warn),
    })
  }

  /** Watches a client until `detach()`. Idempotent. */
  attach(client: Monitored): void {
    this.#monitor?.attach(client)
    const { clientId, metric } = client.stats()
    this.#clients.set(clientId, client)
    if (this.#followServer) this.#exports.follow(clientId, metric)
    this.#unsubscribe ??= this.#subscribe()
  }

  /** Stops watching a client, and sends its server the metrics that are not sent yet. */
  detach(client: Monitored): void {
    this.#monitor?.detach(client)
    for (const [clientId, each] of this.#clients) {
      if (each !== client) continue
      this.#exports.follow(clientId, undefined)
      this.#clients.delete(clientId)
    }
    if (this.#clients.size === 0) this.#stop()
  }

  /**
   * Stops watching all clients, and sends servers the metrics that are not sent yet, for five seconds at most. The
   * application's meter provider is its own to flush. Never rejects.
   */
  async shutdown(): Promise<void> {
    for (const client of [...this.#clients.values()]) this.detach(client)
    this.#stop()
    this.#instruments.close()
    await this.#exports.close()
  }

  /** {@link OpenTelemetryMetrics.shutdown} */
  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown()
  }

  #statsOf(clientIds: ReadonlySet<string>): ClientStats[] {
    const all: ClientStats[] = []
    for (const clientId of clientIds) {
      const client = this.#clients.get(clientId)
      if (client !== undefined) all.push(client.stats())
    }
    return all
  }

  #subscribe(): () => void {
    const undo = [
      on('rocketmq-jet:send:end', event => this.#record(event.clientId, each => each.sent(event))),
      on('rocketmq-jet:receive:end', event => this.#record(event.clientId, each => each.received(event))),
      on('rocketmq-jet:process:end', event => this.#record(event.clientId, each => each.processed(event))),
      on('rocketmq-jet:settle:end', event => this.#record(event.clientId, each => each.settled(event))),
      on('rocketmq-jet:telemetry:settings', ({ clientId, metric }) => {
        if (this.#followServer && this.#clients.has(clientId)) this.#exports.follow(clientId, metric)
      }),
    ]
    return () => {
      for (const each of undo) each()
    }
  }

  #record(clientId: string, record: (events: ClientEvents) => void): void {
    if (!this.#clients.has(clientId)) return
    record(this.#instruments)
    record(this.#messaging)
    const ofServer = this.#exports.instruments(clientId)
    if (ofServer !== undefined) record(ofServer)
  }

  #stop(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
  }
}

/** Listens on a channel; what is returned ends it. */
function on<N extends ChannelName>(name: N, listener: (payload: ChannelPayloads[N]) => void): () => void {
  const own = (payload: unknown) => listener(payload as ChannelPayloads[N])
  subscribe(name, own)
  return () => unsubscribe(name, own)
}

function warn(error: unknown): void {
  process.emitWarning(`rocketmq-jet: metrics cannot be sent where the server wants them: ${reasonOf(error)}`)
}
