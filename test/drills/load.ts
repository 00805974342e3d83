import { setTimeout as pause } from 'node:timers/promises'
import type { RocketMQError } from '../../src/index.js'
import { BareClient, type Clients, type DrillGroup, type DrillProducer, type Received } from './clients.js'

/** How long everything confirmed may take to be handled, and every send to settle, in milliseconds. */
const HANDLED_WITHIN_MS = 90_000
const SETTLED_WITHIN_MS = 150_000

/** What one kind of client did. */
export class Tally {
  failed = 0
  /** Calls that have not settled. */
  pending = 0
  /** Codes of the failures, and what the first of each said. */
  readonly codes = new Map<string, string>()
  readonly #times: number[] = []

  async watch(call: Promise<unknown>): Promise<void> {
    this.pending++
    await call.then(
      () => this.succeeded(),
      (error: RocketMQError) => this.failedWith(error),
    )
    this.pending--
  }

  succeeded(): void {
    this.#times.push(performance.now())
  }

  failedWith(error: RocketMQError): void {
    this.failed++
    // The official client has numbers, or none.
    const code = String(error.code ?? error.name)
    if (!this.codes.has(code)) this.codes.set(code, error.message)
  }

  get successes(): number {
    return this.#times.length
  }

  /** The first success after a moment. */
  after(moment: number): number {
    return this.#times.find(time => time > moment) ?? Number.POSITIVE_INFINITY
  }

  /** The longest time without a success that began or ended between two moments. */
  longestPause(from: number, to: number): number {
    let longest = 0
    for (const [index, time] of this.#times.entries()) {
      const before = this.#times[index - 1] ?? time
      if (time > from && before < to) longest = Math.max(longest, time - before)
    }
    return longest
  }
}

/** The messages of one topic: what was confirmed, and how often each was handled by whom. */
export class Ledger {
  readonly confirmed = new Set<string>()
  readonly handled = new Map<string, number>()
  /** Those whose acknowledgement was confirmed. */
  readonly acked = new Set<string>()
  /** Of each that came again, when it came first and next, and whether it had been acknowledged between. */
  readonly again: { first: number; next: number; acked: boolean }[] = []
  /** When each broker's messages were handled. */
  readonly brokers = new Map<string, Tally>()
  /** Of a message group, the numbers in the order in which they were handled first. */
  readonly order = new Map<string, number[]>()
  readonly #firsts = new Map<string, number>()

  note({ messageId, messageGroup, text, storeHost }: Received): void {
    const now = performance.now()
    const times = (this.handled.get(messageId) ?? 0) + 1
    this.handled.set(messageId, times)
    if (times === 1) this.#firsts.set(messageId, now)
    if (times === 2)
      this.again.push({
        first: this.#firsts.get(messageId) ?? now,
        next: now,
        acked: this.acked.has(messageId),
      })
    const broker = this.brokers.get(storeHost) ?? new Tally()
    this.brokers.set(storeHost, broker)
    broker.succeeded()
    if (messageGroup === undefined || times > 1) return
    const numbers = this.order.get(messageGroup) ?? []
    numbers.push(Number(text))
    this.order.set(messageGroup, numbers)
  }

  get lost(): number {
    return [...this.confirmed].filter(id => !this.handled.has(id)).length
  }

  get doubled(): number {
    return this.again.length
  }

  get disordered(): number {
    let count = 0
    for (const numbers of this.order.values()) {
      for (const [index, number] of numbers.entries()) if (number < (numbers[index - 1] ?? -1)) count++
    }
    return count
  }
}

type Sender = 'plain' | 'fifo' | 'transaction'
type Taker = 'push' | 'FIFO push' | 'simple'

/** The topics and groups that a load needs. */
export const TOPICS = { plain: 'NORMAL', steps: 'FIFO', deals: 'TRANSACTION', bare: 'NORMAL' } as const
export const GROUPS = { pushed: {}, ordered: { fifo: true }, asked: {} }

