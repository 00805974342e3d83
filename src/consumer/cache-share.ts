/** Bounds of what one process queue may hold. */
export interface CacheBounds {
  messages: number
  bytes: number
}

/**
 * How much one process queue holds, and may hold. A poll reserves what it may bring before it starts, so the
 * bound holds even if every poll comes back full.
 */
export class CacheShare {
  readonly #bounds: () => CacheBounds
  #messages = 0
  #bytes = 0
  #reserved = 0
  #waiters: (() => void)[] = []

  /** @param bounds asked anew each time, because queues come and go and share one total */
  constructor(bounds: () => CacheBounds) {
    this.#bounds = bounds
  }

  get messages(): number {
    return this.#messages
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Reserves room for up to `wanted` messages; 0 means full. */
  reserve(wanted: number): number {
    const bounds = this.#bounds()
    if (this.#bytes >= bounds.bytes) return 0
    const room = Math.max(0, Math.min(wanted, bounds.messages - this.#messages - this.#reserved))
    this.#reserved += room
    return room
  }

  /** A poll ended: what it brought takes the place of what it reserved. */
  fill(reserved: number, messages: number, bytes: number): void {
    this.#reserved -= reserved
    this.#messages += messages
    this.#bytes += bytes
    if (messages < reserved) this.wake()
  }

  /** A message was acknowledged or given back. */
  evict(bytes: number): void {
    this.#messages -= 1
    this.#bytes -= bytes
    this.wake()
  }

  /** Settles when there may be room again, or at `wake()`. */
  room(): Promise<void> {
    return new Promise(resolve => this.#waiters.push(resolve))
  }

  /** Lets those who wait look again. */
  wake(): void {
    if (this.#waiters.length === 0) return
    const waiters = this.#waiters
    this.#waiters = []
    for (const resolve of waiters) resolve()
  }
}
