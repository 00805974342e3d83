import { count, figure, percent } from './report/numbers.js'
import { type Results, type SendRow, valuesOf } from './results.js'
import { median } from './statistics.js'
import type { SendResult } from './subjects/protocol.js'
import { GZIP, JET, OFFICIAL_NODE, ONE_STREAM, UNBATCHED, UNPOOLED } from './subjects.js'

/** A claim or a row of the performance suite this project grew from, and what it is here. */
export interface Inherited {
  readonly part: string
  readonly claim: string
  /** This SDK with the feature off, with it on, and the official Node client. */
  readonly off: string
  readonly on: string
  readonly official: string
  /** The change from off to on, in the words of the claim. */
  readonly change: string
  /** `undefined` where it was not measured, or where the claim sets no figure to hold it against. */
  readonly holds: boolean | undefined
}

type Read = (run: SendResult) => number | undefined
type Show = (value: number | undefined) => string

interface Question {
  part: string
  claim: string
  set: string
  off: string
  on?: string
  read: Read
  show: Show
  /** How the change is told and what it has to be. */
  judge: Judge
}

interface Judge {
  change(off: number, on: number): string
  holds(off: number, on: number): boolean
}

/** So much less than before. */
const less = (share: number): Judge => ({
  change: (off, on) => (on <= off ? `${percent(1 - on / off)} less` : `${percent(on / off - 1)} more`),
  holds: (off, on) => 1 - on / off >= share,
})

/** So many times as much as before. */
const more = (factor: number): Judge => ({
  change: (off, on) => `${figure(on / off)}×`,
  holds: (off, on) => on / off >= factor,
})

const perSecond: Show = value => (value === undefined ? '–' : `${count(value)}/s`)
const milliseconds: Show = value => `${figure(value)} ms`
const bytes: Show = value => `${figure(value)} B`

const rate: Read = run => run.rate
const allocated: Read = run => perMessage(run, run.allocatedBytes)
const pause: Read = run => run.gcPauseMs / run.seconds
const collections: Read = run => run.scavenges + run.majorCollections
const callsPerMessage: Read = run => perMessage(run, run.requests)
const share: Show = value => (value === undefined ? '–' : percent(value))
const wireBytes: Read = run => perMessage(run, run.wireBytes)
const allocatedMbPerSecond: Read = run =>
  run.allocatedBytes === undefined ? undefined : run.allocatedBytes / 2 ** 20 / run.seconds
const meanPause: Read = run => (collections(run) === 0 ? 0 : run.gcPauseMs / (collections(run) as number))

const BANDWIDTH_BODY_BYTES = 150

const payloadShare: Read = run => {
  const wire = wireBytes(run)
  return wire === undefined ? undefined : BANDWIDTH_BODY_BYTES / wire
}

function perMessage({ messages }: SendResult, value: number | undefined): number | undefined {
  return value === undefined || messages === 0 ? undefined : value / messages
}

const CLAIMS: readonly Question[] = [
  question(
    'pools',
    '90 % fewer allocations (bytes a message)',
    'allocations',
    UNPOOLED.label,
    allocated,
    bytes,
    less(0.9),
  ),
  question(
    'pools',
    '70 % less GC (pause per second)',
    'concurrency',
    UNPOOLED.label,
    pause,
    milliseconds,
    less(0.7),
  ),
  question('pools', '30 to 50 % faster handling', 'concurrency', UNPOOLED.label, rate, perSecond, more(1.3)),
  question(
    'batching',
    '3 to 5 times the throughput',
    'concurrency',
    UNBATCHED.label,
    rate,
    perSecond,
    more(3),
  ),
  question(
    'batching',
    '80 % fewer network calls (a message)',
    'concurrency',
    UNBATCHED.label,
    callsPerMessage,
    figure,
    less(0.8),
  ),
  question(
    'batching',
    '60 % less jitter (deviation of latency)',
    'concurrency',
    UNBATCHED.label,
    run => run.jitterMs,
    milliseconds,
    less(0.6),
  ),
  question(
    'network',
    '5 to 10 times the concurrency (rate at 10,000 sends at once)',
    'connections',
    ONE_STREAM.label,
    rate,
    perSecond,
    more(5),
  ),
  question(
    'network',
    '90 % fewer connection set-ups (10,000 sends at once)',
    'connections',
    ONE_STREAM.label,
    run => run.connections,
    figure,
    less(0.9),
  ),
  {
    ...question(
      'network',
      '30 to 50 % less bandwidth (bytes a message, JSON of 150 B)',
      'bandwidth',
      UNBATCHED.label,
      wireBytes,
      bytes,
      less(0.3),
    ),
    on: GZIP.label,
  },
]

