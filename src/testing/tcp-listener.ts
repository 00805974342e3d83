import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than a client keeps a connection that was accepted by nobody who speaks HTTP/2. */
const TAKEN_PORT_PATIENCE_MS = 4_000
const TAKEN_PORT_PAUSE_MS = 20

/** A port of the loopback address that can be closed and opened again, and can break its connections. */
export abstract class TcpListener {
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #port = 0

  /** The port; 0 before the first {@link listen}. */
  get port(): number {
    return this.#port
  }

  /** `host:port` where it listens. */
  get address(): string {
    return `127.0.0.1:${this.#port}`
  }

  /** The connections that are open. */
  get sockets(): ReadonlySet<Socket> {
    return this.#sockets
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
  cutConnections(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  /** Serves a new connection. */
  protected abstract serve(socket: Socket): void

  async #bind(port: number): Promise<void> {
    if (this.#server !== undefined) return
    const server = createServer(socket => this.#connect(socket))
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    this.#server = server
    this.#port = (server.address() as AddressInfo).port
  }

  #connect(socket: Socket): void {
    socket.on('error', () => {})
    this.#sockets.add(socket)
    socket.once('close', () => this.#sockets.delete(socket))
    this.serve(socket)
  }
}
