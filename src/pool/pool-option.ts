import { RocketMQError } from '../errors.js'

/** A whole number from `least` up, or `Infinity`. */
export function count(
  pool: string,
  option: string,
  value: number | undefined,
  fallback: number,
  least: number,
): number {
  if (value === undefined) return fallback
  if (value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && value >= least)) return value
  throw new RocketMQError(
    'CONFIGURATION',
    `pool ${pool}: ${option} must be a whole number from ${least} up, not ${String(value)}`,
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
  if (value > 0 && value < 2 ** 31) return value
  throw new RocketMQError(
    'CONFIGURATION',
    `pool ${pool}: ${option} must be milliseconds above 0 and below 2^31, not ${String(value)}`,
  )
}
