/** Bounds of what one process queue may hold. */
export interface CacheBounds {
  messages: number
  bytes: number
}

/** How fast the mean size of messages follows when they become smaller; it grows at once. */
const SHRINKING = 1 / 8

/**
 * How much one process queue holds, and may hold. A poll reserves what it may bring before it starts, so the
 * bound on messages holds even if every poll comes back full; bytes are reserved by the mean size of late.
 */
export class CacheShare {
  readonly #bounds: () => CacheBounds
  #messages = 0
  #bytes = 0
  #reserved = 0
  #meanBytes = 0
  #waiters: { wanted: number; resolve: () => void }[] = []

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

  /** Messages held or reserved. */
  get taken(): number {
    return this.#messages + this.#reserved
  }

  /** Reserves room for up to `wanted` messages; 0 means that there is too little to be worth a poll. */
  reserve(wanted: number): number {
    const room = this.#free(wanted)
    this.#reserved += room
    return room
  }

  /** A poll ended: what it brought takes the place of what it reserved. */
  fill(reserved: number, messages: number, bytes: number): void {
    this.#reserved -= reserved
    this.#messages += messages
    this.#bytes += bytes
    if (messages > 0) this.#learn(bytes / messages)
  }

  /** A message was acknowledged or given back. */
  evict(bytes: number): void {
    this.#messages -= 1
    this.#bytes -= bytes
  }

  /** Settles when there is room worth a poll of `wanted`, or at `wake()`. */
  room(wanted: number): Promise<void> {
    return new Promise(resolve => this.#waiters.push({ wanted, resolve }))
  }

  /** Lets those who wait look again. */
  wake(): void {
    const waiters = this.#waiters
    this.#waiters = []
    for (const { resolve } of waiters) resolve()
  }

  /** Room was made, here or elsewhere: lets those who wait look again if it is enough. */
  wakeServed(): void {
    const [first] = this.#waiters
    if (first !== undefined && this.#free(first.wanted) > 0) this.wake()
  }

  #free(wanted: number): number {
    const { messages, bytes } = this.#bounds()
    const mean = this.#meanBytes
    const capacity = mean > 0 ? Math.min(messages, bytes / mean) : messages
    const held = Math.max(this.#messages, mean > 0 ? this.#bytes / mean : 0) + this.#reserved
    const room = Math.min(wanted, Math.floor(capacity - held))
    // A message larger than the bound must come through too, alone.
    if (held === 0 && messages >= 1) return Math.max(1, room)
    // Polling for every single message that is evicted would cost more than it brings.
    return room < Math.min(wanted, Math.max(1, Math.floor(capacity / 4))) ? 0 : room
  }

  #learn(mean: number): void {
    const step = mean - this.#meanBytes
    this.#meanBytes += step > 0 ? step : step * SHRINKING
  }
}
