import { connect, type Socket } from 'node:net'
import { frame } from './bare-grpc.js'
import { bodies } from './bodies.js'
import { fixedBatches } from './http2-sender.js'
import type { SendLoad, SubjectSetup } from './protocol.js'
import {
  callHeaders,
  checkStatus,
  encodeSend,
  loadProtocol,
  type Protocol,
  pathOf,
} from './protocol-codec.js'
import { type SendCalls, type Sender, singleCalls } from './sender.js'

const PREFACE = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'
const FRAME_HEADER = 9
const GRPC_PREFIX = 5

const DATA = 0
const HEADERS = 1
const SETTINGS = 4
const PING = 6
const WINDOW_UPDATE = 8

/** What a server may set, and what holds until it does. */
const INITIAL_WINDOW_SIZE = 4
const MAX_FRAME_SIZE = 5
const SETTING = 6
const DEFAULT_WINDOW = 65_535
const DEFAULT_FRAME_SIZE = 16_384

const END_STREAM = 1
const ACK = 1
const END_HEADERS = 4

/** Header table size 0, so that replies need no table; a window of 4 MiB. */
const OWN_SETTINGS = Buffer.from([0, 1, 0, 0, 0, 0, 0, 4, 0, 64, 0, 0])
const CREDIT = 2 ** 22

interface Waiting {
  resolve(): void
  reject(failure: Error): void
}

/** A request whose body the server's windows have not let out yet. */
interface Unsent {
  readonly id: number
  readonly payload: Buffer
  sent: number
  window: number
}

/**
 * HTTP/2 frames written to a socket and nothing else: one message a call, replies found by their streams, headers of
 * replies not read. What any client in this language could reach at best.
 */
export class FramesSender implements Sender {
  protected readonly setup: SubjectSetup
  readonly #waiting = new Map<number, Waiting>()
  protected v2!: Protocol
  #socket!: Socket
  #headers!: Buffer
  #out: Buffer[] = []
  #unsent: Unsent[] = []
  #window = DEFAULT_WINDOW
  #streamWindow = DEFAULT_WINDOW
  #frameSize = DEFAULT_FRAME_SIZE
  #rest: Buffer | undefined
  #streamId = 1
  #uncredited = 0

  constructor(setup: SubjectSetup) {
    this.setup = setup
  }

