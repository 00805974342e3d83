/** How long a call that was aborted may still be answered, before it is cancelled. */
export interface Grace {
  /** In steps, so that after a stall of this process there is time for what waits in its sockets. */
  readonly steps: number
  readonly stepMs: number
  /** The answer is arriving: the call is not cancelled any more. */
  answered(): boolean
}

/** Cancels a call when its signal fires, or after the grace it was given. */
export class CallAbort {
  readonly #signal: AbortSignal
  readonly #grace: Grace | undefined
  readonly #cancel: () => void
  #steps = 0
  #timer: NodeJS.Timeout | undefined
  #lastLook: NodeJS.Immediate | undefined

  constructor(signal: AbortSignal, grace: Grace | undefined, cancel: () => void) {
    this.#signal = signal
    this.#grace = grace
    this.#cancel = cancel
    signal.addEventListener('abort', this.#onAbort)
  }

  /** The call is over. */
  close(): void {
    this.#signal.removeEventListener('abort', this.#onAbort)
    clearTimeout(this.#timer)
    clearImmediate(this.#lastLook)
  }

  readonly #onAbort = (): void => {
    const grace = this.#grace
    if (grace === undefined) this.#cancel()
    else if (this.#steps < grace.steps) {
      this.#steps += 1
      this.#timer = setTimeout(this.#onAbort, grace.stepMs)
    } else this.#lastLook = setImmediate(this.#onGraceOver, grace)
  }

  /** After the sockets were read once more: timers come before them, and an answer may have been waiting there. */
  readonly #onGraceOver = (grace: Grace): void => {
    if (!grace.answered()) this.#cancel()
  }
}
