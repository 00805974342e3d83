import type { ClientState, StartOptions } from '../client/lifecycle.js'
import { RocketMQError } from '../errors.js'
import type { Message } from '../message/message.js'
import { messageTypeOf } from '../message/message.js'
import { travelsAlone, validateMessage } from '../message/message-validation.js'
import type { ServerSettings } from '../wire/settings.js'
import type { Envelope } from './envelope.js'
import type { MessageLimits, ProducerConfiguration } from './producer-options.js'
import type { PublishingTopics } from './publishing-topics.js'
import type { SendPipeline } from './send-pipeline.js'
import type { SendReceipt } from './send-receipt.js'
import { WaitingSends } from './waiting-sends.js'

/** Body limit until the server's settings say otherwise. */
export const DEFAULT_MAX_BODY_BYTES = 4 * 1024 * 1024

const NONE = Number.POSITIVE_INFINITY
const UNLIMITED = {
  maxBodyBytes: NONE,
  maxDelayMs: NONE,
  maxMessageGroupBytes: NONE,
  maxLiteTopicLength: NONE,
  maxProperties: NONE,
  maxPropertyBytes: NONE,
}

/** The producer, as far as its messages depend on it. */
export interface IntakeOwner {
  readonly state: ClientState
  start(options: StartOptions): Promise<void>
}

/**
 * Takes messages in: refuses what the server would refuse, lets those wait whose topic is not ready, and hands
 * them to the {@link SendPipeline}.
 */
export class MessageIntake {
  readonly #owner: IntakeOwner
  readonly #topics: PublishingTopics
  readonly #pipeline: SendPipeline
  readonly #waiting: WaitingSends
  /** What is refused here of messages that may share a request, where one of them would fail all. */
  readonly #limits: MessageLimits & { maxBodyBytes: number }
  /** The others are for the server to judge. How large a body may be is left open until it said that. */
  readonly #aloneLimits = { ...UNLIMITED }

  constructor(
    owner: IntakeOwner,
    configuration: ProducerConfiguration,
    topics: PublishingTopics,
    pipeline: SendPipeline,
  ) {
    this.#owner = owner
    this.#topics = topics
    this.#pipeline = pipeline
    this.#limits = { ...configuration.limits, maxBodyBytes: NONE }
    const { onFull, bufferSize, bufferBytes } = configuration.batch
    this.#waiting = new WaitingSends({
      start: timeoutMs => owner.start({ timeoutMs }),
      prepare: topic => topics.prepare(topic),
      limits: onFull === 'reject' ? { sends: bufferSize, bytes: bufferBytes } : undefined,
    })
  }

  /** Messages that wait for their topic. */
  get waiting(): number {
    return this.#waiting.count
  }

  /** Obeys what the server's settings say of messages. */
  useSettings({ maxBodyBytes, validateMessageType }: ServerSettings): void {
    this.#limits.maxBodyBytes = maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES
    this.#aloneLimits.maxBodyBytes = this.#limits.maxBodyBytes
    this.#pipeline.rules = { maxBodyBytes: this.#limits.maxBodyBytes, validateMessageType }
  }

  send(message: Message, transactional: boolean, signal: AbortSignal | undefined): Promise<SendReceipt> {
    let envelope: Envelope
    try {
      envelope = this.#take(message, transactional, signal)
    } catch (error) {
      return Promise.reject(error)
    }
    return this.#go(envelope, signal)
  }

  /**
   * Sends messages once all are taken over, each as it is when the iterator gives it.
   *
   * @throws RocketMQError for the first that is refused, or what the iterator throws; none is sent then
   */
  sendAll(messages: Iterable<Message>, signal: AbortSignal | undefined): Promise<SendReceipt>[] {
    const envelopes: Envelope[] = []
    try {
      for (const message of messages) envelopes.push(this.#take(message, false, signal))
    } catch (error) {
      for (const envelope of envelopes) this.#pipeline.giveBack(envelope)
      throw error
    }
    return envelopes.map(envelope => this.#go(envelope, signal))
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

  /**
   * Takes over what a message says. One that is refused is counted and told as a send that failed.
   *
   * @throws RocketMQError with the code the server would refuse it with, CLOSED, or ABORTED
   */
  #take(message: Message, transactional: boolean, signal: AbortSignal | undefined): Envelope {
    const sentAt = performance.now()
    const { state } = this.#owner
    try {
      if (state === 'closing' || state === 'closed')
        throw new RocketMQError('CLOSED', `send: the producer is ${state}`)
      if (signal?.aborted)
        throw new RocketMQError('ABORTED', 'send: the signal was aborted before', { cause: signal.reason })
      const bodyBytes = this.#validate(message)
      return this.#pipeline.take(message, messageTypeOf(message, transactional), bodyBytes, sentAt)
    } catch (error) {
      throw this.#pipeline.refuse(message, sentAt, error)
    }
  }

  #go(envelope: Envelope, signal: AbortSignal | undefined): Promise<SendReceipt> {
    this.#pipeline.begin(envelope)
    const topic = this.#topics.get(envelope.topic)
    if (topic === undefined || this.#owner.state !== 'running' || this.#waiting.has(envelope.topic)) {
      return this.#wait(envelope, signal)
    }
    return this.#pipeline.enqueue(topic, envelope, signal)
  }

  /** Sends the message as soon as its topic is ready. */
  #wait(envelope: Envelope, signal: AbortSignal | undefined): Promise<SendReceipt> {
    return new Promise((resolve, reject) => {
      this.#waiting.add({
        topic: envelope.topic,
        bodyBytes: envelope.bodyBytes,
        deadline: envelope.deadline,
        signal,
        proceed: topic => resolve(this.#pipeline.enqueue(topic, envelope, signal)),
        fail: error => reject(this.#pipeline.fail(envelope, error)),
      })
    })
  }

  /** The length of the body in bytes. */
  #validate(message: Message): number {
    return validateMessage(message, travelsAlone(message) ? this.#aloneLimits : this.#limits)
  }
}
