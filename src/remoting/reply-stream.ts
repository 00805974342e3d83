import { gunzipSync } from 'node:zlib'

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
