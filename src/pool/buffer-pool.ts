import { constants } from 'node:buffer'
import { RocketMQError } from '../errors.js'
import type { PoolStats } from '../stats/stats.js'
import { type LeakDetection, LeakDetector } from './leak-detector.js'
import { markOf, markReturned, markTaken, PoolCounter, poolCheck } from './object-pool.js'

/** How a {@link BufferPool} is made. */
export interface BufferPoolOptions {
  /** Name in statistics and messages. */
  name: string
  /** Smallest buffer, in bytes, rounded up to a power of two; who asks for less gets this. Default 1 KiB. */
  minBytes?: number | undefined
  /** Largest buffer kept, in bytes, rounded up to a power of two. Default 4 MiB. */
  maxBytes?: number | undefined
  /** Most bytes kept idle, over all sizes. Default 32 MiB. */
  maxIdleBytes?: number | undefined
  /** Whether to find out what is never given back. Default `false`. */
  leakDetection?: LeakDetection | undefined
}

const KIB = 1_024
const MIB = KIB * KIB

/** Above this a size is surely a mistake; it is also the largest exponent that 32-bit arithmetic allows. */
const LARGEST_BYTES = 2 ** 30

const OPTION_NAMES = ['name', 'minBytes', 'maxBytes', 'maxIdleBytes', 'leakDetection']

/**
 * Keeps buffers for reuse, in sizes that are powers of two. Each has memory of its own, outside of the slab that
 * Node shares among small buffers. Never waits: where none is idle, a new one is made.
 */
export class BufferPool {
  /** Its name in statistics and messages. */
  readonly name: string
  /** The leak detector, if it is on. */
  readonly leaks: LeakDetector | undefined
  readonly #minExponent: number
  readonly #maxBytes: number
  /** Idle buffers by exponent, from the smallest size up. */
  readonly #idle: Buffer[][]
  readonly #counter = new PoolCounter()
  #maxIdleBytes: number
  #idleBytes = 0
  #closed = false

  /** @throws RocketMQError CONFIGURATION */
  constructor(options: BufferPoolOptions) {
    const check = poolCheck(options, OPTION_NAMES)
    const minBytes = check.number('minBytes', options.minBytes, KIB, { min: 1 })
    const maxBytes = check.number('maxBytes', options.maxBytes, 4 * MIB, { min: 1 })
    if (minBytes > maxBytes || maxBytes > LARGEST_BYTES) {
      check.complain(`minBytes (${minBytes}) must not be above maxBytes (${maxBytes}), nor that above 1 GiB`)
    }
    this.#maxIdleBytes = check.number('maxIdleBytes', options.maxIdleBytes, 32 * MIB, { min: 0 })
    check.done()
    const { name } = options
    this.name = name
    this.#minExponent = exponentOf(minBytes)
    this.#maxBytes = 2 ** exponentOf(maxBytes)
    this.#idle = Array.from({ length: exponentOf(maxBytes) - this.#minExponent + 1 }, () => [])
    this.leaks = LeakDetector.from(name, options.leakDetection)
  }

  /**
   * Takes a buffer. **Its length is `size` or more**: the next power of two, and exactly `size` only above
   * `maxBytes`, where it is made for this one use and counts as a miss. Whatever was in it before still is.
   *
   * @throws RocketMQError INVALID_ARGUMENT if `size` is not a number of bytes, or more than there is memory for; CLOSED after `close()`
   */
  acquire(size: number): Buffer {
    if (!Number.isSafeInteger(size) || size < 0 || size > constants.MAX_LENGTH) throw this.#notASize(size)
    const buffer = this.#pop(size) ?? this.#make(size)
    this.#counter.acquired += 1
    if (this.leaks !== undefined) this.leaks.track(buffer, this.leaks.site(this.acquire))
    return buffer
  }

  /**
   * Gives a buffer back: the one that was taken, not a part of it. It must not be used after that.
   *
   * @throws RocketMQError NOT_OUTSTANDING if it is not out
   */
  release(buffer: Buffer): void {
    markReturned(buffer, this, this.name)
    this.#counter.released += 1
    if (this.leaks !== undefined) this.leaks.untrack(buffer)
    const { length } = buffer
    if (length > this.#maxBytes || this.#idleBytes + length > this.#maxIdleBytes) {
      this.#counter.discarded += 1
      return
    }
    this.#idleBytes += length
    this.#idle[exponentOf(length) - this.#minExponent]?.push(buffer)
  }

  /** Lets every idle buffer go. */
  clear(): void {
    for (const buffers of this.#idle) buffers.length = 0
    this.#idleBytes = 0
  }

  /** Hands nothing out any more, and keeps nothing. What is out may still be given back. */
  close(): void {
    this.#closed = true
    this.#maxIdleBytes = -1
    this.leaks?.stop()
    this.clear()
  }

  /** What it counted since it was made. */
  stats(): PoolStats {
    const idle = this.#idle.reduce((sum, buffers) => sum + buffers.length, 0)
    return this.#counter.stats(this.name, { idle, bytes: this.#idleBytes, leaked: this.leaks?.leaked ?? 0 })
  }

  #pop(size: number): Buffer | undefined {
    if (size > this.#maxBytes) return undefined
    const buffer = this.#idle[this.#classOf(size)]?.pop()
    if (buffer === undefined) return undefined
    // Every buffer of the pool is marked when it is made.
    markOf(buffer)!.taken = true
    this.#idleBytes -= buffer.length
    return buffer
  }

  #make(size: number): Buffer {
    if (this.#closed) throw new RocketMQError('CLOSED', `pool ${this.name} is closed`)
    const bytes = size > this.#maxBytes ? size : 2 ** (this.#classOf(size) + this.#minExponent)
    const buffer = this.#allocate(bytes)
    markTaken(buffer, this, this.name)
    this.#counter.misses += 1
    return buffer
  }

  #allocate(bytes: number): Buffer {
    try {
      return Buffer.allocUnsafeSlow(bytes)
    } catch (cause) {
      // From Node.js 22 on the largest size that is allowed is far above what any machine has.
      const text = `pool ${this.name}: there is no memory for a buffer of ${bytes} bytes`
      throw new RocketMQError('INVALID_ARGUMENT', text, { cause })
    }
  }

  #notASize(size: number): RocketMQError {
    return new RocketMQError(
      'INVALID_ARGUMENT',
      `pool ${this.name}: the size of a buffer must be a whole number of bytes from 0 to ${constants.MAX_LENGTH}, not ${size}`,
    )
  }

  #classOf(size: number): number {
    return Math.max(0, exponentOf(size) - this.#minExponent)
  }
}

/** The smallest power of two that is no less, as its exponent. */
function exponentOf(bytes: number): number {
  return bytes <= 1 ? 0 : 32 - Math.clz32(bytes - 1)
}
