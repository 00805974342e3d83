import type { Clock } from './clock.js'

/** What a {@link LongPoll} waits for. */
export interface Awaited<T> {
  /** Takes what is there; an empty list is nothing. */
  take(): T[]
  /** When something may be there again, at the earliest; `undefined` if nothing is known of. */
  nextDue(): number | undefined
}

/** One consumer waiting for something to take, until its time is over or it goes. */
export class LongPoll<T> {
  /** What was taken; empty if the time was over. */
  readonly result: Promise<T[]>
  readonly #clock: Clock
  readonly #awaited: Awaited<T>
  readonly #until: number
  #resolve: (taken: T[]) => void = () => {}
  #cancelTimer = (): void => {}
  #isOver = false

  constructor(clock: Clock, ms: number, awaited: Awaited<T>) {
    this.#clock = clock
    this.#awaited = awaited
    this.#until = clock.now() + ms
    this.result = new Promise(resolve => {
      this.#resolve = resolve
    })
  }

  /** Looks whether there is something. Call it first, and whenever something came. */
  readonly look = (): void => {
    if (this.#isOver) return
    const taken = this.#awaited.take()
    const now = this.#clock.now()
    if (taken.length > 0 || now >= this.#until) {
      this.#end(taken)
      return
    }
    this.#cancelTimer()
    const next = Math.min(this.#until, this.#awaited.nextDue() ?? this.#until)
    this.#cancelTimer = this.#clock.after(next - now, this.look)
  }

  /** Ends it with nothing. */
  cancel(): void {
    if (!this.#isOver) this.#end([])
  }

  #end(taken: T[]): void {
    this.#isOver = true
    this.#cancelTimer()
    this.#resolve(taken)
  }
}
