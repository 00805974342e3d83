import type { FlushReason } from '../stats/stats.js'
import type { BatchSettings } from './batch-settings.js'
import type { Lane } from './lane.js'

/**
 * Stragglers: items of a key of which at least that many are out, and more than so many times their own number.
 * They wait for company no longer than that.
 */
const STRAGGLER_LEAST_OUT = 32
const STRAGGLER_RATIO = 4
const STRAGGLER_WAIT_MS = 1

/**
 * When items may leave that have a free slot, and why they did.
 *
 * A few stragglers behind runs that are much larger wait for one of those to return, a millisecond at most: else
 * every handful of them would be a batch of its own, and cost as much as one of hundreds.
 */
export class DeparturePolicy<T, R> {
  readonly #settings: BatchSettings<T, R>
  /** Nothing lingers any more. */
  stopping = false
  /** Nothing lingers that was added up to here. */
  flushedUpTo = 0

  constructor(settings: BatchSettings<T, R>) {
    this.#settings = settings
  }

  /** How long a lane with items and a free slot may still wait for company; 0 or less if it should leave. */
  remainingMs(lane: Lane<T, R>, now: number): number {
    const { sequence, addedAt } = lane.head!
    if (this.stopping || sequence <= this.flushedUpTo || lane.isFull(this.#settings)) return 0
    const { flushIntervalMs } = this.#settings
    if (flushIntervalMs > 0) return addedAt + flushIntervalMs - now
    const { count, itemsOut } = lane
    return itemsOut >= STRAGGLER_LEAST_OUT && itemsOut > count * STRAGGLER_RATIO ? STRAGGLER_WAIT_MS : 0
  }

  /** Why a batch of that lane leaves that is not full. */
  partialReason(lane: Lane<T, R>): FlushReason {
    if (this.stopping) return 'stop'
    if (lane.head!.sequence <= this.flushedUpTo) return 'flush'
    return this.#settings.flushIntervalMs > 0 ? 'interval' : 'adaptive'
  }
}
