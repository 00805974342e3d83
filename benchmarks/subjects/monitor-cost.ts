import type { Profiler } from 'node:inspector'
import { Session } from 'node:inspector/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Monitor, Producer } from '../../src/index.js'
import type { MonitorCost, MonitorLoad, MonitorWindow, SubjectSetup } from './protocol.js'

const WARM_MS = 3_000

/** The monitor looks once a second, so each window holds one look. */
const INTERVAL_MS = 1_000
const WINDOW_MS = 1_050

/** Where the monitor's timers and observers begin. */
const MONITOR_FILES = /\/monitor\/(monitor|event-loop-meter|gc-watch)\.[jt]s$/

/**
 * What an attached monitor costs a producer. One process sends all the time and the monitor comes and goes, second by
 * second: two processes differ from each other by more than what is looked for.
 */
export async function monitorCost(
  { sdk, endpoints, topic }: SubjectSetup,
  { callers, bodyBytes, pairs }: MonitorLoad,
): Promise<MonitorCost> {
  const jet = (await import(`${sdk}index.js`)) as typeof import('../../src/index.js')
  const producer = new jet.Producer({ endpoints, topics: [topic] })
  await producer.start()
  const load = new Load(producer, topic, callers, Buffer.alloc(bodyBytes, 'x'))
  await sleep(WARM_MS)
  const open = () => {
    const monitor = new jet.Monitor({ intervalMs: INTERVAL_MS })
    monitor.attach(producer)
    monitor.start()
    return monitor
  }
  const result: MonitorCost = { callers, on: [], off: [], ownShare: 0 }
  for (let pair = 0; pair < pairs; pair++) {
    // Who goes first changes, so that a slow drift of the machine favours neither.
    const order = pair % 2 === 0 ? [true, false] : [false, true]
    for (const attached of order) {
      const monitor = attached ? open() : undefined
      result[attached ? 'on' : 'off'].push(await load.window())
      await monitor?.stop()
    }
  }
  result.ownShare = await profiled(open())
  await load.stop()
  await producer.close()
  return result
}

/** Callers that each await their send before the next. */
class Load {
  readonly #callers: Promise<void>[]
  #sent = 0
  #over = false

  constructor(producer: Producer, topic: string, callers: number, body: Buffer) {
    const run = async () => {
      while (!this.#over) {
        await producer.send({ topic, body })
        this.#sent += 1
      }
    }
    this.#callers = Array.from({ length: callers }, run)
  }

  async window(): Promise<MonitorWindow> {
    const [sent, cpu, startedAt] = [this.#sent, process.cpuUsage(), performance.now()]
    await sleep(WINDOW_MS)
    const messages = this.#sent - sent
    const { user, system } = process.cpuUsage(cpu)
    const seconds = (performance.now() - startedAt) / 1_000
    return { rate: messages / seconds, cpuMicrosPerMessage: (user + system) / messages }
  }

  async stop(): Promise<void> {
    this.#over = true
    await Promise.all(this.#callers)
  }
}

/** Which share of the process's busy time is below the monitor's timers, in a CPU profile of some seconds. */
async function profiled(monitor: Monitor): Promise<number> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.start')
  await sleep(WINDOW_MS * 5)
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  await monitor.stop()
  return shareBelow(profile, MONITOR_FILES)
}

/** The share of samples, without idle ones, whose stack begins in a file that matches. */
function shareBelow({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, file: RegExp): number {
  const own = new Set<number>()
  const idle = new Set<number>()
  const byId = new Map(nodes.map(node => [node.id, node]))
  const mark = (id: number, inside: boolean) => {
    const node = byId.get(id)
    if (node === undefined) return
    const { functionName, url } = node.callFrame
    if (functionName === '(idle)') idle.add(id)
    const within = inside || file.test(url)
    if (within) own.add(id)
    for (const child of node.children ?? []) mark(child, within)
  }
  const [root] = nodes
  if (root !== undefined) mark(root.id, false)
  let [mine, busy] = [0, 0]
  for (const [index, id] of samples.entries()) {
    const micros = timeDeltas[index] ?? 0
    if (!idle.has(id)) busy += micros
    if (own.has(id)) mine += micros
  }
  return mine / busy
}
