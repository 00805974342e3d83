import type { RocketMQError } from '../errors.js'
import type { Endpoints } from '../route/endpoints.js'
import type { MessageQueue } from '../route/topic-route.js'
import { apache } from '../wire/generated/protocol.js'
import { type LiteOffset, liteOffsetToWire } from '../wire/lite-offset.js'
import type { IncomingMessage } from '../wire/message-reader.js'
import { handleAfterChange } from '../wire/receipt-handle.js'
import { fromMs, isOk, lacksSession, type ReplyStatus } from '../wire/reply-reader.js'
import {
  endpointsToWire,
  type Filter,
  filterToWire,
  queueFromWire,
  queueToWire,
} from '../wire/route-codec.js'
import { rpcs } from '../wire/rpc-table.js'
import { statusError } from '../wire/status-table.js'
import type { KeptLease } from './endpoint-connections.js'
import { encode, type RpcClient } from './rpc-client.js'

const { Code, LiteSubscriptionAction } = apache.rocketmq.v2

/**
 * How long a poll that is given up may still be answered. Cancelled while its answer is on the way, its messages
 * would be hidden from everybody until their lease ends.
 */
const GRACE_STEPS = 4
const GRACE_STEP_MS = 50

/**
 * The shortest poll of a server that is set up as usual. It refuses one whose deadline is shorter: told a longer one,
 * it would go on when nobody waits any more, and hide what it finds.
 */
const SHORTEST_POLL_MS = 5_000

const LITE_ACTIONS = {
  replace: LiteSubscriptionAction.COMPLETE_ADD,
  add: LiteSubscriptionAction.PARTIAL_ADD,
  remove: LiteSubscriptionAction.PARTIAL_REMOVE,
} as const

/** What one poll asks for. */
export interface Poll {
  /** Any queue of the broker: one poll covers all of them. */
  readonly queue: MessageQueue
  readonly filter: Filter
  readonly maxMessages: number
  /** How long the messages stay hidden from others. */
  readonly invisibleDurationMs: number
  /** How long the server may wait for a first message. */
  readonly awaitDurationMs: number
  /** Names a FIFO attempt: repeated under the same name, it gets the same messages again. */
  readonly attemptId?: string | undefined
  /** Gives the poll up: it is cancelled a moment later, unless messages arrive, which are still delivered. */
  readonly signal?: AbortSignal | undefined
  /** Keeps a place on a connection for polls that follow each other. */
  readonly lease?: KeptLease | undefined
}

/** Takes what a poll brings, as it arrives. */
export interface PollAnswer {
  /** How the server says it went. */
  status: ReplyStatus | undefined
  /** When the server took the messages out, in epoch milliseconds. */
  handedOverAt: number | undefined
  /** A message came. What this throws ends the poll. */
  take(message: IncomingMessage): void
}

/** By what one message is known to the server it came from. */
export interface ReceivedHandle {
  readonly endpoints: Endpoints
  readonly topic: string
  readonly messageId: string
  readonly liteTopic: string | undefined
  readonly receiptHandle: string
}

/** What one acknowledgement says. */
export interface AckEntry {
  readonly messageId: string
  readonly receiptHandle: string
  readonly liteTopic: string | null
}

/** The queues of one broker that are a consumer's. */
export interface Assignment {
  /** Stands for all of them, as one poll covers them. */
  readonly queue: MessageQueue
  /** How many there are, as far as the server says. */
  readonly queues: number
}

/** A change of the lite topics that a consumer subscribes to. */
export interface LiteChange {
  readonly action: keyof typeof LITE_ACTIONS
  readonly bindTopic: string
  readonly liteTopics: readonly string[]
  readonly offset?: LiteOffset | undefined
}

/** How a group's calls reach the servers. */
interface Caller {
  readonly rpc: RpcClient
  readonly configuration: { readonly namespace: string; readonly requestTimeoutMs: number }
}

