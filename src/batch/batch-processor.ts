import type { RocketMQError } from '../errors.js'
import type { BatchStats } from '../stats/stats.js'
import { AbortWatch } from './abort-watch.js'
import type { Batch } from './batch.js'
import { BatchCounters } from './batch-counters.js'
import { abandonedError, abortedError, closedError, drainError, fullError } from './batch-errors.js'
import type { AddOptions, BatchOptions, BatchProcessorState, StopOptions } from './batch-options.js'
import { type BatchSettings, readBatchSettings } from './batch-settings.js'
import { BatchSettlement } from './batch-settlement.js'
import { Entry } from './entry.js'
import { FlowGate } from './flow-gate.js'
import { FlushBarriers } from './flush-barriers.js'
import { ItemMeasure } from './item-measure.js'
import { LaneScheduler } from './lane-scheduler.js'
import { Settler } from './settler.js'

const DEFAULT_STOP_TIMEOUT_MS = 30_000
const LONGEST_TIMER_MS = 2 ** 31 - 1
const ignore = () => {}

/**
 * Makes batches of single items: each caller awaits its own item, the handler gets many at once.
 *
 * By default it is adaptive: batches grow with the load and a lone caller waits for nobody
 * ({@link BatchOptions.flushIntervalMs}). Order is kept per key: batches are started in the order of the
 * `add()` calls, and with `maxInFlight: 1` each is done before the next begins.
 *
 * @example
 * ```ts
 * const inserts = new BatchProcessor<Row, number>({ handler: async rows => database.insertMany(rows) })
 * const id = await inserts.add(row)
 * await inserts.stop()
 * ```
 */
export class BatchProcessor<T, R = void> {
  readonly #settings: BatchSettings<T, R>
  readonly #counters = new BatchCounters()
  readonly #barriers = new FlushBarriers()
  readonly #settlement: BatchSettlement<T, R>
  readonly #gate: FlowGate<T, R>
  readonly #scheduler: LaneScheduler<T, R>
  readonly #measure: ItemMeasure<T, R>
  readonly #settler = new Settler<R>()
  #state: BatchProcessorState = 'new'
  #sequence = 0
  #stopped: Promise<void> | undefined

