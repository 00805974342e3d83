/** Makes promises and keeps the functions that settle the latest of them, without a closure for each. */
export class Settler<R> {
  resolve!: (value: R) => void
  reject!: (error: unknown) => void

  promise(): Promise<R> {
    return new Promise<R>(this.#capture)
  }

  readonly #capture = (resolve: (value: R) => void, reject: (error: unknown) => void): void => {
    this.resolve = resolve
    this.reject = reject
  }
}
