import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'

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
  #grace: Grace | undefined
  #cancel: (() => void) | undefined
  #steps = 0
  #timer: NodeJS.Timeout | undefined
  #lastLook: NodeJS.Immediate | undefined

  constructor(signal: AbortSignal, grace: Grace | undefined, cancel: () => void) {
    this.#signal = signal
    this.#grace = grace
    this.#cancel = cancel
    listenForAbort(signal, this.#onAbort)
  }

  /**
   * The call is over. Everything of it is let go of: what Node.js keeps of a listener that was removed refers to the
   * next one, so that one dead call in the old generation would keep all after it alive, with their messages.
   */
  close(): void {
    stopListening(this.#signal, this.#onAbort)
    clearTimeout(this.#timer)
    clearImmediate(this.#lastLook)
    this.#grace = undefined
    this.#cancel = undefined
  }

  readonly #onAbort = (): void => {
    const grace = this.#grace
    if (grace === undefined) this.#cancel?.()
    else if (this.#steps < grace.steps) {
      this.#steps += 1
      this.#timer = setTimeout(this.#onAbort, grace.stepMs)
    } else this.#lastLook = setImmediate(this.#onGraceOver, grace)
  }

  /** After the sockets were read once more: timers come before them, and an answer may have been waiting there. */
  readonly #onGraceOver = (grace: Grace): void => {
    if (!grace.answered()) this.#cancel?.()
  }
}
