import { settles } from '../waiting/pause.js'
import { type AlertSettings, type AlertSink, type AlertStatus, direction } from './alert-rule.js'
import { type MeasureWords, measureWords } from './alert-words.js'
import { formatMs } from './page/assets/units.js'

/** An alert that has just fired or been resolved, and by which rule. */
interface AlertChange {
  rule: AlertSettings
  status: AlertStatus
}

/** How long resolved alerts are shown, in milliseconds. */
const SHOWN_MS = 300_000

/** Most resolved alerts that are remembered. */
const MOST_RESOLVED = 50

/** Evaluates the rules on each snapshot. Each value that a rule's path leads to is watched separately. */
export class AlertEngine {
  readonly #watches: readonly { rule: AlertSettings; byPath: Map<string, AlertWatch> }[]
  #resolved: AlertStatus[] = []

  constructor(rules: readonly AlertSettings[]) {
    this.#watches = rules.map(rule => ({ rule, byPath: new Map() }))
  }

  /** @returns what has changed by this snapshot */
  evaluate(snapshot: object, look: Look): AlertChange[] {
    const changes: AlertChange[] = []
    for (const { rule, byPath } of this.#watches) {
      const values = new Map(rule.path.resolve(snapshot).map(({ path, value }) => [path, value]))
      for (const path of values.keys()) if (!byPath.has(path)) byPath.set(path, new AlertWatch(rule, path))
      for (const [path, watch] of byPath) {
        const status = watch.look(values.get(path), look)
        if (status !== undefined) changes.push({ rule, status })
        if (!values.has(path) && watch.firing === undefined) byPath.delete(path)
      }
    }
    const resolved = changes.map(change => change.status).filter(status => status.state === 'resolved')
    this.#resolved = [...resolved, ...this.#resolved].slice(0, MOST_RESOLVED)
    return changes
  }

  /** What fires, the worst first, and then what was resolved in the last five minutes. */
  statuses(at: number): AlertStatus[] {
    const firing = this.#watches.flatMap(({ byPath }) =>
      [...byPath.values()].flatMap(each => each.firing ?? []),
    )
    const recent = this.#resolved.filter(each => (each.resolvedAt ?? 0) > at - SHOWN_MS)
    return [...firing.sort(byUrgency), ...recent]
  }

  /** Called after a pause: alerts that fire go on firing, everything else starts over. */
  interrupt(): void {
    for (const { byPath } of this.#watches) {
      for (const [path, watch] of byPath) {
        if (watch.firing === undefined) byPath.delete(path)
        else watch.interrupt()
      }
    }
  }
}

const URGENCY = { critical: 0, warning: 1, info: 2 }

function byUrgency(a: AlertStatus, b: AlertStatus): number {
  return URGENCY[a.severity] - URGENCY[b.severity] || a.firedAt - b.firedAt
}

/** When rules are evaluated, and by which monitor. */
interface Look {
  /** Milliseconds since 1970, for people. */
  at: number
  /** Milliseconds of a clock that only goes forward, for durations. */
  now: number
  /** The name of the monitor. */
  monitor: string
}

/**
 * One rule on one value: calm, firing, or changing from one to the other. A value between the threshold and the
 * point where all is normal changes nothing, and each change must last for its time, so that an alert does not fire
 * and resolve again and again while the value moves around the threshold.
 */
class AlertWatch {
  readonly #rule: AlertSettings
  readonly #path: string
  readonly #words: MeasureWords
  readonly #trend: Trend | undefined
  #badSince: number | undefined
  #wellSince: number | undefined
  #firing: AlertStatus | undefined

  constructor(rule: AlertSettings, path: string) {
    this.#rule = rule
    this.#path = path
    this.#words = measureWords(path)
    this.#trend = rule.condition === 'rateOfChange' ? new Trend(rule.windowMs) : undefined
  }

  /** The alert, while it fires. */
  get firing(): AlertStatus | undefined {
    return this.#firing
  }

