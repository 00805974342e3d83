import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import {
  type MessageView,
  Producer,
  PushConsumer,
  type RocketMQError,
  SimpleConsumer,
} from '../../src/index.js'
import { RawClient } from '../support/raw-client.js'

/** What is killed: a server in LOCAL mode, or a part of one in CLUSTER mode. */
const DRILLS = {
  local: { mode: 'local', kill: (it: Cluster) => it.killProxy(), start: (it: Cluster) => it.startProxy() },
  proxy: { mode: 'cluster', kill: (it: Cluster) => it.killProxy(), start: (it: Cluster) => it.startProxy() },
  broker: {
    mode: 'cluster',
    kill: (it: Cluster) => it.killBroker(),
    start: (it: Cluster) => it.startBroker(),
  },
} as const

const USAGE = `npm run drill -- ${Object.keys(DRILLS).join('|')} [--rounds 3]: kills a real RocketMQ under load, and prints what it cost`

/** How long the server stays down, and how long everything confirmed may take to be handled, in milliseconds. */
const DOWN_MS = 1_000
const HANDLED_WITHIN_MS = 90_000

/** What one kind of client did. */
class Tally {
  failed = 0
  /** Codes of the failures. */
  readonly codes = new Set<string>()
  readonly #times: number[] = []

  succeeded(): void {
    this.#times.push(performance.now())
  }

  failedWith(error: unknown): void {
    this.failed++
    this.codes.add((error as RocketMQError).code)
  }

  get successes(): number {
    return this.#times.length
  }

  /** The first success after a moment. */
  after(moment: number): number {
    return this.#times.find(time => time > moment) ?? Number.POSITIVE_INFINITY
  }
}

/** The messages of one topic: what was confirmed, and how often each was handled by whom. */
class Ledger {
  readonly confirmed = new Set<string>()
  readonly handled = new Map<string, number>()
  /** Of a message group, the numbers in the order in which they were handled first. */
  readonly order = new Map<string, number[]>()

  note({ messageId, messageGroup, text }: { messageId: string; messageGroup?: string; text: string }): void {
    const times = (this.handled.get(messageId) ?? 0) + 1
    this.handled.set(messageId, times)
    if (messageGroup === undefined || times > 1) return
    const numbers = this.order.get(messageGroup) ?? []
    numbers.push(Number(text))
    this.order.set(messageGroup, numbers)
  }

  get lost(): number {
    return [...this.confirmed].filter(id => !this.handled.has(id)).length
  }

  get doubled(): number {
    return [...this.handled.values()].filter(times => times > 1).length
  }

  get disordered(): number {
    let count = 0
    for (const numbers of this.order.values()) {
      for (const [index, number] of numbers.entries()) if (number < (numbers[index - 1] ?? -1)) count++
    }
    return count
  }
}

/** Everything that runs against a cluster while it is killed. */
class Load {
  readonly tallies = {
    bare: new Tally(),
    plain: new Tally(),
    fifo: new Tally(),
    transaction: new Tally(),
    push: new Tally(),
    'FIFO push': new Tally(),
    simple: new Tally(),
  }
  readonly ledgers = { push: new Ledger(), 'FIFO push': new Ledger(), simple: new Ledger() }
  readonly #cluster: Cluster
  readonly #producer: Producer
  readonly #consumers: (PushConsumer | SimpleConsumer)[] = []
  readonly #running: Promise<unknown>[] = []
  #stopped = false

