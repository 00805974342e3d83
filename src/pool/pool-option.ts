import { RocketMQError } from '../errors.js'

/** A whole number from `least` to `most`; `Infinity` where there is no `most`. */
export function count(
  pool: string,
  option: string,
  value: number | undefined,
  fallback: number,
  least: number,
  most = Number.POSITIVE_INFINITY,
): number {
  if (value === undefined) return fallback
  const whole = Number.isSafeInteger(value) || value === Number.POSITIVE_INFINITY
  if (whole && value >= least && value <= most) return value
  const range = most === Number.POSITIVE_INFINITY ? `from ${least} up` : `from ${least} to ${most}`
  throw new RocketMQError(
    'CONFIGURATION',
    `pool ${pool}: ${option} must be a whole number ${range}, not ${String(value)}`,
  )
}

/** Milliseconds that a timer can wait. */
export function milliseconds(
  pool: string,
  option: string,
  value: number | undefined,
  fallback: number,
): number {
  if (value === undefined) return fallback
  if (value > 0 && value < 2 ** 31) return Math.ceil(value)
  throw new RocketMQError(
    'CONFIGURATION',
    `pool ${pool}: ${option} must be milliseconds above 0 and below 2^31, not ${String(value)}`,
  )
}

/** A name that is not blank, and functions that are functions: what types cannot hold for plain JavaScript. */
export function checkMaker(name: unknown, makers: Record<string, unknown>): void {
  if (typeof name !== 'string' || name.trim() === '') {
    throw new RocketMQError('CONFIGURATION', `a pool's name must be a text, not ${String(name)}`)
  }
  for (const [option, maker] of Object.entries(makers)) {
    if (typeof maker === 'function') continue
    throw new RocketMQError(
      'CONFIGURATION',
      `pool ${name}: ${option} must be a function, not ${String(maker)}`,
    )
  }
}
