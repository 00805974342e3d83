import { type Message, type MessageView, Producer, RocketMQError, SimpleConsumer } from '../index.js'
import { type Command, EXIT, type Terminal, UsageError } from './command.js'
import {
  clientOptions,
  connectionFlags,
  connectionHelp,
  type FlagValues,
  number,
  parseFlags,
  required,
  START_TIMEOUT_MS,
} from './flags.js'
import { type OutputValues, outputFlags, ownProperties, writerFor } from './message-text.js'
import { grouped, Pace, Progress } from './pace.js'
import { explain } from './run.js'

const FLAGS = {
  ...connectionFlags,
  group: { type: 'string' },
  reader: { type: 'string' },
  attempts: { type: 'string' },
  topic: { type: 'string' },
  max: { type: 'string' },
  rate: { type: 'string' },
  yes: { type: 'boolean' },
  'keep-going': { type: 'boolean' },
  ...outputFlags,
} as const

const AWAIT_MS = 5_000
const MOST_AT_ONCE = 32
/** How long what is worked on stays hidden: a server takes ten seconds at least. */
const HIDDEN_MS = 60_000
/** Of a batch at a low rate: as many as are sent long before they come back. */
const SECONDS_A_BATCH = 20
const READ_MAX = 100
/** What a server allows a group that is not configured otherwise. */
const DEFAULT_ATTEMPTS = 17

/** `rocketmq-jet dlq` */
export const dlq: Command = {
  summary: 'reads, sends again or drops the dead letters of a group',
  help: `Usage: rocketmq-jet dlq read   --endpoints H:P --group G --reader R
       rocketmq-jet dlq replay --endpoints H:P --group G --reader R --topic T
       rocketmq-jet dlq drop   --endpoints H:P --group G --reader R --yes

A message that a group could not handle in all its attempts is a dead letter: it lies in the topic %DLQ%G. read prints
dead letters and leaves them there. replay sends each to a topic with its body, tag, keys, properties and message group,
and takes it from the reader's sight once the broker has the new one; one that is sent when the run breaks off may be
sent twice, none is lost. drop takes them from the reader's sight. RocketMQ deletes a message only when its time is over:
what the reader has done with is still there for another reader.

  --group G             the group whose dead letters they are
  --reader R            another existing group, used for nothing else, to read them with. It must allow more deliveries
                        than G does: a server moves messages that were delivered too often for the reader to the
                        reader's own dead letters at once. mqadmin updateSubGroup -c CLUSTER -g R -r 10000 makes one
  --attempts N          how often the server delivers a message to G (17, if the server is not configured otherwise);
                        the reader must allow two more
  --topic T             replay: where they go; the server does not tell where they came from
  --max N               at most N: by default 100 for read, all for replay and drop
  --rate N              replay: at most N a second
  --keep-going          replay: go on after one that cannot be sent; it stays a dead letter
  --yes                 drop: yes, do it
  --raw, --base64, --format TEXT
                        read: print them as receive does
  --json                print the outcome as one JSON object; read prints JSON in any case

${connectionHelp}

Exit code 0: done, also if there were none. 1: some could not be sent, or not be read. 130: interrupted before all was
done.`,
  run: async (args, terminal) => {
    const { values, positionals } = parseFlags(args, FLAGS, 1)
    const [action = ''] = positionals
    if (!isAction(action)) throw new UsageError('the first word must be one of read, replay, drop')
    const letters = lettersOf(values)
    const run = ACTIONS[action](values, terminal)
    const options = clientOptions(values)
    const producer = new Producer(options)
    const consumer = new SimpleConsumer({
      ...options,
      consumerGroup: letters.reader,
      subscriptions: { [letters.topic]: '*' },
      awaitDurationMs: AWAIT_MS,
      invisibleDurationMs: HIDDEN_MS,
    })
    try {
      await producer.start({ timeoutMs: START_TIMEOUT_MS, signal: terminal.signal })
      const found = await isThere(producer, letters, terminal)
      if (found) await checkReader(consumer, letters, terminal)
      const well = !found || (await run.work(consumer, producer))
      const outcome = run.outcome?.()
      if (outcome !== undefined)
        await terminal.print(values.json === true ? JSON.stringify(outcome.json) : outcome.words)
      if (!well) return EXIT.failure
      return found && terminal.signal.aborted ? EXIT.interrupted : EXIT.success
    } finally {
      await Promise.allSettled([consumer.close({ timeoutMs: 0 }), producer.close()])
    }
  },
}

