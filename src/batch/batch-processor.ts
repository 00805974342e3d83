import { counted, RocketMQError } from '../errors.js'
import type { BatchStats } from '../stats/stats.js'
import { LONGEST_TIMER_MS, settles } from '../waiting/pause.js'
import {
  type AddOptions,
  type BatchOptions,
  type BatchProcessorState,
  type BatchSettings,
  readBatchSettings,
  type StopOptions,
} from './batch-options.js'
import { BatchRunner, BatchSettlement } from './batch-runner.js'
import { AbortWatch, aborted, Entry } from './lane.js'
import { BatchBudget, LaneScheduler } from './lane-scheduler.js'

const DEFAULT_STOP_TIMEOUT_MS = 30_000
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
export class BatchProcessor<T, R = void> implements AsyncDisposable {
  readonly #settings: BatchSettings<T, R>
  readonly #settlement: BatchSettlement<T, R>
  readonly #budget: BatchBudget
  readonly #scheduler: LaneScheduler<T, R>
  readonly #runner: BatchRunner<T, R>
  /** Settle the promise that was made last: kept here, they need no closure for each. */
  #resolve!: (value: R | PromiseLike<R>) => void
  #reject!: (error: unknown) => void
  #state: BatchProcessorState = 'new'
  #stopped: Promise<void> | undefined

  /** @throws RocketMQError `CONFIGURATION` if an option is wrong */
  constructor(options: BatchOptions<T, R>)
  /**
   * One of several that are bounded as a whole.
   *
   * @internal
   */
  constructor(options: BatchOptions<T, R>, budget: BatchBudget)
  constructor(options: BatchOptions<T, R>, budget?: BatchBudget) {
    const settings = readBatchSettings(options)
    this.#settings = settings
    this.#budget = budget ?? new BatchBudget(settings.bufferSize, settings.bufferBytes)
    this.#settlement = new BatchSettlement(settings)
    this.#scheduler = new LaneScheduler(settings, this.#budget, () => this.#runner.serve())
    this.#runner = new BatchRunner(settings, this.#settlement, this.#scheduler, this.#budget)
  }

  /** The name given to the processor. */
  get name(): string {
    return this.#settings.name
  }

