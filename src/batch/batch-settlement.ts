import { RocketMQError } from '../errors.js'
import type { Batch } from './batch.js'
import type { BatchCounters } from './batch-counters.js'
import type { FlushBarriers } from './flush-barriers.js'
import { ItemFailure } from './item-failure.js'

/** Settles the promises of a batch that is out, and keeps the accounts of it. */
export class BatchSettlement<T, R> {
  readonly #counters: BatchCounters
  readonly #barriers: FlushBarriers

  constructor(counters: BatchCounters, barriers: FlushBarriers) {
    this.#counters = counters
    this.#barriers = barriers
  }

  /** Fulfils all with `undefined`: a handler that gives no results is one whose `R` includes it. */
  fulfilAll(batch: Batch<T, R>): void {
    for (const entry of batch.entries) this.#account(entry.sequence, entry.fulfil(undefined as R))
  }

  /** Settles each with its own result; there are as many as entries. */
  settle(batch: Batch<T, R>, results: readonly (R | ItemFailure)[]): void {
    const { entries } = batch
    for (let index = 0; index < entries.length; index++) {
      const entry = entries[index]!
      const result = results[index] as R | ItemFailure
      if (result instanceof ItemFailure) {
        entry.refuse(RocketMQError.from(result.error, 'HANDLER'))
        this.#account(entry.sequence, false)
      } else {
        this.#account(entry.sequence, entry.fulfil(result))
      }
    }
  }

  /** Rejects all with the same error. */
  refuseAll(batch: Batch<T, R>, error: RocketMQError): void {
    for (const entry of batch.entries) {
      entry.refuse(error)
      this.#account(entry.sequence, false)
    }
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
      else this.#account(entry.sequence, false)
    }
    return batch.entries.length > 0
  }

  #account(sequence: number, succeeded: boolean): void {
    if (succeeded) this.#counters.succeeded++
    else this.#counters.failed++
    this.#counters.inFlightItems--
    if (this.#barriers.active) this.#barriers.pass(sequence)
  }
}
