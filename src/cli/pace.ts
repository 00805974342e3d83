import { setTimeout as pause } from 'node:timers/promises'

/** Lets at most so many pass in a second, evenly. */
export class Pace {
  readonly #intervalMs: number
  readonly #signal: AbortSignal
  readonly #catchesUp: boolean
  #next = performance.now()

  /**
   * @param perSecond `undefined` for no limit
   * @param catchesUp whether what was due during a stall passes at once afterwards: a load that does not slow down with
   *   the server
   */
  constructor(perSecond: number | undefined, signal: AbortSignal, catchesUp = false) {
    this.#intervalMs = perSecond === undefined ? 0 : 1_000 / perSecond
    this.#signal = signal
    this.#catchesUp = catchesUp
  }

  /** Settles when the next may pass, and gives the time at which it was due. Ends early when it is interrupted. */
  async next(): Promise<number> {
    const now = performance.now()
    if (this.#intervalMs === 0) return now
    const due = this.#catchesUp ? this.#next : Math.max(this.#next, now)
    this.#next = due + this.#intervalMs
    if (due > now) await pause(due - now, undefined, { signal: this.#signal }).catch(() => {})
    return due
  }
}

/** Lets so many messages and bytes be under way at once. */
export class Window {
  readonly #most: number
  readonly #mostBytes: number
  #count = 0
  #bytes = 0
  #wake: (() => void) | undefined

  constructor(most: number, mostBytes: number) {
    this.#most = most
    this.#mostBytes = mostBytes
  }

  /** Settles when there is room. One that is larger than all the room goes alone. */
  async enter(bytes: number): Promise<void> {
    while (this.#count > 0 && (this.#count >= this.#most || this.#bytes + bytes > this.#mostBytes))
      await this.#change()
    this.#count += 1
    this.#bytes += bytes
  }

  leave(bytes: number): void {
    this.#count -= 1
    this.#bytes -= bytes
    this.#wake?.()
  }

  /** Settles when nothing is under way. */
  async empty(): Promise<void> {
    while (this.#count > 0) await this.#change()
  }

  #change(): Promise<void> {
    return new Promise(resolve => {
      this.#wake = resolve
    })
  }
}