  constructor(cluster: Cluster) {
    this.#cluster = cluster
    this.#producer = new Producer({
      endpoints: cluster.endpoints,
      deliveryTimeoutMs: 120_000,
      transactionChecker: () => 'COMMIT',
      logger: false,
    })
  }

  async start(): Promise<void> {
    const { push, simple, 'FIFO push': fifoPush } = this.ledgers
    const producer = this.#producer
    await producer.start()
    await Promise.all([
      this.#consume('pushed', 'plain', push, 'push'),
      this.#consume('ordered', 'steps', fifoPush, 'FIFO push'),
      this.#iterate(simple),
    ])
    for (let caller = 0; caller < 8; caller++)
      this.#repeat('plain', async n => {
        const { messageId } = await producer.send({ topic: 'plain', body: `${caller} ${n}` })
        push.confirmed.add(messageId)
        simple.confirmed.add(messageId)
      })
    for (let group = 0; group < 4; group++)
      this.#repeat('fifo', async n => {
        const message = { topic: 'steps', messageGroup: `group-${group}`, body: String(n) }
        fifoPush.confirmed.add((await producer.send(message)).messageId)
      })
    for (let caller = 0; caller < 2; caller++)
      this.#repeat('transaction', async () => {
        const transaction = producer.beginTransaction()
        await transaction.send({ topic: 'deals', body: 'half' })
        await transaction.commit()
      })
    this.#running.push(this.#bare())
  }

  /** Waits until every kind of client had a success after `moment`. */
  async recovered(moment: number): Promise<void> {
    const end = performance.now() + HANDLED_WITHIN_MS
    const missing = () =>
      Object.values(this.tallies).some(tally => tally.after(moment) === Number.POSITIVE_INFINITY)
    while (missing() && performance.now() < end) await pause(50)
  }

  /** Stops sending, and waits until what was confirmed was handled. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.all(this.#running)
    const end = performance.now() + HANDLED_WITHIN_MS
    const lost = () => Object.values(this.ledgers).some(ledger => ledger.lost > 0)
    while (lost() && performance.now() < end) await pause(100)
    await Promise.all([this.#producer, ...this.#consumers].map(each => each.close().catch(() => {})))
  }

  #repeat(name: 'plain' | 'fifo' | 'transaction', send: (n: number) => Promise<void>): void {
    const run = async () => {
      for (let n = 0; !this.#stopped; n++) {
        await send(n).then(
          () => this.tallies[name].succeeded(),
          error => this.tallies[name].failedWith(error),
        )
        await pause(20)
      }
    }
    this.#running.push(run())
  }

  async #consume(group: string, topic: string, ledger: Ledger, name: 'push' | 'FIFO push'): Promise<void> {
    const consumer = new PushConsumer({
      endpoints: this.#cluster.endpoints,
      consumerGroup: group,
      subscriptions: { [topic]: '*' },
      listener: message => this.#note(message, ledger, name),
      logger: false,
    })
    this.#consumers.push(consumer)
    await consumer.start()
  }

  async #iterate(ledger: Ledger): Promise<void> {
    const consumer = new SimpleConsumer({
      endpoints: this.#cluster.endpoints,
      consumerGroup: 'asked',
      subscriptions: { plain: '*' },
      logger: false,
    })
    this.#consumers.push(consumer)
    await consumer.start()
    const run = async () => {
      for await (const message of consumer) {
        this.#note(message, ledger, 'simple')
        consumer.ack(message).catch(() => {})
      }
    }
    run().catch(() => {})
  }

  #note(message: MessageView, ledger: Ledger, name: 'push' | 'FIFO push' | 'simple'): void {
    this.tallies[name].succeeded()
    const { messageId, messageGroup } = message
    ledger.note({ messageId, text: message.text(), ...(messageGroup === undefined ? {} : { messageGroup }) })
  }

  /** A client that does nothing but try every 50 ms. */
  async #bare(): Promise<void> {
    let client = new RawClient(this.#cluster.endpoints)
    for (let n = 0; !this.#stopped; n++) {
      const before = this.tallies.bare.failed
      const systemProperties = { messageId: `BARE${n}-${Date.now()}`, bodyEncoding: 1, messageType: 1 }
      const message = { topic: { name: 'bare' }, body: Buffer.from('b'), systemProperties }
      await Promise.race([client.send(message), pause(1_000).then(() => undefined)]).then(
        reply => {
          if (reply?.status?.code === 20_000) this.tallies.bare.succeeded()
          else this.tallies.bare.failed++
        },
        () => this.tallies.bare.failed++,
      )
      await pause(50)
      if (this.tallies.bare.failed === before) continue
      // Without the backoff of its channel.
      client.close()
      client = new RawClient(this.#cluster.endpoints)
    }
    client.close()
  }
}

/** Kills the server once; returns when each kind of client had its first success after the start began. */
async function kill(
  cluster: Cluster,
  load: Load,
  drill: (typeof DRILLS)[keyof typeof DRILLS],
): Promise<number> {
  await pause(2_000)
  await drill.kill(cluster)
  await pause(DOWN_MS)
  const begun = performance.now()
  await drill.start(cluster)
  await load.recovered(begun)
  return begun
}

async function run(name: keyof typeof DRILLS, rounds: number): Promise<void> {
  const drill = DRILLS[name]
  const cluster = await startCluster({
    mode: drill.mode,
    topics: { plain: 'NORMAL', steps: 'FIFO', deals: 'TRANSACTION', bare: 'NORMAL' },
    groups: { pushed: {}, ordered: { fifo: true }, asked: {} },
  })
  try {
    const load = new Load(cluster)
    await load.start()
    const starts: number[] = []
    for (let round = 0; round < rounds; round++) starts.push(await kill(cluster, load, drill))
    await load.stop()
    console.log(report(name, load, starts))
  } finally {
    await cluster.stop()
  }
}

function report(name: string, { tallies, ledgers }: Load, starts: readonly number[]): string {
  const lines = [
    `${name}: killed ${starts.length} times, each down for ${DOWN_MS} ms and the time it takes to start`,
    '',
    '| client | successes | failed | lost | doubled | out of order | first success, ms after the bare client |',
    '|---|---:|---:|---:|---:|---:|---|',
  ]
  for (const [client, tally] of Object.entries(tallies)) {
    const ledger = ledgers[client as keyof typeof ledgers] as Ledger | undefined
    const later = starts.map(begun => Math.round(tally.after(begun) - tallies.bare.after(begun)))
    const cells = [client, tally.successes, `${tally.failed} ${[...tally.codes].join(' ')}`.trim()]
    const counts = ledger === undefined ? ['', '', ''] : [ledger.lost, ledger.doubled, ledger.disordered]
    lines.push(`| ${[...cells, ...counts, later.join(', ')].join(' | ')} |`)
  }
  return lines.join('\n')
}

const { values, positionals } = parseArgs({
  options: { rounds: { type: 'string', default: '3' } },
  allowPositionals: true,
})
const [name = ''] = positionals
if (Object.hasOwn(DRILLS, name)) await run(name as keyof typeof DRILLS, Number(values.rounds))
else {
  console.error(USAGE)
  process.exitCode = 1
}
