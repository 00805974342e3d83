/**
 * Lets so many pieces of work run at once, and no more than so much of what they take, memory for instance; the others
 * wait their turn. Work that takes more than all there is runs alone.
 */
export class ConcurrencyGate {
  readonly #limit: number
  readonly #capacity: number
  readonly #waiting: { readonly weight: number; readonly begin: () => void }[] = []
  #running = 0
  #taken = 0

  constructor(limit: number, capacity = Number.POSITIVE_INFINITY) {
    this.#limit = limit
    this.#capacity = capacity
  }

  /** @param weight what the work takes of the gate's capacity */
  async run<T>(work: () => Promise<T>, weight = 0): Promise<T> {
    if (this.#waiting.length > 0 || !this.#hasRoom(weight)) {
      await new Promise<void>(begin => this.#waiting.push({ weight, begin }))
    } else this.#take(weight)
    try {
      return await work()
    } finally {
      this.#running -= 1
      this.#taken -= weight
      this.#next()
    }
  }

  #next(): void {
    for (
      let [next] = this.#waiting;
      next !== undefined && this.#hasRoom(next.weight);
      [next] = this.#waiting
    ) {
      this.#waiting.shift()
      this.#take(next.weight)
      next.begin()
    }
  }

  #take(weight: number): void {
    this.#running += 1
    this.#taken += weight
  }

  #hasRoom(weight: number): boolean {
    return this.#running === 0 || (this.#running < this.#limit && this.#taken + weight <= this.#capacity)
  }
}
