import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Message, type MessageView, Producer, PushConsumer, RocketMQError } from '../index.js'
import { type Command, EXIT, type Terminal } from './command.js'
import {
  clientOptions,
  connectionFlags,
  connectionHelp,
  duration,
  number,
  oneOf,
  parseFlags,
  required,
  startTimeoutMs,
} from './flags.js'
import { formatMs, Latencies, type LatencySummary, sparkline } from './latencies.js'
import { grouped, Pace, Progress } from './pace.js'

const FLAGS = {
  ...connectionFlags,
  topic: { type: 'string' },
  group: { type: 'string' },
  duration: { type: 'string' },
  callers: { type: 'string' },
  bytes: { type: 'string' },
  rate: { type: 'string' },
  batch: { type: 'string' },
  json: { type: 'boolean' },
} as const

const DEFAULT_DURATION_MS = 10_000
const DEFAULT_CALLERS = 64
const DEFAULT_BYTES = 1_024
/** What the body says of itself: the run, and when it was sent. */
const HEAD_BYTES = 54
/** How long the rest of the messages is waited for while none comes. */
const SILENCE_MS = 10_000
const PLOT_WIDTH = 40
/** Messages of others are not for us to handle: they come again later. */
const NOT_OURS = { suspendMs: 30_000 }

/** `rocketmq-jet bench` */
export const bench: Command = {
  summary: 'measures how fast a cluster takes and delivers messages',
  help: `Usage: rocketmq-jet bench --endpoints H:P --topic T [--group G]

Sends messages to the topic and prints how many a second the brokers took, and how long each took from the call of
send() until the broker had stored it, with percentiles and a plot. With --group it receives them, too, and measures how
long each was on its way. It sends as much as it can: take a topic and a group that nobody else uses.

  --topic T             an existing topic
  --group G             an existing consumer group, to receive with
  --duration TIME       how long to send (10s)
  --callers N           callers, each of which awaits a message before it sends the next (64)
  --bytes N             bytes of a body, from ${HEAD_BYTES} on (1024)
  --rate N              at most N messages a second, all callers together. Latencies count from when a message was
                        due, so that a server that stalls does not look fast
  --batch MODE          whether messages share requests: auto, on or off (auto)
  --json                print the outcome as one JSON object

${connectionHelp}

Exit code 0: all was sent, and with --group received. 1: something was not. 130: interrupted; what was measured until then
is printed.`,
  run: async (args, terminal) => {
    const { values } = parseFlags(args, FLAGS)
    const plan: Plan = {
      topic: required('topic', values.topic),
      group: values.group,
      durationMs: duration('duration', values.duration) ?? DEFAULT_DURATION_MS,
      callers: number('callers', values.callers) ?? DEFAULT_CALLERS,
      bytes: number('bytes', values.bytes, HEAD_BYTES) ?? DEFAULT_BYTES,
      rate: number('rate', values.rate),
    }
    const mode = oneOf('batch', values.batch, ['auto', 'on', 'off'] as const) ?? 'auto'
    const options = clientOptions(values)
    const producer = new Producer({ ...options, topics: [plan.topic], batch: { mode } })
    const receiver = plan.group === undefined ? undefined : new Receiver()
    const consumer =
      receiver &&
      new PushConsumer({
        ...options,
        consumerGroup: plan.group as string,
        subscriptions: { [plan.topic]: '*' },
        listener: message => receiver.take(message),
      })
    try {
      const starting = { timeoutMs: startTimeoutMs(options), signal: terminal.signal }
      await Promise.all([producer.start(starting), consumer?.start(starting)])
      const load = new Load(producer, plan, receiver?.run ?? randomUUID(), terminal)
      await load.run(await shapeFor(producer, plan.topic))
      if (receiver !== undefined) await receiver.rest(load.sent, terminal.signal)
      const outcome = { ...load.outcome(), ...receiver?.outcome() }
      await terminal.print(
        values.json === true ? JSON.stringify(outcome, undefined, 2) : inWords(outcome, load),
      )
      if (terminal.signal.aborted) return EXIT.interrupted
      const complete = receiver === undefined || receiver.received >= load.sent
      return load.failed === 0 && complete ? EXIT.success : EXIT.failure
    } finally {
      await Promise.allSettled([producer.close(), consumer?.close({ timeoutMs: 5_000 })])
    }
  },
}

