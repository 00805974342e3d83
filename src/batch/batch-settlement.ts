import { abortedError, RocketMQError } from '../errors.js'
import { Histogram } from '../stats/meters.js'
import type { BatchStats, FlushReason } from '../stats/stats.js'
import { heed } from '../waiting/user-callback.js'
import { ItemFailure } from './batch-handler.js'
import type { BatchSettings } from './batch-options.js'
import type { FlowGate } from './flow-gate.js'
import type { Batch, Entry } from './lane.js'

/** Waits until all is settled that was added before. */
interface Barrier {
  /** The last item it waits for. */
  readonly sequence: number
  left: number
  readonly open: () => void
}

/** Where every item ends: its promise is settled, it is counted, its owner told, and whoever waits for it goes on. */
export class BatchSettlement<T, R> {
  readonly #counters: BatchCounters
  readonly #onDone: BatchSettings<T, R>['onDone']
  #barriers: Barrier[] = []

  constructor(settings: BatchSettings<T, R>, counters: BatchCounters) {
    this.#counters = counters
    this.#onDone = settings.onDone
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
    if (!batch.entries.some(entry => entry.watch?.fired)) return true
    const entries = batch.entries.splice(0)
    batch.items = []
    batch.bytes = 0
    for (const entry of entries) {
      if (!entry.watch?.fired) batch.push(entry)
      else this.#endOut(entry, 'failed', abortedError('the item', entry.watch.signal))
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
    this.#counters.succeeded++
    if (this.#barriers.length > 0) this.#pass(entry.sequence)
  }

  /** Does everything about the end of an item that was taken in, save for its promise. */
  end(
    entry: Entry<T, R>,
    outcome: 'succeeded' | 'failed' | 'aborted',
    error: RocketMQError | undefined,
  ): void {
    this.#counters[outcome]++
    if (this.#onDone !== undefined) this.tellOwner(entry.item, error)
    if (this.#barriers.length > 0) this.#pass(entry.sequence)
  }

  /** Tells the owner that nothing refers to the item any more. Its faults must not stop what goes on here. */
  tellOwner(item: T, error: RocketMQError | undefined): void {
    try {
      heed(this.#onDone?.(item, error), warn)
    } catch (fault) {
      warn(fault)
    }
  }

  #fulfil(entry: Entry<T, R>, result: R): void {
    const { watch } = entry
    if (entry.fulfil(result) || watch === undefined) this.#endOut(entry, 'succeeded', undefined)
    else this.#endOut(entry, 'failed', abortedError('the item', watch.signal))
  }

  #refuse(entry: Entry<T, R>, error: RocketMQError): void {
    entry.refuse(error)
    this.#endOut(entry, 'failed', error)
  }

  #endOut(entry: Entry<T, R>, outcome: 'succeeded' | 'failed', error: RocketMQError | undefined): void {
    this.#counters.inFlightItems--
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

function warn(fault: unknown): void {
  process.emitWarning(RocketMQError.from(fault, 'HANDLER'))
}

/** What a processor counts: plain numbers, written on the hot path, read by {@link BatchCounters.stats}. */
export class BatchCounters {
  added = 0
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

  /** A batch left the buffer at `now`. */
  recordDeparture<T, R>(batch: Batch<T, R>, now: number): void {
    this.inFlightItems += batch.entries.length
    for (const entry of batch.entries) this.#waitMs.record(now - entry.addedAt)
  }

  stats<T, R>(name: string, bufferSize: number, gate: FlowGate<T, R>, inFlight: number): BatchStats {
    return {
      name,
      added: this.added,
      succeeded: this.succeeded,
      failed: this.failed,
      aborted: this.aborted,
      rejected: this.rejected,
      batches: this.batches,
      retries: this.retries,
      splits: this.splits,
      buffered: gate.count,
      bufferedBytes: gate.bytes,
      bufferSize,
      waiting: gate.waiting.count,
      inFlight,
      inFlightItems: this.inFlightItems,
      flushReasons: { ...this.#reasons },
      batchItems: this.#items.summary(),
      batchBytes: this.#bytes.summary(),
      waitMs: this.#waitMs.summary(),
      handlerMs: this.handlerMs.summary(),
    }
  }
}
