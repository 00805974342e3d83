import { abortedError, RocketMQError, textOf } from '../errors.js'
import type { FlushReason } from '../stats/stats.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import type { AddOptions, BatchSettings } from './batch-options.js'

/**
 * Where a lane stands on its way to the handler, in the order it passes through.
 *
 * - `resting`: not on its way, because it is empty, lingers, or has taken all its slots.
 * - `soon`: leaves when the event loop has delivered what has arrived, so that what callers add on it leaves with it.
 * - `turn`: leaves when the current microtasks are done.
 * - `ready`: leaves as soon as the total of handler runs allows.
 */
type Stage = 'resting' | 'soon' | 'turn' | 'ready'

/** One item on its way, with the promise its caller holds. */
export class Entry<T, R> {
  readonly item: T
  /** Settle the caller's promise; use {@link Entry.fulfil} and {@link Entry.refuse} once it has been taken in. */
  readonly resolve: (value: R | PromiseLike<R>) => void
  readonly reject: (error: unknown) => void
  key = ''
  bytes = 0
  /** When `add()` was called, on the clock of `performance.now()`. */
  addedAt = 0
  /** Its place in the order of all `add()` calls, from 1. */
  sequence = 0
  /** Neighbours in the list it stands in. */
  next: Entry<T, R> | undefined = undefined
  previous: Entry<T, R> | undefined = undefined
  /** The list it stands in; `undefined` once it has left with a batch or is done with. */
  place: EntryList<T, R> | undefined = undefined
  /** Watches the caller's signal, if there is one. */
  watch: AbortWatch<T, R> | undefined = undefined

  constructor(item: T, resolve: (value: R | PromiseLike<R>) => void, reject: (error: unknown) => void) {
    this.item = item
    this.resolve = resolve
    this.reject = reject
  }

  /** Asks `sizeOf` and `keyOf` about the item; gives the reason if it cannot be taken. */
  measure(settings: BatchSettings<T, R>): RocketMQError | undefined {
    const { sizeOf, keyOf } = settings
    try {
      if (sizeOf !== undefined) this.bytes = sizeOf(this.item)
      if (keyOf !== undefined) this.key = keyOf(this.item)
    } catch (error) {
      return unusable(settings, `sizeOf or keyOf threw: ${textOf(error)}`, error)
    }
    if (this.bytes >= 0 && this.bytes < Number.POSITIVE_INFINITY) return undefined
    return unusable(settings, `sizeOf gave ${textOf(this.bytes)}, not a number of bytes`)
  }

  /** Fulfils the promise; what the caller's signal had rejected it with before that, if it had. */
  fulfil(value: R): RocketMQError | undefined {
    const { watch } = this
    if (watch !== undefined) {
      watch.close()
      if (watch.error !== undefined && !watch.awaitsRun) return watch.error
    }
    this.resolve(value)
    return undefined
  }

  /** Rejects the promise, unless the caller's signal already has. */
  refuse(error: unknown): void {
    this.watch?.close()
    this.reject(error)
  }
}

function unusable({ name }: { readonly name: string }, what: string, cause?: unknown): RocketMQError {
  return new RocketMQError('INVALID_ARGUMENT', `Batch processor "${name}" cannot take the item: ${what}.`, {
    cause,
  })
}

/** Listens to the signal of one entry. An object in the listener's role saves the closure. */
export class AbortWatch<T, R> {
  readonly #options: AddOptions
  readonly #signal: AbortSignal
  readonly #entry: Entry<T, R>
  readonly #onAbort: (entry: Entry<T, R>, error: RocketMQError) => void
  /** Whether the entry is out with the handler, but nothing of it is under way: its batch waits for its next run. */
  resting = false
  /** Set when the signal fired while the entry was still open. */
  error: RocketMQError | undefined = undefined

  constructor(
    options: AddOptions,
    signal: AbortSignal,
    entry: Entry<T, R>,
    onAbort: (entry: Entry<T, R>, error: RocketMQError) => void,
  ) {
    this.#options = options
    this.#signal = signal
    this.#entry = entry
    this.#onAbort = onAbort
    listenForAbort(signal, this)
  }

