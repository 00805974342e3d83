import { getHeapStatistics } from 'node:v8'
import type { MessageView } from '../message/message-view.js'
import { type OptionCheck, readOptions } from '../options/option-check.js'
import {
  CONSUMER_OPTION_NAMES,
  type ConsumerConfiguration,
  type ConsumerOptions,
  LITE_OPTION_NAMES,
  parseConsumerOptions,
  parseLiteOptions,
} from './consumer-options.js'

/** What a handler is told beside its message. */
export interface HandlerContext {
  /** Fires when the consumer is closed and its deadline passed: the message will be delivered again. */
  readonly signal: AbortSignal
  /** 1 for the first delivery, counting local retries of FIFO messages too. */
  readonly attempt: number
}

/**
 * Ask for a message again after some time, without counting this delivery as an attempt. In a FIFO group the
 * messages behind it wait too. Of a lite message, servers may count one suspended delivery, and no more.
 */
export interface Suspension {
  /** Milliseconds from 50 up; servers take 12 hours unless they are configured for more. */
  suspendMs: number
}

/**
 * What a handler may say. Returning is success, whatever it returns, but for `'FAILURE'` and a {@link Suspension};
 * throwing is failure. Other texts and objects are warned of once.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that succeeds is written without a return
export type ConsumeResult = void | 'SUCCESS' | 'FAILURE' | Suspension

/**
 * Handles one message. It runs in an asynchronous context of its own, which begins empty: an `AsyncLocalStorage` of
 * whoever made or started the consumer is not seen, nor what another run left there by `enterWith()`.
 */
export type MessageListener = (
  message: MessageView,
  context: HandlerContext,
) => ConsumeResult | Promise<ConsumeResult>

/** Names the messages of a batch that failed; the others succeeded. */
export interface BatchFailure {
  /**
   * Messages of the batch itself; one that is not in it makes the whole batch fail. A map holds with each message why
   * it failed, which is reported as if a handler of that message alone had thrown it.
   */
  failed: readonly MessageView[] | ReadonlySet<MessageView> | ReadonlyMap<MessageView, unknown>
}

/**
 * What a batch handler may say. Returning is success of all, whatever it returns, but for `'FAILURE'`, which fails
 * all, and a {@link BatchFailure}; throwing is failure of all. Other texts and objects are warned of once.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler that succeeds is written without a return
export type BatchConsumeResult = void | 'SUCCESS' | 'FAILURE' | BatchFailure

/** Handles several messages of one topic at once. */
export interface BatchListener {
  /** Handles one message or more; `context.attempt` is the highest among them. */
  handle(
    messages: readonly MessageView[],
    context: HandlerContext,
  ): BatchConsumeResult | Promise<BatchConsumeResult>
  /** Most messages at once. Default 32. */
  batchSize?: number | undefined
  /** How long the first message of a batch waits for others, in milliseconds; 0 does not wait. Default 0. */
  flushIntervalMs?: number | undefined
}

/** Options of a {@link PushConsumer}. */
export interface PushConsumerOptions extends ConsumerOptions {
  /** Handles each message. Exactly one of `listener` and `batchListener` is needed. */
  listener?: MessageListener | undefined
  /** Handles messages in batches; not for FIFO groups. */
  batchListener?: BatchListener | undefined
  /**
   * Handlers (or batches) at once, over all topics. A place that becomes free goes to the topic with the fewest
   * handlers running. With a concurrency of four or more, no topic takes the last place while others are subscribed.
   * Default 20.
   */
  concurrency?: number | undefined
  /**
   * How long messages stay hidden from others, in milliseconds; servers take 10 s to 12 h unless they are configured
   * otherwise. For messages that wait here or are in a handler it is renewed in time, for 12 hours at most, so a handler
   * may take longer. A message that was lost on its way, or with this process, is delivered again after it. Default
   * 60,000.
   */
  invisibleDurationMs?: number | undefined
  /**
   * Most messages held here at once, waiting or in handlers. Default 4,096, fewer where an eighth of V8's heap limit
   * holds fewer.
   */
  maxCachedMessages?: number | undefined
  /**
   * Most bytes of bodies, unpacked, held here at once; messages for which there is no room go back to the server. A
   * single message that is larger is handled alone. Default 64 MiB, at most a quarter of V8's heap limit.
   */
  maxCachedBytes?: number | undefined
}

/** {@link PushConsumerOptions}, checked and complete. */
export interface PushConfiguration extends ConsumerConfiguration {
  readonly listener: MessageListener | undefined
  readonly batchListener: Required<BatchListener> | undefined
  readonly concurrency: number
  readonly maxCachedMessages: number
  readonly maxCachedBytes: number
}

