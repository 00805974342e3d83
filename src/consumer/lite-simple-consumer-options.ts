import { CLIENT_OPTION_NAMES } from '../client/configuration.js'
import { OptionCheck } from '../options/option-check.js'
import {
  parseSimple,
  type SimpleConsumerConfiguration,
  type SimpleConsumerOptions,
} from './consumer-options.js'
import type { LitePushConsumerOptions } from './push-consumer-options.js'

/** Options of a {@link LiteSimpleConsumer}. */
export interface LiteSimpleConsumerOptions
  extends Omit<SimpleConsumerOptions, 'subscriptions'>,
    Pick<LitePushConsumerOptions, 'bindTopic' | 'onUnsubscribed'> {}

/** Names of the options of a lite simple consumer. */
export const LITE_SIMPLE_CONSUMER_OPTION_NAMES = [
  ...CLIENT_OPTION_NAMES,
  'consumerGroup',
  'bindTopic',
  'awaitDurationMs',
  'invisibleDurationMs',
  'onUnsubscribed',
]

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseLiteSimpleConsumerOptions(
  given: LiteSimpleConsumerOptions,
): SimpleConsumerConfiguration {
  const check = new OptionCheck('LiteSimpleConsumer')
  const options = check.options('', given, LITE_SIMPLE_CONSUMER_OPTION_NAMES)
  const { bindTopic, onUnsubscribed, ...rest } = options
  check.callable('onUnsubscribed', onUnsubscribed, false)
  const simple = parseSimple({ ...rest, subscriptions: { [String(bindTopic)]: '*' } }, check)
  check.done()
  return Object.freeze({ ...simple, lite: { bindTopic: String(bindTopic), onUnsubscribed } })
}