const TABLE: readonly Question[] = [
  question(
    'table',
    'one message at a time: 5,000 → 15,000/s',
    'one at a time',
    UNBATCHED.label,
    rate,
    perSecond,
    more(3),
  ),
  question(
    'table',
    'batches: 8,000 → 40,000/s',
    'sendBatch of 50',
    UNBATCHED.label,
    rate,
    perSecond,
    more(5),
  ),
  question(
    'table',
    'high concurrency: 12,000 → 60,000/s',
    'concurrency',
    UNBATCHED.label,
    rate,
    perSecond,
    more(5),
  ),
  question(
    'table',
    'allocations: 100,000 → 10,000/s (bytes a message)',
    'allocations',
    UNBATCHED.label,
    allocated,
    bytes,
    less(0.9),
  ),
  question(
    'table',
    'allocations: MB a second',
    'allocations',
    UNBATCHED.label,
    allocatedMbPerSecond,
    value => `${figure(value)} MB`,
    less(0.9),
  ),
  question(
    'table',
    'GC: 10 → 3 (collections in 1,000 messages)',
    'concurrency',
    UNBATCHED.label,
    run => ((collections(run) ?? 0) * 1_000) / run.messages,
    figure,
    less(0.7),
  ),
  question(
    'table',
    'GC: 10 → 3 a second',
    'concurrency',
    UNBATCHED.label,
    run => (collections(run) as number) / run.seconds,
    perSecond,
    less(0.7),
  ),
  question(
    'table',
    'GC: 5 → 1.5 ms a pause',
    'concurrency',
    UNBATCHED.label,
    meanPause,
    milliseconds,
    less(0.7),
  ),
  question(
    'table',
    'concurrent sends: 1,000 → 10,000 (confirmed a second with 10,000 out)',
    'connections',
    ONE_STREAM.label,
    rate,
    perSecond,
    more(10),
  ),
  question(
    'table',
    'latency: 50 → 20 ms (p50, 1,000 callers)',
    'concurrency',
    UNBATCHED.label,
    run => run.p50Ms,
    milliseconds,
    less(0.6),
  ),
  question(
    'table',
    'bandwidth use: 60 → 85 % (body bytes ÷ wire bytes, JSON of 150 B)',
    'bandwidth',
    UNBATCHED.label,
    payloadShare,
    share,
    more(85 / 60),
  ),
]

/** A line for each claim and each row of the table. */
export function inherited(results: Results): Inherited[] {
  return [...CLAIMS, ...TABLE].map(each => answer(results, each))
}

function question(
  part: string,
  claim: string,
  set: string,
  off: string,
  read: Read,
  show: Show,
  judge: Judge,
): Question {
  return { part, claim, set, off, read, show, judge }
}

function answer(
  { features }: Results,
  { part, claim, set, off, on, read, show, judge }: Question,
): Inherited {
  const value = (subject: string) => median(valuesOf(rowOf(features, set, subject), read))
  const [before, after] = [value(off), value(on ?? JET.label)]
  const known = !Number.isNaN(before) && !Number.isNaN(after)
  return {
    part,
    claim,
    off: `${show(known ? before : orMissing(before))} (${off})`,
    on: show(orMissing(after)),
    official: show(orMissing(value(OFFICIAL_NODE.label))),
    change: known ? judge.change(before, after) : 'not measured',
    holds: known ? judge.holds(before, after) : undefined,
  }
}

function rowOf(rows: readonly SendRow[], set: string, subject: string): SendRow | undefined {
  return rows.find(row => row.set === set && row.subject === subject)
}

function orMissing(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value
}
