import { ItemFailure } from '../batch/item-failure.js'
import type { Client } from '../client/client.js'
import { pause } from '../client/pause.js'
import { RocketMQError } from '../errors.js'
import { BufferPool } from '../pool/buffer-pool.js'
import { exponentialBackoff, jitter, type RetryPolicy } from '../remoting/retry-policy.js'
import { rpcs } from '../remoting/rpc-table.js'
import { SendEncoder } from '../remoting/send-codec.js'
import { readSendReply, type SendOutcome } from '../remoting/send-reply.js'
import type { MessageQueue } from '../route/message-queue.js'
import type { EndpointIsolation } from './endpoint-isolation.js'
import type { Envelope } from './envelope.js'
import type { ProducerCounter } from './producer-counter.js'
import type { PublishingTopic } from './publishing-topic.js'
import type { SendReceipt } from './send-receipt.js'

/**
 * The slowest link a request's deadline allows for, in bytes a millisecond (1 MiB/s): a fixed deadline would
 * time large requests out on a slow link, and each repetition would double the messages.
 */
const MINIMUM_BYTES_PER_MS = 1024

/** gRPC's own compression doubles the cost of a small call, and gains nothing on it. */
const WIRE_COMPRESSION_THRESHOLD = 1024

const DEFAULT_BACKOFF = exponentialBackoff(Number.POSITIVE_INFINITY, 10, 1_000, 2)

/** A wait between attempts is never longer than this, so that a broker that is back is found within a second. */
const MAX_WAIT_UNREACHABLE_MS = 300

/** What came of each message, in the order of the batch. */
export type Outcome = SendReceipt | ItemFailure

/** Sends one batch until it is stored, refused, or out of time. */
export class Dispatcher {
  readonly #client: Client
  readonly #isolation: EndpointIsolation
  readonly #counter: ProducerCounter
  readonly #encoder: SendEncoder
  readonly #compress: boolean
  readonly buffers = new BufferPool({ name: 'encode buffers' })
  /** The server's backoff, from its settings. */
  backoff: RetryPolicy = DEFAULT_BACKOFF

  constructor(client: Client, isolation: EndpointIsolation, counter: ProducerCounter, compress: boolean) {
    this.#client = client
    this.#isolation = isolation
    this.#counter = counter
    this.#compress = compress
    this.#encoder = new SendEncoder(client.configuration.namespace, bornHostOf(client.id))
  }

  /**
   * @param signal fires when the producer's close deadline passed; waiting for another attempt ends then
   * @throws RocketMQError if the server refused the batch, for every message of it
   */
  async dispatch(
    topic: PublishingTopic,
    envelopes: readonly Envelope[],
    signal: AbortSignal,
  ): Promise<readonly Outcome[]> {
    const outcomes = new Array<Outcome>(envelopes.length)
    let last: RocketMQError | undefined
    for (let attempt = 1; ; attempt++) {
      const live = settleExpired(envelopes, outcomes, last)
      if (live.length === 0) return outcomes
      const queue = pick(topic, live[0] as Envelope)
      try {
        await this.#attempt(topic, queue, live, envelopes, outcomes, signal)
        return outcomes
      } catch (error) {
        last = RocketMQError.from(error)
        if (isFinal(last, live.length, attempt) || signal.aborted) throw last
        this.#counter.noteRetry()
        this.#noteTrouble(topic, queue, last)
        await pause(this.#delayMs(last, attempt, topic), signal)
      }
    }
  }

  async #attempt(
    topic: PublishingTopic,
    queue: MessageQueue,
    live: readonly Envelope[],
    envelopes: readonly Envelope[],
    outcomes: Outcome[],
    signal: AbortSignal,
  ): Promise<void> {
    if (live.length > 1 && !topic.mayCoalesceAt(queue)) {
      // The batch was gathered for a server that kept batches whole; this one may not.
      await Promise.all(
        live.map(async envelope => {
          const [outcome] = await this.dispatch(topic, [envelope], signal)
          outcomes[envelopes.indexOf(envelope)] = outcome as Outcome
        }),
      )
      return
    }
    const sent = await this.#request(queue, live)
    const now = performance.now()
    let index = 0
    for (let slot = 0; slot < outcomes.length; slot++) {
      if (outcomes[slot] !== undefined) continue
      const envelope = envelopes[slot] as Envelope
      outcomes[slot] = receipt(envelope, sent, index, queue.endpoints.key)
      this.#counter.noteSuccess(envelope, now)
      index += 1
    }
    this.#counter.noteRate(live.length)
  }

