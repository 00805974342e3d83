import type {
  BatchConsumeResult,
  BatchListener,
  ConsumeResult,
  HandlerContext,
  MessageListener,
} from '../consumer/push-consumer-options.js'
import { RocketMQError, show } from '../errors.js'
import type { Message } from '../message/message.js'
import { validateTopicName } from '../message/message-validation.js'
import type { MessageView } from '../message/message-view.js'
import { type Codec, refusalOf } from './codec.js'

/** What a message says beside its topic and its body. */
export type MessageFields = Omit<Message, 'topic' | 'body'>

/** A message with the value of its body. */
export interface TypedMessage<Out> {
  /** The body, as the topic's codec read it. */
  readonly value: Out
  /** The message it came in. */
  readonly message: MessageView
}

/** A message whose body its topic's codec refused. */
export interface UnreadableMessage {
  /** The message, whose `body` can be looked at all the same. */
  readonly message: MessageView
  /** Code `UNREADABLE`, or `CORRUPTED` if the body did not even arrive as it was sent. */
  readonly error: RocketMQError
}

/** Handles one message of a typed topic; what it returns or throws means what it means for a {@link MessageListener}. */
export type TypedListener<Out> = (
  value: Out,
  message: MessageView,
  context: HandlerContext,
) => ConsumeResult | Promise<ConsumeResult>

/** Handles several messages of a typed topic at once; `failed` names their `message`s. */
export type TypedBatchListener<Out> = (
  messages: readonly TypedMessage<Out>[],
  context: HandlerContext,
) => BatchConsumeResult | Promise<BatchConsumeResult>

/** A `listener` that handles messages of one topic. */
export interface TopicListener extends MessageListener {
  /** The topic whose messages it handles. */
  readonly topic: string
}

/**
 * A topic whose messages have bodies of one type. It knows nothing of a server: it makes messages for producers and
 * reads those of consumers.
 *
 * `In` is what senders give, `Out` what consumers get; they differ where a schema transforms values.
 */
export class TypedTopic<In, Out = In> {
  /** The topic's name, for `subscriptions` and the like. */
  readonly name: string
  readonly #codec: Codec<In, Out>

  /** @internal */
  constructor(name: string, codec: Codec<In, Out>) {
    this.name = name
    this.#codec = codec
  }

  /**
   * A message for `send()`, `sendBatch()` or a transaction.
   *
   * @throws RocketMQError INVALID_ARGUMENT for a value that cannot be encoded, or that the schema refuses
   */
  message(value: In, fields?: MessageFields): Message {
    let body: string | Uint8Array
    try {
      body = this.#codec.encode(value)
    } catch (error) {
      throw new RocketMQError(
        'INVALID_ARGUMENT',
        `this is not a valid value of topic '${this.name}': ${refusalOf(error)}`,
        { cause: error },
      )
    }
    return { ...fields, topic: this.name, body }
  }

  /**
   * The value of a message that a consumer received.
   *
   * @throws RocketMQError UNREADABLE if the codec or the schema refuses the body, CORRUPTED if it did not arrive whole
   */
  read(message: MessageView): Out {
    if (message.corrupted !== undefined) throw message.corrupted
    try {
      return this.#codec.decode(message.body)
    } catch (error) {
      throw new RocketMQError(
        'UNREADABLE',
        `the body of message ${message.messageId} is not a valid value of topic '${this.name}': ${refusalOf(error)}`,
        { cause: error },
      )
    }
  }

  /** Reads messages one by one, so that one that is refused does not keep the others from being read. */
  readAll(messages: Iterable<MessageView>): { read: TypedMessage<Out>[]; unreadable: UnreadableMessage[] } {
    const read: TypedMessage<Out>[] = []
    const unreadable: UnreadableMessage[] = []
    for (const message of messages) {
      try {
        read.push({ value: this.read(message), message })
      } catch (error) {
        unreadable.push({ message, error: RocketMQError.from(error) })
      }
    }
    return { read, unreadable }
  }

  /**
   * A `listener` for a push consumer. A message that cannot be read does not reach `handle`: it is a failed attempt,
   * reported with its topic and id, delivered again as the group's policy says, and in the end a dead letter.
   */
  listener(handle: TypedListener<Out>): TopicListener {
    requireFunction('listener()', handle)
    const listener: MessageListener = (message, context) => {
      if (message.topic !== this.name) throw notFor(message, [this.name])
      return handle(this.read(message), message, context)
    }
    return Object.assign(listener, { topic: this.name })
  }