  /** @throws RocketMQError `CONFIGURATION` if an option is wrong */
  constructor(options: BatchOptions<T, R>) {
    const settings = readBatchSettings(options)
    this.#settings = settings
    this.#measure = new ItemMeasure(settings)
    this.#gate = new FlowGate(settings.bufferSize, settings.bufferBytes)
    this.#settlement = new BatchSettlement(settings, this.#counters, this.#barriers)
    this.#scheduler = new LaneScheduler(settings, this.#counters, this.#settlement, (batch, now) =>
      this.#onDeparture(batch, now),
    )
  }

  /** The name given to the processor. */
  get name(): string {
    return this.#settings.name
  }

  get state(): BatchProcessorState {
    return this.#state
  }

  /**
   * Lets items go. Called by the first `add()`, unless `autoStart` is `false`; more calls do nothing.
   *
   * @throws RocketMQError `CLOSED` after `stop()`
   */
  start(): void {
    if (this.#state === 'running') return
    if (this.#state !== 'new') throw closedError(this.#settings)
    this.#state = 'running'
    this.#scheduler.start()
  }

  /**
   * Adds one item. The promise is settled with what the handler says of it.
   *
   * Rejects with `ABORTED` (the signal fired), `FULL` (only with `onFull: 'reject'`), `CLOSED` (after `stop()`,
   * or not done by its deadline), `INVALID_ARGUMENT` (`sizeOf` or `keyOf` cannot cope with the item), `PROTOCOL`
   * (the handler gave the wrong number of results), or the handler's error: a `RocketMQError` as it is, any
   * other wrapped as `HANDLER`. Never throws.
   */
  add(item: T, options?: AddOptions): Promise<R> {
    const promise = this.#settler.promise()
    const { resolve, reject } = this.#settler
    this.#take(item, resolve, reject, options?.signal)
    return promise
  }

  /**
   * {@link BatchProcessor.add} without a promise, for those who need none: what became of the item is told to
   * `onDone` alone. Saves what a promise costs, where items are many and small.
   */
  post(item: T): void {
    this.#take(item, ignore, ignore, undefined)
  }

  /**
   * Waits until all that was added before is settled, and lets nothing of it linger. Before `start()` that means
   * until started. Never rejects: the outcome of each item is its own caller's.
   */
  flush(): Promise<void> {
    const open = this.#open()
    if (open > 0) this.#scheduler.flush(this.#sequence)
    return this.#barriers.wait(this.#sequence, open)
  }

  /**
   * Takes nothing more, lets what was added go at once, and waits until it is settled. Past the deadline all
   * that is left is rejected with `CLOSED` and the handler's signal fires. One promise for all calls.
   *
   * Rejects with `TIMEOUT`, telling how many items were given up, if the deadline passed.
   */
  stop(options: StopOptions = {}): Promise<void> {
    this.#stopped ??= this.#drain(options.timeoutMs ?? DEFAULT_STOP_TIMEOUT_MS)
    return this.#stopped
  }

  /** What was counted since the processor was made; `added` is the sum of what became of the items and what is here. */
  stats(): BatchStats {
    const { name, bufferSize } = this.#settings
    return this.#counters.stats(name, bufferSize, this.#gate, this.#scheduler.runner.out)
  }

  /** Whether items are taken although it does not run (yet). */
  #opens(): boolean {
    if (this.#state !== 'new') return false
    if (this.#settings.autoStart) this.start()
    return true
  }

  #take(
    item: T,
    resolve: (result: R) => void,
    reject: (error: unknown) => void,
    signal: AbortSignal | undefined,
  ): void {
    const refusal = this.#refusal(item, signal)
    if (refusal !== undefined) {
      this.#settlement.finish(item, refusal)
      reject(refusal)
      return
    }
    const { key, bytes } = this.#measure
    const entry = new Entry(item, key, bytes, this.#scheduler.now(), ++this.#sequence, resolve, reject)
    if (signal !== undefined) entry.watch = new AbortWatch(entry, signal, this.#onAbort)
    if (this.#gate.admits(bytes)) this.#admit(entry)
    else this.#gate.waiting.append(entry)
  }

  /** Why an item cannot get in; if it can, it is measured. */
  #refusal(item: T, signal: AbortSignal | undefined): RocketMQError | undefined {
    if (this.#state !== 'running' && !this.#opens()) return closedError(this.#settings)
    if (signal?.aborted) return abortedError(signal)
    const unusable = this.#measure.read(item)
    if (unusable !== undefined) return unusable
    if (this.#settings.onFull === 'wait' || this.#gate.admits(this.#measure.bytes)) return undefined
    this.#scheduler.relieve()
    if (this.#gate.admits(this.#measure.bytes)) return undefined
    this.#counters.rejected++
    return fullError(this.#settings)
  }

  #admit(entry: Entry<T, R>): void {
    this.#counters.added++
    this.#gate.enter(entry.bytes)
    this.#scheduler.push(entry)
  }

  /** Lets those in who wait, as far as there is room. */
  #admitWaiting(): void {
    for (let entry = this.#gate.next(); entry !== undefined; entry = this.#gate.next()) this.#admit(entry)
  }

  #onDeparture(batch: Batch<T, R>, now: number): void {
    this.#counters.recordDeparture(batch, now)
    this.#gate.leave(batch.entries.length, batch.bytes)
    this.#admitWaiting()
  }

  readonly #onAbort = (entry: Entry<T, R>, error: RocketMQError): void => {
    entry.reject(error)
    const { place } = entry
    // Out with the handler: it is counted when its batch ends.
    if (place === undefined) return
    if (place === this.#gate.waiting) {
      place.remove(entry)
      this.#counters.added++
    } else {
      this.#scheduler.remove(entry)
      this.#gate.leave(1, entry.bytes)
    }
    this.#counters.aborted++
    this.#settlement.finish(entry.item, error)
    this.#barriers.pass(entry.sequence)
    this.#admitWaiting()
  }

  /** Items not settled. */
  #open(): number {
    return this.#gate.waiting.count + this.#gate.count + this.#counters.inFlightItems
  }

  async #drain(timeoutMs: number): Promise<void> {
    this.#state = 'stopping'
    const drained = this.#barriers.wait(this.#sequence, this.#open())
    let left = 0
    let timer: NodeJS.Timeout | undefined
    const giveUp = () => {
      left = this.#abandon()
    }
    if (!(timeoutMs > 0)) giveUp()
    else if (timeoutMs <= LONGEST_TIMER_MS) timer = setTimeout(giveUp, timeoutMs)
    this.#scheduler.stop()
    await drained
    clearTimeout(timer)
    this.#state = 'stopped'
    if (left > 0) throw drainError(this.#settings, left, timeoutMs)
  }

  /** Rejects everything that is not settled. */
  #abandon(): number {
    const error = abandonedError(this.#settings)
    const entries = this.#scheduler.clear()
    this.#gate.leave(entries.length, this.#gate.bytes)
    for (let entry = this.#gate.waiting.shift(); entry !== undefined; entry = this.#gate.waiting.shift()) {
      this.#counters.added++
      entries.push(entry)
    }
    for (const entry of entries) {
      entry.refuse(error)
      this.#counters.failed++
      this.#settlement.finish(entry.item, error)
      this.#barriers.pass(entry.sequence)
    }
    return entries.length + this.#scheduler.runner.abandon(error)
  }
}
