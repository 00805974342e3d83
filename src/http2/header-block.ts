import { ErrorCode, Http2Error } from './http2-error.js'

/**
 * The largest block that is put together. It is far more than the header list that is taken: a block has to be read to
 * its end even if its fields are not wanted, because all that follow refer to its table. What is larger ends the
 * connection with everybody's calls on it (RFC 9113, 10.5.1).
 */
const MAX_BLOCK_BYTES = 4 * 1024 * 1024

/** Frames that a block may come in, and bytes that each one above has to bring on the average. */
const MAX_CONTINUATIONS = 32
const BYTES_PER_CONTINUATION = 256

/** Puts a header block together that comes in more frames than one. */
export class HeaderBlock {
  /** The stream whose block is being put together; 0 if none is. */
  streamId = 0
  /** Flags of the HEADERS frame that it began with. */
  flags = 0
  #parts: Buffer[] = []
  #bytes = 0

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
    if (this.#bytes > MAX_BLOCK_BYTES)
      throw new Http2Error(
        ErrorCode.ENHANCE_YOUR_CALM,
        `the peer sends more than ${MAX_BLOCK_BYTES} bytes of header fields at once, the most that is read; ` +
          'look at what the server, or a gateway before it, puts into its headers',
      )
    if (this.#parts.length > MAX_CONTINUATIONS + 1 + this.#bytes / BYTES_PER_CONTINUATION)
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
