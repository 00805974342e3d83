import type { Lease } from '../pool/connection-pool.js'
import type { Connection } from './connection.js'
import type { PooledConnections } from './endpoint-connections.js'

/**
 * One stream's place on a connection, kept for calls to one endpoint that follow each other: borrowing it for each
 * would cost a consumer with a backlog a seventh of its time. Whoever keeps one gives it back before waiting for
 * anything else.
 */
export class KeptLease {
  #lease: Lease<Connection> | undefined
  #shared: Lease<Connection> | undefined

  /**
   * A place for one more call: the one that is kept, unless its connection broke or others wait for a stream, or
   * one borrowed instead. Its release does nothing, because the place stays here.
   */
  take(
    connections: PooledConnections,
    signal: AbortSignal | undefined,
  ): Lease<Connection> | Promise<Lease<Connection>> {
    const kept = this.#shared
    return kept?.connection.usable && !connections.crowded ? kept : this.#exchange(connections, signal)
  }

  async #exchange(
    connections: PooledConnections,
    signal: AbortSignal | undefined,
  ): Promise<Lease<Connection>> {
    this.release()
    const lease = await connections.acquire(signal)
    this.#lease = lease
    this.#shared = {
      connection: lease.connection,
      release: () => {},
      invalidate: reason => lease.invalidate(reason),
    }
    return this.#shared
  }

  /** Gives the place back, if one is kept. */
  release(): void {
    this.#lease?.release()
    this.#lease = undefined
    this.#shared = undefined
  }
}
