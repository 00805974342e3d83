import type { FlushReason } from '../stats/stats.js'
import { Batch } from './batch.js'
import type { BatchSettings } from './batch-settings.js'
import { EntryList } from './entry-list.js'

/** Where a lane stands on its way to the handler, in the order it passes through. */
export const Stage = {
  /** Not on its way: empty, lingering, or all its slots are taken. */
  resting: 0,
  /** Leaves when the event loop has delivered what is there, so that replies on their way bring company. */
  soon: 1,
  /** Leaves when the current microtasks are done. */
  turn: 2,
  /** Leaves as soon as the total of handler runs allows. */
  ready: 3,
} as const

/** The items of one key that wait, and what is known of those that left. */
export class Lane<T, R> extends EntryList<T, R> {
  readonly key: string
  /** Slots taken, by runs and by batches that wait for a retry. */
  inFlight = 0
  /** Items that left in those slots. */
  itemsOut = 0
  stage: number = Stage.resting
  /** Batches whose retry is due; they have their slots already. */
  readonly retries: Batch<T, R>[] = []
  /** Ends the lingering of the first item. */
  timer: NodeJS.Timeout | undefined = undefined
  /** The lane behind this one in the queue of ready lanes. */
  behind: Lane<T, R> | undefined = undefined

  constructor(key: string) {
    super()
    this.key = key
  }

  /** Whether a batch is full. */
  isFull(settings: BatchSettings<T, R>): boolean {
    return this.count >= settings.batchSize || this.bytes >= settings.maxBytes
  }

  /** Takes the next batch off the front; `partial` is the reason if it is not full. */
  cut(settings: BatchSettings<T, R>, partial: FlushReason): Batch<T, R> {
    const { batchSize, maxBytes } = settings
    const batch = new Batch<T, R>(this)
    let head = this.head
    while (head !== undefined && batch.items.length < batchSize) {
      if (batch.items.length > 0 && batch.bytes + head.bytes > maxBytes) break
      this.remove(head)
      batch.push(head)
      head = this.head
    }
    if (batch.items.length >= batchSize) batch.reason = 'size'
    else if (head !== undefined || batch.bytes >= maxBytes) batch.reason = 'bytes'
    else batch.reason = partial
    return batch
  }

  /** A batch takes a slot; what waits behind it starts to wait for company of its own. */
  sendOut(batch: Batch<T, R>): void {
    this.stopTimer()
    this.inFlight++
    this.itemsOut += batch.items.length
    batch.slot.items = batch.items.length
  }

  /** A batch, or the last part of it, gives its slot back. */
  takeBack(batch: Batch<T, R>): void {
    this.inFlight--
    this.itemsOut -= batch.slot.items
  }

  stopTimer(): void {
    if (this.timer === undefined) return
    clearTimeout(this.timer)
    this.timer = undefined
  }
}
