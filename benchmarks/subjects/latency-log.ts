/** Every latency of a run, in milliseconds: exact quantiles, at the price of eight bytes a message. */
export class LatencyLog {
  #values = new Float64Array(65_536)
  #count = 0

  get count(): number {
    return this.#count
  }

  add(milliseconds: number): void {
    if (this.#count === this.#values.length) this.#grow()
    this.#values[this.#count++] = milliseconds
  }

  clear(): void {
    this.#count = 0
  }

  /** Sorts what was recorded. */
  summary(): { p50Ms: number; p99Ms: number; jitterMs: number } {
    const values = this.#values.slice(0, this.#count).sort()
    if (values.length === 0) return { p50Ms: 0, p99Ms: 0, jitterMs: 0 }
    return { p50Ms: quantile(values, 0.5), p99Ms: quantile(values, 0.99), jitterMs: deviation(values) }
  }

  #grow(): void {
    const larger = new Float64Array(this.#values.length * 2)
    larger.set(this.#values)
    this.#values = larger
  }
}

/** The value below which the share of the sorted values lies. */
function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number
}

function deviation(values: Float64Array): number {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / values.length
  let squares = 0
  for (const value of values) squares += (value - mean) ** 2
  return Math.sqrt(squares / values.length)
}
