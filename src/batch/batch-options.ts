import { RocketMQError } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import type { FlushReason } from '../stats/stats.js'

/** What a batch processor does when an item arrives and its buffer is full. */
export type FullPolicy = 'wait' | 'reject'

/** How a {@link BatchProcessor} is made. Only `handler` is required. */
export interface BatchOptions<T, R = void> {
  /** Name in statistics and error messages. Default `'batch'`. */
  name?: string | undefined
  /** Does the work for a whole batch. */
  handler: BatchHandler<T, R>
  /** The most items of a batch; no more than `bufferSize`. Default 1000. */
  batchSize?: number | undefined
  /**
   * The most bytes of a batch, as `sizeOf` counts them; an item that is larger by itself goes alone.
   * Needs `sizeOf`. Default: `bufferBytes`.
   */
  maxBytes?: number | undefined
  /**
   * Bytes of one item: a finite number from 0 up. Called once per item, in `add()` or `post()`. Default: every item
   * counts 0.
   */
  sizeOf?: ((item: T) => number) | undefined
  /**
   * How long the first item of a batch waits for others, in milliseconds.
   *
   * 0, the default, is **adaptive**. The first item of an idle key leaves when the current turn of microtasks
   * ends, together with all that were added in it: a lone caller never waits. What arrives while `maxInFlight`
   * runs are out goes into the next batch as soon as one of them returns. So the size of batches follows the load
   * by itself: one caller at a time gets batches of one, a thousand callers get batches of hundreds. There is one
   * exception: if 32 or more items of a key are with the handler, and these are more than four times as many as those
   * that wait, then those that wait stay up to a millisecond longer, until a run ends, even if a slot is free.
   *
   * A positive value lingers: a batch leaves when it is full (`batchSize`, `maxBytes`) or when its first item
   * has waited that long. Worth it only where fewer batches matter more than latency.
   */
  flushIntervalMs?: number | undefined
  /** The most items that wait in the buffer; those out with the handler don't count. Default 10,000. */
  bufferSize?: number | undefined
  /**
   * The most bytes that wait in the buffer. An item that is larger by itself is taken when the buffer is empty.
   * Needs `sizeOf`. Default: no bound.
   */
  bufferBytes?: number | undefined
  /**
   * What `add()` does when the buffer is full: `'wait'` (default) for room, in the order of the calls, or
   * `'reject'` at once with code `FULL`.
   */
  onFull?: FullPolicy | undefined
  /**
   * Handler runs at once per key. Default 4. With 1 the items of a key are handled in strict order, retries
   * included: a batch that waits for its retry holds the key.
   */
  maxInFlight?: number | undefined
  /**
   * Handler runs at once over all keys; keys are served in turn when it is reached. A batch that waits for its
   * retry does not count. Default: no bound.
   */
  maxInFlightTotal?: number | undefined
  /** How often a batch whose handler run failed is tried again. Default 0. */
  maxRetries?: number | undefined
  /**
   * Milliseconds before a retry: a number, or a function of the attempt that failed (from 1), its error and the
   * items. Default 100.
   */
  retryDelayMs?: number | ((attempt: number, error: unknown, items: readonly T[]) => number) | undefined
  /**
   * Whether a failed batch is worth a retry, given the error and the attempt that failed (from 1). Default: a
   * `RocketMQError` says so itself (`retryable`), everything else is.
   */
  shouldRetry?: ((error: unknown, attempt: number) => boolean) | undefined
  /**
   * Whether an error may be the fault of a single item, given the attempt that failed (from 1). A batch of
   * several items that fails with such an error is cut in two halves, which run one after the other in its place,
   * each with all its retries, until the guilty item stands alone. While one half waits for a retry the other goes
   * on, except with `maxInFlight: 1`, where the order is kept. Asked before `shouldRetry`. Default: never.
   */
  splitOn?: ((error: unknown, attempt: number) => boolean) | undefined
  /** Batches are made and order is kept per key. Called once per item, when it is added. Default: one key for all. */
  keyOf?: ((item: T) => string) | undefined
  /**
   * Called once for every item given to `add()` or `post()`, when the processor is done with it: nothing here refers
   * to it any more, so it may be recycled. `error` is what its promise was (or would be) rejected with, `undefined`
   * if it was fulfilled. An item whose signal fired while it was out is done with when its batch is. Only a handler
   * that is still running when the deadline of `stop()` passes may hold items that are done with. Must not throw:
   * what it throws becomes a process warning.
   */
  onDone?: ((item: T, error: RocketMQError | undefined) => void) | undefined
  /** Whether the first `add()` starts the processor. With `false` items are only buffered until `start()`. Default `true`. */
  autoStart?: boolean | undefined
}

/** What a handler is told about the batch it gets. */
export interface BatchContext {
  /** The key all items of the batch share; `''` where the processor has no `keyOf`. */
  readonly key: string
  /** 1 for the first run of this batch, one more for each retry. The halves of a split batch begin at 1 again. */
  readonly attempt: number
  /** Why the batch left the buffer. */
  readonly reason: FlushReason
  /** Fires when the deadline of `stop()` passes: the items are rejected by then, so give up. */
  readonly signal: AbortSignal
}

