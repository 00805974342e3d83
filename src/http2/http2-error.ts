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