  async start(): Promise<void> {
    const { endpoints, sdk } = this.setup
    this.v2 = await loadProtocol(sdk)
    this.#headers = requestHeaders(endpoints)
    const at = endpoints.lastIndexOf(':')
    this.#socket = connect({
      host: endpoints.slice(0, at),
      port: Number(endpoints.slice(at + 1)),
      noDelay: true,
    })
    this.#socket.on('data', chunk => this.#read(chunk))
    this.#socket.on('error', failure => this.#fail(failure))
    this.#socket.on('close', () => this.#fail(new Error('the connection was closed')))
    this.#write(Buffer.from(PREFACE, 'latin1'), frameOf(SETTINGS, 0, 0, OWN_SETTINGS), credit(CREDIT))
  }

  prepare(load: SendLoad): SendCalls {
    const calls = singleCalls(load, bodies(load.bodyBytes, load.content), body => this.send(body))
    return { ...calls, requests: () => this.requests }
  }

  send(body: Buffer): Promise<void> {
    return this.call(frame(encodeSend(this.v2, this.setup.topic, [body])))
  }

  /** How many there were. */
  protected get requests(): number {
    return (this.#streamId - 1) / 2
  }

  protected call(payload: Buffer): Promise<void> {
    const id = this.#streamId
    this.#streamId += 2
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#write(frameOf(HEADERS, END_HEADERS, id, this.#headers))
      this.#unsent.push({ id, payload, sent: 0, window: this.#streamWindow })
      this.#writeBodies()
    })
  }

  /** As much as the server's windows let out. */
  #writeBodies(): void {
    for (const unsent of this.#unsent) while (this.#writePart(unsent));
    this.#unsent = this.#unsent.filter(({ sent, payload }) => sent < payload.length)
  }

  #writePart(unsent: Unsent): boolean {
    const { id, payload, sent, window } = unsent
    const bytes = Math.min(this.#frameSize, payload.length - sent, window, this.#window)
    if (bytes <= 0) return false
    unsent.sent += bytes
    unsent.window -= bytes
    this.#window -= bytes
    const flags = unsent.sent === payload.length ? END_STREAM : 0
    this.#write(frameOf(DATA, flags, id, payload.subarray(sent, sent + bytes)))
    return true
  }

  async close(): Promise<void> {
    this.#socket.destroy()
  }

  /** What one turn of the event loop writes leaves in one piece. */
  #write(...frames: Buffer[]): void {
    if (this.#out.length === 0) setImmediate(() => this.#flush())
    this.#out.push(...frames)
  }

  #flush(): void {
    this.#socket.write(Buffer.concat(this.#out))
    this.#out = []
  }

  #read(chunk: Buffer): void {
    const bytes = this.#rest === undefined ? chunk : Buffer.concat([this.#rest, chunk])
    let at = 0
    while (at + FRAME_HEADER <= bytes.length) {
      const end = at + FRAME_HEADER + bytes.readUIntBE(at, 3)
      if (end > bytes.length) break
      const id = bytes.readUInt32BE(at + 5)
      this.#onFrame(
        bytes[at + 3] as number,
        bytes[at + 4] as number,
        id,
        bytes.subarray(at + FRAME_HEADER, end),
      )
      at = end
    }
    this.#rest = at < bytes.length ? bytes.subarray(at) : undefined
  }

  #onFrame(type: number, flags: number, id: number, payload: Buffer): void {
    if (type === SETTINGS && (flags & ACK) === 0) this.#onSettings(payload)
    else if (type === WINDOW_UPDATE) this.#onCredit(id, payload.readUInt32BE())
    else if (type === PING && (flags & ACK) === 0) this.#write(frameOf(PING, ACK, 0, payload))
    else if (type === DATA) this.#onReply(id, payload)
    // A stream that ended with its headers alone brought no reply.
    else if (type === HEADERS && (flags & END_STREAM) !== 0) this.#settle(id, new Error('no reply'))
  }

  #onSettings(payload: Buffer): void {
    for (let at = 0; at + SETTING <= payload.length; at += SETTING) {
      const value = payload.readUInt32BE(at + 2)
      const name = payload.readUInt16BE(at)
      if (name === MAX_FRAME_SIZE) this.#frameSize = value
      if (name !== INITIAL_WINDOW_SIZE) continue
      for (const unsent of this.#unsent) unsent.window += value - this.#streamWindow
      this.#streamWindow = value
    }
    this.#write(frameOf(SETTINGS, ACK, 0, Buffer.alloc(0)))
    this.#writeBodies()
  }

  #onCredit(id: number, bytes: number): void {
    const unsent = this.#unsent.find(each => each.id === id)
    if (id === 0) this.#window += bytes
    else if (unsent !== undefined) unsent.window += bytes
    this.#writeBodies()
  }

  #onReply(id: number, payload: Buffer): void {
    this.#uncredited += payload.length
    if (this.#uncredited > CREDIT / 2) {
      this.#write(credit(this.#uncredited))
      this.#uncredited = 0
    }
    try {
      checkStatus(this.v2, this.v2.SendMessageResponse.decode(payload.subarray(GRPC_PREFIX)).status)
      this.#settle(id)
    } catch (refusal) {
      this.#settle(id, refusal as Error)
    }
  }

  #settle(id: number, failure?: Error): void {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (failure === undefined) waiting?.resolve()
    else waiting?.reject(failure)
  }

  #fail(failure: Error): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, failure)
  }
}

/** The same with requests of many messages that were encoded before, written again and again. */
export class FramesBatchSender extends FramesSender {
  override prepare(load: SendLoad): SendCalls {
    const calls = fixedBatches(load, this.v2, this.setup.topic, framed => this.call(framed))
    return { ...calls, requests: () => this.requests }
  }
}

function frameOf(type: number, flags: number, id: number, payload: Buffer): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_HEADER + payload.length)
  frame.writeUIntBE(payload.length, 0, 3)
  frame[3] = type
  frame[4] = flags
  frame.writeUInt32BE(id, 5)
  payload.copy(frame, FRAME_HEADER)
  return frame
}

/** Leave to send so many more bytes on the connection. */
function credit(bytes: number): Buffer {
  const payload = Buffer.allocUnsafe(4)
  payload.writeUInt32BE(bytes)
  return frameOf(WINDOW_UPDATE, 0, 0, payload)
}

/** The same for every call: `:method POST` and `:scheme http` by their index, all else as literals. */
function requestHeaders(endpoints: string): Buffer {
  const rest = {
    ':path': pathOf('SendMessage'),
    ':authority': endpoints,
    te: 'trailers',
    'content-type': 'application/grpc',
    'grpc-timeout': '30S',
    ...callHeaders(`bench-frames-${process.pid}`),
  }
  const literals = Object.entries(rest).map(([name, value]) =>
    Buffer.concat([Buffer.from([0]), text(name), text(value)]),
  )
  return Buffer.concat([Buffer.from([0x83, 0x86]), ...literals])
}

/** A string of HPACK, without Huffman; none is longer than 126 bytes. */
function text(value: string): Buffer {
  return Buffer.concat([Buffer.from([value.length]), Buffer.from(value, 'latin1')])
}
