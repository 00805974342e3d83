import { monitorLoss } from './monitor-loss.js'
import { callerCount, count, figure, percent, times } from './report/numbers.js'
import { type ConsumeRow, type Results, roundsOf, type SendRow, valuesOf } from './results.js'
import { median, pairedRatio } from './statistics.js'
import type { ConsumeResult, SendResult } from './subjects/protocol.js'
import {
  CONSUME_FLOOR,
  FLOOR,
  FRAMES_FLOOR,
  GRPC_CONSUME_FLOOR,
  JET,
  JET_PUSH,
  OFFICIAL_JAVA,
  OFFICIAL_JAVA_PUSH,
  OFFICIAL_NODE,
  OFFICIAL_NODE_PUSH,
  PROVEN,
} from './subjects.js'

/** One thing this SDK set out to reach. */
export interface Target {
  readonly what: string
  readonly target: string
  readonly measured: string
  /** `undefined` where this run did not measure it. */
  readonly met: boolean | undefined
}

const KIB = 1_024
/** Sets of the rows of one message a call. */
const KINDS = ['normal', 'fifo', 'delay', 'transaction']

const NOT_MEASURED = 'not measured'

/** Fewer pairs of seconds, or pairs that differ more than this, cannot tell three percent. */
const MONITOR_PAIRS = 10
const MONITOR_NOISE = 0.02

/** A million messages show growth; fewer do not. */
const FLAT_MESSAGES = 1_000_000
const FLAT_AFTER = 100_000

/** More than this much heap beyond the first 100,000 messages is growth, not noise. */
const HEAP_NOISE_MB = 5
const RSS_NOISE = 1.15

/** Every target, with what was measured. */
export function targets(results: Results): Target[] {
  return [
    ...singleTargets(results),
    ...sendTargets(results),
    ...consumeTargets(results),
    costTarget(results, 'CPU per message sent, 1,000 callers', 1 / 40, run => run.cpuMicrosPerMessage),
    costTarget(
      results,
      'scavenges per message sent, 1,000 callers',
      1 / 20,
      run => run.scavenges / run.messages,
    ),
    monitorTarget(results),
    ...outageTargets(results),
    memoryTarget(results),
  ]
}

/** The row of a subject with so many callers and 1 KiB. */
export function sendRow(rows: readonly SendRow[], subject: string, callers: number, bodyBytes = KIB) {
  return rows.find(
    row => row.subject === subject && row.load.callers === callers && row.load.bodyBytes === bodyBytes,
  )
}

/** How many times as fast, round by round. */
export function rateRatio(row: SendRow | undefined, other: SendRow | undefined): number {
  return pairedRatio(
    roundsOf(row, run => run.rate),
    roundsOf(other, run => run.rate),
  )
}

/** The least at every number of callers but one, which is told apart: there the round trip is what counts. */
function singleTargets({ single, cluster }: Results): Target[] {
  return [
    ...KINDS.flatMap(kind => kindTargets(`one message a call, ${kind}`, setOf(single, kind))),
    ...kindTargets('CLUSTER by default', cluster),
    ...[OFFICIAL_NODE, OFFICIAL_JAVA].map(({ label }) =>
      atLeast(
        `CLUSTER with batch.nameServer, 1,000 callers: rate ÷ ${label}`,
        label === OFFICIAL_NODE.label ? 20 : 4,
        rateRatio(sendRow(cluster, PROVEN.label, 1_000), sendRow(cluster, label, 1_000)),
      ),
    ),
    ...[OFFICIAL_NODE, OFFICIAL_JAVA].map(({ label }) =>
      atLeast(
        `one message a call, normal, 1 caller: rate ÷ ${label}`,
        label === OFFICIAL_NODE.label ? 1.4 : 1,
        singleRatio(setOf(single, 'normal'), label, 1),
      ),
    ),
    ...[
      [1, 250],
      [64, 35],
    ].map(([callers = 0, most = 0]) => cpuTarget(setOf(single, 'normal'), callers, most)),
  ]
}

