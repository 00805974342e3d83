import type { Output } from './output.js'

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

/** Writes SETTINGS. */
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
