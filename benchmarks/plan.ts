/** The parts of a run, in their order. */
export const STAGES = [
  'send',
  'single',
  'consume',
  'features',
  'monitor',
  'memory',
  'growth',
  'bodies',
  'outage',
  'sync',
  'cluster',
] as const

export type StageName = (typeof STAGES)[number]

/** How much is done: what the short form and the long form differ in. */
export interface Plan {
  stages: readonly StageName[]
  /** One RocketMQ for all stages of a kind: what is sent does not fill its disk. */
  oneServer: boolean
  /** Milliseconds of sending, twice, and messages to consume, twice, before anything is measured. */
  warmServerMs: number
  warmServerBacklog: number
  /** Rounds of the main send rows, of the other rows at most as many. */
  rounds: number
  otherRounds: number
  /** How long a new process sends before it is measured. */
  warmProcessMs: number
  /** How long a row runs before it counts; twice as long from 1,000 callers on. */
  warmMs: number
  /** How long a row is measured. */
  measureMs: number
  callers: readonly number[]
  /** Callers of what goes one message a call. */
  singleCallers: readonly number[]
  /** Callers for bodies other than 1 KiB. */
  bodyCallers: readonly number[]
  syncCallers: readonly number[]
  backlog: number
  consumeRounds: number
  steadySeconds: number
  /** Seconds with a monitor, and as many without, for each number of callers. */
  monitorPairs: number
  monitorCallers: readonly number[]
  soakMessages: number
  outageSeconds: number
  /** Subjects that live through an outage. */
  outageSubjects: readonly ('jet' | 'official-node')[]
}

const CALLERS = [1, 16, 64, 256, 1_000, 10_000]

/** About three minutes. */
export const SHORT: Plan = {
  stages: ['send', 'single', 'consume', 'features', 'monitor', 'memory', 'bodies', 'outage'],
  oneServer: true,
  warmServerMs: 3_000,
  warmServerBacklog: 8_000,
  rounds: 2,
  otherRounds: 1,
  warmProcessMs: 1_000,
  warmMs: 200,
  measureMs: 400,
  callers: [1, 16, 64, 1_000],
  singleCallers: [1, 64],
  bodyCallers: [1_000],
  syncCallers: [1, 64, 1_000],
  backlog: 6_000,
  consumeRounds: 1,
  steadySeconds: 1,
  monitorPairs: 2,
  monitorCallers: [1_000],
  soakMessages: 100_000,
  outageSeconds: 4,
  outageSubjects: ['jet'],
}

/** About half an hour. */
export const FULL: Plan = {
  stages: STAGES,
  oneServer: false,
  warmServerMs: 6_000,
  warmServerBacklog: 20_000,
  rounds: 4,
  otherRounds: 2,
  warmProcessMs: 4_000,
  warmMs: 400,
  measureMs: 1_200,
  callers: CALLERS,
  singleCallers: [1, 16, 64, 256],
  bodyCallers: CALLERS,
  syncCallers: [1, 64, 1_000],
  backlog: 60_000,
  consumeRounds: 3,
  steadySeconds: 6,
  monitorPairs: 40,
  monitorCallers: [64, 1_000],
  soakMessages: 1_000_000,
  outageSeconds: 12,
  outageSubjects: ['jet', 'official-node'],
}
