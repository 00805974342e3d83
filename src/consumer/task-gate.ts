/**
 * Runs tasks in the order they came, no more than so many at once. Tasks must not reject; one that needs no time
 * gives no promise, and costs none.
 */
export class TaskGate<T> {
  readonly #limit: number
  readonly #run: (task: T) => Promise<void> | undefined
  #waiting: T[] = []
  #head = 0
  #running = 0
  #held = 0
  #stopped = false
  #idle: (() => void)[] = []

  constructor(limit: number, run: (task: T) => Promise<void> | undefined) {
    this.#limit = limit
    this.#run = run
  }

  /** Tasks running now. */
  get running(): number {
    return this.#running
  }

  /** Holds that are not released. */
  get held(): number {
    return this.#held
  }

  add(task: T): void {
    // Most need not wait, and then nothing is queued.
    if (this.#open && this.#head === this.#waiting.length) this.#start(task)
    else this.#waiting.push(task)
    this.#next()
  }

  /** Keeps the gate from being idle until {@link TaskGate.release}, without taking a place. */
  hold(): void {
    this.#held += 1
  }

  /** Undoes one {@link TaskGate.hold}. */
  release(): void {
    this.#held -= 1
    this.#checkIdle()
  }

  /** Holds until `promise`, which never rejects, settles. */
  holdFor(promise: Promise<void>): void {
    this.hold()
    void promise.then(this.#onReleased)
  }

  /** Takes out the tasks that were not begun and that `matches` is true for. */
  remove(matches: (task: T) => boolean): T[] {
    const removed: T[] = []
    const kept: T[] = []
    for (const task of this.#waiting.slice(this.#head)) (matches(task) ? removed : kept).push(task)
    this.#waiting = kept
    this.#head = 0
    return removed
  }

  /** Starts no more tasks, and gives back those that were not begun. */
  stop(): T[] {
    this.#stopped = true
    return this.remove(() => true)
  }

  /** Settles when nothing runs, nothing waits and nothing is held. */
  idle(): Promise<void> {
    return new Promise(resolve => {
      this.#idle.push(resolve)
      this.#checkIdle()
    })
  }

  /** Whether a task may start now. */
  get #open(): boolean {
    return !this.#stopped && this.#running < this.#limit
  }

  #next(): void {
    while (this.#open && this.#head < this.#waiting.length) {
      const task = this.#waiting[this.#head] as T
      this.#head += 1
      this.#compact()
      this.#start(task)
    }
    this.#checkIdle()
  }

  #start(task: T): void {
    this.#running += 1
    const running = this.#run(task)
    if (running !== undefined) void running.then(this.#onDone)
    else this.#running -= 1
  }

  readonly #onDone = (): void => {
    this.#running -= 1
    this.#next()
  }

  readonly #onReleased = (): void => this.release()

  /** Lets go of tasks that were begun, without moving the array for each. */
  #compact(): void {
    if (this.#head < 1_024 && this.#head < this.#waiting.length) return
    this.#waiting = this.#waiting.slice(this.#head)
    this.#head = 0
  }

  #checkIdle(): void {
    if (this.#idle.length === 0) return
    if (this.#running > 0 || this.#held > 0 || this.#head < this.#waiting.length) return
    const waiters = this.#idle
    this.#idle = []
    for (const resolve of waiters) resolve()
  }
}
