/** Who waits for an abort; an object in this role saves the closure. */
type AbortListener = (() => void) | { handleEvent(): void }

/**
 * The one listener that a signal has, for all who wait for it. Node.js looks through all listeners of a signal to add
 * or remove one, which costs seconds for thousands, and warns of a leak from the eleventh on.
 */
class AbortListeners {
  readonly #signal: AbortSignal
  readonly #listeners = new Set<AbortListener>()

  constructor(signal: AbortSignal) {
    this.#signal = signal
  }

  add(listener: AbortListener): void {
    if (this.#listeners.size === 0) this.#signal.addEventListener('abort', this)
    this.#listeners.add(listener)
  }

  delete(listener: AbortListener): void {
    if (this.#listeners.delete(listener) && this.#listeners.size === 0) this.#leave()
  }

  /** Called by the signal, once. Those who leave meanwhile are not told. */
  handleEvent(): void {
    this.#leave()
    for (const listener of this.#listeners) {
      if (typeof listener === 'function') listener()
      else listener.handleEvent()
    }
    this.#listeners.clear()
  }

  #leave(): void {
    this.#signal.removeEventListener('abort', this)
  }
}

const bySignal = new WeakMap<AbortSignal, AbortListeners>()

/**
 * Tells `listener` when the signal fires, not of one that has fired already. Any number may wait for one signal. Must
 * not throw.
 */
export function listenForAbort(signal: AbortSignal, listener: AbortListener): void {
  let listeners = bySignal.get(signal)
  if (listeners === undefined) {
    listeners = new AbortListeners(signal)
    bySignal.set(signal, listeners)
  }
  listeners.add(listener)
}

/** Tells `listener` no more; the last one to go leaves nothing behind at the signal. */
export function stopListening(signal: AbortSignal, listener: AbortListener): void {
  bySignal.get(signal)?.delete(listener)
}

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
