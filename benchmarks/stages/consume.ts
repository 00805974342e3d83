import { count, figure } from '../report/numbers.js'
import type { ConsumeRow } from '../results.js'
import { launch, type Session } from '../session.js'
import { rotated } from '../subject-pool.js'
import type { SubjectProcess } from '../subject-process.js'
import type { ConsumeResult } from '../subjects/protocol.js'
import { JET, RECEIVERS, type Subject } from '../subjects.js'
import type { Stage } from './stage.js'

const BODY_BYTES = 1_024
const STEADY_PER_SECOND = 1_000

/** The first messages find a cold consumer, whose code is being compiled. */
const WARM_SHARE = 0.25

/** The last few messages of a backlog wait for a poll that comes back: they would be what is measured. */
const COUNTED_SHARE = 0.95

/** What starting a consumer, its topic and its group costs, about. */
const START_MS = 2_000

/** Everybody consumes: a backlog as fast as they can, then a steady flow. */
export const consumeStage: Stage = {
  name: 'consume',
  ms: plan =>
    RECEIVERS.length * plan.consumeRounds * (backlogMs(plan.backlog) + steadyMs(plan.steadySeconds)),
  run: async session => {
    const { plan, results } = session
    if (!session.server.group) {
      results.notMeasured.push({
        what: 'consuming',
        why: 'topics and groups of its own need ROCKETMQ_NAME_SERVER',
      })
      return
    }
    for (let round = 0; round < plan.consumeRounds; round++) {
      for (const subject of rotated(RECEIVERS, round)) {
        await measure(session, subject, results.backlog, { messages: plan.backlog }, backlog)
        session.progress.done(backlogMs(plan.backlog))
        const steadily = { messages: STEADY_PER_SECOND * plan.steadySeconds, perSecond: STEADY_PER_SECOND }
        await measure(session, subject, results.steady, steadily, steady)
        session.progress.done(steadyMs(plan.steadySeconds))
      }
      await session.save()
    }
  },
}

type Load = ConsumeRow['load']

/** A producer and a consumer, on a topic and a group that nobody used before. */
interface Pair {
  loader: SubjectProcess
  consumer: SubjectProcess
  load: Load
}

async function measure(
  session: Session,
  subject: Subject,
  rows: ConsumeRow[],
  load: Load,
  run: (pair: Pair) => Promise<ConsumeResult>,
): Promise<void> {
  const row = rowOf(rows, subject, load)
  const set = load.perSecond === undefined ? 'backlog' : `${count(load.perSecond)} messages a second`
  let pair: Pair | undefined
  try {
    pair = await openPair(session, subject, load)
    const result = await run(pair)
    row.runs.push(result)
    const latency = load.perSecond === undefined ? '' : `, p50 ${figure(result.p50Ms)} ms`
    session.tell(`consume, ${set}: ${subject.label} ${count(result.rate)}/s${latency}`)
  } catch (failure) {
    row.runs.push(null)
    row.failures.push((failure as Error).message)
    session.tell(`consume, ${set}: ${subject.label} failed: ${(failure as Error).message}`)
  } finally {
    await Promise.all([pair?.loader.close(), pair?.consumer.close()])
  }
}

async function openPair(session: Session, subject: Subject, load: Load): Promise<Pair> {
  const topic = await session.server.topic('consume')
  const consumerGroup = (await session.server.group?.('consume')) ?? ''
  const consumer = launch(session, subject, { topic, consumerGroup })
  return { loader: launch(session, JET, { topic }), consumer, load }
}

async function backlog({ loader, consumer, load }: Pair): Promise<ConsumeResult> {
  await loader.ask({ do: 'fill', messages: load.messages, bodyBytes: BODY_BYTES }, 60_000)
  await consumer.ask({ do: 'listen', keep: 'nothing', warmUp: warmUp(load) }, 30_000)
  return collect(consumer, Math.floor(load.messages * COUNTED_SHARE))
}

async function steady({ loader, consumer, load }: Pair): Promise<ConsumeResult> {
  const { messages, perSecond = 1 } = load
  await consumer.ask({ do: 'listen', keep: 'stamps', warmUp: warmUp(load) }, 30_000)
  const collected = collect(consumer, messages)
  // Its failure is the row's, but only once the loader is through.
  collected.catch(() => {})
  await loader.ask({ do: 'pace', perSecond, seconds: messages / perSecond, bodyBytes: BODY_BYTES }, 120_000)
  return collected
}

function collect(consumer: SubjectProcess, messages: number): Promise<ConsumeResult> {
  const timeoutMs = 30_000 + messages * 2
  return consumer.ask({ do: 'collect', messages, timeoutMs }, timeoutMs + 10_000)
}

function warmUp({ messages }: Load): number {
  return Math.ceil(messages * WARM_SHARE)
}

function rowOf(rows: ConsumeRow[], subject: Subject, load: Load): ConsumeRow {
  let row = rows.find(each => each.subject === subject.label)
  if (!row) {
    row = {
      set: load.perSecond === undefined ? 'backlog' : 'steady',
      subject: subject.label,
      load,
      runs: [],
      failures: [],
    }
    rows.push(row)
  }
  return row
}

function backlogMs(messages: number): number {
  return START_MS + messages / 8
}

function steadyMs(seconds: number): number {
  return START_MS + seconds * 1000
}
