import type {
  ConsumeResult,
  GrowthResult,
  MemorySample,
  MonitorCost,
  SendLoad,
  SendResult,
} from './subjects/protocol.js'

/** What one subject did with one load, round by round; a round that failed is `null`, so that rounds stay pairs. */
export interface Row<L, R> {
  /** What the row belongs to. */
  set: string
  /** Whom it is of, as the report calls it. */
  subject: string
  load: L
  runs: (R | null)[]
  /** Why rounds failed. */
  failures: string[]
}

export type SendRow = Row<Omit<SendLoad, 'warmMs' | 'measureMs'>, SendResult>
export type ConsumeRow = Row<{ messages: number; perSecond?: number }, ConsumeResult>

/** One subject through a kill and a restart of the proxy. */
export interface OutageRow {
  subject: string
  /** Sends confirmed and failed, over the whole time. */
  succeeded: number
  failed: number
  /** Confirmed messages that were not found on the broker afterwards. */
  lost: number
  /** From the kill until the port answered again. */
  downMs: number
  /** From the port answering until the first confirmed send; missing if there was none. */
  firstSuccessMs?: number
  error?: string
}

/** One thing that grew, and what a message cost then. */
export interface GrowthRow {
  /** What grew, such as `topics`. */
  dimension: string
  size: number
  result: GrowthResult
}

/** What the figures were taken on. */
export interface Machine {
  cpu: string
  cores: number
  memoryGb: number
  system: string
  node: string
  java: string
  server: string
  sdk: string
  officialNode: string
  officialJava: string
}

/** All that a run found, as it is written to JSON. */
export interface Results {
  form: 'short' | 'full'
  startedAt: string
  finishedAt?: string
  machine: Machine
  measureMs: number
  send: SendRow[]
  sync: SendRow[]
  /** One message a call, by kind. */
  single: SendRow[]
  /** On a server in CLUSTER mode. */
  cluster: SendRow[]
  features: SendRow[]
  monitor: MonitorCost[]
  backlog: ConsumeRow[]
  steady: ConsumeRow[]
  memory: MemorySample[]
  outages: OutageRow[]
  growth: GrowthRow[]
  /** What this run left out, and why. */
  notMeasured: { what: string; why: string }[]
}

/** A value of every round of a row; `undefined` where the round failed or does not know it. */
export function roundsOf<R>(row: { runs: (R | null)[] } | undefined, read: (run: R) => number | undefined) {
  return (row?.runs ?? []).map(run => (run === null ? undefined : read(run)))
}

/** The values of the rounds that have one. */
export function valuesOf<R>(row: { runs: (R | null)[] } | undefined, read: (run: R) => number | undefined) {
  return roundsOf(row, read).filter(value => value !== undefined)
}
