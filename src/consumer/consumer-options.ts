import { CLIENT_OPTION_NAMES, type ClientOptions } from '../client/configuration.js'
import type { OptionCheck } from '../client/option-check.js'
import { validateGroupName } from '../message/message-validation.js'
import { Subscriptions, type SubscriptionsInput } from './subscriptions.js'

/** Options that all consumers share. */
export interface ConsumerOptions extends ClientOptions {
  /** The group that shares the messages. It must exist on the server. */
  consumerGroup: string
  /** What to receive: topics with `'*'`, tags joined by `||`, or a `FilterExpression`. */
  subscriptions?: SubscriptionsInput | undefined
}

/** Names of the options that all consumers share. */
export const CONSUMER_OPTION_NAMES = [...CLIENT_OPTION_NAMES, 'consumerGroup', 'subscriptions']

/** The shortest time the server hides a message on receive, in milliseconds. */
export const MIN_INVISIBLE_MS = 10_000

/** The longest. */
export const MAX_INVISIBLE_MS = 12 * 60 * 60 * 1000

/** Checks what all consumers share; complaints are left with `check`. */
export function parseConsumerOptions(options: ConsumerOptions, check: OptionCheck): Subscriptions {
  check.attempt(() => validateGroupName(options.consumerGroup))
  return check.attempt(() => new Subscriptions(options.subscriptions ?? {})) ?? new Subscriptions({})
}
