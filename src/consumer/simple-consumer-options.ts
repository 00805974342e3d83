import { type OptionCheck, readOptions } from '../options/option-check.js'
import {
  CONSUMER_OPTION_NAMES,
  type ConsumerConfiguration,
  type ConsumerOptions,
  LITE_OPTION_NAMES,
  parseConsumerOptions,
  parseLiteOptions,
} from './consumer-options.js'
import type { LitePushConsumerOptions } from './push-consumer-options.js'

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

export const SIMPLE_CONSUMER_OPTION_NAMES = [
  ...CONSUMER_OPTION_NAMES,
  'awaitDurationMs',
  'invisibleDurationMs',
]

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseSimpleConsumerOptions(given: SimpleConsumerOptions): SimpleConsumerConfiguration {
  return readOptions('SimpleConsumer', given, SIMPLE_CONSUMER_OPTION_NAMES, parseSimple)
}

/** Checks what all simple consumers share; complaints are left with `check`. */
function parseSimple(
  options: Partial<SimpleConsumerOptions>,
  check: OptionCheck,
): SimpleConsumerConfiguration {
  const { awaitDurationMs, invisibleDurationMs } = options
  return {
    ...parseConsumerOptions(options, check),
    awaitDurationMs: check.number('awaitDurationMs', awaitDurationMs, 15_000, {
      min: 1,
      max: LONGEST_POLL_MS,
    }),
    invisibleDurationMs: check.number('invisibleDurationMs', invisibleDurationMs, 30_000, {
      min: 1,
      max: Number.MAX_SAFE_INTEGER,
    }),
  }
}

/** Options of a {@link LiteSimpleConsumer}. */
export interface LiteSimpleConsumerOptions
  extends Omit<SimpleConsumerOptions, 'subscriptions'>,
    Pick<LitePushConsumerOptions, 'bindTopic' | 'onUnsubscribed'> {}

export const LITE_SIMPLE_CONSUMER_OPTION_NAMES = [
  ...LITE_OPTION_NAMES,
  'awaitDurationMs',
  'invisibleDurationMs',
]

/** @throws RocketMQError CONFIGURATION naming everything that is wrong */
export function parseLiteSimpleConsumerOptions(
  given: LiteSimpleConsumerOptions,
): SimpleConsumerConfiguration {
  return readOptions('LiteSimpleConsumer', given, LITE_SIMPLE_CONSUMER_OPTION_NAMES, (options, check) => {
    const { subscriptions, lite } = parseLiteOptions(options, check)
    return { ...parseSimple({ ...options, subscriptions }, check), lite }
  })
}