/** Whose dead letters, and who reads them. */
interface Letters {
  group: string
  reader: string
  topic: string
  /** Deliveries that the group allows. */
  attempts: number
}

interface Run {
  /** @returns whether nothing went wrong */
  work(consumer: SimpleConsumer, producer: Producer): Promise<boolean>
  /** How it went, for people and as JSON, where the work did not print it. */
  outcome?(): { words: string; json: object }
}

const ACTIONS = {
  read: readRun,
  replay: (values, terminal) => new Replay(values, terminal),
  drop: dropRun,
} as const satisfies Record<string, (flags: FlagValues, terminal: Terminal) => Run>

function isAction(word: string): word is keyof typeof ACTIONS {
  return Object.hasOwn(ACTIONS, word)
}

function lettersOf(values: FlagValues): Letters {
  const group = required('group', values.group)
  const reader = required('reader', values.reader)
  const attempts = number('attempts', values.attempts) ?? DEFAULT_ATTEMPTS
  if (reader === group) {
    throw new UsageError(
      '--reader must be another group than --group: the server would move what the group reads of its own dead letters to their end, again and again',
    )
  }
  return { group, reader, topic: `%DLQ%${group}`, attempts }
}

/** Whether the group has a topic of dead letters. */
async function isThere(producer: Producer, { group, topic }: Letters, terminal: Terminal): Promise<boolean> {
  try {
    const { topic: found } = await producer.inspect(topic)
    if (found?.queues.some(queue => /READ/.test(queue.permission))) return true
  } catch (error) {
    if (RocketMQError.from(error).code !== 'TOPIC_NOT_FOUND') throw error
    terminal.complain(
      `there is no topic ${topic}: the server makes it with the first dead letter of group ${group}. Is its name right?`,
    )
    return false
  }
  throw new Error(
    `the server lets nobody read ${topic}, as servers before 5.5.0 make it: mqadmin updateTopicPerm -c CLUSTER -t '${topic}' -p 6 allows it`,
  )
}

async function checkReader(consumer: SimpleConsumer, letters: Letters, { signal }: Terminal): Promise<void> {
  await consumer.start({ timeoutMs: START_TIMEOUT_MS, signal })
  const { maxAttempts = Number.POSITIVE_INFINITY } = await consumer.inspect()
  const { reader, attempts } = letters
  if (maxAttempts >= attempts + 2) return
  throw new Error(
    `the reader ${reader} allows ${maxAttempts} deliveries, and needs ${attempts + 2} for dead letters of a group that allows ${attempts}: the server would move them to %DLQ%${reader} at once. mqadmin updateSubGroup -c CLUSTER -g ${reader} -r 10000 raises it; --attempts tells what the group allows`,
  )
}

function readRun(values: FlagValues, terminal: Terminal): Run {
  const write = writerFor(values as OutputValues, terminal)
  const max = number('max', values.max) ?? READ_MAX
  return {
    work: async consumer => {
      const seen = new Map<string, MessageView>()
      try {
        await forEachBatch(consumer, max, MOST_AT_ONCE, terminal, async messages => {
          for (const message of messages) {
            // After a minute the first ones come again.
            if (seen.has(keyOf(message))) return false
            await write(message)
            seen.set(keyOf(message), message)
          }
          return true
        })
      } finally {
        // Whoever looks next sees them at once.
        const messages = [...seen.values()]
        await Promise.allSettled(messages.map(message => consumer.changeInvisibleDuration(message, 0)))
      }
      return true
    },
  }
}

/** Sends each dead letter to a topic, and takes it from the reader's sight once the broker has the new one. */
class Replay implements Run {
  readonly #topic: string
  readonly #rate: number | undefined
  readonly #max: number
  readonly #keepGoing: boolean
  readonly #terminal: Terminal
  readonly #progress: Progress
  #replayed = 0
  #failed = 0

  constructor(values: FlagValues, terminal: Terminal) {
    this.#topic = required('topic', values.topic)
    this.#rate = number('rate', values.rate)
    this.#max = number('max', values.max) ?? Number.POSITIVE_INFINITY
    this.#keepGoing = values['keep-going'] === true
    this.#terminal = terminal
    this.#progress = new Progress(terminal.display)
  }

