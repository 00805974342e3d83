/** Who waits for an abort; an object in this role saves the closure. */
export type AbortListener = (() => void) | { handleEvent(): void }

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
