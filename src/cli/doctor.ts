import { randomUUID } from 'node:crypto'
import { connect } from 'node:net'
import {
  type ClientOptions,
  type Message,
  type MessageView,
  Producer,
  type ProducerOptions,
  type ServerInspection,
  SimpleConsumer,
} from '../index.js'
import { type Command, EXIT, type Terminal, UsageError } from './command.js'
import { clientOptions, connectionFlags, connectionHelp, parseFlags, startTimeoutMs } from './flags.js'
import { explain } from './run.js'

const FLAGS = {
  ...connectionFlags,
  topic: { type: 'string' },
  group: { type: 'string' },
  'write-batch': { type: 'boolean' },
  json: { type: 'boolean' },
} as const

/** A server shows whether it knows what came with a version, so only the oldest it can be is known. */
const VERSIONS = {
  'before 5.3.2': 'version before 5.3.2',
  '5.3.2': 'version 5.3.2 or 5.3.x after it',
  '5.4.0': 'version 5.4.0 or later',
} as const

/** `rocketmq-jet doctor` */
export const doctor: Command = {
  summary: 'examines a server: reachable, version, mode, topic, group, whether batches are safe',
  help: `Usage: rocketmq-jet doctor --endpoints H:P [--topic T] [--group G] [--name-server H:P] [--write-batch]

Says whether the server is reached and speaks RocketMQ's gRPC, what version and mode it proves, where the topic is,
whether the group can receive, and whether messages may share requests. Goes on after what is wrong, to find all of it.
Writes nothing without --write-batch. With --name-server it asks that server for the brokers, and each broker for its
version, which tells whether batches are safe in CLUSTER mode.

  --topic T             an existing topic; without one the mode is not known
  --group G             an existing consumer group; with --topic, it is subscribed for a moment
  --write-batch         with --topic and --group: sends batches of messages to the topic and reads them back with
                        the group, to prove that the brokers keep batched messages whole. Take a topic and a group
                        that nobody else uses: other messages found there come again ten seconds later
  --json                print all findings as one JSON object: { ok, findings: [{ verdict, subject, text }] }

${connectionHelp}

Exit code 0: all that was examined is in order. 1: something is not.`,
  run: async (args, terminal) => {
    const { values } = parseFlags(args, FLAGS)
    const { topic, group } = values
    const options = clientOptions(values)
    const writes = values['write-batch'] === true
    if (group !== undefined && topic === undefined) throw new UsageError('--group needs --topic')
    if (writes && group === undefined) throw new UsageError('--write-batch needs --topic and --group')
    const findings = new Findings(terminal, values.json === true)
    const inspection = await examineServers(options, topic, findings)
    terminal.signal.throwIfAborted()
    if (topic !== undefined && group !== undefined) {
      const usable = inspection?.topic !== undefined && (await examineGroup(options, topic, group, findings))
      if (inspection?.topic === undefined)
        await findings.note('group', `${group} is not examined: no consumer starts without its topic`)
      if (usable && writes) await examineBatches(options, topic, group, inspection, findings)
    }
    await findings.conclude()
    return findings.failed ? EXIT.failure : EXIT.success
  },
}

const MARKS = { good: '✓', note: '•', bad: '✗' } as const
type Verdict = keyof typeof MARKS

/** What was found: one line each, or all in one object. */
class Findings {
  readonly #terminal: Terminal
  readonly #collected: { verdict: Verdict; subject: string; text: string }[] | undefined
  failed = false

  constructor(terminal: Terminal, json: boolean) {
    this.#terminal = terminal
    this.#collected = json ? [] : undefined
  }

  /** Fires when nobody waits for more of them. */
  get signal(): AbortSignal {
    return this.#terminal.signal
  }

  good(what: string, words: string): Promise<void> {
    return this.#add('good', what, words)
  }

  note(what: string, words: string): Promise<void> {
    return this.#add('note', what, words)
  }

  bad(what: string, words: string): Promise<void> {
    this.failed = true
    return this.#add('bad', what, words)
  }

