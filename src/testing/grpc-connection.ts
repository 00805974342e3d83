import type { ServerHttp2Session } from 'node:http2'
import type { Socket } from 'node:net'

/** The part of a socket's inside that stops the kernel's bytes from coming in; Node offers no other way. */
interface ReadableHandle {
  _handle?: { readStop(): void; readStart(): void } | null
}

/** One TCP connection of a client, and the ways it can fail. */
export class GrpcConnection {
  readonly #socket: Socket
  readonly #session: ServerHttp2Session | undefined

  /** `host:port` of the client. */
  readonly peer: string
  #frozen = false

  constructor(socket: Socket, session: ServerHttp2Session | undefined) {
    this.#socket = socket
    this.#session = session
    this.peer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`
  }

  /** Breaks the connection: with a reset, or with an orderly end of the stream of bytes. */
  cut(how: 'reset' | 'end' = 'reset'): void {
    if (how === 'reset') this.#socket.resetAndDestroy()
    else this.#socket.destroy()
  }

  /** Whether nothing goes through, in either direction. */
  get isFrozen(): boolean {
    return this.#frozen
  }

  /** Leaves the connection open, but nothing goes through any more: a peer that vanished without a word. */
  freeze(): void {
    this.#frozen = true
    ;(this.#socket as unknown as ReadableHandle)._handle?.readStop()
  }

  /** Ends {@link freeze}; what was to be sent meanwhile stays lost. */
  thaw(): void {
    this.#frozen = false
    ;(this.#socket as unknown as ReadableHandle)._handle?.readStart()
  }

  /** Tells the client to use another connection; streams that are open go on. */
  goAway(errorCode: number, debugData?: string): void {
    const data = debugData === undefined ? undefined : Buffer.from(debugData)
    this.#session?.goaway(errorCode, 2 ** 31 - 1, data)
  }
}
