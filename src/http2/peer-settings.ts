import { DEFAULT_WINDOW, MAX_WINDOW } from './flow-window.js'
import { DEFAULT_FRAME_SIZE, ErrorCode, Http2Error, MAX_FRAME_SIZE, SETTING } from './frame.js'
import { DEFAULT_TABLE_SIZE } from './hpack.js'

/** Until the peer's SETTINGS are there, only so many streams are opened: it might refuse the others. */
const STREAMS_BEFORE_SETTINGS = 1

/** What the peer told about itself, and what holds until it did. */
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
