import { BareGrpc, frame } from './bare-grpc.js'
import { bodies } from './bodies.js'
import type { SendLoad, SubjectSetup } from './protocol.js'
import { callHeaders, checkStatus, encodeSend, loadProtocol, type Protocol } from './protocol-codec.js'
import { type SendCalls, type Sender, singleCalls } from './sender.js'

/** Messages in a request of the floor, if so many callers there are. */
const BATCH = 500

/** Requests out at once, if so many callers there are. */
const IN_FLIGHT = 4

/** Bytes of bodies in a request at most; the broker takes 4 MiB. */
const MAX_BYTES = 2 ** 21

/**
 * The floor: requests that were encoded before, written to `node:http2` again and again. A perfect coalescer
 * that costs nothing would be this fast with as many callers.
 */
export class Http2Sender implements Sender {
  protected readonly setup: SubjectSetup
  readonly #client: BareGrpc
  #v2!: Protocol

  constructor(setup: SubjectSetup) {
    this.setup = setup
    this.#client = new BareGrpc(setup.endpoints, callHeaders(`bench-http2-${process.pid}`))
  }

  async start(): Promise<void> {
    this.#v2 = await loadProtocol(this.setup.sdk)
  }

  prepare(load: SendLoad): SendCalls {
    return fixedBatches(load, this.#v2, this.setup.topic, framed => this.#send(framed))
  }

  send(body: Buffer): Promise<void> {
    return this.#send(frame(encodeSend(this.#v2, this.setup.topic, [body])))
  }

  async close(): Promise<void> {
    this.#client.close()
  }

  async #send(framed: Buffer): Promise<void> {
    const [reply] = await this.#client.call('SendMessage', framed)
    checkStatus(this.#v2, this.#v2.SendMessageResponse.decode(reply as Buffer).status)
  }
}

/** Requests of many messages, encoded once and sent again and again. */
export function fixedBatches(
  load: SendLoad,
  v2: Protocol,
  topic: string,
  send: (framed: Buffer) => Promise<void>,
): SendCalls {
  const size = Math.max(1, Math.min(load.callers, BATCH, Math.floor(MAX_BYTES / (load.bodyBytes + 128))))
  const pool = bodies(load.bodyBytes, load.content)
  const batch = Array.from({ length: size }, (_, index) => pool[index % pool.length] as Buffer)
  const framed = frame(encodeSend(v2, topic, batch))
  return {
    callers: Math.max(1, Math.min(IN_FLIGHT, Math.floor(load.callers / size))),
    messagesPerCall: size,
    call: () => send(framed),
  }
}

/** The same with one message a call, encoded for it. */
export class Http2SingleSender extends Http2Sender {
  override prepare(load: SendLoad): SendCalls {
    return singleCalls(load, bodies(load.bodyBytes, load.content), body => this.send(body))
  }
}