  /**
   * A `batchListener` for a push consumer of this topic. Messages that cannot be read are failed attempts, each
   * reported with its reason; `handle` gets the others, and is not called if there is none.
   */
  batchListener(
    handle: TypedBatchListener<Out>,
    options: Pick<BatchListener, 'batchSize' | 'flushIntervalMs'> = {},
  ): BatchListener {
    requireFunction('batchListener()', handle)
    return {
      batchSize: options?.batchSize,
      flushIntervalMs: options?.flushIntervalMs,
      handle: (messages, context) => {
        const other = messages.find(({ topic }) => topic !== this.name)
        if (other !== undefined) throw notFor(other, [this.name])
        const { read, unreadable } = this.readAll(messages)
        if (unreadable.length === 0) return handle(read, context)
        return withUnreadable(unreadable, read, () => handle(read.slice(), context))
      },
    }
  }
}

/**
 * Defines a topic whose messages have bodies of one type. The topic itself must exist on the server.
 *
 * @example
 * const orders = defineTopic<Order>('orders', json())
 * await producer.send(orders.message({ id: 'o-1', cents: 995 }, { tag: 'paid' }))
 *
 * @param codec how values become bodies: {@link json}, {@link protobuf}, or one of your own
 * @throws RocketMQError ILLEGAL_TOPIC
 */
export function defineTopic<In, Out = In>(name: string, codec: Codec<In, Out>): TypedTopic<In, Out> {
  validateTopicName(name)
  if (typeof codec?.encode !== 'function' || typeof codec.decode !== 'function') {
    throw new RocketMQError(
      'CONFIGURATION',
      `defineTopic('${name}'): the codec needs encode(value) and decode(body), as json() and protobuf(type) have them`,
    )
  }
  return new TypedTopic(name, codec)
}

/**
 * One `listener` for a push consumer of several typed topics.
 *
 * @throws RocketMQError CONFIGURATION if two are for the same topic, or one is no listener of a typed topic
 */
export function combineListeners(...listeners: readonly TopicListener[]): MessageListener {
  if (!listeners.every(each => typeof each === 'function' && typeof each.topic === 'string'))
    throw new RocketMQError(
      'CONFIGURATION',
      'combineListeners() takes what listener() of typed topics returns',
    )
  const byTopic = new Map(listeners.map(each => [each.topic, each]))
  if (byTopic.size < listeners.length)
    throw new RocketMQError('CONFIGURATION', 'combineListeners(): two listeners are for the same topic')
  return (message, context) => {
    const listener = byTopic.get(message.topic)
    if (listener === undefined) throw notFor(message, [...byTopic.keys()])
    return listener(message, context)
  }
}

function requireFunction(call: string, handle: unknown): void {
  if (typeof handle === 'function') return
  throw new RocketMQError('CONFIGURATION', `${call} of a typed topic takes a function, not ${show(handle)}`)
}

function notFor({ topic }: MessageView, names: readonly string[]): RocketMQError {
  return new RocketMQError(
    'HANDLER',
    `the consumer is subscribed to '${topic}', but its listener is for ${names.join(', ')} only; combineListeners() ` +
      'makes one listener of several',
  )
}

/** What becomes of a batch: what its handler says of the messages that it got, and the others failed. */
async function withUnreadable<Out>(
  unreadable: readonly UnreadableMessage[],
  read: readonly TypedMessage<Out>[],
  handle: () => BatchConsumeResult | Promise<BatchConsumeResult>,
): Promise<BatchConsumeResult> {
  const failed = new Map<MessageView, unknown>(unreadable.map(({ message, error }) => [message, error]))
  if (read.length === 0) return { failed }
  try {
    const result = await handle()
    if (result === 'FAILURE') for (const { message } of read) failed.set(message, undefined)
    else for (const [message, reason] of failuresIn(result)) failed.set(message, reason)
  } catch (error) {
    const failure = RocketMQError.from(error, 'HANDLER')
    for (const { message } of read) failed.set(message, failure)
  }
  return { failed }
}

/** The messages that a handler names, each with its reason if it tells one. */
function failuresIn(result: BatchConsumeResult): [MessageView, unknown][] {
  if (typeof result !== 'object' || result === null || !('failed' in result)) return []
  const { failed } = result
  if (failed instanceof Map) return [...failed]
  return [...(failed as Iterable<MessageView>)].map(message => [message, undefined])
}
