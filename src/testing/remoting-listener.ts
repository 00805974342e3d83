import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** A request of the remoting protocol, as far as it is looked at. */
export interface RemotingQuestion {
  readonly code: number
  readonly fields: Readonly<Record<string, string>>
}

/** What is answered: a body, or why not. */
export interface RemotingAnswer {
  readonly code?: number
  readonly remark?: string
  readonly body?: object
}

const PREFIX_BYTES = 8

/** A port of the loopback address that answers RocketMQ's remoting protocol. */
export class RemotingListener {
  readonly #answer: (question: RemotingQuestion) => RemotingAnswer | undefined
  readonly #sockets = new Set<Socket>()
  #server: Server | undefined
  #port = 0

  /** @param answer nothing, to break the connection */
  constructor(answer: (question: RemotingQuestion) => RemotingAnswer | undefined) {
    this.#answer = answer
  }

  get port(): number {
    return this.#port
  }

  /** Listens, on the port it had if it had one. */
  async listen(): Promise<void> {
    if (this.#server !== undefined) return
    const server = createServer(socket => this.#serve(socket))
    this.#server = server
    server.listen(this.#port, '127.0.0.1')
    await once(server, 'listening')
    this.#port = (server.address() as AddressInfo).port
  }

  /** Breaks every connection and stops listening; {@link listen} may follow. */
  async close(): Promise<void> {
    const server = this.#server
    if (server === undefined) return
    this.#server = undefined
    const closed = once(server, 'close')
    server.close()
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #serve(socket: Socket): void {
    let unread: Buffer = Buffer.alloc(0)
    this.#sockets.add(socket)
    socket.on('error', () => {})
    socket.once('close', () => this.#sockets.delete(socket))
    socket.on('data', chunk => {
      unread = Buffer.concat([unread, chunk])
      while (unread.length >= PREFIX_BYTES && unread.length >= 4 + unread.readUInt32BE(0)) {
        const end = 4 + unread.readUInt32BE(0)
        const frame = unread.subarray(0, end)
        unread = unread.subarray(end)
        if (!this.#reply(socket, frame)) return
      }
    })
  }

  #reply(socket: Socket, frame: Buffer): boolean {
    const question = readQuestion(frame)
    const answer = question === undefined ? undefined : this.#answer(question)
    if (question === undefined || answer === undefined) {
      socket.destroy()
      return false
    }
    const { code = 0, remark, body } = answer
    const header = Buffer.from(
      JSON.stringify({ code, flag: 1, language: 'JAVA', opaque: question.opaque, remark }),
    )
    const bytes = Buffer.from(body === undefined ? '' : JSON.stringify(body))
    const prefix = Buffer.alloc(PREFIX_BYTES)
    prefix.writeUInt32BE(4 + header.length + bytes.length, 0)
    prefix.writeUInt32BE(header.length, 4)
    socket.write(Buffer.concat([prefix, header, bytes]))
    return true
  }
}

function readQuestion(frame: Buffer): (RemotingQuestion & { opaque: number }) | undefined {
  try {
    const text = frame.toString('utf8', PREFIX_BYTES, PREFIX_BYTES + frame.readUIntBE(5, 3))
    const { code, opaque, extFields } = JSON.parse(text)
    return { code, opaque, fields: extFields ?? {} }
  } catch {
    return undefined
  }
}
