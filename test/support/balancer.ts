import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tieEnds } from './peers.js'

/**
 * Stands before several servers as a balancer of layer 4 does, and gives each connection to the next of them in turn:
 * of the two connections of a client, one gets to another server than the other.
 */
export class Balancer implements AsyncDisposable {
  readonly #ports: readonly number[]
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** How many connections it gave away. */
  connections = 0

  private constructor(endpoints: readonly string[]) {
    this.#ports = endpoints.map(each => Number(each.split(':')[1]))
    this.#server = createServer(socket => this.#join(socket))
  }

  /** @param endpoints `host:port` of each server, on loopback */
  static async before(endpoints: readonly string[]): Promise<Balancer> {
    const balancer = new Balancer(endpoints)
    balancer.#server.listen(0, '127.0.0.1')
    await once(balancer.#server, 'listening')
    return balancer
  }

  get endpoints(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    const port = this.#ports[this.connections++ % this.#ports.length] as number
    const server = connect(port, '127.0.0.1')
    tieEnds(client, server, this.#sockets)
    client.pipe(server).pipe(client)
  }
}
