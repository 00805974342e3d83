import { AsyncResource } from 'node:async_hooks'
import { RocketMQError } from '../errors.js'
import { channels } from '../stats/channels.js'
import { LONGEST_TIMER_MS } from '../waiting/pause.js'
import { miscountedError } from './batch-errors.js'
import type { BatchResults } from './batch-handler.js'
import type { BatchSettings } from './batch-options.js'
import type { BatchCounters, BatchSettlement } from './batch-settlement.js'
import type { BatchBudget } from './flow-gate.js'
import { Batch, type Entry, type Slot } from './lane.js'
import type { LaneScheduler } from './lane-scheduler.js'

/**
 * Runs the handler on the batches that may leave, and sees each through its retries and halves until every promise is
 * settled.
 */
export class BatchRunner<T, R> {
  readonly #settings: BatchSettings<T, R>
  readonly #counters: BatchCounters
  readonly #settlement: BatchSettlement<T, R>
  readonly #scheduler: LaneScheduler<T, R>
  readonly #budget: BatchBudget
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
    scheduler: LaneScheduler<T, R>,
    budget: BatchBudget,
  ) {
    this.#settings = settings
    this.#counters = counters
    this.#settlement = settlement
    this.#scheduler = scheduler
    this.#budget = budget
  }

  /** Batches that are out: their runs are on or wait for a retry. */
  get out(): number {
    return this.#out.size
  }

  /** Runs what may leave, as long as the total of runs allows. */
  serve(): void {
    while (this.#running < this.#settings.maxInFlightTotal && this.#budget.allowsRun) {
      const batch = this.#scheduler.next()
      if (batch === undefined) return
      const { slot } = batch
      if (slot.busy) {
        // Another part of the same batch runs by now, and this one after it.
        slot.ready.unshift(batch)
        continue
      }
      const part = this.#nextPart(slot, batch)
      if (part !== undefined) this.#begin(part)
      else if (slot.open === 0) this.#scheduler.takeBack(batch)
    }
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
    this.#endRuns(this.#running)
    this.#abort.abort(error)
    return items
  }

  #begin(batch: Batch<T, R>): void {
    batch.slot.busy = true
    this.#running++
    this.#budget.runs++
    this.#run(batch)
  }

  #note(batch: Batch<T, R>): void {
    batch.begun = true
    this.#out.add(batch)
    this.#counters.recordBatch(batch)
    if (!channels.batchFlush.hasSubscribers) return
    const { items, reason, bytes } = batch
    channels.batchFlush.publish({ processor: this.#settings.name, reason, items: items.length, bytes })
  }

  #run(batch: Batch<T, R>): void {
    if (!batch.begun) this.#note(batch)
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
    if (this.#settings.maxInFlight > 1) this.#goOn(batch)
    else this.#endRun(batch)
  }

  readonly #onRetryDue = (batch: Batch<T, R>): void => {
    this.#scheduler.retry(batch)
    this.serve()
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
    const part = this.#nextPart(batch.slot)
    if (part === undefined) this.#endRun(batch)
    else this.#run(part)
  }

  /** The next part that is to run; those of which all items were aborted are done. */
  #nextPart(slot: Slot<T, R>, first = slot.ready.shift()): Batch<T, R> | undefined {
    for (let part = first; part !== undefined; part = slot.ready.shift()) {
      if (this.#settlement.dropAborted(part)) return part
      this.#out.delete(part)
      slot.open--
    }
    return undefined
  }

  #endRun(batch: Batch<T, R>): void {
    const { slot } = batch
    slot.busy = false
    if (slot.open === 0) this.#scheduler.takeBack(batch)
    this.#endRuns(1)
    this.serve()
  }

  #endRuns(count: number): void {
    this.#running -= count
    this.#budget.endRuns(count)
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
