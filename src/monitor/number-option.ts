import { RocketMQError } from '../errors.js'

/** @throws RocketMQError CONFIGURATION */
export function numberBetween(
  option: string,
  value: number | undefined,
  fallback: number,
  min: number,
  max: number,
): number {
  const number = value ?? fallback
  if (typeof number === 'number' && number >= min && number <= max) return number
  throw new RocketMQError(
    'CONFIGURATION',
    `Monitor: ${option} must be a number from ${min} to ${max}, not ${String(value)}.`,
  )
}
