import { setTimeout as sleep } from 'node:timers/promises'
import type { OutageResult } from './protocol.js'
import type { Sender } from './sender.js'

/** Sends numbered messages without end, each caller with a pause between, and keeps what became of them. */
export class OutageLoad {
  readonly #sender: Sender
  readonly #result: OutageResult = { succeeded: 0, failed: 0, confirmed: [], confirmedAt: [] }
  #next = 0
  #over = false
  #callers: Promise<void>[] = []

  constructor(sender: Sender) {
    this.#sender = sender
  }

  start(callers: number, pauseMs: number): void {
    this.#callers = Array.from({ length: callers }, () => this.#caller(pauseMs))
  }

  /** Ends the callers, each after its send. */
  async settle(): Promise<OutageResult> {
    this.#over = true
    await Promise.all(this.#callers)
    return this.#result
  }

  async #caller(pauseMs: number): Promise<void> {
    const result = this.#result
    while (!this.#over) {
      const number = this.#next++
      try {
        await this.#sender.send(Buffer.from(String(number)))
        result.succeeded += 1
        result.confirmed.push(number)
        result.confirmedAt.push(Date.now())
      } catch (failure) {
        result.failed += 1
        result.error ??= String((failure as Error).message ?? failure).slice(0, 200)
      }
      await sleep(pauseMs)
    }
  }
}
