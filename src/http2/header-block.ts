import { ErrorCode, Http2Error } from './http2-error.js'

const MAX_CONTINUATIONS = 32

/** Puts a header block together that comes in more frames than one. */
export class HeaderBlock {
  /** The stream whose block is being put together; 0 if none is. */
  streamId = 0
  /** Flags of the HEADERS frame that it began with. */
  flags = 0
  readonly #maxBytes: number
  #parts: Buffer[] = []
  #bytes = 0

  /** @param maxListSize the largest header list that is taken */
  constructor(maxListSize: number) {
    // Huffman's code can make rare characters longer.
    this.#maxBytes = maxListSize * 2
  }

  begin(streamId: number, flags: number, fragment: Buffer): void {
    this.streamId = streamId
    this.flags = flags
    this.#parts = []
    this.#bytes = 0
    this.add(fragment)
  }

  /** Keeps a copy of the fragment. */
  add(fragment: Buffer): void {
    this.#parts.push(Buffer.from(fragment))
    this.#bytes += fragment.length
    if (this.#bytes > this.#maxBytes)
      throw new Http2Error(
        ErrorCode.ENHANCE_YOUR_CALM,
        `a header block is larger than ${this.#maxBytes} bytes`,
      )
    if (this.#parts.length > MAX_CONTINUATIONS + 1)
      throw new Http2Error(
        ErrorCode.ENHANCE_YOUR_CALM,
        'a header block comes in too many CONTINUATION frames',
      )
  }

  /** The whole block. */
  finish(): Buffer {
    const block = Buffer.concat(this.#parts)
    this.streamId = 0
    this.#parts = []
    return block
  }
}
