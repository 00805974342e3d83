import { RocketMQError } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import type { BatchHandler } from './batch-handler.js'
import type { BatchOptions, FullPolicy } from './batch-options.js'

const DEFAULT_BATCH_SIZE = 1000
const DEFAULT_BUFFER_SIZE = 10_000
const DEFAULT_MAX_IN_FLIGHT = 4
const DEFAULT_RETRY_DELAY_MS = 100
const UNBOUNDED = Number.POSITIVE_INFINITY

const OPTION_NAMES = [
  ...['name', 'handler', 'batchSize', 'maxBytes', 'sizeOf', 'flushIntervalMs', 'bufferSize', 'bufferBytes'],
  ...['onFull', 'maxInFlight', 'maxInFlightTotal', 'maxRetries', 'retryDelayMs', 'shouldRetry', 'splitOn'],
  ...['keyOf', 'onDone', 'autoStart'],
]

/** The options of a processor, checked and complete. */
export interface BatchSettings<T, R> {
  readonly name: string
  readonly handler: BatchHandler<T, R>
  readonly batchSize: number
  readonly maxBytes: number
  readonly sizeOf: ((item: T) => number) | undefined
  readonly flushIntervalMs: number
  readonly bufferSize: number
  readonly bufferBytes: number
  readonly onFull: FullPolicy
  readonly maxInFlight: number
  readonly maxInFlightTotal: number
  readonly maxRetries: number
  readonly retryDelayMs: (attempt: number, error: unknown, items: readonly T[]) => number
  readonly shouldRetry: (error: unknown, attempt: number) => boolean
  readonly splitOn: ((error: unknown, attempt: number) => boolean) | undefined
  readonly keyOf: ((item: T) => string) | undefined
  readonly onDone: ((item: T, error: RocketMQError | undefined) => void) | undefined
  readonly autoStart: boolean
}

/** Retries what may succeed unchanged: our own errors know, of others the best is assumed. */
function retryable(error: unknown): boolean {
  return error instanceof RocketMQError ? error.retryable : true
}

function retryDelay<T, R>(
  delay: BatchOptions<T, R>['retryDelayMs'],
  check: OptionCheck,
): BatchSettings<T, R>['retryDelayMs'] {
  if (typeof delay === 'function') return delay
  const fixed = check.milliseconds('retryDelayMs', delay, DEFAULT_RETRY_DELAY_MS)
  return () => fixed
}

/**
 * Completes the options with their defaults.
 *
 * @throws RocketMQError `CONFIGURATION` naming everything that is wrong
 */
export function readBatchSettings<T, R>(options: BatchOptions<T, R>): BatchSettings<T, R> {
  const name = options?.name ?? 'batch'
  const check = new OptionCheck(`Batch processor "${name}"`)
  const given = check.options('', options, OPTION_NAMES) as BatchOptions<T, R>
  check.callable('handler', given?.handler, true)
  for (const each of ['sizeOf', 'shouldRetry', 'splitOn', 'keyOf', 'onDone'] as const) {
    check.callable(each, given[each], false)
  }
  if ((given.maxBytes ?? given.bufferBytes) !== undefined && given.sizeOf === undefined) {
    check.complain('maxBytes and bufferBytes need sizeOf, give it too')
  }
  const bufferSize = check.number('bufferSize', given.bufferSize, DEFAULT_BUFFER_SIZE, { min: 1 })
  const bufferBytes = check.number('bufferBytes', given.bufferBytes, UNBOUNDED, { min: 1 })
  const batchSize = check.number('batchSize', given.batchSize, DEFAULT_BATCH_SIZE, { min: 1 })
  const maxBytes = check.number('maxBytes', given.maxBytes, UNBOUNDED, { min: 1 })
  const settings = {
    name,
    handler: given.handler,
    // A batch that fills the buffer cannot grow any more: it counts as full.
    batchSize: Math.min(batchSize, bufferSize),
    maxBytes: Math.min(maxBytes, bufferBytes),
    sizeOf: given.sizeOf,
    flushIntervalMs: check.milliseconds('flushIntervalMs', given.flushIntervalMs, 0),
    bufferSize,
    bufferBytes,
    onFull: check.oneOf('onFull', given.onFull, ['wait', 'reject'] as const, 'wait'),
    maxInFlight: check.number('maxInFlight', given.maxInFlight, DEFAULT_MAX_IN_FLIGHT, { min: 1 }),
    maxInFlightTotal: check.number('maxInFlightTotal', given.maxInFlightTotal, UNBOUNDED, { min: 1 }),
    maxRetries: check.number('maxRetries', given.maxRetries, 0, { min: 0 }),
    retryDelayMs: retryDelay(given.retryDelayMs, check),
    shouldRetry: given.shouldRetry ?? retryable,
    splitOn: given.splitOn,
    keyOf: given.keyOf,
    onDone: given.onDone,
    autoStart: check.boolean('autoStart', given.autoStart, true),
  }
  check.done()
  return settings
}
