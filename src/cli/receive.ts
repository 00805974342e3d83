import { setTimeout as pause } from 'node:timers/promises'
import { FilterExpression, type MessageView, RocketMQError, SimpleConsumer } from '../index.js'
import { type Command, EXIT, type Terminal } from './command.js'
import {
  atMostOne,
  clientOptions,
  connectionFlags,
  connectionHelp,
  number,
  parseFlags,
  required,
  startTimeoutMs,
} from './flags.js'
import { type MessageWriter, outputFlags, writerFor } from './message-text.js'
import { explain } from './run.js'

const FLAGS = {
  ...connectionFlags,
  topic: { type: 'string' },
  group: { type: 'string' },
  filter: { type: 'string' },
  sql: { type: 'string' },
  max: { type: 'string' },
  follow: { type: 'boolean' },
  'no-ack': { type: 'boolean' },
  ...outputFlags,
} as const

/** The least a server waits, in milliseconds. */
const AWAIT_MS = 5_000
const MOST_AT_ONCE = 32
/** Between attempts, while the server cannot be asked. */
const RETRY_MS = 1_000

/** `rocketmq-jet receive` */
export const receive: Command = {
  summary: 'receives messages and acknowledges them',
  help: `Usage: rocketmq-jet receive --endpoints H:P --topic T --group G

Prints messages as JSON, one a line, until --max of them came, none came for five seconds, or it is interrupted. Each is
acknowledged once it is printed: the group will not see it again. A body that is not UTF-8 text is printed in base64,
marked by "bodyEncoding": "base64". What it prints can be sent again by send --json-lines.

  --topic T             an existing topic
  --group G             an existing consumer group
  --filter 'a||b'       tags to receive; all by default
  --sql EXPRESSION      what to receive, in SQL, such as "colour = 'red' AND amount > 5"
  --max N               receive at most N: 32 by default, without a bound with --follow
  --follow              go on when no more come, until Ctrl+C; also while the server is away for a moment
  --no-ack              only look: the group gets them again half a minute later
  --raw                 print the bodies alone, to the last byte as they are, with a newline between them
  --base64              print bodies in base64, also those that are text
  --format TEXT         print this for each message, such as '{offset} {tag} {properties.colour} {body}'; \\t and \\n are
                        a tab and a newline. There are body, messageId, topic, tag, keys, properties, messageGroup,
                        liteTopic, priority, deliveryTimestamp, bornTimestamp, bornHost, storeTimestamp,
                        deliveryAttempt, queueId, offset and bodyBytes
  --json                as JSON, which is the default

${connectionHelp}

Exit code 0: it ended in one of the ways above, Ctrl+C included. 1: messages could not be received, printed or acknowledged.`,
  run: async (args, terminal) => {
    const { values } = parseFlags(args, FLAGS)
    const options = clientOptions(values)
    const consumerGroup = required('group', values.group)
    const topic = required('topic', values.topic)
    atMostOne(values, 'filter', 'sql')
    const filter = values.sql === undefined ? (values.filter ?? '*') : FilterExpression.sql(values.sql)
    const follow = values.follow === true
    const max = number('max', values.max) ?? (follow ? Number.POSITIVE_INFINITY : MOST_AT_ONCE)
    const write = writerFor(values, terminal)
    const consumer = new SimpleConsumer({
      ...options,
      consumerGroup,
      subscriptions: { [topic]: filter },
      awaitDurationMs: AWAIT_MS,
    })
    try {
      const acknowledge = values['no-ack'] !== true
      const startMs = startTimeoutMs(options)
      await printAll(consumer, { max, follow, acknowledge, write, startMs }, terminal)
      return EXIT.success
    } finally {
      // What is not acknowledged by now was only looked at, or could not be printed, and never will be.
      await consumer.close({ timeoutMs: 0 })
    }
  },
}

interface Receiving {
  max: number
  follow: boolean
  acknowledge: boolean
  write: MessageWriter
  /** How long the server is waited for at the start. */
  startMs: number
}

async function printAll(consumer: SimpleConsumer, receiving: Receiving, terminal: Terminal): Promise<void> {
  const { max, follow, acknowledge, write } = receiving
  for (let left = max; left > 0; ) {
    const messages = await next(consumer, Math.min(MOST_AT_ONCE, left), receiving, terminal)
    if (messages.length === 0) {
      if (follow && !terminal.signal.aborted) continue
      return
    }
    await print(consumer, messages, acknowledge, write)
    left -= messages.length
  }
}

async function print(
  consumer: SimpleConsumer,
  messages: readonly MessageView[],
  acknowledge: boolean,
  write: MessageWriter,
): Promise<void> {
  const printed: MessageView[] = []
  try {
    for (const message of messages) {
      await write(message)
      printed.push(message)
    }
  } finally {
    // What could not be printed comes again.
    if (acknowledge) await consumer.ack(printed)
  }
}

/** Nothing, once the user interrupts, or, where more is waited for, while the server is away. */
async function next(
  consumer: SimpleConsumer,
  maxMessages: number,
  { follow, startMs }: Receiving,
  { signal, complain }: Terminal,
): Promise<MessageView[]> {
  const started = consumer.state === 'running'
  try {
    await consumer.start({ timeoutMs: startMs, signal })
    return await consumer.receive({ maxMessages, signal })
  } catch (error) {
    const { code, retryable } = RocketMQError.from(error)
    if (code === 'ABORTED') return []
    if (!(follow && started && retryable)) throw error
    complain(`rocketmq-jet receive: ${explain(error)}; trying again`)
    await pause(RETRY_MS, undefined, { signal }).catch(() => {})
    return []
  }
}
