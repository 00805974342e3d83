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
  readonly #freezeListeners = new Set<() => void>()
  #isFrozen = false

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

  /**
   * Leaves the connection open, but nothing goes through any more: a server that vanished without closing it. Its
   * calls are over on this side, so that no poll takes messages for a client that cannot get them.
   */
  freeze(): void {
    this.#isFrozen = true
    this.#handle?.readStop()
    for (const listener of this.#freezeListeners) listener()
  }

  /** Takes nothing from the client for so many milliseconds, so that what it sends piles up on its side. */
  stall(milliseconds: number): void {
    this.#handle?.readStop()
    const timer = setTimeout(() => {
      if (!this.#isFrozen) this.#handle?.readStart()
    }, milliseconds)
    this.#socket.once('close', () => clearTimeout(timer))
  }

  /** Calls `listener` if the connection freezes, until the function it returns is called. */
  onFreeze(listener: () => void): () => void {
    this.#freezeListeners.add(listener)
    return () => this.#freezeListeners.delete(listener)
  }

  /** Tells the client to use another connection; streams that are open go on. */
  goAway(errorCode: number, debugData?: string): void {
    const data = debugData === undefined ? undefined : Buffer.from(debugData)
    this.#session?.goaway(errorCode, 2 ** 31 - 1, data)
  }

  get #handle(): ReadableHandle['_handle'] {
    return (this.#socket as unknown as ReadableHandle)._handle
  }
}
