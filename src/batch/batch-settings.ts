import { RocketMQError } from '../errors.js'
import type { BatchHandler } from './batch-handler.js'
import type { BatchOptions, FullPolicy } from './batch-options.js'

const DEFAULT_BATCH_SIZE = 1000
const DEFAULT_BUFFER_SIZE = 10_000
const DEFAULT_MAX_IN_FLIGHT = 4
const DEFAULT_RETRY_DELAY_MS = 100

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

function refuse(name: string, what: string): never {
  throw new RocketMQError('CONFIGURATION', `Batch processor "${name}": ${what}.`)
}

/** Retries what may succeed unchanged: our own errors know, of others the best is assumed. */
function retryable(error: unknown): boolean {
  return error instanceof RocketMQError ? error.retryable : true
}

/** Checks options one by one, so that each fault is named with its value. */
class OptionReader {
  readonly #name: string

  constructor(name: string) {
    this.#name = name
  }

  /** A whole number from `least` up, or `Infinity` where a bound may be absent. */
  count(option: string, value: number | undefined, fallback: number, least: number): number {
    if (value === undefined) return fallback
    if (value === Number.POSITIVE_INFINITY || (Number.isSafeInteger(value) && value >= least)) return value
    return refuse(this.#name, `${option} must be a whole number from ${least} up, but is ${String(value)}`)
  }

  milliseconds(option: string, value: number): number {
    if (Number.isFinite(value) && value >= 0 && value < 2 ** 31) return value
    return refuse(
      this.#name,
      `${option} must be milliseconds from 0 up and below 2^31, but is ${String(value)}`,
    )
  }

  callback<F>(option: string, value: F | undefined): F | undefined {
    if (value === undefined || typeof value === 'function') return value
    return refuse(this.#name, `${option} must be a function, but is a ${typeof value}`)
  }
}

function retryDelay<T, R>(
  options: BatchOptions<T, R>,
  read: OptionReader,
): BatchSettings<T, R>['retryDelayMs'] {
  const delay = options.retryDelayMs ?? DEFAULT_RETRY_DELAY_MS
  if (typeof delay === 'function') return delay
  const fixed = read.milliseconds('retryDelayMs', delay)
  return () => fixed
}

/**
 * Completes the options with their defaults.
 *
 * @throws RocketMQError `CONFIGURATION` if one of them is wrong
 */
export function readBatchSettings<T, R>(options: BatchOptions<T, R>): BatchSettings<T, R> {
  const name = options.name ?? 'batch'
  const read = new OptionReader(name)
  if (typeof options.handler !== 'function') refuse(name, 'handler must be a function that takes the items')
  const onFull = options.onFull ?? 'wait'
  if (onFull !== 'wait' && onFull !== 'reject') {
    refuse(name, `onFull must be 'wait' or 'reject', but is ${String(onFull)}`)
  }
  const bounded = options.maxBytes !== undefined || options.bufferBytes !== undefined
  if (bounded && options.sizeOf === undefined)
    refuse(name, 'maxBytes and bufferBytes need sizeOf, give it too')
  const bufferSize = read.count('bufferSize', options.bufferSize, DEFAULT_BUFFER_SIZE, 1)
  const bufferBytes = read.count('bufferBytes', options.bufferBytes, Number.POSITIVE_INFINITY, 1)
  const batchSize = read.count('batchSize', options.batchSize, DEFAULT_BATCH_SIZE, 1)
  const maxBytes = read.count('maxBytes', options.maxBytes, Number.POSITIVE_INFINITY, 1)
  return {
    name,
    handler: options.handler,
    // A batch that fills the buffer cannot grow any more: it counts as full.
    batchSize: Math.min(batchSize, bufferSize),
    maxBytes: Math.min(maxBytes, bufferBytes),
    sizeOf: read.callback('sizeOf', options.sizeOf),
    flushIntervalMs: read.milliseconds('flushIntervalMs', options.flushIntervalMs ?? 0),
    bufferSize,
    bufferBytes,
    onFull,
    maxInFlight: read.count('maxInFlight', options.maxInFlight, DEFAULT_MAX_IN_FLIGHT, 1),
    maxInFlightTotal: read.count('maxInFlightTotal', options.maxInFlightTotal, Number.POSITIVE_INFINITY, 1),
    maxRetries: read.count('maxRetries', options.maxRetries, 0, 0),
    retryDelayMs: retryDelay(options, read),
    shouldRetry: read.callback('shouldRetry', options.shouldRetry) ?? retryable,
    splitOn: read.callback('splitOn', options.splitOn),
    keyOf: read.callback('keyOf', options.keyOf),
    onDone: read.callback('onDone', options.onDone),
    autoStart: options.autoStart ?? true,
  }
}
