import { ReceiveWindow, SendWindow } from './flow-window.js'
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
