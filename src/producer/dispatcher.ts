import { ItemFailure } from '../batch/batch-options.js'
import type { Client } from '../client/client.js'
import { RocketMQError } from '../errors.js'
import type { ProducerCalls } from '../remoting/producer-calls.js'
import { UnexplainedRefusal } from '../remoting/transport-error.js'
import type { MessageQueue } from '../route/topic-route.js'
import { EncodingError, type SendOutcome } from '../wire/send-codec.js'
import type { Envelope } from './envelope.js'
import {
  isEndpointTrouble,
  isRouteTrouble,
  mayBeOneMessagesFault,
  ROUTE_AGE_MS,
  storedNothing,
  verdictAlone,
} from './failure-policy.js'
import type { ProducerCounter } from './producer-counter.js'
import type { PublishingTopic } from './publishing-topic.js'

/** How long after a failure a proxy may yet hear that a broker is lost, in milliseconds: it asks every twenty seconds. */
const TROUBLED_MS = 30_000

/** Codes of the server that mean: stored, but not yet as safely as the broker is configured for. */
export type DurabilityMark = 'MASTER_PERSISTENCE_TIMEOUT' | 'SLAVE_PERSISTENCE_TIMEOUT' | 'HA_NOT_AVAILABLE'

/** What the broker says of a message that it has stored. */
export interface SendReceipt {
  /** The id the message carries; consumers see the same. */
  readonly messageId: string
  /** The topic it is stored in. */
  readonly topic: string
  /** The message's place in its queue. Messages sent in one batch stand side by side in one queue. */
  readonly offset: number
  /** `host:port` of the endpoint that took it. */
  readonly endpoint: string
  /** Id of the transaction, for messages sent in one. */
  readonly transactionId?: string
  /** What {@link Producer.recall} takes, for delayed messages that can still be recalled. */
  readonly recallHandle?: string
  /**
   * Present if the message is stored, but was not flushed to disk or replicated in the broker's time:
   * a crash of the broker right now may lose it. Sending it again would double it.
   */
  readonly durability?: DurabilityMark
}

/** What came of each message, in the order of the batch. */
export type Outcome = SendReceipt | ItemFailure

/** Makes one attempt to have a batch stored, in one request. */
export class Dispatcher {
  readonly #calls: ProducerCalls
  readonly #client: Client
  readonly #counter: ProducerCounter
  readonly #maxAttempts: number
  /** When a request failed last for what may be the loss of a broker behind a proxy, on the clock of `performance.now()`. */
  #troubledAt = Number.NEGATIVE_INFINITY

  /** @param maxAttempts how often a message may be sent */
  constructor(calls: ProducerCalls, client: Client, counter: ProducerCounter, maxAttempts: number) {
    this.#calls = calls
    this.#client = client
    this.#counter = counter
    this.#maxAttempts = maxAttempts
  }

