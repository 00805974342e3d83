import { type Entry, EntryList } from './lane.js'

/** What a processor does because of others that share its budget. */
interface Workings {
  /** Runs what may leave. */
  serve(): void
  /** Runs at once what would leave at the end of this turn. */
  hurry(): void
}

/** A processor, as its budget sees it. */
interface Sharer {
  readonly owner: Workings
  /** The first of its items that wait for room. */
  readonly first: { readonly sequence: number; readonly bytes: number } | undefined
  /** Lets that one in. */
  admit(): void
}

/**
 * What processors may hold together: items and bytes in their buffers, and handler runs at once. A processor that
 * shares with nobody has one of its own.
 */
export class BatchBudget {
  /** Items inside. */
  items = 0
  /** Their bytes. */
  bytes = 0
  /** Handler runs that are on. */
  runs = 0
  /** Items that wait for room. */
  waiting = 0
  /** Counts all `add()` calls, so that those who wait for room are let in by their order. */
  sequence = 0
  readonly #maxItems: number
  readonly #maxBytes: number
  readonly #maxRuns: number
  readonly #sharers: Sharer[] = []
  #turn = 0

  constructor(maxItems: number, maxBytes: number, maxRuns = Number.POSITIVE_INFINITY) {
    this.#maxItems = maxItems
    this.#maxBytes = maxBytes
    this.#maxRuns = maxRuns
  }

  /** Whether one run more is allowed. */
  get allowsRun(): boolean {
    return this.runs < this.#maxRuns
  }

  join(sharer: Sharer): void {
    this.#sharers.push(sharer)
  }

  /** Whether an item of that size may come in now. One that alone is larger than the bound needs an empty buffer. */
  fits(bytes: number): boolean {
    return this.items < this.#maxItems && (this.items === 0 || this.bytes + bytes <= this.#maxBytes)
  }

  enter(bytes: number): void {
    this.items++
    this.bytes += bytes
  }

  /** Makes room, for those who wait. */
  leave(count: number, bytes: number): void {
    this.items -= count
    this.bytes = this.items === 0 ? 0 : this.bytes - bytes
    if (this.waiting > 0) this.admitWaiting()
  }

  /** Lets those in who wait, first come, first served, as far as there is room. */
  admitWaiting(): void {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      if (!this.fits(next.first!.bytes)) return
      next.admit()
    }
  }

  /** Runs are over. If their number was what held others up, these have their turn, one after the other. */
  endRuns(count: number): void {
    const wasFull = !this.allowsRun
    this.runs -= count
    if (!wasFull) return
    for (let left = this.#sharers.length; left > 0 && this.allowsRun; left--) {
      this.#turn = (this.#turn + 1) % this.#sharers.length
      this.#sharers[this.#turn]?.owner.serve()
    }
  }

  /** Makes room, by what would leave at the end of this turn. */
  hurry(): void {
    for (const sharer of this.#sharers) sharer.owner.hurry()
  }

  /** The one whose first item has waited longest. */
  #next(): Sharer | undefined {
    if (this.waiting === 0) return undefined
    let next: Sharer | undefined
    for (const sharer of this.#sharers) {
      const { first } = sharer
      if (first !== undefined && first.sequence < (next?.first?.sequence ?? Number.POSITIVE_INFINITY))
        next = sharer
    }
    return next
  }
}

/** Whose items pass a gate. */
interface GateOwner<T, R> extends Workings {
  /** An item was let in. */
  push(entry: Entry<T, R>): void
}

/** The way of one processor's items into the buffer: what is inside, and who waits for room. */
export class FlowGate<T, R> implements Sharer {
  /** Those who wait for room, first come, first served. */
  readonly waiting = new EntryList<T, R>()
  /** Items inside. */
  count = 0
  /** Their bytes. */
  bytes = 0
  readonly owner: GateOwner<T, R>
  readonly #budget: BatchBudget

  constructor(budget: BatchBudget, owner: GateOwner<T, R>) {
    this.#budget = budget
    this.owner = owner
    budget.join(this)
  }

  get first(): Entry<T, R> | undefined {
    return this.waiting.head
  }

  /** The first of a key that waits for room. */
  firstOf(key: string): Entry<T, R> | undefined {
    let entry = this.waiting.head
    while (entry !== undefined && entry.key !== key) entry = entry.next
    return entry
  }

  /** Whether an item of that size may come in now: never past those who wait. */
  admits(bytes: number): boolean {
    return this.#budget.waiting === 0 && this.#budget.fits(bytes)
  }

  /** Lets an item in, or has it wait for room. */
  pass(entry: Entry<T, R>): void {
    if (this.admits(entry.bytes)) this.#enter(entry)
    else {
      this.waiting.append(entry)
      this.#budget.waiting++
    }
  }

  admit(): void {
    const entry = this.waiting.shift()
    if (entry === undefined) return
    this.#budget.waiting--
    this.#enter(entry)
  }

  leave(count: number, bytes: number): void {
    this.count -= count
    this.bytes = this.count === 0 ? 0 : this.bytes - bytes
    this.#budget.leave(count, bytes)
  }

  /** Takes all out that are inside, `count` of them, and gives those that wait. */
  clear(): Entry<T, R>[] {
    const left: Entry<T, R>[] = []
    for (let entry = this.waiting.shift(); entry !== undefined; entry = this.waiting.shift()) left.push(entry)
    this.#budget.waiting -= left.length
    this.leave(this.count, this.bytes)
    return left
  }

  /** Takes one out that waits. */
  remove(entry: Entry<T, R>): void {
    this.waiting.remove(entry)
    this.#budget.waiting--
    this.#budget.admitWaiting()
  }

  #enter(entry: Entry<T, R>): void {
    this.count++
    this.bytes += entry.bytes
    this.#budget.enter(entry.bytes)
    this.owner.push(entry)
  }
}
