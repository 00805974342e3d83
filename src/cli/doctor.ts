import {
  type ClientOptions,
  Producer,
  type ProducerOptions,
  RocketMQError,
  type ServerInspection,
  SimpleConsumer,
} from '../index.js'
import { type BatchVerdict, tryBatch } from './batch-trial.js'
import { type Command, type Terminal, UsageError } from './command.js'
import {
  clientOptions,
  connectionFlags,
  connectionHelp,
  parseFlags,
  START_TIMEOUT_MS,
} from './connection-flags.js'

const FLAGS = {
  ...connectionFlags,
  topic: { type: 'string' },
  group: { type: 'string' },
  'name-server': { type: 'string' },
  'write-batch': { type: 'boolean' },
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
whether the group can receive, and whether messages may share requests. Writes nothing, unless told to:

  --topic T             an existing topic; without one the mode is not known
  --group G             an existing consumer group; with --topic, it is subscribed for a moment
  --name-server H:P     the name server (or ROCKETMQ_NAME_SERVER): asks it for the brokers, and each of these for its
                        version, by which batches are safe or not in CLUSTER mode too
  --write-batch         with --topic and --group: sends batches of messages to the topic and reads them back with
                        the group, to prove that the brokers keep batched messages whole. Take a topic and a group
                        that nobody else uses: other messages found there come again ten seconds later

${connectionHelp}

Exit code 0: all that was examined is well. 1: something is not.`,
  run: async (args, terminal) => {
    const { values } = parseFlags(args, FLAGS)
    const { topic, group } = values
    const options = clientOptions(values)
    const nameServer = nameServerOf(values['name-server'])
    const writes = values['write-batch'] === true
    if (group !== undefined && topic === undefined) throw new UsageError('--group needs --topic')
    if (writes && group === undefined) throw new UsageError('--write-batch needs --topic and --group')
    const findings = new Findings(terminal)
    const inspection = await examineServers({ ...options, batch: { nameServer } }, topic, findings)
    terminal.signal.throwIfAborted()
    if (inspection !== undefined && topic !== undefined && group !== undefined) {
      const usable = await examineGroup(options, topic, group, findings)
      if (usable && writes) await examineBatches(options, topic, group, inspection, findings)
    }
    return findings.failed ? 1 : 0
  },
}

/** What was found, one line each. */
class Findings {
  readonly #terminal: Terminal
  failed = false

  constructor(terminal: Terminal) {
    this.#terminal = terminal
  }

  /** Fires when nobody waits for more of them. */
  get signal(): AbortSignal {
    return this.#terminal.signal
  }

  good(what: string, words: string): Promise<void> {
    return this.#line('✓', what, words)
  }

  note(what: string, words: string): Promise<void> {
    return this.#line('•', what, words)
  }

  bad(what: string, words: string): Promise<void> {
    this.failed = true
    return this.#line('✗', what, words)
  }

  #line(mark: string, what: string, words: string): Promise<void> {
    return this.#terminal.print(`${mark} ${what.padEnd(8)} ${words}`)
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
    await producer.start({ timeoutMs: START_TIMEOUT_MS, signal: findings.signal })
    const access = await producer.inspect()
    const took = Math.round(performance.now() - startedAt)
    await findings.good('server', `${options.endpoints} speaks RocketMQ's gRPC (connected in ${took} ms)`)
    if (topic === undefined) {
      await describeServers(access, findings)
      await describeBrokers(access, findings)
      await findings.note('batches', 'whether messages may share requests is known with --topic only')
      return access
    }
    return await examineTopic(producer, topic, findings)
  } catch (error) {
    await findings.bad('server', explain(error))
    return undefined
  } finally {
    await producer.close()
  }
}

async function examineTopic(
  producer: Producer,
  topic: string,
  findings: Findings,
): Promise<ServerInspection | undefined> {
  try {
    const inspection = await producer.inspect(topic)
    await describeServers(inspection, findings)
    await describeTopic(inspection, findings)
    await describeBrokers(inspection, findings)
    await describeCoalescing(inspection, findings)
    return inspection
  } catch (error) {
    await findings.bad('topic', explain(error))
    return undefined
  }
}

async function describeServers({ servers }: ServerInspection, findings: Findings): Promise<void> {
  for (const { endpoint, version, mode } of servers) {
    const known = version === 'unknown' ? 'version not told (no reflection)' : VERSIONS[version]
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
    await consumer.start({ timeoutMs: START_TIMEOUT_MS, signal: findings.signal })
    await findings.good('group', `${group} may subscribe to ${topic}`)
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

function explain(error: unknown): string {
  const { code, message } = RocketMQError.from(error)
  return `${code}: ${message}`
}

function nameServerOf(flag: string | undefined): string | undefined {
  return flag ?? (process.env.ROCKETMQ_NAME_SERVER || undefined)
}
