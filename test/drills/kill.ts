import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { type Cluster, startCluster } from '../../scripts/cluster/cluster.js'
import type { ClusterOptions } from '../../scripts/cluster/cluster-options.js'
import { type Clients, official, ours } from './clients.js'
import { GROUPS, type Ledger, Load, TOPICS } from './load.js'

/** A server, and what of it is killed and started again. */
interface Scene {
  cluster: ClusterOptions
  victim: 'Proxy' | 'Broker'
  /** Where there are two, both take turns, and first successes count from the kill on. */
  oneOfTwo?: true
}

/** What is killed; in LOCAL mode the proxy holds the broker. */
const SCENES: Record<string, Scene> = {
  local: { cluster: { mode: 'local' }, victim: 'Proxy' },
  proxy: { cluster: { mode: 'cluster' }, victim: 'Proxy' },
  broker: { cluster: { mode: 'cluster' }, victim: 'Broker' },
  'one-proxy': { cluster: { mode: 'cluster', proxies: 2 }, victim: 'Proxy', oneOfTwo: true },
  'one-broker': { cluster: { mode: 'cluster', brokers: 2 }, victim: 'Broker', oneOfTwo: true },
}

/** How long everything runs before each kill, in milliseconds. */
const LOAD_MS = 10_000

/** When a server was killed, when its start began, and when it was there again. */
interface Round {
  killed: number
  started: number
  back: number
  /** When every kind of client had a success. */
  recovered: number
  /** Port of the broker that was killed, if it was one. */
  port: number | undefined
}

/** Kills a server once and starts it again; ends when each kind of client had a success since. */
async function kill(
  cluster: Cluster,
  load: Load,
  { victim, oneOfTwo }: Scene,
  index: number,
  downMs: number,
): Promise<Round> {
  await pause(LOAD_MS)
  const killed = performance.now()
  await cluster[`kill${victim}`](index)
  await pause(downMs)
  const started = performance.now()
  await cluster[`start${victim}`](index)
  const back = performance.now()
  // What was still waiting for it has its say, too.
  await load.recovered(oneOfTwo ? back : started)
  const port = victim === 'Broker' ? cluster.state.layout.brokers[index] : undefined
  return { killed, started, back, recovered: performance.now(), port }
}

async function run(name: string, scene: Scene, rounds: number, downMs: number, clients: Clients) {
  const cluster = await startCluster({ ...scene.cluster, topics: TOPICS, groups: GROUPS, onProgress: tell })
  try {
    const load = new Load(cluster.endpoints, clients)
    await load.start()
    const done: Round[] = []
    for (let round = 0; round < rounds; round++) {
      done.push(await kill(cluster, load, scene, scene.oneOfTwo ? round % 2 : 0, downMs))
      tell(`round ${round + 1} of ${rounds}: back ${duration(done[round])} s after the kill`)
    }
    tell('waiting until everything is handled')
    await load.stop()
    console.log(report(name, scene, load, done, downMs))
  } finally {
    await cluster.stop()
  }
}

const duration = (round: Round | undefined) =>
  round === undefined ? '' : ((round.recovered - round.killed) / 1_000).toFixed(1)

function tell(line: string): void {
  console.error(`${new Date().toISOString().slice(11, 19)} ${line}`)
}

function report(name: string, scene: Scene, { tallies, ledgers }: Load, rounds: Round[], downMs: number) {
  const since = scene.oneOfTwo ? 'kill' : 'start'
  const lines = [
    `${name}: killed ${rounds.length} times, each down for ${downMs} ms and the time it takes to start`,
    '',
    `| client | successes | failed | lost | doubled | out of order | first success after the ${since}, ms after the bare client | longest pause, ms |`,
    '|---|---:|---:|---:|---:|---:|---|---|',
  ]
  for (const [client, tally] of Object.entries(tallies)) {
    const ledger = ledgers[client as keyof typeof ledgers] as Ledger | undefined
    const moments = rounds.map(({ killed, started }) => (scene.oneOfTwo ? killed : started))
    const later = moments.map(moment => Math.round(tally.after(moment) - tallies.bare.after(moment)))
    const pauses = rounds.map(each => Math.round(tally.longestPause(each.killed, each.recovered)))
    const cells = [client, tally.successes, `${tally.failed} ${[...tally.codes.keys()].join(' ')}`.trim()]
    const counts = ledger === undefined ? ['', '', ''] : [ledger.lost, ledger.doubled, ledger.disordered]
    lines.push(`| ${[...cells, ...counts, later.join(', '), pauses.join(', ')].join(' | ')} |`)
    if (tally.pending > 0) lines.push(`${client}: ${tally.pending} calls did not settle`)
  }
  return [...lines, ...failures(tallies), ...returns(ledgers, rounds), ...shares(ledgers.push, rounds)].join(
    '\n',
  )
}

/** What the first failure of each kind said. */
function failures(tallies: Load['tallies']): string[] {
  return Object.entries(tallies).flatMap(([client, { codes }]) =>
    [...codes].flatMap(([code, text]) => ['', `${client}: ${code}: ${text}`]),
  )
}

/** How old was what came again, at the kill before that. */
function returns(ledgers: Load['ledgers'], rounds: Round[]): string[] {
  return Object.entries(ledgers).flatMap(([name, { again, acked }]) => {
    const ages = again
      .map(({ first, next }) => (rounds.findLast(({ killed }) => killed < next)?.killed ?? first) - first)
      .sort((a, b) => a - b)
      .map(Math.round)
    if (ages.length === 0) return []
    const known = acked.size === 0 ? '' : `; ${again.filter(each => each.acked).length} had been acknowledged`
    const [median, most] = [ages[Math.floor(ages.length / 2)], ages.at(-1)]
    return [
      '',
      `${name}: what came again was handled ${median} ms before the kill (median), at most ${most}${known}`,
    ]
  })
}

/** When a broker that was killed had messages again, if that was one of several. */
function shares({ brokers }: Ledger, rounds: Round[]): string[] {
  const times = rounds.flatMap(({ port, back }) => {
    const tally = [...brokers].find(([host]) => host.endsWith(`:${port}`))?.[1]
    return tally === undefined ? [] : [Math.round(tally.after(back) - back)]
  })
  return times.length === 0
    ? []
    : ['', `first message of the broker, ms after it was registered: ${times.join(', ')}`]
}

const { values, positionals } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    'down-ms': { type: 'string', default: '1000' },
    client: { type: 'string', default: 'ours' },
  },
  allowPositionals: true,
})
const [name = ''] = positionals
const scene = SCENES[name]
if (scene === undefined) throw new Error(`there is no drill '${name}'`)
const clients = values.client === 'official' ? official() : ours
await run(name, scene, Number(values.rounds), Number(values['down-ms']), clients)
// The official client keeps timers.
process.exit()
