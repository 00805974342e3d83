import type { Client } from '../client/client.js'
import type { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { channels } from '../monitor/channels.js'
import { FailureSpells } from '../monitor/failure-spell.js'
import type { Grace } from '../remoting/call-abort.js'
import { apache } from '../remoting/generated/protocol.js'
import { openMessage } from '../remoting/message-codec.js'
import type { IncomingMessage } from '../remoting/message-reader.js'
import type { ReceivePart } from '../remoting/receive-reply.js'
import { rpcs } from '../remoting/rpc-table.js'
import { isOk, type ReplyStatus, statusError } from '../remoting/status-table.js'
import type { MessageQueue } from '../route/message-queue.js'
import type { Acknowledger } from './acknowledger.js'
import { corruptedBatchAdvice, findCorruptedBatch } from './batch-corruption.js'
import type { ConsumerCounter } from './consumer-counter.js'
import type { ConsumerTracing } from './consumer-tracing.js'
import { DeliveredMessage, Delivery } from './delivery.js'
import { type ReceiveRequest, ReceiveRequestEncoder } from './receive-request.js'

const { Code } = apache.rocketmq.v2

/**
 * How long a poll that is given up may still be answered. Cancelled while its answer is on the way, its messages
 * would be hidden from everybody until their lease ends.
 */
const GRACE_STEPS = 4
const GRACE_STEP_MS = 50

/** Polls brokers for messages of one group; those that a tag filter does not want are acknowledged here. */
export class Receiver {
  readonly #client: Client
  readonly #group: string
  readonly #counter: ConsumerCounter
  readonly #acknowledger: Acknowledger
  readonly #tracing: ConsumerTracing | undefined
  readonly #requests: ReceiveRequestEncoder
  readonly #failing = new FailureSpells()
  #reportedCorruption = false
  /** Whether the server ever answered a poll: then it knows the group. */
  #answered = false

  constructor(
    client: Client,
    group: string,
    counter: ConsumerCounter,
    acknowledger: Acknowledger,
    tracing?: ConsumerTracing,
  ) {
    this.#client = client
    this.#group = group
    this.#counter = counter
    this.#acknowledger = acknowledger
    this.#tracing = tracing
    this.#requests = new ReceiveRequestEncoder(client, group)
  }

  /** How long every poll of some topic at some broker has failed, in milliseconds; 0 if there is none such. */
  get failingMs(): number {
    return this.#failing.ms
  }

  /** One poll. No message in time is an empty array, not an error. */
  async receive(request: ReceiveRequest): Promise<MessageView[]> {
    const { queue, signal } = request
    const place = `${queue.endpoints.key} ${queue.topic}`
    try {
      const messages = await this.#poll(request)
      this.#failing.succeeded(place)
      return messages
    } catch (error) {
      if (!signal?.aborted) this.#failing.failed(place)
      throw error
    }
  }

  async #poll(request: ReceiveRequest): Promise<MessageView[]> {
    const { queue, attemptId } = request
    const arrived: IncomingMessage[] = []
    const startedAt = performance.now()
    let handedOverAt: number | undefined
    let status: ReplyStatus | undefined
    const grace = { steps: GRACE_STEPS, stepMs: GRACE_STEP_MS, answered: () => isOk(status) }
    try {
      await this.#stream(request, grace, part => {
        status = part.status ?? status
        handedOverAt = part.handedOverAt ?? handedOverAt
        if (part.message !== undefined) arrived.push(part.message)
      })
    } catch (error) {
      // What arrived before the connection broke is ours already. A FIFO attempt is repeated instead: under its
      // name it gets the same messages, and those that did not arrive keep their place in the order.
      if (arrived.length === 0 || attemptId !== undefined) throw error
    }
    if (arrived.length === 0 && !isEmpty(status)) throw this.#refusal(status, queue)
    this.#answered = true
    return this.#accept(arrived, request, startedAt, handedOverAt)
  }

  #stream(request: ReceiveRequest, grace: Grace, onPart: (part: ReceivePart) => void): Promise<void> {
    // The deadline is mandatory, and must leave the server time to answer after its own wait.
    const timeoutMs = request.awaitDurationMs + this.#client.configuration.requestTimeoutMs
    const { rpc } = this.#client
    const { signal, queue, lease } = request
    const options = { timeoutMs, signal, grace, lease }
    return rpc.streamEncoded(
      queue.endpoints,
      rpcs.receiveMessage,
      this.#requests.encode(request),
      options,
      onPart,
    )
  }

  async #accept(
    arrived: readonly IncomingMessage[],
    request: ReceiveRequest,
    startedAt: number,
    handedOverAt: number | undefined,
  ): Promise<MessageView[]> {
    if (arrived.length === 0) return []
    const receivedAt = performance.now()
    const unpacking = openAll(arrived)
    if (unpacking !== undefined) await unpacking
    const invisibleUntil = receivedAt + leaseLeft(request.invisibleDurationMs, handedOverAt)
    const { endpoints } = request.queue
    const messages = arrived.map(each => {
      const { receiptHandle } = each
      const delivery = new Delivery(receiptHandle, endpoints, invisibleUntil, receivedAt)
      const message = new DeliveredMessage(each, delivery)
      this.#counter.noteReceived(message)
      return message
    })
    this.#counter.noteRate(messages.length)
    this.#publish(request.queue.topic, messages.length, handedOverAt)
    this.#tracing?.received(request.queue, startedAt, messages)
    this.#lookForCorruption(messages)
    // The server filters tags by hash; what slips through is not for us.
    return messages.filter(each => request.filter.accepts(each.tag) || this.#discard(each))
  }

  #publish(topic: string, messages: number, handedOverAt: number | undefined): void {
    if (!channels.receiveEnd.hasSubscribers) return
    const { id: clientId } = this.#client
    const deliveryLatencyMs = handedOverAt === undefined ? undefined : Math.max(0, Date.now() - handedOverAt)
    const consumerGroup = this.#group
    channels.receiveEnd.publish({ clientId, consumerGroup, topic, messages, deliveryLatencyMs })
  }

  #lookForCorruption(messages: readonly MessageView[]): void {
    if (this.#reportedCorruption) return
    const corrupted = findCorruptedBatch(messages)
    if (corrupted === undefined) return
    this.#reportedCorruption = true
    this.#client.log('error', corruptedBatchAdvice(corrupted))
  }

  #discard(message: MessageView): false {
    this.#acknowledger.ack(message).catch((error: Error) => this.#client.log('debug', error.message))
    return false
  }

  #refusal(status: ReplyStatus | undefined, queue: MessageQueue): RocketMQError {
    const what = `receive from ${queue.topic} as ${this.#group}`
    const known = this.#answered ? 'topic and group' : 'topic'
    return statusError(status, what, { endpoint: queue.endpoints.key, known })
  }
}

/**
 * What is left of a lease when its messages are read here, in milliseconds: they may have waited in a socket while
 * this process stood still. The server's clock may be wrong, and is believed for half of the lease only.
 */
function leaseLeft(leaseMs: number, handedOverAt: number | undefined): number {
  const onTheWayMs = handedOverAt === undefined ? 0 : Date.now() - handedOverAt
  return leaseMs - Math.min(Math.max(0, onTheWayMs), leaseMs / 2)
}

/** Most bodies need no unpacking, and then there is no promise. */
function openAll(arrived: readonly IncomingMessage[]): Promise<unknown> | undefined {
  const unpacking = arrived.map(openMessage).filter(each => each !== undefined)
  return unpacking.length === 0 ? undefined : Promise.all(unpacking)
}

function isEmpty(status: ReplyStatus | undefined): boolean {
  return isOk(status) || status?.code === Code.MESSAGE_NOT_FOUND
}
