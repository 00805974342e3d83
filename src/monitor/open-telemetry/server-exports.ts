import type { ClientStats, MetricSetting } from '../../stats/stats.js'
import { Instruments, SCOPE } from './instruments.js'

/** One place that metrics are sent to, and the clients whose servers want them there. */
interface Destination {
  readonly clientIds: Set<string>
  readonly opening: Promise<ServerExport | undefined>
  opened: ServerExport | undefined
}

/** What exports need of the metrics they are of. */
interface ExportOwner {
  readonly intervalMs: number
  statsOf(clientIds: ReadonlySet<string>): Iterable<ClientStats>
  onError(error: unknown): void
}

/** Opens and closes exports as servers turn metrics on and off, one for each place. */
export class ServerExports {
  readonly #owner: ExportOwner
  readonly #destinations = new Map<string, Destination>()
  readonly #keys = new Map<string, string>()
  readonly #closing = new Set<Promise<void>>()

  constructor(owner: ExportOwner) {
    this.#owner = owner
  }

  /** A client's server said, or repeated, what it wants; `undefined` when the client is gone. */
  follow(clientId: string, metric: MetricSetting | undefined): void {
    const target = metric?.on && metric.endpoint !== undefined ? metric.endpoint : undefined
    const key = target === undefined ? undefined : `${metric?.secure ? 'https' : 'http'}://${target}`
    const known = this.#keys.get(clientId)
    if (known === key) return
    if (known !== undefined) this.#leave(clientId, known)
    if (key !== undefined && target !== undefined && metric !== undefined) {
      this.#join(clientId, key, { endpoint: target, secure: metric.secure })
    }
  }

  /** The instruments by which a client's events are sent to its server. */
  instruments(clientId: string): Instruments | undefined {
    return this.#destinations.get(this.#keys.get(clientId) ?? '')?.opened?.instruments
  }

  /** Closes all, and settles when what they had was sent, or given up. */
  async close(): Promise<void> {
    for (const [clientId, key] of this.#keys) this.#leave(clientId, key)
    await Promise.all(this.#closing)
  }

  #join(clientId: string, key: string, target: ExportTarget): void {
    this.#keys.set(clientId, key)
    let destination = this.#destinations.get(key)
    if (destination === undefined) {
      destination = this.#open(target)
      this.#destinations.set(key, destination)
    }
    destination.clientIds.add(clientId)
  }

  #leave(clientId: string, key: string): void {
    this.#keys.delete(clientId)
    const destination = this.#destinations.get(key)
    if (destination === undefined) return
    if (destination.clientIds.size === 1) {
      this.#destinations.delete(key)
      this.#closeLater(destination)
    } else destination.clientIds.delete(clientId)
  }

  #open(target: ExportTarget): Destination {
    const clientIds = new Set<string>()
    const { intervalMs } = this.#owner
    const opening = ServerExport.open(target, intervalMs, () => this.#owner.statsOf(clientIds)).catch(
      error => {
        this.#owner.onError(error)
        return undefined
      },
    )
    const destination: Destination = { clientIds, opening, opened: undefined }
    void opening.then(opened => {
      destination.opened = opened
    })
    return destination
  }

  #closeLater({ opening }: Destination): void {
    const closing: Promise<void> = opening
      .then(opened => opened?.close())
      .catch(error => this.#owner.onError(error))
      .finally(() => this.#closing.delete(closing))
    this.#closing.add(closing)
  }
}

/** Where a server wants metrics. */
interface ExportTarget {
  /** `host:port`; of several, the first is used. */
  readonly endpoint: string
  readonly secure: boolean
}

/** How long one export may take, in milliseconds; the same as in RocketMQ's own clients. */
const EXPORT_TIMEOUT_MS = 5_000

/** Sends metrics by OTLP over gRPC to where a server wants them, on a meter provider of its own. */
class ServerExport {
  readonly instruments: Instruments
  readonly #shutdown: () => Promise<void>

  private constructor(instruments: Instruments, shutdown: () => Promise<void>) {
    this.instruments = instruments
    this.#shutdown = shutdown
  }

  /**
   * Loads SDK and exporter, which only those need whose server wants metrics.
   *
   * @throws Error of the module loader, if they are not installed
   */
  static async open(
    { endpoint, secure }: ExportTarget,
    intervalMs: number,
    clients: () => Iterable<ClientStats>,
  ): Promise<ServerExport> {
    const [{ MeterProvider, PeriodicExportingMetricReader }, { OTLPMetricExporter }] = await Promise.all([
      import('@opentelemetry/sdk-metrics'),
      import('@opentelemetry/exporter-metrics-otlp-grpc'),
    ])
    const [address = endpoint] = endpoint.split(';')
    const exporter = new OTLPMetricExporter({
      url: `${secure ? 'https' : 'http'}://${address}`,
      timeoutMillis: EXPORT_TIMEOUT_MS,
    })
    const reader = new PeriodicExportingMetricReader({
      exporter,
      exportIntervalMillis: intervalMs,
      exportTimeoutMillis: Math.min(intervalMs, EXPORT_TIMEOUT_MS),
    })
    const provider = new MeterProvider({ readers: [reader] })
    const instruments = new Instruments(provider.getMeter(SCOPE), clients)
    return new ServerExport(instruments, () => provider.shutdown())
  }

  /** Sends what there is, then stops. Bounded by the time-out of an export. */
  async close(): Promise<void> {
    await this.#shutdown()
    this.instruments.close()
  }
}
