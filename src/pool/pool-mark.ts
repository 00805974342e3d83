import { RocketMQError } from '../errors.js'

/** Which pool an object belongs to, and whether it is out. */
export interface PoolMark {
  readonly pool: object
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
  const mark: PoolMark = { pool, taken: true }
  Object.defineProperty(object, kMark, { value: mark })
}

/** The mark of an object that came from a pool. */
export function markOf(object: object): PoolMark | undefined {
  return (object as Marked)[kMark]
}

/** The error for giving back what is not out. */
export function notOutstanding(name: string, what: string, mark: PoolMark | undefined): RocketMQError {
  const why =
    mark === undefined
      ? `this ${what} was not taken from any pool`
      : mark.taken
        ? `this ${what} was taken from another pool, or is only derived from one that was`
        : `this ${what} was given back before; whoever does it twice may share it with the next taker`
  return new RocketMQError('NOT_OUTSTANDING', `pool ${name}: ${why}`)
}