  /** Called by the signal. */
  handleEvent(): void {
    this.error = aborted(this.#options, this.#signal)
    this.#onAbort(this.#entry, this.error)
  }

  /** Whether a signal that fires while the entry is out with the handler leaves its promise to the handler. */
  get awaitsRun(): boolean {
    return this.#options.awaitsRun === true && !this.resting
  }

  /** Stops listening. */
  close(): void {
    if (this.error === undefined) stopListening(this.#signal, this)
  }
}

/** What an item is rejected with whose signal fired. */
export function aborted({ what = 'the item' }: AddOptions, signal: AbortSignal): RocketMQError {
  return abortedError(what, signal)
}

/**
 * Entries in order, linked through themselves: nothing is allocated or copied to stand in line, and an entry
 * whose caller gave up leaves from the middle at once.
 */
export class EntryList<T, R> {
  head: Entry<T, R> | undefined = undefined
  #tail: Entry<T, R> | undefined = undefined
  /** How many stand here. */
  count = 0
  /** Their bytes. */
  bytes = 0

  append(entry: Entry<T, R>): void {
    const tail = this.#tail
    entry.place = this
    entry.previous = tail
    if (tail === undefined) this.head = entry
    else tail.next = entry
    this.#tail = entry
    this.count++
    this.bytes += entry.bytes
  }

  remove(entry: Entry<T, R>): void {
    const { next, previous } = entry
    if (previous === undefined) this.head = next
    else previous.next = next
    if (next === undefined) this.#tail = previous
    else next.previous = previous
    // Cut loose, or a long-lived old entry would keep its young successors alive through every scavenge.
    entry.next = undefined
    entry.previous = undefined
    entry.place = undefined
    this.count--
    this.bytes = this.count === 0 ? 0 : this.bytes - entry.bytes
  }

  /** Takes the first one out. */
  shift(): Entry<T, R> | undefined {
    const { head } = this
    if (head !== undefined) this.remove(head)
    return head
  }

  /** Takes all out. */
  moveTo(target: Entry<T, R>[]): void {
    for (let entry = this.shift(); entry !== undefined; entry = this.shift()) target.push(entry)
  }
}

/** The items of one key that wait, and what is known of those that left. */
export class Lane<T, R> extends EntryList<T, R> {
  readonly key: string
  /** Slots taken, by runs and by batches that wait for a retry. */
  inFlight = 0
  /** Items that left in those slots. */
  itemsOut = 0
  stage: Stage = 'resting'
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

  /** Whether a later arrival could still change when it leaves. */
  get isOpen(): boolean {
    return this.stage === 'resting' || this.stage === 'soon'
  }

  /** Whether a batch is full. */
  isFull(settings: BatchSettings<T, R>): boolean {
    return this.count >= settings.batchSize || this.bytes >= settings.maxBytes
  }

  /** Takes the next batch off the front; `partial` is the reason if it is not full. */
  cut(settings: BatchSettings<T, R>, partial: FlushReason): Batch<T, R> {
    const { batchSize, maxBytes } = settings
    const batch = new Batch<T, R>(this)
    let { head } = this
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

/** Lanes that wait to be served, first come, first served; a lane goes back to the end after each batch. */
export class LaneQueue<T, R> {
  #head: Lane<T, R> | undefined = undefined
  #tail: Lane<T, R> | undefined = undefined

  push(lane: Lane<T, R>): void {
    if (this.#tail === undefined) this.#head = lane
    else this.#tail.behind = lane
    this.#tail = lane
  }

  shift(): Lane<T, R> | undefined {
    const lane = this.#head
    if (lane === undefined) return undefined
    this.#head = lane.behind
    if (this.#head === undefined) this.#tail = undefined
    lane.behind = undefined
    return lane
  }
}

/** Items that leave together. */
export class Batch<T, R> {
  readonly lane: Lane<T, R>
  /** Its place among the runs of the lane, shared by all parts of a batch that was split. */
  readonly slot: Slot<T, R>
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
  /** Whether it waits to run again, alone or as a part of one that was split. */
  resting = false

  /** @param slot that of the batch this is a part of; default one of its own */
  constructor(lane: Lane<T, R>, slot = new Slot<T, R>()) {
    this.lane = lane
    this.slot = slot
  }

  push(entry: Entry<T, R>): void {
    this.entries.push(entry)
    this.items.push(entry.item)
    this.bytes += entry.bytes
  }

  /** It waits for its next run, or that begins. */
  rest(resting: boolean): void {
    this.resting = resting
    for (const { watch } of this.entries) if (watch !== undefined) watch.resting = resting
  }
}

/**
 * The right of a batch to run, one of the `maxInFlight` of its lane. The parts of a batch that was split share
 * it: one of them runs at a time, and the slot is free when all are done.
 */
export class Slot<T, R> {
  /** How many items took it. */
  items = 0
  /** Parts that are not done. */
  open = 1
  /** Whether one of them runs. */
  busy = false
  /** Parts that may run as soon as it is not busy, in this order. */
  readonly ready: Batch<T, R>[] = []
}
