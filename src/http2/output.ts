/** Room for the frames of a turn: at first, and at most where turns turned out to need more. */
const FIRST_BYTES = 32 * 1024
const MOST_BYTES = 256 * 1024

/** What {@link Output} needs of a socket. */
export interface ByteSink {
  readonly writableLength: number
  write(bytes: Uint8Array): boolean
  cork(): void
  uncork(): void
}

/**
 * Where frames are put together, so that all of one turn leave in one write. Bytes are written at `end` of `bytes`
 * after {@link Output.reserve} made room for them; what was handed to the socket is not overwritten until the
 * system has taken it.
 */
export class Output {
  bytes: Buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)
  end = 0
  readonly #sink: ByteSink
  #start = 0
  #corked = false

  constructor(sink: ByteSink) {
    this.#sink = sink
  }

  /** Bytes that the system has not taken yet. */
  get waiting(): number {
    return this.end - this.#start + this.#sink.writableLength
  }

  /** Makes room for `length` bytes from `end` on. */
  reserve(length: number): void {
    if (this.end + length <= this.bytes.length) return
    if (this.end > this.#start && !this.#corked) {
      this.#corked = true
      this.#sink.cork()
    }
    this.#handOver()
    if (this.#reusable() && length <= this.bytes.length) return
    const size = Math.min(this.bytes.length * 2, MOST_BYTES)
    this.bytes = Buffer.allocUnsafeSlow(Math.max(size, length))
    this.#start = 0
    this.end = 0
  }

  /** Takes back what was written from `end` on. */
  rewind(end: number): void {
    this.end = end
  }

  /** Gives everything to the socket. */
  flush(): void {
    this.#handOver()
    if (this.#corked) {
      this.#corked = false
      this.#sink.uncork()
    }
    this.#reusable()
  }

  #handOver(): void {
    if (this.end === this.#start) return
    this.#sink.write(this.bytes.subarray(this.#start, this.end))
    this.#start = this.end
  }

  /** Begins at the front again if the system has taken everything. */
  #reusable(): boolean {
    if (this.#sink.writableLength > 0 || this.end > this.#start) return false
    this.#start = 0
    this.end = 0
    return true
  }

  uint32(value: number): void {
    const { bytes } = this
    let at = this.end
    bytes[at++] = value >>> 24
    bytes[at++] = value >>> 16
    bytes[at++] = value >>> 8
    bytes[at++] = value
    this.end = at
  }

  /** Copies a part of `from`. */
  copy(from: Uint8Array, start: number, end: number): void {
    const { bytes } = this
    if (end - start <= 32) {
      let to = this.end
      for (let at = start; at < end; at++) bytes[to++] = from[at] as number
      this.end = to
      return
    }
    bytes.set(start === 0 && end === from.length ? from : from.subarray(start, end), this.end)
    this.end += end - start
  }

  /** Writes printable ASCII. */
  ascii(text: string): void {
    const { bytes } = this
    if (text.length > 48) {
      this.end += bytes.write(text, this.end, 'latin1')
      return
    }
    let at = this.end
    for (let index = 0; index < text.length; index++) bytes[at++] = text.charCodeAt(index)
    this.end = at
  }
}
