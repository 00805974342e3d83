import { gunzipSync } from 'node:zlib'
import { status } from '@grpc/grpc-js'
import type { HeaderField } from '../http2/hpack.js'
import type { CallEnd } from './connection.js'

/** The largest reply taken: 32 messages of 4 MiB, the most a receive may bring, and their headers. */
export const MAX_RECEIVE_BYTES = 136 * 1024 * 1024

/** Before each message of gRPC: whether it is compressed, and four octets of length. */
export const PREFIX_BYTES = 5

/** Room is made for so much of a message before any of it is there; a length alone costs nothing to claim. */
const FIRST_ROOM_BYTES = 1024 * 1024

/** What is wrong with the messages of a reply. */
export class ReplyFault extends Error {
  /** Whether it is too large, and not broken. */
  readonly tooLarge: boolean

  constructor(message: string, tooLarge = false) {
    super(message)
    this.tooLarge = tooLarge
  }
}

/** Puts the messages of one call together, wherever its data is cut. Each is a buffer of its own. */
export class ReplyStream {
  /** How compressed messages are compressed, as the server said. */
  encoding = 'identity'
  readonly #onMessage: (bytes: Buffer) => void
  /** Octets of the prefix that are there, the flag and the length they say. */
  #prefix = 0
  #flag = 0
  #length = 0
  /** The message that is being put together. */
  #message: Buffer | undefined
  #filled = 0

  constructor(onMessage: (bytes: Buffer) => void) {
    this.#onMessage = onMessage
  }

  /** Whether data ended between two messages. */
  get whole(): boolean {
    return this.#prefix === 0
  }

  /**
   * Takes data.
   *
   * @throws ReplyFault
   */
  push(bytes: Buffer, start: number, end: number): void {
    let at = start
    while (at < end) {
      if (this.#prefix < PREFIX_BYTES) {
        const octet = bytes[at++] as number
        if (this.#prefix++ === 0) this.#flag = octet
        else this.#length = this.#length * 256 + octet
        if (this.#prefix === PREFIX_BYTES) this.#begin()
      } else at += this.#fill(bytes, at, end)
      if (this.#prefix === PREFIX_BYTES && this.#filled === this.#length) this.#finish()
    }
  }

  #begin(): void {
    if (this.#length > MAX_RECEIVE_BYTES)
      throw new ReplyFault(`Received message larger than max (${this.#length} vs ${MAX_RECEIVE_BYTES})`, true)
    this.#filled = 0
    this.#message = Buffer.allocUnsafe(Math.min(this.#length, FIRST_ROOM_BYTES))
  }

  #fill(bytes: Buffer, start: number, end: number): number {
    let message = this.#message as Buffer
    const count = Math.min(end - start, this.#length - this.#filled)
    if (this.#filled + count > message.length) {
      const room = Math.min(this.#length, Math.max(message.length * 2, this.#filled + count))
      message = Buffer.concat([message.subarray(0, this.#filled)], room)
      this.#message = message
    }
    bytes.copy(message, this.#filled, start, start + count)
    this.#filled += count
    return count
  }

  #finish(): void {
    const message = this.#message as Buffer
    const flag = this.#flag
    this.#message = undefined
    this.#prefix = 0
    this.#length = 0
    this.#onMessage(flag === 0 ? message : this.#unpack(flag, message))
  }

  #unpack(flag: number, message: Buffer): Buffer {
    if (flag !== 1) throw new ReplyFault(`a message begins with ${flag}, which is not of gRPC`)
    if (this.encoding !== 'gzip')
      throw new ReplyFault(`a message is compressed, but grpc-encoding is '${this.encoding}'`)
    try {
      return gunzipSync(message, { maxOutputLength: MAX_RECEIVE_BYTES })
    } catch (error) {
      const { code, message: reason } = error as NodeJS.ErrnoException
      if (code === 'ERR_BUFFER_TOO_LARGE')
        throw new ReplyFault(
          `Received message that decompresses to a size larger than ${MAX_RECEIVE_BYTES}`,
          true,
        )
      throw new ReplyFault(`a message cannot be unpacked: ${reason}`)
    }
  }
}

/** Of what a server says in words, no more is taken. */
const MAX_TEXT = 4_096

/** Of a gateway's page, no more is shown. */
export const MAX_PAGE_BYTES = 512

/** The longest Retry-After that is kept to. */
const LONGEST_RETRY_AFTER_MS = 3_600_000

/** What gRPC makes of an HTTP status that is not 200. */
const HTTP_CODES: Readonly<Record<number, status>> = {
  400: status.INTERNAL,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.UNIMPLEMENTED,
  429: status.UNAVAILABLE,
  502: status.UNAVAILABLE,
  503: status.UNAVAILABLE,
  504: status.UNAVAILABLE,
}

/** The head of an answer that is not gRPC's: something between has answered instead of the server. */
export interface GatewayHead {
  readonly status: number
  readonly contentType: string
  readonly retryAfterMs: number | undefined
}

/** The head of an answer if it is not gRPC's. */
export function gatewayHeadOf(fields: readonly HeaderField[]): GatewayHead | undefined {
  const code = Number(fieldValue(fields, ':status'))
  const contentType = fieldValue(fields, 'content-type') ?? ''
  if (code === 200 && contentType.startsWith('application/grpc')) return undefined
  if (fieldValue(fields, 'grpc-status') !== undefined) return undefined
  return { status: code, contentType, retryAfterMs: retryAfter(fieldValue(fields, 'retry-after')) }
}

/** How a call ended that a gateway answered. @param page how its text begins */
export function gatewayEnd(head: GatewayHead, page: string): CallEnd {
  const kind = head.contentType === '' ? '' : ` (${printable(head.contentType).slice(0, 80)})`
  const text = printable(page).replaceAll(/\s+/g, ' ').trim()
  return {
    code: HTTP_CODES[head.status] ?? status.UNKNOWN,
    details: `HTTP status ${head.status}${kind} in place of gRPC${text === '' ? '' : `: ${text}`}`,
    http: { status: head.status, retryAfterMs: head.retryAfterMs },
  }
}

/** How a call ended by its trailers; without a status of gRPC if they have none. */
export function trailersEnd(fields: readonly HeaderField[]): CallEnd | undefined {
  const text = fieldValue(fields, 'grpc-status')
  if (text === undefined) return undefined
  const message = fieldValue(fields, 'grpc-message')
  return {
    code: /^\d{1,2}$/.test(text) ? Number(text) : status.UNKNOWN,
    details: message === undefined ? '' : percentDecoded(message.slice(0, MAX_TEXT)),
  }
}

export function fieldValue(fields: readonly HeaderField[], name: string): string | undefined {
  for (const field of fields) if (field.name === name) return field.value
  return undefined
}

/** Undoes the percent signs of gRPC; what is not well formed stays as it is. */
function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  const bytes = text.replaceAll(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

function printable(text: string): string {
  return text.replaceAll(/[^\x20-\x7e\s]/g, '?')
}

function retryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const wait = /^\d{1,9}$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - Date.now()
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), LONGEST_RETRY_AFTER_MS)
}