/**
 * What a handler says: one result per item, in the order of the items, an {@link ItemFailure} where one item
 * failed; or nothing, which fulfils every item's promise with `undefined`.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler without results is written without a return
export type BatchResults<R> = readonly (R | ItemFailure)[] | void

/**
 * Does the work for a whole batch. If it throws or rejects, the batch is split, tried again or given up, as the
 * options say. It must not change `items`.
 */
export type BatchHandler<T, R> = (items: readonly T[], context: BatchContext) => Promise<BatchResults<R>>

/**
 * Put by a handler in the place of one item's result: rejects that item's promise and no other's.
 * Nothing is tried again for it.
 *
 * @example
 * ```ts
 * handler: async items => items.map(item => (item.ok ? item.id : new ItemFailure(new Error('refused'))))
 * ```
 */
export class ItemFailure {
  /** Why the item failed; a `RocketMQError` reaches the caller as it is, anything else wrapped as `HANDLER`. */
  readonly error: unknown

  /** @param error why the item failed */
  constructor(error: unknown) {
    this.error = error
  }
}

/** What goes along with one item. */
export interface AddOptions {
  /**
   * Takes the item out if it fires before the item left (code `ABORTED`). If the item is out with the handler,
   * only its promise is rejected: the work may still be done.
   */
  signal?: AbortSignal | undefined
  /**
   * What `ABORTED` says was aborted. Default `the item`.
   *
   * @internal
   */
  readonly what?: string
  /**
   * Whether a signal that fires while the item is out with the handler waits for that run, and rejects only what would
   * be tried again.
   *
   * @internal
   */
  readonly awaitsRun?: boolean
}

/** How {@link BatchProcessor.stop} ends. */
export interface StopOptions {
  /** How long to wait for what was added, in milliseconds; `Infinity` waits for ever. Default 30,000. */
  timeoutMs?: number | undefined
}

/** Where a processor is in its life: it goes from left to right and never back. */
export type BatchProcessorState = 'new' | 'running' | 'stopping' | 'stopped'

const DEFAULT_BATCH_SIZE = 1000
const DEFAULT_BUFFER_SIZE = 10_000
const DEFAULT_MAX_IN_FLIGHT = 4
const DEFAULT_RETRY_DELAY_MS = 100
const UNBOUNDED = Number.POSITIVE_INFINITY

const OPTION_NAMES = (
  'name handler batchSize maxBytes sizeOf flushIntervalMs bufferSize bufferBytes onFull maxInFlight ' +
  'maxInFlightTotal maxRetries retryDelayMs shouldRetry splitOn keyOf onDone autoStart'
).split(' ')

/** The options of a processor, checked and complete. */
export type BatchSettings<T, R> = Readonly<ReturnType<typeof readBatchSettings<T, R>>>

/** Retries what may succeed unchanged: our own errors know, of others the best is assumed. */
function retryable(error: unknown): boolean {
  return error instanceof RocketMQError ? error.retryable : true
}

function retryDelay<T>(
  delay: BatchOptions<T, unknown>['retryDelayMs'],
  check: OptionCheck,
): (attempt: number, error: unknown, items: readonly T[]) => number {
  if (typeof delay === 'function') return delay
  const fixed = check.milliseconds('retryDelayMs', delay, DEFAULT_RETRY_DELAY_MS)
  return () => fixed
}

/**
 * Completes the options with their defaults.
 *
 * @throws RocketMQError `CONFIGURATION` naming everything that is wrong
 */
export function readBatchSettings<T, R>(options: BatchOptions<T, R>) {
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
  return check.done({
    name,
    handler: given.handler,
    // A batch that fills the buffer cannot grow any more: it counts as full.
    batchSize: Math.min(batchSize, bufferSize),
    maxBytes: Math.min(maxBytes, bufferBytes),
    sizeOf: given.sizeOf,
    flushIntervalMs: check.milliseconds('flushIntervalMs', given.flushIntervalMs, 0),
    bufferSize,
    bufferBytes,
    onFull: check.oneOf('onFull', given.onFull, ['wait', 'reject'], 'wait'),
    maxInFlight: check.number('maxInFlight', given.maxInFlight, DEFAULT_MAX_IN_FLIGHT, { min: 1 }),
    maxInFlightTotal: check.number('maxInFlightTotal', given.maxInFlightTotal, UNBOUNDED, { min: 1 }),
    maxRetries: check.number('maxRetries', given.maxRetries, 0, { min: 0 }),
    retryDelayMs: retryDelay(given.retryDelayMs, check),
    shouldRetry: given.shouldRetry ?? retryable,
    splitOn: given.splitOn,
    keyOf: given.keyOf,
    onDone: given.onDone,
    autoStart: check.boolean('autoStart', given.autoStart, true),
  })
}
