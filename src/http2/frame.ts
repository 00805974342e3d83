/** Length, type, flags and stream id stand before every frame. */
export const FRAME_HEADER_BYTES = 9

/** Types of frames (RFC 9113, section 6). */
export const FRAME_TYPE = {
  DATA: 0,
  HEADERS: 1,
  PRIORITY: 2,
  RST_STREAM: 3,
  SETTINGS: 4,
  PUSH_PROMISE: 5,
  PING: 6,
  GOAWAY: 7,
  WINDOW_UPDATE: 8,
  CONTINUATION: 9,
} as const

/** Flags of frames; which of them a frame may have depends on its type. */
export const FLAG = {
  END_STREAM: 0x1,
  ACK: 0x1,
  END_HEADERS: 0x4,
  PADDED: 0x8,
  PRIORITY: 0x20,
} as const

/** What each side tells the other about itself. */
export const SETTING = {
  HEADER_TABLE_SIZE: 1,
  ENABLE_PUSH: 2,
  MAX_CONCURRENT_STREAMS: 3,
  INITIAL_WINDOW_SIZE: 4,
  MAX_FRAME_SIZE: 5,
  MAX_HEADER_LIST_SIZE: 6,
} as const

/** The first bytes of every client. */
export const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1')

/** What a peer may send in one frame until it is allowed more, and the least it must take. */
export const DEFAULT_FRAME_SIZE = 16_384
export const MAX_FRAME_SIZE = 2 ** 24 - 1
export const MAX_STREAM_ID = 2 ** 31 - 1

/** The largest window there may be. */
export const MAX_WINDOW = 2 ** 31 - 1

/** The window that streams and the connection have until somebody says otherwise. */
export const DEFAULT_WINDOW = 65_535

/** The size a table of header fields has until its owner says otherwise. */
export const DEFAULT_TABLE_SIZE = 4_096

/** Writes the header of a frame; `length` bytes of payload follow. */
export function writeFrameHeader(
  output: Output,
  length: number,
  type: number,
  flags: number,
  streamId: number,
): void {
  output.reserve(FRAME_HEADER_BYTES + length)
  const { bytes } = output
  let at = output.end
  bytes[at++] = length >>> 16
  bytes[at++] = length >>> 8
  bytes[at++] = length
  bytes[at++] = type
  bytes[at++] = flags
  output.end = at
  output.uint32(streamId)
}

/** Writes a whole frame whose payload is one number: RST_STREAM or WINDOW_UPDATE. */
export function writeNumberFrame(output: Output, type: number, streamId: number, value: number): void {
  writeFrameHeader(output, 4, type, 0, streamId)
  output.uint32(value)
}

export function writeSettings(
  output: Output,
  settings: readonly (readonly [id: number, value: number])[],
): void {
  writeFrameHeader(output, settings.length * 6, FRAME_TYPE.SETTINGS, 0, 0)
  for (const [id, value] of settings) {
    output.bytes[output.end++] = id >>> 8
    output.bytes[output.end++] = id
    output.uint32(value)
  }
}

/** Writes PING. @param data eight bytes */
export function writePing(output: Output, flags: number, data: Uint8Array): void {
  writeFrameHeader(output, 8, FRAME_TYPE.PING, flags, 0)
  output.copy(data, 0, 8)
}

/** Writes GOAWAY of a client, which was sent no stream. */
export function writeGoAway(output: Output, code: number): void {
  writeFrameHeader(output, 8, FRAME_TYPE.GOAWAY, 0, 0)
  output.uint32(0)
  output.uint32(code)
}

/**
 * Closes a HEADERS frame whose block was written behind its header, which stands at `start`. A block that is larger
 * than a frame may be goes on in CONTINUATION frames.
 */
export function finishHeaders(
  output: Output,
  start: number,
  flags: number,
  streamId: number,
  maxFrame: number,
): void {
  const blockStart = start + FRAME_HEADER_BYTES
  const length = output.end - blockStart
  if (length <= maxFrame) {
    const { end } = output
    output.rewind(start)
    writeFrameHeader(output, length, FRAME_TYPE.HEADERS, flags | FLAG.END_HEADERS, streamId)
    output.end = end
    return
  }
  const block = Uint8Array.from(output.bytes.subarray(blockStart, output.end))
  output.rewind(start)
  for (let at = 0; at < length; at += maxFrame) {
    const end = Math.min(length, at + maxFrame)
    const last = end === length ? FLAG.END_HEADERS : 0
    const type = at === 0 ? FRAME_TYPE.HEADERS : FRAME_TYPE.CONTINUATION
    writeFrameHeader(output, end - at, type, (at === 0 ? flags : 0) | last, streamId)
    output.copy(block, at, end)
  }
}

/** Room for the frames of a turn: at first, and at most where turns turned out to need more. */
const FIRST_BYTES = 32 * 1024
const MOST_BYTES = 256 * 1024

/** What {@link Output} needs of a socket. */
export interface FrameSocket {
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
  readonly #socket: FrameSocket
  #start = 0
  #corked = false

  constructor(socket: FrameSocket) {
    this.#socket = socket
  }

  /** Bytes that the system has not taken yet. */
  get waiting(): number {
    return this.end - this.#start + this.#socket.writableLength
  }

  /** Makes room for `length` bytes from `end` on. */
  reserve(length: number): void {
    if (this.end + length <= this.bytes.length) return
    if (this.end > this.#start && !this.#corked) {
      this.#corked = true
      this.#socket.cork()
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
      this.#socket.uncork()
    }
    this.#reusable()
  }

  #handOver(): void {
    if (this.end === this.#start) return
    this.#socket.write(this.bytes.subarray(this.#start, this.end))
    this.#start = this.end
  }

