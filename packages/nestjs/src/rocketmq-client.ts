import { ClientProxy, type ReadPacket, type WritePacket } from '@nestjs/microservices'
import {
  type Codec,
  defineTopic,
  json,
  type Message,
  Producer,
  type ProducerOptions,
  Requester,
  type RequesterOptions,
} from 'rocketmq-jet'
import { RocketMQRecord } from './rocketmq-record.js'

/** Options of a {@link RocketMQClient}: those of a producer, and for `send()` those of a requester. */
export interface RocketMQClientOptions
  extends ProducerOptions,
    Partial<Pick<RequesterOptions, 'replyTopic' | 'replyTopicType' | 'consumerGroup' | 'timeoutMs'>> {
  /** How data become bodies, and replies data. Default `json()`. */
  codec?: Codec<unknown> | undefined
}

/**
 * Sends messages of a Nest application: `ClientsModule.register([{ name, customClass: RocketMQClient, options }])`.
 *
 * `emit(topic, data)` completes when the broker has stored the message; `send(topic, data)` waits for the reply, and
 * needs `replyTopic` and `consumerGroup`, a group of this process alone unless the reply topic is of type LITE. Data
 * may be a `RocketMQRecord`, which has tag, keys and the like.
 */
export class RocketMQClient extends ClientProxy {
  readonly #codec: Codec<unknown>
  readonly #producer: Producer
  readonly #requester: Requester | undefined

  constructor(options: RocketMQClientOptions) {
    super()
    const { codec, replyTopic, replyTopicType, consumerGroup, timeoutMs, ...producer } = options
    this.#codec = codec ?? json<unknown>()
    this.#producer = new Producer(producer)
    if (replyTopic === undefined || consumerGroup === undefined) return
    const { endpoints, credentials, tls, namespace, requestTimeoutMs, transport, logger, onError, monitor } =
      producer
    const shared = {
      endpoints,
      credentials,
      tls,
      namespace,
      requestTimeoutMs,
      transport,
      logger,
      onError,
      monitor,
    }
    const replies = { replyTopic, replyTopicType, consumerGroup, timeoutMs }
    this.#requester = new Requester({ ...shared, ...replies, producer: this.#producer })
  }

  async connect(): Promise<void> {
    await Promise.all([this.#producer.start(), this.#requester?.start()])
  }

  async close(): Promise<void> {
    await this.#requester?.close()
    await this.#producer.close()
  }

  /** The producer. */
  unwrap<T = Producer>(): T {
    return this.#producer as T
  }

  protected publish(packet: ReadPacket, callback: (packet: WritePacket) => void): () => void {
    const controller = new AbortController()
    this.#request(packet, controller.signal).then(
      response => callback({ response, isDisposed: true }),
      err => callback({ err, isDisposed: true }),
    )
    return () => controller.abort()
  }

  protected async dispatchEvent<T>(packet: ReadPacket): Promise<T> {
    return (await this.#producer.send(this.#messageOf(packet))) as T
  }

  async #request(packet: ReadPacket, signal: AbortSignal): Promise<unknown> {
    if (this.#requester === undefined) {
      throw new Error(
        'send() waits for a reply: give the options replyTopic and consumerGroup, or use emit() for an event',
      )
    }
    const reply = await this.#requester.request(this.#messageOf(packet), { signal })
    return defineTopic(reply.topic, this.#codec).read(reply)
  }

  #messageOf({ pattern, data }: ReadPacket): Message {
    const topic = defineTopic(this.normalizePattern(pattern), this.#codec)
    return data instanceof RocketMQRecord
      ? topic.message(data.data, data.fields)
      : topic.message(data ?? null)
  }
}
