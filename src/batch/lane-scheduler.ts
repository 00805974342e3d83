import type { FlushReason } from '../stats/stats.js'
import type { BatchSettings } from './batch-options.js'
import { type Batch, type Entry, EntryList, Lane, LaneQueue } from './lane.js'

/** Timers may fire a fraction of a millisecond early by the finer clock. */
const TIMER_SLACK_MS = 1

/**
 * If so many items of a key are with the handler, and these are more than so many times those that wait, then those
 * that wait stay so much longer. Otherwise every few items that arrive during a large run would become a batch of their
 * own, which costs as much as a batch of hundreds.
 */
const STRAGGLER_LEAST_OUT = 32
const STRAGGLER_RATIO = 4
const STRAGGLER_WAIT_MS = 1

/**
 * Holds the items that have not left, lets in as many as the budget allows, and decides when those of each key leave
 * and in which order the keys are served. It runs nothing: whoever does takes {@link LaneScheduler.next} as long as
 * there is one.
 *
 * Adaptive: the first item of an idle key leaves at the end of its turn. While runs of the key are out and a
 * slot is free, items leave when the event loop has delivered what had arrived: two replies read from one socket
 * bring the callers of both together, instead of a batch for each. Keys without items or runs are forgotten.
 */
export class LaneScheduler<T, R> implements Sharer {
  readonly waiting = new EntryList<T, R>()
  /** Items inside. */
  count = 0
  /** Their bytes. */
  bytes = 0
  readonly serve: () => void
  readonly #settings: BatchSettings<T, R>
  readonly #budget: BatchBudget
  readonly #turn = new Turn(() => this.#onTurnEnd())
  readonly #ready = new LaneQueue<T, R>()
  readonly #lanes = new Map<string, Lane<T, R>>()
  #atTurnEnd: Lane<T, R>[] = []
  #soon: Lane<T, R>[] = []
  /** Nothing leaves before the start. */
  #held = true
  /** Nothing lingers any more. */
  #stopping = false
  /** Nothing lingers that was added up to here. */
  #flushedUpTo = 0

  /** @param serve takes what is {@link LaneScheduler.next}, as long as there is one */
  constructor(settings: BatchSettings<T, R>, budget: BatchBudget, serve: () => void) {
    this.#settings = settings
    this.#budget = budget
    this.serve = serve
    budget.join(this)
  }

  /** The time this turn began, on the clock of `performance.now()`. */
  now(): number {
    return this.#turn.enter()
  }

  /** Whether an item of that size may come in now: never past those who wait. */
  admits(bytes: number): boolean {
    return this.#budget.waiting === 0 && this.#budget.fits(bytes)
  }

