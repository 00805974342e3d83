import type { Plan } from '../plan.js'
import { count } from '../report/numbers.js'
import type { SendRow } from '../results.js'
import { launch, type Session } from '../session.js'
import { type Outcome, rotated, SubjectPool } from '../subject-pool.js'
import type { Command, Content, MessageKind, SendLoad, SendResult } from '../subjects/protocol.js'
import type { Subject } from '../subjects.js'

/** A load, and who is measured with it. */
export interface SendCase {
  readonly set: string
  readonly callers: number
  readonly bodyBytes: number
  readonly content?: Content
  readonly allocations?: boolean
  readonly messagesPerCall?: number
  readonly kind?: MessageKind
  readonly subjects: readonly Subject[]
}

/** What a case may take beyond its window: the sends still out at its end, and slow answers under many callers. */
const SLACK_MS = 60_000

/** From so many callers on, the first answers take their time. */
const MANY_CALLERS = 1_000

/**
 * What a new process sends that counts for nothing: code is compiled and connections are opened meanwhile. One
 * caller, because code gets compiled by the number of calls, and a client that batches makes few for many callers.
 */
function warmUp({ warmProcessMs }: Plan, kind: MessageKind | undefined): Command {
  return {
    do: 'send',
    ...(kind === undefined ? {} : { kind }),
    callers: 1,
    bodyBytes: 1_024,
    content: 'random',
    warmMs: warmProcessMs,
    measureMs: 100,
  }
}

/** Milliseconds that the cases will take, about. */
export function sendRowsMs(plan: Plan, cases: readonly SendCase[], rounds: number): number {
  return warmUpMs(plan, cases) + cases.reduce((sum, each) => sum + caseMs(plan, each), 0) * rounds
}

/** Each subject gets a process when it is on for the first time. */
function warmUpMs({ warmProcessMs }: Plan, cases: readonly SendCase[]): number {
  return new Set(cases.flatMap(({ subjects }) => subjects)).size * warmProcessMs
}

/** Runs the cases round after round, their subjects in turn, and adds a row for each case and subject. */
export async function sendRows(
  session: Session,
  cases: readonly SendCase[],
  rounds: number,
  rows: SendRow[],
  topic: string,
): Promise<void> {
  const pool = new SubjectPool(
    subject => launch(session, subject, { topic }),
    warmUp(session.plan, cases[0]?.kind),
  )
  const made = cases.map(each => each.subjects.map(subject => newRow(each, subject)))
  rows.push(...made.flat())
  try {
    for (let round = 0; round < rounds; round++) {
      for (const [index, each] of cases.entries()) {
        await runCase(session, pool, each, made[index] as SendRow[], round)
        report(session, each, made[index] as SendRow[], round, rounds)
      }
      if (round === 0) session.progress.done(warmUpMs(session.plan, cases))
      await session.save()
    }
  } finally {
    await pool.close()
  }
}

async function runCase(
  session: Session,
  pool: SubjectPool,
  each: SendCase,
  rows: readonly SendRow[],
  round: number,
): Promise<void> {
  const load = loadOf(session, each)
  for (const subject of rotated(each.subjects, round)) {
    const row = rows.find(candidate => candidate.subject === subject.label) as SendRow
    const outcome = await pool.ask<SendResult>(
      subject,
      { do: 'send', ...load },
      load.warmMs + load.measureMs + SLACK_MS,
    )
    note(row, outcome)
  }
  session.progress.done(caseMs(session.plan, each))
}

/** A window without one confirmed message has neither a rate nor a latency: it counts as failed. */
function note(row: SendRow, outcome: Outcome<SendResult>): void {
  if ('result' in outcome && outcome.result.messages > 0) {
    row.runs.push(outcome.result)
    return
  }
  row.runs.push(null)
  row.failures.push(
    'failure' in outcome ? outcome.failure : (outcome.result.error ?? 'nothing was confirmed in time'),
  )
}

function newRow({ set, subjects: _, ...load }: SendCase, subject: Subject): SendRow {
  return { set, subject: subject.label, load: { content: 'random', ...load }, runs: [], failures: [] }
}

function loadOf({ plan }: Session, { set: _, subjects: __, ...load }: SendCase): SendLoad {
  const warmMs = plan.warmMs * (load.callers >= MANY_CALLERS ? 2 : 1)
  return { content: 'random', ...load, warmMs, measureMs: plan.measureMs }
}

function caseMs(plan: Plan, { callers, subjects }: SendCase): number {
  const beyond = callers > MANY_CALLERS ? 3_000 : 200
  return subjects.length * (plan.measureMs + plan.warmMs + beyond)
}

function report(
  session: Session,
  each: SendCase,
  rows: readonly SendRow[],
  round: number,
  rounds: number,
): void {
  const rates = rows.map(row => {
    const run = row.runs[round]
    return `${row.subject} ${run ? `${count(run.rate)}/s` : `failed (${row.failures.at(-1)})`}`
  })
  const load = `${each.set}, ${count(each.callers)} callers, ${each.bodyBytes} B, round ${round + 1}/${rounds}`
  session.tell(`${load}: ${rates.join(' · ')}`)
}
