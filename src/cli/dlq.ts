import {
  type Message,
  type MessageView,
  Producer,
  RocketMQError,
  SimpleConsumer,
  type StartOptions,
} from '../index.js'
import { type Command, EXIT, type Terminal, UsageError } from './command.js'
import {
  clientOptions,
  connectionFlags,
  connectionHelp,
  duration,
  type FlagValues,
  number,
  parseFlags,
  required,
  startTimeoutMs,
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
  wait: { type: 'string' },
  yes: { type: 'boolean' },
  'keep-going': { type: 'boolean' },
  ...outputFlags,
} as const

/** How long one poll waits: the least a server takes. */
const AWAIT_MS = 5_000
const MOST_AT_ONCE = 32
/** How long what is worked on stays hidden: a server takes ten seconds at least. */
const HIDDEN_MS = 60_000
/**
 * How long none may come until a run ends. A server that has little to do shows what was given back after two seconds,
 * one that is busy after up to half a minute. Who reads sees what there is and can look again; who sends again, or
 * drops, wants all.
 */
const WAIT_MS = { read: 5_000, replay: 30_000, drop: 30_000 } as const
/** What is left of that time and not worth another poll. */
const LEAST_WAIT_MS = 1_000
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
  --wait TIME           end when none came for this long: 5s by default for read, 30s for replay and drop. A busy server
                        takes up to half a minute to show again what read gave back, and a minute to show what a run
                        had received that was killed
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
    const waitMs = duration('wait', values.wait) ?? WAIT_MS[action]
    const run = ACTIONS[action](values, terminal)
    const options = clientOptions(values)
    const starting = { timeoutMs: startTimeoutMs(options), signal: terminal.signal }
    const producer = new Producer(options)
    const consumer = new SimpleConsumer({
      ...options,
      consumerGroup: letters.reader,
      subscriptions: { [letters.topic]: '*' },
      awaitDurationMs: AWAIT_MS,
      invisibleDurationMs: HIDDEN_MS,
    })
    try {
      await producer.start(starting)
      const found = await isThere(producer, letters, terminal)
      if (found) await checkReader(consumer, letters, starting)
      const well =
        !found || (await run.work(new DeadLetterReader(consumer, letters, waitMs, terminal), producer))
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
  work(reader: DeadLetterReader, producer: Producer): Promise<boolean>
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

async function checkReader(
  consumer: SimpleConsumer,
  letters: Letters,
  starting: StartOptions,
): Promise<void> {
  await consumer.start(starting)
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
    work: async reader => {
      await reader.forEachBatch(max, MOST_AT_ONCE, async messages => {
        for (const message of messages) await write(message)
        return true
      })
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
  readonly #signal: AbortSignal
  #replayed = 0
  #failed = 0

  constructor(values: FlagValues, { signal }: Terminal) {
    this.#topic = required('topic', values.topic)
    this.#rate = number('rate', values.rate)
    this.#max = number('max', values.max) ?? Number.POSITIVE_INFINITY
    this.#keepGoing = values['keep-going'] === true
    this.#signal = signal
  }

  async work(reader: DeadLetterReader, producer: Producer): Promise<boolean> {
    const atATime = Math.floor((this.#rate ?? MOST_AT_ONCE) * SECONDS_A_BATCH)
    const atOnce = Math.min(MOST_AT_ONCE, Math.max(1, atATime))
    const pace = new Pace(this.#rate, this.#signal)
    const types = (await producer.inspect(this.#topic)).topic?.acceptMessageTypes ?? []
    const send = (letter: MessageView) => producer.send(messageFor(letter, this.#topic, types))
    await reader.forEachBatch(this.#max, atOnce, async letters => {
      const sending: Promise<void>[] = []
      for (const letter of letters) {
        await pace.next()
        if (this.#over) break
        sending.push(this.#replay(letter, send, reader))
      }
      const outcomes = await Promise.allSettled(sending)
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
      return !this.#over
    })
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
    return this.#signal.aborted || (this.#failed > 0 && !this.#keepGoing)
  }

  async #replay(
    letter: MessageView,
    send: (letter: MessageView) => Promise<unknown>,
    reader: DeadLetterReader,
  ): Promise<void> {
    try {
      await send(letter)
      this.#replayed += 1
    } catch (error) {
      this.#failed += 1
      reader.tell(`${letter.messageId} is not sent and stays where it is: ${explain(error)}`)
      return
    }
    // If this fails the dead letter comes again, and is sent again: better twice than never.
    await reader.ack([letter])
    reader.progress.show(this.#replayed, this.#failed, undefined)
  }
}

function dropRun(values: FlagValues): Run {
  const max = number('max', values.max) ?? Number.POSITIVE_INFINITY
  if (values.yes !== true)
    throw new UsageError('drop needs --yes: the reader will not see what is dropped again')
  let dropped = 0
  return {
    work: async reader => {
      await reader.forEachBatch(max, MOST_AT_ONCE, async messages => {
        await reader.ack(messages)
        dropped += messages.length
        return true
      })
      return true
    },
    outcome: () => ({ words: `dropped ${grouped(dropped)} dead letters`, json: { dropped } }),
  }
}

/** Takes dead letters for a run, each once. What is not acknowledged in the end is given back for whoever looks next. */
class DeadLetterReader {
  readonly #consumer: SimpleConsumer
  readonly #letters: Letters
  readonly #waitMs: number
  readonly #terminal: Terminal
  readonly progress: Progress
  /** What was taken and not acknowledged, as it came last. */
  readonly #held = new Map<string, MessageView>()

  constructor(consumer: SimpleConsumer, letters: Letters, waitMs: number, terminal: Terminal) {
    this.#consumer = consumer
    this.#letters = letters
    this.#waitMs = waitMs
    this.#terminal = terminal
    this.progress = new Progress(terminal.display)
  }

  /** Until none came for as long as was asked for, `max` are done, `work` says no, or somebody interrupts. */
  async forEachBatch(
    max: number,
    atOnce: number,
    work: (messages: readonly MessageView[]) => Promise<boolean>,
  ): Promise<void> {
    const { signal } = this.#terminal
    let taken = 0
    let lastAt = performance.now()
    let told = false
    try {
      while (taken < max && !signal.aborted) {
        const messages = await this.#take(Math.min(atOnce, max - taken))
        taken += messages.length
        if (messages.length > 0) {
          if (!(await work(messages))) return
          lastAt = performance.now()
        } else if (!signal.aborted) {
          const leftMs = lastAt + this.#waitMs - performance.now()
          if (leftMs < LEAST_WAIT_MS) return taken === 0 ? this.#tellNone() : undefined
          if (!told) this.#tellWait(leftMs)
          told = true
        }
      }
    } finally {
      this.progress.clear()
      await this.#giveBack()
    }
  }

  /** Whatever the server answers: to give back what it has acknowledged would show it again. */
  async ack(messages: readonly MessageView[]): Promise<void> {
    for (const message of messages) this.#held.delete(keyOf(message))
    await this.#consumer.ack(messages)
  }

  tell(text: string): void {
    this.progress.clear()
    this.#terminal.complain(`rocketmq-jet dlq: ${text}`)
  }

  /** What is held comes again after a minute; the run has it already. */
  async #take(maxMessages: number): Promise<MessageView[]> {
    const { signal } = this.#terminal
    const messages = await this.#consumer.receive({ maxMessages, signal }).catch(error => {
      if (RocketMQError.from(error).code === 'ABORTED') return []
      throw error
    })
    const fresh = messages.filter(message => !this.#held.has(keyOf(message)))
    for (const message of messages) this.#held.set(keyOf(message), message)
    return fresh
  }

  async #giveBack(): Promise<void> {
    const held = [...this.#held.values()]
    let failed = 0
    let reason: unknown
    while (held.length > 0) {
      const some = held.splice(0, MOST_AT_ONCE)
      const giving = some.map(message => this.#consumer.changeInvisibleDuration(message, 0))
      const failures = failuresOf(await Promise.allSettled(giving))
      if (failures.length === 0) continue
      failed += failures.length
      reason = failures[0]
      if (failures.length < some.length) continue
      // The server is gone, or allows none of it.
      failed += held.length
      break
    }
    if (failed > 0)
      this.tell(
        `${grouped(failed)} dead letters could not be given back, and show again after a minute: ${explain(reason)}`,
      )
  }

  #tellWait(leftMs: number): void {
    this.tell(
      `none at the moment; looking for ${seconds(leftMs)} more, because a server takes a while to show again what was given back`,
    )
  }

  #tellNone(): void {
    const { topic, reader } = this.#letters
    this.tell(
      `the server showed ${reader} nothing of ${topic} for ${seconds(this.#waitMs)}. What another run has at the moment, or had when it was killed, shows again after a minute at most: --wait 90s looks so long. What ${reader} has acknowledged, as replay and drop do, does not come again`,
    )
  }
}

/** What was held too long is visible already. */
function failuresOf(outcomes: readonly PromiseSettledResult<unknown>[]): unknown[] {
  return outcomes.flatMap(outcome =>
    outcome.status === 'rejected' && RocketMQError.from(outcome.reason).code !== 'INVALID_RECEIPT_HANDLE'
      ? [outcome.reason]
      : [],
  )
}

function seconds(milliseconds: number): string {
  return `${Math.ceil(milliseconds / 1_000)} s`
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
