import { AsyncResource } from 'node:async_hooks'
import type { ClientState } from '../client/lifecycle.js'
import { RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import { type MessageType, messageTypeOf } from '../message/message-type.js'
import { validateMessage } from '../message/message-validation.js'
import type { ProducerCounter } from './producer-counter.js'
import type { ProducerConfiguration } from './producer-options.js'
import type { PublishingTopic } from './publishing-topic.js'
import type { PublishingTopics } from './publishing-topics.js'
import type { SendPipeline } from './send-pipeline.js'
import type { SendReceipt } from './send-receipt.js'
import { WaitingSends } from './waiting-sends.js'

/** Body limit until the server's settings say otherwise. */
export const DEFAULT_MAX_BODY_BYTES = 4 * 1024 * 1024

/** The producer, as far as its messages depend on it. */
export interface IntakeOwner {
  readonly state: ClientState
  start(): Promise<void>
}

/**
 * Takes messages in: refuses what the server would refuse, lets those wait whose topic is not ready, and hands
 * them to the {@link SendPipeline}.
 */
export class MessageIntake {
  readonly #owner: IntakeOwner
  readonly #topics: PublishingTopics
  readonly #pipeline: SendPipeline
  readonly #counter: ProducerCounter
  readonly #deliveryTimeoutMs: number
  readonly #waiting: WaitingSends
  readonly #limits = { maxBodyBytes: DEFAULT_MAX_BODY_BYTES }

  constructor(
    owner: IntakeOwner,
    configuration: ProducerConfiguration,
    topics: PublishingTopics,
    pipeline: SendPipeline,
    counter: ProducerCounter,
  ) {
    this.#owner = owner
    this.#topics = topics
    this.#pipeline = pipeline
    this.#counter = counter
    this.#deliveryTimeoutMs = configuration.deliveryTimeoutMs
    const { onFull, bufferSize, bufferBytes } = configuration.batch
    this.#waiting = new WaitingSends({
      start: () => owner.start(),
      prepare: topic => topics.prepare(topic),
      limits: onFull === 'reject' ? { sends: bufferSize, bytes: bufferBytes } : undefined,
    })
  }

  /** Messages that wait for their topic. */
  get waiting(): number {
    return this.#waiting.count
  }

  /** Largest body the server takes, as its settings say. */
  set maxBodyBytes(bytes: number) {
    this.#limits.maxBodyBytes = bytes
  }

  /**
   * Checks a message without sending it; gives the length of its body in bytes.
   *
   * @throws RocketMQError with the code the server would refuse it with
   */
  validate(message: Message): number {
    return validateMessage(message, this.#limits)
  }

  send(message: Message, transactional: boolean, signal: AbortSignal | undefined): Promise<SendReceipt> {
    this.#counter.noteSend()
    const sentAt = performance.now()
    try {
      const { state } = this.#owner
      if (state === 'closing' || state === 'closed')
        throw new RocketMQError('CLOSED', `send: the producer is ${state}`)
      if (signal?.aborted)
        throw new RocketMQError('ABORTED', 'send: the signal was aborted before', { cause: signal.reason })
      const bodyBytes = this.validate(message)
      const type = messageTypeOf(message, transactional)
      const topic = this.#topics.get(message.topic)
      if (topic === undefined || state !== 'running' || this.#waiting.has(message.topic)) {
        return this.#wait(message, type, bodyBytes, sentAt, signal)
      }
      return this.#enqueue(topic, message, type, bodyBytes, sentAt, signal)
    } catch (error) {
      return Promise.reject(this.#noteFailure(error))
    }
  }

  /** Settles when everything sent before has settled. */
  async flush(): Promise<void> {
    if (this.#waiting.count > 0) await this.#waiting.idle()
    await this.#pipeline.flush()
  }

  /** Lets those go on that wait, until `deadline`; gives the number of those given up. */
  async close(deadline: number): Promise<number> {
    return this.#waiting.count === 0 ? 0 : this.#waiting.close(deadline)
  }

  /** Sends the message as soon as its topic is ready. */
  #wait(
    message: Message,
    type: MessageType,
    bodyBytes: number,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<SendReceipt> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown) => reject(this.#noteFailure(error))
      this.#waiting.add({
        topic: message.topic,
        bodyBytes,
        deadline: sentAt + this.#deliveryTimeoutMs,
        signal,
        fail,
        // All that wait go on together: each in the context of its own caller, by which tracers find its parent.
        proceed: AsyncResource.bind((topic: PublishingTopic) => {
          try {
            resolve(this.#enqueue(topic, message, type, bodyBytes, sentAt, signal))
          } catch (error) {
            fail(error)
          }
        }),
      })
    })
  }

  #enqueue(
    topic: PublishingTopic,
    message: Message,
    type: MessageType,
    bodyBytes: number,
    sentAt: number,
    signal: AbortSignal | undefined,
  ): Promise<SendReceipt> {
    topic.check(type)
    return this.#pipeline.enqueue(topic, message, type, bodyBytes, sentAt, signal)
  }

  #noteFailure(error: unknown): RocketMQError {
    const failure = RocketMQError.from(error)
    this.#counter.noteFailure(undefined, failure)
    return failure
  }
}
