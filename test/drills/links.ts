import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type MessageView, Producer, PushConsumer, type RocketMQError } from '../../src/index.js'
import { SlowWire, type WireOptions } from '../support/slow-wire.js'
import { onRealServer } from './server.js'

/*
 * npm run drill -- links [--seconds 20] [--transport direct|grpc-js] [--only half]
 *
 * Puts links of all kinds between the clients and a real RocketMQ, and prints what each cost: a producer and a push
 * consumer are behind the link, a witness beside it reads what is stored.
 */

const { values: chosen } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    transport: { type: 'string', default: 'direct' },
    only: { type: 'string', default: '' },
  },
  allowPositionals: true,
})
const LASTS_MS = Number(chosen.seconds) * 1_000
const transport = chosen.transport === 'grpc-js' ? 'grpc-js' : 'direct'
const CALLERS = 8
const PAUSE_MS = 20
/** How long messages stay hidden whose delivery was lost. */
const LEASE_MS = 15_000
const HANDLED_WITHIN_MS = 120_000
const RUN = Date.now().toString(36)

interface Link {
  options?: WireOptions
  /** What goes wrong again and again, for how long each time, and how long after the time before began. */
  trouble?: { begin: (wire: SlowWire) => void; lastsMs: number; everyMs: number }
}

const LINKS: Readonly<Record<string, Link>> = {
  'as it is': {},
  '200 ms each way': { options: { latencyMs: 200 } },
  '1 Mbit/s': { options: { bytesPerSecond: 125_000 } },
  'one byte at a time': { options: { pieceBytes: 1 } },
  'carries nothing for 2 s': { trouble: { begin: wire => wire.stall(), lastsMs: 2_000, everyMs: 5_000 } },
  'carries nothing for 5 s': { trouble: { begin: wire => wire.stall(), lastsMs: 5_000, everyMs: 10_000 } },
  'reset towards the client': { trouble: { begin: wire => wire.reset(), lastsMs: 0, everyMs: 2_000 } },
  'reset towards the server': { trouble: { begin: wire => wire.resetServer(), lastsMs: 0, everyMs: 2_000 } },
  'half-open': { trouble: { begin: wire => wire.vanish(), lastsMs: 0, everyMs: 10_000 } },
  'mute for 5 s': { trouble: { begin: wire => wire.mute(), lastsMs: 5_000, everyMs: 12_000 } },
  'refused for 5 s': { trouble: { begin: wire => wire.refuse(), lastsMs: 5_000, everyMs: 10_000 } },
}

/** How often each id was seen, and at which places it is stored. */
class Seen {
  readonly times = new Map<string, number>()
  readonly places = new Map<string, Set<string>>()

  note({ messageId, queueId, offset }: MessageView): void {
    this.times.set(messageId, (this.times.get(messageId) ?? 0) + 1)
    const places = this.places.get(messageId) ?? new Set()
    this.places.set(messageId, places.add(`${queueId} ${offset}`))
  }

  without(ids: readonly string[]): number {
    return ids.filter(id => !this.times.has(id)).length
  }

  /** Messages that are stored more than once. */
  get stored(): number {
    return [...this.places.values()].filter(places => places.size > 1).length
  }

  /** Messages that were seen more often than they are stored. */
  get again(): number {
    return [...this.times].filter(([id, times]) => times > (this.places.get(id)?.size ?? 0)).length
  }
}

function consumer(endpoints: string, group: string, topic: string, seen: Seen): PushConsumer {
  return new PushConsumer({
    endpoints,
    transport,
    consumerGroup: group,
    subscriptions: { [topic]: '*' },
    invisibleDurationMs: LEASE_MS,
    logger: false,
    listener: message => seen.note(message),
  })
}

/** Names of a link's topic and groups. */
function namesOf(link: string) {
  const suffix = `${Object.keys(LINKS).indexOf(link)}-${RUN}`
  return { topic: `link-${suffix}`, group: `behind-${suffix}`, witness: `beside-${suffix}` }
}

async function run(endpoints: string, name: string, { options = {}, trouble }: Link): Promise<string> {
  const { topic, group, witness } = namesOf(name)
  const wire = await SlowWire.inPlaceOf(endpoints, options)
  const producer = new Producer({ endpoints: wire.endpoints, transport, logger: false })
  const [behind, beside] = [new Seen(), new Seen()]
  const consumers = [
    consumer(wire.endpoints, group, topic, behind),
    consumer(endpoints, witness, topic, beside),
  ] as const
  await Promise.all([producer, ...consumers].map(client => client.start()))
  const confirmed: string[] = []
  const successes: number[] = []
  const failures: string[] = []
  let over = false
  const call = async (caller: number) => {
    for (let n = 0; !over; n++) {
      await producer.send({ topic, body: `${caller} ${n}`.padEnd(100) }).then(
        ({ messageId }) => {
          confirmed.push(messageId)
          successes.push(performance.now())
        },
        (error: RocketMQError) => failures.push(error.code),
      )
      await pause(PAUSE_MS)
    }
  }
  const calls = Array.from({ length: CALLERS }, (_, caller) => call(caller))
  const ends: number[] = []
  const end = performance.now() + LASTS_MS
  while (trouble !== undefined && performance.now() + trouble.lastsMs < end) {
    await pause(trouble.everyMs - trouble.lastsMs)
    trouble.begin(wire)
    await pause(trouble.lastsMs)
    await wire.resume()
    ends.push(performance.now())
  }
  await pause(Math.max(end - performance.now(), trouble === undefined ? 0 : 5_000))
  over = true
  await Promise.all(calls)
  const until = performance.now() + HANDLED_WITHIN_MS
  while (behind.without(confirmed) + beside.without(confirmed) > 0 && performance.now() < until)
    await pause(100)
  await Promise.all([producer, ...consumers].map(client => client.close().catch(() => {})))
  await wire.close()
  const firsts = ends.map(each => Math.round((successes.find(time => time > each) ?? Number.NaN) - each))
  const failed = [failures.length, ...new Set(failures)].join(' ')
  const counts = [beside.without(confirmed), beside.stored, behind.without(confirmed), behind.again]
  return `| ${[name, confirmed.length, failed, ...counts, firsts.join(', ')].join(' | ')} |`
}

const wanted = Object.entries(LINKS).filter(([name]) => name.includes(chosen.only))
const names = wanted.map(([name]) => namesOf(name))
await onRealServer(
  {
    topics: Object.fromEntries(names.map(({ topic }) => [topic, 'NORMAL' as const])),
    groups: Object.fromEntries(
      names.flatMap(({ group, witness }) => [group, witness]).map(each => [each, {}]),
    ),
  },
  async endpoints => {
    console.log(
      '| link | confirmed | failed | lost | stored twice | not seen behind it | seen again behind it | first success after it, ms |',
    )
    console.log('|---|---:|---|---:|---:|---:|---:|---|')
    for (const [name, link] of wanted) console.log(await run(endpoints, name, link))
  },
)
