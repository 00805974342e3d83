import { setTimeout as sleep } from 'node:timers/promises'
import type { Cluster } from '../../scripts/cluster/cluster.js'
import { accepts } from '../../scripts/cluster/readiness.js'
import { count, figure } from '../report/numbers.js'
import type { OutageRow } from '../results.js'
import { launch, type Session } from '../session.js'
import type { OutageResult } from '../subjects/protocol.js'
import { JET, JET_PUSH, OFFICIAL_NODE, type Subject } from '../subjects.js'
import type { Stage } from './stage.js'

const CALLERS = 64

/** Between the sends of one caller: some three thousand a second in all, which one consumer counts quickly. */
const PAUSE_MS = 20
const BEFORE_KILL_MS = 2_000
const DOWN_MS = 3_000
const PORT_POLL_MS = 10

/** A boot of the proxy and the counting of messages, about. */
const BEYOND_MS = 20_000

/** The proxy is killed as `kill -9` does and started again while callers go on sending. */
export const outageStage: Stage = {
  name: 'outage',
  ms: plan => plan.outageSubjects.length * outageMs(plan.outageSeconds),
  run: async session => {
    const { results, plan, server } = session
    if (!server.cluster) {
      results.notMeasured.push({
        what: 'an outage of the proxy',
        why: 'a RocketMQ that was given is not ours to kill',
      })
      return
    }
    for (const subject of [JET, OFFICIAL_NODE]) {
      if (!plan.outageSubjects.includes(subject.subject as 'jet')) {
        results.notMeasured.push({ what: `an outage with ${subject.label}`, why: 'only in the long form' })
        continue
      }
      await outage(session, server.cluster, subject)
      session.progress.done(outageMs(plan.outageSeconds))
      await session.save()
    }
  },
}

async function outage(session: Session, cluster: Cluster, subject: Subject): Promise<void> {
  const topic = await session.server.topic('outage')
  const process = launch(session, subject, { topic })
  try {
    await process.ask({ do: 'outage', callers: CALLERS, pauseMs: PAUSE_MS }, 30_000)
    await sleep(BEFORE_KILL_MS)
    const { killedAt, answeredAt } = await killAndRestart(cluster)
    await sleep(session.plan.outageSeconds * 1000)
    const result = await process.ask<OutageResult>({ do: 'settle' }, 60_000)
    const lost = await missing(session, topic, result.confirmed)
    const row = rowOf(subject, result, killedAt, answeredAt, lost)
    session.results.outages.push(row)
    session.tell(
      `outage: ${subject.label}: ${count(row.failed)} sends failed, ${row.lost} lost, first success ` +
        `${figure(row.firstSuccessMs)} ms after the port answered`,
    )
  } catch (failure) {
    session.results.notMeasured.push({
      what: `an outage with ${subject.label}`,
      why: (failure as Error).message,
    })
    session.tell(`outage: ${subject.label} failed: ${(failure as Error).message}`)
  } finally {
    await process.close()
  }
}

async function killAndRestart(cluster: Cluster): Promise<{ killedAt: number; answeredAt: number }> {
  await cluster.killProxy()
  const killedAt = Date.now()
  await sleep(DOWN_MS)
  const started = cluster.startProxy()
  const answeredAt = await Promise.race([portAnswers(cluster.endpoints), started.then(() => Date.now())])
  await started
  return { killedAt, answeredAt }
}

/** When the port took a connection again, epoch milliseconds. */
async function portAnswers(endpoints: string): Promise<number> {
  const port = Number(endpoints.split(':').at(-1))
  while (!(await accepts(port))) await sleep(PORT_POLL_MS)
  return Date.now()
}

/** Consumes the topic from its start and answers how many of the confirmed numbers never came. */
async function missing(session: Session, topic: string, confirmed: readonly number[]): Promise<number> {
  const consumerGroup = (await session.server.group?.('outage')) ?? ''
  const consumer = launch(session, JET_PUSH, { topic, consumerGroup })
  try {
    await consumer.ask({ do: 'listen', keep: 'numbers', warmUp: 0 }, 30_000)
    const numbers = { do: 'numbers', messages: confirmed.length, quietMs: 15_000 } as const
    const found = new Set(await consumer.ask<number[]>(numbers, 180_000))
    return confirmed.filter(number => !found.has(number)).length
  } finally {
    await consumer.close()
  }
}

function rowOf(
  subject: Subject,
  result: OutageResult,
  killedAt: number,
  answeredAt: number,
  lost: number,
): OutageRow {
  // Confirmations on their way while the proxy was killed arrive within moments.
  const first = result.confirmedAt.find(at => at > killedAt + DOWN_MS)
  return {
    subject: subject.label,
    succeeded: result.succeeded,
    failed: result.failed,
    lost,
    downMs: answeredAt - killedAt,
    ...(first === undefined ? {} : { firstSuccessMs: first - answeredAt }),
    ...(result.error === undefined ? {} : { error: result.error }),
  }
}

function outageMs(seconds: number): number {
  return BEFORE_KILL_MS + DOWN_MS + seconds * 1000 + BEYOND_MS
}
