import { RocketMQError, textOf } from '../errors.js'
import { OptionCheck } from '../options/option-check.js'
import type { PoolStats } from '../stats/stats.js'

/** Counts what goes out of a pool and comes back. */
export class PoolCounter {
  acquired = 0
  released = 0
  /** Takings that had to make something new. */
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
 * @throws RocketMQError CONFIGURATION if it has no name
 */
export function poolCheck(name: unknown): OptionCheck {
  if (typeof name === 'string' && name.trim() !== '') return new OptionCheck(`pool ${name}`)
  throw new RocketMQError('CONFIGURATION', `a pool's name must be a text, not ${textOf(name)}`)
}