  /** Begins at the front again if the system has taken everything. */
  #reusable(): boolean {
    if (this.#socket.writableLength > 0 || this.end > this.#start) return false
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
        throw protocolError('the peer does not begin as HTTP/2 does')
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
    } else checkShape(this.#type, flags, this.#streamId, end - start)
    this.#listener.onFrame(this.#type, flags, this.#streamId, bytes, from, to)
  }
}

function paddingError(): Http2Error {
  return protocolError('a frame is shorter than its padding')
}

/** Checks what the length and the stream of a frame must be. */
function checkShape(type: number, flags: number, streamId: number, length: number): void {
  const ofConnection = type === FRAME_TYPE.SETTINGS || type === FRAME_TYPE.PING || type === FRAME_TYPE.GOAWAY
  if (ofConnection && streamId !== 0)
    throw protocolError('a frame that is about the connection came on a stream')
  if (type === FRAME_TYPE.RST_STREAM || type === FRAME_TYPE.WINDOW_UPDATE) {
    if (length !== 4) throw frameSizeError(type === FRAME_TYPE.RST_STREAM ? 'RST_STREAM' : 'WINDOW_UPDATE')
  } else if (type === FRAME_TYPE.PING && length !== 8) throw frameSizeError('PING')
  else if (type === FRAME_TYPE.GOAWAY && length < 8) throw frameSizeError('GOAWAY')
  else if (type === FRAME_TYPE.SETTINGS && length % 6 !== 0) throw frameSizeError('SETTINGS')
  else if (type === FRAME_TYPE.SETTINGS && (flags & FLAG.ACK) !== 0 && length > 0)
    throw frameSizeError('SETTINGS')
}

/** The peer does what HTTP/2 does not allow. */
export function protocolError(what: string): Http2Error {
  return new Http2Error(ErrorCode.PROTOCOL_ERROR, what)
}

function frameSizeError(frame: string): Http2Error {
  return new Http2Error(ErrorCode.FRAME_SIZE_ERROR, `${frame} has a length that it cannot have`)
}

/** Until the peer's SETTINGS are there, only so many streams are opened: it might refuse the others. */
const STREAMS_BEFORE_SETTINGS = 1

/** What the peer told about itself by SETTINGS, and what holds until it did. */
export class PeerSettings {
  /** Whether it told anything yet, so that it is known to speak HTTP/2. */
  known = false
  /** Streams that it takes at once. */
  maxStreams = STREAMS_BEFORE_SETTINGS
  /** Bytes that it takes on a new stream. */
  initialWindow = DEFAULT_WINDOW
  /** The largest frame that it takes. */
  maxFrameSize = DEFAULT_FRAME_SIZE
  /** The largest header list that it takes. */
  maxListSize = Number.POSITIVE_INFINITY
  /** Bytes of header fields that it remembers. */
  tableSize = DEFAULT_TABLE_SIZE

  /**
   * Reads a SETTINGS frame. What it does not mention stays as it was.
   *
   * @throws Http2Error
   */
  read(payload: Buffer): void {
    if (!this.known) this.maxStreams = Number.POSITIVE_INFINITY
    this.known = true
    for (let at = 0; at < payload.length; at += 6)
      this.#set(payload.readUInt16BE(at), payload.readUInt32BE(at + 2))
  }

  #set(setting: number, value: number): void {
    switch (setting) {
      case SETTING.HEADER_TABLE_SIZE:
        this.tableSize = value
        break
      case SETTING.ENABLE_PUSH:
        if (value !== 0) throw outOfRange('ENABLE_PUSH', value)
        break
      case SETTING.MAX_CONCURRENT_STREAMS:
        this.maxStreams = value
        break
      case SETTING.INITIAL_WINDOW_SIZE:
        if (value > MAX_WINDOW) throw outOfRange('INITIAL_WINDOW_SIZE', value, ErrorCode.FLOW_CONTROL_ERROR)
        this.initialWindow = value
        break
      case SETTING.MAX_FRAME_SIZE:
        if (value < DEFAULT_FRAME_SIZE || value > MAX_FRAME_SIZE) throw outOfRange('MAX_FRAME_SIZE', value)
        this.maxFrameSize = value
        break
      case SETTING.MAX_HEADER_LIST_SIZE:
        this.maxListSize = value
    }
  }
}

function outOfRange(setting: string, value: number, code: number = ErrorCode.PROTOCOL_ERROR): Http2Error {
  return new Http2Error(code, `the peer's SETTINGS_${setting} ${value} is out of range`)
}

/** Error codes of HTTP/2 (RFC 9113, section 7). */
export const ErrorCode = {
  NO_ERROR: 0,
  PROTOCOL_ERROR: 1,
  INTERNAL_ERROR: 2,
  FLOW_CONTROL_ERROR: 3,
  SETTINGS_TIMEOUT: 4,
  STREAM_CLOSED: 5,
  FRAME_SIZE_ERROR: 6,
  REFUSED_STREAM: 7,
  CANCEL: 8,
  COMPRESSION_ERROR: 9,
  CONNECT_ERROR: 10,
  ENHANCE_YOUR_CALM: 11,
  INADEQUATE_SECURITY: 12,
  HTTP_1_1_REQUIRED: 13,
} as const

const NAMES: readonly string[] = Object.keys(ErrorCode)

/** The name of an error code, for people. */
export function errorName(code: number): string {
  return NAMES[code] ?? `error code ${code}`
}

/** The peer broke the protocol or passed a limit: the connection is of no use any more. */
export class Http2Error extends Error {
  override readonly name = 'Http2Error'
  /** One of {@link ErrorCode}; the peer is told. */
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}
