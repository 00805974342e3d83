import { Histogram } from '../stats/histogram.js'
import type { BatchStats, FlushReason } from '../stats/stats.js'
import type { FlowGate } from './flow-gate.js'
import type { Batch } from './lane.js'

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
