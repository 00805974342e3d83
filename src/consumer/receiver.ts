import type { Client } from '../client/client.js'
import type { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import { channels } from '../monitor/channels.js'
import { apache } from '../remoting/generated/protocol.js'
import { messageViewFromWire } from '../remoting/message-codec.js'
import { queueToWire } from '../remoting/route-codec.js'
import { rpcs } from '../remoting/rpc-table.js'
import { isOk, type ReplyStatus, statusError } from '../remoting/status-table.js'
import { fromMs } from '../remoting/time-codec.js'
import type { MessageQueue } from '../route/message-queue.js'
import type { ConsumerCounter } from './consumer-counter.js'
import { setDelivery } from './delivery.js'
import type { FilterExpression } from './filter-expression.js'
import { filterToWire } from './subscriptions.js'

const { Code } = apache.rocketmq.v2
type WireMessage = apache.rocketmq.v2.IMessage

/** First lease of a message whose invisibility the server renews by itself. */
const AUTO_RENEW_FIRST_LEASE_MS = 60_000

/** What one poll asks for. */
export interface ReceiveRequest {
  /** Any queue of the broker: one poll covers all of them. */
  queue: MessageQueue
  filter: FilterExpression
  maxMessages: number
  /** How long the messages stay hidden from others; `undefined` lets the server renew it by itself. */
  invisibleDurationMs: number | undefined
  /** How long the server may wait for a first message. */
  awaitDurationMs: number
  /** Names a FIFO attempt: repeated under the same name, it gets the same messages again. */
  attemptId?: string | undefined
  /** Gives the poll up; if messages are arriving already, they are still delivered. */
  signal?: AbortSignal | undefined
}

/** Polls brokers for messages of one group. */
export class Receiver {
  readonly #client: Client
  readonly #group: string
  readonly #counter: ConsumerCounter

  constructor(client: Client, group: string, counter: ConsumerCounter) {
    this.#client = client
    this.#group = group
    this.#counter = counter
  }

  /** One poll. No message in time is an empty array, not an error. */
  async receive(request: ReceiveRequest): Promise<MessageView[]> {
    const { queue, signal } = request
    const arrived: WireMessage[] = []
    let status: ReplyStatus | undefined
    const giveUp = new AbortController()
    const onAbort = () => {
      if (arrived.length === 0) giveUp.abort(signal?.reason)
    }
    if (signal?.aborted) onAbort()
    signal?.addEventListener('abort', onAbort)
    try {
      await this.#client.rpc.stream(
        queue.endpoints,
        rpcs.receiveMessage,
        this.#toWire(request),
        // The deadline is mandatory, and must leave the server time to answer after its own wait.
        {
          timeoutMs: request.awaitDurationMs + this.#client.configuration.requestTimeoutMs,
          signal: giveUp.signal,
        },
        part => {
          if (part.status != null) status = part.status
          else if (part.message != null) arrived.push(part.message)
        },
      )
    } catch (error) {
      // What arrived before the connection broke is ours already.
      if (arrived.length === 0) throw error
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
    if (arrived.length === 0 && !isEmpty(status)) throw this.#refusal(status, queue)
    return this.#accept(arrived, request)
  }

  async #accept(arrived: readonly WireMessage[], request: ReceiveRequest): Promise<MessageView[]> {
    const { queue } = request
    const receivedAt = performance.now()
    const leaseMs = request.invisibleDurationMs ?? AUTO_RENEW_FIRST_LEASE_MS
    const messages = await Promise.all(arrived.map(each => messageViewFromWire(each)))
    messages.forEach((message, index) => {
      setDelivery(message, {
        receiptHandle: arrived[index]?.systemProperties?.receiptHandle ?? '',
        endpoints: queue.endpoints,
        invisibleUntil: receivedAt + leaseMs,
        receivedAt,
      })
      this.#counter.noteReceived(message)
    })
    this.#counter.noteRate(messages.length)
    if (messages.length > 0 && channels.receiveEnd.hasSubscribers) {
      const { id: clientId } = this.#client
      channels.receiveEnd.publish({
        clientId,
        consumerGroup: this.#group,
        topic: queue.topic,
        messages: messages.length,
      })
    }
    return messages
  }

  #toWire(request: ReceiveRequest): apache.rocketmq.v2.IReceiveMessageRequest {
    const { queue, invisibleDurationMs, attemptId } = request
    return {
      group: this.#client.resource(this.#group),
      messageQueue: queueToWire(queue, this.#client.configuration.namespace),
      filterExpression: filterToWire(request.filter),
      batchSize: request.maxMessages,
      autoRenew: invisibleDurationMs === undefined,
      ...(invisibleDurationMs === undefined ? {} : { invisibleDuration: fromMs(invisibleDurationMs) }),
      longPollingTimeout: fromMs(request.awaitDurationMs),
      ...(attemptId === undefined ? {} : { attemptId }),
    }
  }

  #refusal(status: ReplyStatus | undefined, queue: MessageQueue): RocketMQError {
    const what = `receive from ${queue.topic} as ${this.#group}`
    return statusError(status, what, { endpoint: queue.endpoints.key })
  }
}

function isEmpty(status: ReplyStatus | undefined): boolean {
  return isOk(status) || status?.code === Code.MESSAGE_NOT_FOUND
}
