import { monitorLoss } from '../monitor-loss.js'
import { count, percent } from '../report/numbers.js'
import { launch } from '../session.js'
import type { MonitorCost } from '../subjects/protocol.js'
import { JET } from '../subjects.js'
import type { Stage } from './stage.js'

const BODY_BYTES = 1_024

/** Beyond the pairs of seconds: the warm-up and the profile. */
const BEYOND_MS = 10_000

/** What an attached monitor costs. */
export const monitorStage: Stage = {
  name: 'monitor',
  ms: plan => plan.monitorCallers.length * callersMs(plan.monitorPairs),
  run: async session => {
    const { monitorPairs: pairs, monitorCallers } = session.plan
    const topic = await session.server.topic('monitor')
    for (const callers of monitorCallers) {
      const subject = launch(session, JET, { topic })
      try {
        const command = { do: 'monitor', callers, bodyBytes: BODY_BYTES, pairs } as const
        const cost = await subject.ask<MonitorCost>(command, callersMs(pairs) + 30_000)
        session.results.monitor.push(cost)
        session.tell(
          `monitor, ${count(callers)} callers: ${percent(monitorLoss(cost).lost)} of the rate, its own work ${percent(cost.ownShare)} of the busy time`,
        )
      } finally {
        await subject.close()
      }
      session.progress.done(callersMs(pairs))
    }
  },
}

function callersMs(pairs: number): number {
  return pairs * 2_100 + BEYOND_MS
}
