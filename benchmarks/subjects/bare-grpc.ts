import http2, { type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2'
import { pathOf } from './protocol-codec.js'

/** Before each gRPC message: whether it is compressed, and its length. */
const PREFIX = 5

/** The server takes no receive without a deadline. */
const DEADLINE = { 'grpc-timeout': '30S' }

/** Puts gRPC's prefix before a message. */
export function frame(message: Uint8Array): Buffer {
  const framed = Buffer.allocUnsafe(PREFIX + message.length)
  framed[0] = 0
  framed.writeUInt32BE(message.length, 1)
  framed.set(message, PREFIX)
  return framed
}

/** gRPC with nothing but `node:http2`: what any client of this protocol has to do at least. */
export class BareGrpc {
  readonly #session: ClientHttp2Session
  readonly #headers: Record<string, string>

  constructor(endpoints: string, headers: Record<string, string>) {
    this.#session = http2.connect(`http://${endpoints}`)
    this.#session.on('error', () => {})
    this.#headers = { ...headers, 'content-type': 'application/grpc', te: 'trailers' }
  }

  /** One framed request; answers the messages of the reply. */
  call(method: string, framed: Buffer): Promise<Buffer[]> {
    return new Promise((resolve, reject) => {
      const stream = this.#open(method, DEADLINE)
      const chunks: Buffer[] = []
      let failure: Error | undefined
      const judge = (headers: Record<string, unknown>) => {
        const status = headers['grpc-status']
        if (status !== undefined && status !== '0')
          failure = new Error(`gRPC ${status}: ${headers['grpc-message']}`)
      }
      stream.on('response', judge)
      stream.on('trailers', judge)
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.once('error', reject)
      stream.once('end', () => (failure ? reject(failure) : resolve(messagesOf(chunks))))
      stream.end(framed)
    })
  }

  /** Opens a stream in both directions and waits for the first answer. */
  converse(method: string, framed: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const stream = this.#open(method)
      stream.once('data', () => resolve())
      stream.once('error', reject)
      stream.once('end', () => reject(new Error(`${method} was ended by the server`)))
      stream.write(framed)
    })
  }

  /** Not at once: a session destroyed while it reads goes on reading in memory that is freed (Node 20). */
  close(): void {
    setImmediate(() => this.#session.destroy())
  }

  #open(method: string, more: Record<string, string> = {}): ClientHttp2Stream {
    return this.#session.request({ ...this.#headers, ...more, ':method': 'POST', ':path': pathOf(method) })
  }
}

function messagesOf(chunks: readonly Buffer[]): Buffer[] {
  const all = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)
  const messages: Buffer[] = []
  for (let at = 0; at + PREFIX <= all.length; ) {
    const end = at + PREFIX + all.readUInt32BE(at + 1)
    messages.push(all.subarray(at + PREFIX, end))
    at = end
  }
  return messages
}
