import type { RocketMQError } from '../errors.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'
import { abortedError } from './batch-errors.js'

/** Listens to the signal of one entry. An object in the listener's role saves the closure. */
export class AbortWatch<E> {
  readonly signal: AbortSignal
  readonly #entry: E
  readonly #onAbort: (entry: E, error: RocketMQError) => void
  #fired = false

  constructor(entry: E, signal: AbortSignal, onAbort: (entry: E, error: RocketMQError) => void) {
    this.signal = signal
    this.#entry = entry
    this.#onAbort = onAbort
    listenForAbort(signal, this)
  }

  /** Whether the signal fired while the entry was still open. */
  get fired(): boolean {
    return this.#fired
  }

  /** Called by the signal. */
  handleEvent(): void {
    this.#fired = true
    this.#onAbort(this.#entry, abortedError(this.signal))
  }

  /** Stops listening; says whether the signal had fired. */
  close(): boolean {
    if (!this.#fired) stopListening(this.signal, this)
    return this.#fired
  }
}