  /**
   * Takes the next value; `undefined` if it is gone, which counts as back to normal.
   *
   * @returns the alert, if it fires or is resolved by this
   */
  look(raw: number | undefined, look: Look): AlertStatus | undefined {
    const value = this.#measure(raw, look.now)
    if (this.#firing === undefined) return this.#lookWhileCalm(value, look)
    return this.#lookWhileFiring(this.#firing, value, look)
  }

  /** Forgets how long the value has been bad or normal, because it was not read for a while. */
  interrupt(): void {
    this.#badSince = undefined
    this.#wellSince = undefined
  }

  #measure(raw: number | undefined, now: number): number | undefined {
    if (this.#trend === undefined || raw === undefined) return raw
    this.#trend.add(now, raw)
    return this.#trend.slope(now)
  }

  #lookWhileCalm(value: number | undefined, look: Look): AlertStatus | undefined {
    const { condition, threshold, forMs } = this.#rule
    if (value === undefined || (value - threshold) * direction(condition, threshold) <= 0) {
      this.#badSince = undefined
      return undefined
    }
    this.#badSince ??= look.now
    if (look.now - this.#badSince < forMs) return undefined
    this.interrupt()
    this.#firing = this.#fire(value, look)
    return this.#firing
  }

  #lookWhileFiring(firing: AlertStatus, value: number | undefined, look: Look): AlertStatus | undefined {
    const { condition, threshold, wellAt, resolveForMs } = this.#rule
    if (value !== undefined) this.#firing = { ...firing, value }
    if (value !== undefined && (value - wellAt) * direction(condition, threshold) > 0) {
      this.#wellSince = undefined
      return undefined
    }
    this.#wellSince ??= look.now
    if (look.now - this.#wellSince < resolveForMs) return undefined
    this.interrupt()
    this.#firing = undefined
    return this.#resolve(firing, value, look)
  }

  #fire(value: number, { at, monitor }: Look): AlertStatus {
    const { name: rule, severity, condition, threshold, forMs } = this.#rule
    const lasted = forMs === 0 ? '' : ` for ${formatMs(forMs)}`
    return {
      rule,
      severity,
      state: 'firing',
      metric: this.#path,
      value,
      condition,
      threshold,
      firedAt: at,
      message: `${rule}: ${this.#words.name} ${this.#comparison(value)}${lasted}`,
      monitor,
    }
  }

  #resolve(firing: AlertStatus, value: number | undefined, { at }: Look): AlertStatus {
    const now = value === undefined ? 'is gone' : this.#is(value)
    return {
      ...firing,
      value: value ?? firing.value,
      state: 'resolved',
      resolvedAt: at,
      message: `${firing.rule}: ${this.#words.name} ${now}, back to normal after ${formatMs(at - firing.firedAt)}`,
    }
  }

  #comparison(value: number): string {
    const { condition, threshold } = this.#rule
    const { format } = this.#words
    if (condition !== 'rateOfChange') return `is ${format(value)}, ${condition} ${format(threshold)}`
    const verb = threshold < 0 ? 'falls' : 'rises'
    return `${verb} by ${format(Math.abs(value))} a second, more than ${format(Math.abs(threshold))}`
  }

  #is(value: number): string {
    const { condition } = this.#rule
    if (condition !== 'rateOfChange') return `is ${this.#words.format(value)}`
    return `${value < 0 ? 'falls' : 'rises'} by ${this.#words.format(Math.abs(value))} a second`
  }
}

/** Points kept of a window; of a longer window fewer values are kept, so that it takes no more memory. */
const MOST_POINTS = 120

/** The slope of a value over a window of time: a straight line laid through all of its points. */
export class Trend {
  readonly #windowMs: number
  readonly #points: { at: number; value: number }[] = []
  #since: number | undefined

  constructor(windowMs: number) {
    this.#windowMs = windowMs
  }

  /** @param at milliseconds, rising from call to call */
  add(at: number, value: number): void {
    this.#since ??= at
    const last = this.#points.at(-1)
    if (last !== undefined && at - last.at < this.#windowMs / MOST_POINTS) return
    this.#points.push({ at, value })
    while ((this.#points[0]?.at ?? at) < at - this.#windowMs) this.#points.shift()
  }

  /** Units a second; `undefined` until the window has passed once. */
  slope(at: number): number | undefined {
    const points = this.#points
    if (this.#since === undefined || at - this.#since < this.#windowMs || points.length < 3) return undefined
    const mean = (of: (point: { at: number; value: number }) => number) =>
      points.reduce((sum, point) => sum + of(point), 0) / points.length
    const meanAt = mean(point => point.at)
    const meanValue = mean(point => point.value)
    const covariance = mean(point => (point.at - meanAt) * (point.value - meanValue))
    const variance = mean(point => (point.at - meanAt) ** 2)
    return variance === 0 ? undefined : (1000 * covariance) / variance
  }
}

/** Hands alerts to sinks. Their errors go to `onError` and nowhere else. */
export class AlertNotifier {
  readonly #onError: (error: unknown) => void
  readonly #pending = new Set<Promise<void>>()
  #abort = new AbortController()

  /** @param onError called for each delivery that failed */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  notify(status: AlertStatus, sinks: readonly AlertSink[]): void {
    for (const sink of sinks) {
      const delivery = this.#deliver(status, sink).finally(() => this.#pending.delete(delivery))
      this.#pending.add(delivery)
    }
  }

  /** Waits for deliveries under way, then aborts them. Never rejects; later ones start afresh. */
  async settle(timeoutMs: number): Promise<void> {
    if (this.#pending.size === 0) return
    const abort = this.#abort
    if (await settles(Promise.allSettled(this.#pending), timeoutMs, abort.signal)) return
    abort.abort(new Error('the monitor was stopped'))
    if (this.#abort === abort) this.#abort = new AbortController()
  }

  async #deliver(status: AlertStatus, sink: AlertSink): Promise<void> {
    try {
      await sink({ ...status }, { signal: this.#abort.signal })
    } catch (error) {
      this.#onError(error)
    }
  }
}
