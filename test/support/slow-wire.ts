import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedProxy } from '../../src/testing/index.js'

/** How a wire carries bytes; each may change while it stands. */
export interface WireOptions {
  /** Bytes a second in each direction of each connection. Default without bound. */
  bytesPerSecond?: number
  /** How long bytes are on the way, one way. Default 0. */
  latencyMs?: number
  /** Cuts everything into pieces of so many bytes. Default as it comes. */
  pieceBytes?: number
}

/** How much lateness of this process the wire makes up for. */
const MOST_LATE_MS = 100

/** Stands before a server as a link does that is slow, long, or stops. */
export class SlowWire {
  readonly #server = createServer(socket => this.#join(socket))
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  readonly options: WireOptions
  #stalled: Promise<void> | undefined
  #resume: (() => void) | undefined
  /** Bytes that went through, both ways. */
  carried = 0

  private constructor(endpoints: string, options: WireOptions) {
    this.#port = Number(endpoints.split(':')[1])
    this.options = options
  }

  static async before(endpoints: string, options: WireOptions): Promise<SlowWire> {
    const wire = new SlowWire(endpoints, options)
    wire.#server.listen(0, '127.0.0.1')
    await once(wire.#server, 'listening')
    return wire
  }

  /** Stands before a double whose routes lead through it, too. */
  static async on(proxy: EmbeddedProxy, options: WireOptions): Promise<SlowWire> {
    const wire = await SlowWire.before(proxy.endpoints, options)
    const addresses = [{ host: '127.0.0.1', port: Number(wire.endpoints.split(':')[1]) }]
    const reroute = <Q extends { broker?: object | null }>(queue: Q): Q => ({
      ...queue,
      broker: { ...queue.broker, endpoints: { scheme: 1, addresses } },
    })
    proxy.faults.always('QueryRoute', {
      change: reply => ({ ...reply, messageQueues: reply.messageQueues?.map(reroute) }),
    })
    proxy.faults.always('QueryAssignment', {
      change: reply => ({
        ...reply,
        assignments: reply.assignments?.map(each => ({
          ...each,
          messageQueue: each.messageQueue && reroute(each.messageQueue),
        })),
      }),
    })
    return wire
  }

  get endpoints(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Lets nothing through until {@link SlowWire.resume}. */
  stall(): void {
    this.#stalled ??= new Promise(resolve => {
      this.#resume = resolve
    })
  }

  resume(): void {
    this.#resume?.()
    this.#stalled = undefined
  }

  /** Resets every connection, towards the client. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy()
  }

  async close(): Promise<void> {
    this.resume()
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    const server = connect(this.#port, '127.0.0.1')
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from)
      from.setNoDelay(true)
      from.on('error', () => {})
      from.on('close', () => {
        this.#sockets.delete(from)
        to.destroy()
      })
      void this.#carry(from, to)
    }
  }

  /** Reads no more than it may carry, so that what waits piles up where it comes from. */
  async #carry(from: Socket, to: Socket): Promise<void> {
    let freeAt = performance.now()
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        const { bytesPerSecond = Number.POSITIVE_INFINITY, pieceBytes = 4_096 } = this.options
        for (let at = 0; at < chunk.length; at += pieceBytes) {
          const piece = chunk.subarray(at, at + pieceBytes)
          await this.#stalled
          // Timers are late: what was waited too long is made up for by the next pieces.
          freeAt =
            Math.max(freeAt, performance.now() - MOST_LATE_MS) + (piece.length / bytesPerSecond) * 1_000
          const wait = freeAt - performance.now()
          if (wait > 4) await pause(wait)
          this.#deliver(piece, to)
        }
      }
    } catch {
      // Broken off, on whichever side.
    }
  }

  #deliver(piece: Buffer, to: Socket): void {
    this.carried += piece.length
    const { latencyMs = 0 } = this.options
    if (latencyMs === 0) to.write(piece)
    else setTimeout(() => to.write(piece), latencyMs)
  }
}
