import { GZIP, JET, OFFICIAL_NODE, ONE_STREAM, UNBATCHED, UNPOOLED } from '../subjects.js'
import { type SendCase, sendRows, sendRowsMs } from './send-rows.js'
import type { Stage } from './stage.js'

const KIB = 1_024

/** JSON of this size is what the compression of small messages is measured with. */
const JSON_BYTES = 150

/** What each line of the suite this grew from is measured with: a feature on, off, and the official client. */
const CASES: readonly SendCase[] = [
  { set: 'one at a time', callers: 1, bodyBytes: KIB, subjects: [JET, UNBATCHED, OFFICIAL_NODE] },
  { set: 'sendBatch of 50', callers: 4, bodyBytes: KIB, messagesPerCall: 50, subjects: [JET, UNBATCHED] },
  { set: 'concurrency', callers: 1_000, bodyBytes: KIB, subjects: [JET, UNBATCHED, UNPOOLED, OFFICIAL_NODE] },
  {
    set: 'allocations',
    callers: 1_000,
    bodyBytes: KIB,
    allocations: true,
    subjects: [JET, UNBATCHED, UNPOOLED, OFFICIAL_NODE],
  },
  { set: 'connections', callers: 10_000, bodyBytes: KIB, subjects: [JET, ONE_STREAM, OFFICIAL_NODE] },
  {
    set: 'bandwidth',
    callers: 1_000,
    bodyBytes: JSON_BYTES,
    content: 'json',
    subjects: [JET, GZIP, UNBATCHED, OFFICIAL_NODE],
  },
]

/** This SDK against itself with a feature off. */
export const featuresStage: Stage = {
  name: 'features',
  ms: plan => sendRowsMs(plan, CASES, plan.otherRounds),
  run: async session => {
    const topic = await session.server.topic('features')
    await sendRows(session, CASES, session.plan.otherRounds, session.results.features, topic)
  },
}
