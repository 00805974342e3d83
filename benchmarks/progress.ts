/** Knows what is still to do and how long the like of it took so far. */
export class Progress {
  readonly #now: () => number
  #startedAt: number | undefined
  #planned = 0
  #done = 0

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** Something that will take about so many milliseconds. The clock starts with the first of them. */
  plan(milliseconds: number): void {
    this.#startedAt ??= this.#now()
    this.#planned += milliseconds
  }

  /** Something planned for so many milliseconds is over, however long it really took. */
  done(milliseconds: number): void {
    this.#done += milliseconds
  }

  /** Share of the plan that is done, 0 to 1. */
  get share(): number {
    return this.#planned === 0 ? 0 : Math.min(1, this.#done / this.#planned)
  }

  /** Milliseconds until the end, if the rest goes on as it went. */
  get leftMs(): number {
    const left = Math.max(0, this.#planned - this.#done)
    const pace = this.#done === 0 ? 1 : (this.#now() - (this.#startedAt ?? 0)) / this.#done
    return left * pace
  }

  /** As people read it: `43 %, 1 min 10 s left`. */
  describe(): string {
    const seconds = Math.round(this.leftMs / 1000)
    const left = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    return `${Math.round(this.share * 100)} %, ${left} left`
  }
}
