import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tieEnds } from './peers.js'

const FRAME_HEAD = 9
/** What a client says in the clear on a connection of the data plane, in the first header block of each call. */
const CALL = '/apache.rocketmq.v2.MessagingService/'

type Random = (below: number) => number

/**
 * Stands before a server and lets everything through, except that some of the HTTP/2 frames that the server sends on
 * connections of the data plane get broken: bits flipped, bytes or whole frames left out or said twice.
 */
export class BreakingWire {
  readonly #server: Server
  readonly #port: number
  readonly #sockets = new Set<Socket>()
  #random: Random = () => 0
  #left = 0
  /** How many frames it broke. */
  broken = 0

  private constructor(endpoints: string) {
    this.#port = Number(endpoints.split(':')[1])
    this.#server = createServer(socket => this.#join(socket))
  }

  static async before(endpoints: string): Promise<BreakingWire> {
    const wire = new BreakingWire(endpoints)
    wire.#server.listen(0, '127.0.0.1')
    await once(wire.#server, 'listening')
    return wire
  }

  get endpoints(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Breaks about every third frame until `count` are broken. */
  breakSome(random: Random, count: number): void {
    this.#random = random
    this.#left = count
  }

  /** Lets everything through again. */
  heal(): void {
    this.#left = 0
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    this.#server.close()
    await once(this.#server, 'close')
  }

  #join(client: Socket): void {
    const server = connect(this.#port, '127.0.0.1')
    let isData = false
    let rest: Buffer = Buffer.alloc(0)
    tieEnds(client, server, this.#sockets)
    client.on('data', (bytes: Buffer) => {
      isData ||= bytes.includes(CALL)
      server.write(bytes)
    })
    server.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes])
      for (;;) {
        const length =
          rest.length < FRAME_HEAD ? Number.POSITIVE_INFINITY : FRAME_HEAD + rest.readUIntBE(0, 3)
        if (rest.length < length) return
        const frame = rest.subarray(0, length)
        rest = rest.subarray(length)
        client.write(isData ? this.#perhapsBroken(frame) : frame)
      }
    })
  }

  #perhapsBroken(frame: Buffer): Buffer {
    if (this.#left === 0 || this.#random(3) !== 0) return frame
    this.#left--
    this.broken++
    return broken(frame, this.#random)
  }
}

function broken(frame: Buffer, random: Random): Buffer {
  const at = random(frame.length)
  const end = at + random(frame.length - at) + 1
  switch (random(7)) {
    case 0:
      return Buffer.alloc(0)
    case 1:
      return Buffer.concat([frame, frame])
    case 2:
      return frame.subarray(0, at)
    case 3:
      return Buffer.concat([frame.subarray(0, at), frame.subarray(end)])
    case 4:
      return Buffer.concat([frame.subarray(0, end), frame.subarray(at)])
    default: {
      const flipped = Buffer.from(frame)
      // Half of them in what the frame carries, which is the message where the frame itself is whole.
      const place =
        frame.length > FRAME_HEAD && random(2) === 0 ? FRAME_HEAD + random(frame.length - FRAME_HEAD) : at
      flipped[place] = (flipped[place] as number) ^ (1 << random(8))
      return flipped
    }
  }
}
