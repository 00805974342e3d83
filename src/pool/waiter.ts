import { RocketMQError } from '../errors.js'
import { listenForAbort, stopListening } from '../waiting/abort-listeners.js'

/** Someone who waits for one thing, and may leave before it comes. */
export class Waiter<T> {
  readonly promise: Promise<T>
  #settle!: { resolve: (value: T) => void; reject: (error: unknown) => void }
  readonly #signal: AbortSignal | undefined
  readonly #what: string
  readonly #line: Set<Waiter<T>>

  /**
   * Gets in line.
   *
   * @param line all who wait, without those who have left or were served
   * @param what what is waited for, for the error if `signal` fires
   */
  constructor(line: Set<Waiter<T>>, what: string, signal: AbortSignal | undefined) {
    this.#line = line
    line.add(this)
    this.promise = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    this.#what = what
    this.#signal = signal
    if (signal?.aborted) this.#onAbort()
    else if (signal !== undefined) listenForAbort(signal, this.#onAbort)
  }

  /** Whether it still waits. */
  get waiting(): boolean {
    return this.#line.has(this)
  }

  resolve(value: T): void {
    this.#leave()
    this.#settle.resolve(value)
  }

  reject(error: unknown): void {
    this.#leave()
    this.#settle.reject(error)
  }

  readonly #onAbort = (): void => {
    this.reject(
      new RocketMQError('ABORTED', `aborted while waiting for ${this.#what}`, {
        cause: this.#signal?.reason,
      }),
    )
  }

  #leave(): void {
    this.#line.delete(this)
    if (this.#signal !== undefined) stopListening(this.#signal, this.#onAbort)
  }
}
