import { RocketMQError, textOf } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import { MetricPath } from './metric-path.js'

/** How bad it is when a rule fires. */
export type AlertSeverity = 'info' | 'warning' | 'critical'

/** What a sink gets beside the alert. */
export interface AlertContext {
  /** Aborted when the monitor stops and waits no longer. */
  signal: AbortSignal
}

/**
 * Where alerts go: called once when a rule fires and once when it is resolved. It may be asynchronous; what it
 * throws is logged. {@link webhook} makes one that posts to a URL.
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
   * Between the two the alert stays as it is, so that it does not fire and resolve again and again while the value
   * moves around the threshold. Default 0.1.
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
  /** The alert as a sentence for people. */
  message: string
  /** The name of the monitor that saw it. */
  monitor: string
}

/** An {@link AlertRule}, checked and complete. */
export interface AlertSettings {
  readonly name: string
  readonly path: MetricPath
  readonly condition: 'above' | 'below' | 'rateOfChange'
  readonly threshold: number
  readonly windowMs: number
  readonly forMs: number
  readonly resolveForMs: number
  /** At which value, on the good side of the threshold, the alert may be resolved. */
  readonly wellAt: number
  readonly severity: AlertSeverity
  /** `undefined`: where the monitor says. */
  readonly notify: readonly AlertSink[] | undefined
}

const CONDITIONS = ['above', 'below', 'rateOfChange'] as const
const SEVERITIES: readonly AlertSeverity[] = ['info', 'warning', 'critical']
const RULE_NAMES = [
  'name',
  'metric',
  ...CONDITIONS,
  'windowMs',
  'forMs',
  'resolveForMs',
  'hysteresis',
  'severity',
  'notify',
]
const LONGEST_MS = 7 * 24 * 3_600_000

/**
 * The rules that `alerts` asks for. A rule of the user's takes the place of a default one of the same name.
 *
 * @throws RocketMQError CONFIGURATION
 */
export function parseAlerts(alerts: AlertRules | undefined): AlertSettings[] {
  const wanted = alerts === undefined ? [] : typeof alerts === 'string' ? [alerts] : alerts
  if (!Array.isArray(wanted)) refuse(`alerts must be 'default' or a list of rules, not ${textOf(alerts)}`)
  const own = wanted.filter((each): each is AlertRule => each !== 'default').map(parseRule)
  const names = new Set(own.map(rule => rule.name))
  if (names.size < own.length) refuse('two alert rules have the same name')
  const defaults = wanted.includes('default') ? defaultAlertRules.map(parseRule) : []
  return [...defaults.filter(rule => !names.has(rule.name)), ...own]
}

/** The sinks that `notify` names. */
export function parseSinks(notify: AlertRule['notify'], of: string): AlertSink[] | undefined {
  if (notify === undefined) return undefined
  const sinks = [notify].flat() as AlertSink[]
  if (sinks.some(sink => typeof sink !== 'function')) refuse(`${of}: notify must be a function, or several`)
  return sinks
}

function parseRule(rule: AlertRule): AlertSettings {
  if (typeof rule !== 'object' || rule === null || typeof rule.metric !== 'string')
    refuse(`an alert rule must be an object with a metric, not ${textOf(rule)}`)
  const condition = conditionOf(rule)
  const name = rule.name ?? `${rule.metric} ${condition} ${rule[condition]}`
  const check = new OptionCheck(`alert ${name}`)
  check.options('', rule, RULE_NAMES)
  const number = (option: keyof AlertRule, fallback: number, min: number, max: number) =>
    check.number(option, rule[option], fallback, { min, max, integer: false })
  const threshold = number(condition, 0, -Number.MAX_VALUE, Number.MAX_VALUE)
  const forMs = number('forMs', 0, 0, LONGEST_MS)
  const hysteresis = number('hysteresis', 0.1, 0, 1)
  return check.done({
    name,
    path: new MetricPath(rule.metric),
    condition,
    threshold,
    windowMs: number('windowMs', 60_000, 1_000, LONGEST_MS),
    forMs,
    resolveForMs: number('resolveForMs', forMs, 0, LONGEST_MS),
    wellAt: threshold - direction(condition, threshold) * Math.abs(threshold) * hysteresis,
    severity: check.oneOf('severity', rule.severity, SEVERITIES, 'warning'),
    notify: parseSinks(rule.notify, `alert ${name}`),
  })
}

