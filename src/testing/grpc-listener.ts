import { once } from 'node:events'
import {
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { GrpcCall, GrpcConnection } from './grpc-call.js'

/** The flow-control window of the real server, for each stream. */
const WINDOW_BYTES = 1024 * 1024

/**
 * Memory of one connection, in megabytes. With Node.js's own 10, one large reply that the client gave up has all later
 * calls refused with ENHANCE_YOUR_CALM, which a real server would not do.
 */
const SESSION_MEGABYTES = 2_048
/** Longer than a client keeps a connection that was accepted by nobody who speaks HTTP/2. */
const TAKEN_PORT_PATIENCE_MS = 4_000
const TAKEN_PORT_PAUSE_MS = 20
/** The first byte of a TLS connection. */
const TLS_HANDSHAKE = 0x16

/** A certificate and its key, as PEM. */
export interface ServerCertificate {
  /** The certificate, followed by those of its issuers if there are any. */
  cert: string | Buffer
  /** The unencrypted private key. */
  key: string | Buffer
}

/**
 * A gRPC server on one port of the loopback address. It is made of `node:http2` rather than of grpc-js because
 * a test double must be able to break its connections in every way there is. With a certificate it answers
 * TLS and plaintext on the same port, as the real proxy does.
 */
export class GrpcListener {
  readonly #handle: (call: GrpcCall) => void
  readonly #plain: Http2Server
  readonly #secure: ReturnType<typeof createSecureServer> | undefined
  readonly #connections = new Map<Socket, GrpcConnection>()
  #server: Server | undefined
  #port = 0

  constructor(handle: (call: GrpcCall) => void, certificate?: ServerCertificate) {
    this.#handle = handle
    const settings = { settings: { initialWindowSize: WINDOW_BYTES }, maxSessionMemory: SESSION_MEGABYTES }
    this.#plain = createServer(settings)
    this.#plain.on('session', session => this.#accept(session, session.socket))
    if (certificate === undefined) return
    this.#secure = createSecureServer({ ...settings, ...certificate })
    this.#secure.on('session', session => this.#accept(session, session.socket))
    // Clients that refuse the certificate, or speak something else, are what the double is there to show.
    this.#secure.on('tlsClientError', () => {})
  }

  /** The port; 0 before the first {@link listen}. */
  get port(): number {
    return this.#port
  }

  /** The connections that are open. */
  get connections(): readonly GrpcConnection[] {
    return [...this.#connections.values()]
  }

  /**
   * Listens on `port`, on the one used before, or on a free one. A port that is taken is waited for: while this
   * did not listen, the system may have lent it to somebody's outgoing connection.
   */
  async listen(port = this.#port): Promise<void> {
    const deadline = performance.now() + TAKEN_PORT_PATIENCE_MS
    for (;;) {
      try {
        return await this.#bind(port)
      } catch (error) {
        const taken = (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        if (!taken || performance.now() > deadline) throw error
        await sleep(TAKEN_PORT_PAUSE_MS)
      }
    }
  }

  /** Breaks every connection and stops listening; {@link listen} may follow. */
  async close(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    const closed = once(server, 'close')
    server.close()
    this.cutConnections()
    await closed
  }

  /** Breaks every connection; new ones are accepted. */
  cutConnections(how: 'reset' | 'end' = 'reset'): void {
    for (const connection of this.#connections.values()) connection.cut(how)
  }

  async #bind(port: number): Promise<void> {
    const server = createTcpServer(socket => this.#connect(socket))
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
  }

  #connect(socket: Socket): void {
    socket.setNoDelay(true)
    socket.on('error', () => {})
    this.#connections.set(socket, new GrpcConnection(socket, undefined))
    socket.once('close', () => this.#connections.delete(socket))
    const secure = this.#secure
    if (secure === undefined) {
      this.#plain.emit('connection', socket)
      return
    }
    socket.once('data', (first: Buffer) => {
      socket.pause()
      socket.unshift(first)
      const target = first[0] === TLS_HANDSHAKE ? secure : this.#plain
      target.emit('connection', socket)
      if (target === this.#plain) return
      process.nextTick(() => socket.resume())
    })
  }

  #accept(session: ServerHttp2Session, socket: Pick<Socket, 'remotePort'>): void {
    session.on('error', () => {})
    session.setLocalWindowSize(WINDOW_BYTES)
    const raw = [...this.#connections.keys()].find(candidate => candidate.remotePort === socket.remotePort)
    if (raw === undefined) {
      session.destroy()
      return
    }
    const connection = new GrpcConnection(raw, session)
    this.#connections.set(raw, connection)
    session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
      this.#handle(new GrpcCall(stream, headers, connection))
    })
  }
}
