import { CLIENT_OPTION_NAMES } from '../client/configuration.js'
import { OptionCheck } from '../options/option-check.js'
import { type PushConfiguration, type PushConsumerOptions, parsePush } from './push-consumer-options.js'

/** The server gives a lite consumer no more while it holds this many unacknowledged messages. */
export const MAX_UNACKNOWLEDGED = 100

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

/** Names of the options of a lite push consumer. */
export const LITE_PUSH_CONSUMER_OPTION_NAMES = [
  ...CLIENT_OPTION_NAMES,
  'consumerGroup',
  'bindTopic',
  'listener',
  'concurrency',
  'invisibleDurationMs',
  'maxCachedMessages',
  'maxCachedBytes',
  'onUnsubscribed',
]

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseLitePushConsumerOptions(given: LitePushConsumerOptions): PushConfiguration {
  const check = new OptionCheck('LitePushConsumer')
  const options = check.options('', given, LITE_PUSH_CONSUMER_OPTION_NAMES)
  const { bindTopic, onUnsubscribed, ...rest } = options
  check.callable('onUnsubscribed', onUnsubscribed, false)
  const maxCachedMessages = check.number('maxCachedMessages', options.maxCachedMessages, MAX_UNACKNOWLEDGED, {
    min: 1,
    max: MAX_UNACKNOWLEDGED,
  })
  const push = parsePush({ ...rest, maxCachedMessages, subscriptions: { [String(bindTopic)]: '*' } }, check)
  check.done()
  return Object.freeze({ ...push, lite: { bindTopic: String(bindTopic), onUnsubscribed } })
}