/** 1 where large values are bad, -1 where small ones are. */
export function direction(condition: AlertSettings['condition'], threshold: number): 1 | -1 {
  if (condition === 'rateOfChange') return threshold < 0 ? -1 : 1
  return condition === 'above' ? 1 : -1
}

function conditionOf(rule: AlertRule): AlertSettings['condition'] {
  const given = CONDITIONS.filter(each => rule[each] !== undefined)
  if (given.length === 1) return given[0] as AlertSettings['condition']
  refuse(
    `alert ${rule.name ?? rule.metric}: exactly one of above, below and rateOfChange must be given, not ${given.length}`,
  )
}

function refuse(complaint: string): never {
  throw new RocketMQError('CONFIGURATION', complaint)
}

/** What `alerts: 'default'` switches on. */
export const defaultAlertRules: readonly AlertRule[] = [
  { name: 'pool exhausted', metric: 'pools.*.waiting', above: 0, forMs: 5_000, severity: 'critical' },
  {
    name: 'connections exhausted',
    metric: 'connections.*.pool.waiting',
    above: 0,
    forMs: 5_000,
    severity: 'critical',
  },
  { name: 'pool leaking', metric: 'pools.*.leaked', above: 0 },
  { name: 'pool hit rate low', metric: 'pools.*.recentHitRate', below: 0.5, forMs: 30_000, severity: 'info' },
  { name: 'buffer nearly full', metric: 'batches.*.fill', above: 0.8, forMs: 5_000 },
  {
    name: 'sends failing',
    metric: 'producers.*.recentErrorRate',
    above: 0.05,
    forMs: 5_000,
    severity: 'critical',
  },
  {
    name: 'messages failing',
    metric: 'consumers.*.recentErrorRate',
    above: 0.05,
    forMs: 5_000,
    severity: 'critical',
  },
  {
    // Heartbeats go on while a client is idle, so it fires there, too.
    name: 'server gone',
    metric: 'connections.*.unreachableMs',
    above: 15_000,
    severity: 'critical',
  },
  { name: 'receiving fails', metric: 'consumers.*.receiveFailingMs', above: 15_000, severity: 'critical' },
  { name: 'acknowledgements fail', metric: 'consumers.*.ackFailingMs', above: 15_000, severity: 'critical' },
  {
    // No handler ends. The next rule is for one that takes long while others do their work.
    name: 'handlers hanging',
    metric: 'consumers.*.stalledMs',
    above: 60_000,
    severity: 'critical',
  },
  { name: 'handler running long', metric: 'consumers.*.oldestHandlerMs', above: 600_000 },
  { name: 'event loop blocked', metric: 'system.eventLoop.delayMs.p99', above: 200, forMs: 3_000 },
  {
    // The floor, not the heap itself, which rises and falls between collections.
    name: 'memory growing',
    metric: 'system.memory.heapFloor',
    rateOfChange: 64 * 1024,
    windowMs: 600_000,
    forMs: 60_000,
  },
  {
    name: 'buffers growing',
    metric: 'system.memory.arrayBuffers',
    rateOfChange: 64 * 1024,
    windowMs: 600_000,
    forMs: 60_000,
  },
  {
    // Messages grow older before they arrive: more come in than are consumed. How old they are says nothing
    // by itself, a group may be catching up or its messages may be delayed ones.
    name: 'consumer falling behind',
    metric: 'consumers.*.deliveryMs.recent.p50',
    rateOfChange: 50,
    windowMs: 60_000,
    forMs: 15_000,
  },
]
