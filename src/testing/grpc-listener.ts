import {
  createSecureServer,
  createServer,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2'
import type { Socket } from 'node:net'
import { GrpcCall, GrpcConnection } from './grpc-call.js'
import { TcpListener } from './tcp-listener.js'

/** The flow-control window of the real server, for each stream. */
const WINDOW_BYTES = 1024 * 1024

/**
 * Memory of one connection, in megabytes. With Node.js's own 10, one large reply that the client gave up has all later
 * calls refused with ENHANCE_YOUR_CALM, which a real server would not do.
 */
const SESSION_MEGABYTES = 2_048
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
export class GrpcListener extends TcpListener {
  readonly #handle: (call: GrpcCall) => void
  readonly #plain: Http2Server
  readonly #secure: ReturnType<typeof createSecureServer> | undefined

  constructor(handle: (call: GrpcCall) => void, certificate?: ServerCertificate) {
    super()
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

  protected serve(socket: Socket): void {
    socket.setNoDelay(true)
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
    const raw = [...this.sockets].find(candidate => candidate.remotePort === socket.remotePort)
    if (raw === undefined) {
      session.destroy()
      return
    }
    const connection = new GrpcConnection(raw, session)
    session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => {
      this.#handle(new GrpcCall(stream, headers, connection))
    })
  }
}
