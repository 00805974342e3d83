import type { AbortWatch } from './abort-watch.js'

/** Where an entry stands, and can be taken out of. */
export interface EntryPlace<T, R> {
  remove(entry: Entry<T, R>): void
}

/** One item on its way, with the promise its caller holds. */
export class Entry<T, R> {
  readonly item: T
  readonly key: string
  readonly bytes: number
  /** When `add()` was called, on the clock of `performance.now()`. */
  readonly addedAt: number
  /** Its place in the order of all `add()` calls, from 1. */
  readonly sequence: number
  /** Settle the caller's promise; use {@link Entry.fulfil} and {@link Entry.refuse} once it has left. */
  readonly resolve: (value: R) => void
  readonly reject: (error: unknown) => void
  /** Neighbours in the list it stands in. */
  next: Entry<T, R> | undefined = undefined
  previous: Entry<T, R> | undefined = undefined
  /** The list it stands in; `undefined` once it has left with a batch or is done with. */
  place: EntryPlace<T, R> | undefined = undefined
  /** Watches the caller's signal, if there is one. */
  watch: AbortWatch<Entry<T, R>> | undefined = undefined

  constructor(
    item: T,
    key: string,
    bytes: number,
    addedAt: number,
    sequence: number,
    resolve: (value: R) => void,
    reject: (error: unknown) => void,
  ) {
    this.item = item
    this.key = key
    this.bytes = bytes
    this.addedAt = addedAt
    this.sequence = sequence
    this.resolve = resolve
    this.reject = reject
  }

  /** Fulfils the promise; `false` if the caller's signal had already rejected it. */
  fulfil(value: R): boolean {
    if (this.watch?.close()) return false
    this.resolve(value)
    return true
  }

  /** Rejects the promise, unless the caller's signal already has. */
  refuse(error: unknown): void {
    if (!this.watch?.close()) this.reject(error)
  }
}
