import { setTimeout as sleep } from 'node:timers/promises'
import type { apache } from '../../src/wire/generated/protocol.js'
import type { BareCalls } from './bare-calls.js'
import { GrpcCalls } from './grpc-calls.js'
import { Http2Calls } from './http2-calls.js'
import type { SubjectSetup } from './protocol.js'
import { loadProtocol, type Protocol } from './protocol-codec.js'
import type { Receiver } from './receiver.js'

const RECEIVES = 8
const ACKS_IN_FLIGHT = 2
const ACK_ENTRIES = 256
const INVISIBLE_S = 60
const POLL_S = 10
const AFTER_FAILURE_MS = 100

type Entry = apache.rocketmq.v2.IAckMessageEntry

/**
 * The floor of consuming: eight receives side by side, their acknowledgements coalesced apart from them, up to 256
 * in a call and two calls out.
 */
class FloorReceiver implements Receiver {
  readonly #setup: SubjectSetup
  readonly #client: BareCalls
  #v2!: Protocol
  #entries: Entry[] = []
  #acksOut = 0
  #closed = false

  constructor(setup: SubjectSetup, client: BareCalls) {
    this.#setup = setup
    this.#client = client
  }

  async start(onBody: (body: Uint8Array) => void): Promise<void> {
    this.#v2 = await loadProtocol(this.#setup.sdk)
    await this.#client.converse('Telemetry', this.#settings())
    const queue = await this.#queue()
    const request = this.#receiveRequest(queue)
    for (let index = 0; index < RECEIVES; index++) void this.#poll(request, onBody)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#client.close()
  }

  async #poll(request: Uint8Array, onBody: (body: Uint8Array) => void): Promise<void> {
    while (!this.#closed) {
      const replies = await this.#receive(request)
      for (const { message } of replies) {
        if (!message) continue
        onBody(message.body ?? new Uint8Array())
        const { messageId, receiptHandle } = message.systemProperties ?? {}
        this.#entries.push({ messageId: messageId ?? '', receiptHandle: receiptHandle ?? '' })
      }
      this.#acknowledge()
    }
  }

  /** A failed poll is told and repeated after a moment: repeated at once it would spin. */
  async #receive(request: Uint8Array): Promise<apache.rocketmq.v2.IReceiveMessageResponse[]> {
    const { Code, ReceiveMessageResponse } = this.#v2
    try {
      const replies = await this.#client.call('ReceiveMessage', request)
      const decoded = replies.map(reply => ReceiveMessageResponse.decode(reply))
      const { code, message } = decoded[0]?.status ?? {}
      if (code !== Code.OK && code !== Code.MESSAGE_NOT_FOUND) throw new Error(`${code}: ${message}`)
      return decoded
    } catch (failure) {
      if (!this.#closed) process.stderr.write(`receive: ${(failure as Error).message}\n`)
      await sleep(AFTER_FAILURE_MS)
      return []
    }
  }

  #acknowledge(): void {
    while (this.#entries.length > 0 && this.#acksOut < ACKS_IN_FLIGHT) {
      this.#acksOut += 1
      void this.#ack(this.#entries.splice(0, ACK_ENTRIES))
    }
  }

  async #ack(entries: Entry[]): Promise<void> {
    const { topic, consumerGroup } = this.#setup
    const request = { group: { name: consumerGroup ?? '' }, topic: { name: topic }, entries }
    const payload = this.#v2.AckMessageRequest.encode(request).finish()
    await this.#client.call('AckMessage', payload).catch(() => {})
    this.#acksOut -= 1
    this.#acknowledge()
  }

  /** The server wants to know a client before it receives. */
  #settings(): Uint8Array {
    const v2 = this.#v2
    const { topic, consumerGroup } = this.#setup
    const settings = {
      clientType: v2.ClientType.SIMPLE_CONSUMER,
      subscription: {
        group: { name: consumerGroup ?? '' },
        subscriptions: [{ topic: { name: topic }, expression: { type: v2.FilterType.TAG, expression: '*' } }],
        longPollingTimeout: { seconds: POLL_S },
      },
      userAgent: { language: v2.Language.JAVA, version: '5.2.0', platform: 'bench', hostname: 'bench' },
    }
    return v2.TelemetryCommand.encode({ settings }).finish()
  }

  async #queue(): Promise<apache.rocketmq.v2.IMessageQueue> {
    const [host = '', port] = this.#setup.endpoints.split(':')
    const endpoints = { scheme: this.#v2.AddressScheme.IPv4, addresses: [{ host, port: Number(port) }] }
    const request = { topic: { name: this.#setup.topic }, endpoints }
    const [reply] = await this.#client.call('QueryRoute', this.#v2.QueryRouteRequest.encode(request).finish())
    const [queue] = this.#v2.QueryRouteResponse.decode(reply as Buffer).messageQueues ?? []
    if (!queue) throw new Error(`no route of ${this.#setup.topic}`)
    // Queue -1 stands for all queues of the broker.
    return { ...queue, id: -1 }
  }

  #receiveRequest(messageQueue: apache.rocketmq.v2.IMessageQueue): Uint8Array {
    const v2 = this.#v2
    return v2.ReceiveMessageRequest.encode({
      group: { name: this.#setup.consumerGroup ?? '' },
      messageQueue,
      filterExpression: { type: v2.FilterType.TAG, expression: '*' },
      batchSize: 32,
      invisibleDuration: { seconds: INVISIBLE_S },
      longPollingTimeout: { seconds: POLL_S },
      autoRenew: false,
    }).finish()
  }
}

/** The floor over `node:http2`: what any client has to do at least. */
export class Http2Receiver extends FloorReceiver {
  constructor(setup: SubjectSetup) {
    super(setup, new Http2Calls(setup.endpoints))
  }
}

/** The floor over grpc-js: what a client that stands on it has to do at least. */
export class GrpcReceiver extends FloorReceiver {
  constructor(setup: SubjectSetup) {
    super(setup, new GrpcCalls(setup.endpoints, setup.sdk))
  }
}
