/**
 * The current turn of microtasks, and one reading of the clock for all that happens in it.
 *
 * When a handler run settles hundreds of promises, their callers go on one by one, through as many `await`s as
 * their code has, and add again. A microtask queued by the first of them would run before the slower ones are
 * there. `process.nextTick` called from within a microtask runs when the microtask queue is empty, before any
 * timer or I/O: all of them are there, and a lone caller has lost nothing.
 */
export class Turn {
  readonly #onEnd: () => void
  #open = false
  #now = 0

  /** @param onEnd called when a turn that was {@link Turn.enter | entered} ends */
  constructor(onEnd: () => void) {
    this.#onEnd = onEnd
  }

  /** Makes sure the end of this turn is seen; gives the time it began, on the clock of `performance.now()`. */
  enter(): number {
    if (!this.#open) {
      this.#open = true
      this.#now = performance.now()
      queueMicrotask(this.#afterFirst)
    }
    return this.#now
  }

  readonly #afterFirst = (): void => {
    process.nextTick(this.#end)
  }

  readonly #end = (): void => {
    this.#open = false
    this.#onEnd()
  }
}
