import { RocketMQError } from '../errors.js'
import type { MessageView } from '../message/message-view.js'
import type { Poll, PollAnswer } from '../remoting/group-calls.js'
import type { MessageQueue } from '../route/topic-route.js'
import { channels } from '../stats/channels.js'
import { FailureStreaks } from '../stats/meters.js'
import { type IncomingMessage, isPacked, openMessage } from '../wire/message-reader.js'
import { endsPoll, type ReplyStatus } from '../wire/reply-reader.js'
import { statusError } from '../wire/status-table.js'
import { DeliveredMessage, Delivery } from './delivery.js'
import type { GroupMember } from './group-member.js'
import { PollSpace } from './message-cache.js'
import type { Settlement } from './settlement.js'
import { FilterExpression } from './subscriptions.js'

/** Bytes of bodies in one poll of a consumer without a cache: of the largest bodies a server takes, all 32. */
const RECEIVE_BYTES = 128 * 1024 * 1024

/** Bodies of one poll that are unpacked side by side. */
const UNPACKING = 4

/** Most messages a server gives in one answer. */
export const SERVER_BATCH = 32

/** What a poll brings arrives within this part of its lease, as far as it can be told before. */
const ARRIVAL_SHARE = 1 / 4

const EMPTY = Buffer.alloc(0)

/** What one poll asks for, and where what it brings goes. */
export interface ReceiveRequest extends Poll {
  readonly filter: FilterExpression
  /** The room that was reserved for what it brings. Default: room of its own. */
  readonly space?: PollSpace | undefined
}

/** What one poll brought. */
class Answer implements PollAnswer {
  /** When it began, before the first message, on the clock of `performance.now()`: leases had begun by then. */
  begunAt: number | undefined = undefined
  #status: ReplyStatus | undefined = undefined
  handedOverAt: number | undefined = undefined
  readonly kept: IncomingMessage[] = []
  /** What there was no room for, or was not asked for: without its body, to be handed back. */
  readonly surplus: IncomingMessage[] = []
  /** Set if the poll was ended here, because the server did not end it. */
  cut: RocketMQError | undefined
  readonly #space: PollSpace

  constructor(space: PollSpace) {
    this.#space = space
  }

  get status(): ReplyStatus | undefined {
    return this.#status
  }

  set status(status: ReplyStatus | undefined) {
    this.#status = status
    this.begunAt ??= performance.now()
  }

  /** How many came. */
  get size(): number {
    return this.kept.length + this.surplus.length
  }

  /** @throws RocketMQError PROTOCOL to end the poll, when twice as many came as were asked for */
  take(message: IncomingMessage): void {
    if (this.#space.hold(message.body.length)) {
      this.kept.push(message)
      return
    }
    message.body = EMPTY
    this.surplus.push(message)
    if (this.size < 2 * this.#space.messages) return
    this.cut = new RocketMQError('PROTOCOL', 'the server sent more messages than were asked for')
    throw this.cut
  }

  /** Nothing of it is used. */
  drop(): void {
    for (const { body } of this.kept) this.#space.drop(body.length)
  }

  /**
   * Checks bodies and unpacks them. A message that is larger than there is room for when it is unpacked is surplus,
   * and so are those behind it, so that their order is kept. Most bodies need no unpacking, and no promise.
   */
  open(): Promise<void> | undefined {
    let packed = false
    for (const message of this.kept) {
      if (isPacked(message)) packed = true
      else void openMessage(message)
    }
    return packed ? this.#unpack() : undefined
  }

  /** Some are unpacked ahead, but counted in their order, so that what is kept does not depend on which is quicker. */
  async #unpack(): Promise<void> {
    const { kept } = this
    const sizes = kept.map(({ body }) => body.length)
    const opening: (Promise<void> | undefined)[] = []
    for (const [index, message] of kept.entries()) {
      for (const next of kept.slice(opening.length, index + UNPACKING))
        opening.push(isPacked(next) ? openMessage(next) : undefined)
      await opening[index]
      const { length } = message.body
      if (!this.#space.grow(length - (sizes[index] as number), length)) return this.#refuseFrom(index, sizes)
    }
  }

  #refuseFrom(index: number, sizes: readonly number[]): void {
    for (const [offset, message] of this.kept.splice(index).entries()) {
      this.#space.drop(sizes[index + offset] as number)
      message.body = EMPTY
      this.surplus.push(message)
    }
  }
}

