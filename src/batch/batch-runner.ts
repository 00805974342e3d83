import { AsyncResource } from 'node:async_hooks'
import { RocketMQError } from '../errors.js'
import { channels } from '../stats/channels.js'
import { Histogram } from '../stats/meters.js'
import type { BatchStats, FlushReason } from '../stats/stats.js'
import { LONGEST_TIMER_MS } from '../waiting/pause.js'
import { heed, warn } from '../waiting/user-callback.js'
import { type BatchResults, type BatchSettings, ItemFailure } from './batch-options.js'
import { Batch, type Entry, type Slot } from './lane.js'
import type { BatchBudget, LaneScheduler } from './lane-scheduler.js'

/**
 * Runs the handler on the batches that may leave, and sees each through its retries and halves until every promise is
 * settled.
 */
export class BatchRunner<T, R> {
  readonly #settings: BatchSettings<T, R>
  readonly #settlement: BatchSettlement<T, R>
  readonly #counters: BatchCounters
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
    settlement: BatchSettlement<T, R>,
    scheduler: LaneScheduler<T, R>,
    budget: BatchBudget,
  ) {
    this.#settings = settings
    this.#settlement = settlement
    this.#counters = settlement.counters
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
      if (batch.attempt === 1) this.#counters.recordDeparture(batch)
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
    if (batch.resting) batch.rest(false)
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
    else this.#settlement.refuseAll(batch, this.#miscounted(given, expected))
    this.#done(batch)
  }

  #miscounted(given: number | undefined, expected: number): RocketMQError {
    const got = given === undefined ? 'what is not an array' : `${given} results`
    return new RocketMQError(
      'PROTOCOL',
      `The handler of batch processor "${this.#settings.name}" gave ${got} for ${expected} items. ` +
        'It must give an array with one result per item, in their order, or nothing.',
    )
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
    // The handler may have taken items out of its array.
    batch.items = batch.entries.map(({ item }) => item)
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
    batch.rest(true)
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
    part.rest(true)
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

/** Waits until all is settled that was added before. */
interface Barrier {
  /** The last item it waits for. */
  readonly sequence: number
  left: number
  readonly open: () => void
}

/** Where every item ends: its promise is settled, it is counted, its owner told, and whoever waits for it goes on. */
export class BatchSettlement<T, R> {
  readonly counters = new BatchCounters()
  readonly #onDone: BatchSettings<T, R>['onDone']
  #barriers: Barrier[] = []

  constructor({ onDone }: BatchSettings<T, R>) {
    this.#onDone = onDone
  }

  /** Waits for the `left` items up to `sequence` that are still open. Costs nothing while nobody does. */
  allUpTo(sequence: number, left: number): Promise<void> {
    if (left === 0) return Promise.resolve()
    return new Promise(open => {
      this.#barriers.push({ sequence, left, open })
    })
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
    if (!batch.entries.some(entry => entry.watch?.error)) return true
    const entries = batch.entries.splice(0)
    batch.items = []
    batch.bytes = 0
    for (const entry of entries) {
      const error = entry.watch?.error
      if (error === undefined) batch.push(entry)
      else this.#refuse(entry, error)
    }
    return batch.entries.length > 0
  }

  /** Rejects an item that never left. */
  abandon(entry: Entry<T, R>, error: RocketMQError): void {
    entry.refuse(error)
    this.end(entry, 'failed', error)
  }

  /** Somebody else sees to an item from now on. */
  handOver(entry: Entry<T, R>): void {
    this.counters.succeeded++
    if (this.#barriers.length > 0) this.#pass(entry.sequence)
  }

  /** Does everything about the end of an item that was taken in, save for its promise. */
  end(
    entry: Entry<T, R>,
    outcome: 'succeeded' | 'failed' | 'aborted',
    error: RocketMQError | undefined,
  ): void {
    this.counters[outcome]++
    if (this.#onDone !== undefined) this.tellOwner(entry.item, error)
    if (this.#barriers.length > 0) this.#pass(entry.sequence)
  }

  /** Tells the owner that nothing refers to the item any more. Its faults must not stop what goes on here. */
  tellOwner(item: T, error: RocketMQError | undefined): void {
    try {
      const returned: unknown = this.#onDone?.(item, error)
      if (returned !== undefined) heed(returned, warn)
    } catch (fault) {
      warn(fault)
    }
  }

  #fulfil(entry: Entry<T, R>, result: R): void {
    const error = entry.fulfil(result)
    this.#endOut(entry, error === undefined ? 'succeeded' : 'failed', error)
  }

  #refuse(entry: Entry<T, R>, error: RocketMQError): void {
    entry.refuse(error)
    this.#endOut(entry, 'failed', error)
  }

  #endOut(entry: Entry<T, R>, outcome: 'succeeded' | 'failed', error: RocketMQError | undefined): void {
    this.counters.inFlightItems--
    this.end(entry, outcome, error)
  }

  #pass(sequence: number): void {
    let opened = false
    for (const barrier of this.#barriers) {
      if (sequence > barrier.sequence || --barrier.left > 0) continue
      barrier.open()
      opened = true
    }
    if (opened) this.#barriers = this.#barriers.filter(barrier => barrier.left > 0)
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

/** What a processor counts: plain numbers, written on the hot path, read by {@link BatchCounters.stats}. */
class BatchCounters {
  succeeded = 0
  failed = 0
  aborted = 0
  rejected = 0
  batches = 0
  retries = 0
  splits = 0
  inFlightItems = 0
  readonly #reasons: Record<FlushReason, number> = {
    size: 0,
    bytes: 0,
    interval: 0,
    adaptive: 0,
    flush: 0,
    stop: 0,
    split: 0,
  }
  readonly #items = new Histogram()
  readonly #bytes = new Histogram()
  readonly #waitMs = new Histogram(1000)
  readonly handlerMs = new Histogram(1000)

  /** A batch is handed to the handler for the first time. */
  recordBatch<T, R>(batch: Batch<T, R>): void {
    this.batches++
    this.#reasons[batch.reason]++
    this.#items.record(batch.entries.length)
    if (batch.bytes > 0) this.#bytes.record(batch.bytes)
  }

  /** A batch left the buffer. */
  recordDeparture<T, R>(batch: Batch<T, R>): void {
    const now = performance.now()
    this.inFlightItems += batch.entries.length
    for (const entry of batch.entries) this.#waitMs.record(now - entry.addedAt)
  }

  /** @param now what is here at this moment */
  stats(
    now: Pick<BatchStats, 'name' | 'buffered' | 'bufferedBytes' | 'bufferSize' | 'waiting' | 'inFlight'>,
  ): BatchStats {
    const { succeeded, failed, aborted, rejected, batches, retries, splits, inFlightItems } = this
    return {
      ...now,
      // Nothing else becomes of an item: a counter of its own could only disagree.
      added: succeeded + failed + aborted + now.buffered + inFlightItems,
      succeeded,
      failed,
      aborted,
      rejected,
      batches,
      retries,
      splits,
      inFlightItems,
      flushReasons: { ...this.#reasons },
      batchItems: this.#items.summary(),
      batchBytes: this.#bytes.summary(),
      waitMs: this.#waitMs.summary(),
      handlerMs: this.handlerMs.summary(),
    }
  }
}