/** The calls of one consumer group: they take and give what consumers know, and nobody else need know the protocol. */
export class GroupCalls {
  readonly #rpc: RpcClient
  readonly #namespace: string
  readonly #requestTimeoutMs: number
  readonly #name: string
  readonly #group: ReturnType<RpcClient['resource']>
  /** What polls of a queue are about, as bytes. */
  readonly #subjects = new WeakMap<MessageQueue, { filter: Filter; bytes: Buffer }>()

  constructor({ rpc, configuration }: Caller, group: string) {
    this.#rpc = rpc
    this.#namespace = configuration.namespace
    this.#requestTimeoutMs = configuration.requestTimeoutMs
    this.#name = group
    this.#group = rpc.resource(group)
  }

  /** One poll; settles when the server ends it. What it says of it is left to `answer`. */
  async receive(poll: Poll, answer: PollAnswer): Promise<void> {
    if (await this.#misses(poll, answer)) await this.#misses(poll, answer)
  }

  /** One poll; resolves to whether it missed the server that has the session, and is to be made again. */
  async #misses(poll: Poll, answer: PollAnswer): Promise<boolean> {
    const { queue, signal, lease } = poll
    let missed = false
    // The deadline is mandatory, and must leave the server time to answer after its own wait.
    const timeoutMs = poll.awaitDurationMs + this.#requestTimeoutMs
    const grace = { steps: GRACE_STEPS, stepMs: GRACE_STEP_MS, answered: () => isOk(answer.status) }
    await this.#rpc.streamEncoded(
      queue.endpoints,
      rpcs.receiveMessage,
      this.#encodePoll(poll),
      { timeoutMs, signal, grace, lease, outlasts: timeoutMs >= SHORTEST_POLL_MS },
      ({ status, handedOverAt, message }) => {
        if (status && lacksSession(status))
          missed = this.#rpc.at(queue.endpoints).joinSession(rpcs.receiveMessage)
        if (status && !missed) answer.status = status
        answer.handedOverAt = handedOverAt ?? answer.handedOverAt
        if (message !== undefined) answer.take(message)
      },
    )
    return missed
  }

  /**
   * Acknowledges messages of one topic that came from one endpoint: what was in the way of each, in their order;
   * nothing at all if nothing was in the way of any. Rejects with what was in the way of the call.
   */
  async acknowledge(
    endpoints: Endpoints,
    topic: string,
    entries: AckEntry[],
  ): Promise<(RocketMQError | undefined)[] | undefined> {
    const reply = await this.#rpc.call(endpoints, rpcs.ackMessage, {
      group: this.#group,
      topic: this.#rpc.resource(topic),
      entries,
    })
    const { status } = reply
    if (isOk(status) && !reply.entries?.length) return undefined
    const statuses = statusByHandle(reply)
    const what = `acknowledge in ${topic}`
    const requestId = (status as ReplyStatus | null | undefined)?.requestId
    return entries.map(({ receiptHandle }) => {
      const each = statuses.get(receiptHandle) ?? statusOfAll(status)
      if (isOk(each)) return undefined
      return statusError(each, what, { requestId, endpoint: endpoints.key, known: 'topic and group' })
    })
  }

  /**
   * Makes a message visible again in `milliseconds` from now.
   *
   * @param suspend whether this delivery is not counted as an attempt
   * @returns the handle that is good from then on
   */
  async changeInvisible(message: ReceivedHandle, milliseconds: number, suspend: boolean): Promise<string> {
    const { receiptHandle } = await this.#rpc.request(
      message.endpoints,
      rpcs.changeInvisibleDuration,
      {
        ...this.#messageFields(message),
        invisibleDuration: fromMs(milliseconds),
        ...(suspend ? { suspend } : {}),
      },
      `change the invisible duration in ${message.topic}`,
    )
    return receiptHandle ? handleAfterChange(message.receiptHandle, receiptHandle) : message.receiptHandle
  }

  /** Forwards a message to the dead letter queue of the group. */
  async deadLetter(message: ReceivedHandle, attempt: number, maxAttempts: number): Promise<void> {
    await this.#rpc.request(
      message.endpoints,
      rpcs.forwardToDeadLetterQueue,
      { ...this.#messageFields(message), deliveryAttempt: attempt, maxDeliveryAttempts: maxAttempts },
      `dead letter of ${message.topic}`,
    )
  }

  /**
   * The queues of a topic that are this consumer's, one entry a broker. The server gives every client the same answer,
   * since consumers of a group share each queue message by message.
   *
   * @param target whom to ask
   * @param accessPoint the endpoints that the client dialled
   */
  async assignments(target: Endpoints, topic: string, accessPoint: Endpoints): Promise<Assignment[]> {
    const reply = await this.#rpc.request(
      target,
      rpcs.queryAssignment,
      {
        topic: this.#rpc.resource(topic),
        group: this.#group,
        endpoints: endpointsToWire(accessPoint),
      },
      `assignment of topic ${topic} to ${this.#name}`,
    )
    const byBroker = new Map<string, Assignment>()
    for (const { messageQueue } of reply.assignments ?? []) {
      const queue = messageQueue == null ? undefined : usableQueue(topic, messageQueue)
      if (queue === undefined) continue
      const known = byBroker.get(queue.brokerName)
      byBroker.set(queue.brokerName, { queue: known?.queue ?? queue, queues: (known?.queues ?? 0) + 1 })
    }
    return [...byBroker.values()]
  }

  /**
   * Tells a server the lite topics of this consumer, or a change of them.
   *
   * @throws RocketMQError (as a rejection) INVALID_ARGUMENT for an offset that is none, or the server's reason
   */
  async syncLite(endpoints: Endpoints, change: LiteChange): Promise<void> {
    const { action, bindTopic, liteTopics, offset } = change
    await this.#rpc.request(
      endpoints,
      rpcs.syncLiteSubscription,
      {
        action: LITE_ACTIONS[action],
        topic: this.#rpc.resource(bindTopic),
        group: this.#group,
        liteTopicSet: [...liteTopics],
        ...(offset === undefined ? {} : { offsetOption: liteOffsetToWire(offset) }),
      },
      `lite subscription of ${this.#name} to ${bindTopic}`,
    )
  }

  /** What names group, queue and filter is most of a poll and seldom changes: it is encoded once, as protobuf takes pieces. */
  #encodePoll(poll: Poll): Buffer {
    const terms = encode(rpcs.receiveMessage, {
      batchSize: poll.maxMessages,
      invisibleDuration: fromMs(poll.invisibleDurationMs),
      longPollingTimeout: fromMs(poll.awaitDurationMs),
      attemptId: poll.attemptId ?? null,
    })
    return Buffer.concat([this.#subject(poll), terms])
  }

  #subject({ queue, filter }: Poll): Buffer {
    let subject = this.#subjects.get(queue)
    if (subject?.filter !== filter) {
      const messageQueue = queueToWire(queue, this.#namespace)
      const fields = { group: this.#group, messageQueue, filterExpression: filterToWire(filter) }
      subject = { filter, bytes: encode(rpcs.receiveMessage, fields) }
      this.#subjects.set(queue, subject)
    }
    return subject.bytes
  }

  #messageFields({ topic, messageId, receiptHandle, liteTopic }: ReceivedHandle) {
    return {
      group: this.#group,
      topic: this.#rpc.resource(topic),
      receiptHandle,
      messageId,
      ...(liteTopic === undefined ? {} : { liteTopic }),
    }
  }
}

/** By handle and not by place: a server that groups the entries by broker answers in another order. */
function statusByHandle(
  reply: apache.rocketmq.v2.IAckMessageResponse,
): Map<string, ReplyStatus | null | undefined> {
  return new Map((reply.entries ?? []).map(entry => [entry.receiptHandle ?? '', entry.status]))
}

/** What the reply's own status says of entries it does not name: nothing, if the results are mixed. */
function statusOfAll(status: ReplyStatus | null | undefined): ReplyStatus | null | undefined {
  return status?.code === Code.MULTIPLE_RESULTS ? undefined : status
}

/** The route told already why a broker's queues cannot be used. */
function usableQueue(topic: string, message: Parameters<typeof queueFromWire>[1]): MessageQueue | undefined {
  try {
    return queueFromWire(topic, message)
  } catch {
    return undefined
  }
}