  async #request(queue: MessageQueue, messages: readonly Envelope[]): Promise<SendOutcome> {
    let bound = 0
    for (const message of messages) bound += SendEncoder.sizeBound(message)
    const buffer = this.buffers.acquire(bound)
    try {
      const payload = this.#encoder.encode(messages, buffer)
      const reply = await this.#client.rpc.callEncoded(queue.endpoints, rpcs.sendMessage, payload, {
        timeoutMs:
          this.#client.configuration.requestTimeoutMs + Math.ceil(payload.length / MINIMUM_BYTES_PER_MS),
        compress: this.#compress && payload.length >= WIRE_COMPRESSION_THRESHOLD,
      })
      return readSendReply(reply, messages.length, queue.topic, queue.endpoints.key)
    } finally {
      this.buffers.release(buffer)
    }
  }

  #noteTrouble(topic: PublishingTopic, queue: MessageQueue, error: RocketMQError): void {
    if (error.serverCode !== undefined) return
    this.#isolation.isolate(queue.endpoints)
    this.#client.routes.refresh(topic.name).catch(() => {})
  }

  #delayMs(error: RocketMQError, attempt: number, topic: PublishingTopic): number {
    if (error.code === 'TOO_MANY_REQUESTS') return jitter(this.backoff.delayMs(attempt + 1))
    const delay = jitter(this.backoff.delayMs(attempt))
    if (error.serverCode !== undefined) return delay
    // Another broker can be tried at once, until each has had its turn.
    return attempt < topic.balancer.size ? 0 : Math.min(delay, MAX_WAIT_UNREACHABLE_MS)
  }
}

/** The messages that still have time; the others are settled as timed out. */
function settleExpired(
  envelopes: readonly Envelope[],
  outcomes: Outcome[],
  last: RocketMQError | undefined,
): readonly Envelope[] {
  const now = performance.now()
  let expired = false
  for (let slot = 0; slot < envelopes.length; slot++) {
    const envelope = envelopes[slot] as Envelope
    if (outcomes[slot] !== undefined) expired = true
    else if (envelope.deadline <= now) {
      expired = true
      outcomes[slot] = new ItemFailure(outOfTime(envelope, last))
    }
  }
  return expired ? envelopes.filter((_, slot) => outcomes[slot] === undefined) : envelopes
}

function outOfTime(envelope: Envelope, last: RocketMQError | undefined): RocketMQError {
  const waited = Math.round(performance.now() - envelope.sentAt)
  const reason = last === undefined ? 'it was still waiting to leave' : last.message
  return new RocketMQError(
    'TIMEOUT',
    `message ${envelope.messageId} to ${envelope.topic} was not confirmed within ${waited} ms: ${reason}. ` +
      'It may still have been stored if a reply was lost',
    { retryable: true, cause: last },
  )
}

function pick(topic: PublishingTopic, envelope: Envelope): MessageQueue {
  const group = envelope.messageGroup
  return group === undefined ? topic.balancer.pick() : topic.balancer.pickFor(group)
}

/**
 * Whether to stop trying. A LOCAL server answers every failure of its broker with INTERNAL_SERVER_ERROR, also
 * one that a single message causes, so a batch that met it twice goes back to be split.
 */
function isFinal(error: RocketMQError, messages: number, attempt: number): boolean {
  if (!error.retryable) return true
  return error.code === 'INTERNAL_SERVER_ERROR' && messages > 1 && attempt >= 2
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

function bornHostOf(clientId: string): string {
  return clientId.slice(0, clientId.indexOf('@'))
}
