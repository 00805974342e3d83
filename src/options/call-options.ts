import { RocketMQError } from '../errors.js'
import { unknownName } from './unknown-name.js'

/**
 * Refuses wrong options of a call: names that do not exist, and a `signal` that is not an AbortSignal.
 *
 * @param call for the message: `send()`
 * @throws RocketMQError INVALID_ARGUMENT
 */
export function checkCallOptions(call: string, options: unknown, names: readonly string[]): void {
  if (options === undefined) return
  if (typeof options !== 'object' || options === null) throw wrong(call, 'its options must be an object')
  for (const name in options) {
    if (!names.includes(name) && Object.hasOwn(options, name))
      throw wrong(call, unknownName('option', '', name, names))
  }
  const { signal } = options as { signal?: Partial<AbortSignal> | null }
  if (signal !== undefined && typeof signal?.addEventListener !== 'function')
    throw wrong(call, 'signal must be an AbortSignal')
}

function wrong(call: string, what: string): RocketMQError {
  return new RocketMQError('INVALID_ARGUMENT', `${call}: ${what}`)
}
