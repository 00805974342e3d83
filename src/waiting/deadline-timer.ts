import { LONGEST_TIMER_MS } from './deadline.js'

/**
 * One timer for many deadlines, most of which are never reached. It is set for the earliest and not moved when that
 * one is no longer needed; when it fires, its owner looks at all that are left. As with a `Deadline`, sockets are
 * read once before anything fails.
 */
export class DeadlineTimer {
  readonly #onDue: (lateMs: number) => number
  #dueAt = Number.POSITIVE_INFINITY
  #lateMs = 0
  #timer: NodeJS.Timeout | undefined
  #lastLook: NodeJS.Immediate | undefined

  /** @param onDue ends what is due and returns the next deadline; hears how late the timer was */
  constructor(onDue: (lateMs: number) => number) {
    this.#onDue = onDue
  }

  /** Makes sure that it fires at `deadline`, in milliseconds of `performance.now()`, or earlier. */
  arm(deadline: number): void {
    if (deadline >= this.#dueAt) return
    this.#dueAt = deadline
    clearTimeout(this.#timer)
    const wait = Math.ceil(deadline - performance.now())
    this.#timer = setTimeout(this.#onTimer, Math.min(Math.max(wait, 1), LONGEST_TIMER_MS))
    this.#timer.unref()
  }

  /** It fires no more, and cannot be armed again. */
  close(): void {
    this.#dueAt = Number.NEGATIVE_INFINITY
    clearTimeout(this.#timer)
    clearImmediate(this.#lastLook)
  }

  readonly #onTimer = (): void => {
    this.#lateMs = performance.now() - this.#dueAt
    this.#lastLook = setImmediate(this.#onLook)
  }

  readonly #onLook = (): void => {
    this.#dueAt = Number.POSITIVE_INFINITY
    this.arm(this.#onDue(this.#lateMs))
  }
}
