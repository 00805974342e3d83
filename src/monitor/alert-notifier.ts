import { settles } from '../waiting/pause.js'
import type { AlertSink, AlertStatus } from './alert-rule.js'

/** Hands alerts to sinks and stands for what they do: nothing they throw gets out. */
export class AlertNotifier {
  readonly #onError: (error: unknown) => void
  readonly #pending = new Set<Promise<void>>()
  #abort = new AbortController()

  /** @param onError told of each delivery that failed */
  constructor(onError: (error: unknown) => void) {
    this.#onError = onError
  }

  notify(status: AlertStatus, sinks: readonly AlertSink[]): void {
    for (const sink of sinks) {
      const delivery = this.#deliver(status, sink).finally(() => this.#pending.delete(delivery))
      this.#pending.add(delivery)
    }
  }

  /** Waits for deliveries under way, then aborts them. Never rejects; later ones start afresh. */
  async settle(timeoutMs: number): Promise<void> {
    if (this.#pending.size === 0) return
    const abort = this.#abort
    if (await settles(Promise.allSettled(this.#pending), timeoutMs, abort.signal)) return
    abort.abort()
    if (this.#abort === abort) this.#abort = new AbortController()
  }

  async #deliver(status: AlertStatus, sink: AlertSink): Promise<void> {
    try {
      await sink({ ...status }, { signal: this.#abort.signal })
    } catch (error) {
      this.#onError(error)
    }
  }
}
