import { SENDERS } from '../cast.js'
import type { Effort } from '../effort.js'
import { type SendCase, sendRows, sendRowsMs } from './send-rows.js'
import type { Stage } from './stage.js'

const KIB = 1_024

/** Everybody sends 1 KiB, from one caller to ten thousand. */
export const sendStage: Stage = {
  name: 'send',
  ms: effort => sendRowsMs(effort, mainCases(effort), effort.rounds),
  run: async session => {
    const topic = await session.site.topic('send')
    await sendRows(session, mainCases(session.effort), session.effort.rounds, session.results.send, topic)
  },
}

/** The same with other bodies; fewer rounds, because large ones fill disks. */
export const bodiesStage: Stage = {
  name: 'bodies',
  ms: effort => sendRowsMs(effort, bodyCases(effort), effort.otherRounds),
  run: async session => {
    const topic = await session.site.topic('bodies')
    await sendRows(
      session,
      bodyCases(session.effort),
      session.effort.otherRounds,
      session.results.send,
      topic,
    )
  },
}

/** The broker answers when the message is on disk, so every request pays for a write. */
export const syncStage: Stage = {
  name: 'sync',
  ms: effort => sendRowsMs(effort, syncCases(effort), effort.otherRounds),
  run: async session => {
    const topic = await session.site.topic('sync')
    await sendRows(
      session,
      syncCases(session.effort),
      session.effort.otherRounds,
      session.results.sync,
      topic,
    )
  },
}

function mainCases(effort: Effort): SendCase[] {
  return effort.callers.map(callers => ({ set: 'send', callers, bodyBytes: KIB, players: SENDERS }))
}

function bodyCases(effort: Effort): SendCase[] {
  return [128, 16 * KIB].flatMap(bodyBytes =>
    effort.bodyCallers.map(callers => ({ set: 'send', callers, bodyBytes, players: SENDERS })),
  )
}

function syncCases(effort: Effort): SendCase[] {
  return effort.syncCallers.map(callers => ({ set: 'sync flush', callers, bodyBytes: KIB, players: SENDERS }))
}
