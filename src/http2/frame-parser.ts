import { FLAG, FRAME_HEADER_BYTES, FRAME_TYPE } from './frame.js'
import { ErrorCode, Http2Error } from './http2-error.js'

/** Hears of frames in the order they came. Bytes are only good until it returns. */
export interface FrameListener {
  /** A DATA frame begins. @param length what it takes of the windows, padding included */
  onDataStart(streamId: number, length: number): void
  /** A part of its data: `bytes` from `start` to `end`. */
  onDataPart(bytes: Buffer, start: number, end: number): void
  onDataEnd(flags: number): void
  /** Any other frame; its payload is `bytes` from `start` to `end`, without padding. */
  onFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void
}

/**
 * Cuts a stream of bytes into frames, wherever its chunks are cut. Data is passed on as it comes; other frames are
 * put together first, which copies only those that a chunk's end cuts in two.
 */
export class FrameParser {
  readonly #listener: FrameListener
  readonly #maxFrameSize: number
  /** The header or payload that is being put together. */
  readonly #pieces: Buffer
  #collected = 0
  #inFrame = false
  #begun = false
  #stopped = false
  #type = 0
  #flags = 0
  #streamId = 0
  /** Of the frame's payload, still to come. */
  #left = 0
  #padding = 0
  #paddingKnown = false

  /** @param maxFrameSize the largest payload the peer was allowed */
  constructor(listener: FrameListener, maxFrameSize: number) {
    this.#listener = listener
    this.#maxFrameSize = maxFrameSize
    this.#pieces = Buffer.allocUnsafeSlow(maxFrameSize)
  }

  /** Takes no more bytes, not even the rest of those it was given. */
  stop(): void {
    this.#stopped = true
  }

  /**
   * Takes the next bytes.
   *
   * @throws Http2Error
   */
  push(chunk: Buffer): void {
    let at = 0
    while (at < chunk.length && !this.#stopped) {
      if (!this.#inFrame) at = this.#header(chunk, at)
      else if (this.#type === FRAME_TYPE.DATA) at = this.#data(chunk, at)
      else at = this.#payload(chunk, at)
    }
  }

  #header(chunk: Buffer, at: number): number {
    if (this.#collected === 0 && chunk.length - at >= FRAME_HEADER_BYTES) {
      this.#begin(chunk, at)
      return at + FRAME_HEADER_BYTES
    }
    const end = Math.min(chunk.length, at + FRAME_HEADER_BYTES - this.#collected)
    this.#collect(chunk, at, end)
    if (this.#collected === FRAME_HEADER_BYTES) {
      this.#collected = 0
      this.#begin(this.#pieces, 0)
    }
    return end
  }

  #begin(bytes: Buffer, at: number): void {
    const length =
      ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number)
    this.#type = bytes[at + 3] as number
    this.#flags = bytes[at + 4] as number
    this.#streamId = bytes.readUInt32BE(at + 5) & 0x7fff_ffff
    if (!this.#begun) {
      if (this.#type !== FRAME_TYPE.SETTINGS || this.#streamId !== 0 || (this.#flags & FLAG.ACK) !== 0)
        throw new Http2Error(ErrorCode.PROTOCOL_ERROR, 'the peer does not begin as HTTP/2 does')
      this.#begun = true
    }
    if (length > this.#maxFrameSize)
      throw new Http2Error(
        ErrorCode.FRAME_SIZE_ERROR,
        `a frame has ${length} bytes, more than the ${this.#maxFrameSize} allowed`,
      )
    this.#inFrame = true
    this.#left = length
    this.#padding = 0
    if (this.#type === FRAME_TYPE.DATA) {
      this.#paddingKnown = (this.#flags & FLAG.PADDED) === 0
      if (!this.#paddingKnown && length === 0) throw paddingError()
      this.#listener.onDataStart(this.#streamId, length)
      if (length === 0) this.#endData()
    } else if (length === 0) this.#endFrame(bytes, 0, 0)
  }

  #data(chunk: Buffer, from: number): number {
    let at = from
    if (!this.#paddingKnown) {
      this.#padding = chunk[at++] as number
      this.#paddingKnown = true
      this.#left--
      if (this.#padding > this.#left) throw paddingError()
    }
    const dataEnd = Math.min(chunk.length, at + this.#left - this.#padding)
    if (dataEnd > at) {
      this.#left -= dataEnd - at
      this.#listener.onDataPart(chunk, at, dataEnd)
      at = dataEnd
    }
    if (this.#left === this.#padding) {
      const end = Math.min(chunk.length, at + this.#left)
      this.#left -= end - at
      this.#padding = this.#left
      at = end
    }
    if (this.#left === 0) this.#endData()
    return at
  }

  #payload(chunk: Buffer, at: number): number {
    if (this.#collected === 0 && chunk.length - at >= this.#left) {
      const end = at + this.#left
      this.#endFrame(chunk, at, end)
      return end
    }
    const end = Math.min(chunk.length, at + this.#left - this.#collected)
    this.#collect(chunk, at, end)
    if (this.#collected === this.#left) {
      this.#collected = 0
      this.#endFrame(this.#pieces, 0, this.#left)
    }
    return end
  }

  #collect(chunk: Buffer, start: number, end: number): void {
    chunk.copy(this.#pieces, this.#collected, start, end)
    this.#collected += end - start
  }

  #endData(): void {
    this.#inFrame = false
    this.#listener.onDataEnd(this.#flags)
  }

  #endFrame(bytes: Buffer, start: number, end: number): void {
    this.#inFrame = false
    const flags = this.#flags
    let from = start
    let to = end
    if (this.#type === FRAME_TYPE.HEADERS) {
      if ((flags & FLAG.PADDED) !== 0) {
        if (to === from) throw paddingError()
        to -= bytes[from++] as number
      }
      if ((flags & FLAG.PRIORITY) !== 0) from += 5
      if (to < from) throw paddingError()
    }
    this.#listener.onFrame(this.#type, flags, this.#streamId, bytes, from, to)
  }
}

function paddingError(): Http2Error {
  return new Http2Error(ErrorCode.PROTOCOL_ERROR, 'a frame is shorter than its padding')
}
