import type { ClientStats, MetricSetting } from '../../stats/stats.js'
import { Instruments, SCOPE } from './instruments.js'

/** Metrics on their way to one place. */
interface Export {
  readonly instruments: Instruments
  /** Sends what there is, then stops. Bounded by the time-out of an export. */
  close(): Promise<void>
}

/** One place that metrics are sent to, and the clients whose servers want them there. */
interface Destination {
  readonly clientIds: Set<string>
  readonly opening: Promise<Export | undefined>
  opened: Export | undefined
}

/** What exports need of the metrics they are of. */
interface ExportOwner {
  readonly intervalMs: number
  statsOf(clientIds: ReadonlySet<string>): Iterable<ClientStats>
  onError(error: unknown): void
}

/** How long one export may take, in milliseconds; the same as in RocketMQ's own clients. */
const EXPORT_TIMEOUT_MS = 5_000

/** Opens and closes exports as servers turn metrics on and off, one for each place. */
export class ServerExports {
  readonly #owner: ExportOwner
  /** By URL. */
  readonly #destinations = new Map<string, Destination>()
  /** By client. */
  readonly #urls = new Map<string, string>()
  readonly #closing = new Set<Promise<void>>()

  constructor(owner: ExportOwner) {
    this.#owner = owner
  }

  /** A client's server said, or repeated, what it wants; `undefined` when the client is gone. */
  follow(clientId: string, metric: MetricSetting | undefined): void {
    const url = urlOf(metric)
    const known = this.#urls.get(clientId)
    if (known === url) return
    if (known !== undefined) this.#leave(clientId, known)
    if (url !== undefined) this.#join(clientId, url)
  }

  /** The instruments by which a client's events are sent to its server. */
  instruments(clientId: string): Instruments | undefined {
    return this.#destinations.get(this.#urls.get(clientId) ?? '')?.opened?.instruments
  }

  /** Closes all, and settles when what they had was sent, or given up. */
  async close(): Promise<void> {
    for (const [clientId, url] of this.#urls) this.#leave(clientId, url)
    await Promise.all(this.#closing)
  }

  #join(clientId: string, url: string): void {
    this.#urls.set(clientId, url)
    const destination = this.#destinations.get(url) ?? this.#open(url)
    this.#destinations.set(url, destination)
    destination.clientIds.add(clientId)
  }

  #leave(clientId: string, url: string): void {
    this.#urls.delete(clientId)
    const destination = this.#destinations.get(url)
    if (destination === undefined) return
    if (destination.clientIds.size > 1) {
      destination.clientIds.delete(clientId)
      return
    }
    // The last one stays in it: what it counted is still to be sent.
    this.#destinations.delete(url)
    this.#closeLater(destination)
  }

  #open(url: string): Destination {
    const { intervalMs, statsOf, onError } = this.#owner
    const clientIds = new Set<string>()
    const opening = openExport(url, intervalMs, () => statsOf(clientIds)).catch(error => {
      onError(error)
      return undefined
    })
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

/** Where a server wants metrics: of several addresses the first; `undefined` if it wants none. */
function urlOf(metric: MetricSetting | undefined): string | undefined {
  if (!metric?.on || metric.endpoint === undefined) return undefined
  return `${metric.secure ? 'https' : 'http'}://${metric.endpoint.split(';')[0]}`
}

/**
 * Sends metrics by OTLP over gRPC, on a meter provider of its own. Loads SDK and exporter, which only those need whose
 * server wants metrics.
 *
 * @throws Error of the module loader, if they are not installed
 */
async function openExport(
  url: string,
  intervalMs: number,
  clients: () => Iterable<ClientStats>,
): Promise<Export> {
  const [{ MeterProvider, PeriodicExportingMetricReader }, { OTLPMetricExporter }] = await Promise.all([
    import('@opentelemetry/sdk-metrics'),
    import('@opentelemetry/exporter-metrics-otlp-grpc'),
  ])
  const reader = new PeriodicExportingMetricReader({
    exporter: new OTLPMetricExporter({ url, timeoutMillis: EXPORT_TIMEOUT_MS }),
    exportIntervalMillis: intervalMs,
    exportTimeoutMillis: Math.min(intervalMs, EXPORT_TIMEOUT_MS),
  })
  const provider = new MeterProvider({ readers: [reader] })
  const instruments = new Instruments(provider.getMeter(SCOPE), clients)
  const close = async () => {
    await provider.shutdown()
    instruments.close()
  }
  return { instruments, close }
}
