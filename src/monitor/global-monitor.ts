import { Monitor } from './monitor.js'

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