  /** Where the processor is in its life. */
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
    if (this.#state !== 'new') throw this.#closed()
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
    const promise = new Promise<R>(this.#capture)
    this.#take(new Entry(item, this.#resolve, this.#reject), options)
    return promise
  }

  /**
   * {@link BatchProcessor.add} without a promise, for those who need none: what became of the item is told to
   * `onDone` alone. Saves what a promise costs, where items are many and small.
   */
  post(item: T): void {
    this.#take(new Entry<T, R>(item, ignore, ignore), undefined)
  }

  /**
   * Waits until all that was added before is settled, and lets nothing of it linger. Before `start()` that means
   * until started. Never rejects: the outcome of each item is its own caller's. A handler must not await it, because
   * it would wait for its own items, and so for itself, without end.
   */
  flush(): Promise<void> {
    const open = this.#open()
    const { sequence } = this.#budget
    if (open > 0) this.#scheduler.flush(sequence)
    return this.#settlement.allUpTo(sequence, open)
  }

  /**
   * Takes nothing more, lets what was added go at once, and waits until it is settled. Past the deadline all
   * that is left is rejected with `CLOSED` and the handler's signal fires. One promise for all calls.
   *
   * A handler that awaits it waits for itself: its own items are given up at the deadline. It may call it, and return.
   *
   * Rejects with `TIMEOUT`, telling how many items were given up, if the deadline passed.
   */
  stop(options: StopOptions = {}): Promise<void> {
    this.#stopped ??= this.#drain(options.timeoutMs ?? DEFAULT_STOP_TIMEOUT_MS)
    return this.#stopped
  }

  /**
   * The first item that waits under a key.
   *
   * @internal
   */
  first(key: string): T | undefined {
    return this.#scheduler.first(key)?.item
  }

  /**
   * Takes the first item out that waits under a key, for somebody else, who settles its promise; `onDone` is not told.
   *
   * @returns whether there was one
   * @internal
   */
  handOver(key: string, to: (item: T) => Promise<R>): boolean {
    const entry = this.#scheduler.first(key)
    if (entry === undefined) return false
    this.#scheduler.remove(entry)
    entry.watch?.close()
    this.#settlement.handOver(entry)
    entry.resolve(to(entry.item))
    return true
  }

  /** {@link BatchProcessor.stop} with its default. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.stop()
  }

  /** What was counted since the processor was made; `added` is the sum of what became of the items and what is here. */
  stats(): BatchStats {
    const { name, bufferSize } = this.#settings
    const { count, bytes, waiting } = this.#scheduler
    return this.#settlement.counters.stats({
      name,
      buffered: count,
      bufferedBytes: bytes,
      bufferSize,
      waiting: waiting.count,
      inFlight: this.#runner.out,
    })
  }

  readonly #capture = (
    resolve: (value: R | PromiseLike<R>) => void,
    reject: (error: unknown) => void,
  ): void => {
    this.#resolve = resolve
    this.#reject = reject
  }

  #take(entry: Entry<T, R>, options: AddOptions | undefined): void {
    const refusal = this.#refusal(entry, options)
    if (refusal !== undefined) {
      this.#settlement.tellOwner(entry.item, refusal)
      entry.reject(refusal)
      return
    }
    entry.addedAt = this.#scheduler.now()
    entry.sequence = ++this.#budget.sequence
    if (options?.signal !== undefined)
      entry.watch = new AbortWatch(options, options.signal, entry, this.#onAbort)
    this.#scheduler.push(entry)
  }

  /** Why an item cannot get in; if it can, it is measured. */
  #refusal(entry: Entry<T, R>, options: AddOptions | undefined): RocketMQError | undefined {
    if (this.#state !== 'running' && !this.#opens()) return this.#closed()
    if (options?.signal?.aborted) return aborted(options, options.signal)
    const unusable = entry.measure(this.#settings)
    if (unusable !== undefined) return unusable
    if (this.#settings.onFull === 'wait' || this.#hasRoom(entry.bytes)) return undefined
    this.#settlement.counters.rejected++
    return this.#full()
  }

  /** Whether items are taken although it does not run (yet). */
  #opens(): boolean {
    if (this.#state !== 'new') return false
    if (this.#settings.autoStart) this.start()
    return true
  }

  /** Whether an item finds room, at the latest when all has left that may leave. */
  #hasRoom(bytes: number): boolean {
    if (this.#scheduler.admits(bytes)) return true
    this.#budget.hurry()
    return this.#scheduler.admits(bytes)
  }

  readonly #onAbort = (entry: Entry<T, R>, error: RocketMQError): void => {
    const isOut = entry.place === undefined
    if (!isOut || !entry.watch?.awaitsRun) entry.reject(error)
    // It is counted when its batch ends.
    if (isOut) return
    this.#scheduler.remove(entry)
    this.#settlement.end(entry, 'aborted', error)
  }

  /** Items not settled. */
  #open(): number {
    const { waiting, count } = this.#scheduler
    return waiting.count + count + this.#settlement.counters.inFlightItems
  }

  async #drain(timeoutMs: number): Promise<void> {
    this.#state = 'stopping'
    const drained = this.#settlement.allUpTo(this.#budget.sequence, this.#open())
    let left = timeoutMs > 0 ? 0 : this.#abandon()
    this.#scheduler.stop()
    if (timeoutMs <= LONGEST_TIMER_MS && !(await settles(drained, timeoutMs))) left += this.#abandon()
    await drained
    this.#state = 'stopped'
    if (left > 0) throw this.#unfinished(left, timeoutMs)
  }

  /** Rejects everything that is not settled. */
  #abandon(): number {
    const { name } = this.#settings
    const error = new RocketMQError(
      'CLOSED',
      `Batch processor "${name}" was stopped before the item was done.`,
    )
    const entries = this.#scheduler.clear()
    for (const entry of entries) this.#settlement.abandon(entry, error)
    return entries.length + this.#runner.abandon(error)
  }

  #closed(): RocketMQError {
    const { name } = this.#settings
    return new RocketMQError(
      'CLOSED',
      `Batch processor "${name}" is stopped and takes nothing more; make a new one.`,
    )
  }

  #full(): RocketMQError {
    const { name, bufferSize, bufferBytes } = this.#settings
    return new RocketMQError(
      'FULL',
      `The buffer of batch processor "${name}" is full (bufferSize ${bufferSize}, bufferBytes ${bufferBytes}): ` +
        "items arrive faster than the handler takes them. Add fewer at once, or set onFull to 'wait'.",
      { retryable: true },
    )
  }

  #unfinished(left: number, timeoutMs: number): UnfinishedItems {
    const { name } = this.#settings
    return new UnfinishedItems(
      left,
      `Batch processor "${name}" could not finish ${counted(left, 'item')} within ${timeoutMs} ms and rejected them ` +
        'with CLOSED. Give stop() more time, or look why the handler is slow: one that awaits stop() waits for itself.',
    )
  }
}

/** The time to stop was over before all items were done. */
export class UnfinishedItems extends RocketMQError {
  /** How many were given up. */
  readonly items: number

  constructor(items: number, message: string) {
    super('TIMEOUT', message)
    this.items = items
  }
}
