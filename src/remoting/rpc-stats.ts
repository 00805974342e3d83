import { Histogram } from '../stats/histogram.js'
import type { RpcStats } from '../stats/stats.js'

/** Counts the calls of one method. */
export class RpcCounter {
  readonly #method: string
  readonly #latency = new Histogram(1000)
  readonly #codes: Record<string, number> = {}
  #started = 0
  #succeeded = 0
  #failed = 0

  constructor(method: string) {
    this.#method = method
  }

  start(): void {
    this.#started += 1
  }

  /** @param code `OK`, or the code of the error or of the reply's status */
  end(code: string, durationMs: number): void {
    if (code === 'OK') this.#succeeded += 1
    else this.#failed += 1
    this.#codes[code] = (this.#codes[code] ?? 0) + 1
    this.#latency.record(durationMs)
  }

  stats(): RpcStats {
    return {
      method: this.#method,
      started: this.#started,
      succeeded: this.#succeeded,
      failed: this.#failed,
      inFlight: this.#started - this.#succeeded - this.#failed,
      codes: { ...this.#codes },
      latencyMs: this.#latency.summary(),
    }
  }
}
