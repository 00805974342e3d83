import { LONGEST_TIMER_MS } from '../waiting/pause.js'

/**
 * The one repeating timer of the clients: never overlaps itself, survives a failing run, does not keep the
 * process alive, and is gone after `stop()`.
 */
export class PeriodicTask {
  readonly #intervalMs: number
  readonly #task: () => void | Promise<void>
  readonly #onError: (error: unknown) => void
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined
  #stopped = false

  /**
   * @param intervalMs milliseconds before the first run, and from the end of one run to the start of the next
   * @param onError a run failed; the next one comes all the same
   */
  constructor(
    intervalMs: number,
    task: () => void | Promise<void>,
    onError: (error: unknown) => void = () => {},
  ) {
    this.#intervalMs = Math.min(intervalMs, LONGEST_TIMER_MS)
    this.#task = task
    this.#onError = onError
  }

  start(): void {
    this.#schedule()
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

  #schedule(): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => void this.runNow(), this.#intervalMs)
    this.#timer.unref()
  }

  async #run(): Promise<void> {
    try {
      if (!this.#stopped) await this.#task()
    } catch (error) {
      this.#onError(error)
    } finally {
      this.#running = undefined
      this.#schedule()
    }
  }
}
