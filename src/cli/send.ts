import { addAbortSignal } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Message, Producer } from '../index.js'
import { type Command, type Terminal, UsageError } from './command.js'
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
  tag: { type: 'string' },
  key: { type: 'string', multiple: true },
  property: { type: 'string', multiple: true },
  'message-group': { type: 'string' },
  delay: { type: 'string' },
} as const

/** `rocketmq-jet send` */
export const send: Command = {
  summary: 'sends a message',
  help: `Usage: rocketmq-jet send --endpoints H:P --topic T [BODY]

Sends one message and prints its receipt as JSON. Without BODY it is read from standard input, to
the last byte as it is.

  --topic T             an existing topic
  --tag TAG  --key KEY  tag, and keys to find it by (--key may stand several times)
  --property K=V        a property of one's own (may stand several times)
  --message-group G     for topics of type FIFO
  --delay MS            for topics of type DELAY: deliver this much later

${connectionHelp}`,
  run: async (args, terminal) => {
    const { values, positionals } = parseFlags(args, FLAGS, 1)
    const options = clientOptions(values)
    const topic = required('topic', values.topic)
    const delayMs = number('delay', values.delay)
    const message: Message = {
      topic,
      body: positionals[0] ?? (await standardInput(terminal.signal)),
      tag: values.tag,
      keys: values.key,
      properties: values.property === undefined ? undefined : Object.fromEntries(values.property.map(pair)),
      messageGroup: values['message-group'],
      deliveryTimestamp: delayMs === undefined ? undefined : Date.now() + delayMs,
    }
    return deliver(new Producer(options), message, terminal)
  },
}

async function deliver(producer: Producer, message: Message, terminal: Terminal): Promise<number> {
  try {
    await producer.start({ timeoutMs: START_TIMEOUT_MS, signal: terminal.signal })
    const receipt = await producer.send(message, { signal: terminal.signal })
    await terminal.print(JSON.stringify(receipt, undefined, 2))
    return 0
  } finally {
    await producer.close()
  }
}

/** All of its bytes; whoever interrupts meanwhile sends nothing. */
function standardInput(signal: AbortSignal): Promise<Buffer> {
  return buffer(addAbortSignal(signal, process.stdin))
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError('--property must be K=V')
  return [text.slice(0, at), text.slice(at + 1)]
}
