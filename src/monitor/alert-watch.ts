import type { AlertStatus } from './alert-rule.js'
import { type AlertSettings, direction } from './alert-settings.js'
import { type MeasureWords, measureWords } from './alert-words.js'
import { formatMs } from './page/assets/units.js'
import { Trend } from './trend.js'

/** One look at what a rule watches. */
export interface Look {
  /** Milliseconds since 1970, for people. */
  at: number
  /** Milliseconds of a clock that only goes forward, for durations. */
  now: number
  /** The name of the monitor. */
  monitor: string
}

/**
 * One rule upon one value: calm, firing, or on its way from one to the other. What lies between the threshold and
 * the point where all is normal changes nothing, and each change must last for its time, so that a value that
 * swings about the threshold does not make the alert flap.
 */
export class AlertWatch {
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
   * Takes the next value; `undefined` if it is gone, which is as good as well.
   *
   * @returns the alert, if it fires or is resolved by this
   */
  look(raw: number | undefined, look: Look): AlertStatus | undefined {
    const value = this.#measure(raw, look.now)
    if (this.#firing === undefined) return this.#lookWhileCalm(value, look)
    return this.#lookWhileFiring(this.#firing, value, look)
  }

  /** Forgets what was on its way: time in which nobody looked counts for nothing. */
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
