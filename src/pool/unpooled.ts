import type { PoolStats } from '../stats/stats.js'

/**
 * Stands in for a pool and keeps nothing: each taking makes something new. With it one can measure what pooling
 * gives, and the counts still tell whether everything comes back.
 */
export class Unpooled<T extends object, A extends unknown[] = []> {
  readonly name: string
  readonly #create: (...args: A) => T
  #acquired = 0
  #released = 0

  constructor(name: string, create: (...args: A) => T) {
    this.name = name
    this.#create = create
  }

  acquire(...args: A): T {
    this.#acquired += 1
    return this.#create(...args)
  }

  release(_object: T): void {
    this.#released += 1
  }

  stats(): PoolStats {
    return {
      name: this.name,
      acquired: this.#acquired,
      released: this.#released,
      hits: 0,
      misses: this.#acquired,
      hitRate: 0,
      outstanding: this.#acquired - this.#released,
      idle: 0,
      discarded: this.#released,
      leaked: 0,
      bytes: 0,
      waiting: 0,
    }
  }
}
