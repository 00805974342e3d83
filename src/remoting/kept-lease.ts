import type { Lease } from '../pool/connection-pool.js'
import type { Connection } from './connection.js'
import type { EndpointConnections } from './endpoint-connections.js'

/**
 * One stream's place on a connection, kept for calls to one endpoint that follow each other: borrowing it for each
 * would cost a consumer with a backlog a twentieth of its time. A place on a connection that broke is exchanged.
 */
export class KeptLease {
  #lease: Lease<Connection> | undefined
  #shared: Lease<Connection> | undefined

  /** What is kept, if it is good for another call. Its release does nothing: the place stays here. */
  get current(): Lease<Connection> | undefined {
    return this.#shared?.connection.usable ? this.#shared : undefined
  }

  /** Borrows a place instead of the one that is kept. */
  async renew(place: EndpointConnections, signal: AbortSignal | undefined): Promise<Lease<Connection>> {
    this.release()
    const lease = await place.acquire(signal)
    this.#lease = lease
    this.#shared = {
      connection: lease.connection,
      release: () => {},
      invalidate: reason => lease.invalidate(reason),
    }
    return this.#shared
  }

  /** Gives the place back, once the last call is over. */
  release(): void {
    this.#lease?.release()
    this.#lease = undefined
    this.#shared = undefined
  }
}
