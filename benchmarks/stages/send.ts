import type { Plan, StageName } from '../plan.js'
import { SENDERS } from '../subjects.js'
import { type SendCase, sendRows, sendRowsMs } from './send-rows.js'
import type { Stage } from './stage.js'

const KIB = 1_024

/** Everybody sends 1 KiB, from one caller to ten thousand. */
export const sendStage = stageOf('send', mainCases, 'rounds', 'send')

/** The same with other bodies; fewer rounds, because large ones fill disks. */
export const bodiesStage = stageOf('bodies', bodyCases, 'otherRounds', 'send')

/** The broker answers when the message is on disk, so every request pays for a write. */
export const syncStage = stageOf('sync', syncCases, 'otherRounds', 'sync')

/** A stage that runs these cases for so many rounds of the plan, and adds their rows to these results. */
function stageOf(
  name: StageName,
  casesOf: (plan: Plan) => SendCase[],
  rounds: 'rounds' | 'otherRounds',
  rows: 'send' | 'sync',
): Stage {
  return {
    name,
    ms: plan => sendRowsMs(plan, casesOf(plan), plan[rounds]),
    run: async session => {
      const { plan, results, server } = session
      await sendRows(session, casesOf(plan), plan[rounds], results[rows], await server.topic(name))
    },
  }
}

function mainCases(plan: Plan): SendCase[] {
  return plan.callers.map(callers => ({ set: 'send', callers, bodyBytes: KIB, subjects: SENDERS }))
}

function bodyCases(plan: Plan): SendCase[] {
  return [128, 16 * KIB].flatMap(bodyBytes =>
    plan.bodyCallers.map(callers => ({ set: 'send', callers, bodyBytes, subjects: SENDERS })),
  )
}

function syncCases(plan: Plan): SendCase[] {
  return plan.syncCallers.map(callers => ({ set: 'sync flush', callers, bodyBytes: KIB, subjects: SENDERS }))
}