interface Plan {
  topic: string
  group: string | undefined
  durationMs: number
  callers: number
  bytes: number
  rate: number | undefined
}

type SendOutcome = ReturnType<Load['outcome']>
type ReceiveOutcome = ReturnType<Receiver['outcome']>

/** What a topic of this type needs a message to have. */
type Shape = (caller: number) => Partial<Message>

async function shapeFor(producer: Producer, topic: string): Promise<Shape> {
  const { topic: found } = await producer.inspect(topic)
  const types = found?.acceptMessageTypes ?? []
  if (types.length === 0 || types.includes('NORMAL')) return () => ({})
  if (types.includes('FIFO')) return caller => ({ messageGroup: `bench-${caller}` })
  if (types.includes('DELAY')) return () => ({ deliveryTimestamp: Date.now() })
  if (types.includes('PRIORITY')) return () => ({ priority: 0 })
  throw new RocketMQError(
    'INVALID_ARGUMENT',
    `topic ${topic} takes ${types.join(', ')} only, which bench cannot send`,
  )
}

/** Callers that send one message after the other. */
class Load {
  readonly #producer: Producer
  readonly #plan: Plan
  readonly #run: string
  readonly #terminal: Terminal
  readonly #padding: string
  readonly #bySecond: number[] = []
  readonly #errors: Record<string, number> = {}
  readonly latencies = new Latencies()
  sent = 0
  failed = 0
  #startedAt = 0
  #seconds = 0

  constructor(producer: Producer, plan: Plan, run: string, terminal: Terminal) {
    this.#producer = producer
    this.#plan = plan
    this.#run = run
    this.#terminal = terminal
    this.#padding = 'x'.repeat(Math.max(0, plan.bytes - HEAD_BYTES))
  }