export const PUSH_CONSUMER_OPTION_NAMES = [
  ...CONSUMER_OPTION_NAMES,
  ...'listener batchListener concurrency invisibleDurationMs maxCachedMessages maxCachedBytes'.split(' '),
]

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parsePushConsumerOptions(given: PushConsumerOptions): PushConfiguration {
  return readOptions('PushConsumer', given, PUSH_CONSUMER_OPTION_NAMES, parsePush)
}

/** What one message that is held takes of the heap beside its body, rounded up. */
const HELD_MESSAGE_BYTES = 2_000
const MIB = 1024 * 1024

/** What may be held where V8 gives up at `heapLimit` bytes: a slow handler must not end a small process. */
export function cacheDefaults(heapLimit: number): { maxCachedMessages: number; maxCachedBytes: number } {
  const messages = Math.floor(heapLimit / 8 / HELD_MESSAGE_BYTES)
  return {
    maxCachedMessages: Math.min(4_096, messages),
    maxCachedBytes: Math.min(64 * MIB, Math.floor(heapLimit / 4)),
  }
}

const defaults = cacheDefaults(getHeapStatistics().heap_size_limit)

/** Checks what all push consumers share; complaints are left with `check`. */
function parsePush(options: Partial<PushConsumerOptions>, check: OptionCheck): PushConfiguration {
  const { listener, batchListener } = options
  if ((listener === undefined) === (batchListener === undefined)) {
    check.complain('give exactly one of listener and batchListener')
  }
  check.callable('listener', listener, false)
  const atLeastOne = (name: keyof typeof defaults) =>
    check.number(name, options[name], defaults[name], { min: 1 })
  return {
    ...parseConsumerOptions(options, check),
    listener,
    batchListener: batchListener === undefined ? undefined : parseBatchListener(batchListener, check),
    concurrency: check.number('concurrency', options.concurrency, 20, { min: 1, max: 100_000 }),
    invisibleDurationMs: check.number('invisibleDurationMs', options.invisibleDurationMs, 60_000, {
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    }),
    maxCachedMessages: atLeastOne('maxCachedMessages'),
    maxCachedBytes: atLeastOne('maxCachedBytes'),
  }
}

function parseBatchListener(listener: BatchListener, check: OptionCheck): Required<BatchListener> {
  // It may be an object of a class with fields of its own.
  const { handle, batchSize, flushIntervalMs } = check.object('batchListener', listener, 'an object')
    ? listener
    : ({} as Partial<BatchListener>)
  check.callable('batchListener.handle', handle, true)
  return {
    handle: (messages, context) => listener.handle(messages, context),
    batchSize: check.number('batchListener.batchSize', batchSize, 32, { min: 1, max: 100_000 }),
    flushIntervalMs: check.number('batchListener.flushIntervalMs', flushIntervalMs, 0, {
      min: 0,
      max: 60_000,
    }),
  }
}

/** The server gives a lite consumer no more while it holds this many unacknowledged messages. */
const MAX_UNACKNOWLEDGED = 100

/** Options of a {@link LitePushConsumer}. */
export interface LitePushConsumerOptions
  extends Omit<PushConsumerOptions, 'subscriptions' | 'batchListener' | 'listener' | 'maxCachedMessages'> {
  /** The topic of type LITE whose lite topics are consumed; the group must be bound to it on the server. */
  bindTopic: string
  /** Handles each message, in order per lite topic. */
  listener: NonNullable<PushConsumerOptions['listener']>
  /** Most messages held here at once, 1 to 100: the server refuses polls of a client that holds more. Default 100. */
  maxCachedMessages?: number | undefined
  /**
   * The server took a lite topic from this consumer: another client of an exclusive group subscribed to it, or
   * it expired. It is not received any more. What this throws is logged. Default: only the log tells.
   */
  onUnsubscribed?: ((liteTopic: string) => void) | undefined
}

export const LITE_PUSH_CONSUMER_OPTION_NAMES = [
  ...LITE_OPTION_NAMES,
  ...'listener concurrency invisibleDurationMs maxCachedMessages maxCachedBytes'.split(' '),
]

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseLitePushConsumerOptions(given: LitePushConsumerOptions): PushConfiguration {
  return readOptions('LitePushConsumer', given, LITE_PUSH_CONSUMER_OPTION_NAMES, (options, check) => {
    const { subscriptions, lite } = parseLiteOptions(options, check)
    const bounds = { min: 1, max: MAX_UNACKNOWLEDGED }
    const maxCachedMessages = check.number(
      'maxCachedMessages',
      options.maxCachedMessages,
      MAX_UNACKNOWLEDGED,
      bounds,
    )
    return { ...parsePush({ ...options, maxCachedMessages, subscriptions }, check), lite }
  })
}
