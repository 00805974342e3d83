import type { ConnectionPoolSettings } from '../../src/pool/connection-pool.js'
import { ConnectionPool } from '../../src/pool/connection-pool.js'

/** A connection that only knows whether it is well. */
export interface FakeConnection {
  id: number
  usable: boolean
  /** Streams its peer takes at once. */
  streams?: number
  /** Why it was closed. */
  closed?: string
}

/** Opens and closes {@link FakeConnection}s, and remembers all of them. */
export class FakeConnections {
  readonly all: FakeConnection[] = []
  attempts = 0
  /** Thrown by the next attempts, one each. */
  readonly failures: Error[] = []
  /** Streams that the peers of new connections take at once. */
  streams = Number.POSITIVE_INFINITY
  /** Resolves each opening; undefined opens at once. */
  gate: Promise<void> | undefined

  get open(): FakeConnection[] {
    return this.all.filter(({ closed }) => closed === undefined)
  }

  /** A pool on them; two connections of two streams unless told otherwise. */
  pool(settings: Partial<ConnectionPoolSettings<FakeConnection>> = {}): ConnectionPool<FakeConnection> {
    return new ConnectionPool<FakeConnection>({
      name: 'fakes',
      connect: () => this.connect(),
      disconnect: (connection, reason) => {
        connection.closed = reason
      },
      isUsable: ({ usable }) => usable,
      streamsOf: ({ streams = Number.POSITIVE_INFINITY }) => streams,
      maxConnections: 2,
      streamsPerConnection: 2,
      ...settings,
    })
  }

  async connect(): Promise<FakeConnection> {
    this.attempts += 1
    await this.gate
    const failure = this.failures.shift()
    if (failure !== undefined) throw failure
    const connection: FakeConnection = { id: this.all.length, usable: true, streams: this.streams }
    this.all.push(connection)
    return connection
  }
}
