/** Tells for how long nothing has happened, so that what is slow is not taken for what has stopped. */
export class Quiet {
  #seen = ''
  #since = Date.now()

  /** Milliseconds for which what is seen has been the same. */
  since(seen: string): number {
    if (seen !== this.#seen) this.#since = Date.now()
    this.#seen = seen
    return Date.now() - this.#since
  }
}
