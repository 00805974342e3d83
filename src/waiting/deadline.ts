import { LONGEST_TIMER_MS } from './pause.js'

/** A timer that is later than this was kept waiting: the process was stopped, or its event loop blocked. */
export const STALL_MS = 100

/**
 * Fires when its time is over, but not for what is only unread. Node.js looks at timers before it reads its sockets,
 * so after a stall of this process what was waited for may be there already: sockets are read once before it fires.
 * And the time of one stall is given again, as far as it was no longer than the whole: a request may have been
 * written only after it, or its answer may be more than a socket holds.
 */
export class Deadline {
  readonly #milliseconds: number
  #onDue: (() => void) | undefined
  #dueAt: number
  #extended = false
  #keepsAlive = true
  #timer: NodeJS.Timeout
  #lastLook: NodeJS.Immediate | undefined

  /** @param milliseconds from now on */
  constructor(milliseconds: number, onDue: () => void) {
    this.#milliseconds = milliseconds
    this.#onDue = onDue
    this.#dueAt = performance.now() + milliseconds
    this.#timer = this.#wait(milliseconds)
  }

  /** The process is not kept alive for it. */
  unref(): this {
    this.#keepsAlive = false
    this.#timer.unref()
    return this
  }

  /** It fires no more, and holds nothing. */
  clear(): void {
    clearTimeout(this.#timer)
    clearImmediate(this.#lastLook)
    this.#onDue = undefined
  }

  #wait(milliseconds: number): NodeJS.Timeout {
    const timer = setTimeout(this.#onTimer, Math.min(milliseconds, LONGEST_TIMER_MS))
    return this.#keepsAlive ? timer : timer.unref()
  }

  readonly #onTimer = (): void => {
    const lateMs = performance.now() - this.#dueAt
    if (lateMs > STALL_MS && !this.#extended) {
      this.#extended = true
      this.#timer = this.#wait(Math.min(lateMs, this.#milliseconds))
    } else this.#lastLook = setImmediate(this.#onLook)
  }

  readonly #onLook = (): void => this.#onDue?.()
}

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
