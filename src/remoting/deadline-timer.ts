/** Timers overflow above this. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/**
 * One timer for many deadlines, most of which are never reached. It is set for the earliest and not moved when that
 * one is no longer needed; when it fires, its owner looks at all that are left.
 */
export class DeadlineTimer {
  readonly #onDue: () => number
  #dueAt = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined
  #look: NodeJS.Immediate | undefined

  /** @param onDue ends what is due, and returns the next deadline */
  constructor(onDue: () => number) {
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

  close(): void {
    this.#dueAt = Number.NEGATIVE_INFINITY
    clearTimeout(this.#timer)
    clearImmediate(this.#look)
  }

  /** After a stall of this process the answers may be waiting in the socket: it is read before anything fails. */
  readonly #onTimer = (): void => {
    this.#look = setImmediate(this.#onLook)
  }

  readonly #onLook = (): void => {
    this.#dueAt = Number.POSITIVE_INFINITY
    this.arm(this.#onDue())
  }
}
