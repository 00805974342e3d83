import type { Entry } from './entry.js'
import { EntryList } from './entry-list.js'

/** Bounds what is buffered, by count and by bytes, and lines up those who wait for room. */
export class FlowGate<T, R> {
  readonly #maxCount: number
  readonly #maxBytes: number
  /** Those who wait for room, first come, first served. */
  readonly waiting = new EntryList<T, R>()
  /** Items inside. */
  count = 0
  /** Their bytes. */
  bytes = 0

  constructor(maxCount: number, maxBytes: number) {
    this.#maxCount = maxCount
    this.#maxBytes = maxBytes
  }

  /** Whether an item of that size may come in now: never past those who wait. */
  admits(bytes: number): boolean {
    return this.waiting.count === 0 && this.#fits(bytes)
  }

  enter(bytes: number): void {
    this.count++
    this.bytes += bytes
  }

  leave(count: number, bytes: number): void {
    this.count -= count
    this.bytes = this.count === 0 ? 0 : this.bytes - bytes
  }

  /** Takes the first who waits out of line, if there is room now. */
  next(): Entry<T, R> | undefined {
    const first = this.waiting.head
    if (first === undefined || !this.#fits(first.bytes)) return undefined
    this.waiting.remove(first)
    return first
  }

  /** One that alone is larger than the bound is let into an empty buffer, or it could never pass. */
  #fits(bytes: number): boolean {
    return this.count < this.#maxCount && (this.count === 0 || this.bytes + bytes <= this.#maxBytes)
  }
}
