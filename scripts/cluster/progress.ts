/** Reports steps with the seconds since the start: "[  3.2 s] the broker is registered". */
export class Progress {
  readonly #startedAt = Date.now()
  readonly #report: ((line: string) => void) | undefined

  constructor(report?: (line: string) => void) {
    this.#report = report
  }

  step(text: string): void {
    if (!this.#report) return
    const seconds = ((Date.now() - this.#startedAt) / 1000).toFixed(1).padStart(5)
    this.#report(`[${seconds} s] ${text}`)
  }
}
