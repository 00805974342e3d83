import { count, figure } from '../report/numbers.js'
import { launch } from '../session.js'
import type { MemorySample } from '../subjects/protocol.js'
import { JET } from '../subjects.js'
import type { Stage } from './stage.js'

const CALLERS = 1_000
const BODY_BYTES = 1_024

/** Messages a second to plan with. */
const PLANNED_RATE = 40_000

/** Memory over very many messages: the heap, collected before each look, and the resident set. */
export const memoryStage: Stage = {
  name: 'memory',
  ms: plan => (plan.soakMessages / PLANNED_RATE) * 1000,
  run: async session => {
    const { soakMessages: messages } = session.plan
    const topic = await session.server.topic('memory')
    const process = launch(session, JET, { topic }, ['--expose-gc'])
    try {
      const command = { do: 'soak', messages, callers: CALLERS, bodyBytes: BODY_BYTES } as const
      session.results.memory = await process.ask<MemorySample[]>(command, 300_000)
      const last = session.results.memory.at(-1)
      session.tell(
        `memory after ${count(messages)} messages: heap ${figure(last?.heapMb)} MB, rss ${figure(last?.rssMb)} MB`,
      )
    } catch (failure) {
      session.results.notMeasured.push({ what: 'memory over many messages', why: (failure as Error).message })
    } finally {
      await process.close()
    }
    session.progress.done((messages / PLANNED_RATE) * 1000)
  },
}
