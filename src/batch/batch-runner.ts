import { AsyncResource } from 'node:async_hooks'
import { RocketMQError } from '../errors.js'
import { channels } from '../stats/channels.js'
import { Batch } from './batch.js'
import type { BatchCounters } from './batch-counters.js'
import { miscountedError } from './batch-errors.js'
import type { BatchResults } from './batch-handler.js'
import type { BatchSettings } from './batch-settings.js'
import type { BatchSettlement } from './batch-settlement.js'
import type { Entry } from './entry.js'

const LONGEST_TIMER_MS = 2 ** 31 - 1

/** What the runner tells the one who schedules. */
export interface RunnerListener<T, R> {
  /** The batch, and all it was split into, is done: its slot is free. */
  onDone(batch: Batch<T, R>): void
  /** A batch waits to be run again; meanwhile others may run in its stead, but not in its lane's slot. */
  onPaused(): void
  /** The time has come to run it again. */
  onRetryDue(batch: Batch<T, R>): void
}

/** Runs the handler on batches, and sees each through its retries and halves until every promise is settled. */
export class BatchRunner<T, R> {
  readonly #settings: BatchSettings<T, R>
  readonly #counters: BatchCounters
  readonly #settlement: BatchSettlement<T, R>
  readonly #listener: RunnerListener<T, R>
  /**
   * Runs belong to no caller: without a context of their own they would inherit that of whoever came first. Each has
   * one within this, so that what a handler leaves in it is not found by the next.
   */
  readonly #scope = new AsyncResource('BatchProcessor', { requireManualDestroy: true })
  readonly #abort = new AbortController()
  readonly #out = new Set<Batch<T, R>>()
  #running = 0

  constructor(
    settings: BatchSettings<T, R>,
    counters: BatchCounters,
    settlement: BatchSettlement<T, R>,
    listener: RunnerListener<T, R>,
  ) {
    this.#settings = settings
    this.#counters = counters
    this.#settlement = settlement
    this.#listener = listener
  }

  /** Handler runs that are on. */
  get running(): number {
    return this.#running
  }

  /** Batches that are out: their runs are on or wait for a retry. */
  get out(): number {
    return this.#out.size
  }

  /** Runs a batch for the first time. */
  start(batch: Batch<T, R>): void {
    this.#running++
    this.#begin(batch)
  }

  /** Runs a batch again whose retry is due, or leaves it to the part that runs in its slot by now. */
  resume(batch: Batch<T, R>): void {
    const { slot } = batch
    slot.ready.unshift(batch)
    if (slot.busy) return
    this.#running++
    slot.busy = true
    this.#goOn(batch)
  }

  /** Rejects all that is out and tells the handlers to give up; gives the number of items given up. */
  abandon(error: RocketMQError): number {
    let items = 0
    for (const batch of this.#out) {
      for (const part of [batch, ...batch.slot.ready]) {
        if (part.abandoned) continue
        part.abandoned = true
        clearTimeout(part.timer)
        items += part.entries.length
        this.#settlement.refuseAll(part, error)
      }
    }
    this.#out.clear()
    this.#running = 0
    this.#abort.abort(error)
    return items
  }

