import { RocketMQError } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import type { PoolStats } from '../stats/stats.js'
import { BufferPool, type BufferPoolOptions } from './buffer-pool.js'
import type { LeakDetection } from './leak-detector.js'
import { ObjectPool, type ObjectPoolOptions } from './object-pool.js'

/** How a {@link PoolRegistry} is made. */
export interface PoolRegistryOptions {
  /** Sizes of the buffer pool; see {@link BufferPoolOptions}. */
  buffers?: Omit<BufferPoolOptions, 'name' | 'leakDetection'> | undefined
  /** Most objects that an object pool keeps, where its own options do not say. Default 1,024. */
  maxSize?: number | undefined
  /** Leak detection of all pools, where their own options do not say. Default `false`. */
  leakDetection?: LeakDetection | undefined
}

const BUFFERS = 'buffers'

/** A buffer pool and any number of object pools, each by its name; watched and closed as one. */
export class PoolRegistry {
  /** The pool of buffers; its name is `buffers`. */
  readonly buffers: BufferPool
  readonly #defaults: Pick<ObjectPoolOptions<object>, 'maxSize' | 'leakDetection'>
  readonly #objects = new Map<string, ObjectPool<object>>()
  #closed = false

  /** @throws RocketMQError CONFIGURATION */
  constructor(options: PoolRegistryOptions = {}) {
    const check = new OptionCheck('global pools')
    check.options('', options, ['buffers', 'maxSize', 'leakDetection'])
    check.options('buffers', options.buffers, ['minBytes', 'maxBytes', 'maxIdleBytes'])
    check.done()
    const { maxSize, leakDetection } = options
    this.buffers = new BufferPool({ ...options.buffers, name: BUFFERS, leakDetection })
    this.#defaults = { maxSize, leakDetection }
  }

  /**
   * Makes an object pool under a name of its own.
   *
   * @throws RocketMQError CONFIGURATION if the name is taken or an option is wrong; CLOSED
   */
  register<T extends object>(name: string, options: Omit<ObjectPoolOptions<T>, 'name'>): ObjectPool<T> {
    if (this.#closed) throw new RocketMQError('CLOSED', `pool ${name} cannot be made: the pools are closed`)
    if (name === BUFFERS || this.#objects.has(name)) {
      throw new RocketMQError('CONFIGURATION', `there is a pool '${name}' already; choose another name`)
    }
    const { maxSize = this.#defaults.maxSize, leakDetection = this.#defaults.leakDetection } = options
    const pool = new ObjectPool<T>({ ...options, name, maxSize, leakDetection })
    this.#objects.set(name, pool as unknown as ObjectPool<object>)
    return pool
  }

  /**
   * The object pool of a name. `T` is the caller's word: nothing checks it.
   *
   * @throws RocketMQError CONFIGURATION if there is none
   */
  get<T extends object = object>(name: string): ObjectPool<T> {
    const pool = this.#objects.get(name)
    if (pool === undefined) {
      throw new RocketMQError('CONFIGURATION', `there is no pool '${name}'; register it first`)
    }
    return pool as unknown as ObjectPool<T>
  }

  /** What each pool counted, by its name. */
  stats(): Record<string, PoolStats> {
    const stats: Record<string, PoolStats> = { [BUFFERS]: this.buffers.stats() }
    for (const [name, pool] of this.#objects) stats[name] = pool.stats()
    return stats
  }

  /**
   * Closes every pool. What is out may still be given back. Idempotent.
   *
   * @throws RocketMQError HANDLER if a pool's `destroy` fails, after all are closed
   */
  close(): void {
    this.#closed = true
    this.buffers.close()
    const failures: unknown[] = []
    for (const pool of this.#objects.values()) {
      try {
        pool.close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
