import { gunzipSync } from 'node:zlib'

/** Bytes before each message: one that says whether it is compressed, four of length. */
const PREFIX = 5

/** The most one message may hold, as the real server's `grpcMaxInboundMessageSize`. */
export const MAX_MESSAGE_BYTES = 130 * 1024 * 1024

/** One message as it travels. */
export function frame(message: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(PREFIX + message.length)
  framed[0] = 0
  framed.writeUInt32BE(message.length, 1)
  framed.set(message, PREFIX)
  return framed
}

/** Cuts a stream's bytes into messages. */
export class FrameReader {
  #chunks: Buffer[] = []
  #length = 0

  /** Takes the next bytes and gives back the messages they complete. Throws if one is too large. */
  push(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    const messages: Buffer[] = []
    while (this.#length >= PREFIX) {
      const length = this.#nextLength()
      if (length > MAX_MESSAGE_BYTES) throw new RangeError(`gRPC message exceeds maximum size: ${length}`)
      if (this.#length < PREFIX + length) break
      messages.push(this.#take(length))
    }
    return messages
  }

  #nextLength(): number {
    const first = this.#chunks[0] as Buffer
    return (first.length >= PREFIX ? first : this.#join()).readUInt32BE(1)
  }

  #take(length: number): Buffer {
    const all = this.#join()
    const end = PREFIX + length
    this.#chunks = all.length > end ? [all.subarray(end)] : []
    this.#length -= end
    const message = all.subarray(PREFIX, end)
    return all[0] === 1 ? gunzipSync(message) : message
  }

  #join(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)]
    return this.#chunks[0] as Buffer
  }
}