function kindTargets(what: string, rows: readonly SendRow[]): Target[] {
  const callers = [...new Set(rows.map(row => row.load.callers))].filter(each => each > 1 && each <= 256)
  return [OFFICIAL_NODE, OFFICIAL_JAVA].map(({ label }) =>
    atLeast(
      `${what}, ${callers.join(', ') || 16} callers: least rate ÷ ${label}`,
      label === OFFICIAL_NODE.label ? 3 : 1,
      least(callers.map(each => singleRatio(rows, label, each))),
    ),
  )
}

function setOf(rows: readonly SendRow[], set: string): SendRow[] {
  return rows.filter(row => row.set === set)
}

function singleRatio(rows: readonly SendRow[], rival: string, callers: number): number {
  return rateRatio(sendRow(rows, JET.label, callers), sendRow(rows, rival, callers))
}

function least(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : Math.min(...values)
}

function cpuTarget(rows: readonly SendRow[], callers: number, most: number): Target {
  const micros = valuesOf(sendRow(rows, JET.label, callers), run => run.cpuMicrosPerMessage)
  return atMostMicros(
    `one message a call, normal, ${callerCount(callers)}: client CPU a message`,
    most,
    micros,
  )
}

function atMostMicros(what: string, most: number, values: readonly number[]): Target {
  const micros = median(values)
  const known = !Number.isNaN(micros)
  return {
    what,
    target: `≤ ${most} µs`,
    measured: known ? `${figure(micros)} µs` : NOT_MEASURED,
    met: known ? micros <= most : undefined,
  }
}

function sendTargets({ send }: Results): Target[] {
  const against = (callers: number, rival: string, least: number, bodyBytes = KIB) =>
    atLeast(
      `send, ${callerCount(callers)}${bodyBytes === KIB ? '' : `, ${bodyBytes / KIB} KiB`}: rate ÷ ${rival}`,
      least,
      rateRatio(sendRow(send, JET.label, callers, bodyBytes), sendRow(send, rival, callers, bodyBytes)),
    )
  return [
    against(1, OFFICIAL_NODE.label, 1.4),
    latencyTarget(send),
    against(16, OFFICIAL_NODE.label, 10),
    against(64, OFFICIAL_NODE.label, 18),
    against(1_000, OFFICIAL_NODE.label, 35),
    against(64, OFFICIAL_JAVA.label, 3),
    against(1_000, OFFICIAL_JAVA.label, 6),
    against(64, OFFICIAL_NODE.label, 5, 16 * KIB),
    against(64, OFFICIAL_JAVA.label, 1.5, 16 * KIB),
    against(1_000, FLOOR.label, 0.8),
    against(10_000, FLOOR.label, 0.9),
    against(1_000, FRAMES_FLOOR.label, 0.7),
  ]
}

function latencyTarget(send: readonly SendRow[]): Target {
  const p50 = (subject: string) => roundsOf(sendRow(send, subject, 1), run => run.p50Ms)
  return atMost(
    'send, 1 caller: p50 ÷ official Node',
    1,
    pairedRatio(p50(JET.label), p50(OFFICIAL_NODE.label)),
  )
}

function consumeTargets({ backlog, steady }: Results): Target[] {
  const rounds = (rows: readonly ConsumeRow[], subject: string, read: (run: ConsumeResult) => number) =>
    roundsOf(
      rows.find(row => row.subject === subject),
      read,
    )
  const what = (rival: string) => `push consumer on a backlog: rate ÷ ${rival}`
  const ratio = (rival: string) =>
    pairedRatio(
      rounds(backlog, JET_PUSH.label, run => run.rate),
      rounds(backlog, rival, run => run.rate),
    )
  const against = (rival: string, least: number) => atLeast(what(rival), least, ratio(rival))
  return [
    against(OFFICIAL_NODE_PUSH.label, 7),
    against(OFFICIAL_JAVA_PUSH.label, 4),
    pushCpuTarget(backlog),
    against(GRPC_CONSUME_FLOOR.label, 0.9),
    // What a client that stands on grpc-js cannot reach is worth knowing, but no target.
    untargeted(what(CONSUME_FLOOR.label), ratio(CONSUME_FLOOR.label)),
    atMost(
      'delivery at 1,000 messages a second: p50 ÷ official Java, push',
      1,
      pairedRatio(
        rounds(steady, JET_PUSH.label, run => run.p50Ms),
        rounds(steady, OFFICIAL_JAVA_PUSH.label, run => run.p50Ms),
      ),
    ),
  ]
}

