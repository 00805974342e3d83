import { sharedController } from '../waiting/pause.js'
import { PeriodicTask } from './periodic-task.js'

/** How long servers that are not reached are waited for, in milliseconds, and how often is looked. */
const PATIENCE_MS = 3_000
const LOOK_MS = 250

/**
 * Watches whether a closing client has anybody to tell what it has to tell. A server that restarts is waited for;
 * one that is gone is not waited for until the close time is over.
 */
export class LossWatch {
  readonly #worthWaiting: () => boolean
  readonly #lost = sharedController()
  readonly #looks: PeriodicTask
  #since = performance.now()

  /** @param worthWaiting whether a server is reached, or there is something else to wait for */
  constructor(worthWaiting: () => boolean) {
    this.#worthWaiting = worthWaiting
    this.#looks = new PeriodicTask(LOOK_MS, () => this.#look())
    this.#looks.start()
  }

  /** Fires when it was not worth waiting for some seconds on end. */
  get lost(): AbortSignal {
    return this.#lost.signal
  }

  end(): Promise<void> {
    return this.#looks.stop()
  }

  #look(): void {
    const now = performance.now()
    if (this.#worthWaiting()) this.#since = now
    else if (now - this.#since >= PATIENCE_MS) this.#lost.abort()
  }
}