  /** Takes an entry in, or has it wait for room. */
  push(entry: Entry<T, R>): void {
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

  /** The first that has not left under a key. */
  first(key: string): Entry<T, R> | undefined {
    let entry = this.#lanes.get(key)?.head ?? this.waiting.head
    while (entry !== undefined && entry.key !== key) entry = entry.next
    return entry
  }

  /** Takes an entry out that has not left, whether it is inside or waits for room. */
  remove(entry: Entry<T, R>): void {
    const { place } = entry
    place?.remove(entry)
    if (place instanceof Lane) {
      if (place.count === 0) this.#rest(place)
      this.#leave(1, entry.bytes)
    } else {
      this.#budget.waiting--
      this.#budget.admitWaiting()
    }
  }

  /** Lets all leave that were added up to `sequence`, however long they meant to linger. */
  flush(sequence: number): void {
    this.#flushedUpTo = sequence
    this.#considerAll()
  }

  /** Lets items go. */
  start(): void {
    this.#held = false
    this.#considerAll()
  }

  /** Lets nothing linger any more. */
  stop(): void {
    this.#held = false
    this.#stopping = true
    this.#considerAll()
  }

  /** Lets at once go what would leave at the end of the turn, to make room in the buffer. */
  hurry(): void {
    for (const lanes of [this.#atTurnEnd, this.#soon]) {
      for (const lane of lanes) if (lane.stage !== 'resting') this.#makeReady(lane)
    }
    this.#atTurnEnd = []
    this.serve()
  }

  /** Empties everything; gives what had not left. */
  clear(): Entry<T, R>[] {
    const left: Entry<T, R>[] = []
    for (const lane of this.#lanes.values()) {
      lane.stopTimer()
      lane.retries.length = 0
      lane.moveTo(left)
    }
    this.#lanes.clear()
    this.#budget.waiting -= this.waiting.count
    this.waiting.moveTo(left)
    this.#leave(this.count, this.bytes)
    return left
  }

  /** The next batch that may leave: one whose retry is due, or one that leaves the buffer now. */
  next(): Batch<T, R> | undefined {
    for (let lane = this.#ready.shift(); lane !== undefined; lane = this.#ready.shift()) {
      lane.stage = 'resting'
      const batch = lane.retries.shift() ?? this.#cut(lane)
      this.#lineUp(lane)
      if (batch !== undefined) return batch
    }
    return undefined
  }

  /** The batch, and all it was split into, is done: its slot is free. */
  takeBack(batch: Batch<T, R>): void {
    const { lane } = batch
    lane.takeBack(batch)
    if (lane.count === 0) this.#rest(lane)
    else if (lane.isFull(this.#settings)) this.#makeReady(lane)
    else if (lane.isOpen) this.#consider(lane)
  }

  /** The time has come to run a batch again. */
  retry(batch: Batch<T, R>): void {
    batch.lane.retries.push(batch)
    this.#makeReady(batch.lane)
  }

  #enter(entry: Entry<T, R>): void {
    this.count++
    this.bytes += entry.bytes
    this.#budget.enter(entry.bytes)
    let lane = this.#lanes.get(entry.key)
    if (lane === undefined) {
      lane = new Lane(entry.key)
      this.#lanes.set(entry.key, lane)
    }
    lane.append(entry)
    if (lane.isOpen) this.#consider(lane)
  }

  #leave(count: number, bytes: number): void {
    this.count -= count
    this.bytes = this.count === 0 ? 0 : this.bytes - bytes
    this.#budget.leave(count, bytes)
  }

  /** Looks at every key again, after what is allowed to leave has changed. */
  #considerAll(): void {
    for (const lane of this.#lanes.values()) {
      if (lane.count > 0 && lane.isOpen) this.#consider(lane)
    }
  }

  /** Puts a lane with items on its way, if it may leave; else it lingers, or waits for a slot. */
  #consider(lane: Lane<T, R>): void {
    if (this.#held || lane.inFlight >= this.#settings.maxInFlight) return
    const remaining = this.#remainingMs(lane, this.#turn.enter())
    if (remaining > 0) {
      this.#linger(lane, remaining)
    } else if (lane.inFlight === 0 || this.#settings.flushIntervalMs > 0 || lane.isFull(this.#settings)) {
      lane.stage = 'turn'
      this.#atTurnEnd.push(lane)
    } else if (lane.stage === 'resting') {
      lane.stage = 'soon'
      if (this.#soon.push(lane) === 1) setImmediate(this.#onImmediate)
    }
  }

  /** How long a lane with items and a free slot may still wait for company; 0 or less if it should leave. */
  #remainingMs(lane: Lane<T, R>, now: number): number {
    const { sequence, addedAt } = lane.head!
    if (this.#stopping || sequence <= this.#flushedUpTo || lane.isFull(this.#settings)) return 0
    const { flushIntervalMs } = this.#settings
    if (flushIntervalMs > 0) return addedAt + flushIntervalMs - now
    const { count, itemsOut } = lane
    return itemsOut >= STRAGGLER_LEAST_OUT && itemsOut > count * STRAGGLER_RATIO ? STRAGGLER_WAIT_MS : 0
  }

  #linger(lane: Lane<T, R>, milliseconds: number): void {
    lane.timer ??= setTimeout(this.#onTimer, milliseconds, lane)
  }

  /** The first item that the timer was set for may be gone by now; then it is set again for the one that is first. */
  readonly #onTimer = (lane: Lane<T, R>): void => {
    lane.timer = undefined
    if (lane.count === 0 || !lane.isOpen || lane.inFlight >= this.#settings.maxInFlight) return
    const remaining = this.#remainingMs(lane, performance.now())
    if (remaining > TIMER_SLACK_MS) {
      this.#linger(lane, remaining)
    } else {
      this.#makeReady(lane)
      this.serve()
    }
  }

  #onTurnEnd(): void {
    if (this.#atTurnEnd.length === 0) return
    const lanes = this.#atTurnEnd
    this.#atTurnEnd = []
    for (const lane of lanes) if (lane.stage === 'turn') this.#makeReady(lane)
    this.serve()
  }

  readonly #onImmediate = (): void => {
    const lanes = this.#soon
    this.#soon = []
    for (const lane of lanes) if (lane.stage === 'soon') this.#makeReady(lane)
    this.serve()
  }

  #makeReady(lane: Lane<T, R>): void {
    if (lane.stage === 'ready') return
    lane.stage = 'ready'
    this.#ready.push(lane)
  }

