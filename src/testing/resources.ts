import { OptionCheck } from '../options/option-check.js'
import { fromMs, refusal, type v2 } from './protocol.js'

const TYPES = ['NORMAL', 'FIFO', 'DELAY', 'TRANSACTION', 'PRIORITY', 'LITE', 'MIXED'] as const
const PERMISSIONS = ['READ', 'WRITE', 'READ_WRITE', 'NONE'] as const

/** What a topic takes. `MIXED` takes all but PRIORITY and LITE messages. */
export type TopicType = (typeof TYPES)[number]

/** How a topic is made. */
export interface TopicOptions {
  /** What it takes. Default `'NORMAL'`. */
  type?: TopicType
  /**
   * Queues on each broker, or on every single one: `[2, 8]`, where 0 is none. Default 8. On a PRIORITY topic, the
   * number of distinct priorities.
   */
  queues?: number | readonly number[]
  /** What clients may do with its queues. Default `'READ_WRITE'`. */
  permission?: (typeof PERMISSIONS)[number]
}

/** A topic as it is. */
export interface TopicConfig extends Required<TopicOptions> {
  readonly name: string
}

const NAME = /^[%|a-zA-Z0-9_-]+$/
const ALLOWED = `allowing only ${NAME.source}`
const LONGEST_TOPIC = 127
const MOST_QUEUES = 10_000
const LONGEST_GROUP = 120
const SYSTEM_TOPICS = new Set(
  (
    'TBW102 SCHEDULE_TOPIC_XXXX BenchmarkTest RMQ_SYS_TRANS_HALF_TOPIC RMQ_SYS_TRACE_TOPIC ' +
    'RMQ_SYS_TRANS_OP_HALF_TOPIC TRANS_CHECK_MAX_TIME_TOPIC SELF_TEST_TOPIC OFFSET_MOVED_EVENT'
  ).split(' '),
)

/**
 * Fills what `options` leaves open.
 *
 * @throws RocketMQError CONFIGURATION
 */
export function topicConfig(name: string, options: TopicOptions | TopicType): TopicConfig {
  const check = new OptionCheck(`EmbeddedProxy: topic ${name}`)
  const given: TopicOptions = typeof options === 'string' ? { type: options } : options
  const { type, queues, permission } = check.options('', given, ['type', 'queues', 'permission'])
  return check.done({
    name,
    type: check.oneOf('type', type, TYPES, 'NORMAL'),
    queues: Array.isArray(queues)
      ? queues.map((each, index) => check.number(`queues[${index}]`, each, 0, { min: 0, max: MOST_QUEUES }))
      : check.number('queues', queues, 8, { min: 1, max: MOST_QUEUES }),
    permission: check.oneOf('permission', permission, PERMISSIONS, 'READ_WRITE'),
  })
}

/** Refuses what cannot be a topic of an application. */
export function validateTopicName(name: string | null | undefined): string {
  if (name == null || name.trim() === '') throw refusal('ILLEGAL_TOPIC', 'The specified topic is blank')
  if (!NAME.test(name)) {
    throw refusal('ILLEGAL_TOPIC', `The specified topic[${name}] contains illegal characters, ${ALLOWED}`)
  }
  if (name.length > LONGEST_TOPIC) {
    throw refusal('ILLEGAL_TOPIC', `The specified topic is longer than topic max length ${LONGEST_TOPIC}.`)
  }
  if (SYSTEM_TOPICS.has(name) || name.startsWith('rmq_sys_')) {
    throw refusal('ILLEGAL_TOPIC', 'cannot access system topic')
  }
  return name
}

/** Refuses what cannot be a consumer group of an application. */
export function validateGroupName(name: string | null | undefined): string {
  if (name == null || name.trim() === '') throw illegalGroup('the specified group is blank')
  if (name.length > LONGEST_GROUP)
    throw illegalGroup(`the specified group is longer than group max length ${LONGEST_GROUP}.`)
  if (!NAME.test(name))
    throw illegalGroup(`the specified group[${name}] contains illegal characters, ${ALLOWED}`)
  if (name.startsWith('CID_RMQ_SYS_')) throw illegalGroup(`cannot use system consumer group: ${name}`)
  return name
}

function illegalGroup(why: string): Error {
  return refusal('ILLEGAL_CONSUMER_GROUP', why)
}

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
export interface GroupConfig extends Required<Omit<GroupOptions, 'liteTopic'>> {
  readonly name: string
  readonly liteTopic: string | undefined
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** The server's own ladder. */
const LADDER_MS = [
  ...[1000, 5000, 10_000, 30_000],
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30].map(minutes => minutes * MINUTE),
  ...[HOUR, 2 * HOUR],
]

const GROUP_NAMES = ['name', 'fifo', 'maxAttempts', 'backoff', 'liteTopic', 'liteExclusive', 'liteQuota']

/**
 * Fills what `given` leaves open.
 *
 * @throws RocketMQError CONFIGURATION
 */
export function groupConfig(name: string, given: GroupOptions = {}): GroupConfig {
  const check = new OptionCheck(`EmbeddedProxy: group ${name}`)
  const options = check.options('', given, GROUP_NAMES)
  const { backoff, liteTopic } = options
  if (backoff !== undefined && !Array.isArray(backoff)) {
    check.options('backoff', backoff, ['initialMs', 'maxMs', 'multiplier'])
  }
  return check.done({
    name,
    fifo: check.boolean('fifo', options.fifo, false),
    maxAttempts: check.number('maxAttempts', options.maxAttempts, 17, { min: 1 }),
    backoff: backoff ?? LADDER_MS,
    liteTopic,
    liteExclusive: check.boolean('liteExclusive', options.liteExclusive, false),
    liteQuota: check.number('liteQuota', options.liteQuota, 2000, { min: 0 }),
  })
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
