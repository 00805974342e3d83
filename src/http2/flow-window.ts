/** The largest window there may be. */
export const MAX_WINDOW = 2 ** 31 - 1

/** The window that streams and the connection have until somebody says otherwise. */
export const DEFAULT_WINDOW = 65_535

/** What we may still send. */
export class SendWindow {
  /** Bytes; below zero after the peer made its windows smaller. */
  left: number

  constructor(size: number) {
    this.left = size
  }

  /** Returns `false` where the peer grants more than a window may be. */
  grow(bytes: number): boolean {
    this.left += bytes
    return this.left <= MAX_WINDOW
  }
}

/** What the peer may still send. Credit goes back in pieces of a quarter, long before the peer has to wait. */
export class ReceiveWindow {
  readonly #size: number
  #used = 0

  constructor(size: number) {
    this.#size = size
  }

  /** The peer sent so much. Returns `false` where that is more than it was allowed. */
  take(bytes: number): boolean {
    this.#used += bytes
    return this.#used <= this.#size
  }

  /** How much to give back now; 0 while it is not yet worth a frame. */
  credit(): number {
    const used = this.#used
    if (used * 4 < this.#size) return 0
    this.#used = 0
    return used
  }
}
