/** The tasks of one topic: those that wait, and how many run. */
class TopicTasks<T> {
  readonly onDone: () => void
  waiting: T[] = []
  head = 0
  running = 0

  constructor(onDone: (line: TopicTasks<T>) => void) {
    this.onDone = () => onDone(this)
  }

  get empty(): boolean {
    return this.head === this.waiting.length
  }

  shift(): T {
    const task = this.waiting[this.head] as T
    this.head += 1
    this.#compact()
    return task
  }

  /** Lets go of tasks that were begun, without moving the array for each. */
  #compact(): void {
    if (this.head < 1_024 && this.head < this.waiting.length) return
    this.waiting = this.waiting.slice(this.head)
    this.head = 0
  }
}

/** From so many places on one is kept for other topics; of fewer it would be too large a part. */
const LEAST_TO_KEEP_ONE = 4

/** How many of `limit` places one topic may take, where several topics may come or not. */
export function placesOf(limit: number, shared: boolean): number {
  return shared && limit >= LEAST_TO_KEEP_ONE ? limit - 1 : limit
}

/** How a gate divides its places. */
interface Division<T> {
  /** Tasks of one topic wait in one line. */
  topicOf(task: T): string
  /** Whether tasks of several topics may come. */
  shared(): boolean
}

/** All tasks are alike. */
const UNDIVIDED: Division<unknown> = { topicOf: () => '', shared: () => false }

/**
 * Runs tasks, no more than so many at once; those of one topic in the order they came. A place that becomes free
 * goes to the topic with the fewest tasks running among those that wait, and where several topics may come, none
 * gets the last place: so one whose tasks are slow, or never end, holds no other up. Tasks must not reject; one that
 * needs no time gives no promise, and costs none.
 */
export class TaskGate<T> {
  readonly #limit: number
  readonly #run: (task: T) => Promise<void> | undefined
  readonly #division: Division<T>
  readonly #lines = new Map<string, TopicTasks<T>>()
  /** Lines with tasks that wait, in the order they came. */
  readonly #queued = new Set<TopicTasks<T>>()
  #running = 0
  #held = 0
  #stopped = false
  #idle: (() => void)[] = []

  constructor(limit: number, run: (task: T) => Promise<void> | undefined, division: Division<T> = UNDIVIDED) {
    this.#limit = limit
    this.#run = run
    this.#division = division
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
    const line = this.#lineOf(task)
    // Most need not wait, and then nothing is queued.
    if (line.empty && this.#open && this.#mayStart(line)) this.#start(task, line)
    else {
      line.waiting.push(task)
      this.#queued.add(line)
    }
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
    for (const line of this.#queued) {
      const kept: T[] = []
      for (const task of line.waiting.slice(line.head)) (matches(task) ? removed : kept).push(task)
      line.waiting = kept
      line.head = 0
      if (line.empty) this.#queued.delete(line)
    }
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

  /** Whether there is a place. */
  get #open(): boolean {
    return !this.#stopped && this.#running < this.#limit
  }

  #mayStart({ running }: TopicTasks<T>): boolean {
    // Any topic may take a place that is not the last; only for the last one its share is computed.
    return running < this.#limit - 1 || running < placesOf(this.#limit, this.#division.shared())
  }

  #lineOf(task: T): TopicTasks<T> {
    const topic = this.#division.topicOf(task)
    let line = this.#lines.get(topic)
    if (line === undefined) {
      line = new TopicTasks(this.#onDone)
      this.#lines.set(topic, line)
    }
    return line
  }

  #next(): void {
    while (this.#open && this.#queued.size > 0) {
      const line = this.#fewestRunning()
      if (line === undefined) break
      const task = line.shift()
      if (line.empty) this.#queued.delete(line)
      this.#start(task, line)
    }
    this.#checkIdle()
  }

  #fewestRunning(): TopicTasks<T> | undefined {
    let best: TopicTasks<T> | undefined
    for (const line of this.#queued) if (best === undefined || line.running < best.running) best = line
    return best !== undefined && this.#mayStart(best) ? best : undefined
  }

  #start(task: T, line: TopicTasks<T>): void {
    this.#running += 1
    line.running += 1
    const running = this.#run(task)
    if (running !== undefined) void running.then(line.onDone)
    else {
      this.#running -= 1
      line.running -= 1
    }
  }

  readonly #onDone = (line: TopicTasks<T>): void => {
    this.#running -= 1
    line.running -= 1
    this.#next()
  }

  readonly #onReleased = (): void => this.release()

  #checkIdle(): void {
    if (this.#idle.length === 0) return
    if (this.#running > 0 || this.#held > 0 || this.#queued.size > 0) return
    const waiters = this.#idle
    this.#idle = []
    for (const resolve of waiters) resolve()
  }
}
