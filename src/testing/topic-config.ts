import { OptionCheck } from '../options/option-check.js'
import { refusal } from './refusal.js'

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
const SYSTEM_TOPICS = new Set([
  'TBW102',
  'SCHEDULE_TOPIC_XXXX',
  'BenchmarkTest',
  'RMQ_SYS_TRANS_HALF_TOPIC',
  'RMQ_SYS_TRACE_TOPIC',
  'RMQ_SYS_TRANS_OP_HALF_TOPIC',
  'TRANS_CHECK_MAX_TIME_TOPIC',
  'SELF_TEST_TOPIC',
  'OFFSET_MOVED_EVENT',
])

/**
 * Fills what `options` leaves open.
 *
 * @throws RocketMQError CONFIGURATION
 */
export function topicConfig(name: string, options: TopicOptions | TopicType): TopicConfig {
  const check = new OptionCheck(`EmbeddedProxy: topic ${name}`)
  const given: TopicOptions = typeof options === 'string' ? { type: options } : options
  const { type, queues, permission } = check.options('', given, ['type', 'queues', 'permission'])
  const config = {
    name,
    type: check.oneOf('type', type, TYPES, 'NORMAL'),
    queues: Array.isArray(queues)
      ? queues.map((each, index) => check.number(`queues[${index}]`, each, 0, { min: 0, max: MOST_QUEUES }))
      : check.number('queues', queues, 8, { min: 1, max: MOST_QUEUES }),
    permission: check.oneOf('permission', permission, PERMISSIONS, 'READ_WRITE'),
  }
  check.done()
  return config
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
  if (name == null || name.trim() === '') {
    throw refusal('ILLEGAL_CONSUMER_GROUP', 'the specified group is blank')
  }
  if (name.length > LONGEST_GROUP) {
    throw refusal(
      'ILLEGAL_CONSUMER_GROUP',
      `the specified group is longer than group max length ${LONGEST_GROUP}.`,
    )
  }
  if (!NAME.test(name)) {
    throw refusal(
      'ILLEGAL_CONSUMER_GROUP',
      `the specified group[${name}] contains illegal characters, ${ALLOWED}`,
    )
  }
  if (name.startsWith('CID_RMQ_SYS_')) {
    throw refusal('ILLEGAL_CONSUMER_GROUP', `cannot use system consumer group: ${name}`)
  }
  return name
}