  #begin(batch: Batch<T, R>): void {
    this.#out.add(batch)
    batch.begun = true
    this.#counters.recordBatch(batch)
    if (channels.batchFlush.hasSubscribers) {
      const { items, reason, bytes } = batch
      channels.batchFlush.publish({
        processor: this.#settings.name,
        reason,
        items: items.length,
        bytes,
      })
    }
    this.#run(batch)
  }

  #run(batch: Batch<T, R>): void {
    const { attempt, reason } = batch
    let outcome: Promise<BatchResults<R>>
    batch.startedAt = performance.now()
    try {
      const context = { key: batch.lane.key, attempt, reason, signal: this.#abort.signal }
      outcome = Promise.resolve(
        this.#scope
          .runInAsyncScope(runScope)
          .runInAsyncScope(this.#settings.handler, undefined, batch.items, context),
      )
    } catch (error) {
      outcome = Promise.reject(error)
    }
    outcome.then(
      results => this.#onResults(batch, results),
      error => this.#onFailure(batch, error),
    )
  }

  #onResults(batch: Batch<T, R>, results: BatchResults<R>): void {
    if (batch.abandoned) return
    this.#counters.handlerMs.record(performance.now() - batch.startedAt)
    const expected = batch.entries.length
    const given = lengthOf(results)
    if (results === undefined) this.#settlement.fulfilAll(batch)
    else if (given === expected) this.#settlement.settle(batch, results)
    else this.#settlement.refuseAll(batch, miscountedError(this.#settings, given, expected))
    this.#done(batch)
  }

  #onFailure(batch: Batch<T, R>, error: unknown): void {
    if (batch.abandoned) return
    this.#counters.handlerMs.record(performance.now() - batch.startedAt)
    const tried = batch.entries.length
    try {
      if (this.#settlement.dropAborted(batch) && this.#goesOn(batch, error, tried)) return
      this.#settlement.refuseAll(batch, RocketMQError.from(error, 'HANDLER'))
    } catch (fault) {
      // One of the callbacks among the options threw; the batch must be settled all the same.
      this.#settlement.refuseAll(batch, RocketMQError.from(fault, 'HANDLER'))
    }
    this.#done(batch)
  }

  /** Splits the failed batch or has it tried again; `false` if there is nothing left to try. */
  #goesOn(batch: Batch<T, R>, error: unknown, tried: number): boolean {
    const { splitOn, maxRetries, shouldRetry, retryDelayMs } = this.#settings
    if (tried > 1 && splitOn?.(error, batch.attempt) === true) {
      this.#tell(batch, error)
      this.#split(batch)
      return true
    }
    if (batch.attempt > maxRetries || !shouldRetry(error, batch.attempt)) return false
    const delay = retryDelayMs(batch.attempt, error, batch.items)
    this.#tell(batch, error)
    this.#pause(batch, delay)
    return true
  }

  #tell(batch: Batch<T, R>, error: unknown): void {
    if (!channels.batchRetry.hasSubscribers) return
    const { attempt, items } = batch
    channels.batchRetry.publish({ processor: this.#settings.name, items: items.length, attempt, error })
  }

  #pause(batch: Batch<T, R>, delay: number): void {
    batch.attempt++
    this.#counters.retries++
    batch.timer = setTimeout(this.#onRetryDue, Math.min(Math.max(delay, 0), LONGEST_TIMER_MS), batch)
    // Parts behind a guilty one need not wait until it is given up, unless the order is strict.
    if (this.#settings.maxInFlight > 1 && batch.slot.ready.length > 0) {
      this.#goOn(batch)
      return
    }
    this.#running--
    batch.slot.busy = false
    this.#listener.onPaused()
  }

  readonly #onRetryDue = (batch: Batch<T, R>): void => {
    this.#listener.onRetryDue(batch)
  }

  /** Puts two halves in the place of the whole, and runs the first. */
  #split(batch: Batch<T, R>): void {
    this.#counters.splits++
    const { entries, slot } = batch
    const middle = (entries.length + 1) >> 1
    const parts = [entries.slice(0, middle), entries.slice(middle)].filter(part => part.length > 0)
    slot.open += parts.length - 1
    slot.ready.unshift(...parts.map(part => this.#part(batch, part)))
    this.#out.delete(batch)
    this.#goOn(batch)
  }

  #part(whole: Batch<T, R>, entries: Entry<T, R>[]): Batch<T, R> {
    const part = new Batch<T, R>(whole.lane, whole.slot)
    part.reason = 'split'
    for (const entry of entries) part.push(entry)
    return part
  }

  #done(batch: Batch<T, R>): void {
    this.#out.delete(batch)
    batch.slot.open--
    this.#goOn(batch)
  }

  /** Runs the next part in the slot of `batch`, in the place of a run that just ended. */
  #goOn(batch: Batch<T, R>): void {
    const { slot } = batch
    for (let part = slot.ready.shift(); part !== undefined; part = slot.ready.shift()) {
      if (this.#settlement.dropAborted(part)) {
        if (part.begun) this.#run(part)
        else this.#begin(part)
        return
      }
      this.#out.delete(part)
      slot.open--
    }
    this.#running--
    slot.busy = false
    if (slot.open === 0) this.#listener.onDone(batch)
    else this.#listener.onPaused()
  }
}

function runScope(): AsyncResource {
  return new AsyncResource('BatchProcessor run', { requireManualDestroy: true })
}

/** `undefined` for what is no array, or a proxy that throws when it is looked at. */
function lengthOf(results: unknown): number | undefined {
  try {
    return Array.isArray(results) ? results.length : undefined
  } catch {
    return undefined
  }
}
