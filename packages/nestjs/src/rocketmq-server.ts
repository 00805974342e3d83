import { type CustomTransportStrategy, type MessageHandler, Server } from '@nestjs/microservices'
import {
  type Codec,
  type ConsumeResult,
  defineTopic,
  type HandlerContext,
  json,
  type MessageListener,
  type MessageView,
  Producer,
  PushConsumer,
  type PushConsumerOptions,
  type Refusal,
  type Reply,
  replyWith,
} from 'rocketmq-jet'
import { isObservable, lastValueFrom } from 'rxjs'
import { RocketMQContext } from './rocketmq-context.js'

/** Options of a {@link RocketMQServer}: those of a push consumer, whose subscriptions and listener are Nest's patterns. */
export interface RocketMQServerOptions
  extends Omit<PushConsumerOptions, 'subscriptions' | 'listener' | 'batchListener'> {
  /** How bodies become data, and replies bodies. Default `json()`. */
  codec?: Codec<unknown> | undefined
  /** Topics that replies to requests may go to. Default: any. */
  replyTopics?: readonly string[] | undefined
}

/**
 * Receives messages for a Nest microservice: `createMicroservice(AppModule, { strategy: new RocketMQServer(…) })`.
 *
 * A pattern is the name of a topic, and `extras` may have a `filter` for it: `@EventPattern('orders', { filter: 'paid' })`.
 *
 * - `@EventPattern`: the message is acknowledged when the handler is done. If it fails, so does the attempt: the message
 *   is delivered again as the group's policy says. What the handler returns or emits means nothing.
 * - `@MessagePattern`: a request of a `RocketMQClient` or a `Requester`. What the handler returns or emits last is the
 *   reply; what it throws refuses the request, and so does a body that cannot be read.
 */
export class RocketMQServer extends Server implements CustomTransportStrategy {
  override readonly propagatesEventHandlerErrors = true
  readonly #options: RocketMQServerOptions
  readonly #codec: Codec<unknown>
  #consumer: PushConsumer | undefined
  #producer: Producer | undefined

  constructor(options: RocketMQServerOptions) {
    super()
    this.#options = options
    this.#codec = options.codec ?? json<unknown>()
  }

  listen(callback: (error?: unknown) => void): void {
    this.#start().then(() => callback(), callback)
  }

  /** Lets handlers that run end, acknowledges what they did, and closes. */
  async close(): Promise<void> {
    await this.#consumer?.close()
    // Handlers that ended only now may have replied by it.
    await this.#producer?.close()
  }

  /** RocketMQ's clients emit no events: give `onError` instead. */
  on(): never {
    throw new Error('RocketMQServer emits no events; give the option onError to hear of errors')
  }

  /** The push consumer; `undefined` before the start, and where nothing is handled. */
  unwrap<T = PushConsumer | undefined>(): T {
    return this.#consumer as T
  }

  async #start(): Promise<void> {
    const handlers = [...this.messageHandlers]
    if (handlers.length === 0) return
    const { codec: _codec, replyTopics: _replyTopics, ...consumer } = this.#options
    const listeners = new Map(handlers.map(([topic, handler]) => [topic, this.#listenerOf(topic, handler)]))
    this.#consumer = new PushConsumer({
      ...consumer,
      subscriptions: Object.fromEntries(
        handlers.map(([topic, { extras }]) => [topic, (extras?.filter as string | undefined) ?? '*']),
      ),
      listener: (message, context) => listeners.get(message.topic)?.(message, context),
    })
    await Promise.all([this.#consumer.start(), this.#producer?.start()])
  }

  #listenerOf(topic: string, handler: MessageHandler): MessageListener {
    const typed = defineTopic(topic, this.#codec)
    const run = async (message: MessageView, context: HandlerContext) => {
      const data = typed.read(message)
      return this.#run(handler, data, new RocketMQContext([message, context]))
    }
    if (handler.isEventHandler) {
      return async (message, context): Promise<ConsumeResult> => {
        await run(message, context)
      }
    }
    const { replyTopics } = this.#options
    return replyWith(this.#replyProducer(), (message, context) => this.#answer(run(message, context)), {
      replyTopics,
    })
  }

  async #answer(outcome: Promise<unknown>): Promise<Reply | Refusal> {
    try {
      // JSON has no form of undefined.
      return { body: this.#codec.encode((await outcome) ?? null) }
    } catch (error) {
      return { refused: reasonOf(error) }
    }
  }

  /** Runs a handler between Nest's hooks for tracers, to its end. */
  #run(handler: MessageHandler, data: unknown, context: RocketMQContext): Promise<unknown> {
    const transportId = this.transportId as symbol
    return new Promise((resolve, reject) => {
      this.onProcessingStartHook(transportId, context, async () => {
        try {
          const result: unknown = await handler(data, context)
          resolve(isObservable(result) ? await lastValueFrom(result, { defaultValue: undefined }) : result)
        } catch (error) {
          reject(new Error(reasonOf(error), { cause: error }))
        } finally {
          this.onProcessingEndHook?.(transportId, context)
        }
      })
    })
  }

  #replyProducer(): Producer {
    this.#producer ??= new Producer(clientOptions(this.#options))
    return this.#producer
  }
}

/** What Nest's exception filters make of what a handler threw is an object with a message. */
function reasonOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message)
  return typeof error === 'object' ? JSON.stringify(error) : String(error)
}

/** Those options that a producer has, too. */
function clientOptions(options: RocketMQServerOptions) {
  const {
    codec: _codec,
    replyTopics: _replyTopics,
    consumerGroup: _consumerGroup,
    concurrency: _concurrency,
    invisibleDurationMs: _invisibleDurationMs,
    maxCachedMessages: _maxCachedMessages,
    maxCachedBytes: _maxCachedBytes,
    ...client
  } = options
  return client
}
