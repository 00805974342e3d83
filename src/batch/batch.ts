import type { FlushReason } from '../stats/stats.js'
import type { Entry } from './entry.js'
import { Slot } from './slot.js'

/** The lane a batch left, as far as others than the scheduler need to know it. */
export interface Origin {
  readonly key: string
}

/** Items that leave together. */
export class Batch<T, R> {
  readonly lane: Origin
  /** Its place among the runs of the lane, shared by all parts of a batch that was split. */
  readonly slot: Slot<Batch<T, R>>
  readonly entries: Entry<T, R>[] = []
  /** The items of the entries, as the handler gets them. */
  items: T[] = []
  bytes = 0
  /** Why it left the buffer. */
  reason: FlushReason = 'adaptive'
  /** The run that is on or comes next, from 1. */
  attempt = 1
  /** Whether it has run before. */
  begun = false
  /** When the run began. */
  startedAt = 0
  /** Runs while it waits for its retry. */
  timer: NodeJS.Timeout | undefined = undefined
  /** Given up at the deadline of `stop()`: whatever the handler says now is too late. */
  abandoned = false

  /** @param slot that of the batch this is a part of; default one of its own */
  constructor(lane: Origin, slot = new Slot<Batch<T, R>>()) {
    this.lane = lane
    this.slot = slot
  }

  push(entry: Entry<T, R>): void {
    this.entries.push(entry)
    this.items.push(entry.item)
    this.bytes += entry.bytes
  }
}
