import { RocketMQError } from '../errors.js'
import { heed } from '../waiting/user-callback.js'
import type { Batch } from './batch.js'
import type { BatchCounters } from './batch-counters.js'
import { abortedError } from './batch-errors.js'
import type { BatchSettings } from './batch-settings.js'
import type { Entry } from './entry.js'
import type { FlushBarriers } from './flush-barriers.js'
import { ItemFailure } from './item-failure.js'

/** Settles the promises of a batch that is out, and keeps the accounts of it. */
export class BatchSettlement<T, R> {
  readonly #counters: BatchCounters
  readonly #barriers: FlushBarriers
  readonly #onDone: BatchSettings<T, R>['onDone']

  constructor(settings: BatchSettings<T, R>, counters: BatchCounters, barriers: FlushBarriers) {
    this.#counters = counters
    this.#barriers = barriers
    this.#onDone = settings.onDone
  }

  /** Fulfils all with `undefined`: a handler that gives no results is one whose `R` includes it. */
  fulfilAll(batch: Batch<T, R>): void {
    for (const entry of batch.entries) this.#fulfil(entry, undefined as R)
  }

  /** Settles each with its own result; there are as many as entries. */
  settle(batch: Batch<T, R>, results: readonly (R | ItemFailure)[]): void {
    const { entries } = batch
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index]!
      const failure = failureAt(results, index)
      if (failure !== undefined) this.#refuse(entry, failure)
      else this.#fulfil(entry, results[index] as R)
    }
  }

  /** Rejects all with the same error. */
  refuseAll(batch: Batch<T, R>, error: RocketMQError): void {
    for (const entry of batch.entries) this.#refuse(entry, error)
  }

  /**
   * Takes those out whose signal fired while they were out, so that they are not done again; says whether any
   * is left.
   */
  dropAborted(batch: Batch<T, R>): boolean {
    if (!batch.entries.some(entry => entry.watch?.fired)) return true
    const entries = batch.entries.splice(0)
    batch.items = []
    batch.bytes = 0
    for (const entry of entries) {
      if (!entry.watch?.fired) batch.push(entry)
      else this.#account(entry, abortedError(entry.watch.signal))
    }
    return batch.entries.length > 0
  }

  /** Tells the owner that nothing refers to the item any more. Its faults must not stop what goes on here. */
  finish(item: T, error: RocketMQError | undefined): void {
    try {
      heed(this.#onDone?.(item, error), warn)
    } catch (fault) {
      warn(fault)
    }
  }

  #fulfil(entry: Entry<T, R>, result: R): void {
    const { watch } = entry
    const settled = entry.fulfil(result)
    this.#account(entry, settled || watch === undefined ? undefined : abortedError(watch.signal))
  }

  #refuse(entry: Entry<T, R>, error: RocketMQError): void {
    entry.refuse(error)
    this.#account(entry, error)
  }

  #account(entry: Entry<T, R>, error: RocketMQError | undefined): void {
    if (error === undefined) this.#counters.succeeded++
    else this.#counters.failed++
    this.#counters.inFlightItems--
    if (this.#onDone !== undefined) this.finish(entry.item, error)
    if (this.#barriers.active) this.#barriers.pass(entry.sequence)
  }
}

/** Why the item at `index` failed, if it did; a result that throws when it is looked at is a failure of its own item. */
function failureAt(results: readonly unknown[], index: number): RocketMQError | undefined {
  try {
    const result = results[index]
    return result instanceof ItemFailure ? RocketMQError.from(result.error, 'HANDLER') : undefined
  } catch (error) {
    return RocketMQError.from(error, 'HANDLER')
  }
}

function warn(fault: unknown): void {
  process.emitWarning(RocketMQError.from(fault, 'HANDLER'))
}
