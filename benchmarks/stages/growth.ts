import type { Plan } from '../plan.js'
import { count, figure } from '../report/numbers.js'
import { launch, type Session } from '../session.js'
import type { EmbeddedSize, GrowthLoad, GrowthResult } from '../subjects/protocol.js'
import { EMBEDDED, JET } from '../subjects.js'
import type { Stage } from './stage.js'

const CALLERS = 1_000

/** Starting a server in memory and a client, about. */
const START_MS = 2_000

interface Step {
  dimension: string
  size: number
  server: EmbeddedSize
  load: Pick<GrowthLoad, 'producers' | 'topics' | 'groups'>
}

const ONE = { brokers: 1, topics: 1, fifo: false }

const STEPS: readonly Step[] = [
  ...steps('topics', [1, 10, 100, 1_000], topics => ({
    server: { ...ONE, topics },
    load: { producers: 1, topics, groups: 0 },
  })),
  ...steps('message groups', [1, 10, 100, 1_000, 10_000], groups => ({
    server: { ...ONE, fifo: true },
    load: { producers: 1, topics: 1, groups },
  })),
  ...steps('producers', [1, 10, 100], producers => ({
    server: ONE,
    load: { producers, topics: 1, groups: 0 },
  })),
  ...steps('brokers', [1, 4, 16, 64], brokers => ({
    server: { ...ONE, brokers },
    load: { producers: 1, topics: 1, groups: 0 },
  })),
]

/** How the cost of a message grows with topics, groups, producers and brokers; against servers in memory. */
export const growthStage: Stage = {
  name: 'growth',
  ms: plan => STEPS.length * stepMs(plan),
  run: async session => {
    for (const step of STEPS) {
      await measure(session, step)
      session.progress.done(stepMs(session.plan))
    }
  },
}

async function measure(session: Session, { dimension, size, server, load }: Step): Promise<void> {
  const { plan, results } = session
  const host = launch(session, EMBEDDED, { topic: '' })
  try {
    const endpoints = await host.ask<string>({ do: 'host', ...server }, 30_000)
    const result = await growTo(session, endpoints, {
      ...load,
      callers: CALLERS,
      warmMs: plan.warmMs,
      measureMs: plan.measureMs,
    })
    results.growth.push({ dimension, size, result })
    const cost = `${count(result.rate)}/s, ${figure(result.cpuMicrosPerMessage)} µs a message`
    session.tell(`growth, ${count(size)} ${dimension}: ${cost}`)
  } catch (failure) {
    results.notMeasured.push({ what: `growth, ${count(size)} ${dimension}`, why: (failure as Error).message })
    session.tell(`growth, ${count(size)} ${dimension} failed: ${(failure as Error).message}`)
  } finally {
    host.kill()
  }
}

async function growTo(session: Session, endpoints: string, load: GrowthLoad): Promise<GrowthResult> {
  const elsewhere = { ...session, server: { ...session.server, endpoints } }
  const client = launch(elsewhere, JET, { topic: '' }, ['--expose-gc'])
  try {
    return await client.ask<GrowthResult>({ do: 'grow', ...load }, 60_000)
  } finally {
    await client.close()
  }
}

function steps(
  dimension: string,
  sizes: readonly number[],
  of: (size: number) => Pick<Step, 'server' | 'load'>,
): Step[] {
  return sizes.map(size => ({ dimension, size, ...of(size) }))
}

function stepMs({ warmMs, measureMs }: Plan): number {
  return START_MS + warmMs + measureMs
}
