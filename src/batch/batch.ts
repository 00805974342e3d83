import type { FlushReason } from '../monitor/stats.js'
import type { Entry } from './entry.js'
import type { Lane } from './lane.js'

/** Items that leave together. It holds one slot of its lane until it, and all it was split into, is done. */
export class Batch<T, R> {
  readonly lane: Lane<T, R>
  readonly entries: Entry<T, R>[] = []
  /** The items of the entries, as the handler gets them. */
  items: T[] = []
  bytes = 0
  /** How many items took the slot: more than it has now if it is a part of those. */
  slotItems = 0
  /** Why it left the buffer. */
  reason: FlushReason = 'adaptive'
  /** The run that is on or comes next, from 1. */
  attempt = 1
  /** When the run began. */
  startedAt = 0
  /** What runs in the same slot when this is done: the later part of a batch that was split. */
  next: Batch<T, R> | undefined = undefined
  /** Runs while it waits for its retry. */
  timer: NodeJS.Timeout | undefined = undefined
  /** Given up at the deadline of `stop()`: whatever the handler says now is too late. */
  abandoned = false

  constructor(lane: Lane<T, R>) {
    this.lane = lane
  }

  push(entry: Entry<T, R>): void {
    this.entries.push(entry)
    this.items.push(entry.item)
    this.bytes += entry.bytes
  }
}
