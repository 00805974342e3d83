/** What a periodic task does and when. */
export interface PeriodicTaskOptions {
  /** Milliseconds before the first run. */
  delayMs: number
  /** Milliseconds from the end of one run to the start of the next. */
  intervalMs: number
  run(): void | Promise<void>
  /** A run failed; the next one comes all the same. */
  onError(error: unknown): void
}

/**
 * The one repeating timer of the clients: never overlaps itself, survives a failing run, does not keep the
 * process alive, and is gone after `stop()`.
 */
export class PeriodicTask {
  readonly #options: PeriodicTaskOptions
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #stopped = false

  constructor(options: PeriodicTaskOptions) {
    this.#options = options
  }

  start(): void {
    this.#schedule(this.#options.delayMs)
  }

  /** Runs now, or joins the run that is under way. */
  runNow(): Promise<void> {
    clearTimeout(this.#timer)
    this.#running ??= this.#run()
    return this.#running
  }

  /** No run starts after this; settles when the one under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
  }

  #schedule(milliseconds: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.runNow(), milliseconds)
    this.#timer.unref()
  }

  async #run(): Promise<void> {
    try {
      if (!this.#stopped) await this.#options.run()
    } catch (error) {
      this.#options.onError(error)
    } finally {
      this.#running = undefined
      this.#schedule(this.#options.intervalMs)
    }
  }
}
