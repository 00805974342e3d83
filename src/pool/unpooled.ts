import type { PoolStats } from '../stats/stats.js'
import { PoolCounter } from './pool-ledger.js'

/**
 * Stands in for a pool and keeps nothing: each taking makes something new. With it one can measure what pooling
 * gives, and the counts still tell whether everything comes back.
 */
export class Unpooled<T extends object, A extends unknown[] = []> {
  readonly name: string
  readonly #create: (...args: A) => T
  readonly #counter = new PoolCounter()

  constructor(name: string, create: (...args: A) => T) {
    this.name = name
    this.#create = create
  }

  acquire(...args: A): T {
    this.#counter.acquired += 1
    this.#counter.misses += 1
    return this.#create(...args)
  }

  release(_object: T): void {
    this.#counter.released += 1
    this.#counter.discarded += 1
  }

  stats(): PoolStats {
    return this.#counter.stats(this.name, {})
  }
}
