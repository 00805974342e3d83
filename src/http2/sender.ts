import type { ClientStream } from './client-stream.js'
import { DEFAULT_WINDOW, SendWindow } from './flow-window.js'
import { type ByteSink, DEFAULT_FRAME_SIZE, FLAG, FRAME_TYPE, Output, writeFrameHeader } from './frame.js'

/** Data is written while less than this waits in the socket, so that it is not all held twice. */
const HIGH_WATER_BYTES = 256 * 1024

/** What may wait in the socket besides data: a peer that makes us answer and does not read is cut off. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024

/**
 * The sending half of a session. Everything that is made within one turn of the event loop leaves at its end; data
 * leaves as far as the peer's windows and the socket take it, a frame of each stream in turn.
 */
export class Sender {
  readonly output: Output
  /** What the peer takes of all streams together. */
  readonly window = new SendWindow(DEFAULT_WINDOW)
  /** The largest frame that the peer takes. */
  maxFrameSize = DEFAULT_FRAME_SIZE
  readonly #socket: ByteSink
  readonly #onFlushed: () => void
  /** Streams that have something to send, in turn. */
  #ready: ClientStream[] = []
  #scheduled = false
  #closed = false
  /** Requests whose end was written. */
  #ends = 0

  constructor(socket: ByteSink, onFlushed: () => void) {
    this.#socket = socket
    this.#onFlushed = onFlushed
    this.output = new Output(socket)
  }

  /** Whether more waits than a peer that reads would ever leave. */
  get stuck(): boolean {
    return this.#socket.writableLength > MAX_UNREAD_BYTES
  }

  /** A stream has something to send. */
  wake(stream: ClientStream): void {
    if (stream.queued) return
    stream.queued = true
    this.#ready.push(stream)
    this.schedule()
  }

  /** The connection's window grew. */
  grow(bytes: number): boolean {
    if (this.#ready.length > 0) this.schedule()
    return this.window.grow(bytes)
  }

  /** Something was written to the output. */
  schedule(): void {
    if (this.#scheduled || this.#closed) return
    this.#scheduled = true
    setImmediate(this.#onTurnEnd)
  }

  flush(): void {
    if (this.#closed) return
    do {
      if (this.#ready.length > 0) this.#writeData()
      this.output.flush()
    } while (this.#ready.length > 0 && this.window.left > 0 && this.#socket.writableLength === 0)
    this.#onFlushed()
  }

  /** Gives the socket what was written, but no more data. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#ready = []
    this.output.flush()
  }

  readonly #onTurnEnd = (): void => {
    this.#scheduled = false
    this.flush()
  }

  #writeData(): void {
    const held: ClientStream[] = []
    for (let next = 0; next < this.#ready.length; next++) {
      const stream = this.#ready[next] as ClientStream
      if (!stream.open) continue
      if (stream.waiting > 0 && !this.#hasRoom()) held.push(stream)
      else if (this.#writeFrame(stream)) this.#ready.push(stream)
      else stream.queued = false
    }
    this.#ready = held
  }

  #hasRoom(): boolean {
    return this.window.left > 0 && this.output.waiting < HIGH_WATER_BYTES
  }

  /** Writes one DATA frame, if there is anything to say; returns whether the stream could go on at once. */
  #writeFrame(stream: ClientStream): boolean {
    const allowed = Math.min(this.maxFrameSize, this.window.left, stream.sendWindow.left)
    const length = Math.max(0, Math.min(stream.waiting, allowed))
    const last = stream.ended && length === stream.waiting
    if (length === 0 && (!last || stream.sentEnd)) return false
    writeFrameHeader(this.output, length, FRAME_TYPE.DATA, last ? FLAG.END_STREAM : 0, stream.id)
    if (length > 0) this.#copyData(stream, length)
    if (last) {
      stream.sentEnd = true
      stream.sentOrder = ++this.#ends
    }
    return stream.waiting > 0 && stream.sendWindow.left > 0
  }

  #copyData(stream: ClientStream, length: number): void {
    let left = length
    let taken = 0
    while (left > 0) {
      const chunk = stream.chunks[taken] as Buffer
      const end = Math.min(chunk.length, stream.chunkStart + left)
      this.output.copy(chunk, stream.chunkStart, end)
      left -= end - stream.chunkStart
      stream.chunkStart = end
      if (end < chunk.length) break
      stream.chunkStart = 0
      taken++
    }
    if (taken === stream.chunks.length) stream.chunks.length = 0
    else if (taken > 0) stream.chunks.splice(0, taken)
    stream.waiting -= length
    stream.sendWindow.left -= length
    this.window.left -= length
  }
}
