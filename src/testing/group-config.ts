import { OptionCheck } from '../options/option-check.js'
import type { v2 } from './protocol.js'
import { fromMs } from './wire-time.js'

/** Waits that grow by a factor, in milliseconds. */
export interface ExponentialBackoffOptions {
  initialMs: number
  maxMs: number
  multiplier: number
}

/** How a consumer group is made. */
export interface GroupOptions {
  /** Whether messages are consumed in order, one batch of a queue at a time. Default `false`. */
  fifo?: boolean
  /** Deliveries of a message before it becomes a dead letter, the first included. Default 17. */
  maxAttempts?: number
  /** Waits between deliveries: a ladder in milliseconds, or growing ones. Default the server's, 1 s to 2 h. */
  backoff?: readonly number[] | ExponentialBackoffOptions
  /** Makes it a lite group, of this LITE topic. Default: not one. */
  liteTopic?: string
  /** Whether a lite topic belongs to the client that subscribed last. Default `false`: to all that did. */
  liteExclusive?: boolean
  /** Lite topics one client may subscribe to. Default 2000. */
  liteQuota?: number
}

/** A consumer group as it is. */
export interface GroupConfig {
  readonly name: string
  readonly fifo: boolean
  readonly maxAttempts: number
  readonly backoff: readonly number[] | ExponentialBackoffOptions
  readonly liteTopic: string | undefined
  readonly liteExclusive: boolean
  readonly liteQuota: number
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The server's own ladder. */
const LADDER_MS = [
  ...[1000, 5000, 10_000, 30_000],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30].map(minutes => minutes * MINUTE),
  ...[HOUR, 2 * HOUR],
]

const OPTION_NAMES = [
  ...['name', 'fifo', 'maxAttempts', 'backoff', 'liteTopic', 'liteExclusive', 'liteQuota'],
]

/**
 * Fills what `given` leaves open.
 *
 * @throws RocketMQError CONFIGURATION
 */
export function groupConfig(name: string, given: GroupOptions = {}): GroupConfig {
  const check = new OptionCheck(`EmbeddedProxy: group ${name}`)
  const options = check.options('', given, OPTION_NAMES)
  const { backoff, liteTopic } = options
  if (backoff !== undefined && !Array.isArray(backoff)) {
    check.options('backoff', backoff, ['initialMs', 'maxMs', 'multiplier'])
  }
  const config = {
    name,
    fifo: check.boolean('fifo', options.fifo, false),
    maxAttempts: check.number('maxAttempts', options.maxAttempts, 17, { min: 1 }),
    backoff: backoff ?? LADDER_MS,
    liteTopic,
    liteExclusive: check.boolean('liteExclusive', options.liteExclusive, false),
    liteQuota: check.number('liteQuota', options.liteQuota, 2000, { min: 0 }),
  }
  check.done()
  return config
}

/** The group's policy as Settings carry it. */
export function retryPolicy({ maxAttempts, backoff }: GroupConfig): v2.IRetryPolicy {
  if ('initialMs' in backoff) {
    const { initialMs, maxMs, multiplier } = backoff
    const exponentialBackoff = { initial: fromMs(initialMs), max: fromMs(maxMs), multiplier }
    return { maxAttempts, exponentialBackoff }
  }
  return { maxAttempts, customizedBackoff: { next: backoff.map(fromMs) } }
}
