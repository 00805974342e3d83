import type { FlushReason } from '../monitor/stats.js'
import type { Entry } from './entry.js'

/** The lane a batch left, as far as others than the scheduler need to know it. */
export interface Origin {
  readonly key: string
}

/** Items that leave together. It holds one slot of its lane until it, and all it was split into, is done. */
export class Batch<T, R> {
  readonly lane: Origin
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

  constructor(lane: Origin) {
    this.lane = lane
  }

  push(entry: Entry<T, R>): void {
    this.entries.push(entry)
    this.items.push(entry.item)
    this.bytes += entry.bytes
  }
}