/** Polls brokers for messages of one group; those that a tag filter does not want are acknowledged here. */
export class Receiver {
  readonly #member: GroupMember
  readonly #settlement: Pick<Settlement, 'ack'>
  readonly #onSurplus: (messages: MessageView[]) => void
  readonly #failing = new FailureStreaks()
  #reportedCorruption = false
  #reportedOverflow = false
  /** How long a message takes to arrive, in milliseconds, of each source whose polls would outlast their leases. */
  readonly #paces = new Map<string, number>()
  /** Whether the server ever answered a poll: then it knows the group. */
  #answered = false

  /** @param onSurplus is given what there was no room for, or was not asked for, to be handed back */
  constructor(
    member: GroupMember,
    settlement: Pick<Settlement, 'ack'>,
    onSurplus: (messages: MessageView[]) => void,
  ) {
    this.#member = member
    this.#settlement = settlement
    this.#onSurplus = onSurplus
  }

  /** How long every poll of some topic at some broker has failed, in milliseconds; 0 if there is none such. */
  get failingMs(): number {
    return this.#failing.ms
  }

  /** One poll. No message in time is an empty array, not an error. */
  async receive(request: ReceiveRequest): Promise<MessageView[]> {
    const { queue, signal } = request
    const source = `${queue.endpoints.key} ${queue.topic}`
    try {
      const messages = await this.#poll(request, source)
      this.#failing.succeeded(source)
      return messages
    } catch (error) {
      if (!signal?.aborted) this.#failing.failed(source)
      throw error
    }
  }

