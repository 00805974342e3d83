import type { Profiler } from 'node:inspector'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Monitor } from '../../src/index.js'
import { ClosedLoop } from './closed-loop.js'
import { startCpuProfile } from './cpu-profile.js'
import type { ProcessMeter } from './process-meter.js'
import type { MonitorCost, MonitorLoad, SubjectSetup } from './protocol.js'
import type { WireMeter } from './wire-meter.js'

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
  meter: ProcessMeter,
  wire: WireMeter,
): Promise<MonitorCost> {
  const jet = (await import(`${sdk}index.js`)) as typeof import('../../src/index.js')
  const producer = new jet.Producer({ endpoints, topics: [topic] })
  await producer.start()
  const body = Buffer.alloc(bodyBytes, 'x')
  const loop = new ClosedLoop({ callers, messagesPerCall: 1, call: () => producer.send({ topic, body }) })
  await loop.start(WARM_MS)
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
      const { rate, cpuMicrosPerMessage } = await loop.window(WINDOW_MS, meter, wire)
      result[attached ? 'on' : 'off'].push({ rate, cpuMicrosPerMessage })
      await monitor?.stop()
    }
  }
  result.ownShare = await profiled(open())
  await loop.stop()
  await producer.close()
  return result
}

/** Which share of the process's busy time is below the monitor's timers, in a CPU profile of some seconds. */
async function profiled(monitor: Monitor): Promise<number> {
  const stop = await startCpuProfile()
  await sleep(WINDOW_MS * 5)
  const profile = await stop()
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
