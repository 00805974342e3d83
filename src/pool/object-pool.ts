import { RocketMQError, textOf } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import type { PoolStats } from '../stats/stats.js'
import { heed, isThenable, warn } from '../waiting/user-callback.js'
import { type LeakDetection, LeakDetector } from './leak-detector.js'

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
  /** Its name in statistics and messages. */
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
    const check = poolCheck(options, OPTION_NAMES)
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

  /** What it counted since it was made. */
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
      const returned: unknown = reset(object)
      if (returned !== undefined) heed(returned, warn)
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

/** Counts what goes out of a pool and comes back. */
export class PoolCounter {
  acquired = 0
  released = 0
  /** Acquisitions for which a new object had to be made. */
  misses = 0
  discarded = 0

  /** @param now what the pool holds at this moment, where that means something */
  stats(name: string, now: Partial<Pick<PoolStats, 'idle' | 'leaked' | 'bytes' | 'waiting'>>): PoolStats {
    const { acquired, released, misses, discarded } = this
    const { idle = 0, leaked = 0, bytes = 0, waiting = 0 } = now
    const hits = acquired - misses
    return {
      name,
      acquired,
      released,
      hits,
      misses,
      hitRate: acquired === 0 ? 0 : hits / acquired,
      outstanding: acquired - released,
      idle,
      discarded,
      leaked,
      bytes,
      waiting,
    }
  }
}

/** Which pool an object belongs to, and whether it is out. */
interface PoolMark {
  readonly pool: object
  /** The object itself: one that only inherits the mark is another. */
  readonly object: object
  taken: boolean
}

const kMark = Symbol('rocketmq-jet.pool')

interface Marked {
  [kMark]?: PoolMark
}

/**
 * Marks a new object as taken from a pool. The mark is set once and changed in place, so that the object keeps
 * its hidden class and a taking costs no look-up in a table. It is not enumerable: a copy made by spreading
 * must not pass for the original.
 *
 * @throws RocketMQError CONFIGURATION if the object cannot be marked
 */
export function markTaken(object: object, pool: object, name: string): void {
  if ((typeof object !== 'object' && typeof object !== 'function') || object === null) {
    throw new RocketMQError('CONFIGURATION', `pool ${name}: create must return an object, not ${object}`)
  }
  if (Object.hasOwn(object, kMark)) {
    throw new RocketMQError('CONFIGURATION', `pool ${name}: create must return a new object each time`)
  }
  if (!Object.isExtensible(object)) {
    throw new RocketMQError('CONFIGURATION', `pool ${name}: create must not return a frozen or sealed object`)
  }
  const mark: PoolMark = { pool, object, taken: true }
  Object.defineProperty(object, kMark, { value: mark })
}

/** The mark of an object that came from a pool. */
export function markOf(object: object): PoolMark | undefined {
  return (object as Marked | null | undefined)?.[kMark]
}

/**
 * Notes that an object is back.
 *
 * @throws RocketMQError NOT_OUTSTANDING if it is not out of this pool
 */
export function markReturned(object: object, pool: object, name: string): void {
  const mark = markOf(object)
  if (mark === undefined || mark.pool !== pool || mark.object !== object || !mark.taken) {
    throw new RocketMQError('NOT_OUTSTANDING', `pool ${name}: ${whyNot(object, pool, mark)}`)
  }
  mark.taken = false
}

function whyNot(object: object, pool: object, mark: PoolMark | undefined): string {
  if (mark === undefined) return 'what is given back was not taken from any pool'
  if (mark.pool !== pool) return 'what is given back was taken from another pool'
  if (mark.object !== object) return 'what is given back only inherits from what was taken'
  return 'this was given back before; whoever does it twice may share it with the next taker'
}

/**
 * Checks the options of a pool, and complains under its name.
 *
 * @param names those that there are
 * @throws RocketMQError CONFIGURATION if it has no name
 */
export function poolCheck(options: { name: string }, names: readonly string[]): OptionCheck {
  const name: unknown = options?.name
  if (typeof name !== 'string' || name.trim() === '')
    throw new RocketMQError('CONFIGURATION', `a pool's name must be a text, not ${textOf(name)}`)
  const check = new OptionCheck(`pool ${name}`)
  check.options('', options, names)
  return check
}