  /**
   * Messages whose time is over, or that cannot be written, get a failure of their own; the others are sent, and
   * stored all or none.
   *
   * @param attempt the number of this attempt, from 1
   * @throws RocketMQError why none was stored, or may have been
   */
  async attempt(
    topic: PublishingTopic,
    envelopes: readonly Envelope[],
    attempt: number,
  ): Promise<readonly Outcome[]> {
    const live = sendable(envelopes)
    if (live.length === 0) return envelopes.map(each => tooLate(each, topic.obstacle(each)))
    if (attempt > 1) this.#counter.noteRetry(topic.name)
    let queue: MessageQueue | undefined
    try {
      // A proxy does not tell when it moves groups, also those of brokers that live; the newest route shows it.
      if (this.#mayMove(topic, live[0] as Envelope))
        await this.#client.routes.refresh(topic.name).catch(() => {})
      queue = topic.pick(live[0] as Envelope)
      if (live.length > 1) await topic.ensureKeptWhole(queue)
      const sent = await this.#calls.send(queue, live, timeOf(live))
      topic.isUnknown = false
      this.#counter.noteRate(live.length)
      return receipts(envelopes, live, sent, queue.endpoints.key)
    } catch (error) {
      if (error instanceof EncodingError) {
        ;(live[error.index] as Envelope).verdict = error
        return this.attempt(topic, envelopes, attempt)
      }
      if (queue === undefined && (await this.#isWritableNow(topic, live[0] as Envelope))) {
        return this.attempt(topic, envelopes, attempt)
      }
      const retry = this.#onFailure(topic, queue, live, RocketMQError.from(error), attempt)
      if (retry !== undefined) throw retry
      return envelopes.map(each => givenUp(each))
    }
  }

  /** What to throw for the messages to be sent again; `undefined` if they are given up. */
  #onFailure(
    topic: PublishingTopic,
    queue: MessageQueue | undefined,
    live: readonly Envelope[],
    failure: RocketMQError,
    attempt: number,
  ): RocketMQError | undefined {
    const { code } = failure
    // The messages' own deadline ended the request, which says nothing about the endpoint.
    if (code === 'ABORTED' || (code === 'TIMEOUT' && isOver(live.at(-1) as Envelope))) return undefined
    this.#note(live, failure, attempt)
    if (queue !== undefined) this.#doubt(topic, queue, failure)
    if (code === 'TOPIC_NOT_FOUND') this.#noteUnknown(topic, failure)
    const [first] = live as [Envelope]
    if (first.verdict !== undefined) return undefined
    return live.length === 1 ? aloneFailed(first, failure) : failure
  }

  /** Whether a proxy may file a message group elsewhere than before, because it may know one broker less by now. */
  #mayMove(topic: PublishingTopic, { order }: Envelope): boolean {
    return order !== undefined && topic.waitsByProxy && performance.now() - this.#troubledAt < TROUBLED_MS
  }

  /** After a failure endpoints are passed over, and the route is looked at anew, since another may lead around it. */
  #doubt(topic: PublishingTopic, { endpoints }: MessageQueue, failure: RocketMQError): void {
    if (isEndpointTrouble(failure)) topic.passOver(endpoints)
    const isBrokers = topic.waitsByProxy && failure.retryable && failure.code !== 'TOO_MANY_REQUESTS'
    if (isBrokers) this.#troubledAt = performance.now()
    if (isBrokers || isRouteTrouble(failure)) this.#client.routes.refresh(topic.name).catch(() => {})
  }

  /** Reports it once, until a send to the topic succeeds again. */
  #noteUnknown(topic: PublishingTopic, failure: RocketMQError): void {
    if (topic.isUnknown) return
    topic.isUnknown = true
    const text = `sends to ${topic.name} are tried again until their time is over: ${failure.message}`
    this.#client.report('route', failure, text, { topic: topic.name })
  }

  /** Whether a topic that had no queue to write to has one by now: an operator may have enabled it again. */
  async #isWritableNow(topic: PublishingTopic, message: Envelope): Promise<boolean> {
    try {
      await this.#client.routes.fresh(topic.name, ROUTE_AGE_MS)
      return topic.obstacle(message) === undefined
    } catch {
      return false
    }
  }

  /** Keeps a failure with the messages it befell. */
  #note(messages: readonly Envelope[], failure: RocketMQError, attempt: number): void {
    const { length } = messages
    const isSplit = length > 1 && mayBeOneMessagesFault(failure, attempt)
    const isTried = (failure.retryable || isSplit) && !storedNothing(failure)
    for (const envelope of messages) {
      envelope.failure = failure
      envelope.endpoint = failure.endpoint ?? envelope.endpoint
      if (isTried) this.#count(envelope, failure)
    }
    if (isSplit && messages[0]?.verdict === undefined && failure instanceof UnexplainedRefusal) {
      this.#client.log('warn', `${length} messages are sent again in two parts: ${failure.message}`)
    }
  }

  #count(envelope: Envelope, failure: RocketMQError): void {
    envelope.attempts += 1
    if (envelope.attempts >= this.#maxAttempts) envelope.verdict = exhausted(envelope, failure)
  }
}

