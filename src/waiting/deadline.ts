/** The longest wait a Node timer can hold. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1

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
