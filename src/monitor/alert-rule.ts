/** How bad it is when a rule fires. */
export type AlertSeverity = 'info' | 'warning' | 'critical'

/** What a sink is told beside the alert. */
export interface AlertContext {
  /** Aborted when the monitor stops and waits no longer. */
  signal: AbortSignal
}

/**
 * Where alerts go: called once when a rule fires and once when it is resolved. It may be asynchronous; what it
 * throws is logged and forgotten. {@link webhook} makes one that posts to a URL.
 */
export type AlertSink = (alert: AlertStatus, context: AlertContext) => void | Promise<void>

/** The rules of a monitor: the default ones by one word, one's own, or both. */
export type AlertRules = 'default' | readonly (AlertRule | 'default')[]

/**
 * When to raise an alert. Exactly one of `above`, `below` and `rateOfChange` must be given.
 *
 * @example
 * ```ts
 * { name: 'sends are slow', metric: 'producers.*.latencyMs.recent.p99', above: 200, forMs: 10_000 }
 * ```
 */
export interface AlertRule {
  /**
   * Unique among the rules of a monitor; one named like a default rule takes its place. Default: metric, condition
   * and threshold, `pools.*.waiting above 0`.
   */
  name?: string | undefined
  /**
   * A path in the snapshot, parts joined by dots. In a list, a part is an index, `*` for each of it, or the name,
   * client id, endpoint, method or consumer group of what is meant, in brackets where it has dots in it:
   * `system.eventLoop.delayMs.p99`, `pools.*.recentHitRate`, `connections[127.0.0.1:8081].open`. Every match is
   * watched by itself. `null`, missing values and percentiles of nothing never fire; a firing alert whose value is
   * gone is resolved.
   */
  metric: string
  /** Fires while the value is above. */
  above?: number | undefined
  /** Fires while the value is below. */
  below?: number | undefined
  /**
   * Fires while the value changes faster than this, in units a second: rises faster if positive, falls faster if
   * negative. It is the slope of the trend over `windowMs`, so a sawtooth is not mistaken for a rise.
   */
  rateOfChange?: number | undefined
  /** Over what time a `rateOfChange` is taken, in milliseconds; nothing fires before it has passed. Default 60,000. */
  windowMs?: number | undefined
  /** How long the condition must hold before the alert fires, in milliseconds. Default 0. */
  forMs?: number | undefined
  /** How long the value must be back to normal before the alert is resolved, in milliseconds. Default `forMs`. */
  resolveForMs?: number | undefined
  /**
   * How far the value must come back beyond the threshold to count as normal again, as a share of the threshold.
   * What lies between keeps the alert as it is, so a value that swings about the threshold does not make it flap.
   * Default 0.1.
   */
  hysteresis?: number | undefined
  /** Default `warning`. */
  severity?: AlertSeverity | undefined
  /** Where it goes. Default: where the monitor's `notify` says. */
  notify?: AlertSink | readonly AlertSink[] | undefined
}

/** One alert, firing or resolved. This is also the webhook's payload. */
export interface AlertStatus {
  /** The rule's name. */
  rule: string
  severity: AlertSeverity
  state: 'firing' | 'resolved'
  /** The rule's path, with what matched in place of `*`: `pools[encode buffers].recentHitRate`. */
  metric: string
  /** The latest value; for `rateOfChange`, the slope in units a second. When resolved, the value at that time. */
  value: number
  /** What it is compared with. */
  condition: 'above' | 'below' | 'rateOfChange'
  threshold: number
  /** When it fired, in milliseconds since 1970. */
  firedAt: number
  /** When it was resolved; absent while it fires. */
  resolvedAt?: number
  /** All this in words. */
  message: string
  /** The name of the monitor that saw it. */
  monitor: string
}
