import { RocketMQError, textOf } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import type { AlertRule, AlertRules, AlertSeverity, AlertSink } from './alert-rule.js'
import { defaultAlertRules } from './default-alert-rules.js'
import { MetricPath } from './metric-path.js'

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
  ...[
    'name',
    'metric',
    ...CONDITIONS,
    'windowMs',
    'forMs',
    'resolveForMs',
    'hysteresis',
    'severity',
    'notify',
  ],
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
  const settings = {
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
  }
  check.done()
  return settings
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
