import { type ByteSink, DEFAULT_FRAME_SIZE, FLAG, FRAME_TYPE, Output, writeFrameHeader } from './frame.js'
import type { HeaderField } from './hpack.js'

/** Why a stream ended otherwise than in order. */
export interface StreamFailure {
  /** One of `ErrorCode`. */
  readonly code: number
  readonly reason: string
  /** Whether the peer reset this stream, or the whole connection ended, or the stream was given up here. */
  readonly by: 'peer' | 'connection' | 'us'
  /** The peer never looked at the request: it may be sent again without being done twice. */
  readonly untouched: boolean
}

/** Hears what comes back on a stream. */
export interface StreamListener {
  /** Header fields, or trailers. The array is overwritten by those that come next. */
  onHeaders(fields: readonly HeaderField[], last: boolean): void
  /** Data: `bytes` from `start` to `end`, which are overwritten when it returns. */
  onData(bytes: Buffer, start: number, end: number): void
  /** The last event of every stream; without a failure if the peer ended it in order. */
  onEnd(failure: StreamFailure | undefined): void
}

/** What a stream asks of its session. */
export interface StreamOwner {
  /** Something is there to be sent. */
  wake(stream: ClientStream): void
  giveUp(stream: ClientStream, code: number): void
}

/** One request and its answer. */
export class ClientStream {
  readonly id: number
  readonly listener: StreamListener
  readonly #owner: StreamOwner

  // What follows belongs to the session.
  readonly sendWindow: SendWindow
  readonly receiveWindow: ReceiveWindow
  /** Data that waits for a window, the first from `chunkStart` on; `waiting` bytes together. */
  chunks: Buffer[] = []
  chunkStart = 0
  waiting = 0
  /** Nothing more will be given to send; and it was said on the wire. */
  ended = false
  sentEnd = false
  /** The how many-th request it was whose end was written; 0 before. */
  sentOrder = 0
  /** Stands in the row of those that have something to send. */
  queued = false
  /** The answer's header fields came. */
  answered = false
  open = true

  constructor(
    id: number,
    listener: StreamListener,
    owner: StreamOwner,
    sendSize: number,
    receiveSize: number,
  ) {
    this.id = id
    this.listener = listener
    this.#owner = owner
    this.sendWindow = new SendWindow(sendSize)
    this.receiveWindow = new ReceiveWindow(receiveSize)
  }

  /** Sends bytes, which must stay as they are until the stream ended or they left. */
  send(bytes: Buffer): void {
    if (!this.open || this.ended || bytes.length === 0) return
    this.chunks.push(bytes)
    this.waiting += bytes.length
    this.#owner.wake(this)
  }

  /** Says that nothing more follows. */
  end(): void {
    if (!this.open || this.ended) return
    this.ended = true
    this.#owner.wake(this)
  }

  /** Gives the stream up: the peer is told, and the listener hears of nothing more but the end. */
  cancel(code: number): void {
    if (this.open) this.#owner.giveUp(this, code)
  }
}

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

/** The largest window there may be. */
export const MAX_WINDOW = 2 ** 31 - 1

/** The window that streams and the connection have until somebody says otherwise. */
export const DEFAULT_WINDOW = 65_535

/** What we may still send. */
class SendWindow {
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

/** Marks closer together than this are one. */
const MARK_MS = 50
/** Marks that are kept; the oldest ones are needed by calls alone that should have ended long ago. */
const MOST_MARKS = 1_024

/** When the peer was known to have a request. */
interface Mark {
  order: number
  at: number
}

/**
 * How far what was sent has got, by what the peer says: an answer proves that its request has arrived, and with it all
 * that was written before. The kernel and what stands on the way may hold megabytes, so having written says nothing.
 */
export class SendProgress {
  readonly #marks: Mark[] = []
  #order = 0
  #movedAt = Number.NEGATIVE_INFINITY

  /** The peer has the request that was the `order`-th to be written to its end. */
  noteArrival(order: number): void {
    if (order <= this.#order) return
    this.#order = order
    const now = performance.now()
    this.#movedAt = now
    const last = this.#marks.at(-1)
    if (last !== undefined && now - last.at < MARK_MS) last.order = order
    else this.#marks.push({ order, at: now })
    if (this.#marks.length > MOST_MARKS) this.#marks.splice(0, MOST_MARKS / 2)
  }

  /** Bytes got on, whosever they were. */
  noteMovement(): void {
    this.#movedAt = performance.now()
  }

  /**
   * When a call has had its time, which begins when its request has arrived. One that is still on its way has it as long
   * as anything moves.
   *
   * @param order that of the end of its request; 0 if that is not written yet
   */
  dueAt(order: number, timeoutMs: number): number {
    const arrived = order > 0 && order <= this.#order
    const at = arrived ? this.#marks.find(mark => mark.order >= order)?.at : this.#movedAt
    return (at ?? Number.NEGATIVE_INFINITY) + timeoutMs
  }
}
