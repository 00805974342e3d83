import { createReadStream, statSync } from 'node:fs'
import { addAbortSignal, type Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { type Message, Producer, RocketMQError, type SendReceipt } from '../index.js'
import { type Command, EXIT, type Terminal, UsageError } from './command.js'
import {
  atMostOne,
  clientOptions,
  connectionFlags,
  connectionHelp,
  duration,
  number,
  parseFlags,
  required,
  startTimeoutMs,
} from './flags.js'
import { LineError, linesOf, messageFrom } from './message-text.js'
import { grouped, Pace, Progress, Window } from './pace.js'
import { explain } from './run.js'

const FLAGS = {
  ...connectionFlags,
  topic: { type: 'string' },
  file: { type: 'string' },
  lines: { type: 'boolean' },
  'json-lines': { type: 'boolean' },
  tag: { type: 'string' },
  key: { type: 'string', multiple: true },
  keys: { type: 'string' },
  property: { type: 'string', multiple: true },
  'message-group': { type: 'string' },
  group: { type: 'string' },
  delay: { type: 'string' },
  priority: { type: 'string' },
  lite: { type: 'string' },
  transaction: { type: 'boolean' },
  count: { type: 'string' },
  rate: { type: 'string' },
  'keep-going': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** Under way at once: enough to fill requests, and a bound on memory whatever the file's length. */
const MOST_UNDER_WAY = 2_048
const MOST_BYTES_UNDER_WAY = 16 * 1024 * 1024
const MAX_BODY_BYTES = 4 * 1024 * 1024
/** Failures that are printed; more are only counted. */
const MOST_PRINTED = 10

/** `rocketmq-jet send` */
export const send: Command = {
  summary: 'sends messages: one, or every line of a file',
  help: `Usage: rocketmq-jet send --endpoints H:P --topic T [BODY]
       rocketmq-jet send --endpoints H:P --topic T (--lines | --json-lines) [--file FILE]

Sends one message and prints its receipt as JSON: BODY, or FILE, or standard input, to the last byte as it is. With
--lines or --json-lines every line becomes a message; empty lines are skipped. However long the input is, only a part of
it is in memory. The first message that cannot be sent ends the run. Ctrl+C ends the reading: it waits for what is under
way, and prints the line after which nothing was sent; a second Ctrl+C ends at once.

  --topic T             an existing topic; with --json-lines each line may name its own
  --file FILE           read this instead of standard input
  --lines               each line is a body
  --json-lines          each line is a JSON object with the fields of a message, as receive prints them: body, tag, keys,
                        properties, messageGroup, deliveryTimestamp, priority, liteTopic, topic. A body that is not a text
                        is sent as JSON; "bodyEncoding": "base64" decodes it
  --tag TAG             tag, to filter by
  --key KEY             a key to find the message by (may be given several times); --keys A,B gives several at once
  --property K=V        a property of your own (may be given several times)
  --message-group G     for topics of type FIFO: messages of a group keep their order; --group G is the same
  --delay TIME          for topics of type DELAY: deliver this much later, such as 500ms, 10s, 5m or 2h
  --priority N          for topics of type PRIORITY: higher ones are delivered first
  --lite NAME           for topics of type LITE: the lite topic
  --transaction         for topics of type TRANSACTION: each is sent in a transaction, and committed
  --count N             send BODY N times, or at most N lines
  --rate N              at most N a second
  --keep-going          go on after a message that cannot be sent
  --json                print each receipt as one line of JSON, with the number of its line; failures too

${connectionHelp}

Exit code 0: all is sent. 1: some are not. 130: interrupted before all was read.`,
  run: async (args, terminal) => {
    const { values, positionals } = parseFlags(args, FLAGS, 1)
    const options = clientOptions(values)
    const count = number('count', values.count)
    const rate = number('rate', values.rate)
    const delayMs = duration('delay', values.delay)
    const [body] = positionals
    const byLine = values.lines === true || values['json-lines'] === true
    atMostOne(values, 'lines', 'json-lines')
    atMostOne(values, 'message-group', 'group')
    if (body !== undefined && (byLine || values.file !== undefined))
      throw new UsageError('BODY and --file, --lines or --json-lines exclude each other')
    const topic = values['json-lines'] ? values.topic : required('topic', values.topic)
    const template = (): Partial<Message> => ({
      ...(topic === undefined ? {} : { topic }),
      tag: values.tag,
      keys: keysOf(values.key, values.keys),
      properties: values.property === undefined ? undefined : Object.fromEntries(values.property.map(pair)),
      messageGroup: values['message-group'] ?? values.group,
      deliveryTimestamp: delayMs === undefined ? undefined : Date.now() + delayMs,
      priority: number('priority', values.priority, 0),
      liteTopic: values.lite,
    })
    template()
    const input = () => open(values.file, byLine, terminal)
    const source = byLine
      ? { kind: values.lines ? ('lines' as const) : ('json-lines' as const), input: input() }
      : {
          kind: 'body' as const,
          body: body ?? (await buffer(addAbortSignal(terminal.signal, input().stream))),
        }
    const sending = {
      source,
      template,
      count,
      rate,
      transaction: values.transaction === true,
      keepGoing: values['keep-going'] === true,
      json: values.json === true,
    }
    const producer = new Producer(options)
    try {
      await producer.start({ timeoutMs: startTimeoutMs(options), signal: terminal.signal })
      if (source.kind === 'body' && count === undefined)
        return await sendOne(producer, sending, source.body, terminal)
      return await new Sender(producer, sending, terminal).run()
    } finally {
      await producer.close()
    }
  },
}

/** What is sent, and how. */
interface Sending {
  source: { kind: 'body'; body: string | Buffer } | { kind: 'lines' | 'json-lines'; input: Input }
  /** What all messages have in common; a delay counts from now on. */
  template: () => Partial<Message>
  count: number | undefined
  rate: number | undefined
  transaction: boolean
  keepGoing: boolean
  json: boolean
}

interface Input {
  stream: Readable
  /** In bytes, where it is known. */
  size: number | undefined
}

/** A message, and where it stands in the input. */
interface Numbered {
  number: number
  /** How much of the input has been read, from 0 to 1, where it is known. */
  share: number | undefined
  message: Message
}

async function sendOne(
  producer: Producer,
  { template, transaction, json }: Sending,
  body: string | Buffer,
  terminal: Terminal,
): Promise<number> {
  const receipt = await deliver(producer, { ...template(), body } as Message, transaction)
  await terminal.print(JSON.stringify(receipt, undefined, json ? undefined : 2))
  return EXIT.success
}

async function deliver(producer: Producer, message: Message, transaction: boolean): Promise<SendReceipt> {
  if (!transaction) return producer.send(message)
  const begun = producer.beginTransaction()
  const receipt = await begun.send(message)
  await begun.commit()
  return receipt
}

/** Sends many, with a bounded number under way, and tells what became of them. */
class Sender {
  readonly #producer: Producer
  readonly #sending: Sending
  readonly #terminal: Terminal
  readonly #window = new Window(MOST_UNDER_WAY, MOST_BYTES_UNDER_WAY)
  readonly #progress: Progress
  readonly #startedAt = performance.now()
  #sent = 0
  #failed = 0
  /** Of the input: the last one that was taken. */
  #lastTaken = 0
  #readAll = false
  /** Standard output takes nothing more. */
  #unprintable: unknown

  constructor(producer: Producer, sending: Sending, terminal: Terminal) {
    this.#producer = producer
    this.#sending = sending
    this.#terminal = terminal
    this.#progress = new Progress(terminal.display)
  }

  async run(): Promise<number> {
    try {
      await this.#sendAll()
    } finally {
      // Whatever ended the reading: what is under way is waited for.
      await this.#window.empty()
      this.#progress.clear()
    }
    if (this.#unprintable !== undefined) {
      // Not all is sent, though the reader may have seen enough.
      this.#terminal.complain(`rocketmq-jet send: ${explain(this.#unprintable)}`)
      return this.#printEnd(EXIT.failure)
    }
    return this.#conclude()
  }

  async #sendAll(): Promise<void> {
    const { count = Number.POSITIVE_INFINITY, rate } = this.#sending
    const pace = new Pace(rate, this.#terminal.signal)
    let taken = 0
    try {
      for await (const { number, share, message } of this.#messages()) {
        const bytes = message.body.length
        await this.#window.enter(bytes)
        await pace.next()
        if (this.#over) {
          this.#window.leave(bytes)
          return
        }
        this.#lastTaken = number
        taken += 1
        void this.#send(message, number).finally(() => this.#window.leave(bytes))
        this.#progress.show(this.#sent, this.#failed, shareOf(taken, count, share))
        if (taken >= count) break
      }
      this.#readAll = true
    } catch (error) {
      if (error instanceof LineError) this.#fail(undefined, error)
      // Standard input was left because somebody interrupts: no fault of it.
      else if (!this.#over) throw error
    }
  }

  async *#messages(): AsyncGenerator<Numbered> {
    const { source, template, keepGoing } = this.#sending
    if (source.kind === 'body') {
      for (let number = 1; ; number++) {
        yield { number, share: undefined, message: { ...template(), body: source.body } as Message }
      }
    }
    const { stream, size } = source.input
    const input = addAbortSignal(this.#terminal.signal, stream)
    for await (const line of linesOf(input)) {
      const share = size === undefined ? undefined : line.end / size
      const { number } = line
      if (source.kind === 'lines') {
        // The line shares its memory with all that was read together with it, which need not stay.
        yield { number, share, message: { ...template(), body: line.bytes } as Message }
        continue
      }
      try {
        yield { number, share, message: messageFrom(line, template()) }
      } catch (error) {
        if (!(error instanceof LineError && keepGoing)) throw error
        this.#fail(number, error)
      }
    }
  }

  /** Whether nothing more is to be sent. */
  get #over(): boolean {
    const failed = this.#failed > 0 && !this.#sending.keepGoing
    return failed || this.#unprintable !== undefined || this.#terminal.signal.aborted
  }

  async #send(message: Message, number: number): Promise<void> {
    try {
      const receipt = await deliver(this.#producer, message, this.#sending.transaction)
      this.#sent += 1
      if (this.#sending.json) await this.#print({ line: number, ...receipt })
    } catch (error) {
      this.#fail(number, error)
    }
  }

  #fail(number: number | undefined, error: unknown): void {
    this.#failed += 1
    const where = number === undefined || error instanceof LineError ? '' : `line ${number}: `
    if (this.#failed <= MOST_PRINTED) {
      this.#progress.clear()
      this.#terminal.complain(`rocketmq-jet send: ${where}${explain(error)}`)
    }
    if (!this.#sending.json) return
    const { code, message } = RocketMQError.from(error, 'INVALID_ARGUMENT')
    void this.#print({ line: number, error: { code, message } })
  }

  async #print(result: object): Promise<void> {
    try {
      await this.#terminal.print(JSON.stringify(result))
    } catch (error) {
      this.#unprintable ??= error
    }
  }

  async #conclude(): Promise<number> {
    const seconds = (performance.now() - this.#startedAt) / 1_000
    const { json } = this.#sending
    const summary = `sent ${grouped(this.#sent)} messages in ${seconds.toFixed(1)} s, ${grouped(this.#sent / seconds)}/s`
    if (json) this.#terminal.complain(summary)
    else await this.#terminal.print(summary)
    if (this.#failed > 0) {
      const more = this.#failed > MOST_PRINTED ? `, the first ${MOST_PRINTED} of which are listed above` : ''
      this.#terminal.complain(`rocketmq-jet send: ${grouped(this.#failed)} failed${more}`)
    }
    if (this.#failed > 0) return this.#printEnd(EXIT.failure)
    return this.#readAll ? EXIT.success : this.#printEnd(EXIT.interrupted)
  }

  /** Says where to go on, if not all was read. */
  #printEnd(code: number): number {
    if (!this.#readAll && this.#sending.source.kind !== 'body')
      this.#terminal.complain(`rocketmq-jet send: nothing was sent after line ${this.#lastTaken}`)
    return code
  }
}

function shareOf(taken: number, count: number, read: number | undefined): number | undefined {
  if (count === Number.POSITIVE_INFINITY) return read
  return Math.max(taken / count, read ?? 0)
}

/** @throws UsageError if there is no such file */
function open(file: string | undefined, byLine: boolean, { input, complain }: Terminal): Input {
  if (file === undefined) {
    if ((input as { isTTY?: boolean }).isTTY)
      complain(`rocketmq-jet send: type ${byLine ? 'messages, one a line' : 'the message'}; Ctrl+D ends it`)
    return { stream: input, size: undefined }
  }
  let size: number | undefined
  try {
    const found = statSync(file)
    if (found.isDirectory()) throw new Error(`${file} is a directory`)
    size = found.isFile() ? found.size : undefined
  } catch (error) {
    throw new UsageError(`--file: ${(error as Error).message}`)
  }
  if (!byLine && (size ?? 0) > MAX_BODY_BYTES)
    throw new UsageError(
      '--file has more than 4 MiB, too much for one message: --lines sends each line as one',
    )
  return { stream: createReadStream(file), size }
}

function keysOf(single: string[] | undefined, joined: string | undefined): string[] | undefined {
  if (single === undefined && joined === undefined) return undefined
  const several = joined?.split(',').map(key => key.trim()) ?? []
  return [...(single ?? []), ...several.filter(key => key !== '')]
}

function pair(text: string): [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError('--property must be K=V')
  return [text.slice(0, at), text.slice(at + 1)]
}
