import { LONGEST_TIMER_MS } from '../waiting/pause.js'

/** Where an {@link EmbeddedProxy} takes its time from: invisibility, delays, polls, checks, expiry. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Calls `task` once after `ms` milliseconds of this clock. Returns how to cancel it. */
  after(ms: number, task: () => void): () => void
}

/**
 * The machine's time, or the machine's time sped up: with `speed` 100 a lease of ten seconds is over after a
 * tenth of one. Its timers do not keep a process alive.
 */
export class SystemClock implements Clock {
  readonly #speed: number
  readonly #origin = Date.now()

  /** @param speed how many seconds pass in one; default 1. */
  constructor(speed = 1) {
    this.#speed = speed
  }

  now(): number {
    const now = Date.now()
    return this.#speed === 1 ? now : Math.round(this.#origin + (now - this.#origin) * this.#speed)
  }

  after(ms: number, task: () => void): () => void {
    let timer: NodeJS.Timeout
    const wait = (left: number): void => {
      const step = Math.min(left, LONGEST_TIMER_MS)
      timer = setTimeout(() => (left > step ? wait(left - step) : task()), step)
      timer.unref()
    }
    // Timers and dates round differently by a millisecond, which is long on a fast clock.
    wait(Math.max(0, this.#speed === 1 ? ms : ms / this.#speed + 1))
    return () => clearTimeout(timer)
  }
}

/** A clock that stands still until it is told otherwise, so that hours of backoff take no time to test. */
export class ManualClock implements Clock {
  #now: number
  #tasks: { at: number; task: () => void }[] = []

  /** @param now where it starts, in milliseconds since 1970; default the machine's time. */
  constructor(now = Date.now()) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  after(ms: number, task: () => void): () => void {
    const entry = { at: this.#now + Math.max(0, ms), task }
    this.#tasks.push(entry)
    return () => {
      this.#tasks = this.#tasks.filter(other => other !== entry)
    }
  }

  /** Moves on by `ms` milliseconds and runs, in order, what falls due on the way. */
  advance(ms: number): void {
    const end = this.#now + ms
    for (;;) {
      const [due] = this.#tasks.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)
      if (due === undefined) break
      this.#tasks = this.#tasks.filter(other => other !== due)
      this.#now = Math.max(this.#now, due.at)
      due.task()
    }
    this.#now = end
  }
}