/** Everything that runs against servers while they are killed: each kind of client, and a bare one. */
export class Load {
  readonly tallies = {
    bare: new Tally(),
    plain: new Tally(),
    fifo: new Tally(),
    transaction: new Tally(),
    push: new Tally(),
    'FIFO push': new Tally(),
    simple: new Tally(),
  }
  readonly ledgers: Record<Taker, Ledger> = {
    push: new Ledger(),
    'FIFO push': new Ledger(),
    simple: new Ledger(),
  }
  readonly #endpoints: string
  readonly #clients: Clients
  #producer: DrillProducer | undefined
  readonly #closers: (() => Promise<void>)[] = []
  readonly #running: Promise<unknown>[] = []
  #stopped = false

  constructor(endpoints: string, clients: Clients) {
    this.#endpoints = endpoints
    this.#clients = clients
  }

  async start(): Promise<void> {
    const { push, simple, 'FIFO push': fifoPush } = this.ledgers
    const producer = await this.#clients.producer(this.#endpoints, ['plain', 'steps', 'deals'])
    this.#producer = producer
    this.#closers.push(
      ...(await Promise.all([
        this.#clients.push(this.#group('push', 'pushed', 'plain')),
        this.#clients.push(this.#group('FIFO push', 'ordered', 'steps')),
        this.#clients.simple(this.#group('simple', 'asked', 'plain')),
      ])),
    )
    for (let caller = 0; caller < 8; caller++)
      this.#repeat('plain', async n => {
        const messageId = await producer.send({ topic: 'plain', body: `${caller} ${n}` })
        push.confirmed.add(messageId)
        simple.confirmed.add(messageId)
      })
    for (let group = 0; group < 8; group++)
      this.#repeat('fifo', async n => {
        const message = { topic: 'steps', messageGroup: `group-${group}`, body: String(n) }
        fifoPush.confirmed.add(await producer.send(message))
      })
    for (let caller = 0; caller < 2; caller++)
      this.#repeat('transaction', () => producer.transact({ topic: 'deals', body: 'half' }))
    this.#running.push(this.#bare())
  }

  /** Waits until every kind of client had a success after `moment`. */
  async recovered(moment: number): Promise<void> {
    const end = performance.now() + HANDLED_WITHIN_MS
    const missing = () =>
      Object.values(this.tallies).some(tally => tally.after(moment) === Number.POSITIVE_INFINITY)
    while (missing() && performance.now() < end) await pause(50)
  }

  /** Stops sending, and waits until all has settled and what was confirmed was handled. */
  async stop(): Promise<void> {
    this.#stopped = true
    await Promise.race([Promise.all(this.#running), pause(SETTLED_WITHIN_MS)])
    const end = performance.now() + HANDLED_WITHIN_MS
    const lost = () => Object.values(this.ledgers).some(ledger => ledger.lost > 0)
    while (lost() && performance.now() < end) await pause(100)
    const closing = [this.#producer?.close(), ...this.#closers.map(close => close())]
    await Promise.race([Promise.allSettled(closing), pause(60_000)])
  }

  #group(name: Taker, group: string, topic: string): DrillGroup {
    const note = (message: Received) => {
      this.tallies[name].succeeded()
      this.ledgers[name].note(message)
    }
    const acked = (messageId: string) => void this.ledgers[name].acked.add(messageId)
    return { endpoints: this.#endpoints, group, topic, note, acked }
  }

  #repeat(name: Sender, send: (n: number) => Promise<void>): void {
    const run = async () => {
      for (let n = 0; !this.#stopped; n++) {
        await this.tallies[name].watch(send(n))
        await pause(20)
      }
    }
    this.#running.push(run())
  }

  /** Tries every 50 ms. */
  async #bare(): Promise<void> {
    const client = new BareClient(this.#endpoints)
    while (!this.#stopped) {
      if (await client.send('bare')) this.tallies.bare.succeeded()
      else this.tallies.bare.failed++
      await pause(50)
    }
    client.close()
  }
}