  /** All that is to be said is said. */
  async conclude(): Promise<void> {
    if (this.#collected === undefined) return
    await this.#terminal.print(JSON.stringify({ ok: !this.failed, findings: this.#collected }, undefined, 2))
  }

  async #add(verdict: Verdict, subject: string, text: string): Promise<void> {
    if (this.#collected !== undefined) this.#collected.push({ verdict, subject, text })
    else await this.#terminal.print(`${MARKS[verdict]} ${subject.padEnd(8)} ${text}`)
  }
}

/** Server, topic and what both mean for batches; `undefined` if one of them is not there. */
async function examineServers(
  options: ProducerOptions,
  topic: string | undefined,
  findings: Findings,
): Promise<ServerInspection | undefined> {
  const producer = new Producer(options)
  try {
    const startedAt = performance.now()
    await producer.start({ timeoutMs: startTimeoutMs(options), signal: findings.signal })
    const access = await producer.inspect()
    const took = Math.round(performance.now() - startedAt)
    await findings.good('server', `${options.endpoints} speaks RocketMQ's gRPC (connected in ${took} ms)`)
    if (topic === undefined) {
      await describeServers(access, findings)
      await describeBrokers(access, findings)
      await findings.note('batches', 'whether messages may share requests is known with --topic only')
      return access
    }
    return await examineTopic(producer, topic, access, findings)
  } catch (error) {
    findings.signal.throwIfAborted()
    await findings.bad('server', explain(error))
    await examineNetwork(options, findings)
    if (topic !== undefined)
      await findings.note('topic', `${topic} is not examined: the server is not reached`)
    return undefined
  } finally {
    await producer.close()
  }
}

/** Why a server is not reached: whether each address takes connections at all, and the name server's, too. */
async function examineNetwork(options: ProducerOptions, findings: Findings): Promise<void> {
  const subjects = [
    ['network', options.endpoints],
    ['brokers', options.nameServer ?? ''],
  ] as const
  for (const [subject, addresses] of subjects) {
    for (const { address, failure } of await reach(addresses, findings.signal)) {
      if (failure === undefined) await findings.note(subject, `${address} takes TCP connections`)
      else await findings.bad(subject, `${address} takes no TCP connection: ${failure}`)
    }
  }
}

async function examineTopic(
  producer: Producer,
  topic: string,
  access: ServerInspection,
  findings: Findings,
): Promise<ServerInspection> {
  try {
    const inspection = await producer.inspect(topic)
    await describeServers(inspection, findings)
    await describeTopic(inspection, findings)
    await describeBrokers(inspection, findings)
    await describeCoalescing(inspection, findings)
    return inspection
  } catch (error) {
    await describeServers(access, findings)
    await findings.bad('topic', explain(error))
    await describeBrokers(access, findings)
    return access
  }
}

async function describeServers({ servers }: ServerInspection, findings: Findings): Promise<void> {
  for (const { endpoint, version, mode } of servers) {
    const known = version === 'unknown' ? 'version unknown (no reflection)' : VERSIONS[version]
    await findings.good('version', `${endpoint}: ${known}${mode === 'unknown' ? '' : `, ${mode} mode`}`)
  }
}

async function describeTopic({ topic }: ServerInspection, findings: Findings): Promise<void> {
  if (topic === undefined) return
  const brokers = [...new Set(topic.queues.map(queue => queue.broker))]
  const types = topic.acceptMessageTypes.join(', ') || 'any type the server takes'
  const writable = topic.queues.filter(queue => /WRITE/.test(queue.permission)).length
  const words = `${topic.name}: ${topic.queues.length} queues on ${brokers.join(', ')}, for ${types}`
  if (writable === 0) await findings.bad('topic', `${words}; none of them may be written to`)
  else await findings.good('topic', words)
}

async function describeBrokers(
  { brokers = [], nameServerFailure }: ServerInspection,
  findings: Findings,
): Promise<void> {
  if (nameServerFailure !== undefined) await findings.bad('brokers', nameServerFailure)
  for (const { name, address, version, failure } of brokers) {
    if (version === undefined) await findings.bad('broker', `${name} at ${address}: ${failure}`)
    else await findings.good('broker', `${name} at ${address}: version ${version}`)
  }
}

async function describeCoalescing(inspection: ServerInspection, findings: Findings): Promise<void> {
  const { servers, coalescing, brokers, nameServerFailure } = inspection
  if (coalescing?.coalesced === true) {
    const bySelf = brokers === undefined || servers.every(server => server.keepsBatchesWhole)
    const needed = bySelf ? "by itself (batch.mode 'auto')" : 'with the option batch.nameServer set as here'
    await findings.good('batches', `safe: the producer coalesces ${needed}`)
    return
  }
  const old = servers.filter(({ version }) => version === 'before 5.3.2' || version === '5.3.2')
  const verdict =
    old.length > 0
      ? `not safe at ${old.map(server => server.endpoint).join(', ')}: brokers before 5.4.0 corrupt batches`
      : `not proven safe, since brokers before 5.4.0 corrupt batches: ${coalescing?.reason}`
  const unasked = brokers === undefined && nameServerFailure === undefined
  const asks = old.length === 0 && unasked ? '--name-server shows what the brokers are, and ' : ''
  await findings.note(
    'batches',
    `${verdict}. The producer sends one by one; ${asks}--write-batch shows what becomes of batches`,
  )
}

/** Whether the group can be used. */
async function examineGroup(
  options: ClientOptions,
  topic: string,
  group: string,
  findings: Findings,
): Promise<boolean> {
  const consumer = new SimpleConsumer({ ...options, consumerGroup: group, subscriptions: { [topic]: '*' } })
  try {
    await consumer.start({ timeoutMs: startTimeoutMs(options), signal: findings.signal })
    const { fifo, maxAttempts } = await consumer.inspect()
    const order = fifo ? 'in order' : 'in any order'
    const attempts = maxAttempts === undefined ? '' : `, up to ${maxAttempts} deliveries of each message`
    await findings.good('group', `${group} may subscribe to ${topic} (${order}${attempts})`)
    return true
  } catch (error) {
    await findings.bad('group', explain(error))
    return false
  } finally {
    await consumer.close()
  }
}

async function examineBatches(
  options: ClientOptions,
  topic: string,
  group: string,
  inspection: ServerInspection,
  findings: Findings,
): Promise<void> {
  const brokers = new Set(inspection.topic?.queues.map(queue => queue.broker)).size
  try {
    await report(await tryBatch(options, topic, group, brokers, findings.signal), brokers, findings)
  } catch (error) {
    await findings.bad('trial', explain(error))
  }
}

async function report(
  { sent, received, batches, brokersSeen, damage }: BatchVerdict,
  brokers: number,
  findings: Findings,
): Promise<void> {
  const counts = `${received} of ${sent} messages in ${batches} batches came back`
  if (damage !== undefined) {
    await findings.bad('trial', `${counts}, damaged: ${damage}. Leave batch.mode at 'auto' or 'off'`)
  } else if (received < sent) {
    await findings.bad('trial', `${counts} in time: nothing is proven. Does somebody else use the group?`)
  } else if (brokersSeen < brokers) {
    await findings.note(
      'trial',
      `${counts} whole, from ${brokersSeen} of ${brokers} brokers; the others are not proven`,
    )
  } else {
    await findings.good('trial', `${counts} whole, from every broker: batch.mode: 'on' is safe`)
  }
}

/** What became of the batches that were sent on trial. */
interface BatchVerdict {
  sent: number
  received: number
  batches: number
  /** Brokers that messages came back from. */
  brokersSeen: number
  /** How a message differs from what was sent; `undefined` if none does. */
  damage: string | undefined
}

const BATCH_SIZE = 8
/** Which broker a batch goes to is chosen at random in part: rounds for each broker there is. */
const ROUNDS_PER_BROKER = 4
const PATIENCE_MS = 30_000

interface Sent {
  message: Message
  messageId: string
}

/** Sends batches whose messages differ in everything, reads them back, and compares. */
async function tryBatch(
  options: ClientOptions,
  topic: string,
  group: string,
  brokers: number,
  signal: AbortSignal,
): Promise<BatchVerdict> {
  const { sent, batches } = await sendBatches(options, topic, brokers * ROUNDS_PER_BROKER)
  const consumer = new SimpleConsumer({
    ...options,
    consumerGroup: group,
    subscriptions: { [topic]: '*' },
    awaitDurationMs: 5_000,
    invisibleDurationMs: 10_000,
  })
  try {
    const received = await readBack(consumer, sent, signal)
    const differences = [...received].map(([body, view]) => difference(sent.get(body) as Sent, view))
    return {
      sent: sent.size,
      received: received.size,
      batches,
      brokersSeen: new Set([...received.values()].map(view => view.storeHost)).size,
      damage: differences.find(each => each !== undefined),
    }
  } finally {
    // Ours are acknowledged; others that came along are not ours to settle.
    await consumer.close({ timeoutMs: 0 })
  }
}

async function sendBatches(
  options: ClientOptions,
  topic: string,
  rounds: number,
): Promise<{ sent: Map<string, Sent>; batches: number }> {
  // A lingering batch is full before its time: each round leaves as one.
  const batch = { mode: 'on', batchSize: BATCH_SIZE, flushIntervalMs: 1_000 } as const
  const producer = new Producer({ ...options, topics: [topic], batch })
  const run = randomUUID()
  const sent = new Map<string, Sent>()
  try {
    await producer.start({ timeoutMs: startTimeoutMs(options) })
    for (let round = 0; round < rounds; round++) {
      const messages = Array.from({ length: BATCH_SIZE }, (_, index) =>
        trialMessage(topic, run, round, index),
      )
      const receipts = await producer.sendBatch(messages)
      for (const [index, message] of messages.entries())
        sent.set(message.body as string, { message, messageId: receipts[index]?.messageId ?? '' })
    }
    const counted = producer.stats().batches.map(each => each.batches)
    return { sent, batches: counted.reduce((sum, each) => sum + each, 0) }
  } finally {
    await producer.close()
  }
}

function trialMessage(topic: string, run: string, round: number, index: number): Message {
  const mark = `${round}-${index}`
  return {
    topic,
    body: `rocketmq-jet doctor ${run} ${mark}`,
    tag: `tag-${mark}`,
    keys: [`key-${run}-${mark}`],
    properties: { trial: mark },
  }
}

/** Messages of this trial by their bodies. Others are left alone: they come again to whom they belong. */
async function readBack(
  consumer: SimpleConsumer,
  sent: ReadonlyMap<string, Sent>,
  signal: AbortSignal,
): Promise<Map<string, MessageView>> {
  const received = new Map<string, MessageView>()
  const deadline = performance.now() + PATIENCE_MS
  while (received.size < sent.size && performance.now() < deadline) {
    const messages = await consumer.receive({ signal })
    const ours = messages.filter(message => sent.has(message.text()))
    for (const message of ours) received.set(message.text(), message)
    await consumer.ack(ours)
  }
  return received
}

function difference({ message, messageId }: Sent, view: MessageView): string | undefined {
  const pairs = [
    ['id', messageId, view.messageId],
    ['tag', message.tag, view.tag],
    ['keys', message.keys?.toString(), view.keys.toString()],
    ['properties', message.properties?.trial, view.properties.trial],
  ]
  const changed = pairs.filter(([, before, after]) => before !== after)
  if (changed.length === 0) return undefined
  return changed.map(([field, before, after]) => `${field} ${before} became ${after}`).join(', ')
}

const REACH_TIMEOUT_MS = 2_000

/** Whether something takes TCP connections at an address. */
interface Reach {
  address: string
  /** Why not; `undefined` if it does. */
  failure: string | undefined
}

/** Tries each of several addresses, joined by `;` or `,`. */
function reach(addresses: string, signal: AbortSignal): Promise<Reach[]> {
  const each = addresses.split(/[;,]/).map(address => address.trim().replace(/^https?:\/\//i, ''))
  return Promise.all(each.filter(address => address !== '').map(address => tryOne(address, signal)))
}

function tryOne(address: string, signal: AbortSignal): Promise<Reach> {
  const [, host = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(address) ?? []
  if (port === '') return Promise.resolve({ address, failure: 'it has no port' })
  return new Promise(resolve => {
    const socket = connect({ host, port: Number(port) })
    const end = (failure: string | undefined) => {
      clearTimeout(timer)
      socket.destroy()
      resolve({ address, failure })
    }
    const timer = setTimeout(
      () => end(`no answer within ${REACH_TIMEOUT_MS} ms, as behind a firewall`),
      REACH_TIMEOUT_MS,
    )
    signal.addEventListener('abort', () => end('interrupted'), { once: true })
    socket.on('connect', () => end(undefined))
    socket.on('error', (error: NodeJS.ErrnoException) => end(wordsFor(error)))
  })
}

function wordsFor({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ECONNREFUSED') return 'refused, nothing listens there'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name cannot be resolved'
  return message
}