function pushCpuTarget(backlog: readonly ConsumeRow[]): Target {
  const row = backlog.find(each => each.subject === JET_PUSH.label)
  const micros = valuesOf(row, run => run.cpuMicrosPerMessage)
  return atMostMicros('push consumer on a backlog: client CPU a message', 25, micros)
}

function costTarget(
  { send }: Results,
  what: string,
  most: number,
  read: (run: SendResult) => number,
): Target {
  const own = median(valuesOf(sendRow(send, JET.label, 1_000), read))
  const official = median(valuesOf(sendRow(send, OFFICIAL_NODE.label, 1_000), read))
  const ratio = own / official
  return {
    what: `${what}: official Node ÷ this SDK`,
    target: `≥ ${Math.round(1 / most)}×`,
    measured: Number.isNaN(ratio) ? NOT_MEASURED : times(1 / ratio),
    met: Number.isNaN(ratio) ? undefined : ratio <= most,
  }
}

function monitorTarget({ monitor }: Results): Target {
  const cost = monitor.find(({ callers }) => callers === 1_000)
  const { lost, error } = cost ? monitorLoss(cost) : { lost: Number.NaN, error: Number.NaN }
  return {
    what: 'throughput lost with the monitor attached, 1,000 callers',
    target: '≤ 3 %',
    measured: cost ? `${percent(lost)} ± ${percent(error)}` : NOT_MEASURED,
    met: cost && cost.on.length >= MONITOR_PAIRS && error <= MONITOR_NOISE ? lost <= 0.03 : undefined,
  }
}

function outageTargets({ outages }: Results): Target[] {
  const own = outages.find(row => row.subject === JET.label)
  const least = (what: string, value: number | undefined) => ({
    what: `proxy killed and restarted: ${what}`,
    target: '0',
    measured: own === undefined ? NOT_MEASURED : count(value ?? 0),
    met: own === undefined ? undefined : value === 0,
  })
  return [
    least('failed sends', own?.failed),
    least('lost messages', own?.lost),
    {
      what: 'proxy killed and restarted: first success after the port answers',
      target: '≤ 1 s',
      measured:
        own === undefined
          ? NOT_MEASURED
          : `${figure((own.firstSuccessMs ?? Number.POSITIVE_INFINITY) / 1000)} s`,
      met: own === undefined ? undefined : (own.firstSuccessMs ?? Number.POSITIVE_INFINITY) <= 1_000,
    },
  ]
}

function memoryTarget({ memory }: Results): Target {
  const what = 'memory over a million messages, after the first 100,000'
  const settled = memory.filter(sample => sample.messages >= FLAT_AFTER)
  const fifth = Math.ceil(settled.length / 5)
  const [early, late] = [settled.slice(0, fifth), settled.slice(-fifth)]
  const enough = (memory.at(-1)?.messages ?? 0) >= FLAT_MESSAGES
  const grown = median(late.map(each => each.heapMb)) - median(early.map(each => each.heapMb))
  const ratio = median(late.map(each => each.rssMb)) / median(early.map(each => each.rssMb))
  return {
    what,
    target: 'flat',
    measured:
      fifth === 0
        ? NOT_MEASURED
        : `heap ${grown < 0 ? '−' : '+'}${figure(Math.abs(grown))} MB, rss ${times(ratio)}`,
    met: enough ? grown <= HEAP_NOISE_MB && ratio <= RSS_NOISE : undefined,
  }
}

function atLeast(what: string, least: number, measured: number): Target {
  return compared(what, `≥ ${least}×`, measured, measured >= least)
}

function atMost(what: string, most: number, measured: number): Target {
  return compared(what, `≤ ${most}×`, measured, measured <= most)
}

function untargeted(what: string, measured: number): Target {
  return { ...compared(what, '–', measured, false), met: undefined }
}

function compared(what: string, target: string, measured: number, met: boolean): Target {
  const known = !Number.isNaN(measured)
  return { what, target, measured: known ? times(measured) : NOT_MEASURED, met: known ? met : undefined }
}