  async work(consumer: SimpleConsumer, producer: Producer): Promise<boolean> {
    const atATime = Math.floor((this.#rate ?? MOST_AT_ONCE) * SECONDS_A_BATCH)
    const atOnce = Math.min(MOST_AT_ONCE, Math.max(1, atATime))
    const pace = new Pace(this.#rate, this.#terminal.signal)
    const types = (await producer.inspect(this.#topic)).topic?.acceptMessageTypes ?? []
    const send = (letter: MessageView) => producer.send(messageFor(letter, this.#topic, types))
    try {
      await forEachBatch(consumer, this.#max, atOnce, this.#terminal, async letters => {
        const sending: Promise<void>[] = []
        for (const letter of letters) {
          await pace.next()
          if (this.#over) break
          sending.push(this.#replay(letter, send, consumer))
        }
        const outcomes = await Promise.allSettled(sending)
        const left = letters.slice(sending.length)
        await Promise.allSettled(left.map(letter => consumer.changeInvisibleDuration(letter, 0)))
        for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
        return !this.#over
      })
    } finally {
      this.#progress.clear()
    }
    return this.#failed === 0
  }

  outcome(): { words: string; json: object } {
    const [replayed, failed] = [this.#replayed, this.#failed]
    const failures = failed > 0 ? `, ${grouped(failed)} failed` : ''
    return {
      words: `replayed ${grouped(replayed)} dead letters to ${this.#topic}${failures}`,
      json: { replayed, failed },
    }
  }

  get #over(): boolean {
    return this.#terminal.signal.aborted || (this.#failed > 0 && !this.#keepGoing)
  }

  async #replay(
    letter: MessageView,
    send: (letter: MessageView) => Promise<unknown>,
    consumer: SimpleConsumer,
  ): Promise<void> {
    try {
      await send(letter)
      this.#replayed += 1
    } catch (error) {
      this.#failed += 1
      this.#progress.clear()
      this.#terminal.complain(
        `rocketmq-jet dlq: ${letter.messageId} is not sent and stays where it is: ${explain(error)}`,
      )
      return
    }
    // If this fails the dead letter comes again, and is sent again: better twice than never.
    await consumer.ack(letter)
    this.#progress.show(this.#replayed, this.#failed, undefined)
  }
}

function dropRun(values: FlagValues, terminal: Terminal): Run {
  const max = number('max', values.max) ?? Number.POSITIVE_INFINITY
  if (values.yes !== true)
    throw new UsageError('drop needs --yes: the reader will not see what is dropped again')
  let dropped = 0
  return {
    work: async consumer => {
      await forEachBatch(consumer, max, MOST_AT_ONCE, terminal, async messages => {
        await consumer.ack(messages)
        dropped += messages.length
        return true
      })
      return true
    },
    outcome: () => ({ words: `dropped ${grouped(dropped)} dead letters`, json: { dropped } }),
  }
}

/** Until none came for five seconds, `max` are done, `work` says no, or somebody interrupts. */
async function forEachBatch(
  consumer: SimpleConsumer,
  max: number,
  atOnce: number,
  { signal }: Terminal,
  work: (messages: readonly MessageView[]) => Promise<boolean>,
): Promise<void> {
  for (let left = max; left > 0 && !signal.aborted; ) {
    const messages = await consumer.receive({ maxMessages: Math.min(atOnce, left), signal }).catch(error => {
      if (RocketMQError.from(error).code === 'ABORTED') return []
      throw error
    })
    if (messages.length === 0 || !(await work(messages))) return
    left -= messages.length
  }
}

/** One dead letter, wherever it lies: copies of a message share its id. */
function keyOf({ messageId, storeHost, queueId, offset }: MessageView): string {
  return `${messageId} ${storeHost} ${queueId} ${offset}`
}

/** A dead letter as a message that its topic takes. */
function messageFor(letter: MessageView, topic: string, types: readonly string[]): Message {
  const { body, tag, keys, properties, messageGroup, priority, liteTopic } = letter
  const message: Message = { topic, body, tag, keys, properties: ownProperties(properties) }
  if (types.includes('FIFO') && messageGroup !== undefined) return { ...message, messageGroup }
  if (types.includes('NORMAL') || types.length === 0) return message
  if (types.includes('FIFO')) return { ...message, messageGroup: 'dead-letters' }
  // It has waited long enough.
  if (types.includes('DELAY')) return { ...message, deliveryTimestamp: Date.now() }
  if (types.includes('PRIORITY')) return { ...message, priority: priority ?? 0 }
  return liteTopic === undefined ? message : { ...message, liteTopic }
}
