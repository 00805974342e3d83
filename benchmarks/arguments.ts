import { parseArgs } from 'node:util'
import { FULL, type Plan, SHORT, STAGES, type StageName } from './plan.js'

/** What a person asked `npm run bench` for. */
export interface BenchArguments {
  readonly help: boolean
  readonly full: boolean
  readonly plan: Plan
  /** The parts to run, in their order. */
  readonly stages: readonly StageName[]
  /** Where the results go; the form's own folder if missing. */
  readonly out: string | undefined
}

export const USAGE = `This SDK, the official clients and a bare HTTP/2 floor, side by side on one real RocketMQ.

  npm run bench                     the short form, about three minutes; results below test-results/bench
  npm run bench -- --full           the long form, about half an hour; writes benchmarks/RESULTS.md and results/
  npm run bench -- --only send,consume      some parts of it: ${STAGES.join(', ')}
  npm run bench -- --rounds 1 --seconds 1   rounds of sending and of consuming, and how long each row is measured
  npm run bench -- --out FOLDER     where the results go

A RocketMQ is started for it. ROCKETMQ_ENDPOINTS names one that is there, ROCKETMQ_NAME_SERVER its name server,
where topics and groups are created; without that the sends go to the topic ROCKETMQ_TOPIC (quickstart) and what
needs topics of its own is left out.
`

const OPTIONS = {
  full: { type: 'boolean' },
  only: { type: 'string' },
  rounds: { type: 'string' },
  seconds: { type: 'string' },
  out: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** Reads the command line; a mistake is an Error that says which. */
export function parseBenchArguments(args: readonly string[]): BenchArguments {
  const { values } = parseArgs({ args: [...args], options: OPTIONS })
  const full = values.full ?? false
  const plan = { ...(full ? FULL : SHORT) }
  if (values.rounds !== undefined) {
    plan.rounds = positive('rounds', values.rounds)
    plan.consumeRounds = plan.rounds
  }
  if (values.seconds !== undefined) plan.measureMs = positive('seconds', values.seconds) * 1000
  const stages = values.only === undefined ? plan.stages : chosen(values.only)
  return { help: values.help ?? false, full, plan, stages, out: values.out }
}

function chosen(list: string): StageName[] {
  const names = list.split(',').map(name => name.trim())
  const unknown = names.find(name => !STAGES.includes(name as StageName))
  if (unknown !== undefined) throw new Error(`--only knows ${STAGES.join(', ')}, not "${unknown}"`)
  return STAGES.filter(name => names.includes(name))
}

function positive(option: string, value: string): number {
  const number = Number(value)
  if (Number.isFinite(number) && number > 0) return number
  throw new Error(`--${option} must be a number above 0, not "${value}"`)
}
