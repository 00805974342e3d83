import { RocketMQError } from '../errors.js'

/** Which pool an object belongs to, and whether it is out. */
export interface PoolMark {
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
