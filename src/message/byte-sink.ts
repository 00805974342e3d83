/** Up to so many bytes a loop is quicker than a call. */
const SHORT = 32

/** Gathers bytes whose number is not known, up to a bound. */
export class ByteSink {
  readonly #maxBytes: number
  #buffer: Buffer
  #length = 0

  /** @param expected how many bytes there may be; a guess, and no reason to take more memory than the bound */
  constructor(expected: number, maxBytes: number) {
    this.#maxBytes = maxBytes
    this.#buffer = Buffer.allocUnsafeSlow(Math.max(64, Math.min(expected, maxBytes)))
  }

  get length(): number {
    return this.#length
  }

  /**
   * Takes the bytes from `start` to `end`, which must be there.
   *
   * @throws RangeError beyond the bound
   */
  write(bytes: Uint8Array, start = 0, end = bytes.length): void {
    this.#reserve(end - start)
    if (end - start > SHORT) this.#buffer.set(bytes.subarray(start, end), this.#length)
    else for (let from = start, to = this.#length; from < end; ) this.#buffer[to++] = bytes[from++] as number
    this.#length += end - start
  }

  /**
   * Writes again what stands `distance` bytes before the end, which must not be before the beginning. What is written
   * may be repeated itself.
   *
   * @throws RangeError beyond the bound
   */
  repeat(distance: number, count: number): void {
    this.#reserve(count)
    const buffer = this.#buffer
    const from = this.#length - distance
    const end = this.#length + count
    let to = this.#length
    if (count <= SHORT) for (let read = from; to < end; ) buffer[to++] = buffer[read++] as number
    // Each round can take twice as much as the one before it.
    for (let run = Math.min(distance, end - to); to < end; run = Math.min(to - from, end - to)) {
      buffer.copyWithin(to, from, from + run)
      to += run
    }
    this.#length = end
  }

  /** What was gathered. */
  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  #reserve(count: number): void {
    const needed = this.#length + count
    if (needed > this.#maxBytes) throw new RangeError(`it becomes more than ${this.#maxBytes} bytes`)
    if (needed <= this.#buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.min(Math.max(needed, this.#buffer.length * 2), this.#maxBytes))
    this.#buffer.copy(larger, 0, 0, this.#length)
    this.#buffer = larger
  }
}
