import { setTimeout as sleep } from 'node:timers/promises'
import { apache } from '../../src/wire/generated/protocol.js'
import type { RawClient, RawClientOptions, RawTelemetry } from '../support/raw-client.js'

import v2 = apache.rocketmq.v2

/** What a {@link RawConsumer} is to the server. */
export interface RawConsumerOptions {
  group: string
  /** The topic it receives from. */
  topic: string
  clientType?: v2.ClientType
  client?: RawClientOptions
}

/** What one receive asks for. */
export interface ReceiveWish {
  max?: number
  /** Default two minutes: what a test holds must not come again because the machine is slow. */
  invisibleMs?: number
  filter?: v2.IFilterExpression
  attemptId?: string
  autoRenew?: boolean
  pollMs?: number
  /** The deadline of the call; 0 for none. */
  timeoutMs?: number
  /** Cancels the call. */
  signal?: AbortSignal
}

/** One answer to a receive. */
export interface Reception {
  readonly code: string
  readonly messages: v2.IMessage[]
  /** What the answer was made of, in order: `status`, `message`, `deliveryTimestamp`. */
  readonly order: string[]
}

/** What a receive is answered that is to be made again; the last two by a server that is too busy for the moment. */
const NOTHING_WRONG: ReadonlySet<string> = new Set([
  'OK',
  'MESSAGE_NOT_FOUND',
  'TOO_MANY_REQUESTS',
  'PROXY_TIMEOUT',
])

/** A consumer made of nothing but the protocol. */
export class RawConsumer {
  readonly client: RawClient
  readonly telemetry: RawTelemetry
  readonly group: string
  readonly topic: string
  readonly #clientType: v2.ClientType
  #settings: v2.ISettings = {}

  constructor(client: RawClient, options: RawConsumerOptions) {
    this.client = client
    this.group = options.group
    this.topic = options.topic
    this.#clientType = options.clientType ?? v2.ClientType.SIMPLE_CONSUMER
    this.telemetry = client.telemetry()
  }

  /** The settings the server answered with. */
  get settings(): v2.ISettings {
    return this.#settings
  }

  /** Sends Settings and waits for the server's. */
  async register(): Promise<void> {
    const subscriptions = [{ topic: { name: this.topic }, expression: { type: 1, expression: '*' } }]
    this.telemetry.write({
      settings: {
        clientType: this.#clientType,
        accessPoint: {},
        requestTimeout: { seconds: 3 },
        userAgent: { language: v2.Language.JAVA, version: '5.2.0' },
        subscription: { group: { name: this.group }, subscriptions },
      },
    })
    const ended = this.telemetry.ended.then(({ details }) => Promise.reject(new Error(details)))
    const answer = await Promise.race([this.telemetry.next(), ended])
    ended.catch(() => {})
    this.#settings = answer.settings ?? {}
  }

  /** One receive. */
  async receive(wish: ReceiveWish = {}): Promise<Reception> {
    const { max = 32, invisibleMs = 120_000, pollMs = 5000, timeoutMs = 120_000 } = wish
    const pieces = await this.client.receive(
      {
        group: { name: this.group },
        messageQueue: { topic: { name: this.topic }, broker: {} },
        filterExpression: wish.filter ?? { type: v2.FilterType.TAG, expression: '*' },
        batchSize: max,
        invisibleDuration: durationOf(invisibleMs),
        autoRenew: wish.autoRenew ?? false,
        longPollingTimeout: durationOf(pollMs),
        attemptId: wish.attemptId ?? null,
      },
      timeoutMs,
      wish.signal,
    )
    const messages = pieces.flatMap(piece => (piece.content === 'message' ? [piece.message ?? {}] : []))
    const status = pieces.find(piece => piece.content === 'status')?.status
    return {
      code: v2.Code[status?.code ?? 0] ?? '',
      messages,
      order: pieces.map(piece => piece.content ?? ''),
    }
  }

  /**
   * Receives until it has `count` messages; fails after `timeoutMs` milliseconds. What a server delivers a second time
   * meanwhile, as it may, is there once.
   */
  async receiveAll(count: number, wish: ReceiveWish = {}, timeoutMs = 120_000): Promise<v2.IMessage[]> {
    const end = Date.now() + timeoutMs
    const got = new Map<unknown, v2.IMessage>()
    while (got.size < count) {
      if (Date.now() > end) throw new Error(`got ${got.size} of ${count} messages`)
      const { code, messages } = await this.receive(wish)
      if (!NOTHING_WRONG.has(code)) throw new Error(`receive: ${code}`)
      for (const each of messages)
        if (!got.has(each.systemProperties?.messageId)) got.set(each.systemProperties?.messageId, each)
      if (messages.length === 0) await sleep(20)
    }
    return [...got.values()]
  }

  /** The next message. */
  async receiveOne(wish: ReceiveWish = {}, timeoutMs = 120_000): Promise<v2.IMessage> {
    const [first] = await this.receiveAll(1, { ...wish, max: 1 }, timeoutMs)
    return first as v2.IMessage
  }

  acknowledge(...messages: v2.IMessage[]): Promise<v2.AckMessageResponse> {
    return this.client.acknowledge({
      group: { name: this.group },
      topic: { name: this.topic },
      entries: messages.map(receiptOf),
    })
  }

  changeInvisible(
    message: v2.IMessage,
    ms: number,
    suspend = false,
  ): Promise<v2.ChangeInvisibleDurationResponse> {
    return this.client.changeInvisible({
      group: { name: this.group },
      topic: { name: this.topic },
      ...receiptOf(message),
      invisibleDuration: durationOf(ms),
      suspend,
    })
  }

  forwardToDeadLetters(message: v2.IMessage): Promise<v2.ForwardMessageToDeadLetterQueueResponse> {
    return this.client.forwardToDeadLetters({
      group: { name: this.group },
      topic: { name: this.topic },
      ...receiptOf(message),
      deliveryAttempt: message.systemProperties?.deliveryAttempt ?? 1,
      maxDeliveryAttempts: 16,
    })
  }

  heartbeat(): Promise<v2.HeartbeatResponse> {
    return this.client.heartbeat({ group: { name: this.group }, clientType: this.#clientType })
  }

  terminate(): Promise<v2.NotifyClientTerminationResponse> {
    return this.client.terminate({ group: { name: this.group } })
  }

  close(): void {
    this.telemetry.close()
  }
}

/** What a delivery is acknowledged by. */
export function receiptOf({ systemProperties }: v2.IMessage) {
  const { messageId = '', receiptHandle = '', liteTopic } = systemProperties ?? {}
  return {
    messageId: messageId ?? '',
    receiptHandle: receiptHandle ?? '',
    ...(liteTopic == null ? {} : { liteTopic }),
  }
}

/** The body of a message, as text. */
export function textOf(message: v2.IMessage): string {
  return Buffer.from(message.body ?? []).toString()
}

function durationOf(ms: number): { seconds: number; nanos: number } {
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 }
}
