import { h2load, hasH2load } from '../h2load.js'
import type { Plan } from '../plan.js'
import { SDK } from '../preparation.js'
import type { Session } from '../session.js'
import type { MessageKind, SendResult } from '../subjects/protocol.js'
import {
  FRAMES,
  GRPC_JS,
  H2LOAD,
  HTTP2_SINGLE,
  JET,
  OFFICIAL_JAVA,
  OFFICIAL_NODE,
  OVER_GRPC_JS,
  PROVEN,
  type Subject,
} from '../subjects.js'
import { type SendCase, sendRows, sendRowsMs } from './send-rows.js'
import type { Stage } from './stage.js'

const KIB = 1_024

/** What goes one message a call on a LOCAL server: plain messages only if they are told to. */
const KINDS: readonly MessageKind[] = ['normal', 'fifo', 'delay', 'transaction']

const CLIENTS = [JET, OVER_GRPC_JS, OFFICIAL_NODE, OFFICIAL_JAVA]

/** Who sends plain messages one a call. The bare ones can send nothing else. */
const PLAIN: readonly Subject[] = [...CLIENTS, GRPC_JS, HTTP2_SINGLE, FRAMES]

/** One message a call: what may not be batched, or is told not to be. */
export const singleStage: Stage = {
  name: 'single',
  ms: plan => KINDS.reduce((sum, kind) => sum + sendRowsMs(plan, cases(plan, kind), plan.otherRounds), 0),
  run: async session => {
    for (const kind of KINDS) {
      const topic = await session.server.topic(`single-${kind}`, kind)
      await sendRows(
        session,
        cases(session.plan, kind),
        session.plan.otherRounds,
        session.results.single,
        topic,
      )
      if (kind === 'normal') await serverLimit(session, topic)
    }
  },
}

/**
 * A CLUSTER server: by default nobody proved its brokers, so plain messages go one a call there, too; with the name
 * server they do.
 */
export const clusterStage: Stage = {
  name: 'cluster',
  ms: plan => sendRowsMs(plan, clusterCases(plan, undefined), plan.otherRounds),
  run: async session => {
    const topic = await session.server.topic('cluster')
    await sendRows(
      session,
      clusterCases(session.plan, session.server.cluster?.nameServer),
      session.plan.otherRounds,
      session.results.cluster,
      topic,
    )
  },
}

function cases(plan: Plan, kind: MessageKind): SendCase[] {
  const subjects = (kind === 'normal' ? PLAIN : CLIENTS).map(unbatched)
  return plan.singleCallers.map(callers => ({ set: kind, callers, bodyBytes: KIB, kind, subjects }))
}

function clusterCases(plan: Plan, nameServer: string | undefined): SendCase[] {
  const callers = [...plan.singleCallers, 1_000]
  const subjects = [...CLIENTS, { ...PROVEN, options: { batch: { nameServer } } }]
  return callers.map(each => ({ set: 'CLUSTER', callers: each, bodyBytes: KIB, subjects }))
}

function unbatched(subject: Subject): Subject {
  if (subject.subject !== 'jet') return subject
  return { ...subject, options: { ...subject.options, batch: { mode: 'off' } } }
}

async function serverLimit(session: Session, topic: string): Promise<void> {
  const { plan, results, server } = session
  if (!(await hasH2load())) {
    results.notMeasured.push({ what: `the server's own limit`, why: 'h2load of nghttp2 is not installed' })
    return
  }
  for (const callers of plan.singleCallers) {
    const load = { callers, bodyBytes: KIB, content: 'random', kind: 'normal' } as const
    const seconds = Math.max(1, plan.measureMs / 1000)
    const rate = await h2load(SDK, server.endpoints, topic, { ...load, seconds })
    session.tell(`normal, ${callers} callers: ${H2LOAD} ${Math.round(rate)}/s`)
    results.single.push({
      set: 'normal',
      subject: H2LOAD,
      load,
      runs: [onlyRate(rate, seconds)],
      failures: [],
    })
  }
}

/** It tells no more than this. */
function onlyRate(rate: number, seconds: number): SendResult {
  const unknown = Number.NaN
  return {
    messages: Math.round(rate * seconds),
    failed: 0,
    seconds,
    rate,
    p50Ms: unknown,
    p99Ms: unknown,
    jitterMs: unknown,
    cpuMicrosPerMessage: unknown,
    scavenges: unknown,
    majorCollections: unknown,
    gcPauseMs: unknown,
    rssMb: unknown,
  }
}
