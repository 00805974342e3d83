import { isUtf8 } from 'node:buffer'
import { type MessageView, RocketMQError, SimpleConsumer } from '../index.js'
import type { Command, Terminal } from './command.js'
import {
  clientOptions,
  connectionFlags,
  connectionHelp,
  number,
  parseFlags,
  required,
  START_TIMEOUT_MS,
} from './connection-flags.js'

const FLAGS = {
  ...connectionFlags,
  topic: { type: 'string' },
  group: { type: 'string' },
  filter: { type: 'string' },
  max: { type: 'string' },
  'no-ack': { type: 'boolean' },
} as const

/** The least a server waits, in milliseconds. */
const AWAIT_MS = 5_000

/** `rocketmq-jet receive` */
export const receive: Command = {
  summary: 'receives messages and acknowledges them',
  help: `Usage: rocketmq-jet receive --endpoints H:P --topic T --group G

Prints messages as JSON, one a line, until --max of them came, none came for five seconds, or it is interrupted.
Each is acknowledged once it is printed: the group will not see it again. A body that is no UTF-8 text is printed in
base64, marked by "bodyEncoding": "base64".

  --topic T             an existing topic
  --group G             an existing consumer group
  --filter 'a||b'       tags to receive (*)
  --max N               receive at most so many (32)
  --no-ack              only look: the group gets them again half a minute later

${connectionHelp}`,
  run: async (args, terminal) => {
    const { values } = parseFlags(args, FLAGS)
    const consumer = new SimpleConsumer({
      ...clientOptions(values),
      consumerGroup: required('group', values.group),
      subscriptions: { [required('topic', values.topic)]: values.filter ?? '*' },
      awaitDurationMs: AWAIT_MS,
    })
    try {
      await print(consumer, number('max', values.max) ?? 32, values['no-ack'] !== true, terminal)
      return 0
    } finally {
      // What is not acknowledged by now was only looked at, or could not be printed, and never will be.
      await consumer.close({ timeoutMs: 0 })
    }
  },
}

async function print(
  consumer: SimpleConsumer,
  max: number,
  acknowledge: boolean,
  terminal: Terminal,
): Promise<void> {
  for (let left = max; left > 0; ) {
    const messages = await next(consumer, Math.min(32, left), terminal.signal)
    if (messages.length === 0) return
    const printed: MessageView[] = []
    try {
      for (const message of messages) {
        await terminal.print(line(message))
        printed.push(message)
      }
    } finally {
      // What could not be printed comes again.
      if (acknowledge) await consumer.ack(printed)
    }
    left -= messages.length
  }
}

/** Nothing, once the user interrupts. */
async function next(
  consumer: SimpleConsumer,
  maxMessages: number,
  signal: AbortSignal,
): Promise<MessageView[]> {
  try {
    await consumer.start({ timeoutMs: START_TIMEOUT_MS, signal })
    return await consumer.receive({ maxMessages, signal })
  } catch (error) {
    if (RocketMQError.from(error).code === 'ABORTED') return []
    throw error
  }
}

/** JSON has no bytes: what is text stands as it is, everything else in base64, marked as such. */
function line(message: MessageView): string {
  const { body } = message
  const content = isUtf8(body)
    ? { body: message.text() }
    : { body: body.toString('base64'), bodyEncoding: 'base64' }
  return JSON.stringify({ ...message.toJSON(), ...content })
}
