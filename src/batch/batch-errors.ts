import { counted, RocketMQError } from '../errors.js'
import type { BatchSettings } from './batch-options.js'

/** What the errors of a processor say. */
type Named = Pick<BatchSettings<never, never>, 'name'>

/** The processor takes nothing more. */
export function closedError({ name }: Named): RocketMQError {
  return new RocketMQError(
    'CLOSED',
    `Batch processor "${name}" is stopped and takes nothing more; make a new one.`,
  )
}

/** The deadline of `stop()` passed before the item was done. */
export function abandonedError({ name }: Named): RocketMQError {
  return new RocketMQError('CLOSED', `Batch processor "${name}" was stopped before the item was done.`)
}

/** How `stop()` ends if it gave items up. */
export function drainError({ name }: Named, left: number, timeoutMs: number): RocketMQError {
  return new RocketMQError(
    'TIMEOUT',
    `Batch processor "${name}" could not finish ${counted(left, 'item')} within ${timeoutMs} ms and rejected them with ` +
      'CLOSED. Give stop() more time, or look why the handler is slow.',
  )
}

/** The buffer is full and the policy is to reject. */
export function fullError(
  settings: Named & { readonly bufferSize: number; readonly bufferBytes: number },
): RocketMQError {
  const { name, bufferSize, bufferBytes } = settings
  return new RocketMQError(
    'FULL',
    `The buffer of batch processor "${name}" is full (bufferSize ${bufferSize}, bufferBytes ${bufferBytes}): ` +
      "items arrive faster than the handler takes them. Add fewer at once, or set onFull to 'wait'.",
    { retryable: true },
  )
}

/** `sizeOf` or `keyOf` cannot cope with an item. */
export function unusableItemError({ name }: Named, what: string, cause?: unknown): RocketMQError {
  return new RocketMQError('INVALID_ARGUMENT', `Batch processor "${name}" cannot take the item: ${what}.`, {
    cause,
  })
}

/** A handler did not give one result per item. */
export function miscountedError({ name }: Named, given: number | undefined, expected: number): RocketMQError {
  const got = given === undefined ? 'what is not an array' : `${given} results`
  return new RocketMQError(
    'PROTOCOL',
    `The handler of batch processor "${name}" gave ${got} for ${expected} items. ` +
      'It must give an array with one result per item, in their order, or nothing.',
  )
}
