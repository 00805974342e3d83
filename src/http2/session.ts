import {
  DEFAULT_FRAME_SIZE,
  DEFAULT_WINDOW,
  ErrorCode,
  errorName,
  FLAG,
  FRAME_HEADER_BYTES,
  FRAME_TYPE,
  type FrameListener,
  FrameParser,
  type FrameSocket,
  finishHeaders,
  Http2Error,
  MAX_STREAM_ID,
  MAX_WINDOW,
  Output,
  PeerSettings,
  PREFACE,
  protocolError,
  SETTING,
  writeFrameHeader,
  writeGoAway,
  writeNumberFrame,
  writePing,
  writeSettings,
} from './frame.js'
import {
  BLOCK_PREFIX_BYTES,
  type FieldList,
  HeaderBlock,
  type HeaderField,
  HpackDecoder,
  HpackEncoder,
} from './hpack.js'

/** What a session needs of its socket, which is connected; with TLS, after the handshake. */
interface SessionSocket extends FrameSocket {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown
  on(event: 'drain' | 'end' | 'close', listener: () => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  destroy(): unknown
}

/** What a session tells its peer, and its own limits. */
export interface SessionOptions {
  /** How much the peer may send ahead on one stream, and on all of them together. */
  streamWindow: number
  connectionWindow: number
  /** The largest header list that is taken. */
  maxHeaderListSize: number
  /** Names of header fields that no table on the way may keep. */
  sensitive: ReadonlySet<string>
  /** Id of the first stream; odd. Default 1. */
  firstStreamId?: number
}

/** Hears of the connection as a whole. */
export interface SessionListener {
  /** The peer said, for the first time or anew, how many streams it takes. */
  onSettings(): void
  /** The peer takes no new streams; those that are open go on, as far as it looked at them. */
  onGoAway(): void
  /** The last event, after the end of every stream. */
  onClose(reason: Error): void
}

/** Why a stream ended otherwise than in order. */
export interface StreamFailure {
  /** One of `ErrorCode`. */
  readonly code: number
  readonly reason: string
  /** Whether the peer reset this stream, or the whole connection ended, or the stream was given up here. */
  readonly by: 'peer' | 'connection' | 'us'
  /** The peer never looked at the request: it may be sent again without being done twice. */
  readonly unprocessed: boolean
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

/** Above this id the connection should be replaced; ids end at 2^31 - 1. */
const REPLACE_FROM_ID = MAX_STREAM_ID - 1_000_000

/** Bytes of a GOAWAY up to the end of those words of it that are repeated in errors. */
const MAX_DEBUG_BYTES = 264

const EMPTY_GRANT = 'a WINDOW_UPDATE grants nothing'
const PING_DATA = Buffer.from('keepaliv', 'latin1')

/**
 * HTTP/2 as a client speaks it (RFC 9113), on a socket that it owns. All frames that are made within one turn of the
 * event loop leave in one write at its end.
 */
export class Session implements FrameListener {
  readonly #socket: SessionSocket
  readonly #options: SessionOptions
  readonly #listener: SessionListener
  readonly #sender: Sender
  readonly #peer = new PeerSettings()
  /**
   * How often the peer said something whole: a frame, or data of an open stream. Bytes alone are no sign of life: once
   * a length was garbled, all that follows is taken for one frame that does not end.
   */
  heard = 0
  /** How many of these were answers to a PING, which a peer gives that answers no call any more. */
  pongs = 0
  readonly #parser: FrameParser
  readonly #encoder: HpackEncoder
  readonly #decoder: HpackDecoder
  readonly #streams = new Map<number, ClientStream>()
  readonly #receiveWindow: ReceiveWindow
  #nextId: number
  /** The last stream whose request was given to the socket. */
  #sentId = 0
  #closed = false
  /** The reason, once the peer said GOAWAY. */
  #goAway: string | undefined
  #socketError: Error | undefined

  // What is being received.
  #dataStream: ClientStream | undefined
  #dataIsEmpty = true
  readonly #block = new HeaderBlock()
  readonly #floods = new FloodGuard()
  readonly #progress = new SendProgress()

