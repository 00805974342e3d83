import { RocketMQError, textOf } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'

/**
 * Checks the options of a pool, and complains under its name.
 *
 * @throws RocketMQError CONFIGURATION if it has no name
 */
export function poolCheck(name: unknown): OptionCheck {
  if (typeof name === 'string' && name.trim() !== '') return new OptionCheck(`pool ${name}`)
  throw new RocketMQError('CONFIGURATION', `a pool's name must be a text, not ${textOf(name)}`)
}
