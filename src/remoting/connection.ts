import type { Socket } from 'node:net'
import { type Channel, connectivityState } from '@grpc/grpc-js'
import { RocketMQError } from '../errors.js'
import type { Endpoints } from '../route/endpoints.js'
import { type ChannelSettings, createChannel } from './channel-factory.js'
import { observeSockets } from './observed-credentials.js'

/** Deadline errors in a row, without one byte between them, after which a connection counts as half-open. */
const DEADLINES_UNTIL_BROKEN = 2

/** Deadlines closer together are one event: a blocked event loop lets many calls expire in one moment. */
const DISTINCT_DEADLINES_MS = 100

/** Hears of a connection's sockets. */
export interface ConnectionEvents {
  onOpen(): void
  onClose(bytesSent: number, bytesReceived: number): void
}

/**
 * One gRPC channel and the sockets it opens. grpc-js neither limits how long a connection attempt takes nor
 * closes a socket that was still connecting when the channel was closed; both are done here.
 */
export class Connection {
  readonly endpoints: Endpoints
  readonly #channel: Channel
  readonly #sockets = new Map<Socket, NodeJS.Timeout>()
  readonly #connectTimeoutMs: number
  readonly #events: ConnectionEvents
  #closed = false
  #deadlinesInARow = 0
  #lastDeadlineAt = 0
  #receivedAtDeadline = 0
  #accepted = false
  #answered = false

  constructor(
    endpoints: Endpoints,
    settings: ChannelSettings,
    connectTimeoutMs: number,
    events: ConnectionEvents,
  ) {
    this.endpoints = endpoints
    this.#connectTimeoutMs = connectTimeoutMs
    this.#events = events
    const credentials = observeSockets(settings.credentials, { onSocket: socket => this.#own(socket) })
    this.#channel = createChannel(endpoints, { ...settings, credentials })
  }

  /** The channel to make calls on. */
  get channel(): Channel {
    if (this.#closed) {
      const { key } = this.endpoints
      throw new RocketMQError('UNAVAILABLE', `the connection to ${key} was replaced`, {
        retryable: true,
        endpoint: key,
      })
    }
    return this.#channel
  }

  /** Whether new calls may be made on it. */
  get usable(): boolean {
    return !this.#closed && this.#deadlinesInARow < DEADLINES_UNTIL_BROKEN
  }

  /**
   * Whether something took the TCP connection but never spoke HTTP/2: a server of another protocol, such as
   * the name server's port.
   */
  get acceptedOnly(): boolean {
    if (!this.#accepted || this.#answered || this.#closed) return false
    return this.#channel.getConnectivityState(false) !== connectivityState.READY
  }

  /** Bytes written on the sockets open now. */
  get bytesSent(): number {
    let bytes = 0
    for (const socket of this.#sockets.keys()) bytes += socket.bytesWritten
    return bytes
  }

  /** Bytes read on the sockets open now. */
  get bytesReceived(): number {
    let bytes = 0
    for (const socket of this.#sockets.keys()) bytes += socket.bytesRead
    return bytes
  }

  /** A call got an answer of the server, whatever it said. */
  noteAnswer(): void {
    this.#deadlinesInARow = 0
    this.#answered = true
  }

  /**
   * A call ran into its deadline. A frozen peer is only ever seen like this: the channel stays READY. A peer
   * that sent anything since the last time is slow, not frozen.
   */
  noteDeadline(): void {
    const now = performance.now()
    const received = this.bytesReceived
    if (received !== this.#receivedAtDeadline) this.#deadlinesInARow = 0
    else if (now - this.#lastDeadlineAt < DISTINCT_DEADLINES_MS) return
    this.#receivedAtDeadline = received
    this.#lastDeadlineAt = now
    this.#deadlinesInARow += 1
  }

  /** Closes at once, calls in flight included. May be called twice. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#channel.close()
    for (const socket of [...this.#sockets.keys()]) {
      this.#disown(socket)
      socket.destroy()
    }
  }

  #own(socket: Socket): void {
    this.#accepted = true
    if (this.#closed) {
      socket.destroy()
      return
    }
    // Destroying a socket with an error would be fatal where nobody listens, as underneath TLS.
    socket.on('error', () => {})
    const watchdog = setTimeout(() => {
      if (socket.bytesRead > 0) return
      socket.destroy(new Error(`the peer sent nothing within ${this.#connectTimeoutMs} ms`))
    }, this.#connectTimeoutMs)
    watchdog.unref()
    this.#sockets.set(socket, watchdog)
    this.#events.onOpen()
    socket.once('close', () => this.#disown(socket))
  }

  /** Counts a socket's end, once: what a closed client counts must be whole as soon as it is closed. */
  #disown(socket: Socket): void {
    if (!this.#sockets.has(socket)) return
    clearTimeout(this.#sockets.get(socket))
    this.#sockets.delete(socket)
    this.#events.onClose(socket.bytesWritten, socket.bytesRead)
  }
}
