import { RocketMQError } from '../errors.js'
import type { PoolStats } from '../stats/stats.js'
import { heed, isThenable } from '../waiting/user-callback.js'
import { type LeakDetection, LeakDetector } from './leak-detector.js'
import { markOf, markReturned, markTaken, PoolCounter, poolCheck } from './pool-ledger.js'

/** How an {@link ObjectPool} is made. */
export interface ObjectPoolOptions<T extends object> {
  /** Name in statistics and messages. */
  name: string
  /** Makes a new object; each time another one, not frozen. */
  create: () => T
  /** Makes an object as good as new when it is given back, and drops what it refers to. Default: nothing. */
  reset?: ((object: T) => void) | undefined
  /** Called for each object that the pool lets go: when it is full, at `clear()`, after `close()`, if `reset` fails. */
  destroy?: ((object: T) => void) | undefined
  /** Most objects kept for the next taker. Default 1,024. */
  maxSize?: number | undefined
  /** Whether to find out what is never given back. Default `false`. */
  leakDetection?: LeakDetection | undefined
}

const DEFAULT_MAX_SIZE = 1_024
const OPTION_NAMES = ['name', 'create', 'reset', 'destroy', 'maxSize', 'leakDetection']

/**
 * Keeps objects for reuse; the one given back last is taken first. Giving one back twice, or to the wrong pool,
 * is refused. Never waits: where none is idle, a new one is made.
 */
export class ObjectPool<T extends object> {
  readonly name: string
  /** The leak detector, if it is on. */
  readonly leaks: LeakDetector | undefined
  readonly #create: () => T
  readonly #reset: ((object: T) => void) | undefined
  readonly #destroy: ((object: T) => void) | undefined
  readonly #idle: T[] = []
  readonly #counter = new PoolCounter()
  #maxSize: number
  #closed = false

  /** @throws RocketMQError CONFIGURATION */
  constructor(options: ObjectPoolOptions<T>) {
    const check = poolCheck(options?.name)
    check.options('', options, OPTION_NAMES)
    check.callable('create', options.create, true)
    check.callable('reset', options.reset, false)
    check.callable('destroy', options.destroy, false)
    this.#maxSize = check.number('maxSize', options.maxSize, DEFAULT_MAX_SIZE, { min: 0 })
    check.done()
    this.name = options.name
    this.leaks = LeakDetector.from(options.name, options.leakDetection)
    this.#create = options.create
    this.#reset = options.reset
    this.#destroy = options.destroy
  }

  /**
   * Takes an object, a new one if none is idle.
   *
   * @throws RocketMQError CLOSED after `close()`; what `create` throws passes through
   */
  acquire(): T {
    let object = this.#idle.pop()
    if (object === undefined) object = this.#make()
    // Every object of the pool is marked when it is made.
    else markOf(object)!.taken = true
    this.#counter.acquired += 1
    if (this.leaks !== undefined) this.leaks.track(object, this.leaks.site(this.acquire))
    return object
  }

  /**
   * Gives an object back; it must not be used after that.
   *
   * @throws RocketMQError NOT_OUTSTANDING if it is not out; HANDLER if `reset` or `destroy` fails, the object is
   * let go then
   */
  release(object: T): void {
    markReturned(object, this, this.name)
    this.#counter.released += 1
    if (this.leaks !== undefined) this.leaks.untrack(object)
    if (this.#idle.length < this.#maxSize) {
      if (this.#reset !== undefined) this.#clean(object, this.#reset)
      this.#idle.push(object)
    } else this.#discard(object)
  }

  /** Lends an object to a function and takes it back when that has returned, or its promise has settled. */
  use<R>(fn: (object: T) => PromiseLike<R>): Promise<R>
  use<R>(fn: (object: T) => R): R
  use<R>(fn: (object: T) => R | PromiseLike<R>): R | Promise<R> {
    const object = this.acquire()
    let later = false
    try {
      const result = fn(object)
      if (!isThenable(result)) return result
      later = true
      return Promise.resolve(result as PromiseLike<R>).finally(() => this.release(object))
    } finally {
      if (!later) this.release(object)
    }
  }

  /**
   * Lets every idle object go.
   *
   * @throws RocketMQError HANDLER if `destroy` fails, after all are gone
   */
  clear(): void {
    const failures: unknown[] = []
    for (const object of this.#idle.splice(0)) {
      try {
        heed(this.#destroy?.(object), warn)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw this.#failed('destroy', new AggregateError(failures))
  }

  /** Hands nothing out any more, and keeps nothing. What is out may still be given back. */
  close(): void {
    this.#closed = true
    this.#maxSize = 0
    this.leaks?.stop()
    this.clear()
  }

  stats(): PoolStats {
    return this.#counter.stats(this.name, { idle: this.#idle.length, leaked: this.leaks?.leaked ?? 0 })
  }

  #make(): T {
    if (this.#closed) throw new RocketMQError('CLOSED', `pool ${this.name} is closed`)
    const object = this.#create()
    markTaken(object, this, this.name)
    this.#counter.misses += 1
    return object
  }

  #clean(object: T, reset: (object: T) => void): void {
    try {
      heed(reset(object), warn)
    } catch (error) {
      this.#discard(object)
      throw this.#failed('reset', error)
    }
  }

  #discard(object: T): void {
    this.#counter.discarded += 1
    try {
      heed(this.#destroy?.(object), warn)
    } catch (error) {
      throw this.#failed('destroy', error)
    }
  }

  #failed(option: string, cause: unknown): RocketMQError {
    return new RocketMQError('HANDLER', `pool ${this.name}: ${option} failed, the object is not kept`, {
      cause,
    })
  }
}

function warn(fault: unknown): void {
  process.emitWarning(RocketMQError.from(fault, 'HANDLER'))
}

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
