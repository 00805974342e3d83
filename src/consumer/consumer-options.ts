import {
  CLIENT_OPTION_NAMES,
  type ClientConfiguration,
  type ClientOptions,
  parseClientOptions,
} from '../client/configuration.js'
import { show } from '../errors.js'
import { validateGroupName } from '../message/message-validation.js'
import type { OptionCheck } from '../options/option-check.js'
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

export const CONSUMER_OPTION_NAMES = [...CLIENT_OPTION_NAMES, 'consumerGroup', 'subscriptions']

export const LITE_OPTION_NAMES = [...CLIENT_OPTION_NAMES, 'consumerGroup', 'bindTopic', 'onUnsubscribed']

/** Checks what all consumers share; complaints are left with `check`. */
export function parseConsumerOptions(
  options: Partial<ConsumerOptions>,
  check: OptionCheck,
): Pick<ConsumerConfiguration, 'client' | 'consumerGroup' | 'subscriptions'> {
  const { consumerGroup, subscriptions } = options
  const client = parseClientOptions(options, check)
  check.attempt(() => validateGroupName(consumerGroup))
  if (subscriptions === undefined)
    check.complain("subscriptions must say what to receive, for example { orders: '*' }")
  return {
    client,
    consumerGroup: consumerGroup ?? '',
    subscriptions: check.attempt(() => new Subscriptions(subscriptions ?? {})) ?? new Subscriptions({}),
  }
}

/** Checks what all consumers of lite topics share. What they are subscribed to is the topic of the lite topics. */
export function parseLiteOptions(
  { bindTopic, onUnsubscribed }: { bindTopic?: string; onUnsubscribed?: LiteConfiguration['onUnsubscribed'] },
  check: OptionCheck,
): { subscriptions: SubscriptionsInput; lite: LiteConfiguration } {
  check.callable('onUnsubscribed', onUnsubscribed, false)
  if (typeof bindTopic === 'string')
    return { subscriptions: { [bindTopic]: '*' }, lite: { bindTopic, onUnsubscribed } }
  check.complain(
    `bindTopic must name the topic of type LITE whose lite topics are consumed, not ${show(bindTopic)}`,
  )
  return { subscriptions: {}, lite: { bindTopic: '', onUnsubscribed } }
}
