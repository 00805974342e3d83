import { RocketMQError } from '../errors.js'
import { MessageDraft } from '../message/message.js'
import type { ObjectPool, ObjectPoolOptions } from '../pool/object-pool.js'
import { PoolRegistry, type PoolRegistryOptions } from '../pool/pool-registry.js'
import type { PoolStats } from '../stats/stats.js'

/** How the pools of the process are made. */
export type GlobalPoolsOptions = PoolRegistryOptions

const MESSAGES = 'messages'

let current: PoolRegistry | undefined
let open = false

/**
 * Makes the pools of the process: of messages, of buffers, and what `registerPool()` adds. Each thread has its
 * own. A second call without options gives the same pools. A monitor watches them all by
 * `monitor.attachPool(initGlobalPools())`.
 *
 * @throws RocketMQError CONFIGURATION if an option is wrong, or if the pools exist and options are given
 */
export function initGlobalPools(options?: GlobalPoolsOptions): PoolRegistry {
  if (current !== undefined && open) {
    if (options === undefined) return current
    throw new RocketMQError(
      'CONFIGURATION',
      'the global pools exist already: give initGlobalPools() its options once, or call closeGlobalPools() before',
    )
  }
  const registry = new PoolRegistry(options)
  registry.register<MessageDraft>(MESSAGES, {
    create: () => new MessageDraft(),
    reset: draft => draft.reset(),
  })
  current = registry
  open = true
  return registry
}

/**
 * Takes an empty message from the global pools, to be filled in and sent.
 *
 * @throws RocketMQError CONFIGURATION before {@link initGlobalPools}; CLOSED after {@link closeGlobalPools}
 * @example
 * ```ts
 * const message = getMessage()
 * message.topic = 'orders'
 * message.body = 'hello'
 * await producer.send(message)
 * putMessage(message)
 * ```
 */
export function getMessage(): MessageDraft {
  return getPool<MessageDraft>(MESSAGES).acquire()
}

/**
 * Gives a message back, emptied; it must not be used after that. `send()` has taken everything over when it returns
 * its promise, so that need not have settled; a buffer that is the body must stay as it is until then.
 *
 * @throws RocketMQError NOT_OUTSTANDING if it is not out
 */
export function putMessage(message: MessageDraft): void {
  getPool<MessageDraft>(MESSAGES).release(message)
}

/**
 * Takes a buffer of `size` bytes or more; what was in it before still is.
 *
 * @throws RocketMQError CONFIGURATION before {@link initGlobalPools}; CLOSED after {@link closeGlobalPools};
 * INVALID_ARGUMENT if `size` is not a number of bytes
 */
export function getBuffer(size: number): Buffer {
  return globalPools().buffers.acquire(size)
}

/**
 * Gives a buffer back: the one that was taken, not a part of it.
 *
 * @throws RocketMQError NOT_OUTSTANDING if it is not out
 */
export function putBuffer(buffer: Buffer): void {
  globalPools().buffers.release(buffer)
}

/**
 * Makes a pool of objects of your own, to be found by its name.
 *
 * @throws RocketMQError CONFIGURATION if the name is taken or an option is wrong, or before
 * {@link initGlobalPools}; CLOSED
 */
export function registerPool<T extends object>(
  name: string,
  options: Omit<ObjectPoolOptions<T>, 'name'>,
): ObjectPool<T> {
  return globalPools().register(name, options)
}

/**
 * The pool registered under a name.
 *
 * @throws RocketMQError CONFIGURATION if there is none, or before {@link initGlobalPools}
 */
export function getPool<T extends object = object>(name: string): ObjectPool<T> {
  return globalPools().get<T>(name)
}

/**
 * What each of the global pools counted, by its name.
 *
 * @throws RocketMQError CONFIGURATION before {@link initGlobalPools}
 */
export function globalPoolStats(): Record<string, PoolStats> {
  return globalPools().stats()
}

/** Closes the global pools. What is out may still be given back; {@link initGlobalPools} makes new ones. Idempotent. */
export function closeGlobalPools(): void {
  open = false
  current?.close()
}

/** Closed ones are still found, so that what is out can come back. */
function globalPools(): PoolRegistry {
  if (current === undefined) {
    throw new RocketMQError('CONFIGURATION', 'there are no global pools yet: call initGlobalPools() first')
  }
  return current
}
