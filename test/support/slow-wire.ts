import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedProxy } from '../../src/testing/index.js'
import { reroute } from './reroute.js'

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

const HOST = '127.0.0.1'

/** Stands before a server as a link does that is slow, long, stops, breaks or leads nowhere. */
export class SlowWire {
  readonly #server = createServer(socket => this.#join(socket))
  readonly #port: number
  /** Both ends of each connection, the client's first. */
  readonly #connections = new Set<readonly [client: Socket, server: Socket]>()
  /** Ends whose bytes go nowhere. */
  readonly #silent = new WeakSet<Socket>()
  readonly options: WireOptions
  #ownPort = 0
  #muted = false
  #stalled: Promise<void> | undefined
  #resume: (() => void) | undefined
  #rewrite: (bytes: Buffer) => Buffer = bytes => bytes
  /** Bytes that went through, both ways. */
  carried = 0

  private constructor(endpoints: string, options: WireOptions) {
    this.#port = Number(endpoints.split(':')[1])
    this.options = options
  }

  static async before(endpoints: string, options: WireOptions): Promise<SlowWire> {
    const wire = new SlowWire(endpoints, options)
    await wire.#listen(0)
    return wire
  }

  /** Stands before a double whose routes lead through it, too. */
  static async on(proxy: EmbeddedProxy, options: WireOptions): Promise<SlowWire> {
    const wire = await SlowWire.before(proxy.endpoints, options)
    const addresses = [{ host: HOST, port: wire.#ownPort }]
    reroute(proxy, queue => [{ ...queue, broker: { ...queue.broker, endpoints: { scheme: 1, addresses } } }])
    return wire
  }

  /** Stands before a real server, and puts its own address wherever that one names its own. */
  static async inPlaceOf(endpoints: string, options: WireOptions): Promise<SlowWire> {
    const wire = await SlowWire.before(endpoints, options)
    const [theirs, ours] = [addressOf(wire.#port), addressOf(wire.#ownPort)]
    if (theirs.length !== ours.length)
      throw new Error(`Port ${wire.#ownPort} cannot be written over ${wire.#port}: it takes another length.`)
    wire.#rewrite = bytes => {
      for (let at = bytes.indexOf(theirs); at >= 0; at = bytes.indexOf(theirs, at)) ours.copy(bytes, at)
      return bytes
    }
    return wire
  }

  get endpoints(): string {
    return `${HOST}:${this.#ownPort}`
  }

  /** Lets nothing through until {@link SlowWire.resume}. */
  stall(): void {
    this.#stalled ??= new Promise(resolve => {
      this.#resume = resolve
    })
  }

  /** Resets every connection, towards the client. */
  reset(): void {
    for (const [client] of this.#connections) client.resetAndDestroy()
  }

  /** Resets every connection, towards the server; the client sees an orderly end. */
  resetServer(): void {
    for (const [, server] of this.#connections) server.resetAndDestroy()
  }

  /** The peers of all connections are gone without a word; connections to come find one. */
  vanish(): void {
    for (const ends of this.#connections) for (const end of ends) this.#silent.add(end)
  }

  /** Accepts connections until {@link SlowWire.resume}, but on these and on those that are, nothing is said any more. */
  mute(): void {
    this.#muted = true
    this.vanish()
  }

  /** Resets every connection, and refuses others until {@link SlowWire.resume}. */
  refuse(): void {
    this.#server.close()
    this.reset()
  }

  /** Ends a stall, muteness or refusal. */
  async resume(): Promise<void> {
    this.#resume?.()
    this.#stalled = undefined
    this.#muted = false
    if (!this.#server.listening) await this.#listen(this.#ownPort)
  }

  async close(): Promise<void> {
    await this.resume()
    for (const ends of this.#connections) for (const end of ends) end.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #listen(port: number): Promise<void> {
    this.#server.listen(port, HOST)
    await once(this.#server, 'listening')
    this.#ownPort = (this.#server.address() as AddressInfo).port
  }

  #join(client: Socket): void {
    const server = connect(this.#port, HOST)
    const ends = [client, server] as const
    this.#connections.add(ends)
    if (this.#muted) for (const end of ends) this.#silent.add(end)
    for (const [from, to] of [ends, [server, client]] as const) {
      from.setNoDelay(true)
      from.on('error', () => {})
      from.on('close', () => {
        if (this.#silent.has(from)) return
        this.#connections.delete(ends)
        to.destroy()
      })
      void this.#carry(from, to)
    }
  }

  /** Reads no more than it may carry, so that what waits piles up where it comes from. */
  async #carry(from: Socket, to: Socket): Promise<void> {
    let freeAt = performance.now()
    try {
      for await (const read of from as AsyncIterable<Buffer>) {
        const chunk = this.#rewrite(read)
        const { bytesPerSecond = Number.POSITIVE_INFINITY, pieceBytes = 4_096 } = this.options
        for (let at = 0; at < chunk.length; at += pieceBytes) {
          const piece = chunk.subarray(at, at + pieceBytes)
          await this.#stalled
          // Timers are late: what was waited too long is made up for by the next pieces.
          freeAt =
            Math.max(freeAt, performance.now() - MOST_LATE_MS) + (piece.length / bytesPerSecond) * 1_000
          const wait = freeAt - performance.now()
          if (wait > 4) await pause(wait)
          if (!this.#silent.has(from)) this.#deliver(piece, to)
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

/** A host and a port as they stand in `Address` of the protocol. */
function addressOf(port: number): Buffer {
  const digits: number[] = []
  for (let rest = port; ; rest >>= 7) {
    if (rest < 128) {
      digits.push(rest)
      break
    }
    digits.push((rest & 127) | 128)
  }
  return Buffer.concat([Buffer.from([0x0a, HOST.length]), Buffer.from(HOST), Buffer.from([0x10, ...digits])])
}
