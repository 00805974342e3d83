import { type ClientConfiguration, parseClientOptions } from '../client/configuration.js'
import { OptionCheck } from '../options/option-check.js'
import {
  CONSUMER_OPTION_NAMES,
  type ConsumerOptions,
  MAX_INVISIBLE_MS,
  MIN_INVISIBLE_MS,
  parseConsumerOptions,
} from './consumer-options.js'
import type { Subscriptions } from './subscriptions.js'

/** Options of a {@link SimpleConsumer}. */
export interface SimpleConsumerOptions extends ConsumerOptions {
  /**
   * How long `receive()` waits for a message, in milliseconds. The server cannot wait less than 5 s or more
   * than 20 s on one poll. Default 15,000.
   */
  awaitDurationMs?: number | undefined
  /** How long received messages stay hidden, unless `receive()` says otherwise, in milliseconds. Default 30,000. */
  invisibleDurationMs?: number | undefined
}

/** {@link SimpleConsumerOptions}, checked and complete. */
export interface SimpleConsumerConfiguration {
  readonly client: ClientConfiguration
  readonly consumerGroup: string
  readonly subscriptions: Subscriptions
  readonly awaitDurationMs: number
  readonly invisibleDurationMs: number
}

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseSimpleConsumerOptions(given: SimpleConsumerOptions): SimpleConsumerConfiguration {
  const check = new OptionCheck('SimpleConsumer')
  const options = check.options('', given, [
    ...CONSUMER_OPTION_NAMES,
    'awaitDurationMs',
    'invisibleDurationMs',
  ])
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
      min: 5_000,
      max: 20_000,
    }),
    invisibleDurationMs: check.number('invisibleDurationMs', options.invisibleDurationMs, 30_000, {
      min: MIN_INVISIBLE_MS,
      max: MAX_INVISIBLE_MS,
    }),
  }
}
