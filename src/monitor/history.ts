import type { Sample } from './sample.js'

/** The latest samples, oldest first; old ones make room for new ones. */
export class History {
  readonly #samples: Sample[] = []
  readonly #size: number
  #next = 0

  /** @param size most samples kept */
  constructor(size: number) {
    this.#size = size
  }

  add(sample: Sample): void {
    this.#samples[this.#next] = sample
    this.#next = (this.#next + 1) % this.#size
  }

  /** A copy, in the order of time. */
  list(): Sample[] {
    if (this.#samples.length < this.#size) return [...this.#samples]
    return [...this.#samples.slice(this.#next), ...this.#samples.slice(0, this.#next)]
  }
}
