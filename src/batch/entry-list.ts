import type { Entry } from './entry.js'

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
    const head = this.head
    if (head !== undefined) this.remove(head)
    return head
  }
}