/** How long an answer is waited for at most: until the deadline of the message that was sent last. */
function timeOf(messages: readonly Envelope[]): number {
  const { deadline } = messages.at(-1) as Envelope
  return Math.max(1, Math.ceil(deadline - performance.now()))
}

function aloneFailed(envelope: Envelope, failure: RocketMQError): RocketMQError {
  envelope.refusals = failure instanceof UnexplainedRefusal ? envelope.refusals + 1 : 0
  return verdictAlone(failure, envelope.refusals)
}

function sendable(envelopes: readonly Envelope[]): readonly Envelope[] {
  const now = performance.now()
  const isDone = (each: Envelope) => isOver(each, now) || each.verdict !== undefined
  return envelopes.some(isDone) ? envelopes.filter(each => !isDone(each)) : envelopes
}

function isOver({ deadline }: Envelope, now = performance.now()): boolean {
  return deadline <= now
}

function givenUp(envelope: Envelope): ItemFailure {
  return new ItemFailure(envelope.verdict ?? expired(envelope))
}

/** @param obstacle why it could not leave, if it was not only its turn that came too late */
function tooLate(envelope: Envelope, obstacle: RocketMQError | undefined): ItemFailure {
  if (envelope.verdict !== undefined || envelope.failure !== undefined) return givenUp(envelope)
  const { messageId, topic, sentAt } = envelope
  const waited = Math.round(performance.now() - sentAt)
  const reason = obstacle?.message ?? 'messages that were sent before it took all of its time'
  return new ItemFailure(
    new RocketMQError(
      'TIMEOUT',
      `message ${messageId} to ${topic} did not leave within ${waited} ms: ${reason}`,
      {
        retryable: true,
        cause: obstacle,
      },
    ),
  )
}

function exhausted({ messageId, topic, attempts }: Envelope, failure: RocketMQError): RocketMQError {
  return new RocketMQError(
    failure.code,
    `message ${messageId} to ${topic} was not confirmed in ${attempts === 1 ? 'one attempt' : `${attempts} attempts`}, ` +
      `and maxAttempts allows no more: ${failure.message}. It may still have been stored if a reply was lost`,
    { retryable: true, cause: failure },
  )
}

function expired({ messageId, topic, sentAt, failure }: Envelope): RocketMQError {
  const waited = Math.round(performance.now() - sentAt)
  const reason = failure === undefined ? 'the server did not answer in time' : failure.message
  return new RocketMQError(
    // A topic that stayed unknown all the time is most often one that was deleted.
    failure?.code === 'TOPIC_NOT_FOUND' ? failure.code : 'TIMEOUT',
    `message ${messageId} to ${topic} was not confirmed within ${waited} ms: ${reason}. ` +
      'It may still have been stored if a reply was lost',
    { retryable: true, cause: failure },
  )
}

function receipts(
  envelopes: readonly Envelope[],
  live: readonly Envelope[],
  sent: SendOutcome,
  endpoint: string,
): Outcome[] {
  const now = performance.now()
  let index = 0
  return envelopes.map(envelope => {
    if (envelope !== live[index]) return givenUp(envelope)
    envelope.storedAt = now
    envelope.endpoint = endpoint
    return receipt(envelope, sent, index++, endpoint)
  })
}

function receipt(envelope: Envelope, sent: SendOutcome, index: number, endpoint: string): SendReceipt {
  const base = {
    messageId: envelope.messageId,
    topic: envelope.topic,
    offset: sent.offsets?.[index] ?? sent.firstOffset + index,
    endpoint,
  }
  if (!sent.special && envelope.messageType !== 'TRANSACTION') return base
  return {
    ...base,
    ...(envelope.messageType === 'TRANSACTION' ? { transactionId: sent.transactionId } : {}),
    ...(sent.recallHandle === undefined ? {} : { recallHandle: sent.recallHandle }),
    ...(sent.durability === undefined ? {} : { durability: sent.durability }),
  }
}
