import { OptionCheck } from '../options/option-check.js'
import { channels } from '../stats/channels.js'
import { contain, warn } from '../waiting/user-callback.js'

/** How leaks are looked for. */
export interface LeakDetectorOptions {
  /** What is held longer counts as lost, in milliseconds. Default 60,000. */
  thresholdMs?: number | undefined
  /** How often to look by itself, in milliseconds. Default 10,000; with 0 only when `sweep()` is called. */
  sweepIntervalMs?: number | undefined
  /**
   * Told of each leak, once. Default: the diagnostics channel alone, or a process warning if nobody listens
   * there either. What it throws becomes a process warning.
   */
  onLeak?: ((report: LeakReport) => void) | undefined
}

/** Whether, or how, a pool looks for leaks. It costs a few microseconds a taking. */
export type LeakDetection = boolean | LeakDetectorOptions

/** Something that was taken and is not back. */
export interface HeldObject {
  /** Name of the pool. */
  pool: string
  /** When it was taken, in epoch milliseconds. */
  takenAt: number
  /** For how long it has been out, in milliseconds. */
  heldMs: number
  /** The calls that led to the taking, innermost first. */
  stack: string
}

/** A leak that was found. */
export interface LeakReport extends HeldObject {
  /** `held`: out for longer than the threshold. `collected`: nobody had it any more when it was collected. */
  reason: 'held' | 'collected'
}

const DEFAULT_THRESHOLD_MS = 60_000
const DEFAULT_SWEEP_INTERVAL_MS = 10_000

/** What is known of one taking. Must not refer to the object, or it could never be collected. */
interface Taking {
  readonly since: number
  readonly takenAt: number
  readonly site: { stack?: string }
  reported: boolean
}

/**
 * Finds what was taken from a pool and never given back: by age, at a {@link LeakDetector.sweep}, and when the
 * object is garbage collected. Refers to the objects only weakly.
 */
export class LeakDetector {
  readonly #pool: string
  readonly #thresholdMs: number
  readonly #onLeak: ((report: LeakReport) => void) | undefined
  readonly #takings = new WeakMap<object, Taking>()
  /** In the order they were taken, so that a sweep can stop at the first young one. */
  readonly #held = new Set<Taking>()
  readonly #registry = new FinalizationRegistry<Taking>(taking => this.#onCollected(taking))
  readonly #timer: NodeJS.Timeout | undefined
  #leaked = 0

  /**
   * @param pool name for the reports
   * @throws RocketMQError CONFIGURATION
   */
  constructor(pool: string, options: LeakDetectorOptions = {}) {
    const { thresholdMs, sweepIntervalMs, onLeak } = readOptions(pool, options)
    this.#pool = pool
    this.#thresholdMs = thresholdMs
    this.#onLeak = onLeak
    if (sweepIntervalMs > 0) this.#timer = sweepEvery(new WeakRef(this), sweepIntervalMs)
  }

  /** The detector that a pool's option asks for, if any. */
  static from(pool: string, detection: LeakDetection | undefined): LeakDetector | undefined {
    if (detection === undefined || detection === false) return undefined
    return new LeakDetector(pool, detection === true ? {} : detection)
  }

  /** Objects found to be lost and still not released. */
  get leaked(): number {
    return this.#leaked
  }

  /**
   * Remembers where something is being taken.
   *
   * @param below the pool's own function, which the stack leaves out
   */
  site(below: (...args: never[]) => unknown): { stack?: string } {
    const site: { stack?: string } = {}
    Error.captureStackTrace(site, below)
    return site
  }

  /** The object is out. */
  track(object: object, site: { stack?: string }): void {
    const taking = { since: performance.now(), takenAt: Date.now(), site, reported: false }
    this.#takings.set(object, taking)
    this.#held.add(taking)
    this.#registry.register(object, taking, taking)
  }

  /** The object is back; if it had been reported, it was slow and not lost. */
  untrack(object: object): void {
    const taking = this.#takings.get(object)
    if (taking === undefined || !this.#held.delete(taking)) return
    this.#registry.unregister(taking)
    if (taking.reported) this.#leaked -= 1
  }

  /** Everything that is out, longest first. */
  outstanding(): HeldObject[] {
    return Array.from(this.#held, taking => this.#describe(taking))
  }

  /** Reports what has been out for longer than the threshold and was not reported before. */
  sweep(): LeakReport[] {
    const reports: LeakReport[] = []
    const now = performance.now()
    for (const taking of this.#held) {
      if (now - taking.since < this.#thresholdMs) break
      if (!taking.reported) reports.push(this.#found(taking, 'held'))
    }
    for (const report of reports) this.#tell(report)
    return reports
  }

  /** Ends the sweeps that go by themselves. */
  stop(): void {
    clearInterval(this.#timer)
  }

  #onCollected(taking: Taking): void {
    if (!this.#held.delete(taking) || taking.reported) return
    this.#tell(this.#found(taking, 'collected'))
  }

  #found(taking: Taking, reason: LeakReport['reason']): LeakReport {
    taking.reported = true
    this.#leaked += 1
    return { ...this.#describe(taking), reason }
  }

  #describe(taking: Taking): HeldObject {
    const { stack = '' } = taking.site
    return {
      pool: this.#pool,
      takenAt: taking.takenAt,
      heldMs: performance.now() - taking.since,
      // The first line names an error that never happened.
      stack: stack.slice(stack.indexOf('\n') + 1),
    }
  }

  #tell(report: LeakReport): void {
    const { pool, heldMs, reason, stack } = report
    const listened = channels.poolLeak.hasSubscribers
    if (listened) channels.poolLeak.publish({ pool, heldMs, reason, stack })
    if (this.#onLeak === undefined) {
      if (!listened) warnOfLeak(report)
      return
    }
    // Thrown on, it would end the process: there is no caller here, only a timer or the collector.
    contain(() => this.#onLeak?.(report), warn)
  }
}

function warnOfLeak({ pool, heldMs, reason, stack }: LeakReport): void {
  const what = reason === 'held' ? 'is still out' : 'was garbage collected without being given back'
  process.emitWarning(`pool ${pool}: what was taken ${Math.round(heldMs)} ms ago ${what}`, {
    type: 'PoolLeakWarning',
    detail: stack,
  })
}

/** Holds the detector weakly, so that a pool nobody has any more takes its timer along. */
function sweepEvery(detector: WeakRef<LeakDetector>, intervalMs: number): NodeJS.Timeout {
  const timer = setInterval(() => {
    const alive = detector.deref()
    if (alive === undefined) clearInterval(timer)
    else alive.sweep()
  }, intervalMs)
  return timer.unref()
}

function readOptions(pool: string, given: LeakDetectorOptions) {
  const check = new OptionCheck(`pool ${pool}`)
  const options = check.options('leakDetection', given, ['thresholdMs', 'sweepIntervalMs', 'onLeak'])
  const { thresholdMs, sweepIntervalMs, onLeak } = options
  check.callable('leakDetection.onLeak', onLeak, false)
  return check.done({
    thresholdMs: check.number('leakDetection.thresholdMs', thresholdMs, DEFAULT_THRESHOLD_MS, {
      min: 0,
      integer: false,
    }),
    sweepIntervalMs: check.milliseconds(
      'leakDetection.sweepIntervalMs',
      sweepIntervalMs,
      DEFAULT_SWEEP_INTERVAL_MS,
    ),
    onLeak,
  })
}