  /** Takes a batch out of the buffer, which makes room for those who wait. */
  #cut(lane: Lane<T, R>): Batch<T, R> | undefined {
    if (lane.count === 0 || lane.inFlight >= this.#settings.maxInFlight) return undefined
    const batch = lane.cut(this.#settings, this.#partialReason(lane))
    lane.sendOut(batch)
    this.#leave(batch.entries.length, batch.bytes)
    return batch
  }

  /** Why a batch of that lane leaves that is not full. */
  #partialReason(lane: Lane<T, R>): FlushReason {
    if (this.#stopping) return 'stop'
    if (lane.head!.sequence <= this.#flushedUpTo) return 'flush'
    return this.#settings.flushIntervalMs > 0 ? 'interval' : 'adaptive'
  }

  /** A lane that has been served goes back to the end, if it has more that may leave. */
  #lineUp(lane: Lane<T, R>): void {
    if (lane.retries.length > 0) {
      this.#makeReady(lane)
    } else if (lane.count === 0) {
      this.#rest(lane)
    } else if (lane.inFlight < this.#settings.maxInFlight) {
      const remaining = this.#remainingMs(lane, this.#turn.enter())
      if (remaining > 0) this.#linger(lane, remaining)
      else this.#makeReady(lane)
    }
  }

  /** A lane without items needs no timer; without runs either it is forgotten. */
  #rest(lane: Lane<T, R>): void {
    lane.stopTimer()
    if (lane.inFlight === 0 && this.#lanes.get(lane.key) === lane) this.#lanes.delete(lane.key)
  }
}

/** A scheduler, whatever its items are, as its budget sees it. */
interface Sharer {
  /** Those who wait for room, first come, first served. */
  readonly waiting: { readonly head: { readonly sequence: number; readonly bytes: number } | undefined }
  /** Lets the first of them in. */
  admit(): void
  /** Runs what may leave. */
  serve(): void
  /** Runs at once what would leave at the end of this turn. */
  hurry(): void
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
      if (!this.fits(next.waiting.head!.bytes)) return
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
      this.#sharers[this.#turn]?.serve()
    }
  }

  /** Makes room: what would leave at the end of this turn leaves at once. */
  hurry(): void {
    for (const sharer of this.#sharers) sharer.hurry()
  }

  /** The one whose first item has waited longest. */
  #next(): Sharer | undefined {
    if (this.waiting === 0) return undefined
    let next: Sharer | undefined
    let earliest = Number.POSITIVE_INFINITY
    for (const sharer of this.#sharers) {
      const { head } = sharer.waiting
      if (head === undefined || head.sequence > earliest) continue
      next = sharer
      earliest = head.sequence
    }
    return next
  }
}

/**
 * The current turn of microtasks, and one reading of the clock for all that happens in it.
 *
 * When a handler run settles hundreds of promises, their callers go on one by one, through as many `await`s as
 * their code has, and add again. A microtask queued by the first of them would run before the slower ones are
 * there. `process.nextTick` called from within a microtask runs when the microtask queue is empty, before any
 * timer or I/O: all of them are there, and a lone caller has lost nothing.
 */
class Turn {
  readonly #onEnd: () => void
  #open = false
  #now = 0

  /** @param onEnd called when a turn that was {@link Turn.enter | entered} ends */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  /** Makes sure the end of this turn is seen; gives the time it began, on the clock of `performance.now()`. */
  enter(): number {
    if (!this.#open) {
      this.#open = true
      this.#now = performance.now()
      queueMicrotask(this.#afterFirst)
    }
    return this.#now
  }

  readonly #afterFirst = (): void => {
    process.nextTick(this.#end)
  }

  readonly #end = (): void => {
    this.#open = false
    this.#onEnd()
  }
}
