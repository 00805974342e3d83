import { OptionCheck } from '../options/option-check.js'
import { LONGEST_TIMER_MS } from '../waiting/pause.js'
import {
  type AlertRule,
  type AlertRules,
  type AlertSettings,
  type AlertSink,
  parseAlerts,
  parseSinks,
} from './alert-rule.js'

/** Where a monitor writes. `console` is one, and so is a client's logger. */
export interface MonitorLogger {
  /** Told of reports and of alerts that are resolved. */
  info(message: string): void
  /** Told of alerts that fire, of leaks, and of what the monitor could not do. */
  warn(message: string): void
  /** Told of alerts of severity `critical` that fire. */
  error(message: string): void
}

/** Options of a monitor. */
export interface MonitorOptions {
  /** Name in reports, alerts and on the page; tells the processes of a service apart. Default `rocketmq-jet`. */
  name?: string | undefined
  /** How often it takes a sample, in milliseconds, from 100 on. Default 1,000. */
  intervalMs?: number | undefined
  /** How many samples `history()` keeps. Default 600: ten minutes at the default interval. */
  historySize?: number | undefined
  /** Writes `report()` to the logger this often, in milliseconds, rounded to whole intervals. Default: never. */
  reportEveryMs?: number | undefined
  /**
   * What to raise alerts for: `'default'` for the rules that suit most, a list of rules, or both in a list. They
   * are evaluated once an interval while the monitor is started. Default: none.
   */
  alerts?: AlertRules | undefined
  /** Where alerts go whose rule says nothing else. Default: to the logger. */
  notify?: AlertRule['notify']
  /** Where reports, alerts and the monitor's own problems are written. Default: nowhere. */
  logger?: MonitorLogger | undefined
}

/** {@link MonitorOptions}, checked and complete. */
export interface MonitorSettings {
  readonly name: string
  readonly intervalMs: number
  readonly historySize: number
  /** Intervals from one report to the next; 0 for none. */
  readonly reportEvery: number
  readonly alerts: readonly AlertSettings[]
  /** `undefined`: the logger alone. */
  readonly notify: readonly AlertSink[] | undefined
  readonly logger: MonitorLogger | undefined
}

export const MONITOR_OPTION_NAMES = [
  'name',
  'intervalMs',
  'historySize',
  'reportEveryMs',
  'alerts',
  'notify',
  'logger',
]

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseMonitorOptions(given: MonitorOptions): MonitorSettings {
  const check = new OptionCheck('Monitor')
  const options = check.options('', given, MONITOR_OPTION_NAMES)
  const intervalMs = check.number('intervalMs', options.intervalMs, 1_000, {
    min: 100,
    max: 3_600_000,
    integer: false,
  })
  const reportEveryMs = check.number('reportEveryMs', options.reportEveryMs, 0, {
    min: 0,
    max: LONGEST_TIMER_MS,
    integer: false,
  })
  for (const level of ['info', 'warn', 'error'] as const) {
    if (options.logger !== undefined) check.callable(`logger.${level}`, options.logger?.[level], true)
  }
  return check.done({
    name: check.string('name', options.name, 'rocketmq-jet'),
    intervalMs,
    historySize: check.number('historySize', options.historySize, 600, { min: 1, max: 100_000 }),
    reportEvery: reportEveryMs === 0 ? 0 : Math.max(1, Math.round(reportEveryMs / intervalMs)),
    alerts: check.attempt(() => parseAlerts(options.alerts)) ?? [],
    notify: check.attempt(() => parseSinks(options.notify, 'alerts')),
    logger: options.logger,
  })
}
