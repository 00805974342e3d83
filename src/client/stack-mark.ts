/**
 * Tells whether code is called by certain functions: in their own turn, or by an asynchronous function that they wait
 * for, however far away. V8 knows that from the promises, where an `AsyncLocalStorage` would make every promise of
 * the process dearer (run: twice as dear on Node.js 20). It does not see through timers and events.
 */
export class StackMark {
  readonly #name: string

  /** @param name one that no other function has */
  constructor(name: string) {
    this.#name = name
  }

  /** Gives a function the name by which it is found. */
  put(...functions: readonly object[]): void {
    for (const each of functions) Object.defineProperty(each, 'name', { value: this.#name })
  }

  /** Whether one of the functions called this. */
  get isOnStack(): boolean {
    const { stackTraceLimit, prepareStackTrace } = Error
    try {
      Error.stackTraceLimit = Number.POSITIVE_INFINITY
      Error.prepareStackTrace = (_, calls) => calls.map(call => call.getFunctionName())
      const names: unknown = new Error('where').stack
      return Array.isArray(names) && names.includes(this.#name)
    } catch {
      // Frozen by whoever hardens a process.
      return false
    } finally {
      this.#restore(stackTraceLimit, prepareStackTrace)
    }
  }

  #restore(limit: number, prepare: typeof Error.prepareStackTrace): void {
    try {
      Error.stackTraceLimit = limit
      Error.prepareStackTrace = prepare
    } catch {}
  }
}
