import type { ClientStats } from '../../stats/stats.js'
import { Instruments, SCOPE } from './instruments.js'

/** Where a server wants metrics. */
export interface ExportTarget {
  /** `host:port`; of several, the first is used. */
  readonly endpoint: string
  readonly secure: boolean
}

/** How long one export may take, in milliseconds; the same as in RocketMQ's own clients. */
const EXPORT_TIMEOUT_MS = 5_000

/** Sends metrics by OTLP over gRPC to where a server wants them, on a meter provider of its own. */
export class ServerExport {
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