  async #poll(wish: ReceiveRequest, source: string): Promise<MessageView[]> {
    const request = this.#paces.size > 0 ? this.#paced(wish, source) : wish
    const { queue, attemptId } = request
    const space = request.space ?? PollSpace.of(request.maxMessages, RECEIVE_BYTES)
    const answer = new Answer(space)
    const startedAt = performance.now()
    try {
      await this.#member.calls.receive(request, answer)
    } catch (error) {
      // What arrived before the connection broke is ours already. A FIFO attempt is repeated instead: under its
      // name it gets the same messages, and those that did not arrive keep their place in the order.
      if (answer.cut === undefined && (answer.kept.length === 0 || attemptId !== undefined)) {
        answer.drop()
        throw error
      }
    }
    const { status } = answer
    if (answer.size === 0 && !endsPoll(status)) throw this.#refusal(status, queue)
    this.#answered = true
    this.#notePace(answer, request, source)
    return this.#accept(answer, space, request, startedAt)
  }

  /** As many as arrive before their lease is over: over a slow link, none of a whole batch could be acknowledged. */
  #paced(wish: ReceiveRequest, source: string): ReceiveRequest {
    const pace = this.#paces.get(source)
    if (pace === undefined) return wish
    const most = Math.max(1, Math.floor((wish.invisibleDurationMs * ARRIVAL_SHARE) / pace))
    return most < wish.maxMessages ? { ...wish, maxMessages: most } : wish
  }

  #notePace({ size, begunAt }: Answer, { invisibleDurationMs }: ReceiveRequest, source: string) {
    if (size === 0 || begunAt === undefined) return
    // A slow answer counts at once, a fast one halves what is assumed: polls that shared the link may have ended.
    const pace = Math.max((performance.now() - begunAt) / size, (this.#paces.get(source) ?? 0) / 2)
    if (pace * SERVER_BATCH > invisibleDurationMs * ARRIVAL_SHARE) this.#paces.set(source, pace)
    else this.#paces.delete(source)
  }

  async #accept(
    answer: Answer,
    space: PollSpace,
    request: ReceiveRequest,
    startedAt: number,
  ): Promise<MessageView[]> {
    const { kept, surplus, handedOverAt } = answer
    const { queue, invisibleDurationMs } = request
    if (answer.size === 0) return []
    const receivedAt = performance.now()
    const unpacking = answer.open()
    if (unpacking !== undefined) await unpacking
    const invisibleUntil = Math.min(
      receivedAt + leaseLeft(invisibleDurationMs, handedOverAt),
      (answer.begunAt ?? receivedAt) + invisibleDurationMs,
    )
    const { group } = this.#member
    const view = (each: IncomingMessage) =>
      new DeliveredMessage(each, new Delivery(each.receiptHandle, queue, invisibleUntil, receivedAt, group))
    if (surplus.length > 0) this.#onSurplus(surplus.map(view))
    if (answer.size > request.maxMessages) this.#reportOverflow(request)
    if (kept.length === 0) return []
    const messages = kept.map(view)
    for (const message of messages) this.#member.counter.noteReceived(message)
    this.#member.counter.noteRate(messages.length)
    this.#publish(queue, startedAt, messages.length, handedOverAt)
    this.#member.tracing?.received(queue, startedAt, messages)
    this.#lookForCorruption(messages)
    if (request.filter === FilterExpression.all) return messages
    // The server filters tags by hash; what slips through is not for us.
    return messages.filter(each => request.filter.accepts(each.tag) || this.#discard(each, space))
  }

  #publish(
    { topic, endpoints }: MessageQueue,
    startedAt: number,
    messages: number,
    handedOverAt: number | undefined,
  ): void {
    if (!channels.receiveEnd.hasSubscribers) return
    const { client, group: consumerGroup } = this.#member
    const deliveryLatencyMs = handedOverAt === undefined ? undefined : Math.max(0, Date.now() - handedOverAt)
    channels.receiveEnd.publish({
      clientId: client.id,
      consumerGroup,
      topic,
      endpoint: endpoints.key,
      messages,
      durationMs: performance.now() - startedAt,
      deliveryLatencyMs,
    })
  }

  #lookForCorruption(messages: readonly MessageView[]): void {
    if (this.#reportedCorruption) return
    const corrupted = findCorruptedBatch(messages)
    if (corrupted === undefined) return
    this.#reportedCorruption = true
    this.#member.client.log('error', corruptedBatchAdvice(corrupted))
  }

  #reportOverflow({ queue, maxMessages }: ReceiveRequest): void {
    if (this.#reportedOverflow) return
    this.#reportedOverflow = true
    this.#member.client.log(
      'warn',
      `${queue.endpoints.key} answered a poll of ${queue.topic} with more than the ${maxMessages} messages that ` +
        'were asked for: the others are handed back. This is logged once',
    )
  }

  #discard(message: MessageView, space: PollSpace): false {
    space.drop(message.body.length)
    this.#settlement.ack(message).catch((error: Error) => this.#member.client.log('debug', error.message))
    return false
  }

  #refusal(status: ReplyStatus | undefined, queue: MessageQueue): RocketMQError {
    const what = `receive from ${queue.topic} as ${this.#member.group}`
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

/**
 * Looks for what brokers before 5.4.0 do to messages that were sent in one batch: each gets the first one's id,
 * tag, keys and properties. Then neighbours in one receive have one id at different offsets of a queue. A message
 * that its sender repeated has that too, but with the same body.
 */
export function findCorruptedBatch(messages: readonly MessageView[]): MessageView | undefined {
  return messages.find((message, index) => {
    const before = messages[index - 1]
    if (before?.messageId !== message.messageId || before.queueId !== message.queueId) return false
    return !before.body.equals(message.body)
  })
}

/** What an operator is told. */
export function corruptedBatchAdvice(message: MessageView): string {
  return (
    `several messages of ${message.topic} have one id (${message.messageId}) and different bodies: the broker ` +
    'overwrote ids, tags, keys and properties of messages that were sent in one batch, as brokers before 5.4.0 ' +
    "do. Set batch.mode to 'off' in the producers, or upgrade the brokers"
  )
}
