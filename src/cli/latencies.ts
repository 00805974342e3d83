/** Buckets for each doubling: neighbours are 4.4 % apart. */
const PER_DOUBLING = 16
const BUCKETS = PER_DOUBLING * 40
/** Latencies below this fall into the first bucket, in milliseconds. */
const SMALLEST_MS = 0.001

/** What a set of latencies is like, in milliseconds. */
export type LatencySummary = ReturnType<Latencies['summary']>

/** Counts latencies in buckets, so that a long run takes no more memory than a short one. */
export class Latencies {
  readonly #counts = new Float64Array(BUCKETS)
  #count = 0
  #sum = 0
  #min = Number.POSITIVE_INFINITY
  #max = 0

  record(milliseconds: number): void {
    const bucket = Math.floor(Math.log2(Math.max(1, milliseconds / SMALLEST_MS)) * PER_DOUBLING)
    const index = Math.min(BUCKETS - 1, bucket)
    this.#counts[index] = (this.#counts[index] as number) + 1
    this.#count += 1
    this.#sum += milliseconds
    this.#min = Math.min(this.#min, milliseconds)
    this.#max = Math.max(this.#max, milliseconds)
  }

  summary() {
    const count = this.#count
    const at = (share: number) => rounded(this.#percentile(share))
    return {
      count,
      min: rounded(count === 0 ? 0 : this.#min),
      mean: rounded(count === 0 ? 0 : this.#sum / count),
      p50: at(0.5),
      p90: at(0.9),
      p99: at(0.99),
      p999: at(0.999),
      max: rounded(this.#max),
    }
  }

  /** A bar for each step of some 40 %, from the shortest to the longest. */
  plot(width: number): string[] {
    const groups = new Map<number, number>()
    for (const [index, count] of this.#counts.entries()) {
      if (count === 0) continue
      const group = Math.floor((index * 2) / PER_DOUBLING)
      groups.set(group, (groups.get(group) ?? 0) + count)
    }
    const most = Math.max(...groups.values())
    const [first = 0, last = -1] = [Math.min(...groups.keys()), Math.max(...groups.keys())]
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => {
      const group = first + place
      const count = groups.get(group) ?? 0
      const bound = boundOf(((group + 1) * PER_DOUBLING) / 2)
      const bar = '█'.repeat(Math.round((count / most) * width)) || (count > 0 ? '▏' : '')
      return `  ≤ ${formatMs(bound).padStart(9)}  ${bar} ${((count / this.#count) * 100).toFixed(1)} %`
    })
  }

  #percentile(share: number): number {
    const wanted = Math.ceil(this.#count * share)
    let seen = 0
    for (const [index, count] of this.#counts.entries()) {
      seen += count
      if (count > 0 && seen >= wanted) return Math.min(this.#max, boundOf(index + 1))
    }
    return 0
  }
}

/** The upper end of all buckets before this one. */
function boundOf(index: number): number {
  return SMALLEST_MS * 2 ** (index / PER_DOUBLING)
}

function rounded(milliseconds: number): number {
  return Number(milliseconds.toPrecision(4))
}

/** A time for people, in milliseconds or seconds. */
export function formatMs(milliseconds: number): string {
  if (milliseconds >= 10_000) return `${(milliseconds / 1_000).toFixed(1)} s`
  return `${milliseconds.toFixed(milliseconds >= 100 ? 0 : 2)} ms`
}

const BLOCKS = '▁▂▃▄▅▆▇█'

/** Numbers as a line of little bars, the largest at full height. */
export function sparkline(values: readonly number[]): string {
  const most = Math.max(...values, 1)
  return values.map(value => BLOCKS[Math.round((value / most) * (BLOCKS.length - 1))]).join('')
}
