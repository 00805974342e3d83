import type { Plan } from '../plan.js'
import { SENDERS } from '../subjects.js'
import { type SendCase, sendRows, sendRowsMs } from './send-rows.js'
import type { Stage } from './stage.js'

const KIB = 1_024

/** Everybody sends 1 KiB, from one caller to ten thousand. */
export const sendStage: Stage = {
  name: 'send',
  ms: plan => sendRowsMs(plan, mainCases(plan), plan.rounds),
  run: async session => {
    const topic = await session.server.topic('send')
    await sendRows(session, mainCases(session.plan), session.plan.rounds, session.results.send, topic)
  },
}

/** The same with other bodies; fewer rounds, because large ones fill disks. */
export const bodiesStage: Stage = {
  name: 'bodies',
  ms: plan => sendRowsMs(plan, bodyCases(plan), plan.otherRounds),
  run: async session => {
    const topic = await session.server.topic('bodies')
    await sendRows(session, bodyCases(session.plan), session.plan.otherRounds, session.results.send, topic)
  },
}

/** The broker answers when the message is on disk, so every request pays for a write. */
export const syncStage: Stage = {
  name: 'sync',
  ms: plan => sendRowsMs(plan, syncCases(plan), plan.otherRounds),
  run: async session => {
    const topic = await session.server.topic('sync')
    await sendRows(session, syncCases(session.plan), session.plan.otherRounds, session.results.sync, topic)
  },
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
