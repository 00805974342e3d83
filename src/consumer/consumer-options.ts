import {
  CLIENT_OPTION_NAMES,
  type ClientConfiguration,
  type ClientOptions,
  parseClientOptions,
} from '../client/configuration.js'
import { validateGroupName } from '../message/message-validation.js'
import { OptionCheck } from '../options/option-check.js'
import { Subscriptions, type SubscriptionsInput } from './subscriptions.js'

/** Options that all consumers share. */
export interface ConsumerOptions extends ClientOptions {
  /** The group that shares the messages. It must exist on the server. */
  consumerGroup: string
  /**
   * What to receive: an object or a Map of topics, each with `'*'`, tags joined by `||`, or a `FilterExpression`.
   * Give `{}` if `subscribe()` says it before the start: without any topic a consumer does not start.
   */
  subscriptions: SubscriptionsInput
}

/** What all consumers are made with. */
export interface ConsumerConfiguration {
  readonly client: ClientConfiguration
  readonly consumerGroup: string
  readonly subscriptions: Subscriptions
  readonly invisibleDurationMs: number
  /** How long polls wait for a message, where that is the consumer's own choice. */
  readonly awaitDurationMs?: number
  /** For a consumer of lite topics. */
  readonly lite?: LiteConfiguration
}

/** What lite topics are consumed by. */
export interface LiteConfiguration {
  readonly bindTopic: string
  readonly onUnsubscribed: ((liteTopic: string) => void) | undefined
}

/** Names of the options that all consumers share. */
export const CONSUMER_OPTION_NAMES = [...CLIENT_OPTION_NAMES, 'consumerGroup', 'subscriptions']

/** Checks what all consumers share; complaints are left with `check`. */
export function parseConsumerOptions(options: Partial<ConsumerOptions>, check: OptionCheck): Subscriptions {
  const { consumerGroup, subscriptions } = options
  check.attempt(() => validateGroupName(consumerGroup))
  if (subscriptions !== undefined) {
    const parsed = check.attempt(() => new Subscriptions(subscriptions))
    if (parsed !== undefined) return parsed
  } else check.complain("subscriptions must say what to receive, for example { orders: '*' }")
  return new Subscriptions({})
}

/** No server is configured to hold a poll for longer. */
const LONGEST_POLL_MS = 24 * 60 * 60 * 1000

/** Options of a {@link SimpleConsumer}. */
export interface SimpleConsumerOptions extends ConsumerOptions {
  /**
   * How long `receive()` waits for a message, in milliseconds. A server waits 5 to 20 s on one poll, unless it is
   * configured otherwise. Default 15,000.
   */
  awaitDurationMs?: number | undefined
  /**
   * How long received messages stay hidden, unless `receive()` says otherwise, in milliseconds. The server takes
   * 10 s to 12 h, unless it is configured otherwise. Default 30,000.
   */
  invisibleDurationMs?: number | undefined
}

/** {@link SimpleConsumerOptions}, checked and complete. */
export interface SimpleConsumerConfiguration extends ConsumerConfiguration {
  readonly awaitDurationMs: number
}

/** Names of the options of a simple consumer. */
export const SIMPLE_CONSUMER_OPTION_NAMES = [
  ...CONSUMER_OPTION_NAMES,
  'awaitDurationMs',
  'invisibleDurationMs',
]

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseSimpleConsumerOptions(given: SimpleConsumerOptions): SimpleConsumerConfiguration {
  const check = new OptionCheck('SimpleConsumer')
  const options = check.options('', given, SIMPLE_CONSUMER_OPTION_NAMES)
  const configuration = parseSimple(options, check)
  check.done()
  return Object.freeze(configuration)
}

/** Checks what all simple consumers share; complaints are left with `check`. */
export function parseSimple(
  options: Partial<SimpleConsumerOptions>,
  check: OptionCheck,
): SimpleConsumerConfiguration {
  return {
    client: parseClientOptions(options, check),
    consumerGroup: options.consumerGroup ?? '',
    subscriptions: parseConsumerOptions(options, check),
    awaitDurationMs: check.number('awaitDurationMs', options.awaitDurationMs, 15_000, {
      min: 1,
      max: LONGEST_POLL_MS,
    }),
    invisibleDurationMs: check.number('invisibleDurationMs', options.invisibleDurationMs, 30_000, {
      min: 1,
    }),
  }
}
