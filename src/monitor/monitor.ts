import { reasonOf } from '../errors.js'
import type { Monitored } from '../stats/stats.js'
import { contain } from '../waiting/user-callback.js'
import { AlertEngine, AlertNotifier } from './alert-engine.js'
import type { AlertStatus } from './alert-rule.js'
import { LeakLog, type LeakSnapshot } from './leak-log.js'
import { type MonitorOptions, type MonitorSettings, parseMonitorOptions } from './monitor-options.js'
import { type MonitoredBatch, type MonitoredPool, MonitoredSet } from './monitored-set.js'
import { formatMs } from './page/assets/units.js'
import type { ServeOptions } from './page/page-options.js'
import type { MonitorPage } from './page/page-server.js'
import { renderLine, renderReport } from './report.js'
import { type Sample, Sampler } from './sample.js'
import type { MonitorSnapshot } from './snapshot.js'
import { SystemProbe } from './system-metrics.js'

/** How long a stop waits for alerts that are on their way. */
const STOP_TIMEOUT_MS = 5_000

/** A snapshot before its alerts are known. */
type Seen = Omit<MonitorSnapshot, 'alerts'>

/** Called after each interval with the state at its end and what happened in it. */
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
  /** The latest samples, oldest first. */
  readonly #history: Sample[] = []
  readonly #listeners = new Set<SampleListener>()
  readonly #alerts: AlertEngine
  readonly #notifier = new AlertNotifier(error => this.#warn('an alert was not delivered', error))
  readonly #leaks = new LeakLog(leak => this.#noteLeak(leak))
  readonly #pages = new Set<Promise<MonitorPage>>()
  #sampler = new Sampler()
  #timer: NodeJS.Timeout | undefined
  #ticks = 0

  /** @throws RocketMQError CONFIGURATION if an option is wrong */
  constructor(options: MonitorOptions = {}) {
    this.#settings = parseMonitorOptions(options)
    this.#alerts = new AlertEngine(this.#settings.alerts)
    this.#sources = new MonitoredSet(error => this.#warn('something attached cannot be read', error))
  }

  /** Whether it is started. */
  get started(): boolean {
    return this.#timer !== undefined
  }

  /** Watches a client until `detach()`; clients given `monitor` as an option do it themselves. Idempotent. */
  attach(client: Monitored): void {
    this.#sources.clients.add(client)
  }

  /** Watches a pool that stands by itself, or a set of pools such as `initGlobalPools()` gives. Idempotent. */
  attachPool(pool: MonitoredPool): void {
    this.#sources.pools.add(pool)
  }

  /** Watches a batch processor that stands by itself, or a manager with all of its processors. Idempotent. */
  attachBatch(batch: MonitoredBatch): void {
    this.#sources.batches.add(batch)
  }

  /**
   * Stops watching a client, pool, processor or manager; nothing of it is kept. One that is not attached is ignored.
   */
  detach(source: Monitored | MonitoredPool | MonitoredBatch): void {
    this.#sources.delete(source)
  }

  /** Starts to take samples at the interval. Idempotent; may be called again after `stop()`. */
  start(): void {
    if (this.#timer !== undefined) return
    this.#probe.start()
    this.#leaks.start()
    this.#alerts.interrupt()
    this.#sampler = new Sampler()
    this.#sampler.sample(this.snapshot())
    this.#timer = setInterval(() => this.#tick(), this.#settings.intervalMs)
    this.#timer.unref()
  }

  /** Everything as it is now. May be called at any time, started or not. */
  snapshot(): MonitorSnapshot {
    return this.#withAlerts(this.#look())
  }

  /** What happened in each of the latest intervals, oldest first. */
  history(): Sample[] {
    return [...this.#history]
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

  /**
   * Serves a live page of plots and tables, with profiles beside it, and starts the monitor if it is not started.
   * `stop()` closes it.
   *
   * @throws RocketMQError (as a rejection) CONFIGURATION if an option is wrong, UNAVAILABLE if the port cannot be
   *   listened on
   */
  async serve(options: ServeOptions = {}): Promise<MonitorPage> {
    // Its modules are loaded by those who want a page only.
    const opening = import('./page/page-server.js').then(({ servePage }) => servePage(this, options))
    this.#pages.add(opening)
    try {
      const page = await opening
      this.start()
      // Logs are read by more people than may see the page: the token stays out of them.
      const withToken = page.token === undefined ? '' : ', for whoever has its token'
      this.#log('info', `serves its page at ${new URL('/', page.url).href}${withToken}`)
      return page
    } catch (error) {
      this.#pages.delete(opening)
      throw error
    }
  }

  /**
   * Takes no more samples, closes its pages and ends all measurements. Alerts on their way get five seconds to be
   * delivered. What is attached stays attached. Idempotent, never rejects.
   */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#probe.stop()
    this.#leaks.stop()
    const closings = [...this.#pages].map(opening => opening.then(page => page.close()))
    this.#pages.clear()
    await Promise.allSettled([this.#notifier.settle(STOP_TIMEOUT_MS), ...closings])
  }

  /** {@link Monitor.stop}, without waiting for it. */
  [Symbol.dispose](): void {
    void this.stop()
  }

  /** {@link Monitor.stop} */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  #tick(): void {
    this.#probe.tick()
    const seen = this.#look()
    this.#sources.tick(seen.at)
    this.#raiseAlerts(seen)
    const snapshot = this.#withAlerts(seen)
    const sample = this.#sampler.sample(snapshot)
    const { historySize, reportEvery } = this.#settings
    if (this.#history.push(sample) > historySize) this.#history.shift()
    this.#ticks += 1
    if (reportEvery > 0 && this.#ticks % reportEvery === 0) this.#log('info', renderReport(snapshot))
    for (const listener of this.#listeners) this.#tell(listener, snapshot, sample)
  }

  /** All that rules may be about. */
  #look(): Seen {
    return {
      name: this.#settings.name,
      at: Date.now(),
      uptimeMs: Math.round(process.uptime() * 1000),
      system: this.#probe.metrics(),
      ...this.#sources.read(),
      leaks: this.#leaks.list(),
    }
  }

  #withAlerts(seen: Seen): MonitorSnapshot {
    return { ...seen, alerts: this.#alerts.statuses(seen.at) }
  }

  #raiseAlerts(seen: Seen): void {
    const changes = this.#alerts.evaluate(seen, {
      at: seen.at,
      now: performance.now(),
      monitor: this.#settings.name,
    })
    for (const { rule, status } of changes)
      this.#notifier.notify(status, rule.notify ?? this.#settings.notify ?? [each => this.#logAlert(each)])
  }

  #logAlert({ state, severity, message }: AlertStatus): void {
    const level = state === 'resolved' ? 'info' : severity === 'critical' ? 'error' : 'warn'
    this.#log(level, `alert ${state}: ${message}`)
  }

  /** The detector itself is silent while somebody listens, so that a leak is not reported twice. */
  #noteLeak({ pool, heldMs, stack }: LeakSnapshot): void {
    const text = `pool ${pool}: what was taken ${formatMs(heldMs)} ago was not given back`
    if (this.#settings.logger !== undefined) this.#log('warn', `${text}\n${stack ?? ''}`.trimEnd())
    else
      process.emitWarning(text, {
        type: 'PoolLeakWarning',
        ...(stack === undefined ? {} : { detail: stack }),
      })
  }

  #tell(listener: SampleListener, snapshot: MonitorSnapshot, sample: Sample): void {
    contain(
      () => listener(snapshot, sample),
      error => this.#warn('a listener failed', error),
    )
  }

  #warn(what: string, error: unknown): void {
    this.#log('warn', `${what}: ${reasonOf(error)}`)
  }

  /** A logger that fails breaks nothing. */
  #log(level: 'info' | 'warn' | 'error', message: string): void {
    const { logger, name } = this.#settings
    contain(() => logger?.[level](`rocketmq-jet monitor ${name}: ${message}`))
  }
}

let monitor: Monitor | undefined

/**
 * One monitor for the whole process, with default options and the default alert rules, which are raised as process
 * warnings. Made and started at the first call; every later one gives the same, started again if it was stopped.
 *
 * @example
 * ```ts
 * const producer = new Producer({ endpoints, monitor: globalMonitor() })
 * console.log(globalMonitor().report())
 * ```
 */
export function globalMonitor(): Monitor {
  monitor ??= new Monitor({
    alerts: 'default',
    notify: ({ state, message }) => {
      if (state === 'firing') process.emitWarning(message, 'RocketMQAlert')
    },
  })
  monitor.start()
  return monitor
}