  async run(shape: Shape): Promise<void> {
    const { callers, durationMs, rate } = this.#plan
    const { signal, display } = this.#terminal
    const pace = new Pace(rate, signal, true)
    const progress = new Progress(display)
    this.#startedAt = performance.now()
    const end = this.#startedAt + durationMs
    await Promise.all(
      Array.from({ length: callers }, async (_, caller) => {
        for (;;) {
          const due = await pace.next()
          if (due >= end || performance.now() >= end || signal.aborted) return
          await this.#send(due, shape(caller))
          progress.show(this.sent, this.failed, (performance.now() - this.#startedAt) / durationMs)
        }
      }),
    )
    this.#seconds = (performance.now() - this.#startedAt) / 1_000
    progress.clear()
  }

  outcome() {
    const { topic, callers, bytes } = this.#plan
    const messagesPerSecond = Math.round(this.sent / this.#seconds)
    return {
      topic,
      seconds: Number(this.#seconds.toFixed(3)),
      callers,
      bytes,
      sent: this.sent,
      failed: this.failed,
      /** Failures by code. */
      errors: this.#errors,
      messagesPerSecond,
      bytesPerSecond: messagesPerSecond * bytes,
      /** Requests that carried batches; 0 where messages were sent one by one. */
      batches: this.#producer.stats().batches.reduce((sum, each) => sum + each.batches, 0),
      latencyMs: this.latencies.summary(),
      /** Messages sent in each second. */
      bySecond: this.#bySecond,
    }
  }

  async #send(due: number, shape: Partial<Message>): Promise<void> {
    const body = `${this.#run} ${String(Date.now()).padStart(16)} ${this.#padding}`
    try {
      await this.#producer.send({ ...shape, topic: this.#plan.topic, body })
    } catch (error) {
      this.failed += 1
      const { code } = RocketMQError.from(error)
      this.#errors[code] = (this.#errors[code] ?? 0) + 1
      // A server that refuses at once is not to be asked again at once, by all callers.
      await pause(100, undefined, { signal: this.#terminal.signal }).catch(() => {})
      return
    }
    const now = performance.now()
    this.sent += 1
    this.latencies.record(now - due)
    const second = Math.floor((now - this.#startedAt) / 1_000)
    while (this.#bySecond.length <= second) this.#bySecond.push(0)
    this.#bySecond[second] = (this.#bySecond[second] as number) + 1
  }
}

/** Counts the messages of this run as they come. */
class Receiver {
  readonly run = randomUUID()
  readonly latencies = new Latencies()
  received = 0
  #firstAt = 0
  #lastAt = 0
  readonly #seen = new Set<string>()

  take(message: MessageView): typeof NOT_OURS | undefined {
    const text = message.body.toString('latin1', 0, HEAD_BYTES)
    if (!text.startsWith(this.run)) return NOT_OURS
    // Delivery is at least once.
    if (this.#seen.has(message.messageId)) return undefined
    this.#seen.add(message.messageId)
    this.#lastAt = performance.now()
    if (this.received === 0) this.#firstAt = this.#lastAt
    this.received += 1
    this.latencies.record(Math.max(0, Date.now() - Number(text.slice(this.run.length))))
    return undefined
  }

  /** Waits for those that are on their way. */
  async rest(sent: number, signal: AbortSignal): Promise<void> {
    const startedAt = performance.now()
    while (this.received < sent && !signal.aborted) {
      if (performance.now() - Math.max(startedAt, this.#lastAt) > SILENCE_MS) return
      await pause(20, undefined, { signal }).catch(() => {})
    }
  }

  outcome() {
    const seconds = Math.max(0.001, (this.#lastAt - this.#firstAt) / 1_000)
    return {
      received: this.received,
      receivedPerSecond: Math.round(this.received / seconds),
      /** From the call of `send()` to the handler. */
      endToEndMs: this.latencies.summary(),
    }
  }
}

function inWords(outcome: SendOutcome & Partial<ReceiveOutcome>, { latencies }: Load): string {
  const { sent, failed, errors, seconds, callers, bytes, messagesPerSecond, bytesPerSecond, batches } =
    outcome
  const failures = Object.entries(errors).map(([code, count]) => `${grouped(count)} ${code}`)
  const lines = [
    `${outcome.topic}: ${callers} callers, ${grouped(bytes)} bytes, ${seconds.toFixed(1)} s`,
    '',
    `sent      ${grouped(sent)} messages, ${grouped(messagesPerSecond)}/s, ${(bytesPerSecond / 2 ** 20).toFixed(1)} MiB/s`,
    `requests  ${batches === 0 ? 'one a message' : `${grouped(batches)}, ${(sent / batches).toFixed(1)} messages each`}`,
    `failed    ${grouped(failed)}${failures.length === 0 ? '' : `: ${failures.join(', ')}`}`,
    `latency   ${percentiles(outcome.latencyMs)}`,
    ...(outcome.received === undefined ? [] : received(outcome as ReceiveOutcome, sent)),
  ]
  if (sent === 0) return lines.join('\n')
  const rates = `messages in each second, up to ${grouped(Math.max(...outcome.bySecond))}`
  return [
    ...lines,
    '',
    rates,
    `  ${sparkline(outcome.bySecond)}`,
    '',
    'latency',
    ...latencies.plot(PLOT_WIDTH),
  ].join('\n')
}

function received(
  { received: count, receivedPerSecond, endToEndMs }: ReceiveOutcome,
  sent: number,
): string[] {
  return [
    `received  ${grouped(count)} of ${grouped(sent)}, ${grouped(receivedPerSecond)}/s`,
    `on way    ${percentiles(endToEndMs)}`,
  ]
}

function percentiles({ p50, p90, p99, p999, max }: LatencySummary): string {
  return `p50 ${formatMs(p50)}, p90 ${formatMs(p90)}, p99 ${formatMs(p99)}, p99.9 ${formatMs(p999)}, max ${formatMs(max)}`
}
