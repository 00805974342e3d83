import { History } from './history.js'
import { type MonitorOptions, type MonitorSettings, parseMonitorOptions } from './monitor-options.js'
import { type MonitoredBatch, type MonitoredPool, MonitoredSet } from './monitored-set.js'
import { RecentShares } from './recent-share.js'
import { renderLine, renderReport } from './report.js'
import { type Sample, Sampler } from './sample.js'
import type { MonitorSnapshot } from './snapshot.js'
import { assemble } from './snapshot-assembly.js'
import type { Monitored } from './stats.js'
import { SystemProbe } from './system-metrics.js'

/** Told of each interval: the state at its end, and what happened in it. */
export type SampleListener = (snapshot: MonitorSnapshot, sample: Sample) => void

/**
 * Watches clients, pools and batch processors, and the process around them.
 *
 * It asks them at its interval what they counted; they do nothing for it on their own. While it is stopped nothing
 * runs at all, and `snapshot()` still tells what is known. It never keeps the process alive.
 *
 * @example
 * ```ts
 * const monitor = new Monitor({ alerts: 'default', logger: console })
 * const producer = new Producer({ endpoints, monitor })
 * monitor.start()
 * console.log(monitor.report())
 * ```
 */
export class Monitor implements Disposable, AsyncDisposable {
  readonly #settings: MonitorSettings
  readonly #sources: MonitoredSet
  readonly #probe = new SystemProbe()
  readonly #shares = new RecentShares()
  readonly #history: History
  readonly #listeners = new Set<SampleListener>()
  #sampler = new Sampler()
  #timer: NodeJS.Timeout | undefined
  #ticks = 0

  /** @throws RocketMQError CONFIGURATION if an option is wrong */
  constructor(options: MonitorOptions = {}) {
    this.#settings = parseMonitorOptions(options)
    this.#history = new History(this.#settings.historySize)
    this.#sources = new MonitoredSet(error => this.#warn('something attached cannot be read', error))
  }

  /** Whether it looks at its interval. */
  get started(): boolean {
    return this.#timer !== undefined
  }

  /** Watches a client until `detach()`; clients given `monitor` as an option do it themselves. Idempotent. */
  attach(client: Monitored): void {
    this.#sources.addClient(client)
  }

  /** Watches a pool that stands by itself. Idempotent. */
  attachPool(pool: MonitoredPool): void {
    this.#sources.addPool(pool)
  }

  /** Watches a batch processor that stands by itself, or a manager with all of its processors. Idempotent. */
  attachBatch(batch: MonitoredBatch): void {
    this.#sources.addBatch(batch)
  }

  /** Watches a client, pool, processor or manager no more; nothing of it is kept. Unknown ones are no matter. */
  detach(source: Monitored | MonitoredPool | MonitoredBatch): void {
    this.#sources.delete(source)
  }

  /** Begins to look at the interval. Idempotent; may be called again after `stop()`. */
  start(): void {
    if (this.#timer !== undefined) return
    this.#probe.start()
    this.#sampler = new Sampler()
    this.#sampler.sample(this.snapshot())
    this.#timer = setInterval(() => this.#tick(), this.#settings.intervalMs)
    this.#timer.unref()
  }

  /** Everything as it is now. May be called at any time, started or not. */
  snapshot(): MonitorSnapshot {
    return {
      name: this.#settings.name,
      at: Date.now(),
      uptimeMs: Math.round(process.uptime() * 1000),
      system: this.#probe.metrics(),
      ...assemble(this.#sources.read(), this.#shares),
      alerts: [],
    }
  }

  /** What happened in each of the latest intervals, oldest first. */
  history(): Sample[] {
    return this.#history.list()
  }

  /** The snapshot as plain text of one screen. */
  report(): string {
    return renderReport(this.snapshot())
  }

  /** The snapshot in one line. */
  line(): string {
    return renderLine(this.snapshot())
  }

  /** Calls `listener` after each interval, until the function that it returns is called. */
  onSample(listener: SampleListener): () => void {
    const own: SampleListener = (snapshot, sample) => listener(snapshot, sample)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  /** Looks no more, and lets go of all that measures. What is attached stays attached. Idempotent, never rejects. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#probe.stop()
  }

  [Symbol.dispose](): void {
    void this.stop()
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  #tick(): void {
    this.#probe.tick()
    const snapshot = this.snapshot()
    this.#shares.tick(snapshot.at)
    const sample = this.#sampler.sample(snapshot)
    this.#history.add(sample)
    this.#ticks += 1
    const { reportEvery } = this.#settings
    if (reportEvery > 0 && this.#ticks % reportEvery === 0) this.#log('info', renderReport(snapshot))
    for (const listener of this.#listeners) this.#tell(listener, snapshot, sample)
  }

  #tell(listener: SampleListener, snapshot: MonitorSnapshot, sample: Sample): void {
    try {
      listener(snapshot, sample)
    } catch (error) {
      this.#warn('a listener failed', error)
    }
  }

  #warn(what: string, error: unknown): void {
    this.#log('warn', `${what}: ${error instanceof Error ? error.message : String(error)}`)
  }

  /** A logger that throws breaks nothing. */
  #log(level: 'info' | 'warn', message: string): void {
    try {
      this.#settings.logger?.[level](`rocketmq-jet monitor ${this.#settings.name}: ${message}`)
    } catch {}
  }
}