  constructor(socket: SessionSocket, options: SessionOptions, listener: SessionListener) {
    this.#socket = socket
    this.#options = options
    this.#listener = listener
    this.#nextId = options.firstStreamId ?? 1
    this.#receiveWindow = new ReceiveWindow(options.connectionWindow)
    this.#sender = new Sender(socket, () => this.#onFlushed())
    this.#parser = new FrameParser(this, DEFAULT_FRAME_SIZE)
    this.#encoder = new HpackEncoder(options.sensitive)
    this.#decoder = new HpackDecoder(options.maxHeaderListSize)
    socket.on('data', chunk => this.receive(chunk))
    socket.on('drain', () => {
      this.#progress.noteMovement()
      this.#sender.flush()
    })
    socket.on('error', error => {
      this.#socketError = error
    })
    socket.on('end', () => this.#end(new Error('the peer closed the connection')))
    socket.on('close', () => this.#end(this.#socketError ?? new Error('the connection was closed')))
    this.#greet()
  }

  /** Whether the peer's SETTINGS came, so that it is known to speak HTTP/2. */
  get greeted(): boolean {
    return this.#peer.known
  }

  /** How many streams may be open at once. */
  get maxStreams(): number {
    return this.#peer.maxStreams
  }

  get openStreams(): number {
    return this.#streams.size
  }

  /** Whether the connection should be used for new streams, as soon as there is room for them. */
  get usable(): boolean {
    return !this.#closed && this.#goAway === undefined && this.#nextId <= REPLACE_FROM_ID
  }

  /** Whether a stream may be opened now. */
  get hasRoom(): boolean {
    return (
      this.#streams.size < this.#peer.maxStreams &&
      !this.#closed &&
      this.#goAway === undefined &&
      this.#nextId <= MAX_STREAM_ID
    )
  }

  /**
   * Opens a stream where there is {@link Session.hasRoom}.
   *
   * @param constant lists of fields that come again and again as long as the connection lasts; pseudo headers first
   * @param passing fields that come again for a while
   * @param once fields of this request alone, names and values in turn
   * @throws RangeError where the peer does not take so many header fields
   * @throws TypeError where a value cannot be a header
   */
  open(
    listener: StreamListener,
    constant: readonly FieldList[],
    passing: FieldList,
    once: readonly string[],
  ): ClientStream {
    const id = this.#nextId
    this.#writeHeaders(id, constant, passing, once)
    const stream = new ClientStream(id, listener, this, this.#peer.initialWindow, this.#options.streamWindow)
    this.#nextId += 2
    this.#streams.set(id, stream)
    this.#sender.schedule()
    return stream
  }

  /**
   * When a stream has had `timeoutMs` for its answer, not counting the time its request was on the way; in milliseconds
   * of `performance.now()`. Before now where nothing tells of such time.
   */
  dueAt(stream: ClientStream, timeoutMs: number): number {
    return this.#progress.dueAt(stream.sentOrder, timeoutMs)
  }

  /** Asks the peer for a sign of life. */
  ping(): void {
    if (this.#closed) return
    writePing(this.#sender.output, 0, PING_DATA)
    this.#sender.schedule()
  }

  /** Ends the connection and every stream on it. */
  close(reason: string): void {
    this.#end(new Error(reason), ErrorCode.NO_ERROR)
  }

  /** Takes bytes of the peer. Whatever they are, nothing is thrown: the connection ends. */
  receive(chunk: Buffer): void {
    if (this.#closed) return
    try {
      this.#parser.push(chunk)
    } catch (error) {
      this.#end(error as Error, error instanceof Http2Error ? error.code : ErrorCode.INTERNAL_ERROR)
    }
  }

  // ---- sending

  #greet(): void {
    const { streamWindow, connectionWindow, maxHeaderListSize } = this.#options
    const { output } = this.#sender
    output.copy(PREFACE, 0, PREFACE.length)
    writeSettings(output, [
      [SETTING.ENABLE_PUSH, 0],
      [SETTING.INITIAL_WINDOW_SIZE, streamWindow],
      [SETTING.MAX_HEADER_LIST_SIZE, maxHeaderListSize],
    ])
    const more = connectionWindow - DEFAULT_WINDOW
    if (more > 0) writeNumberFrame(output, FRAME_TYPE.WINDOW_UPDATE, 0, more)
    this.#sender.schedule()
  }

  #writeHeaders(
    id: number,
    constant: readonly FieldList[],
    passing: FieldList,
    once: readonly string[],
  ): void {
    const encoder = this.#encoder
    const { output } = this.#sender
    const kept = encoder.know(passing)
    let size = kept.size + encoder.measure(once)
    for (const list of constant) size += encoder.know(list).size
    const most = this.#peer.maxListSize
    if (size > most)
      throw new RangeError(`a request's header fields are ${size} bytes, and the peer takes ${most}`)
    output.reserve(FRAME_HEADER_BYTES + BLOCK_PREFIX_BYTES + size)
    const start = output.end
    output.end += FRAME_HEADER_BYTES
    encoder.begin(output)
    for (const list of constant) encoder.writeConstants(output, encoder.know(list))
    encoder.writePassing(output, kept)
    encoder.writeOnce(output, once)
    finishHeaders(output, start, 0, id, this.#peer.maxFrameSize)
  }

  /** For streams only. */
  wake(stream: ClientStream): void {
    this.#sender.wake(stream)
  }

  /** For streams only. */
  giveUp(stream: ClientStream, code: number): void {
    this.#resetStream(stream, code, 'the stream was cancelled')
  }

  #onFlushed(): void {
    this.#sentId = this.#nextId - 2
    if (this.#sender.stuck)
      this.#end(new Error('the peer does not read what it is sent'), ErrorCode.ENHANCE_YOUR_CALM)
  }

  // ---- receiving

  onDataStart(streamId: number, length: number): void {
    this.#refuseWithinBlock()
    if (!this.#receiveWindow.take(length))
      throw new Http2Error(ErrorCode.FLOW_CONTROL_ERROR, "the peer sends more than the connection's window")
    let stream = this.#find(streamId)
    if (stream !== undefined && !stream.receiveWindow.take(length)) {
      this.#resetStream(stream, ErrorCode.FLOW_CONTROL_ERROR, "the peer sends more than the stream's window")
      stream = undefined
    }
    if (stream !== undefined && !stream.answered) {
      this.#resetStream(stream, ErrorCode.PROTOCOL_ERROR, 'data came before header fields')
      stream = undefined
    }
    this.#dataStream = stream
    this.#dataIsEmpty = true
  }

  onDataPart(bytes: Buffer, start: number, end: number): void {
    const stream = this.#dataStream
    this.#dataIsEmpty = false
    if (stream?.open !== true) return
    this.heard++
    this.#floods.reset()
    stream.listener.onData(bytes, start, end)
  }

  onDataEnd(flags: number): void {
    const stream = this.#dataStream
    this.heard++
    this.#dataStream = undefined
    if (this.#closed) return
    this.#giveCredit(0, this.#receiveWindow)
    if ((flags & FLAG.END_STREAM) !== 0) {
      if (stream?.open === true) this.#finish(stream)
      return
    }
    if (this.#dataIsEmpty) this.#floods.note('empty DATA')
    if (stream?.open === true) this.#giveCredit(stream.id, stream.receiveWindow)
  }

  onFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    this.heard++
    if (type !== FRAME_TYPE.CONTINUATION) this.#refuseWithinBlock()
    if (type === FRAME_TYPE.HEADERS) this.#onHeaders(flags, streamId, bytes, start, end)
    else this.#onOther(type, flags, streamId, bytes.subarray(start, end))
  }

  #onOther(type: number, flags: number, streamId: number, payload: Buffer): void {
    switch (type) {
      case FRAME_TYPE.WINDOW_UPDATE:
        this.#onWindowUpdate(streamId, payload.readUInt32BE(0) & MAX_WINDOW)
        break
      case FRAME_TYPE.RST_STREAM:
        this.#onReset(streamId, payload.readUInt32BE(0))
        break
      case FRAME_TYPE.SETTINGS:
        this.#onSettings((flags & FLAG.ACK) !== 0, payload)
        break
      case FRAME_TYPE.PING:
        this.#onPing((flags & FLAG.ACK) !== 0, payload)
        break
      case FRAME_TYPE.GOAWAY:
        this.#onGoAway(payload)
        break
      case FRAME_TYPE.CONTINUATION:
        this.#onContinuation(flags, streamId, payload)
        break
      case FRAME_TYPE.PUSH_PROMISE:
        throw protocolError('the peer pushes, which it was told not to')
      default:
        this.#floods.note(type === FRAME_TYPE.PRIORITY ? 'PRIORITY' : 'unknown')
    }
  }

  #onHeaders(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    this.#find(streamId)
    if ((flags & FLAG.END_HEADERS) !== 0) this.#onBlock(streamId, flags, bytes, start, end)
    else this.#block.begin(streamId, flags, bytes.subarray(start, end))
  }

  #onContinuation(flags: number, streamId: number, fragment: Buffer): void {
    const block = this.#block
    if (block.streamId === 0 || streamId !== block.streamId)
      throw protocolError('a CONTINUATION frame continues nothing')
    block.add(fragment)
    if ((flags & FLAG.END_HEADERS) === 0) return
    const whole = block.finish()
    this.#onBlock(streamId, block.flags, whole, 0, whole.length)
  }

  #refuseWithinBlock(): void {
    if (this.#block.streamId !== 0) throw protocolError('a header block is interrupted by another frame')
  }

  #onBlock(streamId: number, flags: number, bytes: Buffer, start: number, end: number): void {
    const { fields } = this.#decoder
    const fault = this.#decoder.decode(bytes, start, end)
    const stream = this.#streams.get(streamId)
    const last = (flags & FLAG.END_STREAM) !== 0
    const wrong = fault ?? (stream && faultOfAnswer(stream, fields, last))
    if (stream === undefined) this.#floods.note('late HEADERS')
    else if (wrong !== undefined) this.#resetStream(stream, ErrorCode.PROTOCOL_ERROR, wrong)
    else if (!stream.answered && isInformational(fields)) this.#floods.note('informational HEADERS')
    else {
      this.#floods.reset()
      if (!stream.answered) this.#progress.noteArrival(stream.sentOrder)
      stream.answered = true
      stream.listener.onHeaders(fields, last)
      if (last && stream.open) this.#finish(stream)
    }
  }

  #onWindowUpdate(streamId: number, bytes: number): void {
    this.#progress.noteMovement()
    if (streamId === 0) {
      if (bytes === 0) throw protocolError(EMPTY_GRANT)
      if (!this.#sender.grow(bytes)) throw windowOverflow()
      return
    }
    const stream = this.#find(streamId)
    if (stream === undefined) return
    if (bytes === 0) this.#resetStream(stream, ErrorCode.PROTOCOL_ERROR, EMPTY_GRANT)
    else if (!stream.sendWindow.grow(bytes))
      this.#resetStream(stream, ErrorCode.FLOW_CONTROL_ERROR, windowOverflow().message)
    else if (stream.waiting > 0) this.wake(stream)
  }

  #onReset(streamId: number, code: number): void {
    const stream = this.#find(streamId)
    const unprocessed = code === ErrorCode.REFUSED_STREAM
    const reason = `the peer reset the stream: ${errorName(code)}`
    if (stream === undefined) this.#floods.note('RST_STREAM')
    else this.#remove(stream, { code, reason, by: 'peer', unprocessed })
  }

  #onSettings(ack: boolean, payload: Buffer): void {
    this.#floods.note('SETTINGS')
    if (ack) return
    const peer = this.#peer
    const before = peer.initialWindow
    peer.read(payload)
    this.#encoder.resize(peer.tableSize)
    this.#sender.maxFrameSize = peer.maxFrameSize
    this.#resizeWindows(peer.initialWindow - before)
    writeFrameHeader(this.#sender.output, 0, FRAME_TYPE.SETTINGS, FLAG.ACK, 0)
    this.#sender.schedule()
    this.#listener.onSettings()
  }

  #resizeWindows(difference: number): void {
    if (difference === 0) return
    for (const stream of this.#streams.values()) {
      if (!stream.sendWindow.grow(difference)) throw windowOverflow()
      if (stream.waiting > 0) this.wake(stream)
    }
  }

  #onPing(ack: boolean, payload: Buffer): void {
    this.#floods.note('PING')
    if (ack) {
      this.pongs++
      return
    }
    writePing(this.#sender.output, FLAG.ACK, payload)
    this.#sender.schedule()
  }

  #onGoAway(payload: Buffer): void {
    this.#floods.note('GOAWAY')
    const lastId = payload.readUInt32BE(0) & MAX_STREAM_ID
    const code = payload.readUInt32BE(4)
    const words = payload.toString('latin1', 8, MAX_DEBUG_BYTES).replace(/[^\x20-\x7e]/g, '?')
    const reason = `the peer ends the connection: ${errorName(code)}${words === '' ? '' : ` '${words}'`}`
    this.#goAway = reason
    this.#listener.onGoAway()
    for (const stream of [...this.#streams.values()])
      if (stream.id > lastId && stream.open)
        this.#remove(stream, { code, reason, by: 'connection', unprocessed: true })
    if (this.#streams.size === 0) this.#end(new Error(reason), ErrorCode.NO_ERROR)
  }

  /** The stream if it is open. @throws Http2Error where there never was such a stream */
  #find(streamId: number): ClientStream | undefined {
    const stream = this.#streams.get(streamId)
    if (stream === undefined && (streamId % 2 === 0 || streamId >= this.#nextId))
      throw protocolError(`a frame came for stream ${streamId}, which was never opened`)
    return stream
  }

  #giveCredit(streamId: number, window: ReceiveWindow): void {
    const bytes = window.credit()
    if (bytes === 0) return
    writeNumberFrame(this.#sender.output, FRAME_TYPE.WINDOW_UPDATE, streamId, bytes)
    this.#sender.schedule()
  }

  // ---- ends

  /** The peer said all it had to say. */
  #finish(stream: ClientStream): void {
    if (!stream.sentEnd) this.#writeReset(stream.id, ErrorCode.CANCEL)
    this.#remove(stream, undefined)
  }

  #resetStream(stream: ClientStream, code: number, reason: string): void {
    this.#writeReset(stream.id, code)
    this.#remove(stream, { code, reason, by: 'us', unprocessed: false })
  }

  #writeReset(streamId: number, code: number): void {
    writeNumberFrame(this.#sender.output, FRAME_TYPE.RST_STREAM, streamId, code)
    this.#sender.schedule()
  }

  #remove(stream: ClientStream, failure: StreamFailure | undefined): void {
    this.#streams.delete(stream.id)
    stream.open = false
    stream.chunks = []
    stream.listener.onEnd(failure)
    if (this.#goAway !== undefined && this.#streams.size === 0)
      this.#end(new Error(this.#goAway), ErrorCode.NO_ERROR)
  }

  /** @param code what the peer is told, where it still listens */
  #end(reason: Error, code?: number): void {
    if (this.#closed) return
    this.#closed = true
    if (code !== undefined) writeGoAway(this.#sender.output, code)
    this.#sender.close()
    this.#parser.stop()
    this.#socket.destroy()
    for (const stream of [...this.#streams.values()]) {
      const unprocessed = stream.id > this.#sentId
      this.#remove(stream, {
        code: code ?? ErrorCode.NO_ERROR,
        reason: reason.message,
        by: 'connection',
        unprocessed,
      })
    }
    this.#listener.onClose(reason)
  }
}

/** One request and its answer. */
export class ClientStream {
  readonly id: number
  readonly listener: StreamListener
  readonly #session: Session

  // What follows belongs to the session.
  readonly sendWindow: SendWindow
  readonly receiveWindow: ReceiveWindow
  /** Data that waits for a window, the first from `chunkStart` on; `waiting` bytes together. */
  chunks: Buffer[] = []
  chunkStart = 0
  waiting = 0
  /** The caller gives nothing more to send. */
  ended = false
  /** END_STREAM was written. */
  sentEnd = false
  /** Its number in the order in which requests were written to their ends; 0 before that. */
  sentOrder = 0
  /** It is among those that the sender takes in turn. */
  queued = false
  /** The answer's header fields came. */
  answered = false
  open = true

  constructor(id: number, listener: StreamListener, session: Session, sendSize: number, receiveSize: number) {
    this.id = id
    this.listener = listener
    this.#session = session
    this.sendWindow = new SendWindow(sendSize)
    this.receiveWindow = new ReceiveWindow(receiveSize)
  }

  /** Sends bytes, which must stay as they are until the stream ended or they left. */
  send(bytes: Buffer): void {
    if (!this.open || this.ended || bytes.length === 0) return
    this.chunks.push(bytes)
    this.waiting += bytes.length
    this.#session.wake(this)
  }

  /** Says that nothing more follows. */
  end(): void {
    if (!this.open || this.ended) return
    this.ended = true
    this.#session.wake(this)
  }

  /** Gives the stream up: the peer is told, and the listener hears of nothing more but the end. */
  cancel(code: number): void {
    if (this.open) this.#session.giveUp(this, code)
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
class Sender {
  readonly output: Output
  /** What the peer takes of all streams together. */
  readonly window = new SendWindow(DEFAULT_WINDOW)
  /** The largest frame that the peer takes. */
  maxFrameSize = DEFAULT_FRAME_SIZE
  readonly #socket: FrameSocket
  readonly #onFlushed: () => void
  /** Streams that have something to send, in turn. */
  #ready: ClientStream[] = []
  #scheduled = false
  #closed = false
  /** Requests whose end was written. */
  #ends = 0

  constructor(socket: FrameSocket, onFlushed: () => void) {
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
class ReceiveWindow {
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

/** Arrivals closer together than this share a mark. */
const MARK_MS = 50
/** Marks that are kept; only calls that should have ended long ago need the oldest ones. */
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

  /** Some bytes have left or arrived, of whichever stream. */
  noteMovement(): void {
    this.#movedAt = performance.now()
  }

  /**
   * When a call has had its time, which begins when its request has arrived. As long as that is still on its way, the
   * time begins anew with all that moves on the connection.
   *
   * @param order that of the end of its request; 0 if that is not written yet
   */
  dueAt(order: number, timeoutMs: number): number {
    const arrived = order > 0 && order <= this.#order
    const at = arrived ? this.#marks.find(mark => mark.order >= order)?.at : this.#movedAt
    return (at ?? Number.NEGATIVE_INFINITY) + timeoutMs
  }
}

/** What is wrong with an answer's header fields, or its trailers. */
function faultOfAnswer(
  stream: ClientStream,
  fields: readonly HeaderField[],
  last: boolean,
): string | undefined {
  if (stream.answered) return last ? undefined : 'trailers do not end the stream'
  if (fields[0]?.name !== ':status') return 'the answer has no :status'
  return last && isInformational(fields) ? 'the answer ends before its final status' : undefined
}

function isInformational([status]: readonly HeaderField[]): boolean {
  return /^1\d\d$/.test(status?.value ?? '')
}

function windowOverflow(): Http2Error {
  return new Http2Error(ErrorCode.FLOW_CONTROL_ERROR, 'the peer grants more than a window may be')
}

/** Frames in a row, within a second, that carry nothing for any stream. */
const MAX_IDLE_FRAMES = 1_000
const PERIOD_MS = 1_000

/** Counts frames that cost us something and bring nothing: PING, SETTINGS, empty DATA and their like. */
class FloodGuard {
  #frames = 0
  #since = 0

  /** @throws Http2Error ENHANCE_YOUR_CALM */
  note(kind: string): void {
    const now = performance.now()
    if (now - this.#since > PERIOD_MS) {
      this.#since = now
      this.#frames = 0
    }
    if (++this.#frames > MAX_IDLE_FRAMES)
      throw new Http2Error(ErrorCode.ENHANCE_YOUR_CALM, `the peer sends a flood of ${kind} frames`)
  }

  /** A frame came that a stream waited for. */
  reset(): void {
    this.#frames = 0
  }
}
